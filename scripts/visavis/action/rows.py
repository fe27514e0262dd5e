"""Splitting, joining, shifting and moving rows: from what somebody says to a plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from visavis.action.address import find_chapter, find_range, find_row
from visavis.action.counterpart import find_counterpart
from visavis.action.plan import Plan, plan_edit
from visavis.edition import Edition
from visavis.errors import VisavisError
from visavis.pairs import Cut, Pair
from visavis.record import Record, find_cuts, join, move, shift, split
from visavis.side import Side
from visavis.text import name_language

_SHOWN = 50
"""So many letters of a proposed part are shown."""


def plan_split(edition: Edition, said: str, at: Sequence[str], side: Side | None = None) -> Plan:
    """Part a row before some words, and the other side before the sentence that answers them.

    `at` may give the words of both sides; with a `side` only that side is parted, and its second
    part continues the first. Raises VisavisError.
    """
    chapter, pair = find_row(edition, said)
    cuts = _cuts(pair, at, side)
    lines = []
    if side is None:
        for other in Side:
            if pair[other] and other not in cuts:
                cuts[other] = find_counterpart(chapter, pair, cuts, other)
                block = pair[other][cuts[other].block]
                words = " ".join(block.source[cuts[other].offset :].split())
                shown = words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + "…"
                language = name_language(chapter[other].language)
                lines.append(f"the {language} side is parted before “{shown}”")
    records = edition.followed
    record = records.get(chapter.name, Record())
    edited = split(chapter, record, pair.id or "", cuts)
    done = f"{chapter.name}: {pair.id} is parted"
    done += f" into {' and '.join(edited.ids)}" if len(edited.ids) > 1 else " on one side"
    return plan_edit(edition, records, edited, done, *lines)


def plan_join(edition: Edition, first: str, second: str, *, apart: bool = False) -> Plan:
    """Make one row of two that follow each other. Raises VisavisError."""
    chapter, one = find_row(edition, first)
    _, other = find_row(edition, second, chapter.name)
    records = edition.followed
    record = records.get(chapter.name, Record())
    edited = join(chapter, record, one.id or "", other.id or "", apart=apart)
    (kept,) = edited.ids
    gone = other.id if kept == one.id else one.id
    return plan_edit(
        edition, records, edited, f"{chapter.name}: {gone} is part of {kept}, and leads there"
    )


def plan_shift(edition: Edition, rows: str, side: Side, by: int) -> Plan:
    """Let one side of some rows answer the rows further on, or back. Raises VisavisError."""
    chapter, found = find_range(edition, rows)
    records = edition.followed
    record = records.get(chapter.name, Record())
    ends = found[0].id or "", found[-1].id or ""
    edited = shift(chapter, record, *ends, side, by)
    language = name_language(chapter[side].language)
    many = f"{ends[0]} to {ends[1]}" if len(found) > 1 else ends[0]
    way = f"{abs(by)} on" if by > 0 else f"{abs(by)} back"
    said = f"{chapter.name}: the {language} side of {many} is shifted {way}"
    return plan_edit(edition, records, edited, said)


def plan_move(edition: Edition, rows: str, to: str, after: str | None = None) -> Plan:
    """Carry rows to another chapter, behind a row of it or to its end. Raises VisavisError."""
    chapter, found = find_range(edition, rows)
    other = find_chapter(edition, to)
    if other.name == chapter.name:
        raise VisavisError(f"{rows} is in {to} already", hint="move it there by hand, and stamp")
    anchor = find_row(edition, after, to)[1].id if after else None
    records = edition.followed
    known = records.get(chapter.name, Record()), records.get(to, Record())
    edited = move((chapter, other), known, [pair.id or "" for pair in found], anchor)
    names = [pair.id for pair in found]
    lines = [
        f"{chapter.name}: {old} is {new} now" for old, new in zip(names, edited.ids, strict=False)
    ]
    return plan_edit(edition, records, edited, *lines)


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
