"""One file that holds both texts and their alignment → a `Bitext`."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from visavis.errors import VisavisError
from visavis.imports.bitext import Bitext, Segment, make_bitext
from visavis.imports.readers.file import PLAIN, as_utf8, read_blocks, without_harm
from visavis.imports.readers.interleaved import read_interleaved
from visavis.imports.readers.json_lines import read_json_lines
from visavis.imports.readers.plain import NO_WISHES, Wishes, open_plain, read_plain
from visavis.imports.readers.po import read_po
from visavis.imports.readers.table import read_columns, read_wide_table
from visavis.imports.readers.tei import TEI_SUFFIXES, read_tei_pair
from visavis.imports.readers.tmx import read_tmx
from visavis.imports.readers.xliff import XLIFF_SUFFIXES, read_xliff
from visavis.imports.tree.picture import Album, no_pictures
from visavis.imports.words import PlacedText, count_words, without_markup, words_of
from visavis.input import decode, read_bytes, telling_language

_Reader = Callable[[bytes, str, tuple[str, str], Album], Iterable[Segment]]
_READERS: dict[str, _Reader] = {
    ".tmx": read_tmx,
    **dict.fromkeys(XLIFF_SUFFIXES, read_xliff),
    ".po": read_po,
    ".jsonl": read_json_lines,
    **dict.fromkeys((".tsv", ".csv", ".xlsx", ".ods"), read_columns),
}
BITEXT_SUFFIXES = tuple(_READERS)
"""The suffixes of files that hold two texts and their alignment."""


def read_bitext(path: Path, languages: tuple[str, str], wishes: Wishes = NO_WISHES) -> Bitext:
    """Read aligned material; `languages` are the source's and the target's. Raises VisavisError."""
    return read_bitext_data(read_bytes(path), path.suffix, str(path), languages, wishes)


def read_bitext_data(
    data: bytes, suffix: str, name: str, languages: tuple[str, str], wishes: Wishes = NO_WISHES
) -> Bitext:
    """Read aligned material from the bytes of a file; `suffix` tells the format.

    A document is read for both texts in the columns of a table, or in turn.
    """
    suffix = suffix.lower()
    album = Album(no_pictures)
    if suffix in (".tsv", ".csv", ".jsonl"):
        data = as_utf8(data, name, telling_language(languages), wishes, album.told)
    if suffix in BITEXT_SUFFIXES:
        segments = list(_READERS[suffix](data, name, languages, album))
    else:
        segments, data = _read_document(data, suffix, name, languages, album)
    bitext = make_bitext(name, languages, segments, album)
    given = _by_side(count_words(data, suffix, name), bitext, album)
    return replace(bitext, source=replace(bitext.source, given=given))


def _read_document(
    data: bytes, suffix: str, name: str, languages: tuple[str, str], album: Album
) -> tuple[list[Segment], bytes]:
    """The segments of a document that holds both texts: in the columns of one table, or in turn.

    With its bytes as they can do no harm. Raises VisavisError where it holds neither.
    """
    if suffix in TEI_SUFFIXES:
        pairs = read_tei_pair(data, name, languages, album)
        if pairs:
            return pairs, data
    if suffix == PLAIN:
        blocks = read_plain(open_plain(decode(data, name), "", album))
    else:
        data = without_harm(data, suffix, name, album)
        blocks, _ = read_blocks(data, suffix, name, album)
    segments = read_wide_table(blocks, languages, name, album)
    if segments:
        return segments, data
    segments = read_interleaved(blocks, languages)
    if not segments:
        raise VisavisError(
            "TARGET is missing: the translation of this text",
            place=name,
            hint="one file holds both where they stand in two columns of a table, or in turn; to "
            "exchange one side of a chapter, say --replace source or --replace target",
        )
    album.told.append("the paragraphs alternate between the two languages")
    return segments, data


def _by_side(given: Iterable[PlacedText], bitext: Bitext, album: Album) -> tuple[PlacedText, ...]:
    """The passages of the original, then those of the translation, as they will come out.

    Which they are of is seen from their words.
    """
    if album.is_markdown:
        given = (one for passage in given for one in without_markup(passage))
    ours, theirs = (
        {word for block in reading.document.blocks for word in words_of(block.plain)}
        for reading in (bitext.source, bitext.target)
    )

    def is_target(passage: PlacedText) -> bool:
        return sum(w in theirs for w in passage.words) > sum(w in ours for w in passage.words)

    return tuple(sorted(given, key=is_target))
