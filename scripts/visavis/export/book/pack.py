"""Which rows stand on which opening: a whole chapter is weighed at once. Pure.

Heights are whole numbers of quarters of a line. An opening begins and ends at a *break*: before a
row, or at a place inside it where both sides may be parted. From each break that can be reached,
with the notes that are still to be set there, the openings that are possible are followed, and the
cheapest way to the end of the chapter is taken (dynamic programming, as Knuth and Plass do with the
lines of a paragraph: *Breaking Paragraphs into Lines*, Software: Practice and Experience 11, 1981).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

LINE = 4
"""Quarters in a line of the text."""
NOTE_LINE = 3
"""Quarters in a line of a note."""
GAP = 2
"""Between two rows."""
RULE = 4
"""Above the notes of a page, the line with the space around it."""
_KEPT = 6
"""So many ways to reach a break are followed further."""
_DEFER, _CONTINUE, _OPENING, _SHORT, _FORCED = 300, 60, 20, 400, 5000
COSTS = {"block": 5, "sentence": 10, "line": 80}
"""What it costs to part a row, by where."""

Break = tuple[int, int]
"""A row and a part of it: before the first part of row 3 is (3, 0)."""
Waiting = tuple[tuple[int, int], ...]
"""By side, the first note that is not yet set, and the part of it with which it goes on."""


class Sizes(Protocol):
    """Tells how high things are, in quarters of a line."""

    def row(self, row: int, start: int, end: int) -> int | None:
        """The parts of a row from `start` to before `end`; None if they may not stand so."""

    def note(self, side: int, note: int, start: int, end: int) -> int:
        """The same of a note."""


@dataclass(frozen=True, slots=True)
class RowShape:
    """What has to be known of a row to pack it."""

    cuts: tuple[str, ...] = ()
    """What each place is at which it may be parted: `block`, `sentence` or `line`."""
    gap: int = GAP
    """Above it, where it does not stand at the head of the page."""
    heading: bool = False
    """Whether it must not stand last."""
    calls: tuple[tuple[int, ...], ...] = ()
    """By side, how many notes its parts call, each for the first time."""


@dataclass(frozen=True, slots=True)
class NoteShape:
    """What has to be known of a note."""

    parts: int = 1
    """One more than there are places at which it may be parted."""


@dataclass(frozen=True, slots=True)
class Opening:
    """What stands on an opening."""

    rows: tuple[tuple[int, int, int, int], ...]
    """Row, its first part, the one after its last part, and how far from the top."""
    notes: tuple[tuple[tuple[int, int, int], ...], ...]
    """By side: note, first part, the one after the last."""
    used: int
    """The height of the rows, with the notes of the side that has more of them."""


@dataclass(frozen=True, slots=True)
class _Way:
    """The cheapest way found so far to a break with these notes waiting."""

    cost: float
    before: tuple[Break, Waiting] | None
    opening: Opening | None


@dataclass(frozen=True, slots=True)
class _Step:
    to: Break
    waiting: Waiting
    opening: Opening
    cost: float
    deferred: bool


@dataclass(slots=True)
class Packer:
    """Packs one chapter."""

    rows: Sequence[RowShape]
    notes: Sequence[Sequence[NoteShape]]
    """By side, in the order in which they are called."""
    sizes: Sizes
    height: int
    """Of a page."""
    _called: dict[Break, tuple[int, ...]] = field(default_factory=dict)

    def pack(self) -> list[Opening]:
        """The openings, in their order."""
        self._count_calls()
        sides = len(self.notes)
        first = (0, 0), ((0, 0),) * sides
        ways: dict[Break, dict[Waiting, _Way]] = {first[0]: {first[1]: _Way(0, None, None)}}
        last: tuple[Break, Waiting] | None = None
        for place in self._breaks():
            found = ways.get(place, {})
            done: set[Waiting] = set()
            while open_ways := [one for one in found if one not in done]:
                waiting = min(open_ways, key=lambda one: (found[one].cost, one))
                done.add(waiting)
                if place[0] == len(self.rows) and not self._left(place, waiting):
                    last = place, waiting
                    break
                if len(done) > _KEPT:
                    break
                for step in self._steps(place, waiting):
                    known = ways.setdefault(step.to, {})
                    cost = found[waiting].cost + step.cost
                    if step.waiting not in known or cost < known[step.waiting].cost:
                        known[step.waiting] = _Way(cost, (place, waiting), step.opening)
        assert last is not None, "from each break there is a step"
        return self._follow(ways, last)

    def _follow(
        self, ways: dict[Break, dict[Waiting, _Way]], last: tuple[Break, Waiting]
    ) -> list[Opening]:
        openings = []
        at: tuple[Break, Waiting] | None = last
        while at is not None:
            way = ways[at[0]][at[1]]
            if way.opening:
                openings.append(way.opening)
            at = way.before
        return openings[::-1]

    def _breaks(self) -> Iterator[Break]:
        for number, row in enumerate(self.rows):
            for part in range(len(row.cuts) + 1):
                yield number, part
        yield len(self.rows), 0

    def _count_calls(self) -> None:
        """How many notes of each side have been called before each break."""
        sums = [0] * len(self.notes)
        for number, row in enumerate(self.rows):
            for part in range(len(row.cuts) + 1):
                self._called[number, part] = tuple(sums)
                for side, calls in enumerate(row.calls):
                    sums[side] += calls[part]
        self._called[len(self.rows), 0] = tuple(sums)

    def _left(self, place: Break, waiting: Waiting) -> bool:
        """Whether notes are still to be set that were called before."""
        called = self._called[place]
        return any(note < called[side] for side, (note, _) in enumerate(waiting))

    def _steps(self, place: Break, waiting: Waiting) -> list[_Step]:
        """The openings that may follow: none a tenth emptier than another could be."""
        reached = list(self._reach(place, self.height))
        steps: list[_Step] = []
        deferred: list[_Step] = []
        # The further an opening reaches, the fuller it is.
        for to, rows, text in reversed(reached):
            step = self._finish(place, waiting, to, rows, text)
            if step and step.deferred:
                deferred.append(step)
            elif step:
                steps.append(step)
                if self._is_emptier(step, steps):
                    break
        steps = steps or deferred
        return [s for s in steps if not self._is_emptier(s, steps)] or [self._force(place, waiting)]

    def _is_emptier(self, step: _Step, others: Sequence[_Step]) -> bool:
        fullest = max(one.opening.used for one in others)
        ends = step.to[0] == len(self.rows)
        return not ends and step.opening.used < fullest - self.height // 10

    def _reach(
        self, place: Break, most: float
    ) -> Iterator[tuple[Break, list[tuple[int, int, int, int]], int]]:
        """Every break at which an opening may end that begins at one, with what stands on it."""
        row, part = place
        rows: list[tuple[int, int, int, int]] = []
        text = 0
        while row < len(self.rows):
            shape = self.rows[row]
            top = text + shape.gap if rows else 0
            parts = len(shape.cuts) + 1
            for end in range(part + 1, parts):
                high = self.sizes.row(row, part, end)
                if high is not None and top + high > most:
                    return
                if high is not None and self.sizes.row(row, end, parts) is not None:
                    yield (row, end), [*rows, (row, part, end, top)], top + high
            high = self.sizes.row(row, part, parts)
            if high is None or top + high > most:
                return
            text = top + high
            rows.append((row, part, parts, top))
            row, part = row + 1, 0
            if row == len(self.rows) or not shape.heading:
                yield (row, 0), list(rows), text

    def _finish(
        self,
        place: Break,
        waiting: Waiting,
        to: Break,
        rows: list[tuple[int, int, int, int]],
        text: int,
        *,
        forced: bool = False,
    ) -> _Step | None:
        """The opening with as many notes as it has room for; None if it cannot be one."""
        set_here, left, deferred = [], [], False
        most, cost = 0, float(_OPENING)
        for side, (note, part) in enumerate(waiting):
            before, called = self._called[place][side], self._called[to][side]
            room = self.height - text - RULE
            placed, at, high = self._set_notes(side, (note, part), called, room)
            if at[0] < before and not forced:
                return None  # a note begins at the latest overleaf from its call
            if at[0] < called:
                begun = at[1] > 0
                deferred = deferred or at[0] + begun < called
                cost += _CONTINUE if begun else 0
                cost += _DEFER * (called - at[0] - begun)
            set_here.append(tuple(placed))
            left.append(at)
            most = max(most, high + RULE if placed else 0)
        used = text + most
        if not forced:
            cost += self._judge(to, text, used)
        opening = Opening(tuple(rows), tuple(set_here), used)
        return _Step(to, tuple(left), opening, cost, deferred)

    def _set_notes(
        self, side: int, start: tuple[int, int], called: int, room: int
    ) -> tuple[list[tuple[int, int, int]], tuple[int, int], int]:
        """The notes that find room, where the rest begins, and how high they are."""
        note, part = start
        placed: list[tuple[int, int, int]] = []
        high = 0
        while note < called:
            parts = self.notes[side][note].parts
            whole = self.sizes.note(side, note, part, parts)
            if high + whole <= room:
                placed.append((note, part, parts))
                high += whole
                note, part = note + 1, 0
                continue
            for end in range(parts - 1, part, -1):
                size = self.sizes.note(side, note, part, end)
                if high + size <= room and size >= 2 * NOTE_LINE:
                    placed.append((note, part, end))
                    return placed, (note, end), high + size
            break
        return placed, (note, part), high

    def _judge(self, to: Break, text: int, used: int) -> float:
        row, part = to
        parted = COSTS[self.rows[row].cuts[part - 1]] if part else 0
        if row == len(self.rows):
            return _SHORT if text < 4 * LINE else 0
        empty = max(0, self.height - used) / self.height
        return parted + 10_000 * empty * empty

    def _force(self, place: Break, waiting: Waiting) -> _Step:
        """What is done where nothing fits: notes by themselves, or the least that can stand."""
        if self._left(place, waiting):
            step = self._finish(place, waiting, place, [], -RULE, forced=True)
            if step and step.waiting != waiting:
                return _Step(step.to, step.waiting, step.opening, step.cost + _FORCED, False)
            side = next(s for s, (n, _) in enumerate(waiting) if n < self._called[place][s])
            note, part = waiting[side]
            parts = self.notes[side][note].parts
            end = min(part + 1, parts)
            after = (note + 1, 0) if end == parts else (note, end)
            left = tuple(after if s == side else one for s, one in enumerate(waiting))
            notes = tuple(((note, part, end),) if s == side else () for s in range(len(waiting)))
            return _Step(place, left, Opening((), notes, self.height), _FORCED, False)
        row, part = place
        rest = [(row, part, len(self.rows[row].cuts) + 1, 0)]
        to, rows, text = next(self._reach(place, math.inf), ((row + 1, 0), rest, LINE))
        step = self._finish(place, waiting, to, rows, text, forced=True)
        assert step is not None, "what is forced is always made"
        return _Step(step.to, step.waiting, step.opening, step.cost + _FORCED, False)
