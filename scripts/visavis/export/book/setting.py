"""A chapter while it is being set: what was measured of it, and what has to be measured still."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from visavis.export.book.cut import cut_part, find_call_places, find_words, put_marks
from visavis.export.book.node import Node
from visavis.export.book.pack import (
    GAP,
    LINE,
    NOTE_LINE,
    NoteShape,
    Opening,
    Packer,
    RowShape,
)
from visavis.export.book.typesetter import Measured, Typesetter, round_up
from visavis.export.book.volume import BookChapter, BookNote, BookRow, BookSide, Cut, called

_STRETCH = 8
"""So many lines without a place to part them at ask for one at a line."""
_LONG_NOTE = 4
"""So many lines of a note may be parted."""
_UNPARTED = ("ja", "zh", "th", "lo", "km", "my", "bo")
"""Languages whose words no space parts."""

Key = tuple[Any, ...]
Write = Callable[[BookSide], Mapping[str, Any]]
"""A side as Typst reads it."""


@dataclass(slots=True)
class Bench:
    """Gathers what is to be measured, so that Typst is begun once for all of it."""

    typesetter: Typesetter
    write: Write
    widths: Sequence[float]
    line: float
    """The grid, in points."""
    known: dict[Key, Measured] = field(default_factory=dict)
    wanted: dict[Key, BookSide] = field(default_factory=dict)

    @property
    def quarter(self) -> float:
        """What heights are counted in."""
        return self.line / LINE

    @property
    def note_line(self) -> float:
        """From one line of a note to the next."""
        return NOTE_LINE * self.quarter

    def ask(self, key: Key, side: BookSide) -> None:
        """Measure a side the next time, unless that was done."""
        if key not in self.known:
            self.wanted[key] = side

    def run(self) -> None:
        """Measure what was asked for."""
        jobs = [
            {**self.write(side), "width": self.widths[key[2]]} for key, side in self.wanted.items()
        ]
        found = self.typesetter.measure(jobs)
        self.known.update(zip(self.wanted, found, strict=True))
        self.wanted.clear()


@dataclass(slots=True)
class Setting:
    """One chapter: implements `Sizes`."""

    bench: Bench
    chapter: BookChapter
    number: int
    """Of the chapter, for the names of what is measured."""
    height: int
    """Of a page, in quarters."""
    rows: list[BookRow] = field(init=False)
    notes: list[list[BookNote]] = field(init=False)
    note_places: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)
    openings: list[Opening] = field(default_factory=list)
    _totals: dict[tuple[int, int], int] = field(default_factory=dict)
    """By row and side, how many characters it has."""
    _sizes: dict[tuple[int, int, int], int | None] = field(default_factory=dict)
    """What the packer has asked for since the last measuring."""
    _calls: dict[tuple[int, int], list[tuple[int, str]]] = field(default_factory=dict)
    """By row and side, the notes that it calls, with their places."""
    _spots: dict[tuple[int, int], dict[int, float]] = field(default_factory=dict)
    """By row and side: in which line, and how far in it, each place stands."""
    _lined: set[int] = field(default_factory=set)
    """The rows that may be parted at lines."""

    def __post_init__(self) -> None:
        """Put the notes in the order in which they have to be set."""
        self.rows = list(self.chapter.rows)
        for number, row in enumerate(self.rows):
            for side, own in enumerate(row.sides):
                self._totals[number, side] = own.words
                self._calls[number, side] = find_call_places(own.nodes)
        self.notes = [
            list(_order_notes([row.sides[side] for row in self.rows], notes))
            for side, notes in enumerate(self.chapter.notes)
        ]

    # What is measured, in this order.

    def ask_wholes(self) -> None:
        """Every side of every row with the places where it may be parted, and every note."""
        for row_number, row in enumerate(self.rows):
            for side_number, side in enumerate(row.sides):
                if side.nodes:
                    places = [cut.places[side_number] for cut in row.cuts]
                    self._ask("row", row_number, side_number, side, [*places, side.words])
        for side_number, notes in enumerate(self.notes):
            for note_number, note in enumerate(notes):
                self._ask("note", note_number, side_number, note.side, [])

    def ask_lines(self) -> None:
        """The words of what is long and has no better place to be parted at."""
        for row_number, row in enumerate(self.rows):
            self._read_spots(row_number, [cut.places for cut in row.cuts])
            if self._stretch(row_number) > _STRETCH:
                self._ask_words(row_number)
        for side_number, notes in enumerate(self.notes):
            for note_number, note in enumerate(notes):
                high = self._known("note", note_number, side_number).height
                if high > (_LONG_NOTE - 0.1) * self.bench.note_line:
                    self._ask("notewords", note_number, side_number, note.side, _words(note.side))

    def _ask_words(self, row_number: int) -> None:
        row = self.rows[row_number]
        for side_number, side in enumerate(row.sides):
            if side.nodes and not row.level:
                self._ask("words", row_number, side_number, side, _words(side))

    def settle(self) -> bool:
        """Pack with what is known now; whether something has to be measured still."""
        before = len(self.bench.wanted)
        self._read_lines()
        self._pack()
        self._ask_parts()
        self._ask_gaps()
        return len(self.bench.wanted) > before

    def read_notes(self) -> None:
        """Where notes can be parted, now that their lines are known."""
        for side_number, notes in enumerate(self.notes):
            for note_number, note in enumerate(notes):
                ends = self._line_ends(
                    "notewords", note_number, side_number, note.side, self.bench.note_line
                )
                places = tuple(ends[line] for line in sorted(ends))[1:-2]
                self.note_places[note_number, side_number] = places

    def _read_lines(self) -> None:
        """Make cuts at the ends of lines where these have become known."""
        for row_number, row in enumerate(self.rows):
            if row_number in self._lined:
                continue
            lines = [
                self._line_ends("words", row_number, side_number, side, self.bench.line)
                for side_number, side in enumerate(row.sides)
            ]
            if any(lines):
                self._lined.add(row_number)
                self._cut_at_lines(row_number, lines)

    def _pack(self) -> None:
        self._sizes.clear()
        seen: list[set[str]] = [set() for _ in self.notes]
        shapes = [self._shape(number, seen) for number in range(len(self.rows))]
        notes = [
            [NoteShape(len(self.note_places.get((n, s), ())) + 1) for n in range(len(own))]
            for s, own in enumerate(self.notes)
        ]
        self.openings = Packer(shapes, notes, self, self.height).pack()

    def _ask_parts(self) -> None:
        """The parts that were chosen and whose heights are only estimated."""
        for opening in self.openings:
            for row, start, end, _ in opening.rows:
                for side in range(len(self.rows[row].sides)):
                    if self._part_key(row, side, start, end) not in self.bench.known:
                        key, part = self.part(row, side, start, end)
                        if part.nodes:
                            self.bench.ask(key, _marked(part, []))
            for side, notes in enumerate(opening.notes):
                for note, start, end in notes:
                    if self._note_key(side, note, start, end) not in self.bench.known:
                        key, part = self.note_part(side, note, start, end)
                        self.bench.ask(key, _marked(part, []))

    def _ask_gaps(self) -> None:
        """The words of what might fill the foot of a page if it could be parted at a line."""
        for opening, following in pairwise(self.openings):
            if opening.used < self.height - self.height // 10 and following.rows:
                first = following.rows[0][0]
                texts = (n for n in range(first, len(self.rows)) if not self.rows[n].level)
                self._ask_words(next(texts, first))

    # Parts.

    def part(self, row: int, side: int, start: int, end: int) -> tuple[Key, BookSide]:
        """Some parts of a side of a row, and the name under which they are measured."""
        key = self._part_key(row, side, start, end)
        whole = self.rows[row].sides[side]
        if key[0] == "row":
            return key, whole
        first, last = self._places(row, side, start, end)
        nodes = cut_part(whole.nodes, first, last) if last > first else ()
        if key[-1] and last < self._totals[row, side]:
            nodes = _leave_open(nodes)
        return key, replace(whole, nodes=nodes)

    def _part_key(self, row: int, side: int, start: int, end: int) -> Key:
        cuts = self.rows[row].cuts
        first, last = self._places(row, side, start, end)
        if (first, last) == (0, self._totals[row, side]) and end == len(cuts) + 1:
            return self._key("row", row, side)
        opened = end <= len(cuts) and cuts[end - 1].kind == "line"
        return self._key("part", row, side, first, last, opened)

    def note_part(self, side: int, note: int, start: int, end: int) -> tuple[Key, BookSide]:
        """The same of a note."""
        whole, key = self.notes[side][note].side, self._note_key(side, note, start, end)
        if key[0] == "note":
            return key, whole
        nodes = cut_part(whole.nodes, *key[4:])
        if end <= len(self.note_places.get((note, side), ())):
            nodes = _leave_open(nodes)
        return key, replace(whole, nodes=nodes)

    def _note_key(self, side: int, note: int, start: int, end: int) -> Key:
        places = self.note_places.get((note, side), ())
        if (start, end) == (0, len(places) + 1):
            return self._key("note", note, side)
        first = places[start - 1] if start else 0
        last = places[end - 1] if end <= len(places) else self.notes[side][note].side.words
        return self._key("notepart", note, side, first, last)

    def measured(self, row: int, start: int, end: int) -> list[Measured | None]:
        """What is known of some parts of a row, by side."""
        sides = range(len(self.rows[row].sides))
        return [self.bench.known.get(self._part_key(row, side, start, end)) for side in sides]

    # What the packer asks.

    def row(self, row: int, start: int, end: int) -> int | None:
        """The height of some parts of a row; None if a side would have a single line of several."""
        key = row, start, end
        if key not in self._sizes:
            self._sizes[key] = self._row_size(row, start, end)
        return self._sizes[key]

    def _row_size(self, row: int, start: int, end: int) -> int | None:
        found = [
            self._side_size(row, side, start, end) for side in range(len(self.rows[row].sides))
        ]
        whole = (start, end) == (0, len(self.rows[row].cuts) + 1)
        if not whole and any(one and one[2] and one[0] < 1.5 * self.bench.line for one in found):
            return None
        if self._is_ragged(row, start, end):
            return None
        known = [one for one in found if one]
        deepest = max((first for _, first, _ in known if first is not None), default=0.0)
        heights = [high + (deepest - first if first is not None else 0) for high, first, _ in known]
        return max((round_up(high, self.bench.quarter) for high in heights), default=0)

    def _is_ragged(self, row: int, start: int, end: int) -> bool:
        """Whether the last line would be stretched: lines end elsewhere after a cut within one."""
        cuts = self.rows[row].cuts
        if not start or end > len(cuts) or cuts[end - 1].kind != "line":
            return False
        if cuts[start - 1].kind != "sentence":
            return False
        kinds = [*(cut.kind for cut in cuts[end:]), ""]
        better = end + 1 + next(n for n, kind in enumerate(kinds) if kind != "line")
        return (self.row(row, start, better) or 0) <= self.height

    def note(self, side: int, note: int, start: int, end: int) -> int:
        """The height of some parts of a note."""
        key = self._note_key(side, note, start, end)
        if key in self.bench.known:
            return round_up(self.bench.known[key].height, self.bench.quarter)
        parts = len(self.note_places[note, side]) + 1
        lines = end - start + (start == 0) + (end == parts)
        return lines * NOTE_LINE

    def _side_size(
        self, row: int, side: int, start: int, end: int
    ) -> tuple[float, float | None, bool] | None:
        """Height, first baseline, and whether it is only a part; None where nothing is."""
        whole, total = self.rows[row].sides[side], self._totals[row, side]
        first, last = self._places(row, side, start, end)
        if not whole.nodes or (first == last and total):
            return None
        parted = (first, last) != (0, total)
        known = self.bench.known.get(self._part_key(row, side, start, end))
        if known:
            return known.height, known.first, parted
        spots, cuts = self._spots[row, side], self.rows[row].cuts
        begin = spots.get(first, 0.0) if first else 0.0
        if start and cuts[start - 1].kind != "sentence":
            begin = math.floor(begin) + 1.0
        lines = max(1, math.ceil(spots.get(last, begin + 1) - begin - 0.02))
        return lines * self.bench.line, self.bench.line - self.bench.quarter, parted

    def _places(self, row: int, side: int, start: int, end: int) -> tuple[int, int]:
        cuts = self.rows[row].cuts
        first = cuts[start - 1].places[side] if start else 0
        return first, cuts[end - 1].places[side] if end <= len(cuts) else self._totals[row, side]

    def _shape(self, number: int, seen: list[set[str]]) -> RowShape:
        row = self.rows[number]
        calls = tuple(
            tuple(self._count_calls(number, side, part, seen) for part in range(len(row.cuts) + 1))
            for side in range(len(row.sides))
        )
        gap = self.chapter.gap if self.chapter.gap is not None else GAP
        if row.level:
            gap = 2 * LINE if row.level <= 2 else LINE
        return RowShape(tuple(cut.kind for cut in row.cuts), gap, bool(row.level), calls)

    def _count_calls(self, row: int, side: int, part: int, seen: list[set[str]]) -> int:
        """How many notes a part calls for the first time."""
        if not self._calls[row, side]:
            return 0
        first, last = self._places(row, side, part, part + 1)
        addresses = [
            to
            for place, to in self._calls[row, side]
            if first < place <= last or place == first == 0
        ]
        by_address = {note.address: note for note in self.notes[side]}
        return len(list(_follow_calls(addresses, by_address, seen[side])))

    # Lines.

    def _ask(self, what: str, number: int, side: int, own: BookSide, places: Sequence[int]) -> None:
        self.bench.ask(self._key(what, number, side), _marked(own, places))

    def _key(self, what: str, number: int, side: int, *more: int) -> Key:
        return what, self.number, side, number, *more

    def _known(self, what: str, number: int, side: int) -> Measured:
        return self.bench.known[self._key(what, number, side)]

    def _read_spots(self, row: int, cuts: Sequence[tuple[int, ...]]) -> None:
        for side, own in enumerate(self.rows[row].sides):
            if not own.nodes:
                continue
            measured = self._known("row", row, side)
            # A place that is nothing's end, such as the beginning, is not marked.
            places = sorted(
                {p for places in cuts if (p := places[side])} | {self._totals[row, side]}
            )
            spots = {0: 0.0}
            for place, (x, y) in zip(places, measured.marks, strict=False):
                spots[place] = self._spot(side, own, measured, x, y, self.bench.line)
            self._spots[row, side] = spots

    def _spot(
        self, side: int, own: BookSide, measured: Measured, x: float, y: float, line: float
    ) -> float:
        width = self.bench.widths[side]
        done = min(1.0, max(0.0, x / width))
        if self.bench.write(replace(own, nodes=()))["start"] == "right":
            done = 1 - done
        return round((y - (measured.first or 0)) / line) + min(done, 0.999)

    def _stretch(self, row: int) -> float:
        longest = 0.0
        for side in range(len(self.rows[row].sides)):
            spots = sorted(self._spots.get((row, side), {0: 0.0}).values())
            longest = max([longest, *(b - a for a, b in pairwise(spots))])
        return longest

    def _line_ends(
        self, what: str, number: int, side: int, own: BookSide, line: float
    ) -> dict[int, int]:
        """The last place in each line; nothing where it was not asked for."""
        measured = self.bench.known.get(self._key(what, number, side))
        if not measured:
            return {}
        ends: dict[int, int] = {}
        for place, (_, y) in zip(_words(own), measured.marks, strict=True):
            ends[round((y - (measured.first or 0)) / line)] = place
        return ends

    def _cut_at_lines(self, number: int, lines: Sequence[dict[int, int]]) -> None:
        row = self.rows[number]
        totals = [self._totals[number, side] for side in range(len(row.sides))]
        bounds = [(0,) * len(totals), *(cut.places for cut in row.cuts), tuple(totals)]
        kinds = [cut.kind for cut in row.cuts]
        cuts: list[Cut] = []
        for index, (low, high) in enumerate(pairwise(bounds)):
            cuts += _line_cuts(lines, low, high)
            if index < len(kinds):
                cuts.append(Cut(high, kinds[index]))
        self.rows[number] = replace(row, cuts=tuple(cuts))
        for side, ends in enumerate(lines):
            spots = self._spots.get((number, side))
            if spots is not None:
                spots |= {place: line + 0.999 for line, place in ends.items() if place not in spots}


def _line_cuts(
    lines: Sequence[dict[int, int]], low: tuple[int, ...], high: tuple[int, ...]
) -> Iterator[Cut]:
    """Cuts at lines that answer each other in proportion, between two places.

    Two lines of a side are the least that may stand on either page.
    """
    within = [
        [place for line, place in ends.items() if a < place < b and 0 < line < max(ends) - 1]
        for ends, a, b in zip(lines, low, high, strict=True)
    ]
    tall = max(range(len(within)), key=lambda side: len(within[side]))
    count = len(within[tall])
    uneven = any(ends and not own for ends, own in zip(lines, within, strict=True))
    if uneven and count < _STRETCH:
        return  # what is short on one side goes on alone on the other only where it must
    for line in range(count):
        shares = [(line + 0.5) / count * len(own) for own in within]
        yield Cut(
            tuple(
                own[int(share)] if own else end
                for own, share, end in zip(within, shares, high, strict=True)
            ),
            "line",
        )


def _words(side: BookSide) -> list[int]:
    unparted = side.tag.partition("-")[0] in _UNPARTED
    return [*find_words(side.nodes, every=unparted)]


def _marked(side: BookSide, places: Sequence[int]) -> BookSide:
    return replace(side, nodes=put_marks(side.nodes, sorted(set(places) - {0})))


def _leave_open(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The same with a last line that fills the measure, since the paragraph goes on."""
    if not nodes:
        return nodes
    last = nodes[-1]
    if last.tag == "p":
        return (*nodes[:-1], Node("p", last.children, {**last.told, "open": "1"}))
    children = [child for child in last.children if isinstance(child, Node)]
    if len(children) == len(last.children):
        return (*nodes[:-1], Node(last.tag, _leave_open(tuple(children)), last.told))
    return nodes


def _order_notes(sides: Sequence[BookSide], notes: Sequence[BookNote]) -> Iterator[BookNote]:
    by_address = {note.address: note for note in notes}
    seen: set[str] = set()
    for side in sides:
        yield from _follow_calls(called(side.nodes), by_address, seen)


def _follow_calls(
    addresses: Sequence[str], by_address: Mapping[str, BookNote], seen: set[str]
) -> Iterator[BookNote]:
    """The notes that are called for the first time, each followed by those that it calls."""
    for address in addresses:
        if address in by_address and address not in seen:
            seen.add(address)
            yield by_address[address]
            yield from _follow_calls(called(by_address[address].side.nodes), by_address, seen)


def set_chapters(settings: Sequence[Setting]) -> None:
    """Measure and pack until all that was chosen has been measured."""
    if not settings:
        return
    bench = settings[0].bench
    for setting in settings:
        setting.ask_wholes()
    bench.run()
    for setting in settings:
        setting.ask_lines()
    bench.run()
    for setting in settings:
        setting.read_notes()
    unsettled = list(settings)
    for _ in range(_ROUNDS):
        unsettled = [setting for setting in unsettled if setting.settle()]
        bench.run()


_ROUNDS = 20
"""The packing settles in a few."""
