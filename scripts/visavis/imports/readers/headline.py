"""Which lines of a plain text are headings: only those that hardly anything else could be."""

from __future__ import annotations

import re
from collections.abc import Sequence

_LONGEST = 70
_NUMBER = (
    r"(?:\d{1,3}|[IVXLC]{1,8}|"
    r"one|two|three|four|five|six|seven|eight|nine|ten|first|second|third|fourth|fifth|"
    r"un|une|deux|trois|quatre|cinq|sept|huit|neuf|dix|"
    r"première?|premier|seconde?|troisième|quatrième|cinquième)"
)
_DIVISION = (
    r"chapter|part|book|section|canto|chapitre|partie|livre|chant|kapitel|teil|buch|"
    r"capítulo|capitolo|parte|libro|livro|hoofdstuk|deel|boek"
)
_CHAPTER = re.compile(
    rf"(?:(?:{_DIVISION})\s+{_NUMBER}|{_NUMBER}\s+(?:{_DIVISION}))"
    r"(?:\s*[.:–—-]\s*\S.*|\s*[.:]?)",
    re.IGNORECASE,
)
_ROMAN = re.compile(r"([IVXLC]{1,8})\.?")
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100}
_MIDDLE = (",", ";", ":", "!", "?", "…")
"""How no heading in capitals ends: such a line is called out."""


def find_levels(blocks: Sequence[str]) -> dict[int, int]:
    """The levels of the blocks that are headings, by their place.

    A heading stands alone between blank lines. It is `Chapter 4` and its like in a few languages,
    with or without a title after it; a Roman number, where they count up from I; or a short line
    of capitals. The last stand below the others, but one that opens the text is its title.
    """
    lines = {place: " ".join(block.split()) for place, block in enumerate(blocks)}
    alone = {p: line for p, line in lines.items() if "\n" not in blocks[p].strip("\n")}
    chapters = [p for p, line in alone.items() if len(line) <= _LONGEST and _is_chapter(line)]
    chapters += _counted(alone)
    loud = [p for p, line in alone.items() if _is_loud(line) and p not in chapters]
    titled = bool(chapters) and loud[:1] == [0]
    high = 2 if titled else 1
    levels = dict.fromkeys(loud, high + bool(chapters)) | dict.fromkeys(chapters, high)
    return levels | ({0: 1} if titled else {})


def _is_chapter(line: str) -> bool:
    found = _CHAPTER.fullmatch(line)
    return bool(found) and not (line.endswith(".") and len(line.split()) > 4)


def _counted(alone: dict[int, str]) -> list[int]:
    """The places of Roman numbers, where there are several and each is one more than the last."""
    found = [(place, number) for place, line in alone.items() if (number := _read_roman(line))]
    numbers = [number for _, number in found]
    counts = len(numbers) > 1 and numbers == list(range(1, len(numbers) + 1))
    return [place for place, _ in found] if counts else []


def _read_roman(line: str) -> int:
    found = _ROMAN.fullmatch(line)
    if not found:
        return 0
    digits = [_ROMAN_DIGITS[letter] for letter in found[1]]
    pairs = zip(digits, [*digits[1:], 0], strict=True)
    return sum(-one if one < following else one for one, following in pairs)


def _is_loud(line: str) -> bool:
    letters = sum(c.isalpha() for c in line)
    return line.isupper() and letters > 3 and len(line) <= _LONGEST and not line.endswith(_MIDDLE)
