"""How far an edition has been reviewed, for other pages: `alignment.json`, `alignment.svg`.

`alignment.json` is one object:

    {"version": 1,
     "pairs": 42, "reviewed": 38, "unreviewed": 3, "drifted": 1,
     "doubtful": 2, "waived": 0, "several": 1, "one_sided": 0,
     "rows": {"pairs": 40, …}, "notes": {"pairs": 2, …},
     "chapters": [{"name": "partner-state", "title": "…", "address": "partner-state/", "pairs": …}]}

The counts of the edition and those of each chapter have the same names; `visavis.site.status` says
what they count (`reviewed`, `unreviewed` and `drifted` are together all `pairs`). Beside them stand
`rows` and `notes`, each an object of the same counts: those of the paragraphs, and of the notes.
The titles are those of the interface at the root of the site, the addresses are relative to it.
Fields may be added, none is changed.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict
from html import escape
from pathlib import Path

from visavis.edition import Edition
from visavis.site.address import Addresses
from visavis.site.search import chapter_title
from visavis.site.status import ChapterStatus, Counts, count, count_all

JSON = "alignment.json"
BADGE = "alignment.svg"
_CHARACTER = 6.6
"""Width of a character of the badge, in pixels; the text is stretched to what that makes."""
_PADDING = 6


def write_summary(
    site: Path, edition: Edition, statuses: Sequence[ChapterStatus], addresses: Addresses
) -> None:
    """Write both files into a site; a publisher's own files of these names stay."""
    texts = {
        JSON: summarize(edition, statuses, addresses),
        BADGE: draw_badge(count_all(statuses)),
    }
    own = edition.project.root / edition.project.target.folder
    for name, text in texts.items():
        if not (own / name).exists():
            (site / name).write_text(text, "utf-8", newline="")


def summarize(edition: Edition, statuses: Sequence[ChapterStatus], addresses: Addresses) -> str:
    """The text of `alignment.json`."""
    project = edition.project
    chapters = [
        {
            "name": status.chapter.name,
            "title": chapter_title(status.chapter, project, project.target),
            "address": addresses.page(status.chapter.name, project.target.language),
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
    title = escape(f"{label} {value}")
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{left + right}" height="20" role="img" '
        f'aria-label="{title}"><title>{title}</title>'
        f'<rect width="{left + right}" height="20" rx="3" fill="#24211c"/>'
        f'<path d="M{left} 0h{right - 3}a3 3 0 0 1 3 3v14a3 3 0 0 1-3 3H{left}z" fill="#8a2f1c"/>'
        '<g fill="#fff" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">'
        f"{_text(_PADDING, left, label)}{_text(left + _PADDING, right, value)}</g></svg>\n"
    )


def _text(start: int, width: int, text: str) -> str:
    return f'<text x="{start}" y="14" textLength="{width - 2 * _PADDING}">{escape(text)}</text>'
