"""A chapter's page: two rendered texts, row by row."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, partial
from math import ceil
from typing import Any

from markupsafe import Markup

from visavis.checks import Finding
from visavis.edition import HOME
from visavis.glossary import Term
from visavis.pairs import Pair, Pairing
from visavis.publication import (
    Interface,
    PairStatus,
    Publication,
    Resolver,
    chapter_title,
    describe_citation,
    has_title_row,
    row_number,
)
from visavis.render import Passage, RenderedText, mark_words, note_address, read_words
from visavis.side import Side
from visavis.site.books import Book
from visavis.site.kept import KeptPages
from visavis.site.page import Body, Heading, Page, as_script, render
from visavis.site.pages.change import describe_changes
from visavis.site.pages.gone import describe_old
from visavis.site.pages.home import describe_home
from visavis.site.pages.side import describe_notices, describe_sides
from visavis.site.suggestion import Suggestions
from visavis.text import Block, name_language, note_kind

_LONG = 120
"""From so many rows on, a browser lays out those in sight only; counting them takes it too long."""
_TALL = 12
"""A row of more lines than these in a printed column may begin on one sheet and end on the next."""
_COLUMN = 50
"""Characters of a line of that column."""
_NUMBERED = re.compile(r"p[\d-]+")


@dataclass(frozen=True, slots=True)
class ChapterPages:
    """Makes the pages of chapters."""

    edit: Mapping[Side, str]
    """The address under which that side's files are edited, with a final slash."""
    container: Callable[[], str]
    """What the edition is called in the interface that is being built, for citations."""
    findings: Sequence[Finding] = ()
    """Shown at their rows; for the preview only."""
    books: Sequence[Book] = ()
    """Offered on the home page."""
    suggestions: Suggestions | None = None
    """Where corrections of a row go."""
    kept: KeptPages | None = None
    """What former builds have made of these texts."""
    parts: Mapping[Side, Mapping[str, str]] = field(default_factory=dict)
    """In each interface: in which part of the book a chapter stands, by the chapter's name."""

    def list(self, interface: Interface) -> Iterator[Page]:
        """The chapters of an interface, in the order of reading."""
        for chapter in interface.publication.chapters.values():
            meta = chapter[interface.side].meta
            yield Page(
                chapter.name,
                chapter_title(chapter, interface.side),
                partial(self._make, chapter, interface),
                description=str(meta.get("description") or ""),
                about=partial(self._describe, chapter, interface),
                meta=meta,
                in_nav=True,
                made_of=self._name(chapter, interface),
            )

    def _describe(self, chapter: Pairing, interface: Interface) -> dict[str, Any]:
        return {
            "sides": describe_sides(chapter, interface, self.edit),
            "citation": as_script(describe_citation(chapter, interface, self.container())),
            "notes": bool(chapter.notes),
        }

    def _lay_out(self, chapter: Pairing, interface: Interface) -> _Chapter:
        rows = _find_rows(chapter, self.findings)
        return _Chapter(chapter, interface, rows, self.suggestions)

    def _name(self, chapter: Pairing, interface: Interface) -> Callable[[], str] | None:
        kept = self.kept
        if kept is None or chapter.name == HOME:  # the home page tells of all chapters
            return None
        return lambda: kept.key([chapter.name], self._lay_out(chapter, interface).seen)

    def _make(self, chapter: Pairing, interface: Interface) -> Body:
        page = self._lay_out(chapter, interface)
        parts = self.parts.get(interface.side, {})
        home = describe_home(chapter, interface, self.container(), self.books, parts)
        if home or self.kept is None:
            return page.make(home)
        return self.kept.body(chapter, interface, page.seen, page.make)


