"""XLIFF 2.0: the edition for a translator's program, one file element a chapter.

A unit is a row or a note; its `name` is the id. A side that has nothing to answer the original is
`initial`, a translation that is there `translated`, or `final` where it was signed off. What only
the translation has cannot stand in XLIFF, which is made from an original: those units have an empty
source. The metadata of a unit have each side as it is written, so that an import finds it again.

Source: OASIS, *XLIFF Version 2.0*, 2014.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from itertools import groupby

from visavis.edition import Edition
from visavis.export.unit import Unit, list_units
from visavis.export.xml import add, write_xml
from visavis.publication import Site
from visavis.record import find_status
from visavis.side import Side

_NAMESPACE = "urn:oasis:names:tc:xliff:document:2.0"
_METADATA = "urn:oasis:names:tc:xliff:metadata:2.0"


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
    chapters = groupby(list_units(edition), key=lambda unit: unit.chapter)
    for number, (chapter, units) in enumerate(chapters, 1):
        file = add(root, "file", id=f"f{number}", original=chapter)
        record = edition.records.get(chapter)
        for unit in units:
            entry = record.entries.get(unit.pair.id or "") if record else None
            reviewed = find_status(entry, unit.pair) == "reviewed"
            _add_unit(file, unit, "final" if reviewed else "translated")
    return write_xml(root)


def _add_unit(file: etree.Element, unit: Unit, state: str) -> None:
    element = add(file, "unit", id=unit.pair.id or "", name=unit.id)
    group = add(add(element, "mda:metadata"), "mda:metaGroup", category="markdown")
    for side in Side:
        if unit.pair[side]:
            add(group, "mda:meta", unit.markdown(side), type=side.value)
    if unit.note:
        notes = add(element, "notes")
        add(notes, "note", f"{unit.note}", category="kind")
    segment = add(element, "segment", state=state if unit.pair.target else "initial")
    add(segment, "source", unit.source)
    if unit.pair.target:
        add(segment, "target", unit.target)
