"""The calls of a text's notes, numbered as they are called, and the ways back to them."""

from __future__ import annotations

import re
from collections.abc import Set
from itertools import pairwise
from typing import Any
from xml.etree import ElementTree as etree

from markdown.inlinepatterns import InlineProcessor

from visavis.render.html import Html
from visavis.render.sanitize import OWN
from visavis.render.words import mark_words, read_words

SEPARATOR = "--"
"""Parts language and label in a note's address: `fn:fr--orsi`."""
_BACK = f"{OWN}back"
_NO_BREAK = "\u00a0"


def note_address(label: str, language: str) -> str:
    """The id of a note on its page."""
    return f"fn:{language}{SEPARATOR}{label}"


def call_address(label: str, language: str, time: int = 1) -> str:
    """The id of a call of a note on its page, the first or a later one."""
    return f"fnref{time if time > 1 else ''}:{language}{SEPARATOR}{label}"


class NoteCalls:
    """What stands for `[^label]` in a text of one language."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._labels: Set[str] = frozenset()
        self._times: dict[str, int] = {}
        self.order: list[str] = []
        """The labels that were called, by their numbers from 1."""
        self.apart = False
        """Whether notes are told apart from the text, where each goes by its label."""
        self.pattern = _CallProcessor(self)
        """For Python-Markdown."""

    def begin(self, labels: Set[str]) -> None:
        """Begin another text, which defines these notes."""
        self._labels, self._times = labels, {}
        self.order, self.apart = [], False

    def call(self, label: str) -> etree.Element | None:
        """The call of a note; None where the text has no such note."""
        if label not in self._labels:
            return None
        if self.apart:
            call = etree.Element("sup")
            etree.SubElement(call, "a", {"href": f"{OWN}?{label}"}).text = label
            return call
        if label not in self._times:
            self.order.append(label)
        self._times[label] = time = self._times.get(label, 0) + 1
        number = self.order.index(label) + 1
        call = etree.Element("sup", {"id": OWN + call_address(label, self._language, time)})
        told = {
            "class": f"{OWN}footnote-ref",
            "href": f"{OWN}#{note_address(label, self._language)}",
            "role": f"{OWN}doc-noteref",
            "aria-label": f"{read_words(self._language)['note']} {number}",
            **mark_words(self._language),
        }
        etree.SubElement(call, "a", told).text = str(number)
        return call

    def mark_end(self, note: etree.Element) -> None:
        """Leave a place for the ways back after the last words of a note."""
        last = note[-1] if len(note) and note[-1].tag == "p" else etree.SubElement(note, "p")
        if len(last):
            last[-1].tail = f"{last[-1].tail or ''}{_NO_BREAK}{_BACK}"
        else:
            last.text = f"{last.text}{_NO_BREAK}{_BACK}" if last.text else _BACK

    def add_links(self, label: str, note: Html) -> Html:
        """Put the ways back to each call in their place, once all calls are known."""
        number = self.order.index(label) + 1
        links = "".join(
            etree.tostring(self._back(label, number, time), "unicode", method="html")
            for time in range(1, self._times[label] + 1)
        )
        return Html((*note.pieces[:-1], note.pieces[-1].replace(_BACK, links)))

    def _back(self, label: str, number: int, time: int) -> etree.Element:
        name = f"{read_words(self._language)['note_back']} {number}"
        told = {
            "aria-label": name,
            "class": "footnote-backref",
            "href": f"#{call_address(label, self._language, time)}",
            **mark_words(self._language),
            "role": "doc-backlink",
            "title": name,
        }
        link = etree.Element("a", told)
        link.text = "↩"
        return link


class _CallProcessor(InlineProcessor):
    def __init__(self, calls: NoteCalls) -> None:
        super().__init__(r"\[\^([^\]]*)\]")
        self._calls = calls

    def handleMatch(  # type: ignore[override]  # noqa: N802 (the host's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Any, int | None, int | None]:
        """A call, or nothing where the words are none."""
        call = self._calls.call(m[1])
        return (None, None, None) if call is None else (call, m.start(0), m.end(0))


def is_call(element: etree.Element) -> bool:
    """Whether an element of a tree, before it is sanitized, is the call of a note."""
    return element.tag == "sup" and element.get("id", "").startswith(f"{OWN}fnref")


def part_calls(root: etree.Element) -> None:
    """Part a call from another that it follows at once: 3 and 4 must not be read as 34."""
    for parent in root.iter():
        for first, second in pairwise(parent):
            if not first.tail and is_call(first) and is_call(second):
                second.set("class", f"{OWN}vv-next")
                second.text = ",\u2009"
