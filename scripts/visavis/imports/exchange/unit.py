"""Units of TMX, XLIFF, TEI, PO and JSON Lines that bear the addresses of an edition's rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice

from visavis.imports.bitext import find_versions
from visavis.imports.exchange.tei import read_rows
from visavis.imports.readers.codes import open_xml
from visavis.imports.readers.po import open_po
from visavis.imports.readers.tei import TEI_SUFFIXES
from visavis.imports.readers.xliff import XLIFF_SUFFIXES, parts_of, side_of
from visavis.input import Element, clean, read_objects
from visavis.pairs import NOTE_PREFIX, is_note_id
from visavis.side import Side
from visavis.text import InlineCode, Piece, parse_document, read_pieces

EXCHANGE_SUFFIXES = (".tmx", *XLIFF_SUFFIXES, *TEI_SUFFIXES, ".po", ".jsonl")
_ADDRESS = re.compile(r"(?P<chapter>[^#\s]+)#(?P<row>[^#\s]+)")
_HOLDING = frozenset("bpt ept ph it ut".split())
"""Elements that hold the code for which they stand: those of TMX and XLIFF 1.2."""
_FINAL = frozenset(
    "final reviewed signed-off approvedsignoff approvedtranslation proofread".split()
)


@dataclass(frozen=True, slots=True)
class ReturnedUnit:
    """One unit of a file that comes back."""

    address: str
    """`partner-state#p7`; empty where the file says none."""
    line: int
    said: Mapping[Side, tuple[Piece, ...]]
    """The words of each side as they stand in the file, with the codes between them."""
    written: Mapping[Side, str] = field(default_factory=dict)
    """How each side was written when it was exported, with its attribute line; as far as told."""
    is_markdown: bool = False
    """Whether the words themselves are Markdown."""
    kind: str = ""
    """What the row is, where the words are Markdown: `verse`."""
    is_final: bool = False
    """Whether somebody has read it and found it right."""

    def __getitem__(self, side: Side) -> str:
        """The words of a side, without its codes."""
        return "".join(piece for piece in self.said[side] if isinstance(piece, str))

    def markdown(self, side: Side) -> str:
        """How a side was written when it was exported; empty where that is not told."""
        if self.is_markdown and self.address and self[side].strip():
            waits = side is Side.SOURCE and not self[Side.TARGET].strip()
            return self._as_written(self[side].strip(), waits=waits)
        return self.written.get(side, "")

    def _as_written(self, words: str, *, waits: bool) -> str:
        if is_note_id(self.row):
            return f"[^{self.row.removeprefix(NOTE_PREFIX)}]: {words}\n"
        blocks = parse_document(words + "\n", path="", language="").blocks
        marks = [".verse"] * (self.kind == "verse") + [".untranslated"] * waits
        names = [f"#{self.row}", *[f".{self.row}"] * (len(blocks) - 1)]
        return "\n".join(
            f"{block.source.rstrip()}\n{{: {' '.join([name, *marks])} }}\n"
            for block, name in zip(blocks, names, strict=True)
        )

    def pieces(self, side: Side) -> tuple[Piece, ...]:
        """The words of a side and the codes between them, as far as they say anything."""
        return tuple(p for p in self.said[side] if isinstance(p, str) or p.source) or ("",)

    @property
    def chapter(self) -> str:
        """The chapter that its address names."""
        return self.address.partition("#")[0]

    @property
    def row(self) -> str:
        """The id that its address names."""
        return self.address.partition("#")[2]


def read_units(
    data: bytes, suffix: str, name: str, languages: tuple[str, str]
) -> list[ReturnedUnit]:
    """The units of a file, in order. Raises VisavisError where it cannot be read."""
    suffix = suffix.lower()
    if suffix == ".tmx":
        return list(_read_tmx(data, name, languages))
    if suffix == ".po":
        return list(_read_po(data, name))
    if suffix == ".jsonl":
        return list(_read_json_lines(data, name, languages))
    if suffix in TEI_SUFFIXES:
        return list(_read_tei(data, name, languages))
    return list(_read_xliff(data, name))


def _read_tmx(data: bytes, name: str, languages: tuple[str, str]) -> Iterator[ReturnedUnit]:
    for unit in open_xml(data, name, "tmx", "TMX").find_all("tu"):
        said: dict[Side, tuple[Piece, ...]] = dict.fromkeys(Side, ())
        written: dict[Side, str] = {}
        versions = {
            version.attributes.get("xml:lang") or version.attributes.get("lang", ""): version
            for version in unit.children("tuv")
        }
        for side, version in zip(Side, find_versions(versions, languages), strict=True):
            if version:
                marks = (p for p in version.children("prop") if _type(p) == "x-markdown")
                said[side] = tuple(p for seg in version.children("seg") for p in _inside(seg))
                written[side] = "".join(clean(mark.text) for mark in islice(marks, 1))
        yield ReturnedUnit(_address(unit.attributes.get("tuid", "")), unit.line, said, written)


def _read_xliff(data: bytes, name: str) -> Iterator[ReturnedUnit]:
    for unit in open_xml(data, name, "xliff", "XLIFF").find_all("unit", "trans-unit"):
        codes = {d.attributes.get("id", ""): clean(d.text) for d in unit.find_all("data")}
        parts = parts_of(unit)
        sides = {side: list(side_of(parts, side)) for side in Side}
        states = {
            one.attributes.get(key, "").casefold()
            for one in (*parts, *sides[Side.SOURCE], *sides[Side.TARGET])
            for key in ("state", "status", "conf")
        } - {""}
        named = (unit.attributes.get(key, "") for key in ("name", "resname", "id"))
        told = {_type(meta): clean(meta.text) for meta in unit.find_all("meta")}
        yield ReturnedUnit(
            next(filter(None, map(_address, named)), ""),
            unit.line,
            {side: tuple(p for one in sides[side] for p in _inside(one, codes)) for side in Side},
            {side: told.get(side.value, "") for side in Side},
            is_final=bool(states) and states <= _FINAL,
        )


def _inside(element: Element, codes: Mapping[str, str] | None = None) -> Iterator[Piece]:
    """The words and codes inside an element; `codes` are those that are referred to, by their ids.

    The words of marks and of elements around words are the translator's.
    """
    codes = codes or {}
    for node in element.inside:
        if isinstance(node, str):
            yield clean(node)
        elif node.name in _HOLDING and "dataRef" not in node.attributes:
            yield InlineCode(clean("".join(n for n in node.inside if isinstance(n, str))))
        else:
            for key in ("dataRefStart", "dataRef"):
                yield InlineCode(codes.get(node.attributes.get(key, ""), ""))
            yield from _inside(node, codes)
            yield InlineCode(codes.get(node.attributes.get("dataRefEnd", ""), ""))


def _read_tei(data: bytes, name: str, languages: tuple[str, str]) -> Iterator[ReturnedUnit]:
    for chapter, row, told in read_rows(data, name, languages):
        written = {side: markdown for side, (markdown, _) in told.items()}
        said = {side: tuple(_pieces(written.get(side, ""))) for side in Side}
        line = min(line for _, line in told.values())
        yield ReturnedUnit(f"{chapter}#{row}", line, said, written)


def _pieces(markdown: str) -> Iterator[Piece]:
    """The words and codes of blocks, with an empty line between two."""
    for number, block in enumerate(parse_document(markdown, path="", language="").blocks):
        if number:
            yield "\n\n"
        yield from read_pieces(block)


def _read_po(data: bytes, name: str) -> Iterator[ReturnedUnit]:
    for entry in open_po(data, name):
        if entry.obsolete:
            continue
        yield ReturnedUnit(
            _address(entry.msgctxt or ""),
            entry.linenum or 1,
            {Side.SOURCE: (entry.msgid,), Side.TARGET: (entry.msgstr,)},
            is_markdown=True,
            kind=entry.comment.partition("type: ")[2].partition("\n")[0].strip(),
        )


def _read_json_lines(data: bytes, name: str, languages: tuple[str, str]) -> Iterator[ReturnedUnit]:
    for number, told in read_objects(data, name):
        markdown = told.get("markdown")
        written = _told(markdown if isinstance(markdown, dict) else {}, languages)
        address = _address(str(told.pop("id", "")))  # it would be Indonesian
        said = {side: (words,) for side, words in _told(told, languages).items()}
        yield ReturnedUnit(address, number, said, written)


def _told(told: Mapping[str, object], languages: tuple[str, str]) -> dict[Side, str]:
    """What an object says in each language."""
    values = zip(Side, find_versions(told, languages), strict=True)
    return {side: clean(value) if isinstance(value, str) else "" for side, value in values}


def _address(text: str) -> str:
    found = _ADDRESS.fullmatch(text.strip())
    return found[0] if found else ""


def _type(element: Element) -> str:
    return element.attributes.get("type", "")
