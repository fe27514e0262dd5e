"""The record layer: what was signed off, what has changed since, and which ids are gone."""

from visavis.record.address import Address, Gone, list_old, resolve
from visavis.record.cut import find_cuts
from visavis.record.drift import Drift, compare, find_drifts
from visavis.record.edit import Edited, join, move, shift, split
from visavis.record.entry import (
    Query,
    Record,
    RecordEntry,
    Records,
    Waiver,
    merge_entries,
    natural,
)
from visavis.record.follow import (
    find_heirs,
    find_twins,
    follow,
    has_strangers,
    is_followed,
    living_pairs,
    new_entry,
)
from visavis.record.keep import keep_ids
from visavis.record.lines import parse_record, write_record
from visavis.record.passage import ChangedPassage, find_passages, locate_change
from visavis.record.quote import find_quotes, quote_keys
from visavis.record.sign import (
    Status,
    answer,
    ask,
    find_status,
    sign_off,
    still_stands,
    waive,
)
from visavis.record.similarity import side_shingles
from visavis.record.words import compose, keys_of, pair_texts, side_text

__all__ = [
    "Address",
    "ChangedPassage",
    "Drift",
    "Edited",
    "Gone",
    "Query",
    "Record",
    "RecordEntry",
    "Records",
    "Status",
    "Waiver",
    "answer",
    "ask",
    "compare",
    "compose",
    "find_cuts",
    "find_drifts",
    "find_heirs",
    "find_passages",
    "find_quotes",
    "find_status",
    "find_twins",
    "follow",
    "has_strangers",
    "is_followed",
    "join",
    "keep_ids",
    "keys_of",
    "list_old",
    "living_pairs",
    "locate_change",
    "merge_entries",
    "move",
    "natural",
    "new_entry",
    "pair_texts",
    "parse_record",
    "quote_keys",
    "resolve",
    "shift",
    "side_shingles",
    "side_text",
    "sign_off",
    "split",
    "still_stands",
    "waive",
    "write_record",
]
