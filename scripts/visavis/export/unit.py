"""The pairs of an edition as translation units: what every exchange format starts from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from visavis.edition import Edition
from visavis.pairs import Pair
from visavis.record import side_text
from visavis.side import Side
from visavis.text import NoteKind, note_kind


@dataclass(frozen=True, slots=True)
class Unit:
    """A row, or a note, as words."""

    chapter: str
    pair: Pair
    kind: str
    """What its blocks are, such as `heading`; of a note `note`."""
    source: str
    """The words of the original's side without markup, blocks apart; empty where it has nothing."""
    target: str

    @property
    def id(self) -> str:
        """Its address in the edition, such as `partner-state#p7`."""
        return f"{self.chapter}#{self.pair.id}"

    def markdown(self, side: Side) -> str:
        """The blocks of a side as they stand in its file, with their attribute lines."""
        blocks = (f"{b.source.rstrip()}\n{b.attribute_source}" for b in self.pair[side])
        return "\n".join(blocks)

    @property
    def note(self) -> NoteKind | None:
        """The kind of a note; None for a row."""
        label = self.pair.blocks[0].label
        return note_kind(label) if label is not None else None


def list_units(edition: Edition) -> Iterator[Unit]:
    """Every row and every note that has an id, chapter by chapter: the rows, then the notes."""
    for chapter in edition.chapters:
        for pair in (*chapter.pairs, *chapter.notes):
            if pair.id:
                kind = str(pair.blocks[0].kind)
                source, target = side_text(pair.source), side_text(pair.target)
                yield Unit(chapter.name, pair, kind, source, target)
