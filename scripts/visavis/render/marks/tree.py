"""Walks the text of a rendered tree, past what is not prose."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass

from visavis.render.marks.typography import has_typography, typeset

VERBATIM = frozenset({"code", "pre", "kbd", "samp", "script", "style", "math", "textarea"})

_WALL = "\n"  # stands for what is not prose, so that no space looks past it


@dataclass(frozen=True, slots=True)
class _Text:
    """One text of a tree, with the language it is in; None for what stays as it is."""

    element: etree.Element
    attribute: str
    words: str
    language: str | None


def typeset_tree(element: etree.Element, language: str) -> None:
    """Set the spaces of every text in an element as its language wants them, but for code.

    The texts are read as one, since a space and its sign may stand in two elements:
    `« <em>mot</em> »`.
    """
    if not has_typography(language) and not any(e.get("lang") for e in element.iter()):
        return
    texts = list(_texts(element, language))
    whole = "".join(text.words for text in texts)
    for wanted in {text.language for text in texts if text.language}:
        if not has_typography(wanted):
            continue
        done = typeset(whole, wanted)
        assert len(done) == len(whole), "one space gives way to one space"
        position = 0
        for text in texts:
            end = position + len(text.words)
            if text.language == wanted and done[position:end] != text.words:
                setattr(text.element, text.attribute, done[position:end])
            position = end


def _texts(element: etree.Element, language: str) -> Iterator[_Text]:
    if element.tag in VERBATIM:
        yield _Text(element, "text", _WALL, None)
        return
    language = element.get("lang", language)
    if element.text:
        yield _Text(element, "text", element.text, language)
    for child in element:
        yield from _texts(child, language)
        if child.tail:
            yield _Text(child, "tail", child.tail, language)
