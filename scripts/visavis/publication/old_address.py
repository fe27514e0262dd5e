"""Addresses of paragraphs that are gone, and where they lead today. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from visavis.edition import Edition
from visavis.pairs import is_note_id
from visavis.record import Address, Gone, Records, list_old, natural


@dataclass(frozen=True, slots=True)
class OldAddress:
    """An id without a paragraph, and where it leads today."""

    id: str
    to: Address | None
    """None where the paragraph was taken out."""


OldAddresses = Mapping[str, tuple[OldAddress, ...]]
"""By chapter, living or gone, in the order of the ids; chapters without any are left out."""


def find_old_addresses(records: Records) -> OldAddresses:
    """Every old address of the edition."""
    found: dict[str, list[OldAddress]] = {}
    for old, today in list_old(records):
        # Notes have no address of their own on a page, so an old one leads nowhere.
        if not is_note_id(old.id):
            to = None if isinstance(today, Gone) else today
            found.setdefault(old.chapter, []).append(OldAddress(old.id, to))
    return {
        name: tuple(sorted(ids, key=lambda old: (natural(old.id), old.id)))
        for name, ids in found.items()
    }


def find_gone_chapters(edition: Edition, old: OldAddresses) -> Iterator[str]:
    """The chapters that have old addresses and no file."""
    living = {chapter.name for chapter in edition.chapters}
    return (name for name in old if name not in living)
