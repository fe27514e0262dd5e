"""The pairs layer: which blocks of two texts answer each other, by the ids that stand in both."""

from visavis.pairs.pair import Pair, Pairing
from visavis.pairs.pairing import continued_id, note_id, pair_documents
from visavis.pairs.stamp import Doubt, Stamped, stamp

__all__ = [
    "Doubt",
    "Pair",
    "Pairing",
    "Stamped",
    "continued_id",
    "note_id",
    "pair_documents",
    "stamp",
]
