"""Python-Markdown: what turns composed Markdown into the page of the edition.

A composed page is one `.vv-chapter` whose attributes say where the page stands; inside it rows
(`.vv-pair`) of sides (`.vv-side`). See `visavis.site.compose`, which writes it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

from visavis.render.notes import arrange_notes
from visavis.render.term_mark import MARK
from visavis.render.words import mark_words, read_words

_HEADING = re.compile(r"h[1-6]")
_HIDDEN = "vv-"  # a prefix that hides the second language's headings from the table of contents


@dataclass(frozen=True, slots=True)
class Addition:
    """What a page says besides its two texts, in the language of its interface, as HTML."""

    rows: Mapping[str, str] = field(default_factory=dict)
    """By the row's id: what stands at the end of that row."""
    end: str = ""
    """What stands after the last row."""


Additions = Mapping[tuple[str, str], Addition]
"""By chapter and language of the interface."""


Cards = Mapping[str, Mapping[str, str]]
"""By language of the interface and id of the term: what its mark shows, as HTML."""


class HeadingProcessor(Treeprocessor):
    """Before `toc`: the row is a heading's address, and the first language's headings count."""

    def run(self, root: etree.Element) -> None:
        """Prepare the headings of every row."""
        for row in find_rows(root):
            sides = list(find_sides(row))
            heading = _find_heading(sides)
            if heading is not None and row.get("id"):
                heading.set("id", row.attrib.pop("id"))  # `PageProcessor` gives it back
            for side in sides[1:]:
                for element in side.iter():
                    if _is_heading(element):
                        element.tag = _HIDDEN + element.tag


class PageProcessor(Treeprocessor):
    """After everything else: the addresses, labels, notes and additions of this interface."""

    def __init__(self, md: Markdown, additions: Additions, cards: Cards) -> None:
        super().__init__(md)
        self._additions = additions
        self._cards = cards

    def run(self, root: etree.Element) -> None:
        """Finish the page."""
        chapter = find_chapter(root)
        if chapter is None:
            return
        name = chapter.attrib.pop("data-chapter", "")
        page = _Page.of(chapter)
        for row in find_rows(chapter):
            self._finish(row, page)
        addition = self._additions.get((name, page.language)) if name else None
        if addition:
            self._add(chapter, addition)
        self._add_cards(chapter, self._cards.get(page.language, {}))
        arrange_notes(root, page.language)

    def _finish(self, row: etree.Element, page: _Page) -> None:
        sides = list(find_sides(row))
        heading = _find_heading(sides)
        if heading is not None and "id" not in row.attrib and "id" in heading.attrib:
            row.set("id", heading.attrib.pop("id"))
        for side in sides:
            for element in side.iter():
                if str(element.tag).startswith(_HIDDEN):
                    element.tag = element.tag.removeprefix(_HIDDEN)
            _label_empty(side, page)
            side.set("tabindex", "-1")  # see `views.css`: copying one column alone
        _add_disclosure(row, sides, page)
        _add_reference(row, page)

    def _add(self, chapter: etree.Element, addition: Addition) -> None:
        for row in find_rows(chapter):
            html = addition.rows.get(row.get("id", ""))
            if html:
                row[-1].tail = self._store(html)
        if addition.end:
            last = etree.SubElement(chapter, "div", {"class": "vv-end"})
            last.text = self._store(addition.end)

    def _add_cards(self, chapter: etree.Element, cards: Mapping[str, str]) -> None:
        """Once a page, hidden: the cards of the terms that are marked on it."""
        marks = (mark.get("data-term", "") for mark in chapter.iter("a") if _is(mark, MARK))
        used = [term for term in dict.fromkeys(marks) if term in cards]
        if not used:
            return
        shelf = etree.SubElement(chapter, "div", {"class": "vv-cards", "hidden": "hidden"})
        for term in used:
            card = etree.SubElement(shelf, "div", {"id": f"vv-term-{term}"})
            card.text = self._store(cards[term])

    def _store(self, html: str) -> str:
        # What the stash gives back is read again for its own marks: none may come from a record.
        return self.md.htmlStash.store(html.replace(STX, "").replace(ETX, ""))


