"""The pages of small editions, read as a browser reads them."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping

import html5lib

from chapters import PROJECT as PROJECT
from chapters import chapter
from visavis.edition import Edition
from visavis.glossary import Glossary, Term, TermEntry
from visavis.pairs import Pairing
from visavis.publication import Addresses, Interface, publish
from visavis.side import Side
from visavis.site.page import Page
from visavis.site.pages import ChapterPages, list_pages

FRENCH, ENGLISH = Side.TARGET, Side.SOURCE
ADDRESSES = Addresses("fr")
CHAPTERS = ChapterPages({}, lambda: "Une édition")


def term(name: str, fr: str, en: str, *variants: str) -> Term:
    """A term of the glossary; the variants are French."""
    entries = {
        "fr": TermEntry(fr, "Une définition.", variants),
        "en": TermEntry(en, "A definition."),
    }
    return Term(name, entries)


def edition(*chapters: Pairing, terms: tuple[Term, ...] = ()) -> Edition:
    """An edition of these chapters."""
    return Edition(PROJECT, chapters, Glossary(terms))


def interface(whole: Edition, side: Side = FRENCH, addresses: Addresses = ADDRESSES) -> Interface:
    """One of the two ways to read an edition."""
    return Interface(publish(whole), side, addresses)


def find_page(name: str, shown: Interface, chapters: ChapterPages = CHAPTERS) -> Page:
    """The page of that name."""
    (found,) = [page for page in list_pages(shown, chapters) if page.name == name]
    return found


def read_page(name: str, whole: Edition, side: Side = FRENCH) -> etree.Element:
    """The same as a browser reads it."""
    return parse(find_page(name, interface(whole, side)).make().html)


def parse(html: str) -> etree.Element:
    """HTML as a browser takes it."""
    root: etree.Element = html5lib.parse(html, "etree", namespaceHTMLElements=False)
    return root


def page(fr: str, en: str, side: Side = FRENCH, *, terms: tuple[Term, ...] = ()) -> etree.Element:
    """A chapter's page."""
    return read_page("chapter", edition(chapter(fr, en), terms=terms), side)


def both_pages(texts: Pairing) -> tuple[etree.Element, etree.Element]:
    """A chapter's page in both interfaces, of texts that are rendered once."""
    published = publish(edition(texts))
    first, second = (
        parse(find_page(texts.name, Interface(published, side, ADDRESSES)).make().html)
        for side in (FRENCH, ENGLISH)
    )
    return first, second


def by_class(root: etree.Element, name: str) -> list[etree.Element]:
    """The elements of a class, in order."""
    return [element for element in root.iter() if name in classes(element)]


def classes(element: etree.Element) -> list[str]:
    """The classes of an element."""
    return element.get("class", "").split()


def by_id(root: etree.Element, identifier: str) -> etree.Element:
    """The one element of an id."""
    (found,) = [element for element in root.iter() if element.get("id") == identifier]
    return found


def links(element: etree.Element) -> list[tuple[str | None, str]]:
    """Where the links lead and what they say."""
    return [(a.get("href"), text(a)) for a in element.iter("a")]


def words(element: etree.Element) -> str:
    """What is to be read in an element, spaces left out; numbers of notes are not words."""
    return "".join("".join(_pieces(element)).split())


def text(element: etree.Element) -> str:
    """The text of an element, as it is."""
    return "".join(element.itertext())


def _pieces(element: etree.Element) -> Iterator[str]:
    if not isinstance(element.tag, str):
        return
    if element.tag == "img":
        yield element.get("alt", "")
    if not {"footnote-ref", "footnote-backref", "vv-label"} & set(classes(element)):
        yield element.text or ""
        for child in element:
            yield from _pieces(child)
            yield child.tail or ""


def sides(root: etree.Element) -> list[Mapping[str, etree.Element]]:
    """The rows of a page, each with its sides by language, in the order of reading."""
    return [
        {side.get("lang", ""): side for side in row if "vv-side" in classes(side)}
        for row in by_class(root, "vv-pair")
    ]
