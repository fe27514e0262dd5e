"""One file of one text, of any format → a `Reading`."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

from visavis.errors import VisavisError
from visavis.imports.readers.epub import read_epub
from visavis.imports.readers.extra import run_pandoc
from visavis.imports.readers.html import read_html
from visavis.imports.readers.markdown import read_markdown
from visavis.imports.readers.pandoc import read_pandoc
from visavis.imports.readers.plain import (
    NO_WISHES,
    Layout,
    PlainText,
    Wishes,
    open_plain,
    read_plain,
)
from visavis.imports.readers.subtitle import open_subtitles, read_subtitles
from visavis.imports.readers.tei import TEI_SUFFIXES, read_tei
from visavis.imports.reading import Reading, make_reading
from visavis.imports.tree.node import Block
from visavis.imports.tree.picture import Album, Find, in_archive, no_pictures
from visavis.imports.words import count_words
from visavis.input import Cue, decode, decode_raw, read_bytes, repack

_Blocks = tuple[list[Block], str]


def _markdown(data: bytes, name: str, album: Album) -> _Blocks:
    blocks, title = read_markdown(decode(data, name), name, album)
    return list(blocks), title


def _docx(data: bytes, name: str, album: Album) -> _Blocks:
    return read_pandoc(run_pandoc(data, "docx", name), album, with_title=True)


def _odt(data: bytes, name: str, album: Album) -> _Blocks:
    return read_pandoc(run_pandoc(data, "odt", name), album)


_INSTEAD = re.compile(rb"(\\u-?\d{1,5}(?!\d)) ?([^\\{}\r\n])")


def _rtf(data: bytes, name: str, album: Album) -> _Blocks:
    if not data.lstrip().startswith(b"{\\rtf"):
        raise VisavisError("not an RTF file", place=name)
    if b"\\uc0" not in data:
        # Pandoc takes a letter too much for what old programs show in place of a sign.
        data = _INSTEAD.sub(rb"\1\\'3f", data)
    return read_pandoc(run_pandoc(data, "rtf", name), album)


_ARCHIVES = {
    ".docx": ("DOCX", "word/"),
    ".odt": ("ODT", "content.xml"),
    ".epub": ("EPUB", "META-INF/container.xml"),
}
"""What is a ZIP archive: what it is called, and what it must hold."""
_SUBTITLES = (".srt", ".vtt")
_READERS: dict[str, Callable[[bytes, str, Album], _Blocks]] = {
    ".md": _markdown,
    ".markdown": _markdown,
    ".html": read_html,
    ".htm": read_html,
    ".xhtml": read_html,
    ".docx": _docx,
    ".odt": _odt,
    ".rtf": _rtf,
    ".epub": read_epub,
    **dict.fromkeys(TEI_SUFFIXES, read_tei),
    **dict.fromkeys(_SUBTITLES, read_subtitles),
}
PLAIN = ".txt"
_WRITTEN = (PLAIN, ".md", ".markdown", *_SUBTITLES)
"""Formats that do not say themselves in which encoding they are."""
TEXT_SUFFIXES = (PLAIN, *_READERS)
"""The suffixes of files that hold one text."""


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that holds one text, and what is known of it."""

    path: Path
    language: str
    beside: Find
    """Finds the pictures that stand in files of their own."""
    wishes: Wishes = NO_WISHES

    @property
    def name(self) -> str:
        """What messages call it."""
        return str(self.path)

    @property
    def is_plain(self) -> bool:
        """Whether it says nothing of what it holds, so that the other text has to be looked at."""
        return self.path.suffix.lower() == PLAIN

    @property
    def has_times(self) -> bool:
        """Whether it says when its words are spoken, which tells what answers them."""
        return self.path.suffix.lower() in _SUBTITLES

    def open(self) -> PlainText:
        """The text of a plain file."""
        album = Album(self.beside)
        data = as_utf8(read_bytes(self.path), self.name, self.language, self.wishes, album.told)
        return _opened(data, self.name, self.language, self.wishes, album)

    def cues(self) -> list[Cue]:
        """The cues of subtitles."""
        data = as_utf8(read_bytes(self.path), self.name, self.language, self.wishes, [])
        return open_subtitles(data, self.name)

    def read(self) -> Reading:
        """The text, by itself. Raises VisavisError for what cannot be read, with its place."""
        data = read_bytes(self.path)
        return read_data(data, self.path.suffix, self.name, self.language, self.beside, self.wishes)


def read_data(
    data: bytes,
    suffix: str,
    name: str,
    language: str,
    beside: Find = no_pictures,
    wishes: Wishes = NO_WISHES,
) -> Reading:
    """Read one text from the bytes of a file; `suffix` tells the format.

    `beside` finds the pictures of formats that keep theirs in files of their own.
    """
    suffix = suffix.lower()
    album = Album(beside)
    if suffix in _WRITTEN:
        data = as_utf8(data, name, language, wishes, album.told)
    if suffix == PLAIN:
        return plain_reading(_opened(data, name, language, wishes, album), name)
    if suffix not in _READERS:
        raise VisavisError(
            f"{suffix or 'a file without a suffix'} is no format that can be imported",
            place=name,
            hint=f"there are {', '.join(TEXT_SUFFIXES)}",
        )
    data = without_harm(data, suffix, name, album)
    given = count_words(data, suffix, name)
    blocks, title = read_blocks(data, suffix, name, album)
    return replace(make_reading(name, language, blocks, title, album), given=given)


def without_harm(data: bytes, suffix: str, name: str, album: Album) -> bytes:
    """The bytes of a file as they can do no harm; the pictures of an archive are found in it."""
    if suffix not in _ARCHIVES:
        return data
    album.find = in_archive(data)
    return repack(data, name, *_ARCHIVES[suffix])


def read_blocks(data: bytes, suffix: str, name: str, album: Album) -> tuple[list[Block], str]:
    """The blocks and the title of a text that is not plain. Raises VisavisError."""
    try:
        return _READERS[suffix](data, name, album)
    except RecursionError:
        raise VisavisError("nested too deeply", place=name) from None


def plain_reading(text: PlainText, name: str, layout: Layout | None = None) -> Reading:
    """A plain text as a reading."""
    blocks = read_plain(text, layout)
    return with_account(make_reading(name, text.language, blocks, text.title), text)


def with_account(reading: Reading, text: PlainText) -> Reading:
    """The reading with what was decided about its text, and what became of its words."""
    given, apart = text.account()
    return replace(reading.with_album(text.album), given=given, apart=apart)


def as_utf8(data: bytes, name: str, language: str, wishes: Wishes, told: list[str]) -> bytes:
    """The bytes of a text whose encoding is wished for, or found out and told."""
    text = decode_raw(data, name, language=language, encoding=wishes.encoding, told=told)
    return text.encode()


def _opened(data: bytes, name: str, language: str, wishes: Wishes, album: Album) -> PlainText:
    text = open_plain(data.decode(), language, album, wishes)
    return replace(text, given=count_words(data, PLAIN, name))
