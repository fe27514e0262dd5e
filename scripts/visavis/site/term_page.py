"""The page of a term: what it means in both languages, and how each of its uses was translated.

Its head is Markdown, as definitions are; the concordance is HTML already, since it quotes both
texts. Pure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from html import escape
from itertools import groupby
from typing import Any

import yaml

from visavis.edition import Edition
from visavis.glossary import (
    Concordance,
    Occurrence,
    PlacedUse,
    Term,
    excerpt,
    said_in,
    term_page,
)
from visavis.pairs import Pairing
from visavis.render import read_words, typeset
from visavis.settings import TextSettings
from visavis.site.address import Addresses
from visavis.site.glossary_page import compose_entry, name_term, render_inline
from visavis.site.search import chapter_title
from visavis.site.strip import find_anchor, name_pair

Uses = Sequence[tuple[Pairing, Occurrence]]
"""Every occurrence of a term, in the order of reading."""


class TermUses:
    """Every occurrence of every term, gathered when the first is asked for."""

    def __init__(self, concordance: Concordance, chapters: Sequence[Pairing]) -> None:
        """Take the chapters in the order in which they are read."""
        self._concordance = concordance
        self._chapters = tuple(chapters)

    def of(self, term: Term) -> Uses:
        """The occurrences of a term."""
        return self._gathered.get(term.id, ())

    @cached_property
    def _gathered(self) -> dict[str, list[tuple[Pairing, Occurrence]]]:
        found: dict[str, list[tuple[Pairing, Occurrence]]] = {}
        for chapter in self._chapters:
            for one in self._concordance.read(chapter):
                found.setdefault(one.term.id, []).append((chapter, one))
        return found


def compose_term(
    term: Term, edition: Edition, interface: TextSettings, addresses: Addresses
) -> str:
    """The head of the page, as Markdown."""
    words = read_words(interface.language)
    name = name_term(term, edition, interface)
    meta: dict[str, Any] = {
        "title": name,
        "glossary": True,
        "description": words["term_about"].replace("{term}", name),
        # The term is found by its entry, and its contexts are in the index with their rows.
        "search": {"exclude": True},
    }
    head = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=1000)
    parts = compose_entry(term, edition, interface, addresses, level=1)
    return "\n\n".join([f"---\n{head}---", *parts]) + "\n"


def render_uses(
    term: Term, uses: Uses, edition: Edition, interface: TextSettings, addresses: Addresses
) -> str:
    """How the term was translated, as HTML: the counts, then every use on both sides."""
    page = _Page(term, uses, edition, interface, addresses)
    return f'<div class="vv-uses">{page.counts()}{page.concordance()}</div>'


@dataclass(frozen=True, slots=True)
class _Page:
    term: Term
    uses: Uses
    edition: Edition
    interface: TextSettings
    addresses: Addresses

    def counts(self) -> str:
        """How often each form stands, by language."""
        title = f'<h2 id="renderings">{self._say("term_how")}</h2>'
        if not self.uses:
            return f"{title}<p>{self._say('term_unused')}</p>"
        columns = "".join(self._column(side) for side in self._sides)
        return f'{title}<div class="vv-definitions">{columns}</div>'

    def concordance(self) -> str:
        """Every use with its surroundings, chapter by chapter."""
        if not self.uses:
            return ""
        groups = groupby(self.uses, key=lambda item: item[0].name)
        parts = [self._chapter([*group]) for _, group in groups]
        return f'<h2 id="uses">{self._say("term_uses")}</h2>{"".join(parts)}'

    @property
    def _sides(self) -> Sequence[TextSettings]:
        project = self.edition.project
        return project.sides if self.interface is project.target else project.sides[::-1]

    def _say(self, key: str) -> str:
        return typeset(escape(read_words(self.interface.language)[key]), self.interface.language)

    def _column(self, side: TextSettings) -> str:
        """The forms of one language, the most frequent first."""
        counted = Counter(use.use.listed for _, one in self.uses for use in self._of(one, side))
        told = [
            f"<li>{_foreign(form, side)} <b>{number}</b></li>"
            for form, number in counted.most_common()
        ]
        told += self._otherwise(side)
        return f'<ul aria-label="{escape(side.name)}">{"".join(told)}</ul>' if told else ""

    def _otherwise(self, side: TextSettings) -> Iterator[str]:
        """Where the translation says something else, with the way to the first such row."""
        if side is not self.edition.project.target:
            return
        wrong = Counter(use.use.listed for _, one in self.uses for use in one.forbidden)
        for form, number in wrong.most_common():
            why = f' <a href="#deviation">{self._say("term_deviates")}</a>'
            yield f"<li>{_foreign(form, side)} <b>{number}</b>{why}</li>"
        silent = sum(one.deviates and not one.forbidden for _, one in self.uses)
        if silent:
            yield f'<li><a href="#deviation">{self._say("term_otherwise")}</a> <b>{silent}</b></li>'

    def _chapter(self, uses: Uses) -> str:
        chapter = uses[0][0]
        title = chapter_title(chapter, self.edition.project, self.interface)
        title = typeset(escape(title), self.interface.language)
        first = next((one for _, one in self.uses if one.deviates), None)
        rows = "".join(self._row(chapter, one, one is first) for _, one in uses)
        return f"<h3>{title}</h3><ol>{rows}</ol>"

    def _row(self, chapter: Pairing, one: Occurrence, marked: bool) -> str:
        language = self.interface.language
        here, there = (
            self.addresses.page(name, language) for name in (term_page(self.term.id), chapter.name)
        )
        anchor = find_anchor(one.pair, self.edition.project, self.interface)
        href = escape(self.addresses.between(here, there) + anchor)
        row = f"{self._say('row')} "
        number = escape(name_pair(one.pair.id or "", language))
        identity = ' id="deviation"' if marked else ""
        return (
            f'<li{identity}><a class="vv-number" href="{href}"><span class="vv-hidden">{row}</span>'
            f"{number}</a>{''.join(self._side(one, side) for side in self._sides)}"
            f"{self._remark(one)}</li>"
        )

    def _side(self, one: Occurrence, side: TextSettings) -> str:
        blocks = one.pair.target if side is self.edition.project.target else one.pair.source
        if not blocks:
            waiting = any(block.untranslated for block in one.pair.blocks)
            label = self._say("untranslated" if waiting else "side_empty")
            return f'<p class="vv-label">{label}</p>'
        right = self._of(one, side)
        wrong = one.forbidden if side is self.edition.project.target else ()
        told = []
        for block in blocks:
            marks = sorted(
                {(use.use.start, use.use.end) for use in (*right, *wrong) if use.block is block}
            )
            if marks or not (right or wrong):
                told.append(_excerpt(block.plain, _apart(marks), side))
        text = " ".join(told)
        return f'<p lang="{side.language}" dir="{side.direction}">{text}</p>'

    def _of(self, one: Occurrence, side: TextSettings) -> tuple[PlacedUse, ...]:
        return one.target if side is self.edition.project.target else one.source

    def _remark(self, one: Occurrence) -> str:
        """The reason of a deviation, or that the original has not the term."""
        said = ""
        if one.deviates:
            language = self.interface.language
            given = said_in(one.exemption.why, language) if one.exemption else ""
            why = render_inline(given, self.interface) if given else self._say("term_no_reason")
            said = f"<b>{self._say('term_deviation')}</b> {why}"
        elif not one.source and one.pair.source:
            said = self._say("term_added")
        return f'<p class="vv-remark">{said}</p>' if said else ""


def _excerpt(text: str, spans: Sequence[tuple[int, int]], side: TextSettings) -> str:
    return "".join(
        f"<mark>{escape(piece.text)}</mark>" if piece.lit else escape(piece.text)
        for piece in excerpt(typeset(text, side.language), spans)
    )


def _apart(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Spans in order, those that overlap joined."""
    joined: list[tuple[int, int]] = []
    for start, end in spans:
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _foreign(words: str, side: TextSettings) -> str:
    return f'<i lang="{side.language}" dir="{side.direction}">{escape(words)}</i>'
