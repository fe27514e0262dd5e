"""What can be found: rows, notes, terms, chapters, other pages; each with its two sides. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from html import escape
from typing import Any

from visavis.edition import Edition
from visavis.glossary import Term, term_page
from visavis.pairs import Pair, Pairing
from visavis.render import SentenceMarks, read_words, typeset
from visavis.settings import Project, TextSettings
from visavis.site.address import Addresses
from visavis.site.strip import find_anchor, name_pair
from visavis.text import Block, Kind, note_kind, parse_document


class EntryKind(str, Enum):
    """What an entry leads to; the value is the word that the index uses."""

    ROW = "row"
    NOTE = "note"
    TERM = "term"
    PAGE = "page"
    """A chapter, or a page that is not the edition's own."""

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing that can be found, in one interface."""

    kind: EntryKind
    location: str
    """From the root of the interface."""
    title: str
    sides: tuple[tuple[str, str], ...] = ()
    """Language and text, the interface's language first; a side without words is left out."""
    place: str = ""
    """The chapter in which it stands."""
    marks: Mapping[str, str] = field(default_factory=dict)
    """By language: which sentences answer each other, as `visavis.site.sentences` writes it."""
    told: bool = False
    """Whether its heading is a row, which our own search finds."""

    def as_document(self) -> dict[str, Any]:
        """The entry as Material's index has it; what only our own search reads is under `vv`."""
        own: dict[str, Any] = {"kind": str(self.kind), "sides": [tag for tag, _ in self.sides]}
        if self.place:
            own["place"] = self.place
        if self.marks:
            own["marks"] = [self.marks.get(tag, "") for tag, _ in self.sides]
        document = {
            "location": self.location,
            "title": escape(self.title, quote=False),
            "text": "".join(f"<p>{escape(text, quote=False)}</p>" for _, text in self.sides),
        }
        return document if self.told else {**document, "vv": own}


def list_entries(
    edition: Edition,
    side: TextSettings,
    addresses: Addresses,
    sentences: Mapping[str, SentenceMarks] | None = None,
) -> Iterator[Entry]:
    """Everything to be found in an interface: by chapter its rows and notes, then the terms."""
    prefix = addresses.home(side.language)
    for chapter in edition.chapters:
        page = addresses.page(chapter.name, side.language).removeprefix(prefix)
        title = typeset(chapter_title(chapter, edition.project, side), side.language)
        marks = (sentences or {}).get(chapter.name, {})
        told = any(_heading(pair, edition.project, side) == title for pair in chapter.pairs)
        yield Entry(EntryKind.PAGE, page, title, told=told)
        for pair in (*chapter.pairs, *chapter.notes):
            entry = _entry_of(pair, page, title, edition.project, side, marks)
            if entry:
                yield entry
    for term in edition.glossary.terms:
        page = addresses.page(term_page(term.id), side.language).removeprefix(prefix)
        yield _term(term, page, edition.project, side)


def chapter_title(chapter: Pairing, project: Project, side: TextSettings) -> str:
    """What a chapter is called in an interface."""
    document = chapter.target if side is project.target else chapter.source
    headings = (block.plain for block in document.blocks if block.level == 1)
    return str(document.meta.get("title") or next(headings, chapter.name))


def order_sides(project: Project, interface: TextSettings) -> Sequence[TextSettings]:
    """Both sides, the interface's first."""
    return project.sides if interface is project.target else project.sides[::-1]


def _entry_of(
    pair: Pair,
    page: str,
    chapter: str,
    project: Project,
    interface: TextSettings,
    marks: SentenceMarks,
) -> Entry | None:
    sides = tuple(
        (side.language, typeset(text, side.language))
        for side in order_sides(project, interface)
        if (text := _plain(pair.target if side is project.target else pair.source))
    )
    if not pair.id or not sides:
        return None
    label = next((block.label for block in pair.blocks if block.label is not None), None)
    if label is not None:
        kind, title = EntryKind.NOTE, _name_note(label, interface.language)
    else:
        heading = _heading(pair, project, interface)
        kind, title = EntryKind.ROW, heading or f"§ {name_pair(pair.id, interface.language)}"
    location = page + find_anchor(pair, project, interface)
    return Entry(kind, location, title, sides, chapter, marks.get(pair.id, {}))


def _name_note(label: str, language: str) -> str:
    words = read_words(language)
    return f"{words['note']} · {words[f'note_{note_kind(label)}']}"


def _term(term: Term, page: str, project: Project, interface: TextSettings) -> Entry:
    sides = order_sides(project, interface)
    names = dict.fromkeys(term.entries[side.language].term for side in sides)
    texts = []
    for side in sides:
        entry = term.entries[side.language]
        definition = _plain(parse_document("\n" + entry.definition, path="", language="").blocks)
        text = f"{', '.join(entry.forms)}. {definition}"
        texts.append((side.language, typeset(text, side.language)))
    return Entry(EntryKind.TERM, page, " · ".join(names), tuple(texts))


def _plain(blocks: Iterable[Block]) -> str:
    return " ".join(block.plain for block in blocks if block.plain)


def _heading(pair: Pair, project: Project, side: TextSettings) -> str:
    blocks = pair.target if side is project.target else pair.source
    heading = next((block.plain for block in blocks if block.kind is Kind.HEADING), "")
    return typeset(heading, side.language)
