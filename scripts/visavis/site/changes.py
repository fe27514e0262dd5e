"""What has changed in a row since somebody signed it off, as HTML that needs no script. Pure.

The recorded words come from a file that anybody may edit: they are escaped, never rendered.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import escape

from visavis.record import Drift
from visavis.render import mark_html, read_words, typeset
from visavis.settings import Project, TextSettings
from visavis.site.status import PairStatus

_AROUND = 60
"""So many characters are shown around a change, to the nearest word."""


def render_changes(status: PairStatus, project: Project, interface: TextSettings) -> str:
    """A badge that opens: each changed side with its words old → new, the interface's first."""
    words = read_words(interface.language)
    drifts = status.drifts[::-1]  # the translation's first
    if interface is not project.target:
        drifts = drifts[::-1]
    shown = "".join(_side(drift, project[drift.side], interface) for drift in drifts)
    since = words["changed_since"].replace("{date}", status.signed) if status.signed else ""
    heading = escape(f"{words['changed']}{since}")
    language = mark_html(interface.language) or (
        f' lang="{escape(interface.language)}" dir="{interface.direction}"'
    )
    return (
        f'<details class="vv-changed"{language}>'
        f"<summary>{typeset(heading, interface.language)}</summary>{shown}</details>"
    )


def _side(drift: Drift, side: TextSettings, interface: TextSettings) -> str:
    """One side: its name, then the changed words among those that stand around them."""
    name = f'<span class="vv-changed-name" lang="{side.language}">{escape(side.name)}</span>'
    text = "".join(_excerpt(drift, side.language, interface.language))
    return (
        f'<p>{name} <span lang="{side.language}" dir="{side.direction}">'
        f"{' '.join(text.split())}</span></p>"
    )


def _excerpt(drift: Drift, language: str, interface: str) -> Iterator[str]:
    words = read_words(interface)
    old, new = typeset(drift.old, language), typeset(drift.new, language)
    done = 0
    for change in drift.changes:
        start, stop = change.new_span
        yield escape(_shorten(new[done:start], before=done > 0, after=True))
        if change.old:
            if not change.new:
                yield " "  # it stood after the last word, before the space
            yield _marked("del", old[slice(*change.old_span)], words["was"], interface)
        if change.old and change.new:
            yield " "
        if change.new:
            yield _marked("ins", new[start:stop], words["is_now"], interface)
        done = stop
    yield escape(_shorten(new[done:], before=True, after=False))


def _marked(tag: str, text: str, said: str, interface: str) -> str:
    """Changed words, announced to those who cannot see how they are marked."""
    hidden = f'<span class="vv-hidden" lang="{interface}">{escape(said)} </span>'
    return f"<{tag}>{hidden}{escape(text)}</{tag}>"


def _shorten(text: str, *, before: bool, after: bool) -> str:
    """Unchanged words, but for those that are far from the change before and after them."""
    if len(text) <= _AROUND * (before + after) + 10:
        return text
    head = re.sub(r"\S*$", "", text[:_AROUND]) if before else ""
    tail = re.sub(r"^\S*", "", text[-_AROUND:]) if after else ""
    return f"{head}…{tail}"
