"""Where an old address leads today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from visavis.record.entry import Record, RecordEntry, Records


@dataclass(frozen=True, slots=True)
class Address:
    """A living pair."""

    chapter: str
    id: str

    def __str__(self) -> str:
        """As commands take it, such as `partner-state#p7`."""
        return f"{self.chapter}#{self.id}"


@dataclass(frozen=True, slots=True)
class Gone:
    """Where an address leads that has no paragraph."""

    entry: RecordEntry | None = None
    """What the record still knows of the last paragraph on the way; None of an id never used."""


def resolve(records: Records, chapter: str, identifier: str) -> Address | Gone:
    """Follow an address, step by step, to the pair where it leads today, or to its end.

    What the record calls living counts as living: give it the records that `follow` has brought up
    to date with the texts.
    """
    here = Address(chapter, identifier)
    seen: set[Address] = set()
    while True:
        seen.add(here)
        entry = records.get(here.chapter, Record()).entries.get(here.id)
        if entry is not None and not entry.gone:
            return here
        onward = _onward(here, entry)
        if onward is None or onward in seen:
            return Gone(entry)
        here = onward


def list_old(records: Records) -> Iterator[tuple[Address, Address | Gone]]:
    """Every address that has no paragraph any longer, and where it leads."""
    for chapter, record in records.items():
        for entry in record.entries.values():
            if entry.gone:
                yield Address(chapter, entry.id), resolve(records, chapter, entry.id)


def _onward(here: Address, entry: RecordEntry | None) -> Address | None:
    if entry is None or entry.state != "moved":
        return None
    chapter, mark, identifier = entry.moved_to.rpartition("#")
    return Address(chapter or here.chapter, identifier) if mark and identifier else None
