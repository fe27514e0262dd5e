"""The align layer: which blocks answer each other, by ids, or by what stands in them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from visavis.align.link import Link, Unit
from visavis.align.pair import Pair, Pairing
from visavis.align.pairing import continued_id, note_id, pair_documents
from visavis.align.stamp import Doubt, Stamped, stamp

if TYPE_CHECKING:
    from visavis.align.weights import UnitName

__all__ = [
    "Doubt",
    "Link",
    "Pair",
    "Pairing",
    "Stamped",
    "Unit",
    "align",
    "continued_id",
    "note_id",
    "pair_documents",
    "split_sentences",
    "stamp",
]


def align(
    source: Sequence[Unit],
    target: Sequence[Unit],
    *,
    unit: UnitName = "paragraph",
    languages: tuple[str, str] = ("en", "fr"),
) -> list[Link]:
    """Align two texts that have no ids yet; see `visavis.align.aligner.align`.

    NumPy is loaded here, at the first call: `visavis check` has no need of it.
    """
    from visavis.align import aligner

    return aligner.align(source, target, unit=unit, languages=languages)


def split_sentences(text: str, language: str) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end); see `visavis.align.sentence.split_sentences`."""
    from visavis.align import sentence

    return sentence.split_sentences(text, language)
