"""A chapter while it is being set: what has to be measured of it, until it is made up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from visavis.export.book.cut import put_marks
from visavis.export.book.galley import Galley, Key
from visavis.export.book.laid import LaidChapter, LaidNote, LaidOpening, LaidRow
from visavis.export.book.line import (
    STRETCH,
    cut_at_lines,
    find_line_ends,
    find_spots,
    list_words,
)
from visavis.export.book.pack import GAP, LINE, NoteShape, Opening, Packer, RowShape
from visavis.export.book.paper import Grid
from visavis.export.book.ruler import Ruler
from visavis.export.book.volume import BookChapter, BookSide, row_label

_LONG_NOTE = 4
"""So many lines of a note may be parted."""
_ROUNDS = 20
"""The packing settles in a few."""


@dataclass(slots=True)
class Setting:
    """One chapter."""

    galley: Galley
    openings: list[Opening] = field(default_factory=list)
    wanted: dict[Key, BookSide] = field(default_factory=dict)
    """What is to be measured next, by the names that the galley gives it."""
    _lined: set[int] = field(default_factory=set)
    """The rows that may be parted at lines."""

    # What is measured, in this order.

    def ask_wholes(self) -> None:
        """Every side of every row with the places where it may be parted, and every note."""
        for number, row in enumerate(self.galley.rows):
            for at, side in enumerate(row.sides):
                if side.nodes:
                    self._ask(("row", at, number), side, self._cut_places(number, at))
        for at, notes in enumerate(self.galley.notes):
            for number, note in enumerate(notes):
                self._ask(("note", at, number), note.side, [])

    def ask_lines(self) -> None:
        """The words of what is long and has no better place to be parted at."""
        grid, known = self.galley.grid, self.galley.known
        for number, row in enumerate(self.galley.rows):
            for at, side in enumerate(row.sides):
                if side.nodes:
                    places, measured = self._cut_places(number, at), known["row", at, number]
                    spots = find_spots(side, places, measured, grid.width, grid.line)
                    self.galley.spots[number, at] = spots
            if self._stretch(number) > STRETCH:
                self._ask_words(number)
        for at, notes in enumerate(self.galley.notes):
            for number, note in enumerate(notes):
                if known["note", at, number].height > (_LONG_NOTE - 0.1) * grid.note_line:
                    self._ask(("notewords", at, number), note.side, list_words(note.side))

    def read_notes(self) -> None:
        """Where notes can be parted, now that their lines are known."""
        for at, notes in enumerate(self.galley.notes):
            for number, note in enumerate(notes):
                measured = self.galley.known.get(("notewords", at, number))
                ends = find_line_ends(note.side, measured, self.galley.grid.note_line)
                places = tuple(ends[line] for line in sorted(ends))[1:-2]
                self.galley.note_places[number, at] = places

    def settle(self) -> bool:
        """Pack with what is known now; whether something has to be measured still."""
        self._read_lines()
        self._pack()
        self._ask_parts()
        self._ask_gaps()
        return bool(self.wanted)

    def lay_out(self) -> LaidChapter:
        """The chapter as it was packed."""
        rows, chapter = self.galley.rows, self.galley.chapter
        return LaidChapter(
            name=chapter.name,
            titles=chapter.titles,
            tags=tuple(side.tag for side in rows[0].sides),
            openings=tuple(map(self._lay_out, self.openings)),
            labels=tuple(self._labels()),
        )

    # How that is done.

    def _cut_places(self, number: int, at: int) -> list[int]:
        """The places in a side where it may be parted, and its end; nothing's end is not marked."""
        cuts = {cut.places[at] for cut in self.galley.rows[number].cuts}
        return sorted((cuts | {self.galley.totals[number, at]}) - {0})

    def _ask(self, key: Key, side: BookSide, places: Sequence[int]) -> None:
        if key not in self.galley.known:
            self.wanted[key] = replace(side, nodes=put_marks(side.nodes, places))

    def _ask_words(self, number: int) -> None:
        row = self.galley.rows[number]
        for at, side in enumerate(row.sides):
            if side.nodes and not row.level:
                self._ask(("words", at, number), side, list_words(side))

    def _stretch(self, number: int) -> float:
        """How many lines a row goes on without a place to be parted at."""
        longest = 0.0
        for at in range(len(self.galley.rows[number].sides)):
            spots = sorted(self.galley.spots.get((number, at), {0: 0.0}).values())
            longest = max([longest, *(b - a for a, b in pairwise(spots))])
        return longest

    def _read_lines(self) -> None:
        """Make cuts at the ends of lines where these have become known."""
        galley = self.galley
        for number, row in enumerate(galley.rows):
            if number in self._lined:
                continue
            lines = [
                find_line_ends(side, galley.known.get(("words", at, number)), galley.grid.line)
                for at, side in enumerate(row.sides)
            ]
            if not any(lines):
                continue
            self._lined.add(number)
            totals = [galley.totals[number, at] for at in range(len(lines))]
            galley.rows[number] = replace(row, cuts=cut_at_lines(row.cuts, totals, lines))
            for at, ends in enumerate(lines):
                spots = galley.spots.get((number, at))
                if spots is not None:
                    spots |= {p: line + 0.999 for line, p in ends.items() if p not in spots}

    def _pack(self) -> None:
        galley = self.galley
        seen: list[set[str]] = [set() for _ in galley.notes]
        shapes = [self._shape(number, seen) for number in range(len(galley.rows))]
        notes = [
            [NoteShape(len(galley.note_places.get((n, at), ())) + 1) for n in range(len(own))]
            for at, own in enumerate(galley.notes)
        ]
        self.openings = Packer(shapes, notes, galley, galley.grid.quarters).pack()

    def _shape(self, number: int, seen: Sequence[set[str]]) -> RowShape:
        row = self.galley.rows[number]
        calls = tuple(
            tuple(
                self.galley.count_calls(number, at, part, seen[at])
                for part in range(len(row.cuts) + 1)
            )
            for at in range(len(row.sides))
        )
        gap = GAP
        if row.level:
            gap = 2 * LINE if row.level <= 2 else LINE
        return RowShape(tuple(cut.kind for cut in row.cuts), gap, bool(row.level), calls)

    def _ask_parts(self) -> None:
        """The parts that were chosen and whose heights are only estimated."""
        galley = self.galley
        for opening in self.openings:
            for number, start, end, _ in opening.rows:
                for at in range(len(galley.rows[number].sides)):
                    if galley.part_key(number, at, start, end) not in galley.known:
                        key, part = galley.part(number, at, start, end)
                        if part.nodes:
                            self._ask(key, part, [])
            for at, notes in enumerate(opening.notes):
                for note in notes:
                    if galley.note_key(at, *note) not in galley.known:
                        self._ask(*galley.note_part(at, *note), [])

    def _ask_gaps(self) -> None:
        """The words of what might fill the foot of a page if it could be parted at a line."""
        height, rows = self.galley.grid.quarters, self.galley.rows
        for opening, following in pairwise(self.openings):
            if opening.used < height - height // 10 and following.rows:
                first = following.rows[0][0]
                texts = (n for n in range(first, len(rows)) if not rows[n].level)
                self._ask_words(next(texts, first))

    def _lay_out(self, opening: Opening) -> LaidOpening:
        galley = self.galley
        rows = []
        for number, start, end, top in opening.rows:
            row = galley.rows[number]
            parts = (galley.part(number, at, start, end)[1] for at in range(len(row.sides)))
            measured = tuple(galley.measured(number, start, end))
            rows.append(
                LaidRow(number, tuple(parts), measured, top, row.number, row.level, start == 0)
            )
        notes = (
            tuple(
                LaidNote(galley.note_part(at, *one)[1], galley.note(at, *one), one[1] == 0)
                for one in own
            )
            for at, own in enumerate(opening.notes)
        )
        return LaidOpening(tuple(rows), tuple(notes))

    def _labels(self) -> Iterator[str]:
        for number, row in enumerate(self.galley.rows):
            if not number:
                yield from (row_label(side.tag, self.galley.chapter.name) for side in row.sides)
            yield from (side.label for side in row.sides if side.nodes and side.label)
            yield from (label for side in row.sides for label in side.calls)
        for notes in self.galley.notes:
            for note in notes:
                yield from (note.side.label, *note.side.calls)


def set_chapters(chapters: Sequence[BookChapter], grid: Grid, ruler: Ruler) -> list[LaidChapter]:
    """Measure and pack until all that was chosen has been measured."""

    def measure() -> None:
        # Typst is begun once for all of them.
        asked = [(one.galley, key, side) for one in settings for key, side in one.wanted.items()]
        found = ruler.measure([side for _, _, side in asked])
        for (galley, key, _), measured in zip(asked, found, strict=True):
            galley.learn(key, measured)
        for setting in settings:
            setting.wanted.clear()

    settings = [Setting(Galley(chapter, grid)) for chapter in chapters]
    for ask in (Setting.ask_wholes, Setting.ask_lines):
        for setting in settings:
            ask(setting)
        measure()
    for setting in settings:
        setting.read_notes()
    unsettled = settings
    for _ in range(_ROUNDS):
        unsettled = [setting for setting in unsettled if setting.settle()]
        if not unsettled:
            break
        measure()
    return [setting.lay_out() for setting in settings]
