"""XLIFF 2.0: the edition for a translator's program, one file element a chapter.

A unit is a row or a note; its `name` is the id. A side that has nothing to answer the original is
`initial`, a translation that is there `translated`, or `final` where it was signed off; what is
meant to stand on one side only is not to be translated. What only the translation has cannot stand
in XLIFF, which is made from an original: those units have an empty source. Markup is inline codes,
`pc` around words and `ph` by itself, written out in `originalData`; the two codes that answer each
other have one id. The metadata of a unit have each side as it is written, so that an import finds
it again.

Source: OASIS, *XLIFF Version 2.0*, 2014.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections import defaultdict
from collections.abc import Iterable
from itertools import groupby

from visavis.edition import Edition
from visavis.export.credit import list_credits
from visavis.export.unit import TranslationUnit, list_units
from visavis.export.xml import XML, add, add_words, write_xml
from visavis.publication import Site
from visavis.side import Side
from visavis.text import InlineCode, InlineKind, Part, Piece

_NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"
_TYPES = {
    InlineKind.EMPHASIS: {"type": "fmt", "subType": "xlf:i"},
    InlineKind.STRONG: {"type": "fmt", "subType": "xlf:b"},
    InlineKind.CODE: {"type": "fmt", "subType": "visavis:code"},
    InlineKind.LINK: {"type": "link"},
    InlineKind.IMAGE: {"type": "image"},
    InlineKind.NOTE: {"type": "other", "subType": "visavis:note"},
    InlineKind.HTML: {"type": "other", "subType": "visavis:html"},
}
_BREAK = {"type": "fmt", "subType": "xlf:lb"}
_SIGN = {"type": "other", "subType": "visavis:sign"}


def export_xliff(edition: Edition, site: Site) -> str:
    """The text of the file."""
    source, target = edition.project.languages
    root = etree.Element(
        "xliff",
        {
            "xmlns": _NAMESPACE,
            "xmlns:mda": _METADATA,
            "version": "2.0",
            "srcLang": source,
            "trgLang": target,
        },
    )
    credits = list(list_credits(edition, site))
    chapters = groupby(list_units(edition), key=lambda unit: unit.chapter)
    for number, (chapter, units) in enumerate(chapters, 1):
        file = add(root, "file", id=f"f{number}", original=chapter)
        _add_metadata(file, "edition", credits)
        for unit in units:
            _add_unit(file, unit)
    return write_xml(root, mixed=("source", "target"))


def _add_metadata(
    parent: etree.Element, category: str, metadata: Iterable[tuple[str, str]]
) -> None:
    told = list(metadata)
    if told:
        group = add(add(parent, "mda:metadata"), "mda:metaGroup", category=category)
        for what, said in told:
            add(group, "mda:meta", said, type=what)


def _add_unit(file: etree.Element, unit: TranslationUnit) -> None:
    element = add(file, "unit", id=unit.pair.id or "", name=unit.id, canResegment="no")
    if unit.keeps_lines:
        element.set(f"{XML}space", "preserve")
    if any(block.alone for block in unit.pair.blocks):
        element.set("translate", "no")
    written = ((side.value, unit.markdown(side)) for side in Side if unit.pair[side])
    _add_metadata(element, "markdown", written)
    if unit.note:
        notes = add(element, "notes")
        add(notes, "note", f"{unit.note}", category="kind")
    codes = _Codes()
    told = {side: codes.content(side.value, unit.pieces(side)) for side in Side}
    codes.add_data(element)
    segment = add(element, "segment", state=unit.state)
    segment.append(told[Side.SOURCE])
    if unit.pair.target:
        segment.append(told[Side.TARGET])


class _Codes:
    """The codes of a unit: what they stand for, and which of both sides answer each other."""

    def __init__(self) -> None:
        self._data: dict[str, str] = {}
        self._free: dict[tuple[InlineKind | None, str], list[str]] = defaultdict(list)
        """The ids of codes of the original that none has answered yet."""
        self._last = 0

    def content(self, side: str, pieces: Iterable[Piece]) -> etree.Element:
        """The element of a side, with its words and codes. The original comes first."""
        root = etree.Element(side)
        inside, given = [root], dict[tuple[InlineKind | None, str], list[str]]()
        for piece in pieces:
            if isinstance(piece, str):
                add_words(inside[-1], piece)
            elif piece.part is Part.CLOSE:
                inside.pop().set("dataRefEnd", self._refer(piece))
            else:
                inside.append(self._add(inside[-1], piece, given))
                if piece.part is Part.ALONE:
                    inside.pop()
        self._free = defaultdict(list, given)
        return root

    def add_data(self, unit: etree.Element) -> None:
        """What the codes stand for."""
        if self._data:
            data = add(unit, "originalData")
            for source, name in self._data.items():
                add(data, "data", source, id=name)

    def _add(
        self,
        parent: etree.Element,
        code: InlineCode,
        given: dict[tuple[InlineKind | None, str], list[str]],
    ) -> etree.Element:
        label = code.target if code.kind is InlineKind.NOTE else ""
        answered = self._free[code.kind, label]
        if answered:
            name = answered.pop(0)
        else:
            self._last += 1
            name = str(self._last)
        given.setdefault((code.kind, label), []).append(name)
        tag, ref = ("ph", "dataRef") if code.part is Part.ALONE else ("pc", "dataRefStart")
        type_ = _TYPES[code.kind] if code.kind else _BREAK if code.is_break else _SIGN
        return add(parent, tag, id=name, **{ref: self._refer(code)}, **type_)

    def _refer(self, code: InlineCode) -> str:
        return self._data.setdefault(code.source, f"d{len(self._data) + 1}")
