"""A whole book: the pages in their order, what is said of it, and the file that holds all of it."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path, PurePosixPath
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from visavis.edition import HOME
from visavis.errors import VisavisError
from visavis.export.epub.archive import pack
from visavis.export.epub.chapter import EpubChapter, describe_chapter
from visavis.export.epub.places import GLOSSARY_FILE, MEDIA_TYPES, Places, TextLinks
from visavis.export.epub.xhtml import convert, in_language, xml_name
from visavis.markup import allowed
from visavis.publication import (
    Addresses,
    Imprint,
    Interface,
    Publication,
    Site,
    TitlePage,
    describe_imprint,
    describe_term,
    describe_title_page,
    dictionary_order,
    latest_day,
    list_bound,
)
from visavis.render import Html, read_words, show_code, spoken_language, typeset
from visavis.settings import state_in
from visavis.side import Side
from visavis.unicode import is_right_to_left

_FOLDER = Path(__file__).parent / "templates"
_XHTML = "application/xhtml+xml"
_NEVER = "2000-01-01"
"""The day of an edition that tells none."""


@dataclass(frozen=True, slots=True)
class Layout:
    """How the two texts stand in a book."""

    first: Side = Side.SOURCE
    reveal: bool = False
    """Whether the second text is called up paragraph by paragraph, as notes are."""
    alone: bool = False
    """Whether the first text is the only one."""

    @property
    def sides(self) -> tuple[Side, ...]:
        """The texts that it holds, in their order."""
        return (self.first,) if self.alone else (self.first, self.first.other)

    def ending(self, languages: Mapping[Side, str]) -> str:
        """What tells its file from those of the other layouts."""
        own = f"-{languages[self.first]}"
        if self.alone:
            return own
        turned = f"{own}-first" if self.first is Side.TARGET else ""
        return turned + ("-reveal" if self.reveal else "")


def make_epub(publication: Publication, site: Site, layout: Layout = Layout()) -> bytes:
    """The content of the file: the same bytes for the same edition, wherever it is made.

    Raises VisavisError for an edition without chapters.
    """
    if not publication.chapters:
        raise VisavisError("there is no chapter, and so no book")
    return pack(dict(_Book(publication, site, layout).files()))


class _Book:
    def __init__(self, publication: Publication, site: Site, layout: Layout) -> None:
        self.publication, self.site, self.layout = publication, site, layout
        self.interface = Interface(publication, layout.first, Addresses(site.language))
        self.bound = list_bound(publication, site)
        publication.texts.render_apart(self.bound.values(), layout.sides)
        names = {name: f"c{at:03}.xhtml" for at, name in enumerate(self.bound, 1)}
        self.places = Places(publication, site, layout.sides, names)

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file of the book, by its name within it."""
        pages = {
            name: self._render(name, imprints=self.imprints)
            for name in ("title.xhtml", "imprint.xhtml")
        }
        numbered = [page for chapter in self.chapters for page in chapter.pages]
        pages["nav.xhtml"] = self._render("nav.xhtml", pages=numbered)
        for chapter in self.chapters:
            pages[chapter.file] = self._render("chapter.xhtml", **chapter.values)
        if self.terms:
            pages[GLOSSARY_FILE] = self._render("glossary.xhtml", entries=self.terms)
        yield "package.opf", self._render("package.opf", **self._package([*pages])).encode()
        yield "toc.ncx", self._render("toc.ncx", **self._contents()).encode()
        yield "book.css", (_FOLDER / "book.css").read_bytes()
        for name, page in pages.items():
            yield name, page.encode()
        published = self.publication.edition.published
        for path, name in self.places.resources.items():
            yield name, published.read_file(path)

    @cached_property
    def chapters(self) -> Sequence[EpubChapter]:
        """The chapters that hold something of these texts, in the order of reading."""
        return [
            describe_chapter(chapter, at, self.interface, self.places, reveal=self.layout.reveal)
            for at, chapter in enumerate(self.bound.values(), 1)
        ]

    @cached_property
    def terms(self) -> list[dict[str, Any]]:
        """The glossary, in the order of the first language."""
        language = self.interface.language
        terms = self.publication.edition.glossary.terms
        links = TextLinks(self.places, self.layout.first)

        def show(html: Html) -> Markup:
            return convert(html, links).xhtml

        return [
            describe_term(
                term, self.interface, self.layout.sides, show, lambda other: f"#{xml_name(other)}"
            )
            | {"id": xml_name(term.id)}
            for term in sorted(terms, key=lambda one: dictionary_order(one.entries[language].term))
        ]

    @cached_property
    def imprints(self) -> list[tuple[Interface, Imprint, TitlePage]]:
        """What is said of the book in each of its languages."""
        found = []
        chapters = self.publication.chapters
        home = chapters.get(HOME) or next(iter(chapters.values()))
        for side in self.layout.sides:
            own = Interface(self.publication, side, self.interface.addresses)
            told = describe_imprint(own, self.site, self.layout.sides)
            found.append((own, told, describe_title_page(home, own, told.title)))
        return found

    @cached_property
    def identifier(self) -> str:
        """A name of the book that stays the same from version to version."""
        named = self.site.base or self.site.title
        layout = self.layout.ending(self.site.languages)
        return f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'{named}#epub{layout}')}"

    @cached_property
    def modified(self) -> str:
        """The day of the edition; a year or a month begins with its first."""
        day = latest_day(self.publication)
        return f"{day}{_NEVER[len(day) :]}"

    def _contents(self) -> dict[str, Any]:
        """The table of contents of EPUB 2, for reading systems of those days."""
        words = self.interface.words
        entries = [
            ("title.xhtml", words["book_title_page"]),
            ("imprint.xhtml", words["book_imprint"]),
        ]
        entries += [
            (one.entry.href, " · ".join(said for _, said in one.entry.names))
            for one in self.chapters
        ]
        entries += [(GLOSSARY_FILE, words["glossary"])] if self.terms else []
        title = self.imprints[0][1].title
        return {"identifier": self.identifier, "title": title, "entries": entries}

    def _package(self, pages: Sequence[str]) -> dict[str, Any]:
        """What the package document says."""
        features = {chapter.file: chapter.features for chapter in self.chapters}
        settings = self.publication.edition.project
        citation = settings.citation
        every = set().union(*features.values())
        sides = self.layout.sides
        return {
            "identifier": self.identifier,
            "titles": [(own.language, told.title) for own, told, _ in self.imprints],
            "languages": [settings[side].language for side in sorted(sides, key=list(Side).index)],
            "authors": citation.authors,
            "translators": citation.target.translators if Side.TARGET in sides else (),
            "others": [name for side in sides for name in citation[side].contributors],
            "rights": self._rights(),
            "date": citation.date,
            "modified": f"{self.modified}T00:00:00Z",
            "manifest": [
                (name, _XHTML, " ".join(self._properties(name, features))) for name in pages
            ]
            + [
                (name, MEDIA_TYPES[PurePosixPath(name).suffix.removeprefix(".")], "")
                for name in self.places.resources.values()
            ],
            "spine": pages,
            "backward": settings[self.layout.first].direction == "rtl",
            "summaries": self._summaries(),
            "pictures": "pictures" in every,
            "described": "undescribed" not in every,
            "mathml": "mathml" in every,
        }

    def _summaries(self) -> Mapping[str, str]:
        """How the book can be read, in each of the languages that its words are in."""
        key = "book_summary_one" if self.layout.alone else "book_summary"
        spoken = (spoken_language(own.language) for own, _, _ in self.imprints)
        return {language: typeset(read_words(language)[key], language) for language in spoken}

    def _properties(self, name: str, features: Mapping[str, set[str]]) -> Iterator[str]:
        if name == "nav.xhtml":
            yield "nav"
        if "mathml" in features.get(name, ()):
            yield "mathml"

    def _rights(self) -> str:
        """The licences of the texts and of what the edition adds, in one line."""
        own, told, _ = self.imprints[0]
        stated = [
            (one.name, state_in(own.settings.citation[side].licence, own.language))
            for side, one in zip(self.layout.sides, told.texts, strict=True)
        ]
        stated.append((told.title, state_in(own.settings.citation.licence, own.language)))
        return "; ".join(f"{name}: {licence}" for name, licence in stated if licence)

    def _render(self, template: str, **values: Any) -> str:
        """A template in the words of the first language; whatever is put into it is escaped."""
        language = self.interface.language
        spoken = spoken_language(language)
        said = {key: typeset(word, spoken) for key, word in self.interface.words.items()}
        text = (
            _environment()
            .get_template(template)
            .render(
                book=self,
                interface=self.interface,
                words=said,
                spoken=spoken,
                own=in_language(language, self.interface.text.direction),
                mark="" if language.partition("-")[0] == spoken else _in_words_of(language),
                **values,
            )
        )
        return allowed(text)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    environment.globals["in_language"] = in_language
    environment.globals["in_words_of"] = _in_words_of
    environment.filters["code"] = show_code
    return environment


def _in_words_of(language: str) -> Markup:
    """The attributes of what holds words of an interface; a language may have none of its own."""
    spoken = spoken_language(language)
    return in_language(spoken, "rtl" if is_right_to_left(spoken) else "ltr")
