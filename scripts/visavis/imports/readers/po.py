"""PO → segments."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator

from visavis.errors import VisavisError
from visavis.imports.bitext import FUZZY, SURE, Segment, match_languages, primary
from visavis.imports.readers.extra import need
from visavis.imports.readers.plain import read_cell
from visavis.input import clean, decode

_CHARSET = re.compile(rb"Content-Type:[^\"\n]*charset=([\w-]+)", re.IGNORECASE)
_LINE = re.compile(r"\(line (\d+)\)")


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
            source, target = map(read_cell, pair[::-1] if swapped else pair)
            yield Segment(source, target, score)


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
