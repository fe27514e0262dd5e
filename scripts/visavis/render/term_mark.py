"""Marks glossary terms in a rendered side: a quiet link at the first use of each in the row."""

from __future__ import annotations

import xml.etree.ElementTree as etree

from visavis.glossary import Finder
from visavis.render.text_node import VERBATIM

MARK = "vv-term"
"""The class of a mark; `data-term` says the term's id."""


def mark_terms(side: etree.Element, finder: Finder, glossary: str) -> None:
    """Link the first use of each term to its page in the folder `glossary` (a relative address)."""
    _mark(side, finder, glossary, set())


def term_address(term: str, glossary: str) -> str:
    """The file of a term's page; `glossary` is the folder of all of them, a relative address."""
    return f"{glossary}/{term}.md"


def _mark(element: etree.Element, finder: Finder, glossary: str, seen: set[str]) -> None:
    if element.tag in VERBATIM or element.tag in ("a", "sup"):
        return
    before, links = _cut(element.text or "", finder, glossary, seen)
    element.text = before
    children = list(element)
    for position, link in enumerate(links):
        element.insert(position, link)
    for child in children:
        _mark(child, finder, glossary, seen)
        child.tail, links = _cut(child.tail or "", finder, glossary, seen)
        at = list(element).index(child) + 1 if links else 0
        for offset, link in enumerate(links):
            element.insert(at + offset, link)


def _cut(
    text: str, finder: Finder, glossary: str, seen: set[str]
) -> tuple[str, list[etree.Element]]:
    """The text before the first mark, and the marks with the text that follows each."""
    links: list[etree.Element] = []
    before, done = text, 0
    for use in finder.find_uses(text):
        if use.term in seen:
            continue
        seen.add(use.term)
        address = term_address(use.term, glossary)
        link = etree.Element("a", {"class": MARK, "href": address, "data-term": use.term})
        link.text = text[use.start : use.end]
        if links:
            links[-1].tail = text[done : use.start]
        else:
            before = text[: use.start]
        links.append(link)
        done = use.end
    if links:
        links[-1].tail = text[done:]
    return before, links
