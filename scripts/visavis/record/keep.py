"""Ids stay with their words: where somebody has split or joined a paragraph by hand, too."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from visavis.pairs import (
    Pairing,
    continued_id,
    is_note_id,
    with_blocks,
    with_texts,
    without_token,
    write_token,
)
from visavis.record.entry import Record, RecordEntry
from visavis.record.similarity import shingles, side_shingles
from visavis.record.words import pair_texts, side_text
from visavis.side import Side
from visavis.text import Block, Document, Kind

_OF_IT = 0.7
"""A part of a paragraph has this share of its own pairs of words from it."""
_HELD = 0.7
"""One that took another in has this share of that one's."""


@dataclass(frozen=True, slots=True)
class _Unit:
    """A block with those that continue it."""

    number: int
    """Of the first of its blocks, in the document."""
    blocks: tuple[Block, ...]

    @property
    def id(self) -> str | None:
        return self.blocks[0].id

    @property
    def text(self) -> str:
        return side_text(self.blocks)


def keep_ids(chapter: Pairing, record: Record) -> Pairing:
    """The chapter with every id at most of the words that are recorded under it.

    A paragraph may have been cut by hand, so that its id stands at a part of it: it goes to the
    part that has most of its words on both sides, and the other is left without one, for `stamp`.
    One that was run together with another may stand under the id of the smaller. Only ids that the
    record does not know are exchanged for those that it knows. Where the two sides were cut into
    different numbers of parts nothing is changed.
    """
    tokens = _after_cuts(chapter, record) or _after_joins(chapter, record)
    if not tokens:
        return chapter
    return with_texts(chapter, {side: _rewritten(chapter[side], tokens[side]) for side in Side})


NewIds = Mapping[Side, Mapping[int, str]]
"""By side and number of the block, the id that it is to have; empty: none."""


def _after_cuts(chapter: Pairing, record: Record) -> NewIds:
    """The ids that are not where most of their words are, as their paragraphs were cut."""
    units = {side: _units(chapter[side]) for side in Side}
    free = {
        side: [unit.id is None or unit.id not in record.entries for unit in units[side]]
        for side in Side
    }
    if not any(any(flags) for flags in free.values()):
        return {}
    tokens: dict[Side, dict[int, str]] = {side: {} for side in Side}
    at = {side: {unit.id: n for n, unit in enumerate(units[side])} for side in Side}
    for entry in record.entries.values():
        if entry.gone or not any(entry.texts):
            continue
        parts = {
            side: _parts(units[side], free[side], at[side].get(entry.id), entry, side)
            for side in Side
        }
        counts = {len(some) for some in parts.values() if some is not None}
        if len(counts) != 1 or max(counts) < 2:
            continue
        (count,) = counts
        weights = [
            sum(_common(some[n], entry, side) for side, some in parts.items() if some)
            for n in range(count)
        ]
        best = weights.index(max(weights))
        for side, some in parts.items():
            for n, unit in enumerate(some or ()):
                if n == best and unit.id != entry.id:
                    tokens[side][unit.number] = entry.id
                elif n != best and unit.id == entry.id:
                    tokens[side][unit.number] = ""
    return tokens if any(tokens.values()) else {}


def _parts(
    units: Sequence[_Unit], free: Sequence[bool], at: int | None, entry: RecordEntry, side: Side
) -> Sequence[_Unit] | None:
    """The unit that has an id, and those without one beside it that are of its words.

    None where the side has no such id; nothing where it has several blocks already.
    """
    if at is None:
        return None
    if len(units[at].blocks) > 1:
        return ()
    first = last = at
    while first > 0 and free[first - 1] and _is_part(units[first - 1], entry, side):
        first -= 1
    while last + 1 < len(units) and free[last + 1] and _is_part(units[last + 1], entry, side):
        last += 1
    return units[first : last + 1]


def _is_part(unit: _Unit, entry: RecordEntry, side: Side) -> bool:
    own = side_shingles(unit.text, side)
    return bool(own) and _common(unit, entry, side) >= _OF_IT * len(own)


def _common(unit: _Unit, entry: RecordEntry, side: Side) -> int:
    return len(side_shingles(unit.text, side) & side_shingles(entry[side], side))


def _after_joins(chapter: Pairing, record: Record) -> NewIds:
    """The ids under which a paragraph stands now that has more words of one that is gone."""
    living = {pair.id: pair for pair in chapter.pairs if pair.id}
    gone = [
        entry
        for entry in record.entries.values()
        if not (entry.gone or entry.id in living or is_note_id(entry.id)) and any(entry.texts)
    ]
    best: dict[str, tuple[int, str]] = {}
    for pair in living.values() if gone else ():
        entry = record.find(pair.id)
        if entry is None or entry.gone:
            continue
        now = shingles(pair_texts(pair))
        least = len(now & shingles(entry.texts))
        for other in gone:
            theirs = shingles(other.texts)
            held = len(now & theirs)
            if held >= _HELD * len(theirs) and held > max(least, best.get(entry.id, (0, ""))[0]):
                best[entry.id] = held, other.id
    if not best:
        return {}
    renamed = {old: new for old, (_, new) in best.items()}
    if len(set(renamed.values())) < len(renamed):
        return {}
    return {
        side: {
            number: renamed[block.id]
            for number, block in enumerate(chapter[side].blocks)
            if block.id in renamed
        }
        for side in Side
    }


def _units(document: Document) -> list[_Unit]:
    ids = {block.id for block in document.blocks if block.id}
    found: list[_Unit] = []
    for number, block in enumerate(document.blocks):
        if block.kind is Kind.NOTE:
            continue
        if found and continued_id(block, ids) == found[-1].id and found[-1].id:
            found[-1] = replace(found[-1], blocks=(*found[-1].blocks, block))
        elif not (block.alone or block.untranslated):
            found.append(_Unit(number, (block,)))
    return found


def _rewritten(document: Document, tokens: Mapping[int, str]) -> Document:
    def blocks() -> Iterator[Block]:
        renamed = {
            block.id: tokens[number]
            for number, block in enumerate(document.blocks)
            if block.id and tokens.get(number)
        }
        for number, block in enumerate(document.blocks):
            continued = None if block.id else continued_id(block, set(filter(None, renamed)))
            token = tokens.get(number)
            if token:
                yield write_token(block, document, f"#{token}", block.id)
            elif token == "" and block.id:
                yield without_token(block, block.id)
            elif continued in renamed:
                yield write_token(block, document, f".{renamed[continued]}", continued)
            else:
                yield block

    return with_blocks(document, blocks())
