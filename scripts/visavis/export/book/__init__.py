"""The book: an edition set by Typst, the original facing its translation, rows level."""

from visavis.export.book.book import Options, make_book
from visavis.export.book.paper import PAPERS

__all__ = ["PAPERS", "Options", "make_book"]
