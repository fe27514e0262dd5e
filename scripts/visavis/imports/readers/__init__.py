"""One file of any format → a `Reading`."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from visavis.errors import VisavisError
from visavis.imports.bitext import Bitext, Joint, make_bitext
from visavis.imports.readers.both import BITEXT_SUFFIXES, TEI_SUFFIXES, read_both, read_document
from visavis.imports.readers.epub import read_epub
from visavis.imports.readers.extra import run_pandoc
from visavis.imports.readers.html import read_html
from visavis.imports.readers.markdown import read_markdown
from visavis.imports.readers.pandoc import read_pandoc
from visavis.imports.readers.plain import (
    Layout,
    PlainText,
    Wishes,
    answer_line_by_line,
    choose_beside,
    choose_together,
    open_plain,
    read_line_by_line,
    read_plain,
)
from visavis.imports.readers.subtitle import open_subtitles, pair_cues, read_subtitles
from visavis.imports.readers.tei import read_tei
from visavis.imports.reading import Reading, make_reading
from visavis.imports.tree.node import Block
from visavis.imports.tree.picture import Album, Find, in_archive, in_folder, no_pictures
from visavis.imports.words import count_words
from visavis.input import decode, decode_raw, read_bytes, repack, telling_language

__all__ = [
    "BITEXT_SUFFIXES",
    "TEXT_SUFFIXES",
    "TextFile",
    "read_bitext",
    "read_bitext_data",
    "read_data",
    "read_file",
    "read_texts",
]

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
_PLAIN = (".txt",)
TEXT_SUFFIXES = (*_PLAIN, *_READERS)
"""The suffixes of files that hold one text."""


def read_file(
    path: Path, language: str, beside: Find | None = None, wishes: Wishes | None = None
) -> Reading:
    """Read one text. Raises VisavisError for what cannot be read, with its place.

    `beside` finds the pictures that stand in files of their own, by default in the same folder;
    `wishes` are what somebody says of plain texts.
    """
    beside = beside or in_folder(path.parent)
    return read_data(read_bytes(path), path.suffix, str(path), language, beside, wishes)


def read_data(
    data: bytes,
    suffix: str,
    name: str,
    language: str,
    beside: Find = no_pictures,
    wishes: Wishes | None = None,
) -> Reading:
    """Read one text from the bytes of a file; `suffix` tells the format.

    `beside` finds the pictures of formats that keep theirs in files of their own.
    """
    suffix = suffix.lower()
    told: list[str] = []
    if suffix in _WRITTEN:
        data = _as_utf8(data, name, language, wishes, told)
    if suffix in _PLAIN:
        return _read_plain(_open_plain(data, name, language, wishes), name, told, wishes)
    reader = _READERS.get(suffix)
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
    named, meta = tuple(album.named), album.meta
    return replace(reading, given=given, named=named, told=tuple(told), meta=meta)


@dataclass(frozen=True, slots=True)
class TextFile:
    """A file that holds one text, and what is known of it."""

    path: Path
    language: str
    beside: Find
    """Finds the pictures that stand in files of their own."""

    @property
    def is_plain(self) -> bool:
        """Whether it says nothing of what it holds, so that the other text has to be looked at."""
        return self.path.suffix.lower() in _PLAIN

    def open(self, told: list[str], wishes: Wishes) -> PlainText:
        """The text of a plain file."""
        name = str(self.path)
        data = _as_utf8(read_bytes(self.path), name, self.language, wishes, told)
        return _open_plain(data, name, self.language, wishes)

    def read(self, wishes: Wishes) -> Reading:
        """The text, by itself."""
        return read_file(self.path, self.language, self.beside, wishes)


def read_texts(
    source: TextFile, target: TextFile, wishes: Wishes | None = None
) -> tuple[Reading, Reading, tuple[Joint, ...]]:
    """Two texts that answer each other, and the joints between them where the files tell them.

    How plain texts mark their paragraphs is decided by looking at both. Raises VisavisError.
    """
    wishes = wishes or Wishes()
    if all(file.path.suffix.lower() in _SUBTITLES for file in (source, target)):
        return _by_times(source, target, wishes)
    if not (source.is_plain and target.is_plain):
        ours = None if source.is_plain else source.read(wishes)
        theirs = None if target.is_plain else target.read(wishes)
        ours = ours or _beside(source, theirs, wishes)
        return ours, theirs or _beside(target, ours, wishes), ()
    told: tuple[list[str], list[str]] = ([], [])
    texts = [file.open(said, wishes) for file, said in zip((source, target), told, strict=True)]
    lines = texts[0].lines, texts[1].lines
    if wishes.layout in (None, Layout.LINE) and answer_line_by_line(*lines):
        return _by_lines((source, target), texts, told, wishes)
    layouts = choose_together(*lines)
    ours, theirs = (
        _read_plain(text, str(file.path), said, wishes, layout)
        for text, file, said, layout in zip(texts, (source, target), told, layouts, strict=True)
    )
    return ours, theirs, ()


def _by_times(
    source: TextFile, target: TextFile, wishes: Wishes
) -> tuple[Reading, Reading, tuple[Joint, ...]]:
    """Subtitles, whose times say what answers what."""
    readings = [file.read(wishes) for file in (source, target)]
    cues = [
        open_subtitles(
            _as_utf8(read_bytes(file.path), str(file.path), file.language, wishes, []),
            str(file.path),
        )
        for file in (source, target)
    ]
    segments = list(pair_cues(cues[0], cues[1]))
    languages = source.language, target.language
    bitext = make_bitext(str(source.path), languages, segments, Counter())
    ours, theirs = (
        replace(paired, name=read.name, told=read.told, given=read.given, named=read.named)
        for paired, read in zip((bitext.source, bitext.target), readings, strict=True)
    )
    return ours, theirs, bitext.joints


def _beside(file: TextFile, other: Reading | None, wishes: Wishes) -> Reading:
    told: list[str] = []
    text = file.open(told, wishes)
    layout = choose_beside(text.lines, len(other.pieces)) if other else None
    return _read_plain(text, str(file.path), told, wishes, layout)


def _by_lines(
    files: tuple[TextFile, TextFile],
    texts: Sequence[PlainText],
    told: tuple[list[str], list[str]],
    wishes: Wishes,
) -> tuple[Reading, Reading, tuple[Joint, ...]]:
    segments = list(read_line_by_line(texts[0], texts[1], told[0], wishes))
    languages = files[0].language, files[1].language
    bitext = make_bitext(str(files[0].path), languages, segments, Counter())
    readings = (bitext.source, bitext.target)
    ours, theirs = (
        replace(
            reading,
            name=str(file.path),
            title=text.title,
            told=tuple(said),
            given=text.account()[0],
            apart=text.account()[1],
            named=tuple(text.left),
        )
        for reading, file, text, said in zip(readings, files, texts, told, strict=True)
    )
    return ours, theirs, bitext.joints


_WRITTEN = (*_PLAIN, ".md", ".markdown", *_SUBTITLES)
"""Formats that do not say themselves in which encoding they are."""


def _as_utf8(
    data: bytes, name: str, language: str, wishes: Wishes | None, told: list[str]
) -> bytes:
    encoding = wishes.encoding if wishes else ""
    return decode_raw(data, name, language=language, encoding=encoding, told=told).encode()


def _open_plain(data: bytes, name: str, language: str, wishes: Wishes | None) -> PlainText:
    given = count_words(data, _PLAIN[0], name)
    return replace(open_plain(data.decode(), language, wishes), given=given)


def _read_plain(
    text: PlainText,
    name: str,
    told: list[str],
    wishes: Wishes | None = None,
    layout: Layout | None = None,
) -> Reading:
    blocks = read_plain(text, told, wishes, layout)
    reading = make_reading(name, text.language, blocks, text.title)
    given, apart = text.account()
    return replace(reading, told=tuple(told), given=given, apart=apart, named=tuple(text.left))


def read_bitext(path: Path, languages: tuple[str, str], wishes: Wishes | None = None) -> Bitext:
    """Read aligned material; `languages` are the source's and the target's. Raises VisavisError."""
    return read_bitext_data(read_bytes(path), path.suffix, str(path), languages, wishes)


def read_bitext_data(
    data: bytes,
    suffix: str,
    name: str,
    languages: tuple[str, str],
    wishes: Wishes | None = None,
) -> Bitext:
    """Read aligned material from the bytes of a file; `suffix` tells the format.

    A document is read for both texts in the columns of a table, or in turn.
    """
    suffix = suffix.lower()
    told: list[str] = []
    if suffix in (".tsv", ".csv", ".jsonl"):
        data = _as_utf8(data, name, telling_language(languages), wishes, told)
    if suffix in BITEXT_SUFFIXES:
        bitext = read_both(data, suffix, name, languages)
        source = replace(bitext.source, told=(*told, *bitext.source.told))
        return replace(bitext, source=source)
    return read_document(data, suffix, name, languages, _read_blocks)


def _read_blocks(data: bytes, suffix: str, name: str, album: Album) -> tuple[list[Block], bytes]:
    """The blocks of a document, and its bytes as they can do no harm."""
    if suffix in _PLAIN:
        text = open_plain(decode(data, name), "")
        return read_plain(text, []), data
    if suffix in _ARCHIVES:
        album.find = in_archive(data)
        data = repack(data, name, *_ARCHIVES[suffix])
    try:
        return _READERS[suffix](data, name, album)[0], data
    except RecursionError:
        raise VisavisError("nested too deeply", place=name) from None
