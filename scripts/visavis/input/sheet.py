"""Tables → their cells: TSV, CSV, XLSX and ODS.

Every cell is text. What a spreadsheet has merged stands in its first cell, and covers the others.
"""

from __future__ import annotations

import datetime
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib import import_module

from visavis.errors import VisavisError
from visavis.input.archive import repack
from visavis.input.decode import clean, decode

_SHEETS = {".xlsx": "xl/", ".ods": "content.xml"}
"""Spreadsheets, and what their archive must hold."""
_DELIMITERS = "\t,;|"
_LARGEST = 2_000_000
"""So many cells are more than a book has paragraphs."""


@dataclass(frozen=True, slots=True)
class SheetRow:
    """One row of a table."""

    number: int
    """Its line in the file, or its row in the sheet, from 1."""
    cells: tuple[str, ...]
    covered: frozenset[int] = frozenset()
    """The columns in which a cell of the row above goes on."""


def read_delimited(text: str, delimiter: str = "") -> list[SheetRow]:
    """The rows of a text whose cells are parted by tabulators, commas, semicolons or bars.

    Quotation marks are those of a spreadsheet only if they are so throughout: every cell has them,
    or those alone that need them, and within them each is doubled. Otherwise they are the author's.
    """
    delimiter = delimiter or _delimiter(text)
    quoted = _read_quoted(text, delimiter)
    return quoted if quoted is not None else list(_read_bare(text, delimiter))


def read_table(data: bytes, name: str) -> list[SheetRow]:
    """The rows of a file that is a table, as the suffix of its name tells. Raises VisavisError."""
    suffix = f".{name.rpartition('.')[2].lower()}"
    if suffix in _SHEETS:
        return _read_sheet(data, suffix, name)
    rows = read_delimited(decode(data, name), "\t" if suffix == ".tsv" else "")
    if not any(any(cell.strip() for cell in row.cells) for row in rows):
        raise VisavisError("there is no text in it", place=name)
    return rows


def _read_sheet(data: bytes, suffix: str, name: str) -> list[SheetRow]:
    """The rows of the first sheet that holds anything. Raises VisavisError."""
    form = suffix.lstrip(".").upper()
    repack(data, name, form, _SHEETS[suffix])  # says what is wrong with an archive
    try:
        calamine = import_module("python_calamine")
    except ImportError:
        raise VisavisError(
            f"reading {form} needs the package python-calamine",
            hint="install it with `pip install 'visavis[import]'`",
        ) from None
    try:
        book = calamine.load_workbook(io.BytesIO(data))
        for sheet in map(book.get_sheet_by_name, book.sheet_names):
            if sheet.total_height * sheet.total_width > _LARGEST:
                raise VisavisError(f"it has more than {_LARGEST:,} cells", place=name)
            rows = [tuple(map(_text, row)) for row in sheet.to_python(skip_empty_area=False)]
            if any(any(row) for row in rows):
                return list(_covered(rows, sheet.merged_cell_ranges or ()))
    except (calamine.CalamineError, ValueError, OSError) as error:
        reason = " ".join(str(error).split())[:100]
        raise VisavisError(f"not a readable {form} file: {reason}", place=name) from None
    raise VisavisError("there is no text in it", place=name)


_Range = tuple[tuple[int, int], tuple[int, int]]


def _covered(rows: Sequence[tuple[str, ...]], merged: Sequence[_Range]) -> Iterator[SheetRow]:
    covered: dict[int, set[int]] = {}
    for (top, left), (bottom, _) in merged:
        for row in range(top + 1, min(bottom, len(rows) - 1) + 1):
            covered.setdefault(row, set()).add(left)
    for number, cells in enumerate(rows):
        yield SheetRow(number + 1, cells, frozenset(covered.get(number, ())))


def _text(cell: object) -> str:
    """What somebody sees in a cell."""
    if isinstance(cell, bool):
        return str(cell).upper()
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    if isinstance(cell, datetime.datetime) and cell.time() == datetime.time():
        return cell.date().isoformat()
    return clean(str(cell))


def _delimiter(text: str) -> str:
    """The sign that parts most rows into as many cells."""
    sample = text[:100_000]

    def evenness(delimiter: str) -> tuple[float, int]:
        rows = _read_quoted(sample, delimiter) or list(_read_bare(sample, delimiter))
        counts = Counter(len(row.cells) for row in rows)
        size, number = max(counts.items(), key=lambda item: (item[1], item[0]), default=(1, 0))
        return (number / max(len(rows), 1) if size > 1 else 0.0), size

    return max(_DELIMITERS, key=evenness)


def _read_bare(text: str, delimiter: str) -> Iterator[SheetRow]:
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip():
            yield SheetRow(number, tuple(cell.strip(" ") for cell in line.split(delimiter)))


def _read_quoted(text: str, delimiter: str) -> list[SheetRow] | None:
    """The rows of a file with a spreadsheet's quotation marks; None where it has not such."""
    part = re.escape(delimiter)
    field = re.compile(
        rf'(?:"(?P<quoted>(?:[^"]|"")*)"[ ]*(?=[{part}\n]|\Z)|(?P<bare>[^"{part}\n][^{part}\n]*|))'
        rf"(?P<end>[{part}\n]|\Z)"
    )
    rows: list[SheetRow] = []
    cells: list[str] = []
    needed = quoted = bare = 0
    at, line, start = 0, 1, 1
    while at <= len(text):
        found = field.match(text, at)
        if found is None or (found["bare"] or "").count('"'):
            return None
        if found["quoted"] is not None:
            inside = found["quoted"]
            quoted += 1
            needed += any(sign in inside for sign in ('"', "\n", delimiter))
            line += inside.count("\n")
            cells.append(inside.replace('""', '"'))
        else:
            bare += any(c.isalpha() for c in found["bare"])
            cells.append(found["bare"].strip(" "))
        at = found.end()
        if found["end"] != delimiter:
            if any(cells):
                rows.append(SheetRow(start, tuple(cells)))
            cells, line = [], line + 1
            start = line
            if not found["end"]:
                break
    return rows if needed == quoted or not bare else None
