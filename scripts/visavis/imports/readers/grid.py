"""A table of a page → the table of a text."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from visavis.imports.readers.page import NOTE, Element
from visavis.imports.tree.node import Block, Inline, Paragraph, TableBlock, Words

_LARGEST_SPAN = 100
_MOST_CELLS = 200_000
"""A larger table is no table: its rows become paragraphs."""


def read_table(
    element: Element, read: Callable[[Element], tuple[Inline, ...]], *, in_note: bool
) -> Iterator[Block]:
    """The table that an element is; `read` gives what stands in a cell.

    A cell that reaches over others stands in the first of them, and these are empty, so that every
    cell keeps its column.
    """
    rows: list[list[tuple[Inline, ...]]] = []
    held: dict[int, int] = {}
    covered: set[tuple[int, int]] = set()
    has_head = False
    for row in _rows(element):
        if row.get(NOTE) is not None and not in_note:
            continue
        cells: list[tuple[Inline, ...]] = []
        for cell in row.iterchildren("td", "th"):
            _skip(held, cells, covered, len(rows))
            is_note = cell.get(NOTE) is not None and not in_note
            content = () if is_note else read(cell)
            wide, high = _span(cell, "colspan"), _span(cell, "rowspan")
            for column in range(len(cells), len(cells) + wide):
                held[column] = high - 1
            cells += [content, *[()] * (wide - 1)]
        _skip(held, cells, covered, len(rows))
        titles = all(cell.tag == "th" for cell in row.iterchildren("*"))
        has_head = has_head or (not rows and (titles or row.getparent().tag == "thead"))
        rows.append(cells)
    width = max(map(len, rows), default=0)
    if width * len(rows) > _MOST_CELLS:
        yield from (Paragraph(tuple(i for c in row for i in (*c, Words(" ")))) for row in rows)
        return
    full = [(*row, *[()] * (width - len(row))) for row in rows]
    if full:
        below = frozenset((row - has_head, column) for row, column in covered)
        head, body = (full[0], full[1:]) if has_head else (((),) * width, full)
        yield TableBlock(head, tuple(body), below)


def _rows(table: Element) -> Iterator[Element]:
    for child in table.iterchildren("*"):
        if child.tag == "tr":
            yield child
        elif child.tag in ("thead", "tbody", "tfoot"):
            yield from child.iterchildren("tr")


def _span(cell: Element, name: str) -> int:
    value = cell.get(name) or "1"
    return max(1, min(int(value), _LARGEST_SPAN)) if value.isdecimal() and len(value) < 10 else 1


def _skip(
    held: dict[int, int],
    cells: list[tuple[Inline, ...]],
    covered: set[tuple[int, int]],
    row: int,
) -> None:
    """Leave the columns empty that a cell of a row above reaches down to."""
    while held.get(len(cells), 0) > 0:
        held[len(cells)] -= 1
        covered.add((row, len(cells)))
        cells.append(())
