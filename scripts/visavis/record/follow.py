"""How the record follows the texts: new ids enter it, and ids that are gone leave their address."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from visavis.pairs import Pair, Pairing
from visavis.record.entry import Record, RecordEntry, Records
from visavis.record.similarity import NewPlace, PossibleHeir, Where, find_moves
from visavis.record.words import pair_texts, side_text
from visavis.side import Side

_RENAMED = 0.5
"""A chapter that was given another name has this share of its paragraphs as they were."""


def follow(
    records: Records, chapters: Iterable[Pairing], *, leave: Collection[str] = ()
) -> dict[str, Record]:
    """The records as the texts are now. Pure; `chapters` are all of the edition.

    A new id enters as `unreviewed`, with its words, so that it can be found again even if it goes
    before anybody has signed it off. An id that is gone becomes `moved`, with its new address,
    where its words are clearly found elsewhere: under a new id (renamed, moved, to another chapter
    too), in the first part of a split paragraph, in the old paragraph that took it in. Otherwise it
    is `retired`. A sign-off goes with the paragraph; an id that comes back (an undone deletion)
    lives again as it was. A chapter that cannot be read surely, or that is in doubt (`leave`), is
    left as it is, as ids may only seem to be gone; of one that has one of its files only the new
    ids enter; one that lost both is followed.
    """
    chapters = tuple(chapters)
    # A record of the one half would keep the whole from its own.
    leave = {*leave, *(name for name, record in records.items() if record.twin)}
    living = {c.name: _pairs(c) for c in chapters if _is_sure(c) and c.name not in leave}
    unsure = {chapter.name for chapter in chapters} - set(living)
    gone = [
        ((name, entry.id), entry)
        for name, record in records.items()
        if name not in unsure
        for entry in record.entries.values()
        if not entry.gone and entry.id not in living.get(name, {})
    ]
    moves = _find_moves(gone, records, living) if gone else {}
    heirs = {move.to: entry for where, entry in gone if (move := moves.get(where)) and move.whole}
    result = {name: record for name, record in records.items() if name in unsure}
    for chapter in chapters:
        if chapter.name in unsure and chapter.name not in leave and not _is_uncertain(chapter):
            result[chapter.name] = _with_new(records.get(chapter.name, Record()), chapter)
    for name in [*living, *(name for name in records if name not in living)]:
        if name not in unsure:
            record = records.get(name, Record())
            entries = _entries(name, record, living.get(name, {}), moves, heirs)
            result[name] = record.with_entries(entries)
    return result


def find_heirs(records: Records, chapters: Iterable[Pairing]) -> dict[str, str]:
    """Chapters without a record that were given another name, and the name that they had.

    That is one that has a record but no text any longer, and whose words stand under the same ids.
    """
    chapters = tuple(chapters)
    names = {chapter.name for chapter in chapters}
    left = {n: r for n, r in records.items() if n not in names and any(_told(r))}
    heirs = {}
    for chapter in chapters:
        record = records.get(chapter.name)
        if record is None or not record.lost or not left:
            continue
        pairs = _pairs(chapter)
        shares = {name: _share(one, pairs) for name, one in left.items()}
        best = max(shares, key=lambda name: shares[name])
        if shares[best] >= _RENAMED:
            heirs[chapter.name] = best
    return heirs


def find_twins(records: Records, chapters: Iterable[Pairing]) -> dict[str, str]:
    """Chapters of which only one text was given another name: each name with the other one.

    One has no record and one text, whose words the other's record has, and not the other's folder.
    """
    halves = [(c, side) for c in chapters for side in Side if _is_half(c, side)]
    twins: dict[str, str] = {}
    for chapter, side in halves:
        record = records.get(chapter.name)
        if record is None or not record.lost:
            continue
        pairs = _pairs(chapter)
        for other, there in halves:
            told = [e for e in _told(records.get(other.name, Record())) if e[side]]
            same = sum(e.id in pairs and e[side] == side_text(pairs[e.id][side]) for e in told)
            if there is side.other and same and same >= _RENAMED * len(told):
                twins |= {chapter.name: other.name, other.name: chapter.name}
    return twins


def _is_half(chapter: Pairing, side: Side) -> bool:
    """Whether a chapter has a text on this side and no file on the other."""
    return bool(chapter[side].blocks) and not chapter[side.other].exists


def _told(record: Record) -> Iterator[RecordEntry]:
    return (e for e in record.entries.values() if not e.gone and any(e.texts))


def _share(record: Record, pairs: Mapping[str, Pair]) -> float:
    """How many of the paragraphs that a record speaks of stand in a chapter as they did."""
    told = list(_told(record))
    same = sum(entry.id in pairs and entry.texts == pair_texts(pairs[entry.id]) for entry in told)
    return same / len(told)


def is_followed(records: Records, chapters: Iterable[Pairing]) -> bool:
    """Whether there is nothing to follow: every id of the records is alive, as they say.

    Where one is gone, the records must know all others that are alive, as it may lead there.
    """
    living = {chapter.name: _pairs(chapter) for chapter in chapters}
    return not any(
        entry.gone or identifier not in living.get(name, ())
        for name, record in records.items()
        for identifier, entry in record.entries.items()
    )


def has_strangers(records: Records, chapters: Iterable[Pairing]) -> bool:
    """Whether a paragraph has an id that its record does not know, and may come from elsewhere."""
    return any(
        entry is None or entry.gone
        for chapter in chapters
        for entry in map(records.get(chapter.name, Record()).entries.get, _pairs(chapter))
    )


def living_pairs(chapter: Pairing) -> Iterator[Pair]:
    """What the record speaks of: the rows and the notes that have an id."""
    return (pair for pair in (*chapter.pairs, *chapter.notes) if pair.id)


def new_entry(pair: Pair) -> RecordEntry:
    """The entry of a pair that nobody has read."""
    assert pair.id is not None
    source, target = pair_texts(pair)
    return RecordEntry(pair.id, source=source, target=target)


def _is_sure(chapter: Pairing) -> bool:
    return all(document.exists for document in chapter.documents) and not _is_uncertain(chapter)


def _is_uncertain(chapter: Pairing) -> bool:
    return any(document.doubts for document in chapter.documents)


def _with_new(record: Record, chapter: Pairing) -> Record:
    new = [pair for pair in living_pairs(chapter) if pair.id not in record.entries]
    return record.with_entries(map(new_entry, new)) if new else record


def _pairs(chapter: Pairing) -> dict[str, Pair]:
    return {pair.id: pair for pair in living_pairs(chapter) if pair.id}


def _find_moves(
    gone: Sequence[tuple[Where, RecordEntry]],
    records: Records,
    living: Mapping[str, Mapping[str, Pair]],
) -> dict[Where, NewPlace]:
    lost = {where: entry.texts for where, entry in gone if any(entry.texts)}
    return find_moves(lost, _candidates(records, living)) if lost else {}


def _candidates(
    records: Records, living: Mapping[str, Mapping[str, Pair]]
) -> Iterator[PossibleHeir]:
    for name, pairs in living.items():
        known = records.get(name, Record()).entries
        for identifier, pair in pairs.items():
            entry, texts = known.get(identifier), pair_texts(pair)
            if entry is None or entry.gone:
                yield PossibleHeir((name, identifier), texts)
            elif entry.texts != texts:
                yield PossibleHeir((name, identifier), texts, entry.texts)


def _entries(
    chapter: str,
    record: Record,
    pairs: Mapping[str, Pair],
    moves: Mapping[Where, NewPlace],
    heirs: Mapping[Where, RecordEntry],
) -> Iterator[RecordEntry]:
    for entry in record.entries.values():
        pair = pairs.get(entry.id)
        if pair is not None:
            yield _alive(entry, pair)
        elif not entry.gone:
            yield _leave(entry, chapter, moves.get((chapter, entry.id)))
    for identifier, pair in pairs.items():
        if identifier not in record.entries:
            heir = heirs.get((chapter, identifier))
            yield replace(heir, id=identifier) if heir else new_entry(pair)


def _alive(entry: RecordEntry, pair: Pair) -> RecordEntry:
    if entry.gone:
        entry = replace(entry, state="reviewed" if entry.date else "unreviewed", moved_to="")
    if any(entry.texts):
        return entry
    fresh = new_entry(pair)
    return replace(entry, source=fresh.source, target=fresh.target)


def _leave(entry: RecordEntry, chapter: str, move: NewPlace | None) -> RecordEntry:
    if move is None:
        return replace(entry, state="retired")
    name, identifier = move.to
    address = f"#{identifier}" if name == chapter else f"{name}#{identifier}"
    return replace(entry, state="moved", moved_to=address)
