"""What chapters, rows and notes are called, and their addresses on a page. Pure."""

from __future__ import annotations

from urllib.parse import quote

from visavis.pairs import Pairing
from visavis.side import Side


def chapter_title(chapter: Pairing, side: Side) -> str:
    """What a chapter is called in a language: its front matter's title, or its first heading."""
    document = chapter[side]
    headings = (block.plain for block in document.blocks if block.level == 1)
    return str(document.meta.get("title") or next(headings, chapter.name))


def row_number(identifier: str) -> str:
    """An id as its row shows it: `p7` as 7."""
    number = identifier.removeprefix("p")
    return number if number.replace("-", "").isdigit() else identifier


def quote_anchor(identifier: str) -> str:
    """An id as the end of an address."""
    return "#" + quote(identifier, safe=":")
