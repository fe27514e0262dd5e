"""A document that is one table with the two languages in its columns."""

from __future__ import annotations

from collections.abc import Sequence

from visavis.imports.bitext import Account
from visavis.imports.readers.table import TableRow, find_columns
from visavis.imports.tree.flatten import all_words
from visavis.imports.tree.node import Block, Inline, TableBlock, has_words, make_paragraph, words_of

_MOST = 0.75
"""So much of the words of the document stands in its table, or it is no table with a title."""
_Cells = tuple[tuple[Inline, ...], ...]


def find_wide_table(
    blocks: Sequence[Block], languages: tuple[str, str], name: str, account: Account
) -> list[TableRow]:
    """The rows of the tables that make a document, of two columns or more; none for any other."""
    grids = [block for block in blocks if isinstance(block, TableBlock) and len(block.head) > 1]
    inside = sum(len(all_words(grid)) for grid in grids)
    if not grids or inside < _MOST * sum(len(all_words(block)) for block in blocks):
        return []
    rows: list[TableRow] = []
    for grid in grids:
        rows += _rows(grid, languages, name, account)
    account.named += [
        ("text around the table", all_words(block))
        for block in blocks
        if block not in grids and all_words(block)
    ]
    return rows


def _rows(
    grid: TableBlock, languages: tuple[str, str], name: str, account: Account
) -> list[TableRow]:
    table = [(-1, grid.head), *enumerate(grid.rows)]
    cells = [(at, row) for at, row in table if any(map(has_words, row))]
    words = [[words_of(cell) for cell in row] for _, row in cells]
    columns, head = find_columns(words, languages, name)
    account.named += [("column title", cell) for row in words[:head] for cell in row if cell]
    account.named += [
        ("unused cell", cell)
        for row in words[head:]
        for at, cell in enumerate(row)
        if cell and at not in columns
    ]
    return [_row(at, row, columns, grid.covered) for at, row in cells[head:]]


def _row(
    number: int, row: _Cells, columns: tuple[int, int], covered: frozenset[tuple[int, int]]
) -> TableRow:
    source, target = (
        (make_paragraph(row[at]),) if at < len(row) and has_words(row[at]) else () for at in columns
    )
    return TableRow(number, source, target, *((number, at) in covered for at in columns))
