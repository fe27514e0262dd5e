"""The words of a file as its format gives them, before any reader has touched them.

Each format has an extraction of its own, as small as can be: it knows what is a word and in which
order they stand, and nothing of what a reader makes of them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from visavis.errors import VisavisError
from visavis.imports.words.archive import docx_words, odt_words
from visavis.imports.words.markup import Package, epub_words, html_words
from visavis.imports.words.other import cue_words, json_words, tei_words
from visavis.imports.words.placed import PlacedText, words_of
from visavis.imports.words.rtf import rtf_words
from visavis.imports.words.text import markdown_words, plain_words, without_markup
from visavis.imports.words.units import (
    po_words,
    table_words,
    tmx_words,
    tsv_words,
    xliff_words,
)
from visavis.imports.words.written import SPARE, came_out

__all__ = [
    "LONGEST",
    "SPARE",
    "Package",
    "PlacedText",
    "came_out",
    "count_words",
    "without_markup",
    "words_of",
]

LONGEST = 10_000_000
"""Characters of text in one file: some fifteen novels. What has more is to be cut before."""
_MOST_BYTES = 8 * LONGEST
"""A file of text and markup of so many bytes holds more, in any script."""

_FORMATS: dict[str, Callable[[bytes, str], Iterator[PlacedText]]] = {
    ".txt": plain_words,
    ".md": markdown_words,
    ".markdown": markdown_words,
    ".html": html_words,
    ".htm": html_words,
    ".xhtml": html_words,
    ".docx": docx_words,
    ".odt": odt_words,
    ".epub": epub_words,
    ".tmx": tmx_words,
    ".xlf": xliff_words,
    ".xliff": xliff_words,
    ".sdlxliff": xliff_words,
    ".mqxliff": xliff_words,
    ".po": po_words,
    ".jsonl": json_words,
    ".tei": tei_words,
    ".xml": tei_words,
    ".rtf": rtf_words,
    ".srt": cue_words,
    ".vtt": cue_words,
    ".tsv": tsv_words,
    **dict.fromkeys((".csv", ".xlsx", ".ods"), table_words),
}


def count_words(data: bytes, suffix: str, name: str) -> tuple[PlacedText, ...]:
    """The passages of a file, in order; `data` of an archive has been made harmless (`repack`).

    Raises VisavisError for what cannot be read at all, and for what is longer than any book.
    """
    count = _FORMATS.get(suffix.lower())
    if len(data) > _MOST_BYTES and not data.startswith(b"PK"):
        raise _too_long(f"{len(data) // 1_000_000} MB of text", name)
    passages: list[PlacedText] = []
    size = 0
    for passage in count(data, name) if count else ():
        size += len(passage.text)
        if size <= LONGEST:
            passages.append(passage)
        else:
            passages.clear()
    if size > LONGEST:
        raise _too_long(f"{size // 1_000_000} million characters of text", name)
    return tuple(passages)


def _too_long(what: str, name: str) -> VisavisError:
    return VisavisError(
        f"{what} are too much; at most {LONGEST // 1_000_000} million characters are read",
        place=name,
        hint="cut it into volumes, and import one after the other",
    )
