"""Parts one row into two, on both sides or on one, without losing a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from visavis.pairs.pair import Pair, Pairing
from visavis.pairs.surgery import (
    among,
    check_sure,
    finish,
    is_row,
    line_end,
    unreadable,
    with_blocks,
    write_token,
)
from visavis.side import Side
from visavis.text import Block, Document, Kind

_SPACE = re.compile(r"(?:\\(?=[\r\n])|[ \t\r\n])+\Z")
_QUOTED = re.compile(r"[ \t]*(?:>[ \t]?)+\Z")
_ITEM = re.compile(r"[ \t]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+\Z")


@dataclass(frozen=True, slots=True)
class Cut:
    """Where one side of a row is parted."""

    block: int
    """The number of the block among those of the side, from 0."""
    offset: int
    """In characters of its source; 0 parts the side before the block."""


def split(
    chapter: Pairing, pair: Pair, cuts: Mapping[Side, Cut], ids: tuple[str, str] | None
) -> Pairing:
    """Part a row at the cuts: what stands before them is the row of the first id.

    Without ids one side is parted alone: the second part continues the first. Raises VisavisError
    where the cut would change how the text is read.
    """
    check_sure(chapter)
    texts = {
        side: _part(chapter[side], pair[side], cut, ids or (pair.id or "",), pair.id or "")
        for side, cut in cuts.items()
    }
    after = finish(chapter, texts, "a cut")
    for side, cut in cuts.items():
        at = next(n for n, block in enumerate(chapter[side].blocks) if block is pair[side][0])
        kinds = [block.kind for block in pair[side]]
        kinds[cut.block : cut.block] = kinds[cut.block : cut.block + bool(cut.offset)]
        rows = [b for b in after[side].blocks[at:] if is_row(b)]
        if [block.kind for block in rows[: len(kinds)]] != kinds:
            raise unreadable(chapter[side], "a cut")
    return after


def _part(
    document: Document, side: Sequence[Block], cut: Cut, ids: Sequence[str], old: str
) -> Document:
    """The document with one side of a row parted; one id stands for both parts."""
    second = f"#{ids[1]}" if len(ids) > 1 else f".{ids[0]}"

    def blocks() -> Iterator[Block]:
        for block in document.blocks:
            number = among(block, side)
            first = f"#{ids[0]}" if number == 0 else f".{ids[0]}"
            if number < 0:
                yield block
            elif number < cut.block:
                yield write_token(block, document, first, old)
            elif number > cut.block:
                yield write_token(block, document, f".{ids[-1]}", old)
            elif cut.offset == 0:
                yield write_token(block, document, second, old)
            else:
                head, tail = _halve(block, document, cut.offset)
                yield write_token(head, document, first, old)
                yield write_token(tail, document, second, old)

    return with_blocks(document, blocks())


def _halve(block: Block, document: Document, offset: int) -> tuple[Block, Block]:
    """The two halves of a block, each with the attribute line of the whole."""
    end = line_end(block, document)
    begin, prefix = _beginning(block, offset)
    before = _SPACE.sub("", block.source[:begin])
    if block.kind is Kind.QUOTE:
        before = re.sub(r"(?:[\r\n]+[ \t]*>[ \t]*)+\Z", "", before)
    line = block.attribute_source
    closed = line if line.endswith(("\n", "\r")) else line + end
    after = prefix + block.source[begin:].lstrip(" \t\r\n")
    head = replace(block, source=before + end, attribute_source=closed)
    return head, replace(block, lead=end, source=after)


def _beginning(block: Block, offset: int) -> tuple[int, str]:
    """Where the second half begins, and what has to stand before it to be of the same kind."""
    if block.kind not in (Kind.QUOTE, Kind.LIST):
        return offset, ""
    begin = max(block.source.rfind("\n", 0, offset), block.source.rfind("\r", 0, offset)) + 1
    lead = block.source[begin:offset]
    if (_ITEM if block.kind is Kind.LIST else _QUOTED).match(lead):
        return begin, ""
    return offset, "> " if block.kind is Kind.QUOTE else ""
