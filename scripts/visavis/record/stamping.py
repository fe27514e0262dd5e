"""What stamping leaves in the record: new ids enter it, ids that are gone are retired in it."""

from __future__ import annotations

from collections.abc import Iterable, Set
from dataclasses import replace

from visavis.record.entry import Entry, Record


def follow_ids(record: Record, living: Iterable[str]) -> list[Entry]:
    """The entries after a stamping: every living id has one, every other is retired or moved.

    An id that came back (an undone deletion) lives again, unreviewed.
    """
    alive: Set[str] = set(living)
    entries = [_follow(entry, entry.id in alive) for entry in record.entries.values()]
    return entries + [Entry(name) for name in alive - record.ids]


def _follow(entry: Entry, alive: bool) -> Entry:
    if alive == (not entry.gone):
        return entry
    return Entry(entry.id) if alive else replace(entry, state="retired")
