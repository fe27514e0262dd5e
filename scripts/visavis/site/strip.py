"""A chapter as a strip of ticks, one a pair, each a link to its row. Pure: HTML out.

What a tick says is said three times: by its form, by its title, which is its name for those who
hear the page, and in sum by the counts before it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from html import escape
from urllib.parse import quote

from visavis.pairs import Pair
from visavis.render import composed_label, read_words
from visavis.settings import Project, TextSettings
from visavis.site.note_name import NoteName, name_notes
from visavis.site.status import ChapterStatus, Counts, PairStatus, count, list_kinds

_KINDS = ("drifted", "doubtful", "waived", "reviewed", "unreviewed")
"""The form of a tick is that of the first of these that holds; `doubtful` is added to another."""
_SHAPES = ("several", "one_sided")
"""These are added to it."""
_NOTE = "note-"


def render_strip(
    status: ChapterStatus, page: str, name: str, project: Project, interface: TextSettings
) -> str:
    """The ticks of a chapter whose page has this address; `name` is what the strip is called."""
    names = name_notes(status.chapter, project, interface)
    ticks = " ".join(_tick(pair, names, page, project, interface) for pair in status.pairs)
    return f'<div class="vv-strip" role="group" aria-label="{escape(name)}">{ticks}</div>'


def render_legend(language: str) -> str:
    """What the forms mean."""
    words = read_words(language)
    samples = [(_classes([kind]), words[f"is_{kind}"]) for kind in reversed(_KINDS)]
    samples += [(_classes(["reviewed", shape]), words[f"is_{shape}"]) for shape in _SHAPES]
    items = "".join(
        f'<li><span class="vv-tick {names}"></span> {escape(said)}</li>' for names, said in samples
    )
    return f'<ul class="vv-legend">{items}</ul>'


def describe_counts(statuses: Sequence[ChapterStatus], language: str) -> list[str]:
    """The counts as words, a line for the rows and one for the notes, if there are any."""
    rows = count(pair for status in statuses for pair in status.rows)
    notes = count(pair for status in statuses for pair in status.notes)
    lines = [_describe_counts(rows, "pairs", language)]
    return lines + ([_describe_counts(notes, "pairs_of_notes", language)] if notes.pairs else [])


def _describe_counts(counts: Counts, name: str, language: str) -> str:
    """Kinds that there are none of are left out, but for those reviewed."""
    words = read_words(language)
    colon = " : " if language.partition("-")[0] == "fr" else ": "
    told = [(name, counts.pairs), ("reviewed", counts.reviewed)]
    others = ("unreviewed", "drifted", "doubtful", "waived", *_SHAPES)
    told += [(kind, number) for kind in others if (number := getattr(counts, kind))]
    return " · ".join(f"{words[kind]}{colon}{number}" for kind, number in told)


def find_anchor(pair: Pair, project: Project, interface: TextSettings) -> str:
    """The fragment of a pair on its page: that of its row, or of a note in the first language."""
    identifier = pair.id or ""
    if not identifier.startswith(_NOTE):
        return f"#{identifier}"
    first, second = project.target, project.source
    if (interface is second and pair.source) or not pair.target:
        first = second
    label = composed_label(identifier.removeprefix(_NOTE), first.language)
    return "#" + quote(f"fn:{label}", safe=":")


def name_pair(identifier: str, language: str) -> str:
    """A pair as its row shows it: `p7` as 7; a note with its label."""
    if identifier.startswith(_NOTE):
        return f"{read_words(language)['note']} {identifier.removeprefix(_NOTE)}"
    number = identifier.removeprefix("p")
    return number if number.replace("-", "").isdigit() else identifier


def _tick(
    status: PairStatus,
    names: Mapping[str, NoteName],
    page: str,
    project: Project,
    interface: TextSettings,
) -> str:
    language = interface.language
    classes, said = _describe(list_kinds(status), language)
    note = names.get(status.id)
    name = escape(str(note) if note else name_pair(status.id, language))
    href = escape(page + find_anchor(status.pair, project, interface))
    return f'<a class="vv-tick {classes}" href="{href}" title="{name}, {said}"></a>'


@cache
def _describe(kinds: tuple[str, ...], language: str) -> tuple[str, str]:
    """The form of a tick and its words; there are few different ones."""
    words = read_words(language)
    order = (*_KINDS, *_SHAPES)
    said = ", ".join(words[f"is_{kind}"] for kind in sorted(kinds, key=order.index))
    return _classes(kinds), escape(said)


def _classes(kinds: Sequence[str]) -> str:
    form = next(kind for kind in _KINDS if kind in kinds)
    more = [name for name in ("doubtful", *_SHAPES) if name in kinds and name != form]
    return " ".join(f"vv-is-{name}" for name in (form, *more))
