"""The words of DOCX and ODT: the text of their XML, paragraph by paragraph, in one pass."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from visavis.errors import VisavisError
from visavis.imports.words.placed import PlacedText
from visavis.input import DAMAGED

_PARTS = {
    "word/document.xml": "paragraph",
    "word/footnotes.xml": "note",
    "word/endnotes.xml": "note",
    "word/comments.xml": "comment",
    "word/header": "page header",
    "word/footer": "page footer",
}
_CHUNK = 1 << 20


@dataclass(frozen=True, slots=True)
class _Grammar:
    """What the elements of a format mean to somebody who counts words."""

    paragraphs: frozenset[str]
    text: frozenset[str]
    """Elements whose characters are words; empty where those of every paragraph are."""
    spaces: frozenset[str]
    silent: frozenset[str]
    """Elements that hold no words of the text."""
    kinds: Mapping[str, str]
    """What stands inside these elements is of another kind."""
    described: frozenset[str] = frozenset()
    """Elements whose attribute `descr` describes a picture."""


_DOCX = _Grammar(
    paragraphs=frozenset(["p"]),
    text=frozenset(["t", "delText"]),
    spaces=frozenset("tab br cr ptab".split()),
    silent=frozenset("Fallback instrText delInstrText".split()),
    kinds={"del": "deletion", "moveFrom": "deletion", "txbxContent": "text box"},
    described=frozenset(["docPr"]),
)
_ODT = _Grammar(
    paragraphs=frozenset("p h title desc".split()),
    text=frozenset(),
    spaces=frozenset("s tab line-break".split()),
    silent=frozenset("note-citation sequence-decls automatic-styles scripts creator date".split()),
    kinds={
        "note-body": "note",
        "h": "heading",
        "title": "picture’s text",
        "desc": "picture’s text",
        "annotation": "comment",
        "tracked-changes": "deletion",
        "table-of-content": "table of contents",
        "alphabetical-index": "index",
    },
)


def docx_words(data: bytes, name: str) -> Iterator[PlacedText]:
    """The paragraphs of a Word document, then its notes, comments, headers and footers."""
    yield from _words(data, name, _PARTS, _DOCX)


def odt_words(data: bytes, name: str) -> Iterator[PlacedText]:
    """The paragraphs of an OpenDocument text; its notes where they are called."""
    yield from _words(data, name, {"content.xml": "paragraph"}, _ODT)


def _words(
    data: bytes, name: str, parts: Mapping[str, str], grammar: _Grammar
) -> Iterator[PlacedText]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for start, kind in parts.items():
            for path in archive.namelist():
                if path == start or (path.startswith(start) and "/" not in path[len(start) :]):
                    yield from _read(archive, path, name, kind, grammar)


def _read(
    archive: zipfile.ZipFile, path: str, name: str, kind: str, grammar: _Grammar
) -> Iterator[PlacedText]:
    reader = _Reader(grammar, kind, path.rpartition("/")[2].partition(".")[0])
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = reader.start
    parser.EndElementHandler = reader.end
    parser.CharacterDataHandler = reader.words
    parser.EntityDeclHandler = _refusing(name)
    try:
        with archive.open(path) as stream:
            while chunk := stream.read(_CHUNK):
                parser.Parse(chunk, False)
                yield from reader.drain()
            parser.Parse(b"", True)
    except (expat.ExpatError, *DAMAGED) as error:
        reason = " ".join(str(error).split())[:80]
        raise VisavisError(f"{path} in it is not well-formed XML: {reason}", place=name) from None
    yield from reader.drain()


def _refusing(name: str) -> Callable[..., None]:
    def refuse(*declaration: object) -> None:
        raise VisavisError("entities of its own are not accepted", place=name)

    return refuse


@dataclass(slots=True)
class _Reader:
    """Gathers the words of one part."""

    grammar: _Grammar
    kind: str
    part: str
    _open: list[list[str]] = field(default_factory=list)
    """The paragraphs that are open: one may stand in another's note or frame."""
    _kinds: list[str] = field(default_factory=list)
    _silent: int = 0
    _text: int = 0
    _done: list[PlacedText] = field(default_factory=list)
    _number: int = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        tag = name.rpartition(" ")[2]
        grammar = self.grammar
        self._silent += tag in grammar.silent
        self._text += tag in grammar.text
        if tag in grammar.kinds:
            self._kinds.append(grammar.kinds[tag])
        if tag in grammar.paragraphs:
            self._number += 1
            self._open.append([])
        elif tag in grammar.spaces and self._open:
            self._open[-1].append(" ")
        elif tag in grammar.described and attributes.get("descr"):
            self._done.append(PlacedText("picture’s text", self._place, attributes["descr"]))
        elif tag == "pStyle" and self._open and not self._kinds:
            style = next((v for k, v in attributes.items() if k.endswith("val")), "").lower()
            if style.startswith(("heading", "title")):
                self._open[-1].append("\0")

    def end(self, name: str) -> None:
        tag = name.rpartition(" ")[2]
        grammar = self.grammar
        if tag in grammar.paragraphs and self._open:
            text = "".join(self._open.pop())
            kind = self._kinds[-1] if self._kinds else self.kind
            kind = "heading" if "\0" in text else kind
            self._done.append(PlacedText(kind, self._place, text.replace("\0", "")))
        if tag in grammar.kinds:
            self._kinds.pop()
        self._silent -= tag in grammar.silent
        self._text -= tag in grammar.text

    def words(self, text: str) -> None:
        if self._silent or not self._open or (self.grammar.text and not self._text):
            return
        if self._kinds and self._kinds[-1] == "deletion":
            self._done.append(PlacedText("deletion", self._place, text))
        else:
            self._open[-1].append(text)

    def drain(self) -> Iterator[PlacedText]:
        """What has been gathered since the last call."""
        done, self._done = self._done, []
        yield from (passage for passage in done if passage.text.strip())

    @property
    def _place(self) -> str:
        return f"{self.part}, paragraph {self._number}"