@dataclass(frozen=True, slots=True)
class _Page:
    language: str
    """Of the interface."""
    other: str
    """Of the other interface."""
    address: str
    """Of this page in the other interface, relative; empty when there is none."""

    @classmethod
    def of(cls, chapter: etree.Element) -> _Page:
        """Take what the chapter's division says, and take it out of the page."""
        told = {key: chapter.attrib.pop(f"data-{key}", "") for key in ("other", "address")}
        return cls(language=chapter.attrib.pop("data-interface", "en"), **told)


def _is_heading(element: etree.Element) -> bool:
    return _HEADING.fullmatch(str(element.tag)) is not None  # a comment's tag is a function


def _find_heading(sides: list[etree.Element]) -> etree.Element | None:
    """The heading that stands for a row in the table of contents."""
    return next((element for element in sides[0] if _is_heading(element)), None) if sides else None


def find_chapter(root: etree.Element) -> etree.Element | None:
    """The division that holds a composed page's rows; None on any other page."""
    return next((element for element in root if _is(element, "vv-chapter")), None)


def _is(element: etree.Element, name: str) -> bool:
    return name in element.get("class", "").split()


def find_rows(root: etree.Element) -> Iterator[etree.Element]:
    """The rows of a page."""
    return (element for element in root.iter("div") if _is(element, "vv-pair"))


def find_sides(row: etree.Element) -> Iterator[etree.Element]:
    """The sides of a row, in the order of reading."""
    return (element for element in row if _is(element, "vv-side"))


def _label_empty(side: etree.Element, page: _Page) -> None:
    key = "untranslated" if _is(side, "vv-untranslated") else "side_empty"
    if len(side) or (key == "side_empty" and not _is(side, "vv-empty")):
        return
    told = {"class": "vv-label", "lang": page.language, **mark_words(page.language)}
    label = etree.SubElement(side, "p", told)
    label.text = read_words(page.language)[key]


def _add_disclosure(row: etree.Element, sides: list[etree.Element], page: _Page) -> None:
    """Between the sides, what opens the second one in the view that hides it.

    It holds nothing itself, so that the side stands in its row in every view: the style sheet reads
    whether it is open, and shows it at all. Browsers say so to everybody, and open it by a tap,
    Enter or the space bar.
    """
    if len(sides) < 2:
        return
    disclosure = etree.Element("details", {"class": "vv-more", "hidden": "hidden"})
    summary = etree.SubElement(disclosure, "summary", mark_words(page.language))
    summary.text = read_words(page.language)["reveal"]
    disclosure.tail = "\n"
    row.insert(list(row).index(sides[1]), disclosure)


def _add_reference(row: etree.Element, page: _Page) -> None:
    identifier = row.get("id")
    if identifier is None:
        return
    words = read_words(page.language)
    number = identifier.removeprefix("p") if re.fullmatch(r"p[\d-]+", identifier) else identifier
    row.set("role", "group")
    row.set("aria-label", f"{words['row']} {number}")
    marked = mark_words(page.language)
    if marked:  # Its columns stand as the page's do, whatever its name is in.
        row.set("lang", marked["lang"])
    reference = etree.SubElement(row, "p", {"class": "vv-ref"})
    link = etree.SubElement(reference, "a", {"href": f"#{identifier}", "class": "vv-number"})
    hidden = etree.SubElement(link, "span", {"class": "vv-hidden", **marked})
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
                **marked,
            },
        )
        hidden = etree.SubElement(other, "span", {"class": "vv-hidden"})
        hidden.text = f"{words['other_interface']} "
        code = etree.SubElement(other, "span", {"lang": page.other})
        code.text = page.other
    # For the script that writes citations; the style sheet shows it where scripts run.
    button = {"type": "button", "class": "vv-cite", "hidden": "hidden", **marked}
    cite = etree.SubElement(reference, "button", button)
    cite.text = f"{words['cite']} "
    hidden = etree.SubElement(cite, "span", {"class": "vv-hidden"})
    hidden.text = words["cite_which"].replace("{n}", number)
