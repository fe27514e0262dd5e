"""A web page → the tree of its text: the article, its heading, its notes, and nothing that runs."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from typing import Any

from visavis.imports.readers.book import without_furniture
from visavis.imports.readers.dom import Reader
from visavis.imports.readers.extra import need
from visavis.imports.readers.note import find_notes
from visavis.imports.readers.page import (
    HEADINGS,
    NOTE,
    Element,
    HtmlPage,
    ancestors,
    drop,
    parse_page,
    said,
    text_of,
)
from visavis.imports.tree.node import Block, HeadingBlock, words_of
from visavis.imports.tree.picture import Album
from visavis.input import clean, decode_markup

_AROUND = frozenset("nav footer aside dialog".split())
_BESIDE = frozenset(
    "navigation banner contentinfo complementary search menu sidebar comments breadcrumb "
    "breadcrumbs share related cookie widget navbar masthead site-header site-footer".split()
)
_SITE = frozenset("site-title site-name sitename blog-title logo brand navbar-brand".split())
"""What the name of a site is called, which is no heading of its pages."""
_WORDS = re.compile(r"\w+")
_ENOUGH = 0.9
_FEW = 30
"""Pages of fewer words are taken whole: there is nothing to find in them."""


def read_html(data: bytes, name: str, album: Album) -> tuple[list[Block], str]:
    """The blocks of a page and its title. Raises VisavisError where there is no text.

    A page with nothing around its text is taken whole. On any other trafilatura says which words
    are the article's; the smallest element that holds nearly all of them is taken as it stands,
    with the heading above it and what stands between. Notes are found wherever they are.
    """
    text = clean(decode_markup(data, name))
    page = parse_page(text, posixpath.basename(name))
    notes = find_notes([page])
    if any(map(_is_around, page.body.iter("*"))):
        _keep(page, _article(page, text))
    blocks = Reader(album, notes).read(page)
    return without_furniture(blocks, album), title_of(blocks, page.title)


def title_of(blocks: list[Block], said: str) -> str:
    """The title of a text: its highest heading, where that opens it; else what the file says."""
    first = next((block for block in blocks if isinstance(block, HeadingBlock)), None)
    opens = first is not None and (first.level == 1 or first is blocks[0])
    return words_of(first.inside) if first is not None and opens else said


def _is_around(element: Element) -> bool:
    return (
        element.get(NOTE) is None
        and (element.tag in _AROUND or bool(said(element) & _BESIDE))
        and not _holds_notes(element)
    )


def _holds_notes(element: Element) -> bool:
    """Whether an element beside the text holds its notes, which belong to it."""
    return any("note" in word for word in said(element)) or any(
        one.get(NOTE) is not None for one in element.iter("*")
    )


def _article(page: HtmlPage, text: str) -> Element:
    wanted = set(_words(need("trafilatura", "trafilatura", "HTML"), text))
    if len(wanted) < _FEW:
        return _marked(page.body)
    best = page.body
    while True:
        inner = next((e for e in best.iterchildren("*") if _holds(e, wanted)), None)
        if inner is None or inner.tag in ("p", "ul", "ol", "table", "blockquote"):
            return best
        best = inner


def _words(trafilatura: Any, text: str) -> Iterator[str]:
    try:
        found = trafilatura.extract(text, favor_recall=True, include_comments=False)
    except (ValueError, TypeError, AttributeError, RecursionError, LookupError):
        found = None  # a page that it cannot read is looked at as a whole
    yield from _WORDS.findall(found or "")


def _holds(element: Element, wanted: set[str]) -> bool:
    there = set(_WORDS.findall(" ".join(element.itertext())))
    return len(wanted & there) >= _ENOUGH * len(wanted)


def _marked(whole: Element) -> Element:
    """The one element that a page itself calls its article or its main part."""
    for path in (".//article", ".//main", ".//*[@role='main']"):
        found = whole.findall(path)
        if len(found) == 1:
            return found[0]
    return whole


def _keep(page: HtmlPage, article: Element) -> None:
    """Leave nothing of a page but the article, and the heading above it with what is between."""
    heading = _heading_above(page, article)
    first = article if heading is None else heading
    order = list(page.body.iter("*"))
    around = {*ancestors(article), *ancestors(first)}
    kept = around.union(order[order.index(first) : order.index(article)], article.iter("*"))
    for element in order:
        if element not in kept or (_is_around(element) and element not in around):
            drop(element)


def _opens_with_heading(article: Element) -> bool:
    for element in article.iter("*"):
        if element.tag in HEADINGS and text_of(element).strip():
            return True
        if (element.text or "").strip():
            return False
    return False


def _heading_above(page: HtmlPage, article: Element) -> Element | None:
    """The heading of an article that does not begin with one of its own."""
    if _opens_with_heading(article):
        return None
    above: list[Element] = []
    for element in page.body.iter("*"):
        if element is article:
            break
        is_site = any(said(one) & _SITE for one in element.iter("*"))
        if element.tag in HEADINGS and not is_site and not any(map(_is_around, ancestors(element))):
            above.append(element)
    highest = min((HEADINGS[one.tag] for one in above), default=0)
    return next((one for one in reversed(above) if HEADINGS[one.tag] == highest), None)
