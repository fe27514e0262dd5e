"""XML written so that it can be read again: what no XML may hold is left out."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Container

from visavis.markup import allowed

XML = "{http://www.w3.org/XML/1998/namespace}"
"""The namespace of `xml:lang` and `xml:id`."""


def add(
    parent: etree.Element, tag: str, text: str | None = None, **attributes: str
) -> etree.Element:
    """Add an element with its text."""
    element = etree.SubElement(parent, tag, attributes)
    if text is not None:
        element.text = text
    return element


def add_words(parent: etree.Element, words: str) -> None:
    """Add words behind all that an element holds already."""
    if len(parent):
        parent[-1].tail = (parent[-1].tail or "") + words
    else:
        parent.text = (parent.text or "") + words


def write_xml(root: etree.Element, *, mixed: Container[str] = (), doctype: str = "") -> str:
    """The text of a file, indented but for what is inside elements named in `mixed`.

    Those hold words and elements beside each other, so that a space there is one of the text.
    """
    for element in root.iter():
        element.text = element.text and allowed(element.text)
        element.tail = element.tail and allowed(element.tail)
        element.attrib = {key: allowed(value) for key, value in element.attrib.items()}
    _indent(root, "\n", mixed)
    body = etree.tostring(root, encoding="unicode")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{head}{doctype}{body}\n"


def _indent(element: etree.Element, margin: str, mixed: Container[str]) -> None:
    if not len(element) or element.tag in mixed:
        return
    element.text = f"{margin} "
    for child in element:
        _indent(child, f"{margin} ", mixed)
        child.tail = f"{margin} "
    element[-1].tail = margin
