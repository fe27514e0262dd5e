"""Walks the text of a rendered tree, past what is not prose."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from visavis.render.typography import typeset

VERBATIM = frozenset({"code", "pre", "kbd", "samp", "script", "style", "math", "textarea"})


def typeset_tree(element: etree.Element, language: str) -> None:
    """Set the spaces of every text in an element as its language wants them; code stays as it is."""
    if element.tag in VERBATIM:
        return
    language = element.get("lang", language)
    if element.text:
        element.text = typeset(element.text, language)
    for child in element:
        typeset_tree(child, language)
        if child.tail:
            child.tail = typeset(child.tail, language)
