"""Units of TMX, XLIFF, PO and JSON Lines that bear the addresses of an edition's rows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from visavis.imports.bitext import primary
from visavis.imports.readers.codes import open_xml
from visavis.imports.readers.po import open_po
from visavis.input import Element, clean, read_objects
from visavis.side import Side
from visavis.text import parse_document

EXCHANGE_SUFFIXES = (".tmx", ".xlf", ".xliff", ".sdlxliff", ".mqxliff", ".po", ".jsonl")
_ADDRESS = re.compile(r"(?P<chapter>[^#\s]+)#(?P<row>[^#\s]+)")
_UNSEEN = frozenset("new initial".split())
_FINAL = frozenset(
    "final reviewed signed-off approvedsignoff approvedtranslation proofread".split()
)


@dataclass(frozen=True, slots=True)
class ReturnedUnit:
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
    is_guess: bool = False
    """Whether nobody has seen it: a program has filled it in."""

    def __getitem__(self, side: Side) -> str:
        return self.source if side is Side.SOURCE else self.target

    def markdown(self, side: Side) -> str:
        """How a side was written when it was exported; empty where that is not told."""
        if self.is_markdown and self.address and self[side].strip():
            waits = side is Side.SOURCE and not self.target.strip()
            return self._as_written(self[side].strip(), waits=waits)
        return self.source_markdown if side is Side.SOURCE else self.target_markdown

    def _as_written(self, words: str, *, waits: bool) -> str:
        if self.row.startswith("note-"):
            return f"[^{self.row.removeprefix('note-')}]: {words}\n"
        blocks = parse_document(words + "\n", path="", language="").blocks
        marks = [".verse"] * (self.kind == "verse") + [".untranslated"] * waits
        names = [f"#{self.row}", *[f".{self.row}"] * (len(blocks) - 1)]
        return "\n".join(
            f"{block.source.rstrip()}\n{{: {' '.join([name, *marks])} }}\n"
            for block, name in zip(blocks, names, strict=True)
        )

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
    return list(_read_xliff(data, name))


def _read_tmx(data: bytes, name: str, languages: tuple[str, str]) -> Iterator[ReturnedUnit]:
    for unit in open_xml(data, name, "tmx", "TMX").find_all("tu"):
        found = {"source": ("", ""), "target": ("", "")}
        for version in unit.children("tuv"):
            tag = primary(version.attributes.get("xml:lang") or version.attributes.get("lang", ""))
            written = [_words(p) for p in version.children("prop") if _type(p) == "x-markdown"]
            for side, language in zip(found, languages, strict=True):
                if tag == primary(language):
                    words = "".join(map(_words, version.children("seg")))
                    found[side] = (words, written[0] if written else "")
        yield ReturnedUnit(
            _address(unit.attributes.get("tuid", "")),
            found["source"][0],
            found["target"][0],
            unit.line,
            found["source"][1],
            found["target"][1],
        )


def _read_xliff(data: bytes, name: str) -> Iterator[ReturnedUnit]:
    root = open_xml(data, name, "xliff", "XLIFF")
    for unit in root.find_all("unit", "trans-unit"):
        parts = list(unit.children("segment", "ignorable")) or [unit]
        sides = {"source": "", "target": ""}
        states: set[str] = set()
        for part in parts:
            for side in sides:
                found = next(part.children(side), None)
                if found is None and part.name == "ignorable":
                    found = next(part.children("source"), None)
                sides[side] += _words(found) if found else ""
                states.add(found.attributes.get("state", "") if found else "")
            states |= {part.attributes.get(key, "") for key in ("state", "status", "conf")}
        written = {meta.attributes.get("type", ""): _words(meta) for meta in unit.find_all("meta")}
        said = {state.casefold() for state in states} - {""}
        named = (unit.attributes.get(key, "") for key in ("name", "resname", "id"))
        yield ReturnedUnit(
            next(filter(None, map(_address, named)), ""),
            sides["source"],
            sides["target"],
            unit.line,
            written.get("source", ""),
            written.get("target", ""),
            is_final=bool(said) and said <= _FINAL,
            is_guess=bool(said & _UNSEEN),
        )


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
            is_guess="fuzzy" in entry.flags,
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


def _words(element: Element) -> str:
    """The words inside, with those of marks and inline elements, which are the translator's."""
    return clean(
        "".join(node if isinstance(node, str) else _words(node) for node in element.inside)
    )


def _type(element: Element) -> str:
    return element.attributes.get("type", "")
