"""What belongs together: `Pair`, and the `Pairing` of one chapter's two texts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from visavis.errors import VisavisError
from visavis.side import Side, TwoSided
from visavis.text import Block, Document

MARKS: Mapping[Side, str] = {Side.SOURCE: "untranslated", Side.TARGET: "alone"}
"""By the one side that it has: the class of a block that nothing answers yet, or ever."""


@dataclass(frozen=True, slots=True)
class Pair(TwoSided):
    """Blocks that answer each other: one row of the page, or one note in two languages."""

    id: str | None
    """Its address. None for blocks that have no id, or one that another pair has already."""
    source: tuple[Block, ...]
    """The original's side; empty where it has nothing."""
    target: tuple[Block, ...]
    """The translation's side; empty where it has nothing."""

    @property
    def blocks(self) -> tuple[Block, ...]:
        """Those of both sides, the original's first."""
        return self.source + self.target

    @property
    def is_note(self) -> bool:
        """Whether it is no row of the page but a note below it."""
        return any(block.label is not None for block in self.blocks)

    @property
    def one_sided(self) -> bool:
        """Whether one side has nothing."""
        return not (self.source and self.target)

    @property
    def untranslated(self) -> bool:
        """Whether it is marked as waiting for its translation."""
        return any(block.untranslated for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Pairing(TwoSided):
    """One chapter: its two texts and how their blocks answer each other.

    Every block is in exactly one of `pairs` and `notes`, and no two `pairs` cross: where the ids
    say otherwise, the longest run in common order stays joined; the rest is listed in `crossed`.
    """

    name: str
    """The chapter's file name without folder and suffix, such as `partner-state`."""
    source: Document
    target: Document
    pairs: tuple[Pair, ...]
    """The rows, in the order of reading."""
    notes: tuple[Pair, ...] = ()
    """The footnote definitions, joined by their labels; the id is `note-` and the label."""
    duplicates: tuple[Block, ...] = ()
    """Blocks whose id an earlier block of the same side has."""
    crossed: tuple[str, ...] = ()
    """Ids that both sides have, but in another order."""
    strays: tuple[Block, ...] = ()
    """Continuations that do not follow the block they continue."""

    def row(self, identifier: str) -> Pair:
        """The row that has an id. Raises VisavisError."""
        for pair in self.pairs:
            if pair.id == identifier:
                return pair
        raise VisavisError(f"there is no row {identifier} in {self.name}")

    def index(self, row: Pair) -> int:
        """The place of a row among the rows. Raises ValueError for what is none of them."""
        return [id(one) for one in self.pairs].index(id(row))

    def after(self, row: Pair) -> Pair | None:
        """The row behind a row; None behind the last one, and of a note."""
        behind = (other for one, other in pairwise(self.pairs) if one is row)
        return next(behind, None)

    def id_behind(self, row: Pair) -> str | None:
        """The next id behind a row; None where none comes."""
        return next((one.id for one in self.pairs[self.index(row) + 1 :] if one.id), None)

    @property
    def documents(self) -> tuple[Document, Document]:
        """Both texts, the original first."""
        return self.source, self.target

    @property
    def ids(self) -> set[str]:
        """Every id that stands in them."""
        return {block.id for document in self.documents for block in document.blocks if block.id}
