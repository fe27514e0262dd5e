"""TSV → segments."""

from __future__ import annotations

import re
from collections.abc import Iterator

from visavis.errors import VisavisError
from visavis.imports.bitext import Segment, match_languages, primary
from visavis.imports.readers.plain import read_cell
from visavis.input import decode

_HEADER = re.compile(r"[a-zA-Z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


def read_tsv(data: bytes, name: str, languages: tuple[str, str]) -> Iterator[Segment]:
    """The rows of a table: original, tabulator, translation.

    A first row of two language tags says which is which. Raises VisavisError with the line.
    """
    swapped = False
    for number, line in enumerate(decode(data, name).split("\n"), 1):
        if not line.strip():
            continue
        cells = [_unquoted(cell) for cell in line.split("\t")]
        if len(cells) != 2:
            said = "no tabulator" if len(cells) == 1 else f"{len(cells)} columns instead of two"
            hint = "write original, tabulator, translation"
            raise VisavisError(f"{said} in this row", place=f"{name}:{number}", hint=hint)
        if number == 1 and all(_HEADER.fullmatch(cell) for cell in cells):
            known = {primary(language) for language in languages}
            if {primary(cell) for cell in cells} & known:
                swapped = match_languages((cells[0], cells[1]), languages, f"{name}:1")
                continue
        source, target = map(read_cell, cells[::-1] if swapped else cells)
        yield Segment(source, target)


def _unquoted(cell: str) -> str:
    """A cell without the quotation marks that spreadsheets put around some."""
    inside = cell[1:-1]
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inside.replace('""', ""):
        return inside.replace('""', '"')
    return cell.strip()
