"""Arranges the notes at the end of a page: a list a language, each with its own numbering."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Mapping, Sequence
from itertools import pairwise

from visavis.render.words import mark_words, read_words
from visavis.text import name_language, note_kind

SEPARATOR = "--"
"""Parts language and label in a composed note's label: `[^fr--orsi]`."""


def arrange_notes(root: etree.Element, language: str) -> None:
    """Part the one list that the footnotes extension makes by language and number each from 1.

    `language` is the interface's. Notes are numbered in the order in which they are called.
    """
    division = next((e for e in root.iter("div") if e.get("class") == "footnote"), None)
    if division is None:
        return
    items = {item.get("id", "")[3:]: item for item in division.iter("li") if item.get("id")}
    order: dict[str, list[str]] = {language: []}  # the interface's notes come first
    for call in root.iter("a"):
        if call.get("class") == "footnote-ref":
            label = call.get("href", "")[4:]
            numbered = order.setdefault(label.partition(SEPARATOR)[0], [])
            if label not in numbered:
                numbered.append(label)
            _name_call(call, numbered.index(label) + 1, label)
    _part_calls(root)
    words = read_words(language)
    division.clear()
    division.tag = "section"
    division.attrib = {"class": "footnote vv-notes", "aria-label": words["notes"]}
    if mark_words(language):
        division.set("lang", mark_words(language)["lang"])  # its columns stand as the page's do
    directions = {side.get("lang"): side.get("dir", "ltr") for side in root.iter("div")}
    for tag, labels in order.items():
        defined = [items[label] for label in labels if label in items]
        if defined:
            place = "vv-a" if tag == language else "vv-b"
            _add_list(division, tag, directions.get(tag, "ltr"), place, defined)
            _name_notes(defined, words)
    _face(division)


def _face(division: etree.Element) -> None:
    """Say in which row of the lists each note stands, so that one in two languages is in one row.

    Nothing is said where the languages call their common notes in another order. `views.css` makes
    the rows.
    """
    lists = [[(item, _label(item)) for item in side] for side in division if side.tag == "ol"]
    if len(lists) != 2:
        return
    rows = merge_orders(*([label for _, label in side] for side in lists))
    if not rows:
        return
    division.set("class", f"{division.get('class')} vv-facing")
    division.set("style", f"--vv-many: {len(rows) + 1}")  # and one for the heads
    for item, label in (one for side in lists for one in side):
        item.set("style", f"--vv-row: {rows.index(label) + 2}")


def merge_orders(first: Sequence[str], second: Sequence[str]) -> list[str]:
    """One order of all labels that keeps both; nothing where there is none."""
    common = [label for label in first if label in second]
    if common != [label for label in second if label in first]:
        return []
    merged: list[str] = []
    rest = list(second)
    for label in first:
        if label in second:
            place = rest.index(label)
            merged += rest[:place]
            rest = rest[place + 1 :]
        merged.append(label)
    return merged + rest


def _label(item: etree.Element) -> str:
    return item.get("id", "").partition(SEPARATOR)[2]


def _name_call(call: etree.Element, number: int, label: str) -> None:
    language = label.partition(SEPARATOR)[0]
    words = read_words(language)
    call.attrib.update(mark_words(language))
    call.text = str(number)
    call.set("role", "doc-noteref")
    call.set("aria-label", f"{words['note']} {number}")


def _name_notes(items: list[etree.Element], words: Mapping[str, str]) -> None:
    """Say of each note what it is, in the words of the interface: `popup.js` shows them."""
    for number, item in enumerate(items, 1):
        kind = note_kind(_label(item))
        item.set("data-name", f"{words['note']} {number} · {words[f'note_{kind}']}")


def _part_calls(root: etree.Element) -> None:
    """Part a call from another that it follows at once: 3 and 4 must not be read as 34."""
    for parent in root.iter():
        for first, second in pairwise(parent):
            if not first.tail and _is_call(first) and _is_call(second):
                second.set("class", "vv-next")
                second.text = ",\u2009"


def _is_call(element: etree.Element) -> bool:
    return element.tag == "sup" and element.get("id", "").startswith("fnref")


def _add_list(
    parent: etree.Element, language: str, direction: str, place: str, items: list[etree.Element]
) -> None:
    words = read_words(language)
    told = {"lang": language, "dir": direction, "class": place, "tabindex": "-1"}
    own = name_language(language, language)
    # What the style sheet shows can be in one language only.
    told["data-name"] = own if mark_words(language) else f"{words['notes']} · {own}"
    notes = etree.SubElement(parent, "ol", told)  # `views.css` says what the last two are for
    for number, item in enumerate(items, 1):
        notes.append(item)
        for link in item.iter("a"):
            if link.get("class") == "footnote-backref":
                link.set("role", "doc-backlink")
                link.attrib.update(mark_words(language))
                link.set("title", f"{words['note_back']} {number}")
                link.set("aria-label", f"{words['note_back']} {number}")
