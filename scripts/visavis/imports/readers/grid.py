"""Tables whose cells reach over others → tables in which every cell has its column."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from visavis.imports.readers.page import NOTE, Element
from visavis.imports.tree.node import Block, Inline, Paragraph, TableBlock, Words

_LARGEST_SPAN = 100
_MOST_CELLS = 200_000
"""A larger table is no table: its rows become paragraphs."""
Cell = tuple[tuple[Inline, ...], int, int]
"""What stands in a cell, and over how many columns and rows it reaches."""


def make_table(rows: Iterable[Iterable[Cell]], *, has_head: bool) -> Iterator[Block]:
    """The table of these rows; nothing where there are none.

    A cell that reaches over others stands in the first of them, and these are empty.
    """
    grid: list[list[tuple[Inline, ...]]] = []
    held: dict[int, int] = {}
    covered: set[tuple[int, int]] = set()
    for row in rows:
        cells: list[tuple[Inline, ...]] = []
        for content, wide, high in (*row, ((), 0, 1)):
            while held.get(len(cells), 0) > 0:  # a cell of a row above reaches down to here
                held[len(cells)] -= 1
                covered.add((len(grid) - has_head, len(cells)))
                cells.append(())
            wide, high = min(wide, _LARGEST_SPAN), min(high, _LARGEST_SPAN)
            held.update(dict.fromkeys(range(len(cells), len(cells) + wide), high - 1))
            cells += [content, *[()] * (wide - 1)] if wide else []
        grid.append(cells)
    width = max(map(len, grid), default=0)
    if width * len(grid) > _MOST_CELLS:
        yield from (Paragraph(tuple(i for c in row for i in (*c, Words(" ")))) for row in grid)
    elif grid:
        full = [(*row, *[()] * (width - len(row))) for row in grid]
        head = full.pop(0) if has_head else ((),) * width
        yield TableBlock(head, tuple(full), frozenset(covered))


def read_table(
    element: Element, read: Callable[[Element], tuple[Inline, ...]], *, in_note: bool
) -> Iterator[Block]:
    """The table that an element of a page is; `read` gives what stands in a cell."""

    def is_left_out(one: Element) -> bool:
        return one.get(NOTE) is not None and not in_note

    rows = [row for row in _rows(element) if not is_left_out(row)]
    has_head = any(
        all(cell.tag == "th" for cell in row.iterchildren("*")) or row.getparent().tag == "thead"
        for row in rows[:1]
    )
    yield from make_table(
        (
            [
                (() if is_left_out(cell) else read(cell), _span(cell, "col"), _span(cell, "row"))
                for cell in row.iterchildren("td", "th")
            ]
            for row in rows
        ),
        has_head=has_head,
    )


def _rows(table: Element) -> Iterator[Element]:
    for child in table.iterchildren("*"):
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _span(cell: Element, over: str) -> int:
    value = cell.get(f"{over}span") or "1"
    return max(1, int(value)) if value.isdecimal() and len(value) < 10 else 1
