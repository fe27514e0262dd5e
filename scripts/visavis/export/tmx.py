"""TMX 1.4b: the edition as a translation memory, one unit a row or note with two sides.

Source: LISA OSCAR, *TMX 1.4b Specification*, 2005.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree

from visavis import __version__
from visavis.annotation import Site
from visavis.edition import Edition
from visavis.export.unit import list_units
from visavis.export.xml import XML, add, write_xml

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
    if site.title:
        add(header, "prop", site.title, type="x-title")
    body = add(root, "body")
    for unit in list_units(edition):
        element = add(body, "tu", tuid=unit.id)
        add(element, "prop", unit.chapter, type="x-chapter")
        add(element, "prop", unit.kind, type="x-kind")
        sides = ((source, unit.pair.source, unit.source), (target, unit.pair.target, unit.target))
        for language, blocks, words in sides:
            if blocks:
                version = add(element, "tuv", **{f"{XML}lang": language})
                add(version, "seg", words)
    return write_xml(root, _DOCTYPE)
