"""The search: which words are forms of one, and what a browser reads of what can be found."""

from visavis.site.search.index import INDEX, PIECES, SCRIPT, in_pieces, write_search

__all__ = ["INDEX", "PIECES", "SCRIPT", "in_pieces", "write_search"]
