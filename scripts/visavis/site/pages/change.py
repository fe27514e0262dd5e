"""What has changed in a row since somebody signed it off. Needs no script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from visavis.publication import Interface, PairStatus
from visavis.record import Drift
from visavis.render import typeset
from visavis.side import Side

_AROUND = 60
"""So many characters are shown around a change, to the nearest word."""


def describe_changes(status: PairStatus, interface: Interface) -> dict[str, Any]:
    """A heading, and each changed side with its words old → new, the interface's first."""
    drifts = {Side(drift.side): drift for drift in status.drifts}
    since = interface.words["changed_since"].replace("{date}", status.signed)
    heading = interface.words["changed"] + (since if status.signed else "")
    return {
        "heading": interface.typeset(heading),
        "sides": [
            {
                "text": interface.settings[side],
                "pieces": [*_excerpt(drifts[side], side, interface)],
            }
            for side in interface.sides
            if side in drifts
        ],
    }


def _excerpt(drift: Drift, side: Side, interface: Interface) -> Iterator[dict[str, str]]:
    language, words = interface.settings[side].language, interface.words
    old, new = typeset(drift.old, language), typeset(drift.new, language)
    done = 0
    for change in drift.changes:
        start, stop = change.new_span
        yield _plain(_shorten(new[done:start], before=done > 0, after=True))
        if change.old:
            if not change.new:
                yield _plain(" ")  # it stood after the last word, before the space
            yield {"mark": "del", "said": words["was"], "words": old[slice(*change.old_span)]}
        if change.old and change.new:
            yield _plain(" ")
        if change.new:
            yield {"mark": "ins", "said": words["is_now"], "words": new[start:stop]}
        done = stop
    yield _plain(_shorten(new[done:], before=True, after=False))


def _plain(words: str) -> dict[str, str]:
    return {"mark": "", "words": words}


def _shorten(text: str, *, before: bool, after: bool) -> str:
    """Unchanged words, but for those that are far from the change before and after them."""
    if len(text) <= _AROUND * (before + after) + 10:
        return text
    head = re.sub(r"\S*$", "", text[:_AROUND]) if before else ""
    tail = re.sub(r"^\S*", "", text[-_AROUND:]) if after else ""
    return f"{head}…{tail}"
