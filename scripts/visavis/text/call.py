"""Where the calls of notes stand among the plain words, which do not show them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import count

from visavis.text.block import Block, Document, InlineKind
from visavis.text.parse import parse_document, write_document

_OPEN, _CLOSE = "⸨", "⸩"
"""A call is punctuation to Markdown, and so are these: emphasis beside them stays emphasis."""
_MARK = re.compile(rf"{_OPEN}(\d+){_CLOSE}")

Calls = Mapping[int, tuple[tuple[str, int], ...]]
"""By the number of a block in its document: label and place of each of its calls, in order."""


def locate_calls(document: Document) -> Calls:
    """The place of every call in its block's `plain`, in characters; those in notes are left out.

    The blocks are read a second time, with a mark where each call stands. A block in which that
    changes the words, as its text has such marks itself, is left out.
    """
    calling = {
        number: block
        for number, block in enumerate(document.blocks)
        if block.label is None and block.of_kind(InlineKind.NOTE)
    }
    # Mostly the blocks can be read alone; a link by reference needs the whole text.
    alone = replace(document, blocks=tuple(calling.values()), head="\n", tail="")
    found = _locate(alone, calling)
    return found if found is not None else _locate(document, None) or {}


def _locate(document: Document, numbers: Iterable[int] | None) -> Calls | None:
    """The places; None where the blocks are read otherwise than they were."""
    marked = replace(document, blocks=tuple(map(_mark, document.blocks)))
    again = parse_document(write_document(marked), path=document.path, language=document.language)
    if len(again.blocks) != len(document.blocks):
        return None
    found: dict[int, tuple[tuple[str, int], ...]] = {}
    pairs = zip(document.blocks, again.blocks, strict=True)
    for number, (block, seen) in zip(numbers or count(), pairs, strict=False):
        labels = [call.text for call in block.of_kind(InlineKind.NOTE)]
        if block.label is not None or not labels:
            continue
        # A space beside a call is no word once it stands at the edge.
        told = _MARK.sub("", seen.plain)
        before = len(told) - len(told.lstrip(" "))
        places = [min(max(at - before, 0), len(block.plain)) for at in _places(seen.plain)]
        if told.strip(" ") == block.plain and len(places) == len(labels):
            found[number] = tuple(zip(labels, places, strict=True))
        elif numbers is not None:
            return None
    return found


def _mark(block: Block) -> Block:
    pieces, done = [], 0
    for number, call in enumerate(block.of_kind(InlineKind.NOTE)):
        if call.start >= done:
            pieces += [block.source[done : call.start], f"{_OPEN}{number}{_CLOSE}"]
            done = call.end
    return replace(block, source="".join([*pieces, block.source[done:]]))


def _places(plain: str) -> list[int]:
    places, taken = [], 0
    for mark in _MARK.finditer(plain):
        places.append(mark.start() - taken)
        taken += len(mark[0])
    return places
