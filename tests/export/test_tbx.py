"""The glossary as TBX: the structure that ISO 30042:2019 asks for."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from pathlib import Path

from visavis.edition import open_edition
from visavis.export.tbx import NAMESPACE, STATUSES, write_tbx
from visavis.settings import read_project

ROOT = Path(__file__).resolve().parents[2]
INSIDE = {
    "tbx": ["tbxHeader", "text"],
    "tbxHeader": ["fileDesc"],
    "fileDesc": ["titleStmt", "sourceDesc"],
    "titleStmt": ["title"],
    "sourceDesc": ["p"],
    "text": ["body"],
    "body": ["conceptEntry"],
    "conceptEntry": ["adminGrp", "ref", "langSec"],
    "adminGrp": ["admin", "xref", "note"],
    "langSec": ["descrip", "note", "termSec"],
    "termSec": ["term", "termNote", "note"],
}
"""What stands in what, in this order, of all that the core structure allows."""


def whole() -> etree.Element:
    """The edition's own glossary."""
    glossary = open_edition(read_project(ROOT)).glossary
    return etree.fromstring(write_tbx(glossary, "An edition & its <terms>", "en"))


def local(element: etree.Element) -> str:
    assert element.tag.startswith(f"{{{NAMESPACE}}}")
    return element.tag.partition("}")[2]


def test_every_element_stands_where_the_core_structure_has_it() -> None:
    for element in whole().iter():
        order = INSIDE.get(local(element), [])
        places = [order.index(local(child)) for child in element]
        assert places == sorted(places), local(element)
        assert bool(order) != bool(element.text and element.text.strip())


def test_every_concept_has_an_id_of_its_own_and_a_preferred_term_a_language() -> None:
    root = whole()
    names = {"t": NAMESPACE}
    concepts = root.findall(".//t:conceptEntry", names)
    ids = [concept.get("id") for concept in concepts]
    assert len(ids) == len(set(ids)) >= 24
    for section in root.findall(".//t:langSec", names):
        notes = section.findall("t:termSec/t:termNote[@type='administrativeStatus']", names)
        statuses = [note.text for note in notes]
        assert statuses.count(STATUSES[0]) == 1
        assert set(statuses) <= set(STATUSES)
        assert section.find("t:descrip[@type='definition']", names) is not None


def test_every_reference_leads_to_a_concept() -> None:
    root = whole()
    names = {"t": NAMESPACE}
    ids = {concept.get("id") for concept in root.findall(".//t:conceptEntry", names)}
    refs = {ref.get("target") for ref in root.findall(".//t:ref", names)}
    assert refs
    assert refs <= ids


def test_it_says_which_standard_it_follows() -> None:
    root = whole()
    assert (root.get("style"), root.get("type")) == ("dca", "TBX-Basic")
    assert root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"
