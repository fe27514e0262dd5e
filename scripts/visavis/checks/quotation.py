"""Quotations that are opened and never closed, or closed and never opened, through a whole text.

A speech may go on for pages: in French its turns begin with a dash between one `«` and its `»`,
elsewhere each of its paragraphs opens it again, and only the last one closes it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from visavis.text import Block, Document, Kind

_OPENING = ("«", "“", "„", '"', "「")
_MARKS = (*_OPENING, "»", "”", "」")
_DASHES = ("-", "–", "—", "―")
_SILENT = frozenset({Kind.NOTE, Kind.CODE, Kind.HTML})
_TALE = frozenset({Kind.PARAGRAPH, Kind.HEADING})
"""What shows that a speech is over; a verse or a table may stand in the midst of one."""
_FEWEST = 5
_USUAL = 50
"""A text with more faults than these, and than one in so many of the blocks with marks, has a
custom of its own."""


def find_unbalanced(documents: Sequence[Document]) -> Mapping[int, int]:
    """The blocks of one side of a book with a quotation that has no end (1) or no beginning (-1).

    They are named by `id()`. Nothing is found in a side where that is usual.
    """
    faults: dict[int, int] = {}
    marked = 0
    for document in documents:
        blocks = [block for block in document.blocks if block.kind not in _SILENT]
        marked += sum(any(mark in block.plain for mark in _MARKS) for block in blocks)
        faults.update(_walk(blocks))
    return {} if len(faults) >= max(_FEWEST, marked / _USUAL) else faults


def count_open(text: str) -> int:
    """Quotations left open; below 0 those that only close. Straight marks: whether one is over."""
    return (
        text.count("«")
        - text.count("»")
        + ((text.count("“") - text.count("”")) if "„" not in text else 0)
        + text.count("「")
        - text.count("」")
        or text.count('"') % 2
    )


def _walk(blocks: Sequence[Block]) -> dict[int, int]:
    faults: dict[int, int] = {}
    turn = _direction(blocks)
    depth, opener = 0, 0
    for block in blocks:
        text = block.plain.strip()
        net = count_open(text) * (1 if '"' in text else turn)
        if depth and (text.startswith(_OPENING) or (text.startswith("»") and net < 0)):
            net += -1 if text.startswith(_OPENING) else 1  # the same speech, opened again
        elif depth and net and _closes_first(text, turn):
            net = -depth  # a speech that was cut in two
        elif depth and block.kind in _TALE and not text.startswith(_DASHES):
            faults[opener] = 1
            depth = 0
        elif depth and '"' in text and net > 0:
            net = -1
        if net > 0:
            opener = id(block)
        depth += net
        if depth < 0:
            faults[id(block)] = -1
            depth = 0
    return {**faults, opener: 1} if depth else faults


def _closes_first(text: str, turn: int) -> bool:
    """Whether the first mark of a text closes a quotation that stands open before it."""
    first = next((at for at, sign in enumerate(text) if sign in _MARKS), None)
    if first is None:
        return False
    sign = text[first]
    if sign == '"':
        return first > 0 and not text[first - 1].isspace()
    if sign in "«»":
        return (sign == "»") == (turn > 0)
    return sign in "”」"


def _direction(blocks: Sequence[Block]) -> int:
    """-1 where guillemets point inwards, as in German: »so«."""
    first = (sign for block in blocks for sign in block.plain if sign in "«»")
    return -1 if next(first, "«") == "»" else 1
