"""Units of TMX, XLIFF, TEI, PO and JSON Lines that bear the addresses of an edition's rows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from visavis.imports.exchange.tei import read_rows
from visavis.imports.readers.codes import open_xml
from visavis.imports.readers.po import open_po
from visavis.imports.readers.tei import TEI_SUFFIXES
from visavis.input import Element, clean, read_objects
from visavis.pairs import NOTE_PREFIX, is_note_id
from visavis.side import Side, TwoSided
from visavis.text import InlineCode, Piece, parse_document, read_pieces
from visavis.unicode import primary

_XLIFF = (".xlf", ".xliff", ".sdlxliff", ".mqxliff")
EXCHANGE_SUFFIXES = (".tmx", *_XLIFF, *TEI_SUFFIXES, ".po", ".jsonl")
_ADDRESS = re.compile(r"(?P<chapter>[^#\s]+)#(?P<row>[^#\s]+)")
_HOLDING = frozenset("bpt ept ph it ut".split())
"""Elements that hold the code for which they stand: those of TMX and XLIFF 1.2."""
_FINAL = frozenset(
    "final reviewed signed-off approvedsignoff approvedtranslation proofread".split()
)


@dataclass(frozen=True, slots=True)
class ReturnedUnit(TwoSided):
    """One unit of a file that comes back."""

    address: str
    """`partner-state#p7`; empty where the file says none."""
    source: str
    """The words of the original, as they stand in the file."""
    target: str
    line: int
    source_markdown: str = ""
    """How the original was written when it was exported, with its attribute line; if told."""
    target_markdown: str = ""
    is_markdown: bool = False
    """Whether the words themselves are Markdown."""
    kind: str = ""
    """What the row is, where the words are Markdown: `verse`."""
    is_final: bool = False
    """Whether somebody has read it and found it right."""
    pieces_of: Mapping[Side, tuple[Piece, ...]] = field(default_factory=dict)
    """The words of a side with the codes between them, where the file has any."""

    def markdown(self, side: Side) -> str:
        """How a side was written when it was exported; empty where that is not told."""
        if self.is_markdown and self.address and self[side].strip():
            waits = side is Side.SOURCE and not self.target.strip()
            return self._as_written(self[side].strip(), waits=waits)
        return self.source_markdown if side is Side.SOURCE else self.target_markdown

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
        """The words of a side and the codes between them; words alone where there are none."""
        kept = tuple(p for p in self.pieces_of.get(side, ()) if isinstance(p, str) or p.source)
        return kept or (self[side],)

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


def _side(pieces: Iterable[Piece]) -> str:
    """The words of a side, without its codes."""
    return "".join(piece for piece in pieces if isinstance(piece, str))


def _read_tmx(data: bytes, name: str, languages: tuple[str, str]) -> Iterator[ReturnedUnit]:
    for unit in open_xml(data, name, "tmx", "TMX").find_all("tu"):
        pieces, written = _no_pieces(), dict.fromkeys(Side, "")
        for version in unit.children("tuv"):
            tag = primary(version.attributes.get("xml:lang") or version.attributes.get("lang", ""))
            marks = [clean(p.text) for p in version.children("prop") if _type(p) == "x-markdown"]
            for side, language in zip(Side, languages, strict=True):
                if tag == primary(language):
                    pieces[side] = tuple(p for seg in version.children("seg") for p in _inside(seg))
                    written[side] = marks[0] if marks else ""
        yield _unit(_address(unit.attributes.get("tuid", "")), pieces, unit.line, written)


def _read_xliff(data: bytes, name: str) -> Iterator[ReturnedUnit]:
    root = open_xml(data, name, "xliff", "XLIFF")
    for unit in root.find_all("unit", "trans-unit"):
        parts = list(unit.children("segment", "ignorable")) or [unit]
        codes = {d.attributes.get("id", ""): clean(d.text) for d in unit.find_all("data")}
        pieces = _no_pieces()
        states: set[str] = set()
        for part in parts:
            for side in Side:
                found = next(part.children(side.value), None)
                if found is None and part.name == "ignorable":
                    found = next(part.children("source"), None)
                pieces[side] += tuple(_inside(found, codes)) if found else ()
                states.add(found.attributes.get("state", "") if found else "")
            states |= {part.attributes.get(key, "") for key in ("state", "status", "conf")}
        written = {
            meta.attributes.get("type", ""): clean(meta.text) for meta in unit.find_all("meta")
        }
        said = {state.casefold() for state in states} - {""}
        named = (unit.attributes.get(key, "") for key in ("name", "resname", "id"))
        address = next(filter(None, map(_address, named)), "")
        told = {side: written.get(side.value, "") for side in Side}
        read = _unit(address, pieces, unit.line, told)
        yield replace(read, is_final=bool(said) and said <= _FINAL)


def _no_pieces() -> dict[Side, tuple[Piece, ...]]:
    return dict.fromkeys(Side, ())


def _unit(
    address: str,
    pieces: Mapping[Side, tuple[Piece, ...]],
    line: int,
    written: Mapping[Side, str],
) -> ReturnedUnit:
    source, target = (_side(pieces[side]) for side in Side)
    ours, theirs = (written[side] for side in Side)
    return ReturnedUnit(address, source, target, line, ours, theirs, pieces_of=pieces)


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
        written = {side: told[side][0] if side in told else "" for side in Side}
        pieces = {side: tuple(_pieces(written[side])) for side in Side}
        line = min(line for _, line in told.values())
        yield _unit(f"{chapter}#{row}", pieces, line, written)


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
            entry.msgid,
            entry.msgstr,
            entry.linenum or 1,
            is_markdown=True,
            kind=entry.comment.partition("type: ")[2].partition("\n")[0].strip(),
        )


def _read_json_lines(data: bytes, name: str, languages: tuple[str, str]) -> Iterator[ReturnedUnit]:
    for number, told in read_objects(data, name):
        written = told.get("markdown")
        written = written if isinstance(written, dict) else {}
        sides = [_told(told, language) for language in languages]
        marks = [_told(written, language) for language in languages]
        address = _address(str(told.get("id", "")))
        yield ReturnedUnit(address, sides[0], sides[1], number, marks[0], marks[1])


def _told(told: dict[str, object], language: str) -> str:
    found = next((v for k, v in told.items() if primary(k) == primary(language)), None)
    return clean(found) if isinstance(found, str) else ""


def _address(text: str) -> str:
    found = _ADDRESS.fullmatch(text.strip())
    return found[0] if found else ""


def _type(element: Element) -> str:
    return element.attributes.get("type", "")
