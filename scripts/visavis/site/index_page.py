"""The index of chapters and terms: what stands in for the search without JavaScript. Pure.

It has the address of the search, so that the link to it works either way.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any

import yaml

from visavis.edition import Edition
from visavis.glossary import term_page
from visavis.pairs import Pairing
from visavis.render import read_words
from visavis.settings import TextSettings
from visavis.site.address import Addresses, free_name
from visavis.site.glossary_page import dictionary_order
from visavis.site.search import chapter_title, order_sides
from visavis.text import Kind

NAME = "search"
"""The name of the page, as chapters have names; the first free one that begins so is taken."""


def index_name(edition: Edition) -> str:
    """What the page is called in an edition that has or had a chapter of the same name."""
    return free_name(NAME, edition)


def compose_index(interface: TextSettings) -> str:
    """The head of the page, as Markdown."""
    words = read_words(interface.language)
    meta: dict[str, Any] = {
        "title": words["index"],
        "description": words["index_about"],
        "search": {"exclude": True},
    }
    head = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{head}---\n\n# {words['index']}\n\n{words['index_about']}\n"


def render_index(
    chapters: Sequence[Pairing], edition: Edition, interface: TextSettings, addresses: Addresses
) -> str:
    """The body of the page, as HTML; the chapters in this order."""
    words = read_words(interface.language)
    here = addresses.page(index_name(edition), interface.language)
    listed = "".join(_chapter(chapter, edition, interface, addresses, here) for chapter in chapters)
    told = f'<h2 id="chapters">{escape(words["contents"])}</h2><ul>{listed}</ul>'
    if not edition.glossary.terms:
        return told
    terms = _terms(edition, interface, addresses, here)
    return f'{told}<h2 id="terms">{escape(words["index_terms"])}</h2>{terms}'


def _chapter(
    chapter: Pairing, edition: Edition, interface: TextSettings, addresses: Addresses, here: str
) -> str:
    page = addresses.between(here, addresses.page(chapter.name, interface.language))
    title = chapter_title(chapter, edition.project, interface)
    headings = "".join(
        f"<li>{_link(f'{page}#{pair.id}', block.plain)}</li>"
        for pair in chapter.pairs
        for block in (pair.target if interface is edition.project.target else pair.source)
        if pair.id and block.kind is Kind.HEADING and block.level > 1
    )
    return f"<li>{_link(page, title)}{f'<ul>{headings}</ul>' if headings else ''}</li>"


def _terms(edition: Edition, interface: TextSettings, addresses: Addresses, here: str) -> str:
    """Each language's terms in the order of its alphabet, side by side."""
    lists = []
    for side in order_sides(edition.project, interface):
        names = sorted(
            ((term.entries[side.language].term, term.id) for term in edition.glossary.terms),
            key=lambda named: dictionary_order(named[0]),
        )
        items = "".join(
            f"<li>{_link(addresses.between(here, page), term)}</li>"
            for term, name in names
            for page in [addresses.page(term_page(name), interface.language)]
        )
        lists.append(f'<ul lang="{side.language}" dir="{side.direction}">{items}</ul>')
    return f'<div class="vv-definitions">{"".join(lists)}</div>'


def _link(address: str, name: str) -> str:
    return f'<a href="{escape(address)}">{escape(name)}</a>'
