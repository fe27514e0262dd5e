"""The aligner: strings in, links out. It knows nothing of Markdown or of editions."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from visavis.aligner.link import Link, Unit

if TYPE_CHECKING:
    from visavis.aligner.weights import UnitName

__all__ = [
    "Link",
    "Unit",
    "align",
    "split_sentences",
]


def align(
    source: Sequence[Unit],
    target: Sequence[Unit],
    *,
    unit: UnitName = "paragraph",
) -> list[Link]:
    """Align two texts that have no ids yet; see `visavis.aligner.paragraph.align`.

    NumPy is loaded here, at the first call: `visavis check` has no need of it.
    """
    from visavis.aligner import paragraph

    return paragraph.align(source, target, unit=unit)


def split_sentences(text: str, language: str) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end); see `visavis.aligner.sentence.split_sentences`."""
    from visavis.aligner import sentence

    return sentence.split_sentences(text, language)
