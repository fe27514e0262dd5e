"""Tables with the two languages in their columns → segments: TSV, CSV, XLSX, ODS, and documents."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from visavis.errors import VisavisError
from visavis.imports.bitext import Segment, known_share, match_languages
from visavis.imports.readers.plain import read_cell
from visavis.imports.tree.flatten import all_words
from visavis.imports.tree.node import Block, Inline, TableBlock, has_words, make_paragraph, words_of
from visavis.imports.tree.picture import Album
from visavis.input import SheetRow, read_table
from visavis.text import named_language
from visavis.unicode import primary

_MOST = 0.75
"""So much of the words of a document stands in its table, or it is no table with a title."""
_SAMPLE = 200
_KNOWN = 0.3
_Columns = tuple[int, int]
"""The columns of the original and of the translation."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row whose two cells are read."""

    source: tuple[Block, ...]
    target: tuple[Block, ...]
    source_goes_on: bool
    """Whether the original's cell of the row above covers this row too."""
    target_goes_on: bool


def read_columns(
    data: bytes, name: str, languages: tuple[str, str], album: Album
) -> Iterator[Segment]:
    """The rows of a table: original, translation.

    A first row that names the languages says which is which; other columns (ids, scores, remarks)
    are left out by name. Raises VisavisError with the line.
    """
    rows = read_table(data, name)
    words = [row.cells for row in rows]
    columns, head = _find_columns(words, languages, name, [row.number for row in rows])
    others = _name_others(words, columns, head, album)
    if head:
        album.told += [f"column left out: {_title(words[0], at)}" for at in others]
    elif others:
        album.told.append(f"columns left out: {', '.join(str(at + 1) for at in others)}")
    yield from _join_covered(_read(row, columns) for row in rows[head:])


def read_wide_table(
    blocks: Sequence[Block], languages: tuple[str, str], name: str, album: Album
) -> list[Segment]:
    """The rows of the tables that make a document, of two columns or more; none for any other."""
    tables = (block for block in blocks if isinstance(block, TableBlock))
    grids = [table for table in tables if len(table.head) > 1 and all_words(table)]
    inside = sum(len(all_words(grid)) for grid in grids)
    if not grids or inside < _MOST * sum(len(all_words(block)) for block in blocks):
        return []
    rows = [row for grid in grids for row in _rows_of(grid, languages, name, album)]
    album.named += [
        ("text around the table", all_words(block))
        for block in blocks
        if block not in grids and all_words(block)
    ]
    return list(_join_covered(rows))


def _rows_of(
    grid: TableBlock, languages: tuple[str, str], name: str, album: Album
) -> Iterator[_Row]:
    table = [(-1, grid.head), *enumerate(grid.rows)]
    cells = [(number, row) for number, row in table if any(map(has_words, row))]
    words = [[words_of(cell) for cell in row] for _, row in cells]
    columns, head = _find_columns(words, languages, name, range(1, len(words) + 1))
    _name_others(words, columns, head, album)
    for number, row in cells[head:]:
        source, target = (_paragraph(row[at]) for at in columns)
        yield _Row(source, target, *((number, at) in grid.covered for at in columns))


def _paragraph(cell: tuple[Inline, ...]) -> tuple[Block, ...]:
    return (make_paragraph(cell),) if has_words(cell) else ()


def _find_columns(
    rows: Sequence[Sequence[str]],
    languages: tuple[str, str],
    name: str,
    numbers: Sequence[int],
) -> tuple[_Columns, int]:
    """The columns of both texts, and how many rows head the table; `numbers` are those of the rows.

    Raises VisavisError where they cannot be told.
    """
    width = max(map(len, rows), default=0)
    headed = _head(rows[0], languages, f"{name}:1") if rows else None
    if headed:
        return headed, 1
    short = next((n for n, row in zip(numbers, rows, strict=True) if len(row) < 2), 0)
    hint = "write original, tabulator, translation"
    if short:
        raise VisavisError("no tabulator in this row", place=f"{name}:{short}", hint=hint)
    wordy = [at for at in range(width) if _is_wordy(rows, at)]
    if width == 2 or len(wordy) == 2:
        one, other = (0, 1) if width == 2 else wordy
        return (one, other), 0
    known = [_of_language(rows, wordy, language) for language in languages]
    if known[0] is None or known[1] is None or known[0] == known[1]:
        raise VisavisError(
            f"{width} columns instead of two in this row",
            place=f"{name}:{numbers[0]}",
            hint="a first row with the names of the languages says which are the texts",
        )
    return (known[0], known[1]), 0


def _name_others(
    rows: Sequence[Sequence[str]], columns: _Columns, head: int, album: Album
) -> list[int]:
    """Name what stands in the head and in other columns; which of these have anything below it."""
    album.named += [("column title", cell) for row in rows[:head] for cell in row if cell]
    others = [
        (at, cell)
        for row in rows[head:]
        for at, cell in enumerate(row)
        if cell and at not in columns
    ]
    album.named += [("unused cell", cell) for _, cell in others]
    return sorted({at for at, _ in others})


def _join_covered(rows: Iterable[_Row]) -> Iterator[Segment]:
    """The segments of the rows; those that share a merged cell are one."""
    source: tuple[Block, ...] = ()
    target: tuple[Block, ...] = ()
    for row in rows:
        if row.source_goes_on != row.target_goes_on:
            source, target = source + row.source, target + row.target
            continue
        if source or target:
            yield Segment(source, target)
        source, target = row.source, row.target
    if source or target:
        yield Segment(source, target)


def _read(row: SheetRow, columns: _Columns) -> _Row:
    cells = [row.cells[at] if at < len(row.cells) else "" for at in columns]
    return _Row(read_cell(cells[0]), read_cell(cells[1]), *(at in row.covered for at in columns))


def _title(names: Sequence[str], at: int) -> str:
    return (names[at] if at < len(names) else "") or str(at + 1)


def _head(cells: Sequence[str], languages: tuple[str, str], place: str) -> _Columns | None:
    """The columns that a first row names; None where it is no head."""
    named = [named_language(cell, languages) for cell in cells]
    if named.count(languages[0]) == named.count(languages[1]) == 1:
        return named.index(languages[0]), named.index(languages[1])
    tags = [cell.strip() for cell in cells]
    known = {primary(language) for language in languages}
    if len(tags) == 2 and all(map(_is_short_tag, tags)) and {primary(tag) for tag in tags} & known:
        match_languages((tags[0], tags[1]), languages, place)
    return None


def _is_short_tag(cell: str) -> bool:
    return bool(re.fullmatch(r"[a-zA-Z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*", cell))


def _is_wordy(rows: Sequence[Sequence[str]], at: int) -> bool:
    """Whether a column holds words: ids and scores hold one, or none."""
    cells = [row[at] for row in rows[:_SAMPLE] if at < len(row) and row[at].strip()]
    letters = sum(any(c.isalpha() for c in cell) for cell in cells)
    several = sum(len(cell.split()) > 1 or not cell.isascii() for cell in cells)
    return bool(cells) and letters > 0.6 * len(cells) and several > 0.2 * len(cells)


def _of_language(
    rows: Sequence[Sequence[str]], columns: Sequence[int], language: str
) -> int | None:
    """The column with most words of a language."""

    def share(at: int) -> float:
        sample = " ".join(row[at] for row in rows[:_SAMPLE] if at < len(row))
        return known_share(sample[:5_000], language)

    best = max(columns, key=share, default=None)
    return best if best is not None and share(best) > _KNOWN else None
