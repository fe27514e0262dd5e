"""Verse keeps its lines, in every medium."""

from __future__ import annotations

import xml.etree.ElementTree as etree


def break_lines(verse: etree.Element) -> None:
    """Put a `<br>` for every line end inside a rendered verse."""
    _break_after(verse, 0, *_split(verse, "text"))
    for child in list(verse):
        if child.tag == "br":
            child.tail = (child.tail or "").removeprefix("\n")  # this line end has its break
        else:
            break_lines(child)
        _break_after(verse, list(verse).index(child) + 1, *_split(child, "tail"))


def _split(element: etree.Element, attribute: str) -> list[str]:
    first, *rest = (getattr(element, attribute) or "").split("\n")
    setattr(element, attribute, first)
    return rest


def _break_after(parent: etree.Element, at: int, *lines: str) -> None:
    for offset, line in enumerate(lines):
        line_break = etree.Element("br")
        line_break.tail = line
        parent.insert(at + offset, line_break)
