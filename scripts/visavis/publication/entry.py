"""What can be found: rows, notes, terms, chapters; each with its two sides. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import Enum

from visavis.glossary import Term, term_page
from visavis.pairs import Pair, Pairing
from visavis.publication.interface import Interface
from visavis.publication.naming import chapter_title
from visavis.render import typeset
from visavis.side import Side
from visavis.text import Kind, note_kind


class EntryKind(str, Enum):
    """What an entry leads to; the value is the word that the index uses."""

    ROW = "row"
    NOTE = "note"
    TERM = "term"
    PAGE = "page"
    """A chapter."""

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class SearchEntry:
    """One thing that can be found, in one interface."""

    kind: EntryKind
    location: str
    """From the root of the interface."""
    title: str
    sides: Mapping[Side, str] = field(default_factory=dict)
    """The words, the interface's first; a side without any is left out."""
    place: str = ""
    """The chapter in which it stands."""
    marks: Mapping[Side, str] = field(default_factory=dict)
    """Which sentences answer each other, see `visavis.publication.sentences`."""
    told: bool = False
    """Whether its heading is a row, which is found itself."""


def list_entries(interface: Interface) -> Iterator[SearchEntry]:
    """Everything to be found in an interface: by chapter its rows and notes, then the terms."""
    for chapter in interface.publication.edition.chapters:
        yield from list_chapter(chapter, interface)
    yield from list_terms(interface)


def list_chapter(chapter: Pairing, interface: Interface) -> Iterator[SearchEntry]:
    """A chapter, its rows and its notes."""
    page = _page(chapter, interface)
    yield page
    marks = interface.publication.sentences.get(chapter.name, {})
    for pair in (*chapter.pairs, *chapter.notes):
        sides = {
            side: typeset(text, interface.settings[side].language)
            for side in interface.sides
            if (text := " ".join(block.plain for block in pair[side] if block.plain))
        }
        if pair.id and sides:
            kind, called = _name(pair, interface)
            location = page.location + interface.anchor(pair)
            told = marks.get(pair.id, {})
            yield SearchEntry(kind, location, called, sides, page.title, told)


def list_pages(interface: Interface) -> Iterator[SearchEntry]:
    """Those of them that have a page of their own: chapters and terms."""
    for chapter in interface.publication.edition.chapters:
        yield _page(chapter, interface)
    yield from list_terms(interface)


def _page(chapter: Pairing, interface: Interface) -> SearchEntry:
    title = interface.typeset(chapter_title(chapter, interface.side))
    headed = any(_heading(pair, interface) == title for pair in chapter.pairs)
    page = interface.address_at_home(chapter.name)
    return SearchEntry(EntryKind.PAGE, page, title, told=headed)


def list_terms(interface: Interface) -> Iterator[SearchEntry]:
    """The terms of the glossary."""
    for term in interface.publication.edition.glossary.terms:
        yield _term(term, interface)


def _name(pair: Pair, interface: Interface) -> tuple[EntryKind, str]:
    label = pair.blocks[0].label
    if label is not None:
        words = interface.words
        return EntryKind.NOTE, f"{words['note']} · {words[f'note_{note_kind(label)}']}"
    return EntryKind.ROW, _heading(pair, interface) or f"§ {interface.name(pair.id or '')}"


def _term(term: Term, interface: Interface) -> SearchEntry:
    names, texts = [], {}
    for side in interface.sides:
        entry = term.entries[interface.settings[side].language]
        names.append(entry.term)
        definition = interface.publication.glossary_texts[side].plain(entry.definition)
        texts[side] = f"{', '.join(entry.forms)}. {definition}"
    name = " · ".join(dict.fromkeys(names))
    return SearchEntry(EntryKind.TERM, interface.address_at_home(term_page(term.id)), name, texts)


def _heading(pair: Pair, interface: Interface) -> str:
    blocks = pair[interface.side]
    heading = next((block.plain for block in blocks if block.kind is Kind.HEADING), "")
    return interface.typeset(heading)
