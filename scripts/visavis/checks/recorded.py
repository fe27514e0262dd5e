"""Whose words a paragraph has, by the records of the whole edition."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from visavis.edition import Edition
from visavis.pairs import Pair, is_note_id
from visavis.record import Record, side_shingles, side_text
from visavis.side import Side
from visavis.text import Place

_PROBES = 4
_PROBE = 24
"""A paragraph is looked for by so many pieces of it, each so many characters long."""
_SAME = 0.8
"""Two texts have the same words, where they share this part of their pairs of words."""


@dataclass(frozen=True, slots=True)
class Owner:
    """A row whose recorded words were found somewhere."""

    chapter: str
    id: str
    place: Place | None
    """Where that side of it stands now; None where it does not."""
    kept: bool
    """Whether the row has its words still."""


class Recorded:
    """The recorded words of an edition."""

    def __init__(self, edition: Edition) -> None:
        """Take the edition, of which only what was opened is known."""
        self._edition = edition

    @cached_property
    def is_written(self) -> bool:
        """Whether anything is recorded."""
        return any(record.entries for record in self._edition.followed.values())

    def record(self, name: str) -> Record:
        """The record of a chapter, as it has followed the texts."""
        return self._edition.record_of(name)

    def find_owner(self, words: str, side: Side) -> Owner | None:
        """The row whose recorded words on a side these are, but for a few; None where none is."""
        own = side_shingles(words, side)
        best, found = 0.0, None
        for name, identifier, text in self._candidates(words, side):
            theirs = side_shingles(text, side)
            share = len(own & theirs) / max(len(own), len(theirs), 1)
            if share > best:
                best, found = share, (name, identifier)
        if found is None or best < _SAME:
            return None
        blocks = pair[side] if (pair := self._rows.get(found)) else ()
        kept = bool(blocks) and is_like(side_text(blocks), words, side)
        return Owner(*found, blocks[0].place if blocks else None, kept)

    def _candidates(self, words: str, side: Side) -> Iterator[tuple[str, str, str]]:
        """The entries in which a piece of a text stands, letter by letter."""
        step = max((len(words) - _PROBE) // (_PROBES - 1), 1)
        probes = [words[at : at + _PROBE] for at in range(0, len(words) - _PROBE + 1, step)]
        for name, identifier, text in self._words[side]:
            if any(probe in text for probe in probes[: _PROBES + 1]):
                yield name, identifier, text

    @cached_property
    def _words(self) -> dict[Side, list[tuple[str, str, str]]]:
        found: dict[Side, list[tuple[str, str, str]]] = defaultdict(list)
        for name, record in self._edition.followed.items():
            for entry in record.entries.values():
                if not (entry.gone or is_note_id(entry.id)):
                    for side in Side:
                        found[side].append((name, entry.id, entry[side]))
        return found

    @cached_property
    def _rows(self) -> dict[tuple[str, str], Pair]:
        return {
            (chapter.name, pair.id): pair
            for chapter in self._edition.chapters
            for pair in chapter.pairs
            if pair.id
        }


def is_like(one: str, other: str, side: Side) -> bool:
    """Whether two texts have the same words, but for a few."""
    if one == other:
        return True
    ours, theirs = side_shingles(one, side), side_shingles(other, side)
    return len(ours & theirs) >= _SAME * max(len(ours), len(theirs), 1)


def is_another(now: str, recorded: str, side: Side, rest: float) -> bool:
    """Whether at most this part of a text is left of what was recorded."""
    ours, theirs = side_shingles(now, side), side_shingles(recorded, side)
    return len(ours & theirs) <= rest * min(len(ours), len(theirs))
