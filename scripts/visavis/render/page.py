"""Python-Markdown: what turns composed Markdown into the page of the edition.

A composed page is one `.vv-chapter` whose attributes say where the page stands; inside it rows
(`.vv-pair`) of sides (`.vv-side`). See `visavis.site.compose`, which writes it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from visavis.glossary import Finder
from visavis.render.notes import arrange_notes
from visavis.render.text_node import typeset_tree
from visavis.render.term_mark import mark_terms
from visavis.render.words import read_words

_HEADING = re.compile(r"h[1-6]")
_HIDDEN = "vv-"  # a prefix that hides the second language's headings from the table of contents


class HeadingProcessor(Treeprocessor):
    """Before `toc`: the row is a heading's address, and only the first language's headings count."""

    def run(self, root: etree.Element) -> None:
        """Prepare the headings of every row."""
        for row in _rows(root):
            first, *others = _sides(row)
            heading = next((e for e in first if _is_heading(e)), None)
            if heading is not None and row.get("id"):
                heading.set("id", row.attrib.pop("id"))  # `PageProcessor` gives it back
            for side in others:
                for element in side.iter():
                    if _is_heading(element):
                        element.tag = _HIDDEN + element.tag


@dataclass(frozen=True, slots=True)
class PageSettings:
    """What the extension was given, beyond what stands in the page."""

    finders: Mapping[str, Finder]


class PageProcessor(Treeprocessor):
    """After everything else: addresses, labels, typography, terms, notes, line breaks of verse."""

    def __init__(self, md: Markdown, settings: PageSettings) -> None:
        super().__init__(md)
        self._settings = settings

    def run(self, root: etree.Element) -> None:
        """Finish the page."""
        for verse in root.iter("p"):
            if "verse" in verse.get("class", "").split():
                _break_lines(verse)
        chapter = next((e for e in root if _is(e, "vv-chapter")), None)
        if chapter is None:
            return
        page = _Page.of(chapter)
        for row in _rows(chapter):
            self._finish(row, page)
        arrange_notes(root, page.language)
        for notes in root.iter("ol"):
            if notes.get("lang"):
                typeset_tree(notes, notes.get("lang", ""))

    def _finish(self, row: etree.Element, page: _Page) -> None:
        for side in _sides(row):
            for element in side.iter():
                if str(element.tag).startswith(_HIDDEN):
                    element.tag = element.tag.removeprefix(_HIDDEN)
            language = side.get("lang", "")
            heading = side[0] if len(side) else None
            if heading is not None and _is_heading(heading) and "id" not in row.attrib:
                if side is next(_sides(row)) and "id" in heading.attrib:
                    row.set("id", heading.attrib.pop("id"))
            typeset_tree(side, language)
            if language in self._settings.finders and page.glossary:
                mark_terms(side, self._settings.finders[language], page.glossary)
            _label_empty(side, page)
        _add_reference(row, page)


@dataclass(frozen=True, slots=True)
class _Page:
    language: str
    """Of the interface."""
    other: str
    """Of the other interface."""
    address: str
    """Of this page in the other interface, relative; empty when there is none."""
    glossary: str
    """Of the glossary page, relative; empty when there is none."""

    @classmethod
    def of(cls, chapter: etree.Element) -> _Page:
        """Take what the chapter's division says, and take it out of the page."""
        told = {key: chapter.attrib.pop(f"data-{key}", "") for key in ("other", "address", "glossary")}
        return cls(language=chapter.attrib.pop("data-interface", "en"), **told)


def _is_heading(element: etree.Element) -> bool:
    return _HEADING.fullmatch(str(element.tag)) is not None  # a comment's tag is a function


def _is(element: etree.Element, name: str) -> bool:
    return name in element.get("class", "").split()


def _rows(root: etree.Element) -> Iterator[etree.Element]:
    return (element for element in root.iter("div") if _is(element, "vv-pair"))


def _sides(row: etree.Element) -> Iterator[etree.Element]:
    return (element for element in row if _is(element, "vv-side"))


def _label_empty(side: etree.Element, page: _Page) -> None:
    key = "untranslated" if _is(side, "vv-untranslated") else "side_empty"
    if len(side) or key == "side_empty" and not _is(side, "vv-empty"):
        return
    label = etree.SubElement(side, "p", {"class": "vv-label", "lang": page.language})
    label.text = read_words(page.language)[key]


def _add_reference(row: etree.Element, page: _Page) -> None:
    identifier = row.get("id")
    if identifier is None:
        return
    words = read_words(page.language)
    number = identifier.removeprefix("p") if re.fullmatch(r"p[\d-]+", identifier) else identifier
    reference = etree.SubElement(row, "p", {"class": "vv-ref"})
    link = etree.SubElement(reference, "a", {"href": f"#{identifier}", "class": "vv-number"})
    hidden = etree.SubElement(link, "span", {"class": "vv-hidden"})
    hidden.text = f"{words['row']} "
    hidden.tail = number
    if page.address:
        other = etree.SubElement(
            reference,
            "a",
            {
                "href": f"{page.address}#{identifier}",
                "class": "vv-other",
                "hreflang": page.other,
                "title": words["other_interface"],
            },
        )
        hidden = etree.SubElement(other, "span", {"class": "vv-hidden"})
        hidden.text = f"{words['other_interface']} "
        code = etree.SubElement(other, "span", {"lang": page.other})
        code.text = page.other


def _break_lines(verse: etree.Element) -> None:
    for element in list(verse.iter()):
        for attribute in ("text", "tail") if element is not verse else ("text",):
            lines = (getattr(element, attribute) or "").split("\n")
            if len(lines) == 1:
                continue
            parent, at = (element, 0) if attribute == "text" else _position(verse, element)
            setattr(element, attribute, lines[0])
            for offset, line in enumerate(lines[1:]):
                line_break = etree.Element("br")
                line_break.tail = line
                parent.insert(at + offset, line_break)


def _position(root: etree.Element, child: etree.Element) -> tuple[etree.Element, int]:
    for parent in root.iter():
        for index, element in enumerate(parent):
            if element is child:
                return parent, index + 1
    raise AssertionError("the child stands in its own tree")
