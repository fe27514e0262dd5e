"""A page of HTML or XHTML as a tree, and what its elements say of themselves."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from html.entities import html5
from typing import Any
from urllib.parse import unquote, urlsplit

from visavis.errors import VisavisError
from visavis.imports.readers.extra import need

Element = Any
"""An element of lxml, which is there only with the extra."""

BLOCKS = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset "
    "figcaption figure footer form h1 h2 h3 h4 h5 h6 header hgroup hr li main menu nav ol p pre "
    "section summary table tbody td tfoot th thead tr ul".split()
)
"""Elements that part paragraphs."""
HEADINGS = {f"h{level}": level for level in range(1, 7)}
_HEAD = frozenset("title meta link base style script noscript template object".split())
NOTE, CALL = "data-vv-note", "data-vv-call"
"""Marks that this package sets: what belongs to a note of a number, and what calls it."""
_PAGE = re.compile(r"(?:page[-_]?num(?:ber)?s?|pageno|page[-_]?break|pgnum)\Z")
_PAGE_TEXT = re.compile(r"\s*[\[{(](?:Pg|p|pp|page|S|Seite)\.?\s*\d{1,4}[\]})]\s*", re.IGNORECASE)
_FIGURES = re.compile(r"\W*(?:p\.?|pg\.?|page)?\s*(?:\d{1,4}|[ivxlc]{1,7})\W*", re.IGNORECASE)
_TYPE = "{http://www.idpf.org/2007/ops}type"
_ENTITY = re.compile(rb"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]*;)")
_OWN_ENTITY = re.compile(rb"<!ENTITY\b", re.IGNORECASE)
_ENCODING = re.compile(r"^\s*<\?xml[^>]*\?>")


@dataclass(slots=True)
class HtmlPage:
    """One file of a text."""

    body: Element
    path: str
    """Its address, by which other files of the same text link to it."""
    title: str = ""
    ids: dict[str, Element] = field(default_factory=dict)

    def target(self, link: Element) -> tuple[str, str] | None:
        """The file and the id that a link leads to; None where it leaves the text."""
        try:
            address = urlsplit(link.get("href", "").strip())
        except ValueError:
            return None
        if address.scheme or address.netloc or not (address.fragment or address.path):
            return None
        path = posixpath.normpath(posixpath.join(posixpath.dirname(self.path), address.path))
        return (unquote(path) if address.path else self.path, unquote(address.fragment))


def parse_page(text: str, path: str, *, xhtml: bool = False) -> HtmlPage:
    """A page out of its text; `xhtml` where it should be well-formed. Raises VisavisError."""
    html = need("lxml.html", "lxml", "HTML")
    root = _parse_xhtml(text, path) if xhtml else None
    if root is None:
        parser = html.HTMLParser(encoding="utf-8")
        try:
            root = html.document_fromstring(_ENCODING.sub("", text).encode(), parser=parser)
        except (html.etree.ParserError, html.etree.XMLSyntaxError, ValueError):
            raise VisavisError("there is no text in it", place=path) from None
    for element in root.iter("*"):
        if "}" in element.tag:
            with suppress(ValueError):  # of a damaged file, what stands there may be no name
                element.tag = element.tag.rpartition("}")[2].lower()
        for mark in (NOTE, CALL):
            element.attrib.pop(mark, None)
    body = next((one for one in root if one.tag == "body"), root)
    if body is not root:
        _bring_in(root, body)
    page = HtmlPage(
        body, path, " ".join("".join(map(text_of, root.findall(".//title")[:1])).split())
    )
    for element in body.iter("*"):
        for name in (element.get("id"), element.get("name") if element.tag == "a" else None):
            if name:
                page.ids.setdefault(name, element)
    return page


def _bring_in(root: Element, body: Element) -> None:
    """Move into the body what the parser has taken for a part of the head: a `<nav>`."""
    strays = [one for head in root.iterchildren("head") for one in head if one.tag not in _HEAD]
    for number, stray in enumerate(strays):
        if isinstance(stray.tag, str):
            body.insert(number, stray)


def is_page_number(element: Element) -> bool:
    """Whether an element is the number of a page, by what it says or by its words."""
    words = said(element)
    if any(map(_PAGE.search, words)):
        return not any(one.tag in BLOCKS for one in element.iterdescendants("*"))
    if words & {"page", "pb"} and _FIGURES.fullmatch(text_of(element)):
        return True
    return element.tag in ("span", "a", "small") and bool(_PAGE_TEXT.fullmatch(text_of(element)))


def _parse_xhtml(text: str, path: str) -> Element:
    """The root of what is well-formed; None for what is not."""
    html = need("lxml.html", "lxml", "EPUB")
    data = _ENCODING.sub("", text).encode()
    if _OWN_ENTITY.search(data):
        raise VisavisError("entities of its own are not accepted", place=path)
    data = _ENTITY.sub(lambda found: html5.get(found[1].decode(), "").encode() or found[0], data)
    parser = html.XHTMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return html.etree.fromstring(data, parser)
    except (html.etree.XMLSyntaxError, ValueError):
        return None


def text_of(element: Element) -> str:
    """All characters inside an element, without those of comments."""
    return str(element.xpath("string()"))


def said(element: Element) -> frozenset[str]:
    """What an element says it is: its classes, roles and types, in lower case."""
    values = (element.get(key) or "" for key in ("class", "role", _TYPE, "epub:type"))
    return frozenset(
        word.removeprefix("doc-") for value in values for word in value.lower().split()
    )


def ancestors(element: Element) -> Iterator[Element]:
    """The element, then what is around it, from within."""
    yield element
    yield from element.iterancestors()


def drop(element: Element) -> None:
    """Take an element out; what follows it stays."""
    if element.getparent() is not None:
        element.drop_tree()
