"""Marks glossary terms in a rendered side: a quiet link at the first use of each in the row."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Mapping
from dataclasses import dataclass, field

from visavis.glossary import Finder, Glossary, Use
from visavis.render.text_node import VERBATIM

MARK = "vv-term"
"""The class of a mark; `data-term` says the term's id."""


@dataclass(frozen=True, slots=True)
class Loans:
    """Words that a text keeps from another language, to be spoken as that language speaks."""

    language: str = ""
    """Tag of that language."""
    forms: frozenset[tuple[str, str]] = frozenset()
    """Ids of terms, and the forms of them that are the same in both languages."""

    def language_of(self, use: Use) -> str:
        """The language of a word in the text, where it is not the text's own."""
        return self.language if (use.term, use.listed) in self.forms else ""


def find_loans(glossary: Glossary, target: str, source: str) -> Mapping[str, Loans]:
    """By language: the words that the translation keeps as the original has them."""
    forms = [
        (term.id, form)
        for term in glossary.terms
        if term.untranslated and {target, source} <= set(term.entries)
        for form in term.entries[target].forms
        if form.casefold() in {own.casefold() for own in term.entries[source].forms}
    ]
    return {target: Loans(source, frozenset(forms))}


def mark_terms(
    side: etree.Element, finder: Finder, glossary: str, loans: Loans | None = None
) -> None:
    """Link the first use of each term to its page in the folder `glossary` (a relative address).

    Every word of another language is marked with that language, linked or not.
    """
    # Most sides have no term, which is seen sooner from the whole than from its pieces.
    if finder.find_uses("".join(side.itertext())):
        _mark(side, _Marking(finder, glossary, loans or Loans()))


def mark_loans(text: etree.Element, finder: Finder, loans: Loans) -> None:
    """Mark the words of another language, and link nothing."""
    if loans.forms:
        _mark(text, _Marking(finder, "", loans))


def term_address(term: str, glossary: str) -> str:
    """The file of a term's page; `glossary` is the folder of all of them, a relative address."""
    return f"{glossary}/{term}.md"


@dataclass(frozen=True, slots=True)
class _Marking:
    finder: Finder
    glossary: str
    """Empty where nothing is to be linked."""
    loans: Loans
    seen: set[str] = field(default_factory=set)

    def wrap(self, use: Use) -> etree.Element | None:
        """What a use stands in; None where it is a word like any other."""
        language = self.loans.language_of(use)
        if self.glossary and use.term not in self.seen:
            self.seen.add(use.term)
            address = term_address(use.term, self.glossary)
            mark = etree.Element("a", {"class": MARK, "href": address, "data-term": use.term})
        elif language:
            mark = etree.Element("span")
        else:
            return None
        if language:
            mark.set("lang", language)
        return mark


def _mark(element: etree.Element, marking: _Marking) -> None:
    if element.tag in VERBATIM or element.tag in ("a", "sup"):
        return
    before, marks = _cut(element.text or "", marking)
    element.text = before
    children = list(element)
    for position, mark in enumerate(marks):
        element.insert(position, mark)
    for child in children:
        _mark(child, marking)
        child.tail, marks = _cut(child.tail or "", marking)
        at = list(element).index(child) + 1 if marks else 0
        for offset, mark in enumerate(marks):
            element.insert(at + offset, mark)


def _cut(text: str, marking: _Marking) -> tuple[str, list[etree.Element]]:
    """The text before the first mark, and the marks with the text that follows each."""
    marks: list[etree.Element] = []
    before, done = text, 0
    for use in marking.finder.find_uses(text):
        mark = marking.wrap(use)
        if mark is None:
            continue
        mark.text = text[use.start : use.end]
        if marks:
            marks[-1].tail = text[done : use.start]
        else:
            before = text[: use.start]
        marks.append(mark)
        done = use.end
    if marks:
        marks[-1].tail = text[done:]
    return before, marks
