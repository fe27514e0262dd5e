"""What to write where two texts do not match, so that `stamp` can go on: by what answers what."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from visavis.aligner import Unit, align
from visavis.pairs.pair import MARKS, Pairing
from visavis.pairs.stamp import Doubt
from visavis.side import Side
from visavis.text import Block

_MOST = 200
"""Blocks of a side beyond which a stretch is not looked at: that is no slip, but another text."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """What to do with one block."""

    side: Side
    block: Block
    advice: str
    """Such as `write {: .p5 } after it`."""
    of: str | None = None
    """The id of the row that the block belongs to, where it belongs to one."""


def find_remedies(chapter: Pairing, doubt: Doubt) -> list[Remedy]:
    """What to write at the blocks of a stretch in doubt, in the order of the texts.

    The blocks around the stretch are looked at too: most often one of them was cut in two.
    """
    texts = {side: _with_edges(chapter, doubt, side) for side in Side}
    if doubt.edges is None or max(map(len, texts.values())) > _MOST:
        return []
    units = [[Unit(block.plain, block.kind.value) for block in texts[side]] for side in Side]
    found: list[Remedy] = []
    for link in align(*units):
        numbers = zip(Side, (link.source, link.target), strict=True)
        blocks = {side: [texts[side][n] for n in some] for side, some in numbers}
        if any(block.id is None for side in Side for block in blocks[side]):
            found += _of_link(blocks)
    return found


def _with_edges(chapter: Pairing, doubt: Doubt, side: Side) -> Sequence[Block]:
    """The blocks of a side that are in doubt, between those that both sides have."""
    before, after = doubt.edges or (None, None)
    rows = {p.id: p[side] for p in chapter.pairs if p.id and p.id in (before, after)}
    return (*rows.get(before or "", ()), *doubt[side], *rows.get(after or "", ()))


def _of_link(blocks: dict[Side, list[Block]]) -> Iterator[Remedy]:
    """What to write at blocks that answer each other, or nothing."""
    for side in Side:
        ours, theirs = blocks[side], blocks[side.other]
        known = next((b.id for b in (*ours, *theirs) if b.id), None)
        for number, block in enumerate(ours):
            advice = _advice(block, number, known, theirs, side)
            if advice:
                yield Remedy(side, block, advice, known)


def _advice(
    block: Block, number: int, known: str | None, theirs: Sequence[Block], side: Side
) -> str:
    """What to write at a block that is the first or a later one of those that answer together."""
    if block.id:
        return f"write .{known} in the place of #{block.id}" if number and block.id == known else ""
    if known and f".{known}" in block.attribute_source:
        return ""
    if not theirs:
        return f"write {{: .{MARKS[side]} }} after it"
    if number == 0 and known:
        return f"write {{: #{known} }} after it"
    if number and known:
        return f"write {{: .{known} }} after it"
    if number:
        return "make one paragraph of it and the one before, or write {: .alone } after it"
    if block.kind is not theirs[0].kind:
        slip = next((one for one in (block, theirs[0]) if one.is_indented_code), None)
        if slip:
            here = "it" if slip is block else str(slip.place)
            return f"begin {here} at the left margin: a tab or four spaces make it code"
        return f"write it as a {theirs[0].kind}, as {theirs[0].place} is"
    return ""
