"""Splitting, joining, shifting and moving rows: from what somebody says to a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from visavis.action.act import Edit, GivenSide
from visavis.action.address import find_chapter, find_range, find_row
from visavis.action.counterpart import find_counterpart
from visavis.action.plan import Plan, plan_edit
from visavis.edition import Edition
from visavis.errors import VisavisError
from visavis.pairs import Cut, Pair
from visavis.record import find_cuts, join, move, shift, split
from visavis.side import Side
from visavis.text import name_language

_SHOWN = 50
"""So many letters of a proposed part are shown."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(Edit):
    """The row becomes two: it is parted before some words, and the other side before the sentence
    that answers them.
    """

    name = "split"
    at: Sequence[str]
    """The first words of the second parts, of one side or of both."""
    side: GivenSide = None
    """The only side that is parted, where one is: its second part continues the first."""

    def plan(self, edition: Edition) -> Plan:
        """Part it."""
        chapter, pair = find_row(edition, self.address)
        cuts = _cuts(pair, self.at, self.side)
        lines = []
        if self.side is None:
            for other in Side:
                if pair[other] and other not in cuts:
                    cuts[other] = find_counterpart(chapter, pair, cuts, other)
                    block = pair[other][cuts[other].block]
                    words = " ".join(block.source[cuts[other].offset :].split())
                    shown = words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + "…"
                    language = name_language(chapter[other].language)
                    lines.append(f"the {language} side is parted before “{shown}”")
        record = edition.record_of(chapter.name)
        edited = split(chapter, record, pair.id or "", cuts)
        done = f"{chapter.name}: {pair.id} is parted"
        done += f" into {' and '.join(edited.ids)}" if len(edited.ids) > 1 else " on one side"
        return plan_edit(edition, edited, done, *lines)

    def _words(self) -> Sequence[object]:
        at = [word for words in self.at for word in ("--at", words)]
        return "split", self.address, *at, *(("--side", self.side.value) if self.side else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Join(Edit):
    """The row and the one behind it become one."""

    name = "join"
    with_: str
    apart: bool = False

    def plan(self, edition: Edition) -> Plan:
        """Join them."""
        chapter, one = find_row(edition, self.address)
        _, other = find_row(edition, self.with_, chapter.name)
        record = edition.record_of(chapter.name)
        edited = join(chapter, record, one.id or "", other.id or "", apart=self.apart)
        (kept,) = edited.ids
        gone = other.id if kept == one.id else one.id
        said = f"{chapter.name}: {gone} is part of {kept}, and leads there"
        return plan_edit(edition, edited, said)

    def _words(self) -> Sequence[object]:
        return "join", self.address, self.with_, *(("--apart",) if self.apart else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift(Edit):
    """One side of some rows answers the rows further on, or back."""

    name = "shift"
    rows: str
    side: Side
    by: int

    @classmethod
    def of(cls, rows: str, side: Side, by: int) -> Shift:
        """That of rows, of which the first is the one that it is about."""
        return cls(address=rows.partition("..")[0], rows=rows, side=side, by=by)

    def plan(self, edition: Edition) -> Plan:
        """Shift it."""
        chapter, found = find_range(edition, self.rows)
        record = edition.record_of(chapter.name)
        ends = found[0].id or "", found[-1].id or ""
        edited = shift(chapter, record, *ends, self.side, self.by)
        language = name_language(chapter[self.side].language)
        many = f"{ends[0]} to {ends[1]}" if len(found) > 1 else ends[0]
        way = f"{abs(self.by)} on" if self.by > 0 else f"{abs(self.by)} back"
        said = f"{chapter.name}: the {language} side of {many} is shifted {way}"
        return plan_edit(edition, edited, said)

    def _words(self) -> Sequence[object]:
        return "shift", self.rows, "--side", self.side.value, "--by", self.by


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Edit):
    """Rows go to another chapter, behind a row of it or to its end."""

    name = "move"
    rows: str
    to: str
    after: str | None = None

    @classmethod
    def of(cls, rows: str, to: str, after: str | None = None) -> Move:
        """That of rows, of which the first is the one that it is about."""
        return cls(address=rows.partition("..")[0], rows=rows, to=to, after=after)

    def plan(self, edition: Edition) -> Plan:
        """Carry them there."""
        chapter, found = find_range(edition, self.rows)
        other = find_chapter(edition, self.to)
        if other.name == chapter.name:
            said = f"{self.rows} is in {self.to} already"
            raise VisavisError(said, hint="move it there by hand, and stamp")
        anchor = find_row(edition, self.after, self.to)[1].id if self.after else None
        known = edition.record_of(chapter.name), edition.record_of(self.to)
        names = [pair.id or "" for pair in found]
        edited = move((chapter, other), known, names, anchor)
        went = zip(names, edited.ids, strict=False)
        return plan_edit(edition, edited, *(f"{chapter.name}: {a} is {b} now" for a, b in went))

    def _words(self) -> Sequence[object]:
        after = ("--after", self.after) if self.after else ()
        return "move", self.rows, "--to", self.to, *after


def _cuts(pair: Pair, at: Sequence[str], only: Side | None) -> dict[Side, Cut]:
    """Where the words that were named stand, by side. Raises VisavisError."""
    cuts: dict[Side, Cut] = {}
    for words in at:
        found: Mapping[Side, list[Cut]] = {
            side: find_cuts(pair[side], words) for side in ([only] if only else Side)
        }
        places = [(side, cut) for side, some in found.items() for cut in some]
        open_sides = [(side, cut) for side, cut in places if side not in cuts]
        if len(open_sides) != 1:
            number = len(open_sides)
            said = "stand nowhere in" if number == 0 else f"stand {number} times in"
            raise VisavisError(
                f"the words “{words}” {said} {pair.id}, after its beginning",
                place=str((pair[only] if only and pair[only] else pair.blocks)[0].place),
                hint="give the first words of the second part as they are written"
                if number == 0
                else "give more of the words that follow",
            )
        side, cut = open_sides[0]
        cuts[side] = cut
    if not cuts:
        raise VisavisError(f"it is not said where {pair.id} is to be parted", hint="say --at WORDS")
    return cuts
