"""Makes one row of two that follow each other, without losing a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from visavis.errors import VisavisError
from visavis.pairs.pair import Pair, Pairing
from visavis.pairs.pairing import continued_id
from visavis.pairs.surgery import (
    among,
    check_sure,
    finish,
    line_end,
    unmark,
    with_blocks,
    write_token,
)
from visavis.side import Side
from visavis.text import Block, Document, Kind

_MERGED = frozenset({Kind.PARAGRAPH, Kind.VERSE, Kind.QUOTE, Kind.LIST})
_NUMBER = re.compile(r"\A\d+")
_LINES = re.compile(r"\S[ \t]*(?:\r\n|\r|\n)[ \t]*\S")


def join(
    chapter: Pairing, first: Pair, second: Pair, identifier: str, *, apart: bool = False
) -> Pairing:
    """Make one row of two, under one of their ids.

    Where both texts have both, two paragraphs become one, so that a `split` is undone by it. Where
    one text has only one of them, or said to stay `apart`, the other's blocks stay as they are and
    the second continues the first. Raises VisavisError where the rows do not follow each other.
    """
    check_sure(chapter)
    behind = chapter.after(first)
    if behind != second:
        found = (behind.id or "without an id") if behind else "none: it is the last"
        raise VisavisError(
            f"{second.id} does not follow {first.id}",
            place=str(first.blocks[0].place),
            hint=f"the row after {first.id} is {found}",
        )
    whole = not apart and not (first.one_sided or second.one_sided)
    faced = all(first[side] or second[side] for side in Side)
    texts = {
        side: _join_side(chapter[side], first, second, side, identifier, whole, faced)
        for side in Side
    }
    return finish(chapter, texts, "a join")


def _join_side(
    document: Document,
    first: Pair,
    second: Pair,
    side: Side,
    identifier: str,
    whole: bool,
    faced: bool,
) -> Document:
    group = (*first[side], *second[side])
    seam = len(first[side])

    def blocks() -> Iterator[Block]:
        held: Block | None = None
        for place, block in enumerate(document.blocks):
            number = among(block, group)
            if number < 0:
                yield block
                continue
            old = first.id if number < seam else second.id
            token = f"#{identifier}" if number == 0 else f".{identifier}"
            following = document.blocks[place + 1 : place + 2]
            if whole and number + 1 == seam and following and _merge(block, following[0], group):
                held = block
                continue
            if held is not None:
                block, old = _run_on(held, block, document), second.id
                token = f"#{identifier}" if seam == 1 else f".{identifier}"
                held = None
            done = write_token(block, document, token, old)
            yield unmark(done) if faced else done

    return with_blocks(document, blocks())


def _merge(one: Block, other: Block, group: Sequence[Block]) -> bool:
    """Whether two blocks that follow each other can be written as one."""
    if among(other, group) < 0 or one.kind is not other.kind or one.kind not in _MERGED:
        return False
    if other.lead.strip():
        return False  # what stands between them is no blank line
    ids = {block.id for block in group if block.id}
    said = [
        ([c for c in b.classes if c not in ids and c != continued_id(b, ids)], b.attributes.others)
        for b in (one, other)
    ]
    marks = {_NUMBER.sub("1", block.source.lstrip())[:1] for block in (one, other)}
    return said[0] == said[1] and (one.kind is not Kind.LIST or len(marks) == 1)


def _run_on(one: Block, other: Block, document: Document) -> Block:
    """One block of two, with the attribute line of the second."""
    end = line_end(one, document)
    if one.kind is Kind.PARAGRAPH and not _breaks_lines(document):
        end = " "
    return replace(other, lead=one.lead, source=one.source.rstrip(" \t\r\n") + end + other.source)


def _breaks_lines(document: Document) -> bool:
    """Whether a text has line breaks inside its paragraphs."""
    return any(b.kind is Kind.PARAGRAPH and _LINES.search(b.source) for b in document.blocks)
