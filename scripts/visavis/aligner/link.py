"""What the aligner takes and gives: units of text, and the links between them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Unit:
    """One unit of text: a paragraph, a heading, a sentence."""

    text: str
    """The words, without markup."""
    kind: str = "paragraph"
    """What it is (heading, list, …): an anchor where both sides agree. Empty where nobody knows."""


@dataclass(frozen=True, slots=True)
class Link:
    """These source units are answered by these target units, and nothing else is."""

    source: tuple[int, ...]
    """Consecutive indices from 0; empty where the source has nothing."""
    target: tuple[int, ...]
    """Consecutive indices from 0; empty where the target has nothing."""
    score: float
    """The probability that the whole link is right, 0 to 1."""

    def mirrored(self) -> Link:
        """The same link seen from the other side."""
        return Link(self.target, self.source, self.score)
