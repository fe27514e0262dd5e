"""The pairs of an edition as translation units: what every exchange format starts from."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from visavis.edition import Edition
from visavis.pairs import Pair
from visavis.record import find_status, pair_texts
from visavis.side import Side
from visavis.text import NoteKind, Piece, note_kind, read_pieces


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A row, or a note, as words."""

    chapter: str
    pair: Pair
    kind: str
    """What its blocks are, such as `heading`; of a note `note`."""
    source: str
    """The words of the original's side without markup, blocks apart; empty where it has nothing."""
    target: str
    state: str
    """`initial` where nothing answers the original, `final` where the row was signed off as it
    stands, otherwise `translated`: the names of XLIFF 2."""

    @property
    def id(self) -> str:
        """Its address in the edition, such as `partner-state#p7`."""
        return f"{self.chapter}#{self.pair.id}"

    def markdown(self, side: Side) -> str:
        """The blocks of a side as they stand in its file, with their attribute lines."""
        blocks = (f"{b.source.rstrip()}\n{b.attribute_source}" for b in self.pair[side])
        return "\n".join(blocks)

    def pieces(self, side: Side) -> Iterator[Piece]:
        """The words of a side and the codes between them, blocks parted by an empty line."""
        for number, block in enumerate(self.pair[side]):
            if number:
                yield "\n\n"
            yield from read_pieces(block)

    @property
    def keeps_lines(self) -> bool:
        """Whether the line breaks in its words are meant."""
        return self.kind == "verse" or any(len(self.pair[side]) > 1 for side in Side)

    @property
    def note(self) -> NoteKind | None:
        """The kind of a note; None for a row."""
        label = self.pair.blocks[0].label
        return note_kind(label) if label is not None else None


def list_units(edition: Edition) -> Iterator[TranslationUnit]:
    """Every row and every note that has an id, chapter by chapter: the rows, then the notes."""
    for chapter in edition.chapters:
        record = edition.records.get(chapter.name)
        for pair in (*chapter.pairs, *chapter.notes):
            if pair.id:
                kind = str(pair.blocks[0].kind)
                entry = record.find(pair.id) if record else None
                reviewed = find_status(entry, pair) == "reviewed"
                state = "final" if reviewed else "translated" if pair.target else "initial"
                source, target = pair_texts(pair)
                yield TranslationUnit(chapter.name, pair, kind, source, target, state)
