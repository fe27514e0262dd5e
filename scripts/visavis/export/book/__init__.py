"""The book: an edition set by Typst, the original facing its translation, rows level."""

from visavis.export.book.book import COLUMNS, Options, make_book
from visavis.export.book.paper import PAPERS

__all__ = ["COLUMNS", "PAPERS", "Options", "make_book"]
