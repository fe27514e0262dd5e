"""Web pages: the article out of the page, and nothing that runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from visavis.errors import VisavisError
from visavis.imports.readers.extra import need
from visavis.imports.tree.node import Losses
from visavis.input import decode_markup

_RUNS = frozenset(
    "script iframe object embed applet form input button select textarea svg math template canvas "
    "video audio base link meta".split()
)
_AROUND = frozenset("nav footer aside style noscript dialog".split())
_WORDS = re.compile(r"\w+")
_ENOUGH = 0.9
_FEW = 30
"""Pages of fewer words are taken whole: there is nothing to find in them."""

Element = Any
"""An element of lxml, which is there only with the extra."""


def find_article(data: bytes, name: str, lost: Losses) -> bytes:
    """The article of a page as clean HTML in UTF-8. Raises VisavisError where there is no text.

    trafilatura says which words are the article's; the smallest element that holds nearly all of
    them is taken as it stands, so that notes, verse and tables in it survive.
    """
    html = need("lxml.html", "lxml", "HTML")
    text = decode_markup(data, name)
    try:
        parser = html.HTMLParser(encoding="utf-8")
        page = html.document_fromstring(text.encode("utf-8"), parser=parser)
    except (html.etree.ParserError, html.etree.XMLSyntaxError, ValueError):
        raise VisavisError("there is no text in it", place=name) from None
    article = _article(page, text)
    _clean(article, lost)
    title = page.findtext(".//title") or ""
    body = html.tostring(article, encoding="unicode", with_tail=False)
    head = f"<title>{_escaped(title)}</title>"
    return f"<html><head>{head}</head><body>{body}</body></html>".encode()


def _article(page: Element, text: str) -> Element:
    body = page.find("body")
    whole = body if body is not None else page
    wanted = set(_words(need("trafilatura", "trafilatura", "HTML"), text))
    if len(wanted) < _FEW:
        return _marked(whole)
    best = whole
    while True:
        inner = next((e for e in best if isinstance(e.tag, str) and _holds(e, wanted)), None)
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


def _clean(article: Element, lost: Losses) -> None:
    """Drop what runs and what was deleted, counted, and what belongs to the page around.

    A text is taken as it stands: with the words of `<ins>`, without those of `<del>`.
    """
    for element in list(article.iter()):
        if element is article:
            continue
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _RUNS:
            lost["element that runs or loads something", f"<{tag}>"] += 1
        elif tag == "del":
            lost["deletion", " ".join("".join(element.itertext()).split())] += 1
        goes = tag in ("", "del") or tag in _RUNS or (tag in _AROUND and not _is_notes(element))
        if goes and element.getparent() is not None:
            element.drop_tree()


def _is_notes(element: Element) -> bool:
    """Whether an element beside the text holds its notes, which belong to it."""
    said = " ".join(map(str, element.attrib.values())).lower()
    return "note" in said


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;")
