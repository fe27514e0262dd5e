"""Plain text → the tree. Blank lines part paragraphs; few other things are a sign of anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from visavis.imports.readers.headline import find_levels
from visavis.imports.tree.node import (
    Block,
    Break,
    Heading,
    Inline,
    Paragraph,
    Rule,
    Verse,
    Words,
    make_paragraph,
)
from visavis.input import clean

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_ORNAMENT = re.compile(r"[\s*\-_=~·•.⁂#]*")
_NARROWEST, _WIDEST = 50, 100
"""Lines that are wrapped by a program or by hand are hardly ever shorter, or longer."""


def read_plain(text: str) -> Iterator[Block]:
    """The paragraphs of a text, and its verse.

    The lines of a paragraph belong together where they are filled, as a program wraps them: a break
    is meant where the next word would have had room on the line before, and where half of the
    breaks are meant the paragraph is verse. A text without a blank line, and not filled, has a
    paragraph on each line. Which lines are headings, `find_levels` says.
    """
    blocks = split_paragraphs(text)
    width = _width(blocks)
    if len(blocks) == 1 and not _is_filled(blocks[0].split("\n"), width):
        blocks = blocks[0].split("\n")
    levels = find_levels(blocks)
    for place, block in enumerate(blocks):
        lines = [line.rstrip() for line in block.split("\n") if line.strip()]
        if not lines:
            continue
        if not any(c.isalnum() for c in block) and _ORNAMENT.fullmatch(block):
            yield Rule()
        elif place in levels:
            yield Heading(levels[place], (Words(" ".join(block.split())),))
        elif _is_verse(lines, width):
            yield Verse(tuple(map(_verse_line, lines)))
        else:
            yield Paragraph((Words(" ".join(line.strip() for line in lines)),))


def split_paragraphs(text: str) -> list[str]:
    """The pieces between blank lines, without those that hold nothing."""
    return [piece for piece in _BLANK.split(text.strip("\n")) if piece.strip()]


def lines_of(text: str) -> tuple[Inline, ...]:
    """Words whose line breaks are all meant."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return tuple(i for n, line in enumerate(lines) for i in ((Break(),) * (n > 0) + (Words(line),)))


def read_cell(text: str) -> tuple[Block, ...]:
    """The paragraphs of one side of a unit, whose line breaks are all meant."""
    return tuple(make_paragraph(lines_of(piece)) for piece in split_paragraphs(clean(text)))


def _width(blocks: Sequence[str]) -> int:
    """The width at which the text is wrapped: its longest line, where lines are broken at all."""
    lengths = sorted(len(line) for block in blocks if "\n" in block for line in block.split("\n"))
    usual = lengths[int(len(lengths) * 0.98)] if lengths else _WIDEST
    return max(_NARROWEST, min(usual, _WIDEST))


def _is_verse(lines: Sequence[str], width: int) -> bool:
    return len(lines) > 1 and max(map(len, lines)) <= width and not _is_filled(lines, width)


def _is_filled(lines: Sequence[str], width: int) -> bool:
    """Whether lines look as if a program had wrapped them."""
    if max(map(len, lines)) > width:
        return False
    room = sum(
        len(line) + 1 + len((following.split() or [""])[0]) <= width
        for line, following in pairwise(lines)
    )
    return room * 2 < max(len(lines) - 1, 1)


def _verse_line(line: str) -> tuple[Inline, ...]:
    indent = len(line.expandtabs(4)) - len(line.expandtabs(4).lstrip(" "))
    return (Words("\u00a0" * indent + line.strip()),)
