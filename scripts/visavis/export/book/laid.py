"""A chapter made up into openings: all that has to be known to put it on pages."""

from __future__ import annotations

from dataclasses import dataclass

from visavis.export.book.typesetter import Measured
from visavis.export.book.volume import BookSide


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row on an opening, or a part of it."""

    number: int
    """Of the row in its chapter, from 0."""
    parts: tuple[BookSide, ...]
    """By side."""
    measured: tuple[Measured | None, ...]
    """The same; None where there is nothing."""
    top: int
    """How far from the head of the text, in quarters of a line."""
    called: str = ""
    """Its number in the margin."""
    level: int = 0
    """That of the heading that it is; 0 for none."""
    begins: bool = True
    """Whether this is its first part."""

    @property
    def deepest(self) -> float:
        """How far down the first baseline is that is level on all sides."""
        return max((one.first or 0.0 for one in self.measured if one), default=0.0)


@dataclass(frozen=True, slots=True)
class LaidNote:
    """A note at the foot of a page, or a part of it."""

    part: BookSide
    height: int
    """In quarters of a line."""
    begins: bool


@dataclass(frozen=True, slots=True)
class LaidOpening:
    """What stands on an opening, or on a page where the text is alone or in columns."""

    rows: tuple[LaidRow, ...]
    notes: tuple[tuple[LaidNote, ...], ...]
    """By side."""


@dataclass(frozen=True, slots=True)
class LaidChapter:
    """A whole chapter."""

    name: str
    titles: tuple[str, ...]
    """By side; for running heads."""
    tags: tuple[str, ...]
    """The languages of the sides."""
    openings: tuple[LaidOpening, ...]
    labels: tuple[str, ...]
    """The places in it that links may lead to."""
