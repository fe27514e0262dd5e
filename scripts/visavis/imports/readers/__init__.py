"""One file of any format → a `Reading`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from visavis.errors import VisavisError
from visavis.imports.bitext import Bitext, make_bitext
from visavis.imports.readers.extra import run_pandoc
from visavis.imports.readers.html import find_article
from visavis.imports.readers.markdown import read_markdown
from visavis.imports.readers.pandoc import read_pandoc
from visavis.imports.readers.plain import read_plain
from visavis.imports.readers.po import read_po
from visavis.imports.readers.tmx import read_tmx
from visavis.imports.readers.tsv import read_tsv
from visavis.imports.readers.xliff import read_xliff
from visavis.imports.reading import Reading, make_reading
from visavis.imports.tree.node import Block, Losses
from visavis.imports.tree.picture import Album, Find, in_archive, in_folder, no_pictures
from visavis.imports.words import count_words
from visavis.input import decode, read_bytes, repack

_Blocks = tuple[list[Block], str]


def _plain(data: bytes, name: str, album: Album) -> _Blocks:
    return list(read_plain(decode(data, name))), ""


def _markdown(data: bytes, name: str, album: Album) -> _Blocks:
    blocks, title = read_markdown(decode(data, name), name, album)
    return list(blocks), title


def _html(data: bytes, name: str, album: Album) -> _Blocks:
    article = find_article(data, name, album.lost)
    return read_pandoc(run_pandoc(article, "html+epub_html_exts", name), album)


def _docx(data: bytes, name: str, album: Album) -> _Blocks:
    return read_pandoc(run_pandoc(data, "docx", name), album, with_title=True)


def _odt(data: bytes, name: str, album: Album) -> _Blocks:
    return read_pandoc(run_pandoc(data, "odt", name), album)


def _epub(data: bytes, name: str, album: Album) -> _Blocks:
    return read_pandoc(run_pandoc(data, "epub", name), album)


_ARCHIVES = {
    ".docx": ("DOCX", "word/"),
    ".odt": ("ODT", "content.xml"),
    ".epub": ("EPUB", "META-INF/container.xml"),
}
"""What is a ZIP archive: what it is called, and what it must hold."""
_READERS: dict[str, Callable[[bytes, str, Album], _Blocks]] = {
    ".txt": _plain,
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": _html,
    ".htm": _html,
    ".xhtml": _html,
    ".docx": _docx,
    ".odt": _odt,
    ".epub": _epub,
}
TEXT_SUFFIXES = tuple(_READERS)
"""The suffixes of files that hold one text."""


def read_file(path: Path, language: str, beside: Find | None = None) -> Reading:
    """Read one text. Raises VisavisError for what cannot be read, with its place.

    `beside` finds the pictures that stand in files of their own, by default in the same folder.
    """
    beside = beside or in_folder(path.parent)
    return read_data(read_bytes(path), path.suffix, str(path), language, beside)


def read_data(
    data: bytes, suffix: str, name: str, language: str, beside: Find = no_pictures
) -> Reading:
    """Read one text from the bytes of a file; `suffix` tells the format.

    `beside` finds the pictures of formats that keep theirs in files of their own.
    """
    reader = _READERS.get(suffix.lower())
    if reader is None:
        raise VisavisError(
            f"{suffix or 'a file without a suffix'} is no format that can be imported",
            place=name,
            hint=f"there are {', '.join(TEXT_SUFFIXES)}",
        )
    album = Album(beside, Counter())
    if suffix.lower() in _ARCHIVES:
        album.find = in_archive(data)
        data = repack(data, name, *_ARCHIVES[suffix.lower()])
    given = count_words(data, suffix, name)
    try:
        blocks, title = reader(data, name, album)
    except RecursionError:
        raise VisavisError("nested too deeply", place=name) from None
    reading = make_reading(name, language, blocks, title, album)
    return replace(reading, given=given, named=tuple(album.named))


_TABLES = {".po": read_po, ".tsv": read_tsv}
_EXCHANGES = {".tmx": read_tmx, ".xlf": read_xliff, ".xliff": read_xliff}
BITEXT_SUFFIXES = (*_EXCHANGES, *_TABLES)
"""The suffixes of files that hold two texts and their alignment."""


def read_bitext(path: Path, languages: tuple[str, str]) -> Bitext:
    """Read aligned material; `languages` are the source's and the target's. Raises VisavisError."""
    return read_bitext_data(read_bytes(path), path.suffix, str(path), languages)


def read_bitext_data(data: bytes, suffix: str, name: str, languages: tuple[str, str]) -> Bitext:
    """Read aligned material from the bytes of a file; `suffix` tells the format."""
    lost: Losses = Counter()
    exchange, table = _EXCHANGES.get(suffix.lower()), _TABLES.get(suffix.lower(), read_tsv)
    segments = exchange(data, name, languages, lost) if exchange else table(data, name, languages)
    bitext = make_bitext(name, languages, segments, lost)
    given = count_words(data, suffix, name)
    return replace(bitext, source=replace(bitext.source, given=given))
