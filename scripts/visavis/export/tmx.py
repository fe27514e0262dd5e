"""TMX 1.4b: the edition as a translation memory, one unit a row or note with two sides.

The property `x-markdown` has each side as it is written, so that an import finds it again.

Source: LISA OSCAR, *TMX 1.4b Specification*, 2005.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree

from visavis import __version__
from visavis.edition import Edition
from visavis.export.unit import list_units
from visavis.export.xml import XML, add, write_xml
from visavis.publication import Site
from visavis.side import Side

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
        sides = ((source, Side.SOURCE, unit.source), (target, Side.TARGET, unit.target))
        for language, side, words in sides:
            if unit.pair[side]:
                version = add(element, "tuv", **{f"{XML}lang": language})
                add(version, "prop", unit.markdown(side), type="x-markdown")
                add(version, "seg", words)
    return write_xml(root, _DOCTYPE)
