"""One file of any format → a `Reading`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from pathlib import Path

from visavis.errors import VisavisError
from visavis.intake.archive import repack
from visavis.intake.convert import run_pandoc
from visavis.intake.exchange import read_tmx, read_xliff
from visavis.intake.markdown import read_markdown
from visavis.intake.pandoc import read_pandoc
from visavis.intake.plain import read_plain
from visavis.intake.reading import Losses, Reading, make_reading
from visavis.intake.segment import Bitext, make_bitext
from visavis.intake.source import decode, read_bytes
from visavis.intake.table import read_po, read_tsv
from visavis.intake.tree import Block
from visavis.intake.web import find_article

_Blocks = tuple[list[Block], str]


def _plain(data: bytes, name: str, lost: Losses) -> _Blocks:
    return list(read_plain(decode(data, name))), ""


def _markdown(data: bytes, name: str, lost: Losses) -> _Blocks:
    blocks, title = read_markdown(decode(data, name), name, lost)
    return list(blocks), title


def _html(data: bytes, name: str, lost: Losses) -> _Blocks:
    article = find_article(data, name, lost)
    return read_pandoc(run_pandoc(article, "html+epub_html_exts", name), lost)


def _docx(data: bytes, name: str, lost: Losses) -> _Blocks:
    archive = repack(data, name, "DOCX", "word/")
    return read_pandoc(run_pandoc(archive, "docx", name), lost, with_title=True)


def _odt(data: bytes, name: str, lost: Losses) -> _Blocks:
    archive = repack(data, name, "ODT", "content.xml")
    return read_pandoc(run_pandoc(archive, "odt", name), lost)


def _epub(data: bytes, name: str, lost: Losses) -> _Blocks:
    archive = repack(data, name, "EPUB", "META-INF/container.xml")
    return read_pandoc(run_pandoc(archive, "epub", name), lost)


_READERS: dict[str, Callable[[bytes, str, Losses], _Blocks]] = {
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


def read_file(path: Path, language: str) -> Reading:
    """Read one text. Raises VisavisError for what cannot be read, with its place."""
    return read_data(read_bytes(path), path.suffix, str(path), language)


def read_data(data: bytes, suffix: str, name: str, language: str) -> Reading:
    """Read one text from the bytes of a file; `suffix` tells the format."""
    reader = _READERS.get(suffix.lower())
    if reader is None:
        raise VisavisError(
            f"{suffix or 'a file without a suffix'} is no format that can be imported",
            place=name,
            hint=f"there are {', '.join(TEXT_SUFFIXES)}",
        )
    lost: Losses = Counter()
    try:
        blocks, title = reader(data, name, lost)
    except RecursionError:
        raise VisavisError("nested too deeply", place=name) from None
    return make_reading(name, language, blocks, title=title, lost=lost)


_BITEXTS = {
    ".tmx": read_tmx,
    ".xlf": read_xliff,
    ".xliff": read_xliff,
    ".po": read_po,
    ".tsv": read_tsv,
}
BITEXT_SUFFIXES = tuple(_BITEXTS)
"""The suffixes of files that hold two texts and their alignment."""


def read_bitext(path: Path, languages: tuple[str, str]) -> Bitext:
    """Read aligned material; `languages` are the source's and the target's. Raises VisavisError."""
    return read_bitext_data(read_bytes(path), path.suffix, str(path), languages)


def read_bitext_data(data: bytes, suffix: str, name: str, languages: tuple[str, str]) -> Bitext:
    """Read aligned material from the bytes of a file; `suffix` tells the format."""
    segments = _BITEXTS[suffix.lower()](data, name, languages)
    return make_bitext(name, languages, segments, Counter())
