"""The page *Alignment*: where every pair stands, in strips, counts, a plot and findings. Pure.

It is composed as a head in Markdown, as the other pages are, and a body that is HTML already: with
ten thousand ticks in it, it is not to be read by a Markdown parser.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import yaml

from visavis.checks import Finding
from visavis.edition import Edition
from visavis.pairs import Pair, Pairing
from visavis.render import mark_html, read_words, typeset
from visavis.settings import TextSettings
from visavis.site.address import Addresses, free_name
from visavis.site.note_name import name_notes
from visavis.site.plot import describe_median, find_ratio, format_ratio, render_plot
from visavis.site.rules_page import link_rule
from visavis.site.search import chapter_title
from visavis.site.status import ChapterStatus, count_all, place_findings
from visavis.site.strip import (
    describe_counts,
    find_anchor,
    name_pair,
    render_legend,
    render_strip,
)
from visavis.site.summary import BADGE, JSON
from visavis.text import name_language

NAME = "alignment"
"""The name of the page, as chapters have names; the first free one that begins so is taken."""
_OPEN = 1_000
"""Up to so many pairs the strips of all chapters are open from the start."""
_MOST = 500
"""So many findings are listed."""
_EXTREMES = 5
"""So many of the shortest and of the longest translations are named."""


@dataclass(frozen=True, slots=True)
class Survey:
    """What the page tells, found once for both interfaces."""

    statuses: tuple[ChapterStatus, ...]
    findings: tuple[tuple[Pairing, Pair | None, Finding], ...] = ()
    ratios: tuple[tuple[float, Pairing, Pair], ...] = ()
    """Length of the translation to that of the original, by pair, the smallest first."""

    @property
    def chapters(self) -> tuple[Pairing, ...]:
        """In the order in which they are read."""
        return tuple(status.chapter for status in self.statuses)


def make_survey(
    edition: Edition,
    statuses: Iterable[ChapterStatus],
    findings: Iterable[Finding],
    nav: Sequence[str] = (),
) -> Survey:
    """Bring together what the page tells, the chapters in the order of `nav`, then the others."""
    place = {name.removesuffix(".md"): number for number, name in enumerate(nav)}
    statuses = sorted(statuses, key=lambda status: place.get(status.chapter.name, len(place)))
    ratios = [
        (ratio, status.chapter, pair.pair)
        for status in statuses
        for pair in status.pairs
        if (ratio := find_ratio(pair.pair)) is not None
    ]
    placed = tuple(place_findings(edition, findings))
    return Survey(tuple(statuses), placed, tuple(sorted(ratios, key=lambda item: item[0])))


def page_name(edition: Edition) -> str:
    """What the page is called in an edition that has or had a chapter of the same name."""
    return free_name(NAME, edition)


def compose_alignment(interface: TextSettings) -> str:
    """The head of the page, as Markdown."""
    words = read_words(interface.language)
    meta: dict[str, Any] = {
        "title": words["alignment"],
        "description": words["alignment_about"],
        "search": {"exclude": True},
    }
    head = yaml.safe_dump(meta, allow_unicode=True, sort_keys=False, width=1000)
    mark = mark_html(interface.language)
    attributes = f"\n{{:{mark} }}" if mark else ""
    return (
        f"---\n{head}---\n\n# {words['alignment']}{attributes}\n\n"
        f"{words['alignment_about']}{attributes}\n"
    )


def render_alignment(
    survey: Survey, edition: Edition, interface: TextSettings, addresses: Addresses
) -> str:
    """The body of the page, as HTML."""
    page = _Page(survey, edition, interface, addresses)
    sections = [page.chapters(), page.ratios(), page.findings(), page.data()]
    mark = mark_html(interface.language)
    return f'<div class="vv-alignment"{mark}>{"".join(sections)}</div>'


@dataclass(frozen=True, slots=True)
class _Page:
    survey: Survey
    edition: Edition
    interface: TextSettings
    addresses: Addresses

    def chapters(self) -> str:
        """The counts and strips."""
        words, language = self._words, self.interface.language
        statuses = self.survey.statuses
        opened = " open" if count_all(statuses).pairs <= _OPEN else ""
        strips = "".join(
            f'<details class="vv-strips"{opened}><summary><span class="vv-strips-name">{title}'
            f"</span> {self._counts([status])}</summary>"
            f"{self._strip(status)}</details>"
            for status in statuses
            for title in [self._title(status.chapter)]
        )
        return (
            f'<h2 id="chapters">{escape(words["alignment_chapters"])}</h2>'
            f'<p class="vv-total">{self._counts(statuses)}</p>'
            f"{render_legend(language)}{strips}"
        )

    def ratios(self) -> str:
        """The plot, and the pairs at its ends."""
        words, language = self._words, self.interface.language
        ratios = [ratio for ratio, _, _ in self.survey.ratios]
        about = self._typeset(describe_median(ratios, language))
        return (
            f'<h2 id="lengths">{escape(words["alignment_ratio"])}</h2><p>{about}</p>'
            f"{render_plot(ratios, language)}{self._extremes()}"
        )

    def findings(self) -> str:
        """What the rules have found, each at its row."""
        words = self._words
        found = self.survey.findings
        listed = "".join(map(self._finding, found[:_MOST]))
        told = f'<ul class="vv-remarks">{listed}</ul>' if found else f"<p>{self._say_none()}</p>"
        if len(found) > _MOST:
            more = escape(words["alignment_more"].replace("{n}", str(len(found) - _MOST)))
            pieces = more.split("`")
            told += f"<p>{'<code>'.join(pieces[:2])}</code>{''.join(pieces[2:])}</p>"
        return f'<h2 id="findings">{escape(words["alignment_findings"])}</h2>{told}'

    def data(self) -> str:
        """Where other sites find the same."""
        here = self.addresses.page(page_name(self.edition), self.interface.language)
        links = ", ".join(
            f'<a href="{escape(self.addresses.between(here, name))}">{name}</a>'
            for name in (JSON, BADGE)
        )
        return f"<p>{self._typeset(escape(self._words['alignment_data']))} {links}</p>"

    @property
    def _words(self) -> Mapping[str, str]:
        return read_words(self.interface.language)

    def _typeset(self, text: str) -> str:
        return typeset(text, self.interface.language)

    def _counts(self, statuses: Sequence[ChapterStatus]) -> str:
        lines = map(self._typeset, describe_counts(statuses, self.interface.language))
        return " ".join(f'<span class="vv-count">{line}</span>' for line in lines)

    def _say_none(self) -> str:
        return escape(self._words["alignment_none"])

    def _title(self, chapter: Pairing) -> str:
        side = self.interface
        title = escape(chapter_title(chapter, self.edition.project, side))
        if not mark_html(side.language):
            return title
        return f'<bdi lang="{escape(side.language)}" dir="{side.direction}">{title}</bdi>'

    def _strip(self, status: ChapterStatus) -> str:
        chapter = status.chapter
        name = chapter_title(chapter, self.edition.project, self.interface)
        project = self.edition.project
        return render_strip(status, self._address(chapter), name, project, self.interface)

    def _address(self, chapter: Pairing) -> str:
        language = self.interface.language
        here = self.addresses.page(page_name(self.edition), language)
        return self.addresses.between(here, self.addresses.page(chapter.name, language))

    def _row(self, chapter: Pairing, pair: Pair | None) -> str:
        """A link to a row, or to its page."""
        anchor = find_anchor(pair, self.edition.project, self.interface) if pair else ""
        number = f", {self._name(chapter, pair)}" if pair and pair.id else ""
        href = escape(self._address(chapter) + anchor)
        return f'<a href="{href}">{self._title(chapter)}{number}</a>'

    def _name(self, chapter: Pairing, pair: Pair) -> str:
        is_note = any(block.label is not None for block in pair.blocks)
        names = name_notes(chapter, self.edition.project, self.interface) if is_note else {}
        note = names.get(pair.id or "")
        if note:
            return note.as_html()
        return escape(name_pair(pair.id or "", self.interface.language))

    def _extremes(self) -> str:
        ratios = self.survey.ratios
        ends: Sequence[tuple[float, Pairing, Pair]] = ratios
        if len(ratios) > 2 * _EXTREMES:
            ends = (*ratios[:_EXTREMES], *ratios[-_EXTREMES:])
        if not ends:
            return ""
        items = "".join(
            f"<li>{format_ratio(ratio, self.interface.language)} · {self._row(chapter, pair)}</li>"
            for ratio, chapter, pair in ends
        )
        return f"<p>{escape(self._words['ratio_extremes'])}</p><ul>{items}</ul>"

    def _finding(self, item: tuple[Pairing, Pair | None, Finding]) -> str:
        chapter, pair, finding = item
        here = self.addresses.page(page_name(self.edition), self.interface.language)
        rule = link_rule(finding.rule, here, self.edition, self.interface, self.addresses)
        said = f'<span lang="en">{escape(_without_places(finding.message, chapter))}</span>'
        return f"<li>{self._row(chapter, pair)} {rule} {said}</li>"


def _without_places(message: str, chapter: Pairing) -> str:
    """A message for readers: where it names a line of one of the texts, it names that text."""
    for document in chapter.documents:
        place = re.escape(document.path) + r":\d+"
        message = re.sub(place, f"the {name_language(document.language)} text", message)
    return message
