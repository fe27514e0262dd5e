"""A chapter before it is made up into pages: its rows, its notes, and how high their parts are."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from visavis.export.book.cut import cut_part, find_call_places
from visavis.export.book.node import Node
from visavis.export.book.pack import NOTE_LINE
from visavis.export.book.paper import Grid
from visavis.export.book.typesetter import Measured, round_up
from visavis.export.book.volume import BookChapter, BookNote, BookRow, BookSide, called

Key = tuple[Any, ...]
"""What is measured: `row` or `part`, `note` or `notepart`, or the `words` of one; side, number."""


@dataclass(slots=True)
class Galley:
    """Implements `Sizes`: where nothing was measured yet, a part's height is estimated."""

    chapter: BookChapter
    grid: Grid
    rows: list[BookRow] = field(init=False)
    notes: list[list[BookNote]] = field(init=False)
    """By side, in the order in which they have to be set."""
    note_places: dict[tuple[int, int], tuple[int, ...]] = field(default_factory=dict)
    """By note and side, where it can be parted."""
    known: dict[Key, Measured] = field(default_factory=dict)
    spots: dict[tuple[int, int], dict[int, float]] = field(default_factory=dict)
    """By row and side: in which line, and how far in it, each place stands."""
    totals: dict[tuple[int, int], int] = field(default_factory=dict)
    """By row and side, how many characters it has."""
    _sizes: dict[int, dict[tuple[int, int], int | None]] = field(default_factory=dict)
    """By row, what the packer has asked for since the row was measured."""
    _calls: dict[tuple[int, int], list[tuple[int, str]]] = field(default_factory=dict)
    """By row and side, the notes that it calls, with their places."""

    def __post_init__(self) -> None:
        """Put the notes in their order."""
        self.rows = list(self.chapter.rows)
        for number, row in enumerate(self.rows):
            for side, own in enumerate(row.sides):
                self.totals[number, side] = own.words
                self._calls[number, side] = find_call_places(own.nodes)
        self.notes = [
            list(_order_notes([row.sides[side] for row in self.rows], notes))
            for side, notes in enumerate(self.chapter.notes)
        ]

    # Parts.

    def part(self, row: int, side: int, start: int, end: int) -> tuple[Key, BookSide]:
        """Some parts of a side of a row, and the name under which they are measured."""
        key = self.part_key(row, side, start, end)
        whole = self.rows[row].sides[side]
        if key[0] == "row":
            return key, whole
        first, last = self.places(row, side, start, end)
        nodes = cut_part(whole.nodes, first, last) if last > first else ()
        if key[-1] and last < self.totals[row, side]:
            nodes = _leave_open(nodes)
        return key, replace(whole, nodes=nodes)

    def part_key(self, row: int, side: int, start: int, end: int) -> Key:
        """That name alone."""
        cuts = self.rows[row].cuts
        first, last = self.places(row, side, start, end)
        if (first, last) == (0, self.totals[row, side]) and end == len(cuts) + 1:
            return "row", side, row
        opened = end <= len(cuts) and cuts[end - 1].kind == "line"
        return "part", side, row, first, last, opened

    def note_part(self, side: int, note: int, start: int, end: int) -> tuple[Key, BookSide]:
        """The same of a note."""
        whole, key = self.notes[side][note].side, self.note_key(side, note, start, end)
        if key[0] == "note":
            return key, whole
        nodes = cut_part(whole.nodes, *key[3:])
        if end <= len(self.note_places.get((note, side), ())):
            nodes = _leave_open(nodes)
        return key, replace(whole, nodes=nodes)

    def note_key(self, side: int, note: int, start: int, end: int) -> Key:
        """That name alone."""
        places = self.note_places.get((note, side), ())
        if (start, end) == (0, len(places) + 1):
            return "note", side, note
        first = places[start - 1] if start else 0
        last = places[end - 1] if end <= len(places) else self.notes[side][note].side.words
        return "notepart", side, note, first, last

    def measured(self, row: int, start: int, end: int) -> list[Measured | None]:
        """What is known of some parts of a row, by side."""
        sides = range(len(self.rows[row].sides))
        return [self.known.get(self.part_key(row, side, start, end)) for side in sides]

    def places(self, row: int, side: int, start: int, end: int) -> tuple[int, int]:
        """Where some parts of a side of a row begin and end."""
        cuts = self.rows[row].cuts
        first = cuts[start - 1].places[side] if start else 0
        return first, cuts[end - 1].places[side] if end <= len(cuts) else self.totals[row, side]

    # What the packer asks.

    def learn(self, key: Key, measured: Measured) -> None:
        """Take in what was measured of a row or a note."""
        self.known[key] = measured
        self._sizes.pop(key[2], None)

    def row(self, row: int, start: int, end: int) -> int | None:
        """The height of some parts of a row; None if a side would have a single line of several."""
        sizes = self._sizes.setdefault(row, {})
        if (start, end) not in sizes:
            sizes[start, end] = self._row_size(row, start, end)
        return sizes[start, end]

    def _row_size(self, row: int, start: int, end: int) -> int | None:
        found = [
            self._side_size(row, side, start, end) for side in range(len(self.rows[row].sides))
        ]
        whole = (start, end) == (0, len(self.rows[row].cuts) + 1)
        if not whole and any(one and one[2] and one[0] < 1.5 * self.grid.line for one in found):
            return None
        if self._is_ragged(row, start, end):
            return None
        known = [one for one in found if one]
        deepest = max((first for _, first, _ in known if first is not None), default=0.0)
        heights = [high + (deepest - first if first is not None else 0) for high, first, _ in known]
        return max((round_up(high, self.grid.quarter) for high in heights), default=0)

    def _is_ragged(self, row: int, start: int, end: int) -> bool:
        """Whether the last line would be stretched: lines end elsewhere after a cut within one."""
        cuts = self.rows[row].cuts
        if not start or end > len(cuts) or cuts[end - 1].kind != "line":
            return False
        if cuts[start - 1].kind != "sentence":
            return False
        kinds = [*(cut.kind for cut in cuts[end:]), ""]
        better = end + 1 + next(n for n, kind in enumerate(kinds) if kind != "line")
        return (self.row(row, start, better) or 0) <= self.grid.quarters

    def note(self, side: int, note: int, start: int, end: int) -> int:
        """The height of some parts of a note."""
        key = self.note_key(side, note, start, end)
        if key in self.known:
            return round_up(self.known[key].height, self.grid.quarter)
        parts = len(self.note_places[note, side]) + 1
        lines = end - start + (start == 0) + (end == parts)
        return lines * NOTE_LINE

    def _side_size(
        self, row: int, side: int, start: int, end: int
    ) -> tuple[float, float | None, bool] | None:
        """Height, first baseline, and whether it is only a part; None where nothing is."""
        whole, total = self.rows[row].sides[side], self.totals[row, side]
        first, last = self.places(row, side, start, end)
        if not whole.nodes or (first == last and total):
            return None
        parted = (first, last) != (0, total)
        known = self.known.get(self.part_key(row, side, start, end))
        if known:
            return known.height, known.first, parted
        spots, cuts = self.spots[row, side], self.rows[row].cuts
        begin = spots.get(first, 0.0) if first else 0.0
        if start and cuts[start - 1].kind != "sentence":
            begin = math.floor(begin) + 1.0
        lines = max(1, math.ceil(spots.get(last, begin + 1) - begin - 0.02))
        return lines * self.grid.line, self.grid.line - self.grid.quarter, parted

    def count_calls(self, row: int, side: int, part: int, seen: set[str]) -> int:
        """How many notes a part calls that nobody has `seen`, with those that they call."""
        if not self._calls[row, side]:
            return 0
        first, last = self.places(row, side, part, part + 1)
        addresses = [
            to
            for place, to in self._calls[row, side]
            if first < place <= last or place == first == 0
        ]
        by_address = {note.address: note for note in self.notes[side]}
        return len(list(_follow_calls(addresses, by_address, seen)))


def _leave_open(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """The same with a last line that fills the measure, since the paragraph goes on."""
    if not nodes:
        return nodes
    last = nodes[-1]
    if last.tag == "p":
        return (*nodes[:-1], Node("p", last.children, {**last.told, "open": "1"}))
    if last.nodes == last.children:
        return (*nodes[:-1], Node(last.tag, _leave_open(last.nodes), last.told))
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
