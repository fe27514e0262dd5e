"""A book read back: every letter with its place on its page."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pypdfium2

_HYPHENS = dict.fromkeys(map(ord, "-\u2010\u2011\u00ad\u0002\ufffe\u200b"))


@dataclass(frozen=True)
class Letter:
    """A sign as it stands on a page, in points from its lower left corner."""

    sign: str
    x: float
    y: float
    """Of the baseline."""
    size: float
    font: str


def read_pages(pdf: bytes) -> list[list[Letter]]:
    """The letters of every page, in the order of the file; spaces left out."""
    document = pypdfium2.PdfDocument(pdf)
    return [list(_read(page)) for page in document]


def _read(page: pypdfium2.PdfPage) -> Iterator[Letter]:
    raw = pypdfium2.raw
    text = page.get_textpage()
    for at in range(text.count_chars()):
        sign = chr(raw.FPDFText_GetUnicode(text, at))
        if sign.isspace():
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text, at, x, y)
        size = raw.FPDFText_GetFontSize(text, at)
        name = ctypes.create_string_buffer(200)
        raw.FPDFText_GetFontInfo(text, at, name, 200, None)
        yield Letter(sign, x.value, y.value, size, name.value.decode().partition("+")[2])


def numbers(page: Sequence[Letter]) -> dict[str, float]:
    """The numbers of rows in the margin, with their baselines."""
    found: dict[tuple[float, bool], str] = {}
    middle = sum(letter.x for letter in page) / len(page) if page else 0
    for letter in page:
        if abs(letter.size - 7) < 0.05:
            place = round(letter.y, 1), letter.x > middle
            found[place] = found.get(place, "") + letter.sign
    return {words: y for (y, _), words in found.items()}


def flat(words: str) -> str:
    """Words without spaces, and without hyphens, which are put where lines end."""
    return re.sub(r"\s", "", words).translate(_HYPHENS)
