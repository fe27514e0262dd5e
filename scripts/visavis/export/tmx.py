"""TMX 1.4b: the edition as a translation memory, one unit a row or note with two sides.

Markup is inline codes: `bpt` and `ept` around words, `ph` for the call of a note or the break of a
line. The property `x-markdown` has each side as it is written, so that an import finds it again.

Source: LISA OSCAR, *TMX 1.4b Specification*, 2005.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Iterable

from visavis import __version__
from visavis.edition import Edition
from visavis.export.credit import list_credits
from visavis.export.unit import list_units
from visavis.export.xml import XML, add, add_words, write_xml
from visavis.publication import Site
from visavis.side import Side
from visavis.text import InlineCode, InlineKind, Part, Piece

_TYPES = {
    InlineKind.EMPHASIS: "italic",
    InlineKind.STRONG: "bold",
    InlineKind.LINK: "link",
    InlineKind.IMAGE: "image",
    InlineKind.NOTE: "fnote",
    InlineKind.CODE: "x-code",
    InlineKind.HTML: "x-html",
}
"""What a code marks, in the words that the specification recommends."""
_DOCTYPE = '<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n'


def export_tmx(edition: Edition, site: Site) -> str:
    """The text of the file. A side that has nothing has no variant, a unit at least one."""
    source, target = edition.project.languages
    root = etree.Element("tmx", {"version": "1.4"})
    header = add(root, "header")
    header.attrib.update(
        {
            "creationtool": "visavis",
            "creationtoolversion": __version__,
            "segtype": "paragraph",
            "o-tmf": "visavis",
            "adminlang": "en",
            "srclang": source,
            "datatype": "plaintext",
        }
    )
    for what, said in list_credits(edition, site):
        add(header, "prop", said, type=f"x-{what}")
    body = add(root, "body")
    for unit in list_units(edition):
        element = add(body, "tu", tuid=unit.id)
        add(element, "prop", unit.chapter, type="x-chapter")
        add(element, "prop", unit.kind, type="x-kind")
        add(element, "prop", unit.state, type="x-state")
        for language, side in ((source, Side.SOURCE), (target, Side.TARGET)):
            if unit.pair[side]:
                version = add(element, "tuv", **{f"{XML}lang": language})
                add(version, "prop", unit.markdown(side), type="x-markdown")
                _write_segment(add(version, "seg"), unit.pieces(side))
    return write_xml(root, mixed=("seg",), doctype=_DOCTYPE)


def _write_segment(segment: etree.Element, pieces: Iterable[Piece]) -> None:
    opened: list[str] = []
    number = 0
    for piece in pieces:
        if isinstance(piece, str):
            add_words(segment, piece)
        elif piece.part is Part.CLOSE:
            add(segment, "ept", piece.source, i=opened.pop())
        elif piece.part is Part.OPEN:
            number += 1
            opened.append(str(number))
            add(segment, "bpt", piece.source, i=opened[-1], type=_type(piece))
        else:
            add(segment, "ph", piece.source, type=_type(piece))


def _type(code: InlineCode) -> str:
    if code.kind is None:
        return "lb" if code.is_break else "struct"
    return _TYPES[code.kind]
