"""The glossary as TBX, which terminology programs exchange.

ISO 30042:2019 (TBX version 3), style DCA: the core structure with the data categories of the
dialect TBX-Basic, since the core alone has no definitions. What TBX has no place for (gaps, number,
look-alikes, exceptions, that a term stays untranslated) is left to the files of the glossary.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree

from visavis.edition import Edition
from visavis.export.xml import XML, add, write_xml
from visavis.glossary import UNTOLD, Glossary, Term, TermEntry
from visavis.publication import Site

NAMESPACE = "urn:iso:std:iso:30042:ed-2"
PARTS_OF_SPEECH = {
    "noun": "noun",
    "proper noun": "properNoun",
    "adjective": "adjective",
    "verb": "verb",
    "adverb": "adverb",
    "phrase": "other",
}
"""The glossary's names of them → TBX's."""
GENDERS = {"masculine": "masculine", "feminine": "feminine", "neuter": "neuter", "common": "other"}
STATUSES = ("preferredTerm-admn-sts", "admittedTerm-admn-sts", "deprecatedTerm-admn-sts")
"""Of the preferred form, of a variant, of a rendering that is forbidden."""
UNVERIFIED = "unverified"


def export_tbx(edition: Edition, site: Site) -> str:
    """The edition's glossary as a file."""
    project = edition.project
    title = site.title or "Glossary"
    return write_tbx(edition.glossary, title, project.source.language)


def write_tbx(glossary: Glossary, title: str, language: str) -> str:
    """The text of a file; `language` is that in which its head is written."""
    root = etree.Element(
        "tbx", {"style": "dca", "type": "TBX-Basic", f"{XML}lang": language, "xmlns": NAMESPACE}
    )
    described = add(add(root, "tbxHeader"), "fileDesc")
    add(add(described, "titleStmt"), "title", title)
    add(add(described, "sourceDesc"), "p", f"The glossary of the edition “{title}”")
    body = add(add(root, "text"), "body")
    for term in glossary.terms:
        _concept(body, term)
    # A carriage return would come back as the end of a line.
    return write_xml(root).replace("\r", "")


def _concept(body: etree.Element, term: Term) -> None:
    concept = add(body, "conceptEntry", id=term.id)
    for source in term.sources:
        group = add(concept, "adminGrp")
        add(group, "admin", source.cited, type="source")
        if source.link:
            add(group, "xref", source.cited, type="externalCrossReference", target=source.link)
        if source.unverified:
            add(group, "note", UNVERIFIED)
    for other in term.related:
        add(concept, "ref", other, type="crossReference", target=other)
    for language, entry in sorted(term.entries.items()):
        section = add(concept, "langSec", **{f"{XML}lang": language})
        if entry.definition != UNTOLD:
            add(section, "descrip", entry.definition, type="definition")
        if entry.usage:
            add(section, "note", entry.usage)
        _terms(section, term, entry)


def _terms(section: etree.Element, term: Term, entry: TermEntry) -> None:
    preferred, admitted, deprecated = STATUSES
    for number, form in enumerate(entry.forms):
        place = _term(section, form, admitted if number else preferred)
        if term.part_of_speech:
            name = PARTS_OF_SPEECH[term.part_of_speech]
            add(place, "termNote", name, type="partOfSpeech")
        if entry.gender and not number:
            add(place, "termNote", GENDERS[entry.gender], type="grammaticalGender")
    for one in entry.forbidden:
        place = _term(section, one.form, deprecated)
        for language, why in sorted(one.told.items()):
            add(place, "note", why, **{f"{XML}lang": language})


def _term(section: etree.Element, form: str, status: str) -> etree.Element:
    place = add(section, "termSec")
    add(place, "term", form)
    add(place, "termNote", status, type="administrativeStatus")
    return place
