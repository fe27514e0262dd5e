"""The tree as a format has it → the tree as the dialect can hold it, not a word less."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from visavis.imports.tree.node import (
    Admonition,
    AttributedBlock,
    Block,
    Break,
    CodeBlock,
    HeadingBlock,
    Inline,
    ItemList,
    LinkSpan,
    NoteCall,
    Paragraph,
    Quotation,
    Styled,
    TableBlock,
    ThematicBreak,
    Verse,
    Words,
    any_call,
    has_words,
    make_paragraph,
    words_of,
)

_HIGHEST_NUMBER = 99
"""Items of a greater number are wider than the four columns of the dialect."""


def flatten(blocks: Sequence[Block]) -> Iterator[Block]:
    """The blocks of a text: several where one cannot be held, none for one without words."""
    for block in blocks:
        if isinstance(block, (HeadingBlock, Paragraph)):
            if has_words(block.inside):
                yield block
            elif any_call(block.inside):  # a note that is called from no word
                yield from flatten([Paragraph(tuple(_without_calls(block.inside)))])
        elif isinstance(block, Verse):
            wordy = any(map(has_words, block.lines))
            yield from (block,) if wordy else flatten([Paragraph(_with_breaks(block.lines))])
        elif isinstance(block, ItemList):
            yield from _flat_list(block)
        elif isinstance(block, Quotation):
            inside = tuple(_flat_inside(block.blocks))
            yield from (Quotation(inside),) if inside else ()
        elif isinstance(block, TableBlock):
            yield from _flat_grid(block)
        elif isinstance(block, CodeBlock):
            yield from (block,) if block.text.strip() else ()
        elif isinstance(block, Admonition):
            yield replace(block, blocks=tuple(_flat_inside(block.blocks)))
        elif isinstance(block, AttributedBlock):
            for number, one in enumerate(flatten([block.block])):
                yield one if number else replace(block, block=one)
        else:
            yield block


def flatten_note(blocks: Sequence[Block]) -> Iterator[Paragraph]:
    """A note is paragraphs: lists and quotes in it become such, and notes in it parentheses."""
    for block in _flat_inside(blocks):
        if isinstance(block, ItemList):
            for item in block.items:
                yield from flatten_note(item)
        elif isinstance(block, Paragraph):
            inside = tuple(_without_calls(block.inside))
            if has_words(inside):
                yield Paragraph(inside)


def all_words(block: Block) -> str:
    """The plain words of a block, its parts joined by spaces."""
    return " ".join(" ".join(map(words_of, runs_of(block))).split())


def run_on(blocks: Sequence[Block]) -> tuple[Inline, ...]:
    """The words of a cell in one run."""
    runs = [run for block in blocks for run in runs_of(block)]
    return tuple(i for n, run in enumerate(runs) for i in ((Words(" "), *run) if n else run))


def runs_of(block: Block) -> Iterator[Sequence[Inline]]:
    """What is to be read in a block: its paragraphs, lines, items, cells, in order."""
    if isinstance(block, (HeadingBlock, Paragraph)):
        yield block.inside
    elif isinstance(block, Verse):
        yield from block.lines
    elif isinstance(block, ItemList):
        for item in block.items:
            yield from _runs(item)
    elif isinstance(block, Quotation):
        yield from _runs(block.blocks)
    elif isinstance(block, Admonition):
        yield (Words(block.title or ""),)
        yield from _runs(block.blocks)
    elif isinstance(block, AttributedBlock):
        yield from runs_of(block.block)
    elif isinstance(block, TableBlock):
        for row in (block.head, *block.rows):
            yield from row
    elif isinstance(block, CodeBlock):
        yield (Words(block.text),)


def _runs(blocks: Sequence[Block]) -> Iterator[Sequence[Inline]]:
    for block in blocks:
        yield from runs_of(block)


def _flat_list(block: ItemList) -> Iterator[Block]:
    items = tuple(filter(None, (tuple(_flat_inside(item)) for item in block.items)))
    if not items:
        return
    if block.start == 0 or block.start + len(items) - 1 <= _HIGHEST_NUMBER:
        yield ItemList(items, block.start)
        return
    for number, (first, *rest) in enumerate(items, block.start):
        if isinstance(first, Paragraph):
            first = Paragraph((Words(f"{number}. "), *first.inside))
        yield from (first, *rest)


def _flat_inside(blocks: Sequence[Block]) -> Iterator[Block]:
    """What stands in an item or a quote: paragraphs and lists; the rest becomes paragraphs."""
    for block in blocks:
        if isinstance(block, HeadingBlock):
            yield from flatten([Paragraph(block.inside)])
        elif isinstance(block, Verse):
            yield from flatten([Paragraph(_with_breaks(block.lines))])
        elif isinstance(block, TableBlock):
            rows = (Paragraph(_joined(row)) for row in (block.head, *block.rows))
            yield from flatten(list(rows))
        elif isinstance(block, CodeBlock):
            yield from flatten([Paragraph((Words(" ".join(block.text.split())),))])
        elif isinstance(block, Quotation):
            yield from _flat_inside(block.blocks)
        elif isinstance(block, Admonition):
            yield from flatten([Paragraph((Words(block.title or ""),))])
            yield from _flat_inside(block.blocks)
        elif not isinstance(block, ThematicBreak):
            yield from flatten([block])


def _flat_grid(block: TableBlock) -> Iterator[Block]:
    rows = [row for row in (block.head, *block.rows) if any(map(has_words, row))]
    if len(block.head) > 1 and len(rows) > 1:
        kept = tuple(row for row in block.rows if any(map(has_words, row)))
        yield replace(block, rows=kept)
        return
    for row in rows:  # a frame around a text, not a table
        yield make_paragraph(_joined(row))


def _without_calls(inlines: Sequence[Inline]) -> Iterator[Inline]:
    for inline in inlines:
        if isinstance(inline, NoteCall):
            words = " ".join(map(all_words, inline.blocks)).strip()
            yield Words(f" ({words})" if words else "")
        elif isinstance(inline, Styled):
            yield Styled(inline.style, tuple(_without_calls(inline.inside)))
        elif isinstance(inline, LinkSpan):
            yield replace(inline, inside=tuple(_without_calls(inline.inside)))
        else:
            yield inline


def _with_breaks(lines: Sequence[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    return tuple(i for n, line in enumerate(lines) for i in ((Break(), *line) if n else line))


def _joined(cells: Sequence[tuple[Inline, ...]]) -> tuple[Inline, ...]:
    kept = [cell for cell in cells if has_words(cell)]
    dash = Words(" – ")
    return tuple(i for n, cell in enumerate(kept) for i in ((dash, *cell) if n else cell))
