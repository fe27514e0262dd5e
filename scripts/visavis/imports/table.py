"""PO and TSV → segments."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from visavis.errors import VisavisError
from visavis.imports.convert import need
from visavis.imports.escape import clean
from visavis.imports.plain import lines_of, split_paragraphs
from visavis.imports.segment import FUZZY, SURE, Segment, match_languages, primary
from visavis.imports.source import decode
from visavis.imports.tree import Block, make_paragraph

_CHARSET = re.compile(rb"Content-Type:[^\"\n]*charset=([\w-]+)", re.IGNORECASE)
_LINE = re.compile(r"\(line (\d+)\)")
_HEADER = re.compile(r"[a-zA-Z]{2,3}(?:[-_][A-Za-z0-9]{1,8})*")


def read_po(data: bytes, name: str, languages: tuple[str, str]) -> Iterator[Segment]:
    """The entries of a PO file; those that are marked fuzzy are doubtful. Raises VisavisError."""
    text = _decode_po(data, name)
    polib = need("polib", "polib", "PO")
    try:
        # polib opens what names a file; a comment in front makes sure that this is the text itself.
        entries = polib.pofile("#\n" + text)
    except (OSError, ValueError, IndexError, KeyError, AttributeError, TypeError) as error:
        found = _LINE.search(str(error))
        place = f"{name}:{int(found[1]) - 1}" if found else name
        raise VisavisError("not a readable PO file", place=place) from None
    language = entries.metadata.get("Language", "")
    swapped = primary(language) == primary(languages[0]) != primary(languages[1])
    if language and not swapped:
        match_languages(("", language), languages, name)
    for entry in entries:
        if entry.obsolete:
            continue
        score = FUZZY if "fuzzy" in entry.flags else SURE
        pairs = [(entry.msgid, entry.msgstr)]
        if entry.msgid_plural:
            plurals = [entry.msgstr_plural.get(number, "") for number in (0, 1)]
            pairs = list(zip((entry.msgid, entry.msgid_plural), plurals, strict=True))
        for pair in pairs:
            source, target = map(_blocks, pair[::-1] if swapped else pair)
            yield Segment(source, target, score)


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
        source, target = map(_blocks, cells[::-1] if swapped else cells)
        yield Segment(source, target)


def _decode_po(data: bytes, name: str) -> str:
    found = _CHARSET.search(data)
    charset = found[1].decode("ascii") if found else "utf-8"
    if charset.upper() == "CHARSET":  # a template in which nobody has filled it in
        return decode(data, name)
    try:
        if codecs.lookup(charset).name == "utf-8":
            return decode(data, name)
        return clean(data.decode(charset))
    except (LookupError, UnicodeError, ValueError):
        raise VisavisError(f"it says that it is {charset}, and is not", place=name) from None


def _blocks(text: str) -> tuple[Block, ...]:
    return tuple(make_paragraph(lines_of(piece)) for piece in split_paragraphs(clean(text)))


def _unquoted(cell: str) -> str:
    """A cell without the quotation marks that spreadsheets put around some."""
    inside = cell[1:-1]
    if len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in inside.replace('""', ""):
        return inside.replace('""', '"')
    return cell.strip()
