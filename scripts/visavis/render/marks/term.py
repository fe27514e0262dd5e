"""Marks glossary terms in a rendered side: a quiet link at the first use of each in the row."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field

from visavis.glossary import GLOSSARY, Finder, Glossary, Use
from visavis.render.marks.tree import VERBATIM
from visavis.render.marks.typography import NARROW_NO_BREAK_SPACE
from visavis.render.sanitize import OWN

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


@dataclass(slots=True)
class TermMarker:
    """Marks what the glossary knows in the texts of one language."""

    finder: Finder
    loans: Loans | None = None
    _seen: dict[str, None] = field(default_factory=dict)
    _allowed: Set[str] | None = None
    _whole: tuple[str, Sequence[Use]] = ("", ())
    """The words of the block that is being marked, and what was found in them."""
    _known: Mapping[str, Sequence[Use]] = field(default_factory=dict)

    def begin_text(self, known: Mapping[str, Sequence[Use]]) -> None:
        """Begin another text; `known` is what was found in it before, by the words of a block."""
        self._known = {_as_searched(words): uses for words, uses in known.items()}

    def begin_row(self, allowed: Set[str] | None = None) -> None:
        """Begin another row: the first use of each term in it is a link to its page.

        `allowed` are the ids of the terms that are linked in it; None for every one.
        """
        self._seen = {}
        self._allowed = allowed

    def mark(self, root: etree.Element, words: str) -> list[str]:
        """Mark a block of a row that says these words; returns the terms that were linked."""
        before, words = len(self._seen), words.strip()
        # Most blocks have no term, which is seen sooner from the whole than from its pieces.
        uses = self._known.get(_as_searched(words))
        if uses is None:
            uses = self.finder.find_uses(words)
        if uses:
            self._whole = words, uses
            self._mark(root, link=True)
        return list(self._seen)[before:]

    def mark_loans(self, root: etree.Element) -> None:
        """Mark the words of another language with that language, and link nothing."""
        if self.loans and self.loans.forms:
            self._mark(root, link=False)

    def _mark(self, element: etree.Element, *, link: bool) -> None:
        if element.tag in VERBATIM or element.tag in ("a", "sup"):
            return
        # A title is to be read, not to be looked up; its words come again below it.
        link = link and element.tag != "h1"
        before, marks = self._cut(element.text or "", link=link)
        element.text = before
        children = list(element)
        for position, mark in enumerate(marks):
            element.insert(position, mark)
        for child in children:
            self._mark(child, link=link)
            child.tail, marks = self._cut(child.tail or "", link=link)
            at = list(element).index(child) + 1 if marks else 0
            for offset, mark in enumerate(marks):
                element.insert(at + offset, mark)

    def _cut(self, text: str, *, link: bool) -> tuple[str, list[etree.Element]]:
        """The text before the first mark, and the marks with the text that follows each."""
        marks: list[etree.Element] = []
        before, done = text, 0
        # Most blocks that have a term have no markup: then its words are what was searched already.
        words, uses = self._whole
        for use in uses if text == words else self.finder.find_uses(text):
            mark = self._wrap(use, link=link)
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

    def _wrap(self, use: Use, *, link: bool) -> etree.Element | None:
        """What a use stands in; None where it is a word like any other."""
        language = self.loans.language_of(use) if self.loans else ""
        allowed = self._allowed is None or use.term in self._allowed
        if link and allowed and use.term not in self._seen:
            self._seen[use.term] = None
            page = f"{OWN}/{GLOSSARY}/{use.term}.md"
            told = {"class": OWN + MARK, "href": page, "data-term": OWN + use.term}
            mark = etree.Element("a", told)
        elif language:
            mark = etree.Element("span")
        else:
            return None
        if language:
            mark.set("lang", language)
        return mark


def _as_searched(words: str) -> str:
    """Words without the spaces that typography has set and the lines in which they are written."""
    return words.replace("\u00a0", " ").replace(NARROW_NO_BREAK_SPACE, " ").replace("\n", " ")
