"""Titles of works in a note: they are said to be in the other language where they surely are."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from visavis.text import guess_language


def mark_titles(element: etree.Element, language: str, other: str) -> None:
    """Give `lang` to the titles in a note in one language which are in the other of the edition.

    A title is what is emphasised and begins with a capital. Where somebody has said what language
    something is in, nothing is guessed.
    """
    for child in element:
        if child.get("lang"):
            continue
        title = "".join(child.itertext()) if child.tag == "em" else ""
        if title[:1].isupper() and guess_language(title, (language, other)) == other:
            child.set("lang", other)
        else:
            mark_titles(child, language, other)
