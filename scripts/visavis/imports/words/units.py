"""The words of both texts in files that hold an alignment: all units, in the order of the file."""

from __future__ import annotations

import re
from collections.abc import Iterator

from visavis.imports.words.placed import PlacedText
from visavis.input import Element, decode, parse_xml, read_table

_CODES = frozenset("bpt ept ph it ut".split())
"""Elements whose inside is code of another program; only a `<sub>` in them is text."""
_STRING = re.compile(r'^[ \t]*(?:(msgid|msgstr|msgctxt)\w*(?:\[\d+\])?[ \t]+)?"(.*)"[ \t]*$')

_ESCAPE = re.compile(r"\\(.)")


def tmx_words(data: bytes, name: str) -> Iterator[PlacedText]:
    """The segments of a TMX file."""
    for segment in parse_xml(data, name).find_all("seg"):
        yield from _side(segment)


def xliff_words(data: bytes, name: str) -> Iterator[PlacedText]:
    """The sources and targets of an XLIFF file, but for other programs' suggestions."""
    for unit in parse_xml(data, name).find_all("trans-unit", "segment", "ignorable"):
        for side in unit.children("source", "target"):
            yield from _side(side)


def po_words(data: bytes, name: str) -> Iterator[PlacedText]:
    """The strings of a PO file: originals and translations, without its header."""
    text = data.decode("utf-8", "replace")
    kind, parts, line, is_header = "", list[str](), 0, False
    for number, written in enumerate([*text.splitlines(), 'msgid ""'], 1):
        found = _STRING.match(written)
        if found is None:
            continue
        if found[1]:
            is_header = is_header if kind == "msgstr" else kind == "msgid" and not any(parts)
            if any(parts) and kind != "msgctxt" and not is_header:
                yield PlacedText("segment", str(line), "".join(parts))
            kind, parts, line = found[1], [], number
        parts.append(_unescaped(found[2]))


def tsv_words(data: bytes, name: str) -> Iterator[PlacedText]:
    """The cells of a table."""
    for number, line in enumerate(decode(data, name).split("\n"), 1):
        for cell in line.split("\t"):
            yield PlacedText("cell", str(number), cell)


def table_words(data: bytes, name: str) -> Iterator[PlacedText]:
    """The cells of a table in a sheet, or parted by commas and their like."""
    for row in read_table(data, name):
        for cell in row.cells:
            yield PlacedText("cell", str(row.number), cell)


def _side(element: Element) -> Iterator[PlacedText]:
    """The words of one side of a unit, and those of codes of other programs in it."""
    place = str(element.line)
    codes: list[str] = []
    yield PlacedText("segment", place, _text(element, codes))
    for code in codes:
        yield PlacedText("code of another program", place, code)


def _text(element: Element, codes: list[str]) -> str:
    pieces = []
    for node in element.inside:
        if isinstance(node, str):
            pieces.append(node)
        elif node.name in _CODES:
            codes.append(" ".join(inner for inner in node.inside if isinstance(inner, str)))
            pieces += [
                _stands_for(node),
                " ",
                *(_text(inner, codes) for inner in node.find_all("sub")),
            ]
        else:
            pieces.append(_text(node, codes))
    return "".join(pieces) or _stands_for(element)


def _stands_for(element: Element) -> str:
    """The words for which a code stands."""
    return element.attributes.get("equiv-text") or element.attributes.get("equiv", "")


def _unescaped(text: str) -> str:
    return _ESCAPE.sub(lambda found: {"n": "\n", "t": "\t", "r": ""}.get(found[1], found[1]), text)
