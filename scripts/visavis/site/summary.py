"""How far an edition has been reviewed, for other pages: `alignment.json`, `alignment.svg`.

`alignment.json` is one object:

    {"version": 1,
     "pairs": 42, "reviewed": 38, "unreviewed": 3, "drifted": 1,
     "doubtful": 2, "waived": 0, "several": 1, "one_sided": 0,
     "rows": {"pairs": 40, …}, "notes": {"pairs": 2, …},
     "chapters": [{"name": "partner-state", "title": "…", "address": "partner-state/", "pairs": …}]}

The counts of the edition and those of each chapter have the same names, as `Counts` says them
(`reviewed`, `unreviewed` and `drifted` together are all `pairs`). Beside them stand `rows` and
`notes`, each an object of the same counts: those of the paragraphs, and of the notes.
The titles are those of the interface at the root of the site, the addresses are relative to it.
Fields may be added, none is changed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict

from markupsafe import Markup

from visavis.publication import ChapterStatus, Counts, Interface, chapter_title, count, count_all

JSON = "alignment.json"
BADGE = "alignment.svg"
_CHARACTER = 6.6
"""Width of a character of the badge, in pixels; the text is stretched to what that makes."""
_PADDING = 6


def summary_files(interface: Interface) -> dict[str, str]:
    """Both files by name; `interface` is the one at the root of the site."""
    badge = draw_badge(count_all(interface.publication.statuses))
    return {JSON: summarize(interface), BADGE: badge}


def summarize(interface: Interface) -> str:
    """The text of `alignment.json`."""
    statuses = interface.publication.statuses
    chapters = [
        {
            "name": status.chapter.name,
            "title": chapter_title(status.chapter, interface.side),
            "address": interface.address(status.chapter.name),
            **asdict(status.counts),
            **_parts([status]),
        }
        for status in statuses
    ]
    total = count_all(statuses)
    summary = {"version": 1, **asdict(total), **_parts(statuses), "chapters": chapters}
    return json.dumps(summary, ensure_ascii=False, indent=1) + "\n"


def _parts(statuses: Sequence[ChapterStatus]) -> dict[str, dict[str, int]]:
    """The counts of the rows and those of the notes."""
    return {
        "rows": asdict(count(pair for status in statuses for pair in status.rows)),
        "notes": asdict(count(pair for status in statuses for pair in status.notes)),
    }


def draw_badge(counts: Counts) -> str:
    """The text of `alignment.svg`: such as `alignment 38/42 reviewed`, legible on any ground."""
    label, value = "alignment", f"{counts.reviewed}/{counts.pairs} reviewed"
    left, right = (round(len(text) * _CHARACTER) + 2 * _PADDING for text in (label, value))
    return _BADGE.format(
        label=label,
        value=value,
        width=left + right,
        left=left,
        end=right - 3,
        label_at=_PADDING,
        label_width=left - 2 * _PADDING,
        value_at=left + _PADDING,
        value_width=right - 2 * _PADDING,
    )


_BADGE = Markup(
    '<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="20" role="img" '
    'aria-label="{label} {value}"><title>{label} {value}</title>'
    '<rect width="{width}" height="20" rx="3" fill="#24211c"/>'
    '<path d="M{left} 0h{end}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{left}z" fill="#8a2f1c"/>'
    '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
    '<text x="{label_at}" y="14" textLength="{label_width}">{label}</text>'
    '<text x="{value_at}" y="14" textLength="{value_width}">{value}</text></g></svg>\n'
)
