"""The book: an edition set by Typst, the original facing its translation, rows level."""

from visavis.export.book.book import COLUMNS, MEDIA_TYPE, Options, make_book
from visavis.export.book.paper import PAPERS

__all__ = ["COLUMNS", "MEDIA_TYPE", "PAPERS", "Options", "make_book"]
