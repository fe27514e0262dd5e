"""TEI P5: both texts in one document, a group of two, joined by `corresp`.

    <text xml:lang="en"><body><div xml:id="en.partner-state" corresp="#fr.partner-state">
      <p xml:id="en.partner-state.p7" corresp="#fr.partner-state.p7">…</p>

A paragraph is a `p`, a note a `note` at the end of its chapter, everything else an `ab` whose
`type` says what it is, such as `heading`; words stand without markup, blocks of one row parted by
`lb`.

Source: TEI Consortium, *TEI P5: Guidelines for Electronic Text Encoding and Interchange*, chapter
17.4 (correspondence).
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Sequence
from itertools import groupby

from visavis.edition import Edition
from visavis.export.unit import Unit, list_units
from visavis.export.xml import XML, add, write_xml
from visavis.publication import Site
from visavis.settings import TextSettings

_NAMESPACE = "http://www.tei-c.org/ns/1.0"
_NAME = re.compile(r"[^\w.-]")


def export_tei(edition: Edition, site: Site) -> str:
    """The text of the file."""
    root = etree.Element("TEI", {"xmlns": _NAMESPACE})
    _add_header(root, edition, site)
    group = add(add(root, "text"), "group")
    units = list(list_units(edition))
    source, target = edition.project.texts
    for side, other in ((source, target), (target, source)):
        body = add(add(group, "text", **{f"{XML}lang": side.language}), "body")
        for chapter, own in groupby(units, key=lambda unit: unit.chapter):
            _add_chapter(body, chapter, tuple(own), side, other, side is source)
    return write_xml(root)


def _add_header(root: etree.Element, edition: Edition, site: Site) -> None:
    description = add(add(root, "teiHeader"), "fileDesc")
    add(add(description, "titleStmt"), "title", site.title or "An edition in two languages")
    add(add(description, "publicationStmt"), "p", site.base or "Unpublished.")
    source = edition.project.source.language
    target = edition.project.target.language
    add(add(description, "sourceDesc"), "p", f"Original: {source}; translation: {target}.")


def _add_chapter(
    body: etree.Element,
    chapter: str,
    units: Sequence[Unit],
    side: TextSettings,
    other: TextSettings,
    is_source: bool,
) -> None:
    own = _name(side, chapter)
    division = add(body, "div", corresp=f"#{_name(other, chapter)}", **{f"{XML}id": own})
    for unit, words, answered in _told(units, is_source):
        element = add(division, _tag(unit, words), **{f"{XML}id": f"{own}.{unit.pair.id}"})
        if answered:
            element.set("corresp", f"#{_name(other, chapter)}.{unit.pair.id}")
        if element.tag != "p":
            element.set("type", str(unit.note or unit.kind).replace(" ", "-"))
        _write_words(element, words)


def _told(units: Sequence[Unit], is_source: bool) -> Iterator[tuple[Unit, str, bool]]:
    """The units that this side has, with its words, and whether the other has them too."""
    for unit in units:
        here, there = (unit.pair.source, unit.pair.target)[:: 1 if is_source else -1]
        if here:
            yield unit, unit.source if is_source else unit.target, bool(there)


def _tag(unit: Unit, words: str) -> str:
    if unit.note:
        return "note"
    return "ab" if "\n\n" in words or unit.kind != "paragraph" else "p"


def _write_words(element: etree.Element, words: str) -> None:
    first, *others = words.split("\n\n")
    element.text = first
    for part in others:
        add(element, "lb").tail = part


def _name(side: TextSettings, chapter: str) -> str:
    """An id, which XML holds to the form of names."""
    return f"{side.language}.{_NAME.sub('_', chapter)}"
