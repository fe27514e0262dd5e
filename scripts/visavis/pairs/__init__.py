"""The pairs layer: which blocks of two texts answer each other, by the ids that stand in both."""

from visavis.pairs.join import join
from visavis.pairs.move import move
from visavis.pairs.pair import MARKS, Pair, Pairing
from visavis.pairs.pairing import (
    NOTE_PREFIX,
    continued_id,
    is_note_id,
    is_stamped,
    note_id,
    pair_documents,
    with_texts,
)
from visavis.pairs.remedy import Remedy, find_remedies
from visavis.pairs.shift import shift
from visavis.pairs.split import Cut, split
from visavis.pairs.stamp import Doubt, Namer, Stamped, stamp
from visavis.pairs.surgery import unmark, with_blocks, without_token, write_token
from visavis.pairs.write import add_note, insert_row, rewrite, set_mark, written_side

__all__ = [
    "MARKS",
    "NOTE_PREFIX",
    "Cut",
    "Doubt",
    "Namer",
    "Pair",
    "Pairing",
    "Remedy",
    "Stamped",
    "add_note",
    "continued_id",
    "find_remedies",
    "insert_row",
    "is_note_id",
    "is_stamped",
    "join",
    "move",
    "note_id",
    "pair_documents",
    "rewrite",
    "set_mark",
    "shift",
    "split",
    "stamp",
    "unmark",
    "with_blocks",
    "with_texts",
    "without_token",
    "write_token",
    "written_side",
]