class _Chapter:
    """One chapter in one interface."""

    def __init__(
        self,
        chapter: Pairing,
        interface: Interface,
        findings: Mapping[int, Sequence[Finding]],
        suggestions: Suggestions | None = None,
    ) -> None:
        publication = interface.publication
        self.chapter, self.interface, self.findings = chapter, interface, findings
        self.suggestions = suggestions
        self.asked: set[str] = set()
        """The chapters whose own ids were looked up."""
        self.resolve = Resolver(interface, chapter.name, chapter.name, self.asked)
        self.sentences = publication.sentences.get(chapter.name, {})
        self.changed = _find_changed(publication, chapter)

    @cached_property
    def texts(self) -> Mapping[Side, RenderedText]:
        """Both, in the order in which they are shown."""
        texts = self.interface.publication.texts
        return {side: texts.of(self.chapter, side) for side in self.interface.sides}

    @property
    def seen(self) -> tuple[object, ...]:
        """What the page shows that does not follow from its texts."""
        changed = [(name, one.signed, one.drifts) for name, one in self.changed.items()]
        return self.findings, self.sentences, changed

    def make(self, home: Mapping[str, Any] | None = None) -> Body:
        """The whole page; `home` is what the home page has besides."""
        interface, chapter = self.interface, self.chapter
        mark = interface.mark and mark_words(interface.language)["lang"]
        notes, facing = self._notes()
        html = render(
            "chapter.html",
            interface,
            home=home,
            title_row=has_title_row(chapter),
            notices=describe_notices(chapter, interface),
            rows=[self._row(number, pair) for number, pair in enumerate(chapter.pairs)],
            long=_LONG,
            language=interface.language,
            mark_own=Markup(' lang="{}"').format(interface.language),
            mark_lang=Markup(' lang="{}"').format(mark) if mark else "",
            twin=interface.twin(chapter.name),
            other=interface.texts[1].language,
            rules=interface.between(chapter.name, interface.names.rules),
            old=describe_old(chapter.name, interface),
            cards=self._cards(),
            notes=notes,
            facing=facing,
        )
        return Body(html, tuple(self._headings()), self.asked)

    def _row(self, number: int, pair: Pair) -> dict[str, Any]:
        identifier = pair.id or ""
        status = self.changed.get(identifier)
        return {
            "id": identifier,
            "number": row_number(identifier),
            "tall": any(_is_tall(pair[side]) for side in Side),
            "sides": [self._side(number, pair, side) for side in self.interface.sides],
            "findings": self.findings.get(number, ()),
            "suggest": self._suggest(pair),
            "changes": describe_changes(status, self.interface) if status else None,
        }

    def _suggest(self, pair: Pair) -> str:
        if self.suggestions is None or not pair.id:
            return ""
        return self.suggestions.address(self.chapter, pair, self.interface)

    def _side(self, number: int, pair: Pair, side: Side) -> dict[str, Any]:
        passage: Passage = self.texts[side].passages[number]
        waiting = pair.untranslated or (side is Side.TARGET and self.chapter.target.untranslated)
        state = "" if pair[side] else "vv-untranslated" if waiting else "vv-empty"
        words = self.interface.words
        return {
            "text": self.interface.settings[side],
            "html": passage.html.on_page(self.resolve),
            "sentences": self._sentences(pair, side, passage.characters),
            "state": state,
            "label": state and words["untranslated" if waiting else "side_empty"],
        }

    def _sentences(self, pair: Pair, side: Side, characters: int) -> str:
        """Where the sentences end, if they were counted in the words that are shown.

        A side whose words are others (an image's description, an abbreviation that was written
        out) goes without: then the whole paragraph stands for its sentences.
        """
        marks = self.sentences.get(pair.id or "", {}).get(side, "")
        counted = marks.rpartition(" ")[2].partition(":")[0]
        return marks if counted == str(characters) else ""

    def _headings(self) -> Iterator[Heading]:
        passages = self.texts[self.interface.side].passages
        for pair, passage in zip(self.chapter.pairs, passages, strict=True):
            if passage.heading and pair.id:
                yield Heading(passage.heading.level, pair.id, passage.heading.words)

    def _cards(self) -> list[dict[str, Any]]:
        """What each term shows that is marked on the page."""
        marked = (t for row in zip(*self._passages(), strict=True) for p in row for t in p.terms)
        by_id = self.interface.publication.edition.glossary.by_id
        return [_describe_card(by_id[term], self) for term in dict.fromkeys(marked)]

    def _passages(self) -> Iterator[tuple[Passage, ...]]:
        return (self.texts[side].passages for side in self.interface.sides)

    def _notes(self) -> tuple[list[dict[str, Any]], int]:
        """The lists of notes, and in how many rows these stand, if they face each other."""
        texts = list(self.texts.values())
        both = all(text.notes for text in texts)
        order = merge_orders(*(list(text.notes) for text in texts)) if both else []
        places = zip(("vv-a", "vv-b"), self.interface.sides, texts, strict=True)
        lists = [
            self._list_notes(place, side, text, order) for place, side, text in places if text.notes
        ]
        return lists, len(order)

    def _list_notes(
        self, place: str, side: Side, text: RenderedText, order: Sequence[str]
    ) -> dict[str, Any]:
        settings, words = self.interface.settings[side], self.interface.words
        own = name_language(settings.language, settings.language)
        named = read_words(settings.language)["notes"]
        return {
            "place": place,
            "text": settings,
            # What the style sheet shows can be in one language only.
            "name": own if mark_words(settings.language) else f"{named} · {own}",
            "notes": [
                {
                    "id": note_address(label, settings.language),
                    "row": order.index(label) + 1 if order else 0,
                    "name": f"{words['note']} {number} · {words[f'note_{note_kind(label)}']}",
                    "html": html.on_page(self.resolve),
                }
                for number, (label, html) in enumerate(text.notes.items(), 1)
            ],
        }


