"""The index of chapters and terms: what stands in for the search without JavaScript.

It has the address of the search, so that the link to it works either way.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from visavis.glossary import term_page
from visavis.pairs import Pairing
from visavis.publication import Interface, chapter_title, dictionary_order
from visavis.site.page import Body, Heading, Page, render
from visavis.text import Kind


def index_page(interface: Interface) -> Page:
    """The page."""
    words = interface.words
    make = partial(_make, interface)
    return Page(interface.names.index, words["index"], make, description=words["index_about"])


def _make(interface: Interface) -> Body:
    chapters = interface.publication.chapters.values()
    terms = _list_terms(interface)
    html = render(
        "index.html",
        interface,
        chapters=[_describe(chapter, interface) for chapter in chapters],
        terms=terms,
    )
    headings = [Heading(2, "chapters", interface.words["contents"])]
    headings += [Heading(2, "terms", interface.words["index_terms"])] if terms else []
    return Body(html, tuple(headings))


def _describe(chapter: Pairing, interface: Interface) -> dict[str, Any]:
    page = interface.between(interface.names.index, chapter.name)
    headings = [
        {"href": f"{page}#{pair.id}", "words": block.plain}
        for pair in chapter.pairs
        for block in pair[interface.side]
        if pair.id and block.kind is Kind.HEADING and block.level > 1
    ]
    return {"href": page, "title": chapter_title(chapter, interface.side), "headings": headings}


def _list_terms(interface: Interface) -> list[dict[str, Any]]:
    """Each language's terms in the order of its alphabet, side by side."""
    terms = interface.publication.edition.glossary.terms
    if not terms:
        return []
    lists = []
    for text in interface.texts:
        names = sorted(
            ((term.entries[text.language].term, term.id) for term in terms),
            key=lambda named: dictionary_order(named[0]),
        )
        own = [
            {"href": interface.between(interface.names.index, term_page(identifier)), "name": name}
            for name, identifier in names
        ]
        lists.append({"text": text, "terms": own})
    return lists
