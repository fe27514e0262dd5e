"""A book read back: every letter with its place on its page."""

from __future__ import annotations

import ctypes
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pypdfium2

SIZES = (10, 11.5, 15)
"""Of the text and of headings, in points."""
RAISED = 0.62
"""The share of it that a number above the line has."""
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


def is_call(letter: Letter) -> bool:
    """Whether it is of the number that calls a note, in a text or in a heading."""
    return letter.sign.isdigit() and any(abs(letter.size - size * RAISED) < 0.05 for size in SIZES)


def calls(page: Sequence[Letter]) -> set[int]:
    """The numbers of the notes that the text of a page calls."""
    found: list[str] = []
    before: Letter | None = None
    for letter in page:
        if is_call(letter):
            near = (
                before is not None
                and abs(letter.y - before.y) < 0.1
                and 0 < letter.x - before.x < 5
            )
            found.append(found.pop() + letter.sign if near else letter.sign)
            before = letter
        else:
            before = None
    return {int(number) for number in found}


def lines(letters: Sequence[Letter]) -> list[float]:
    """Their baselines, from the top, each once."""
    return sorted({round(letter.y, 1) for letter in letters}, reverse=True)


def flat(words: str) -> str:
    """Words without spaces, and without hyphens, which are put where lines end."""
    return re.sub(r"\s", "", words).translate(_HYPHENS)


def write_hard_edition(root: Path) -> None:
    """Write an edition of what is hard to set; no word of a chapter stands in it twice."""
    chapters = {"index": _long, "verse": _verse, "notes": _notes}
    for tongue, folder in (("en", "docs_en"), ("fr", "docs")):
        (root / folder).mkdir()
        for name, write in chapters.items():
            text = f"# Chapter {name} {tongue}\n{{: #p1 }}\n\n" + "\n\n".join(write(tongue))
            (root / folder / f"{name}.md").write_text(text + "\n", "utf-8")
    settings = {
        "source": {"language": "en", "folder": "docs_en", "name": "English"},
        "target": {"language": "fr", "folder": "docs", "name": "Fran\u00e7ais"},
    }
    config = {"site_name": "Hard", "plugins": [{"visavis": settings}]}
    (root / "mkdocs.yml").write_text(json.dumps(config), "utf-8")


def _sentence(tongue: str, number: int, words: int) -> str:
    """Some words that say where they are from."""
    said = (f"{_WORDS[(number * 7 + n) % len(_WORDS)]}{tongue}{number}" for n in range(words))
    return " ".join(said).capitalize() + "."


def _long(tongue: str) -> Iterator[str]:
    """Paragraphs longer than a page, the translation's a fifth longer still."""
    for number in range(2, 8):
        count = 36 if tongue == "en" else 44
        words = " ".join(_sentence(tongue, 100 * number + n, 9) for n in range(count))
        yield f"{words}\n{{: #p{number} }}"


def _verse(tongue: str) -> Iterator[str]:
    """Stanzas, some longer than what is left of a page."""
    for number in range(2, 24):
        lines = [_sentence(tongue, 100 * number + n, 5) for n in range(4 + number % 5 * 4)]
        yield "\n".join(lines) + f"\n{{: #p{number} .verse }}"


def _notes(tongue: str) -> Iterator[str]:
    """Every paragraph calls notes that are longer than it is."""
    definitions = []
    for number in range(2, 22):
        size = 10 + number % 7 * (9 if tongue == "en" else 11)
        first, second = 2 * number, 2 * number + 1
        words = _sentence(tongue, number, 12)
        yield f"{words}[^{first}] {_sentence(tongue, number + 50, 7)}[^{second}]\n{{: #p{number} }}"
        definitions += [
            f"[^{note}]: " + _sentence(tongue, 1000 + note, size) for note in (first, second)
        ]
    yield from definitions


_WORDS = "ra mi lo tu ben ka sor vel nim da pol wen gar".split()
