"""Tables with the two languages in their columns → segments: TSV, CSV, XLSX, ODS, and documents."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from visavis.errors import VisavisError
from visavis.imports.bitext import Account, Segment, match_languages
from visavis.imports.readers.plain import read_cell
from visavis.imports.tree.node import Block
from visavis.input import SHEETS, SheetRow, decode, read_delimited, read_sheet
from visavis.text import named_language
from visavis.unicode import primary

_SAMPLE = 200
_KNOWN = 0.3


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row whose two cells are read."""

    number: int
    source: tuple[Block, ...]
    target: tuple[Block, ...]
    source_goes_on: bool = False
    """Whether the original's cell of the row above covers this row too."""
    target_goes_on: bool = False


def read_table(
    data: bytes, name: str, languages: tuple[str, str], account: Account
) -> Iterator[Segment]:
    """The rows of a table: original, translation.

    A first row that names the languages says which is which; other columns (ids, scores, remarks)
    are left out by name. Raises VisavisError with the line.
    """
    suffix = f".{name.rpartition('.')[2].lower()}"
    rows = table_rows(data, suffix, name)
    columns, head = find_columns([row.cells for row in rows], languages, name, rows)
    if head:
        names = rows[0].cells
        for at, cell in enumerate(names):
            if at not in columns and any(at < len(row.cells) and row.cells[at] for row in rows[1:]):
                account.told.append(f"column left out: {cell or at + 1}")
        account.named += [("column title", cell) for cell in names if cell]
    others = {at for row in rows for at in range(len(row.cells))} - set(columns)
    for row in rows:
        account.named += [
            ("unused cell", row.cells[at]) for at in sorted(others) if row.cells[at : at + 1]
        ]
    if others and not head:
        account.told.append(f"columns left out: {', '.join(str(at + 1) for at in sorted(others))}")
    yield from join_covered(_read(row, columns) for row in rows[head:])


def table_rows(data: bytes, suffix: str, name: str) -> list[SheetRow]:
    """The rows of a file that is a table. Raises VisavisError."""
    if suffix in SHEETS:
        return read_sheet(data, suffix, name)
    rows = read_delimited(decode(data, name), "\t" if suffix == ".tsv" else "")
    if not any(any(cell.strip() for cell in row.cells) for row in rows):
        raise VisavisError("there is no text in it", place=name)
    return rows


def find_columns(
    rows: Sequence[Sequence[str]],
    languages: tuple[str, str],
    name: str,
    lines: Sequence[SheetRow] = (),
) -> tuple[tuple[int, int], int]:
    """The columns of the original and of the translation, and how many rows head the table.

    Raises VisavisError where they cannot be told.
    """
    width = max(map(len, rows), default=0)
    numbers = [row.number for row in lines] or list(range(1, len(rows) + 1))
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


def join_covered(rows: Iterator[TableRow]) -> Iterator[Segment]:
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


def _read(row: SheetRow, columns: tuple[int, int]) -> TableRow:
    cells = [row.cells[at] if at < len(row.cells) else "" for at in columns]
    goes_on = [at in row.covered for at in columns]
    return TableRow(row.number, read_cell(cells[0]), read_cell(cells[1]), *goes_on)


def _head(cells: Sequence[str], languages: tuple[str, str], place: str) -> tuple[int, int] | None:
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
    from simplemma import in_target_language  # slow to load, and seldom needed

    best, most = None, _KNOWN
    for at in columns:
        sample = " ".join(row[at] for row in rows[:_SAMPLE] if at < len(row))
        try:
            share = in_target_language(sample[:5_000], lang=primary(language))
        except ValueError:
            return None
        if share > most:
            best, most = at, share
    return best
