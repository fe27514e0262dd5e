"""What the aligner sees of a text: tokens, lengths, kinds, and the marks at the ends of units."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from visavis.aligner.arrays import Floats, Ints, from_zero
from visavis.aligner.link import Unit
from visavis.unicode import UNSPACED, digits_of, fold

WORD, NUMBER, MARK = 0, 1, 2

_OTHERS = r"|\d+(?:[.,\u066c\u00a0\u202f\u2009 ]\d{3}(?!\d))*(?:[.,\u066b]\d+)?|[^\w\s]"
_TOKEN = re.compile(rf"[{UNSPACED}]|[^\W\d_{UNSPACED}]+{_OTHERS}")
_SPACED_TOKEN = re.compile(rf"[^\W\d_]+{_OTHERS}")
"""The same where words are parted by spaces, in a third of the time."""
_UNSPACED = re.compile(f"[{UNSPACED}]")
_APOSTROPHES = frozenset("'’ʼ`´")
STEM = 6
"""Letters kept of a word: endings vary more than meanings, above all in a text of a few pages."""


@lru_cache(maxsize=1 << 16)
def _type_of(token: str) -> str:
    first = token[0]
    if first.isdigit():
        return digits_of(token)
    if first.isalpha():
        return fold(token)[:STEM]
    return "" if first in _APOSTROPHES else token


def _class_of(name: str) -> int:
    if name[0].isdigit():
        return NUMBER
    return WORD if name[0].isalpha() else MARK


@dataclass(frozen=True, slots=True)
class Tokens:
    """One text as arrays. Tokens of a unit are counted once a type, types numbered by first use."""

    names: tuple[str, ...]
    """The types."""
    classes: Ints
    """Of each type: word, number or mark."""
    uses: Floats
    """Of each type: how often it stands in the text."""
    spread: Ints
    """Of each type: in how many units it stands."""
    tokens: Ints
    """Types, unit after unit."""
    counts: Floats
    """How often that type stands in that unit."""
    starts: Ints
    """Where each unit's tokens begin; one entry more than units."""
    size: Floats
    """Tokens of each unit, at least 1."""
    length: Floats
    """Letters, digits and marks of each unit, at least 1."""
    kinds: tuple[str, ...]
    """The kind of each unit."""
    first: tuple[str, ...]
    """What each unit begins with: a mark, a digit, or the case of a letter."""
    last: tuple[str, ...]
    """What each unit ends with."""

    def __len__(self) -> int:
        return len(self.size)

    @property
    def units(self) -> Ints:
        """Of each token, its unit."""
        result: Ints = np.repeat(np.arange(len(self)), np.diff(self.starts))
        return result


def _edge(text: str) -> str:
    """The class of a character: itself for a mark, otherwise one letter."""
    if not text:
        return ""
    c = text[0]
    if c.isdigit():
        return "0"
    if c.isalpha():
        return "A" if c.isupper() else "a"
    return c


_NONE = -1
"""The number of signs that are no tokens."""


class _Types(dict[str, int]):
    """The number of each token's type, as it is written; types are numbered by first use."""

    def __init__(self, known: Sequence[str] = ()) -> None:
        super().__init__()
        self.numbers = {name: number for number, name in enumerate(known)}

    def __missing__(self, token: str) -> int:
        name = _type_of(token)
        number = self.numbers.setdefault(name, len(self.numbers)) if name else _NONE
        self[token] = number
        return number


def read_tokens(units: Sequence[Unit], known: Sequence[str] = ()) -> Tokens:
    """Everything that the aligner needs to know of one text.

    Types that are `known` already, from a text that this is a part of, keep their numbers.
    """
    types = _Types(known)
    written: list[int] = []
    ends = [0]
    for unit in units:
        token = _TOKEN if _UNSPACED.search(unit.text) else _SPACED_TOKEN
        written += map(types.__getitem__, token.findall(unit.text))
        ends.append(len(written))
    token_array, count_array, starts, size = _count(np.array(written, dtype=np.int64), ends)
    names = tuple(types.numbers)
    return Tokens(
        names=names,
        classes=np.array([_class_of(n) for n in names], dtype=np.int64),
        uses=np.bincount(token_array, count_array, minlength=len(names)).astype(np.float64),
        spread=np.bincount(token_array, minlength=len(names)).astype(np.int64),
        tokens=token_array,
        counts=count_array,
        starts=starts,
        size=size,
        length=np.array([max(1, len("".join(u.text.split()))) for u in units], dtype=np.float64),
        kinds=tuple(u.kind for u in units),
        first=tuple(_edge(u.text.strip()) for u in units),
        last=tuple(_edge(u.text.strip()[-1:]) for u in units),
    )


def _count(written: Ints, ends: Sequence[int]) -> tuple[Ints, Floats, Ints, Floats]:
    """The types of each unit in the order of first use, how often each stands there, where each
    unit's begin, and how many tokens it has.
    """
    unit = np.repeat(np.arange(len(ends) - 1), np.diff(ends))
    unit, written = unit[written != _NONE], written[written != _NONE]
    code = unit * (int(written.max(initial=0)) + 1) + written
    order = np.argsort(code, kind="stable")
    new = np.flatnonzero(np.diff(code[order], prepend=-1))
    first = order[new]
    times = np.diff(new, append=len(order))
    by_use = np.argsort(first)
    first, counts = first[by_use], times[by_use].astype(np.float64)
    starts = from_zero(np.bincount(unit[first], minlength=len(ends) - 1))
    size = np.maximum(np.bincount(unit, minlength=len(ends) - 1), 1).astype(np.float64)
    return written[first], counts, starts, size
