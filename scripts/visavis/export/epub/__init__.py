"""The edition as an EPUB 3.3: one book of both texts, row by row, or of one of them."""

from visavis.export.epub.book import Layout, make_epub

__all__ = ["Layout", "make_epub"]
