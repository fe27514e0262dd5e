"""What the rows around a place would be after a plan: shown before it is taken."""

from __future__ import annotations

from visavis.action import Plan
from visavis.edition import Edition
from visavis.pairs import Pair, with_texts
from visavis.side import Side
from visavis.text import parse_document

_ROWS = 6
_WORDS = 9


def preview_rows(edition: Edition, plan: Plan, address: str) -> list[dict[str, str]]:
    """The rows from an address on, with the first words of both sides, as they would be."""
    name, _, identifier = address.partition("#")
    chapter = next((one for one in edition.chapters if one.name == name), None)
    if chapter is None:
        return []
    texts = {c.path: c.after or "" for c in plan.changes if not isinstance(c.after, bytes)}
    documents = {
        side: parse_document(texts[one.path], path=one.path, language=one.language)
        for side in Side
        if (one := chapter[side]).path in texts
    }
    rows = with_texts(chapter, documents).pairs
    ids = [row.id for row in chapter.pairs]
    before = ids[: ids.index(identifier)] if identifier in ids else []
    start = next((n + 1 for n in range(len(rows) - 1, -1, -1) if rows[n].id in before), 0)
    return [_tell(row) for row in rows[start : start + _ROWS]]


def _tell(row: Pair) -> dict[str, str]:
    return {"id": row.id or "", **{side.value: _begin(row, side) for side in Side}}


def _begin(row: Pair, side: Side) -> str:
    words = " ".join(block.plain for block in row[side]).split()
    return " ".join(words[:_WORDS]) + ("…" if len(words) > _WORDS else "")
