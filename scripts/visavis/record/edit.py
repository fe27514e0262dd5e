"""The edits of rows, with what the record knows of them: which id stays, and who had signed what.

A sign-off holds for words that stand beside those they stood beside when it was given. So it is
divided with a row that is split, put together again by a join, and carried along by a move; what a
shift has put beside other words nobody has signed yet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from visavis.pairs import Cut, Namer, Pair, Pairing
from visavis.pairs import join as join_rows
from visavis.pairs import move as move_rows
from visavis.pairs import shift as shift_rows
from visavis.pairs import split as split_row
from visavis.record.entry import Record, RecordEntry, Records, merge_queries
from visavis.record.follow import new_entry
from visavis.record.words import compose, find_tokens, keys_of, pair_texts, side_text
from visavis.side import Side


@dataclass(frozen=True, slots=True)
class Edited:
    """What an edit has made of the chapters and of their records: those that differ."""

    chapters: tuple[Pairing, ...]
    records: Records
    ids: tuple[str, ...]
    """The ids of the rows that it made, in order, each as `chapter#id` where it has left its own.
    """


def split(chapter: Pairing, record: Record, identifier: str, cuts: Mapping[Side, Cut]) -> Edited:
    """Part a row. Its id stays with the part that has most of its recorded words.

    Where one side is not cut though it has words, the second part of the other continues the first.
    Raises VisavisError.
    """
    pair = chapter.row(identifier)
    if any(pair[side] and side not in cuts for side in Side):
        return Edited((split_row(chapter, pair, cuts, None),), {}, (identifier,))
    entry = _entry_of(record, pair)
    behind = Namer.of(chapter, record.ids).next(identifier, chapter.id_behind(pair))
    after = split_row(chapter, pair, cuts, (identifier, behind))
    parts = [after.row(name) for name in (identifier, behind)]
    halves = _divide(entry, parts)
    if _weight(halves[1]) > _weight(halves[0]):
        before = Namer.of(chapter, record.ids).next(_id_before(chapter, pair), identifier)
        after = split_row(chapter, pair, cuts, (before, identifier))
        made, keeper = (before, 1)
    else:
        made, keeper = (behind, 0)
    kept = replace(halves[keeper], id=identifier, score=None)
    fresh = replace(halves[1 - keeper], id=made, waivers=(), queries=(), score=None, others={})
    ids = (identifier, made) if keeper == 0 else (made, identifier)
    return Edited((after,), {chapter.name: record.with_entries((kept, fresh))}, ids)


def join(
    chapter: Pairing, record: Record, first: str, second: str, *, apart: bool = False
) -> Edited:
    """Make one row of two, under the id that has most of their recorded words.

    The other's address leads there. The row is signed off where one person had signed both.
    Raises VisavisError.
    """
    pairs = chapter.row(first), chapter.row(second)
    entries = tuple(_entry_of(record, pair) for pair in pairs)
    keeper = 1 if _weight(entries[1]) > _weight(entries[0]) else 0
    kept, gone = entries[keeper], entries[1 - keeper]
    after = join_rows(chapter, *pairs, kept.id, apart=apart)
    joined = _put_together(kept, entries, pairs, after.row(kept.id))
    left = replace(gone, state="moved", moved_to=f"#{kept.id}")
    return Edited((after,), {chapter.name: record.with_entries((joined, left))}, (kept.id,))


def shift(chapter: Pairing, record: Record, first: str, last: str, side: Side, by: int) -> Edited:
    """Move one side of some rows on or back; what stands beside other words is signed anew.

    Raises VisavisError.
    """
    ends = chapter.row(first), chapter.row(last)
    done = shift_rows(chapter, *ends, side, by, record.ids)
    before = {pair.id: pair for pair in chapter.pairs}
    entries = []
    for pair in done.chapter.pairs:
        old = before.get(pair.id)
        if old is None or pair_texts(old) != pair_texts(pair):
            entries.append(replace(new_entry(pair), others=_others(record, pair)))
    for gone, went in done.gone:
        entry = _entry_of(record, before[gone])
        entries.append(replace(entry, state="moved", moved_to=f"#{went}"))
    ids = tuple(entry.id for entry in entries if not entry.gone)
    return Edited((done.chapter,), {chapter.name: record.with_entries(entries)}, ids)


def move(
    chapters: tuple[Pairing, Pairing],
    records: tuple[Record, Record],
    rows: Sequence[str],
    after: str | None = None,
) -> Edited:
    """Carry rows to another chapter, with their notes and sign-offs; their addresses lead there.

    Raises VisavisError.
    """
    here, there = chapters
    record, other = records
    pairs = [here.row(name) for name in rows]
    anchor = there.row(after) if after else None
    done = move_rows(here, there, pairs, anchor, other.ids)
    known = {pair.id: pair for pair in (*here.pairs, *here.notes)}
    left, arrived = [], []
    for old, new in done.ids:
        entry = _entry_of(record, known[old])
        left.append(replace(entry, state="moved", moved_to=f"{there.name}#{new}"))
        arrived.append(replace(entry, id=new))
    copied = [
        new_entry(note)
        for note in done.other.notes
        if note.id not in other.entries and note.id not in {entry.id for entry in arrived}
    ]
    changed = {
        here.name: record.with_entries(left),
        there.name: other.with_entries((*arrived, *copied)),
    }
    ids = tuple(f"{there.name}#{new}" for _, new in done.ids)
    return Edited((done.chapter, done.other), changed, ids)


def _id_before(chapter: Pairing, row: Pair) -> str | None:
    """The id of the row before another, or None at the beginning of the chapter."""
    above = chapter.pairs[: chapter.index(row)]
    return next((pair.id for pair in reversed(above) if pair.id), None)


def _entry_of(record: Record, pair: Pair) -> RecordEntry:
    entry = record.find(pair.id)
    if entry is None or entry.gone or not any(entry.texts):
        return new_entry(pair)
    return entry


def _others(record: Record, pair: Pair) -> Mapping[str, object]:
    entry = record.find(pair.id)
    return entry.others if entry else {}


def _weight(entry: RecordEntry) -> int:
    """How many words of both sides are recorded."""
    return len(keys_of(entry.source)) + len(keys_of(entry.target))


def _divide(entry: RecordEntry, parts: Sequence[Pair]) -> tuple[RecordEntry, RecordEntry]:
    """What was recorded of a row, by its parts."""
    source = _divide_text(entry.source, *(side_text(part.source) for part in parts))
    target = _divide_text(entry.target, *(side_text(part.target) for part in parts))
    first, second = (replace(entry, source=source[n], target=target[n]) for n in (0, 1))
    return first, second


def _divide_text(recorded: str, first: str, second: str) -> tuple[str, str]:
    """The recorded words of two parts that stand one after the other now."""
    whole = recorded.split()
    if whole == [*first.split(), *second.split()]:
        return first, second
    recorded = compose(recorded)
    old, ours, theirs = (find_tokens(compose(text)) for text in (recorded, first, second))
    if not old or not (ours and theirs):
        return (recorded, "") if ours or not theirs else ("", recorded)
    keys = [token.key for token in old]
    now = [token.key for token in (*ours, *theirs)]
    seam = 0
    for _, i, j, k, m in SequenceMatcher(None, keys, now, autojunk=False).get_opcodes():
        if k <= len(ours):
            seam = j if m <= len(ours) else i + min(len(ours) - k, j - i)
    if seam == 0:
        return "", recorded
    gap = re.compile(r"\s+|\Z").search(recorded, old[seam - 1].end)
    assert gap is not None
    return recorded[: gap.start()], recorded[gap.end() :]


def _put_together(
    kept: RecordEntry, entries: tuple[RecordEntry, ...], pairs: tuple[Pair, ...], joined: Pair
) -> RecordEntry:
    """The entry of a row that two have become."""
    known = [entry.texts for entry in entries] == [pair_texts(p) for p in pairs]
    source, target = pair_texts(joined)
    if not known:
        source, target = (
            (" " if "\n\n" not in now else "\n\n").join(filter(None, was))
            for now, was in (
                (source, [entry.source for entry in entries]),
                (target, [entry.target for entry in entries]),
            )
        )
    one, other = entries
    kept = replace(kept, queries=merge_queries(one.queries, other.queries), score=None)
    if one.signed and other.signed and one.name == other.name:
        return replace(kept, source=source, target=target, date=min(one.date, other.date))
    fresh = replace(kept, state="unreviewed", date="", name="", author="")
    return replace(fresh, source=source, target=target)
