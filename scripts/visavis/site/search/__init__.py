"""The search: what can be found, which words are forms of one, and what a browser reads of it."""

from visavis.site.search.entry import Entry, EntryKind, chapter_title, list_entries, order_sides
from visavis.site.search.fold import fold_text
from visavis.site.search.index import INDEX, PIECES, SCRIPT, in_pieces, write_search

__all__ = [
    "INDEX",
    "PIECES",
    "SCRIPT",
    "Entry",
    "EntryKind",
    "chapter_title",
    "fold_text",
    "in_pieces",
    "list_entries",
    "order_sides",
    "write_search",
]
