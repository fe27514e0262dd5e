"""The glossary as TBX, which terminology programs exchange.

ISO 30042:2019 (TBX version 3), style DCA: the core structure with the data categories of the
dialect TBX-Basic, since the core alone has no definitions. What TBX has no place for (gaps, number,
look-alikes, exceptions, that a term stays untranslated) is left to the files of the glossary.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from visavis.edition import Edition
from visavis.glossary import UNTOLD, Glossary, Source, Term, TermEntry
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
_NO_XML = re.compile("[^\t\n\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, and `\\r`, which it reads as `\\n`."""


def export_tbx(edition: Edition, site: Site) -> str:
    """The edition's glossary as a file."""
    project = edition.project
    title = site.title or "Glossary"
    return write_tbx(edition.glossary, title, project.source.language)


def write_tbx(glossary: Glossary, title: str, language: str) -> str:
    """The text of a file; `language` is that in which its head is written."""
    root = etree.Element(
        "tbx", {"style": "dca", "type": "TBX-Basic", "xml:lang": language, "xmlns": NAMESPACE}
    )
    head = etree.SubElement(root, "tbxHeader")
    described = etree.SubElement(head, "fileDesc")
    _add(etree.SubElement(described, "titleStmt"), "title", title)
    _add(etree.SubElement(described, "sourceDesc"), "p", f"The glossary of the edition “{title}”")
    body = etree.SubElement(etree.SubElement(root, "text"), "body")
    for term in glossary.terms:
        _concept(body, term)
    etree.indent(root, space=" ")
    text = etree.tostring(root, encoding="unicode")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n'


def _concept(body: etree.Element, term: Term) -> None:
    concept = etree.SubElement(body, "conceptEntry", {"id": term.id})
    for source in term.sources:
        group = etree.SubElement(concept, "adminGrp")
        _add(group, "admin", _cite(source), type="source")
        if source.link:
            _add(group, "xref", _cite(source), type="externalCrossReference", target=source.link)
        if source.unverified:
            _add(group, "note", UNVERIFIED)
    for other in term.related:
        _add(concept, "ref", other, type="crossReference", target=other)
    for language, entry in sorted(term.entries.items()):
        section = etree.SubElement(concept, "langSec", {"xml:lang": language})
        if entry.definition != UNTOLD:
            _add(section, "descrip", entry.definition, type="definition")
        if entry.usage:
            _add(section, "note", entry.usage)
        _terms(section, term, entry)


def _terms(section: etree.Element, term: Term, entry: TermEntry) -> None:
    preferred, admitted, deprecated = STATUSES
    for number, form in enumerate(entry.forms):
        place = _term(section, form, admitted if number else preferred)
        if term.part_of_speech:
            name = PARTS_OF_SPEECH[term.part_of_speech]
            _add(place, "termNote", name, type="partOfSpeech")
        if entry.gender and not number:
            _add(place, "termNote", GENDERS[entry.gender], type="grammaticalGender")
    for one in entry.forbidden:
        place = _term(section, one.form, deprecated)
        for language, why in sorted(one.told.items()):
            _add(place, "note", why, **{"xml:lang": language})


def _term(section: etree.Element, form: str, status: str) -> etree.Element:
    place = etree.SubElement(section, "termSec")
    _add(place, "term", form)
    _add(place, "termNote", status, type="administrativeStatus")
    return place


def _cite(source: Source) -> str:
    pieces = (source.author, source.work, str(source.year or ""))
    return ", ".join(filter(None, pieces))


def _add(parent: etree.Element, name: str, text: str, **attributes: str) -> None:
    element = etree.SubElement(parent, name, {k: _clean(v) for k, v in attributes.items()})
    element.text = _clean(text)


def _clean(text: str) -> str:
    return _NO_XML.sub("", text)
