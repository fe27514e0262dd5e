"""The lines of a plain text: how wide they are, how they end, and how two become one."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from visavis.unicode import UNSPACED, count_cells

Left = list[tuple[str, str]]
"""What is left out on purpose: what it is, and its words."""

_STOPS = "\u3000-\u303f\uff01-\uff60"
"""Stops, brackets and wide letters that go with scripts without spaces."""
_IS_UNSPACED = re.compile(f"[{UNSPACED}{_STOPS}]")
_CLOSING = "\"'”’»›)]}」』）】〉》_*=–—-"
_TERMINAL = re.compile(rf"[.!?…:;。！？．؟۔।॥︒‽][\s{re.escape(_CLOSING)}\[\]\d]*$|[」』”»]$")
_STARTS_LOW = re.compile(r"[\s\"'“‘«(\[_*]*[^\W\d_]")


@dataclass(frozen=True, slots=True)
class PlainPassage:
    """Lines that stand together: a paragraph to be, a heading, a stanza."""

    lines: tuple[str, ...]
    """With their indents; none is empty."""
    gap: int = 1
    """How many empty lines stand before it."""

    @property
    def text(self) -> str:
        """Its words on one line, as they stand."""
        return join_lines(self.lines)


def width_of(line: str) -> int:
    """The columns that a line takes: two for each sign of Chinese, Japanese and Korean."""
    if line.isascii():
        return len(line)
    return sum(map(count_cells, line))


def indent_of(line: str) -> int:
    """The columns before the first sign."""
    line = line.expandtabs(4)
    return width_of(line[: len(line) - len(line.lstrip())])


def is_finished(line: str) -> bool:
    """Whether a line ends as a sentence does."""
    return bool(_TERMINAL.search(line.rstrip()))


def goes_on(line: str) -> bool:
    """Whether a line begins as no sentence does: with a small letter."""
    found = _STARTS_LOW.match(line)
    return found is not None and found[0][-1].islower()


def join_lines(lines: Iterable[str]) -> str:
    """Lines as one, with a space between two unless their script has none."""
    joined = ""
    for line in map(str.strip, lines):
        if joined and line and not _are_close(joined[-1], line[0]):
            joined += " "
        joined += line
    return joined


def _are_close(before: str, after: str) -> bool:
    return bool(_IS_UNSPACED.match(before) or _IS_UNSPACED.match(after))
