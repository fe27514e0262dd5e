"""The readers: files of any format → readings; each format has a module."""

from visavis.imports.readers.both import BITEXT_SUFFIXES, read_bitext, read_bitext_data
from visavis.imports.readers.file import TEXT_SUFFIXES, TextFile, read_data
from visavis.imports.readers.together import read_texts

__all__ = [
    "BITEXT_SUFFIXES",
    "TEXT_SUFFIXES",
    "TextFile",
    "read_bitext",
    "read_bitext_data",
    "read_data",
    "read_texts",
]
