"""XML written so that it can be read again: what no XML may hold is left out."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
XML = "{http://www.w3.org/XML/1998/namespace}"
"""The namespace of `xml:lang` and `xml:id`."""


def allowed(text: str) -> str:
    """A text without the characters that XML 1.0 forbids."""
    return _FORBIDDEN.sub("", text)


def add(
    parent: etree.Element, tag: str, text: str | None = None, **attributes: str
) -> etree.Element:
    """Add an element with its text."""
    element = etree.SubElement(parent, tag, attributes)
    if text is not None:
        element.text = text
    return element


def write_xml(root: etree.Element, doctype: str = "") -> str:
    """The text of a file, indented; text of elements that hold text alone stays as it is."""
    for element in root.iter():
        element.text = element.text and allowed(element.text)
        element.tail = element.tail and allowed(element.tail)
        element.attrib = {key: allowed(value) for key, value in element.attrib.items()}
    etree.indent(root, " ")
    body = etree.tostring(root, encoding="unicode")
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    return f"{head}{doctype}{body}\n"