def merge_orders(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """One order of all labels that keeps both; nothing where there is none."""
    common = [label for label in first if label in second]
    if common != [label for label in second if label in first]:
        return []
    merged: list[str] = []
    rest = list(second)
    for label in first:
        if label in second:
            place = rest.index(label)
            merged += rest[:place]
            rest = rest[place + 1 :]
        merged.append(label)
    return merged + rest


def _describe_card(term: Term, page: _Chapter) -> dict[str, Any]:
    """What a term's mark shows: both names, and the definition in the interface's language."""
    interface = page.interface
    source = interface.settings[Side.SOURCE]
    names = []
    for text in interface.texts:
        name = term.entries[text.language].term
        kept = term.untranslated and name == term.entries[source.language].term
        names.append({"term": name, "text": source if kept else text})
    glossary = interface.publication.glossary_texts[interface.side]
    definition = glossary.blocks(term.entries[interface.language].definition)
    resolve = Resolver(interface, page.chapter.name, asked=page.asked)
    return {"id": term.id, "names": names, "definition": definition.on_page(resolve)}


def _find_changed(publication: Publication, chapter: Pairing) -> Mapping[str, PairStatus]:
    """The rows that have changed since they were signed off, by id."""
    statuses = (s for s in publication.statuses if s.chapter is chapter)
    pairs = (pair for status in statuses for pair in status.pairs)
    return {pair.id: pair for pair in pairs if pair.drifts and not pair.pair.one_sided}


def _is_tall(blocks: Sequence[Block]) -> bool:
    lines = (line for block in blocks for line in block.source.splitlines())
    return sum(ceil(len(line) / _COLUMN) for line in lines) > _TALL


def _find_rows(chapter: Pairing, findings: Sequence[Finding]) -> Mapping[int, Sequence[Finding]]:
    """The findings by the row that they speak of, or that stands at their line."""
    paths = {chapter[side].path for side in Side}
    by_id = {pair.id: row for row, pair in enumerate(chapter.pairs) if pair.id}
    found: dict[int, list[Finding]] = {}
    for finding in findings:
        if finding.path in paths:
            row = by_id[finding.pair] if finding.pair in by_id else _row_at(chapter, finding)
            found.setdefault(row, []).append(finding)
    return found


def _row_at(chapter: Pairing, finding: Finding) -> int:
    """The row whose block holds the line of a finding, or the last one before it."""
    found = 0
    for row, pair in enumerate(chapter.pairs):
        for block in pair.blocks:
            if block.place.path == finding.path and block.place.line <= finding.line:
                found = row
    return found
