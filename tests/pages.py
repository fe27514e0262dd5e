"""Chapters rendered as the site renders them, and read as a browser reads them."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping

import html5lib
import markdown

from chapters import PROJECT as PROJECT
from chapters import chapter
from visavis.checks import Finding
from visavis.edition import Edition
from visavis.glossary import Finder, Glossary, Term, TermEntry
from visavis.pairs import Pairing
from visavis.render import DIALECT, VisavisExtension
from visavis.settings import TextSettings
from visavis.site.address import Addresses
from visavis.site.compose import Layout, compose_chapter, compose_twin

FRENCH, ENGLISH = PROJECT.target, PROJECT.source
LAYOUT = Layout(Addresses("fr"))


def term(name: str, fr: str, en: str, *variants: str) -> Term:
    """A term of the glossary; the variants are French."""
    entries = {
        "fr": TermEntry(fr, "Une définition.", variants),
        "en": TermEntry(en, "A definition."),
    }
    return Term(name, entries)


def edition(*chapters: Pairing, terms: tuple[Term, ...] = ()) -> Edition:
    """An edition of these chapters."""
    return Edition(PROJECT, chapters, Glossary(terms, {term.id: term for term in terms}))


def compose(
    fr: str | None,
    en: str | None,
    interface: TextSettings = FRENCH,
    *,
    findings: tuple[Finding, ...] = (),
    terms: tuple[Term, ...] = (),
) -> str:
    """The Markdown of a chapter's page."""
    texts = chapter(fr, en)
    layout = Layout(Addresses("fr"), findings=findings)
    return compose_chapter(texts, edition(texts, terms=terms), interface, layout)


def body(page: str) -> str:
    """A page without its front matter."""
    return page.split("\n---\n", 1)[1]


def convert(text: str, extension: VisavisExtension | None = None) -> str:
    """Markdown to HTML, in the edition's dialect."""
    own = extension or VisavisExtension()
    return markdown.Markdown(extensions=[*DIALECT, "toc", own]).convert(text)


def parse(html: str) -> etree.Element:
    """HTML as a browser takes it."""
    root: etree.Element = html5lib.parse(html, "etree", namespaceHTMLElements=False)
    return root


def page(
    fr: str, en: str, interface: TextSettings = FRENCH, *, terms: tuple[Term, ...] = ()
) -> etree.Element:
    """A chapter's page in an interface."""
    finders = {tag: Finder(Glossary(terms), tag) for tag in ("fr", "en")}
    composed = compose(fr, en, interface, terms=terms)
    return parse(convert(body(composed), VisavisExtension(finders)))


def both_pages(texts: Pairing) -> tuple[etree.Element, etree.Element]:
    """A chapter's page in both interfaces, rendered once, as the plugin does."""
    extension = VisavisExtension()
    layout = Layout(Addresses("fr"), shared=True)
    whole = edition(texts)
    first = convert(body(compose_chapter(texts, whole, FRENCH, layout)), extension)
    second = convert(body(compose_twin(texts, whole, ENGLISH, layout)), extension)
    return parse(first), parse(second)


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
