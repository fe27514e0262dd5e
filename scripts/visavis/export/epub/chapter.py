"""A chapter of a book: its rows, then the notes that they call."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from visavis.export.epub.places import Places, TextLinks, is_long
from visavis.export.epub.xhtml import Headings, convert, in_language, xml_name
from visavis.pairs import Pair, Pairing
from visavis.publication import Interface, as_line, chapter_title, row_number
from visavis.render import (
    Html,
    Passage,
    RenderedText,
    note_address,
    read_words,
    spoken_language,
    typeset,
)
from visavis.settings import TextSettings
from visavis.side import Side
from visavis.text import Kind, name_language, note_kind

Name = tuple[TextSettings, str]
"""Words with the text in whose language they are."""


@dataclass(slots=True)
class Entry:
    """An entry of the table of contents."""

    href: str
    names: Sequence[Name]
    level: int = 1
    children: list[Entry] = field(default_factory=list)


@dataclass(slots=True)
class EpubChapter:
    """What is put into the template of a chapter, and what the book has to know of it."""

    file: str
    entry: Entry
    values: dict[str, Any]
    pages: Sequence[tuple[str, str]]
    """Address and number of every row."""
    features: set[str]


def describe_chapter(
    chapter: Pairing, number: int, interface: Interface, places: Places, *, reveal: bool
) -> EpubChapter:
    """A chapter, the `number`th of the book."""
    return _Chapter(chapter, number, interface, places, reveal=reveal).make()


class _Chapter:
    def __init__(
        self,
        chapter: Pairing,
        number: int,
        interface: Interface,
        places: Places,
        *,
        reveal: bool,
    ) -> None:
        self.chapter, self.number = chapter, number
        self.interface, self.places, self.reveal = interface, places, reveal
        texts = interface.publication.texts
        self.texts = {side: texts.of(chapter, side) for side in places.sides}
        self.links = {
            side: TextLinks(places, side, chapter.name, text.notes)
            for side, text in self.texts.items()
        }
        self.headings = Headings()
        self.features: set[str] = set()
        self.revealed: list[dict[str, Any]] = []
        self.file = places.files[chapter.name]

    def make(self) -> EpubChapter:
        """The whole chapter."""
        titles = [self._named(side, chapter_title(self.chapter, side)) for side in self.texts]
        titled = any(h.level == 1 for h in self._headings_of(self.places.sides[0]))
        if not titled:
            self.headings.next(1)
        told = (self._row(at, pair) for at, pair in enumerate(self.chapter.pairs))
        rows = [row for row in told if row["sides"]]
        entry = Entry(self.file, titles)
        _nest(entry, self._entries())
        values = {
            "titles": titles,
            "titled": titled,
            "rows": rows,
            "revealed": self.revealed,
            "revealed_name": self._language_name(self.places.sides[-1]),
            "notes": [self._list_notes(side) for side in self.texts if self._notes(side)],
        }
        pages = [(f"{self.file}#{row['page_id']}", row["page"]) for row in rows if row["id"]]
        return EpubChapter(self.file, entry, values, pages, self.features)

    def _row(self, at: int, pair: Pair) -> dict[str, Any]:
        number = row_number(pair.id or "")
        return {
            "id": xml_name(pair.id) if pair.id else "",
            "page_id": f"page_{xml_name(pair.id or '')}",
            "page": f"{self.number}.{number}",
            "number": number,
            "href": self._permalink(pair),
            "once": self._is_once(at, pair),
            "sides": [*self._sides(at, pair)],
        }

    def _sides(self, at: int, pair: Pair) -> Iterator[dict[str, Any]]:
        """What a row shows of the texts that have something there."""
        found = [(side, self.texts[side].passages[at]) for side in self.texts]
        found = [(side, passage) for side, passage in found if passage.html]
        call = self._reveal(pair, *found.pop()) if self.reveal and len(found) > 1 else Markup()
        shown: set[str] = set()
        for place, (side, passage) in enumerate(found):
            heading = self.headings.again if place else self.headings.next
            links = self.links[side]
            piece = convert(passage.html, links, heading=heading, after=call, shown=shown)
            shown |= piece.pictures
            self.features |= piece.features
            yield {
                "text": self.interface.settings[side],
                "second": place > 0,
                "xhtml": piece.xhtml,
                "label": "",
            }
        for side in self.texts:
            if not pair[side] and self._waits(pair, side):
                label = self.interface.words["untranslated"]
                yield {"second": bool(found), "label": label}

    def _is_once(self, at: int, pair: Pair) -> bool:
        """Whether both texts show the same picture, or a break, and say nothing."""
        passages = [self.texts[side].passages[at] for side in self.texts]
        targets = {passage.html.targets for passage in passages}
        quiet = all(passage.html and not passage.characters for passage in passages)
        kinds = {block.kind for block in pair.blocks}
        return quiet and len(targets) == 1 and kinds <= {Kind.BREAK, Kind.FIGURE}

    def _waits(self, pair: Pair, side: Side) -> bool:
        """Whether a text has yet to say what the other does."""
        if len(self.texts) == 1:
            return False
        return pair.untranslated or (side is Side.TARGET and self.chapter.target.untranslated)

    def _reveal(self, pair: Pair, side: Side, passage: Passage) -> Markup:
        """The call of a translation, which is put among the notes."""
        name, language = xml_name(pair.id or f"row-{len(self.revealed)}"), self.interface.language
        label = f"{self._call(side, language)} {row_number(pair.id or '')}".rstrip()
        back = Markup(
            '<a class="back" href="#call_{0}" role="doc-backlink" aria-label="{1}">↩</a>'
        ).format(name, f"{self.interface.words['row']} {row_number(pair.id or '')}".rstrip())
        piece = convert(passage.html, self.links[side], after=back)
        self.features |= piece.features
        pops = not is_long(piece.xhtml)
        self.revealed.append(
            {"id": f"other_{name}", "text": self.interface.settings[side], "xhtml": piece.xhtml}
            | {"pops": pops}
        )
        how = Markup(' epub:type="noteref"') if pops else ""
        return Markup(
            '<a class="reveal" id="call_{0}" href="#other_{0}" role="doc-noteref"{1}{2}'
            ' aria-label="{3}">¶</a>'
        ).format(name, how, in_language(spoken_language(language)), label)

    def _permalink(self, pair: Pair) -> str:
        side = self.places.sides[0]
        return self.places.on_the_web(self.chapter.name, pair.id, side) if pair.id else ""

    def _list_notes(self, side: Side) -> dict[str, Any]:
        """The notes of a text, in the order of their calls."""
        text, words = self.interface.settings[side], read_words(self._language(side))
        return {
            "text": text,
            "spoken": spoken_language(text.language),
            "name": f"{words['notes']} · {self._language_name(side)}",
            "notes": [*self._notes_of(side)],
        }

    def _notes_of(self, side: Side) -> Iterator[dict[str, Any]]:
        language = self._language(side)
        for number, (label, html) in enumerate(self._notes(side).items(), 1):
            head = Markup('<span class="number">{}</span>').format(f"{number}.")
            piece = convert(html, self.links[side], before=head)
            self.features |= piece.features
            yield {
                "id": xml_name(note_address(label, language)),
                "pops": not is_long("".join(html.pieces)),
                "kind": str(note_kind(label)),
                "xhtml": piece.xhtml,
            }

    def _notes(self, side: Side) -> dict[str, Html]:
        """The notes of a text by label: those that are called, then those that nobody calls."""
        text: RenderedText = self.texts[side]
        return {**text.notes, **{k: v for k, v in text.comments.items() if k not in text.notes}}

    def _entries(self) -> Iterator[Entry]:
        """The headings below the title, in the order of the rows."""
        for at, pair in enumerate(self.chapter.pairs):
            found = [(side, self.texts[side].passages[at].heading) for side in self.texts]
            names = [(side, heading) for side, heading in found if heading]
            if pair.id and names and names[0][1].level > 1:
                told = [self._named(side, heading.words) for side, heading in names]
                yield Entry(f"{self.file}#{xml_name(pair.id)}", told, names[0][1].level)

    def _headings_of(self, side: Side) -> Iterator[Any]:
        passages = self.texts[side].passages
        return (passage.heading for passage in passages if passage.heading)

    def _named(self, side: Side, words: str) -> Name:
        text = self.interface.settings[side]
        return text, typeset(words, text.language)

    def _language(self, side: Side) -> str:
        return self.interface.settings[side].language

    def _language_name(self, side: Side) -> str:
        """A language as it calls itself."""
        text = self.interface.settings[side]
        return text.name or as_line(name_language(text.language, text.language))

    def _call(self, side: Side, language: str) -> str:
        return as_line(name_language(self._language(side), spoken_language(language)))


def _nest(top: Entry, entries: Iterator[Entry]) -> None:
    """Put each entry under the last one that is above it."""
    above = [top]
    for entry in entries:
        while above[-1].level >= entry.level:
            above.pop()
        above[-1].children.append(entry)
        above.append(entry)
