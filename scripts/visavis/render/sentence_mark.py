"""Tells a rendered side where its sentences end, as long as it says what they were counted in."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping

from markdown.util import ETX, STX

SentenceMarks = Mapping[str, Mapping[str, str]]
"""By the row's id and the language of the side: `END:GROUP` a sentence, see
`visavis.site.sentences`."""

ATTRIBUTE = "data-sentences"
_KEPT_ASIDE = re.compile(f"{STX}[^{ETX}]*{ETX}")
"""What Python-Markdown puts in the place of raw HTML."""


def mark_sentences(side: etree.Element, marks: str) -> None:
    """Set the attribute of a side.

    A side whose words are others than those that were counted (an image's description, an
    abbreviation that was written out) goes without: then the whole paragraph stands for its
    sentences.
    """
    last = marks.rpartition(" ")[2].partition(":")[0]
    if count_characters(side) == int(last):
        side.set(ATTRIBUTE, marks)


def count_characters(side: etree.Element) -> int:
    """Characters of a side's text that are no white space, note calls left out."""
    text = _KEPT_ASIDE.sub("", "".join(_texts(side)))
    return len("".join(text.split()))


def _texts(element: etree.Element) -> Iterator[str]:
    if element.tag == "sup" and element.get("id", "").startswith("fnref"):
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
