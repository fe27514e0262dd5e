"""What two rows of things have in common, in its order: the patience algorithm (B. Cohen)."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from difflib import SequenceMatcher
from itertools import pairwise

Span = tuple[int, int]
"""Two numbers: where a stretch begins and ends, or where equal things stand in both rows."""
_SMALL = 250_000
"""Stretches of up to so many comparisons are looked at word by word."""


def match(one: Sequence[object], other: Sequence[object]) -> list[Span]:
    """Pairs of equal things in both rows, in order: those that each has once, then what is between.

    It is as fast on a whole book as on a line.
    """
    found: list[Span] = []
    stack = [(0, len(one), 0, len(other))]
    while stack:
        i, i_end, j, j_end = stack.pop()
        while i < i_end and j < j_end and one[i] == other[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        while i < i_end and j < j_end and one[i_end - 1] == other[j_end - 1]:
            i_end, j_end = i_end - 1, j_end - 1
            found.append((i_end, j_end))
        if i == i_end or j == j_end:
            continue
        anchors = _anchors(one, other, (i, i_end), (j, j_end))
        if anchors:
            found += anchors
            ends = [(i - 1, j - 1), *anchors, (i_end, j_end)]
            stack += [(a + 1, b, c + 1, d) for (a, c), (b, d) in pairwise(ends)]
        elif (i_end - i) * (j_end - j) <= _SMALL:
            matcher = SequenceMatcher(None, one[i:i_end], other[j:j_end], autojunk=False)
            for block in matcher.get_matching_blocks():
                found += [(i + block.a + n, j + block.b + n) for n in range(block.size)]
    return sorted(found)


def _anchors(
    one: Sequence[object], other: Sequence[object], ours: Span, theirs: Span
) -> list[Span]:
    """What each stretch has once, as long as its order is the same in both."""
    counts, there = Counter(one[slice(*ours)]), Counter(other[slice(*theirs)])
    places = {other[j]: j for j in range(*theirs) if there[other[j]] == 1}
    pairs = [(i, places[one[i]]) for i in range(*ours) if counts[one[i]] == 1 and one[i] in places]
    tails: list[int] = []
    before: list[int] = []
    last: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(tails, j)
        before.append(last[at - 1] if at else -1)
        tails[at : at + 1] = [j]
        last[at : at + 1] = [number]
    result = []
    number = last[-1] if last else -1
    while number >= 0:
        result.append(pairs[number])
        number = before[number]
    return result[::-1]
