"""The text layer: Markdown → `Document` of `Block`s with their place, and the way back."""

from visavis.text.attribute import is_valid_id, parse_attributes, write_attributes
from visavis.text.block import (
    LINE_END,
    Attributes,
    Block,
    Document,
    Inline,
    InlineKind,
    Kind,
    Place,
)
from visavis.text.format import format_document
from visavis.text.front_matter import CarefulLoader, load_yaml, read_front_matter, read_yaml
from visavis.text.inline_code import InlineCode, Part, Piece, read_pieces, write_pieces
from visavis.text.keep import pack_document, unpack_document
from visavis.text.language import (
    find_country,
    guess_language,
    has_word,
    is_tag,
    name_language,
    named_language,
    shorten_tag,
)
from visavis.text.note import LEFT_OUT, PREFIXES, Note, NoteKind, cut_head, note_kind
from visavis.text.parse import block_tokens, parse_document, write_document
from visavis.text.raw import raw_spans
from visavis.text.repair import UNSEEN, WORDLESS, Habit, Repair, RepairKind, find_repairs
from visavis.text.typography import (
    AS_PRINTED,
    find_typography,
    keeps_typography,
)

__all__ = [
    "AS_PRINTED",
    "LEFT_OUT",
    "LINE_END",
    "PREFIXES",
    "UNSEEN",
    "WORDLESS",
    "Attributes",
    "Block",
    "CarefulLoader",
    "Document",
    "Habit",
    "Inline",
    "InlineCode",
    "InlineKind",
    "Kind",
    "Note",
    "NoteKind",
    "Part",
    "Piece",
    "Place",
    "Repair",
    "RepairKind",
    "block_tokens",
    "cut_head",
    "find_country",
    "find_repairs",
    "find_typography",
    "format_document",
    "guess_language",
    "has_word",
    "is_tag",
    "is_valid_id",
    "keeps_typography",
    "load_yaml",
    "name_language",
    "named_language",
    "note_kind",
    "pack_document",
    "parse_attributes",
    "parse_document",
    "raw_spans",
    "read_front_matter",
    "read_pieces",
    "read_yaml",
    "shorten_tag",
    "unpack_document",
    "write_attributes",
    "write_document",
    "write_pieces",
]
