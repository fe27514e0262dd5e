"""How a plain text marks its paragraphs: by empty lines, by indents, or by one a line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from itertools import pairwise, product
from statistics import correlation
from typing import TypeVar

from visavis.imports.readers.plain.line import (
    PlainPassage,
    goes_on,
    indent_of,
    is_finished,
    width_of,
)

_T = TypeVar("_T")
NARROWEST, WIDEST = 50, 100
"""Lines that are wrapped by a program or by hand are hardly ever shorter, or longer."""


class Layout(str, Enum):
    """What parts the paragraphs of a text. The value is the word of `--paragraphs`."""

    BLANK = "blank"
    INDENT = "indent"
    LINE = "line"

    def __str__(self) -> str:
        return self.value


_MANY = 20
_FAR, _NEAR = 2.0, 1.25
"""Texts that answer each other hardly ever have twice as many paragraphs; most have as many."""


@dataclass(frozen=True)
class Lines:
    """The lines of a text, and what can be seen of them without knowing a word."""

    all: tuple[str, ...]

    @cached_property
    def full(self) -> list[str]:
        """Those that hold something."""
        return [line for line in self.all if line.strip()]

    @cached_property
    def width(self) -> int:
        """The width at which the text is wrapped: that of its longest lines."""
        follow = (a for a, b in pairwise(self.all) if a.strip() and b.strip())
        widths = sorted(width_of(line) for line in follow)
        usual = widths[int(len(widths) * 0.98)] if widths else WIDEST
        return max(NARROWEST, min(usual, WIDEST))

    @cached_property
    def ended(self) -> float:
        """The share of lines that end as sentences do."""
        return _share(is_finished(line) for line in self.full)

    @cached_property
    def is_wrapped(self) -> bool:
        """Whether lines end where they were full, and not where something ends."""
        follow = [(a, b) for a, b in pairwise(self.all) if a.strip() and b.strip()]
        if not follow or _share(width_of(line) > WIDEST + 20 for line in self.full) > 0.1:
            return False
        unended = [(a, b) for a, b in follow if not is_finished(a)]
        filled = _share(not has_room(a, b, self.width) for a, b in unended)
        low = _share(goes_on(b) for _, b in unended)
        return len(unended) * 3 > len(follow) and (filled > 0.5 or low > 0.5)

    @cached_property
    def indented(self) -> tuple[int, int]:
        """How many paragraphs an indent alone begins, and how many lines go on from one."""
        begins = goes = 0
        for before, line in pairwise(("", *self.all)):
            if not line.strip():
                continue
            if indent_of(line) and before.strip() and not indent_of(before):
                begins += 1
            elif not indent_of(line) and before.strip():
                goes += 1
        return begins, goes

    @cached_property
    def single(self) -> float:
        """The share of lines with an empty line, or an end of the text, on both sides."""
        framed = ("", *self.all, "")
        alone = sum(
            bool(line.strip()) and not framed[at].strip() and not framed[at + 2].strip()
            for at, line in enumerate(self.all)
        )
        return alone / max(len(self.full), 1)


def choose(lines: Lines) -> Layout:
    """The layout of one text by itself."""
    begins, goes = lines.indented
    if lines.is_wrapped:
        runs = _runs(lines.all)
        starts = sum(bool(indent_of(run[0])) for run in runs)
        inside = begins + starts  # paragraphs that an indent marks, after an empty line or not
        if begins and inside > 0.5 * len(runs) and goes >= inside and _is_prose(lines):
            return Layout.INDENT
        return Layout.BLANK
    if lines.single > 0.5 or not lines.full:
        return Layout.BLANK
    runs = _runs(lines.all)
    short = sum(all(width_of(line) <= lines.width for line in run) for run in runs if len(run) > 1)
    many = sum(len(run) > 1 for run in runs)
    # Stanzas and addresses stand together; paragraphs that stand so are longer than a line.
    if len(runs) > 1 and many and short > 0.6 * many and lines.ended < 0.7:
        return Layout.BLANK
    return Layout.LINE


def choose_together(source: Lines, target: Lines) -> tuple[Layout, Layout]:
    """The layouts of two texts that answer each other: so, that they have about as many paragraphs.

    Each by itself, unless the one then has more than twice as many as the other, and with another
    layout about as many.
    """
    return _agreed(
        (choose(source), choose(target)),
        product(_possible(source), _possible(target)),
        lambda both: _ratio(_count(source, both[0]), _count(target, both[1])),
    )


def choose_beside(lines: Lines, paragraphs: int) -> Layout:
    """The layout of a text that answers one of so many paragraphs."""
    return _agreed(
        choose(lines), _possible(lines), lambda one: _ratio(_count(lines, one), paragraphs)
    )


def _agreed(best: _T, others: Iterable[_T], ratio: Callable[[_T], float]) -> _T:
    """What is best by itself, unless it is far off and another is near."""
    if ratio(best) < _FAR:
        return best
    nearest = min(others, key=ratio)
    return nearest if ratio(nearest) < _NEAR else best


def _possible(lines: Lines) -> list[Layout]:
    """The layouts that a text may have: one whose lines are wrapped has no paragraph a line."""
    return [one for one in Layout if one is not Layout.LINE or not lines.is_wrapped]


def _count(lines: Lines, layout: Layout) -> int:
    return len(part(lines.all, layout))


def _ratio(one: int, other: int) -> float:
    """How many times more paragraphs the longer text has."""
    return max(one, other, 1) / max(min(one, other), 1)


def answer_line_by_line(source: Lines, target: Lines) -> bool:
    """Whether two texts have as many lines, each of which answers the one in its place."""
    if len(source.all) != len(target.all) or len(source.full) < 2:
        return False
    pairs = [(a, b) for a, b in zip(source.all, target.all, strict=True) if a.strip() or b.strip()]
    lone = sum(not (a.strip() and b.strip()) for a, b in pairs)
    if lone > 0.1 * len(pairs) or source.is_wrapped or target.is_wrapped:
        return False
    if source.single > 0.5 and target.single > 0.5:
        return False  # paragraphs between empty lines; whether they answer is to be seen
    if min(source.ended, target.ended) > 0.8:
        return True
    # Lines that are no sentences, such as titles or entries, answer each other by their lengths.
    broken = any(_share(map(goes_on, lines.full)) > 0.1 for lines in (source, target))
    if broken or len(pairs) < _MANY or len(pairs) < 0.8 * len(source.all):
        return False
    lengths = [(width_of(a), width_of(b)) for a, b in pairs if a.strip() and b.strip()]
    ours, theirs = zip(*lengths, strict=True)
    if len(set(ours)) < 2 or len(set(theirs)) < 2:
        return False
    return correlation(ours, theirs) > 0.6


def part(lines: Sequence[str], layout: Layout) -> list[PlainPassage]:
    """The passages of a text."""
    passages: list[PlainPassage] = []
    gap, current = 0, list[str]()
    for line in lines:
        starts = layout is Layout.LINE or (layout is Layout.INDENT and _begins(line, current))
        if current and (not line.strip() or starts):
            passages.append(PlainPassage(tuple(current), gap))
            gap, current = 0, []
        if line.strip():
            current.append(line.rstrip())
        else:
            gap += 1
    return [*passages, PlainPassage(tuple(current), gap)] if current else passages


def has_room(line: str, following: str, width: int) -> bool:
    """Whether the next word would have found room on a line: the break is meant."""
    word = (following.split() or [""])[0]
    if not word.isascii() and width_of(word) > len(word):
        word = word[:2]  # a script without spaces may break anywhere
    return width_of(line.rstrip()) + 1 + width_of(word) <= width


def _begins(line: str, before: Sequence[str]) -> bool:
    """Whether an indented line begins a paragraph; in a run of indented lines none does."""
    return bool(before) and indent_of(line) > indent_of(before[-1])


def _is_prose(lines: Lines) -> bool:
    """Whether lines that go on after an indent do so where the one before was full."""
    goes = [
        (a, b)
        for a, b in pairwise(lines.all)
        if a.strip() and b.strip() and not indent_of(b) and not is_finished(a)
    ]
    return _share(not has_room(a, b, lines.width) for a, b in goes) > 0.6


def _runs(lines: Sequence[str]) -> list[list[str]]:
    runs: list[list[str]] = [[]]
    for line in lines:
        if line.strip():
            runs[-1].append(line)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if run]


def _share(found: Iterable[bool]) -> float:
    told = list(found)
    return sum(told) / len(told) if told else 0.0
