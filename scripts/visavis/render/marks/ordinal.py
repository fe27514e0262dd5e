"""French ordinals are set with their endings raised: 1er, XIXe."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from visavis.render.marks.tree import VERBATIM
from visavis.unicode import primary

_ORDINAL = re.compile(r"(?<!\w)(?:1(?=(?:er|re)s?\b)|(?:\d+|[IVX][IVXLCDM]*)(?=es?\b))(\w+)")
"""A number in figures, Arabic or Roman, with its ending (Imprimerie nationale, *Lexique*)."""


def raise_ordinals(element: etree.Element, language: str) -> None:
    """Put the endings of ordinals in an element into `<sup>`, where its language is French."""
    if element.tag in VERBATIM or element.tag == "sup":
        return
    language = element.get("lang", language)
    children = list(element)
    if primary(language) == "fr":
        element.text = _raise(element, 0, element.text or "")
    for child in children:
        raise_ordinals(child, language)
        if primary(language) == "fr":
            child.tail = _raise(element, list(element).index(child) + 1, child.tail or "")


def _raise(parent: etree.Element, at: int, text: str) -> str:
    """The text before the first ending; the endings, each with what follows it, are put in."""
    found = list(_ORDINAL.finditer(text))
    for number, ordinal in enumerate(found):
        ending = etree.Element("sup")
        ending.text = ordinal[1]
        following = found[number + 1].start(1) if number + 1 < len(found) else len(text)
        ending.tail = text[ordinal.end() : following]
        parent.insert(at + number, ending)
    return text[: found[0].start(1)] if found else text
