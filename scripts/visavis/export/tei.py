"""TEI P5: both texts in one document, a group of two, joined by `corresp`.

    <text xml:lang="en"><body><div type="chapter" n="partner-state" xml:id="en.partner-state">
      <p xml:id="en.partner-state.p7" corresp="#fr.partner-state.p7">…</p>

The name of an element that begins a row is its text's language, its chapter and its id; a block
that continues a row says so by `prev`. What the attribute list of a block says besides stands in
`rend`. A heading begins a division, a note stands at its call.

Source: TEI Consortium, *TEI P5: Guidelines for Electronic Text Encoding and Interchange*, chapters
3 (elements of all documents), 6 (verse) and 17.4 (correspondence).
"""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Sequence
from itertools import groupby

from visavis.edition import Edition
from visavis.export.credit import list_credits
from visavis.export.tei_block import MIXED, TeiChapter, element_name
from visavis.export.unit import TranslationUnit, list_units
from visavis.export.xml import XML, add, write_xml
from visavis.publication import Site
from visavis.side import Side

_NAMESPACE = "http://www.tei-c.org/ns/1.0"


def export_tei(edition: Edition, site: Site) -> str:
    """The text of the file."""
    root = etree.Element("TEI", {"xmlns": _NAMESPACE})
    _add_header(root, edition, site)
    group = add(add(root, "text"), "group")
    units = list(list_units(edition))
    tags = {side: edition.project[side].language for side in Side}
    for side in Side:
        body = add(add(group, "text", **{f"{XML}lang": tags[side]}), "body")
        for chapter, own in groupby(units, key=lambda unit: unit.chapter):
            _add_chapter(body, chapter, tuple(own), side, tags)
    return write_xml(root, mixed=MIXED)


def _add_chapter(
    body: etree.Element,
    chapter: str,
    units: Sequence[TranslationUnit],
    side: Side,
    tags: dict[Side, str],
) -> None:
    own = element_name(tags[side], chapter)
    other = element_name(tags[side.other], chapter)
    division = add(body, "div", type="chapter", n=chapter, corresp=f"#{other}")
    division.set(f"{XML}id", own)
    written = TeiChapter(division, units, side, own, other)
    for unit in units:
        if unit.note is None:
            written.add_row(unit)
    written.add_uncalled()
    if not len(division):
        add(division, "p")  # a division cannot be empty


def _add_header(root: etree.Element, edition: Edition, site: Site) -> None:
    said: dict[str, list[str]] = {}
    for what, words in list_credits(edition, site):
        said.setdefault(what, []).append(words)
    description = add(add(root, "teiHeader"), "fileDesc")
    titles = add(description, "titleStmt")
    for title in said.get("title", ["An edition in two languages"]):
        add(titles, "title", title)
    for author in said.get("author", ()):
        add(titles, "author", author)
    for role in ("translator", "contributor"):
        for name in said.get(role, ()):
            add(titles, "editor", name, role=role)
    if "version" in said:
        add(add(description, "editionStmt"), "edition", said["version"][0])
    _add_publication(description, said, edition)
    project = edition.project
    works = [words for side in Side for words in said.get(f"{side.value}-title", ())]
    about = f"Original: {project.source.language}; translation: {project.target.language}."
    add(add(description, "sourceDesc"), "p", " ".join([about, *works]))


def _add_publication(
    description: etree.Element, said: dict[str, list[str]], edition: Edition
) -> None:
    """Where and when it was published, and on what terms; TEI asks for a publisher first."""
    published = add(description, "publicationStmt")
    for name in said.get("publisher", ["Not named"]):
        add(published, "publisher", name)
    for day in said.get("date", ()):
        add(published, "date", day, when=day)
    for address in said.get("address", ()):
        add(published, "idno", address, type="URI")
    terms = [
        (edition.project[side].language, words)
        for side in Side
        for words in said.get(f"{side.value}-licence", ())
    ]
    if terms or "licence" in said:
        availability = add(published, "availability")
        for language, words in terms:
            add(availability, "licence", f"{language}: {words}")
        for words in said.get("licence", ()):
            add(availability, "licence", words)
