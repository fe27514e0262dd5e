"""What belongs to a paragraph of a page: where it ends, and how it begins."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from visavis.imports.tree.node import (
    Block,
    Break,
    Inline,
    Paragraph,
    Style,
    Styled,
    Words,
    words_of,
)

_INITIAL = re.compile(r"[«“\"'‘]?[^\W\d_]")


def parted(run: Sequence[Inline]) -> Iterator[list[Inline]]:
    """The parts of a run between two line breaks and more."""
    part: list[Inline] = []
    breaks = 0
    for inline in run:
        if isinstance(inline, Break):
            breaks += 1
            continue
        if isinstance(inline, Words) and not inline.text.strip():
            part += [inline] if not breaks else []
            continue
        if breaks > 1:
            yield part
            part = []
        elif breaks:
            part.append(Break())
        breaks = 0
        part.append(inline)
    yield part


def not_all_strong(run: tuple[Inline, ...]) -> tuple[Inline, ...]:
    """The words of a heading, which stand out by themselves."""
    told = [inline for inline in run if not isinstance(inline, Words) or inline.text.strip()]
    if len(told) == 1 and isinstance(told[0], Styled) and told[0].style is Style.STRONG:
        return not_all_strong(told[0].inside)
    return run


def unindented(run: Sequence[Inline]) -> list[Inline]:
    """A paragraph without the hard spaces that set its first line in, or end its last."""
    first, *rest = run
    done = [Words(first.text.lstrip()) if isinstance(first, Words) else first, *rest]
    if isinstance(done[-1], Words):
        done[-1] = Words(done[-1].text.rstrip())
    return done


def with_initials(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks with a letter that stands by itself in the paragraph that it begins."""
    letter: Paragraph | None = None
    for block in blocks:
        words = words_of(block.inside) if isinstance(block, Paragraph) else ""
        if letter is not None and isinstance(block, Paragraph) and words[:1].islower():
            yield Paragraph((*letter.inside, *block.inside))
            letter = None
            continue
        yield from (letter,) if letter is not None else ()
        is_letter = isinstance(block, Paragraph) and _INITIAL.fullmatch(words_of(block.inside))
        letter = block if is_letter and isinstance(block, Paragraph) else None
        yield from (block,) if letter is None else ()
    yield from (letter,) if letter is not None else ()
