"""One text, rendered once and alone: clean HTML for each of its rows and notes."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import repeat
from types import MappingProxyType
from xml.etree import ElementTree as etree

from markdown.util import ETX, STX

from visavis.glossary import Use
from visavis.render.html import Html
from visavis.render.markdown import Dialect, MarkdownRenderer
from visavis.render.marks.term import TermMarker
from visavis.render.note_call import NoteCalls, is_call
from visavis.text import Block, Document, Kind

_HEADINGS = frozenset(f"h{level}" for level in range(1, 7))
_ASIDE = re.compile(f"{STX}(?:(?P<sign>[0-9]+)|(?P<amp>amp)|[^{ETX}]*){ETX}")
"""What Python-Markdown puts in the place of an escaped sign, of `&`, of raw HTML."""


@dataclass(frozen=True, slots=True)
class PassageHeading:
    """The heading that stands for a row in the table of contents."""

    level: int
    """1 to 6."""
    words: str
    """Without notes and markup."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What a row shows of one text."""

    html: Html
    heading: PassageHeading | None = None
    characters: int = 0
    """That are no white space, calls of notes left out: what sentences are counted in."""
    terms: tuple[str, ...] = ()
    """Ids of the terms that are linked in it."""


@dataclass(frozen=True, slots=True)
class RenderedText:
    """A text as HTML; nothing in it depends on a page, an interface, or the other text."""

    passages: tuple[Passage, ...]
    """One a pair, in the order of the chapter's."""
    notes: Mapping[str, Html]
    """By label, in the order in which they are called."""
    comments: Mapping[str, Html]
    """What each note says without its head; a call in it is a link to `?LABEL`."""
    ids: Set[str] = frozenset()
    """What the text itself gives an address; on a page it bears the text's language before it."""


class TextRenderer:
    """Renders texts of one language. Not for two threads at once."""

    def __init__(
        self, language: str, dialect: Dialect, terms: TermMarker | None = None, other: str = ""
    ) -> None:
        """Take what `mkdocs.yml` says of Markdown, what the glossary knows, the other language."""
        self._terms = terms
        self._calls = NoteCalls(language)
        self._markdown = MarkdownRenderer(language, dialect, self._calls, other)

    def render(
        self,
        document: Document,
        rows: Iterable[Sequence[Block]],
        allowed: Iterable[Set[str] | None] = repeat(None),
        known: Mapping[str, Sequence[Use]] = MappingProxyType({}),
    ) -> RenderedText:
        """Render a text whose blocks stand in these rows, and the notes that they call.

        `allowed` are, by row, the ids of the terms that are linked in it; None for every one.
        `known` are the uses of terms that were found before, by the plain words of a block.
        """
        if self._terms:
            self._terms.begin_text(known)
        notes = {b.label: b for b in document.blocks if b.kind is Kind.NOTE and b.label}
        self._calls.begin(notes.keys())
        self._markdown.begin(document)
        passages = tuple(map(self._passage, rows, allowed))
        found: dict[str, Html] = {}
        for label in self._calls.order:  # it grows where a note calls another
            found[label] = self._markdown.convert_block(notes[label], self._finish_note)
        told = {label: self._calls.add_links(label, html) for label, html in found.items()}
        ids = self._markdown.ids
        self._calls.apart = True
        comments = {label: self._markdown.convert_comment(notes[label]) for label in notes}
        return RenderedText(passages, told, comments, ids)

    def _passage(self, blocks: Sequence[Block], allowed: Set[str] | None) -> Passage:
        characters, terms = 0, list[str]()
        headings: list[PassageHeading] = []
        if self._terms:
            self._terms.begin_row(allowed)

        def finish(root: etree.Element) -> None:
            nonlocal characters
            words = find_words(root)
            characters += len("".join(words.split()))
            headings.extend(filter(None, [find_heading(root)]))
            if self._terms:
                terms.extend(self._terms.mark(root, words))

        htmls = [self._markdown.convert_block(block, finish) for block in blocks]
        return Passage(_join(htmls), next(iter(headings), None), characters, tuple(terms))

    def _finish_note(self, root: etree.Element) -> None:
        if self._terms:
            self._terms.mark_loans(root)
        self._calls.mark_end(root)


def _join(htmls: Sequence[Html]) -> Html:
    """Pieces of HTML one after the other."""
    if len(htmls) == 1:
        return htmls[0]
    pieces = [""]
    for number, html in enumerate(htmls):
        first, *rest = html.pieces
        pieces[-1] += f"\n{first}" if number else first
        pieces += rest
    return Html(tuple(pieces))


def find_heading(root: etree.Element) -> PassageHeading | None:
    """The heading among the elements of a block."""
    for element in root:
        if element.tag in _HEADINGS:
            return PassageHeading(int(element.tag[1]), " ".join(find_words(element).split()))
    return None


def find_words(element: etree.Element) -> str:
    """The words of a tree, calls of notes left out."""
    return _ASIDE.sub(_put_back, "".join(_texts(element)))


def _put_back(aside: re.Match[str]) -> str:
    return chr(int(aside["sign"])) if aside["sign"] else "&" if aside["amp"] else ""


def _texts(element: etree.Element) -> Iterator[str]:
    if is_call(element):
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
