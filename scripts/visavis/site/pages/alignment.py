"""The page *Alignment*: where every pair stands, in strips, counts, a plot and findings.

What a tick of a strip says is said three times: by its form, by its title, which is its name for
those who hear the page, and in sum by the counts before it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache, partial
from statistics import median
from typing import Any

from visavis.checks import Finding
from visavis.pairs import Pair, Pairing
from visavis.publication import (
    ChapterStatus,
    Counts,
    Interface,
    NoteName,
    PairStatus,
    chapter_title,
    count,
    count_all,
    list_kinds,
    name_notes,
)
from visavis.render import read_words
from visavis.side import Side
from visavis.site.page import Body, Heading, Page, render
from visavis.site.pages.plot import draw_plot, format_ratio
from visavis.site.summary import BADGE, JSON
from visavis.text import name_language
from visavis.unicode import primary

_OPEN = 1_000
"""Up to so many pairs the strips of all chapters are open from the start."""
_MOST = 500
"""So many findings are listed."""
_EXTREMES = 5
"""So many of the shortest and of the longest translations are named."""
_KINDS = ("drifted", "doubtful", "waived", "reviewed", "unreviewed")
"""The form of a tick is that of the first of these that holds; `doubtful` is added to another."""
_SHAPES = ("several", "one_sided")
"""These are added to it."""


def alignment_page(interface: Interface) -> Page:
    """The page."""
    words = interface.words
    make = partial(_make, interface)
    about = words["alignment_about"]
    return Page(interface.names.alignment, words["alignment"], make, description=about)


def _make(interface: Interface) -> Body:
    publication, words = interface.publication, interface.words
    here = interface.address(interface.names.alignment)
    ratios = [ratio for ratio, _, _ in publication.ratios]
    middle = format_ratio(median(ratios), interface.language) if ratios else "–"
    left_out = len(publication.remarks) - _MOST
    html = render(
        "alignment.html",
        interface,
        total=_describe_counts(publication.statuses, interface),
        legend=_legend(interface),
        open=count_all(publication.statuses).pairs <= _OPEN,
        chapters=[_describe_chapter(status, interface) for status in publication.statuses],
        median=interface.say("ratio_about", median=middle),
        plot=draw_plot(ratios, interface.language) if ratios else None,
        extremes=[*_extremes(interface)],
        findings=[_describe_finding(*one, interface) for one in publication.remarks[:_MOST]],
        more=words["alignment_more"].replace("{n}", str(left_out)) if left_out > 0 else "",
        rules=interface.between(interface.names.alignment, interface.names.rules),
        data=[
            {"href": interface.addresses.between(here, name), "name": name}
            for name in (JSON, BADGE)
        ],
    )
    parts = {"chapters": "chapters", "lengths": "ratio", "findings": "findings"}
    return Body(html, tuple(Heading(2, i, words[f"alignment_{key}"]) for i, key in parts.items()))


def _describe_chapter(status: ChapterStatus, interface: Interface) -> dict[str, Any]:
    names = name_notes(status.chapter, _languages(interface), interface.side)
    page = interface.between(interface.names.alignment, status.chapter.name)
    return {
        "title": chapter_title(status.chapter, interface.side),
        "counts": _describe_counts([status], interface),
        "ticks": [_describe_tick(pair, names, page, interface) for pair in status.pairs],
    }


def _describe_tick(
    status: PairStatus, names: Mapping[str, NoteName], page: str, interface: Interface
) -> dict[str, str]:
    form, said = _describe_kinds(list_kinds(status), interface.language)
    note = names.get(status.id)
    name = f"{_call(note, interface)}, {note.words}" if note else interface.name(status.id)
    href = page + interface.anchor(status.pair)
    return {"form": form, "href": href, "said": f"{name}, {said}"}


@cache
def _describe_kinds(kinds: tuple[str, ...], language: str) -> tuple[str, str]:
    """The form of a tick and its words; there are few different ones."""
    order = (*_KINDS, *_SHAPES)
    words = read_words(language)
    said = ", ".join(words[f"is_{kind}"] for kind in sorted(kinds, key=order.index))
    return _classes(kinds), said


def _classes(kinds: Sequence[str]) -> str:
    form = next(kind for kind in _KINDS if kind in kinds)
    more = [name for name in ("doubtful", *_SHAPES) if name in kinds and name != form]
    return " ".join(f"vv-is-{name}" for name in (form, *more))


def _legend(interface: Interface) -> list[dict[str, str]]:
    """What the forms mean."""
    words = interface.words
    samples = [(_classes([kind]), words[f"is_{kind}"]) for kind in reversed(_KINDS)]
    samples += [(_classes(["reviewed", shape]), words[f"is_{shape}"]) for shape in _SHAPES]
    return [{"form": form, "said": said} for form, said in samples]


def _describe_counts(statuses: Sequence[ChapterStatus], interface: Interface) -> list[str]:
    """The counts as words, a line for the rows and one for the notes, if there are any."""
    rows = count(pair for status in statuses for pair in status.rows)
    notes = count(pair for status in statuses for pair in status.notes)
    lines = [_say_counts(rows, "pairs", interface)]
    return lines + ([_say_counts(notes, "pairs_of_notes", interface)] if notes.pairs else [])


def _say_counts(counts: Counts, name: str, interface: Interface) -> str:
    """Kinds that there are none of are left out, but for those reviewed."""
    words = interface.words
    colon = " : " if primary(interface.language) == "fr" else ": "
    told = [(name, counts.pairs), ("reviewed", counts.reviewed)]
    others = ("unreviewed", "drifted", "doubtful", "waived", *_SHAPES)
    told += [(kind, number) for kind in others if (number := getattr(counts, kind))]
    said = " · ".join(f"{words[kind]}{colon}{number}" for kind, number in told)
    return interface.typeset(said)


def _extremes(interface: Interface) -> Iterator[dict[str, Any]]:
    """The pairs at the ends of the plot."""
    ratios = interface.publication.ratios
    ends = ratios
    if len(ratios) > 2 * _EXTREMES:
        ends = (*ratios[:_EXTREMES], *ratios[-_EXTREMES:])
    for ratio, chapter, pair in ends:
        number = format_ratio(ratio, interface.language)
        yield {"ratio": number, **_describe_row(chapter, pair, interface)}


def _describe_row(chapter: Pairing, pair: Pair | None, interface: Interface) -> dict[str, Any]:
    """A link to a row, or to its page."""
    page = interface.between(interface.names.alignment, chapter.name)
    told: dict[str, Any] = {"href": page, "title": chapter_title(chapter, interface.side)}
    told |= {"name": "", "begins": "", "text": interface.text}
    if pair is None or not pair.id:
        return told
    told |= {"href": page + interface.anchor(pair), "name": interface.name(pair.id)}
    if pair.is_note:
        note = name_notes(chapter, _languages(interface), interface.side)[pair.id]
        own = {"begins": note.words, "text": interface.settings[note.side]}
        told |= {"name": _call(note, interface), **own}
    return told


def _describe_finding(
    chapter: Pairing, pair: Pair | None, finding: Finding, interface: Interface
) -> dict[str, Any]:
    said = _without_places(finding.message, chapter)
    return {"rule": finding.rule, "said": said, **_describe_row(chapter, pair, interface)}


def _without_places(message: str, chapter: Pairing) -> str:
    """A message for readers: where it names a line of one of the texts, it names that text."""
    for side in Side:
        place = re.escape(chapter[side].path) + r":\d+"
        text = f"the {name_language(chapter[side].language)} text"
        message = re.sub(place, text, message)
    return message


def _call(note: NoteName, interface: Interface) -> str:
    return f"{interface.words['note']} {note.number or ''}".rstrip()


def _languages(interface: Interface) -> Mapping[Side, str]:
    return {side: interface.settings[side].language for side in Side}
