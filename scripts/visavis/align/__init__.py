"""The align layer: which blocks answer each other."""

from visavis.align.pair import Pair, Pairing
from visavis.align.pairing import continued_id, note_id, pair_documents
from visavis.align.stamp import Doubt, Stamped, stamp

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
