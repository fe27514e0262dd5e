"""What both sides of a pair have as many of, as far as that is the habit of the book."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from visavis.checks.sample import Sample, SampledPair
from visavis.side import Side

_USUAL = 0.9
"""What one side alone has is missed where the book keeps its like at least so often."""
_ASSUMED, _DOUBTED = 20, 10
"""Worth so many of a side's own is what is assumed of any book:"""
_KEPT, _DOUBTFUL = 0.96, 0.8
"""that it keeps what is set off; and, with doubt, what stands in both languages word for word, such
as a term of the original, or may be set off in another way."""
_SLIPS, _SLIP = 3, 0.01
"""Slips are so many, and one in a hundred of what a side sets off; more of them are a custom."""


class Marked(NamedTuple):
    """What a side sets off in some way."""

    words: Sequence[str]
    answers: int
    """How much of the side can answer such words, themselves with it: other ways of setting off."""


class Unanswered(NamedTuple):
    """Words that one side sets off, and nothing on the other."""

    sampled: SampledPair
    side: Side
    words: str


def find_unanswered(
    sample: Sample,
    find: Callable[[SampledPair, Side], Marked],
    *,
    has_other_ways: re.Pattern[str] | None = None,
) -> Iterator[Unanswered]:
    """What is set off on one side without an answer, where this book usually has one.

    Counted, so that one of two words that are set off is missed too. A text that sets something
    off, or may in another way, or has the words without any, is held to what the book does with
    such texts; and either side to what is usual of it, as translators add brackets of their own and
    seldom leave one out.
    """
    seen: Counter[tuple[Side, bool]] = Counter()
    all_of: Counter[Side] = Counter()
    found: defaultdict[tuple[Side, bool], list[Unanswered]] = defaultdict(list)
    for sampled in sample.pairs:
        marked = {side: find(sampled, side) for side in Side}
        for side in Side:
            ours, theirs = marked[side], marked[side.other]
            if not ours.words:
                continue
            all_of[side] += len(ours.words)
            text = sampled[side.other].casefold()
            other = theirs.answers > 0 or bool(has_other_ways and has_other_ways.search(text))
            seen.update((side, other or words.casefold() in text) for words in ours.words)
            more = min(ours.answers - theirs.answers, len(ours.words) - len(theirs.words))
            for words in _left(ours.words, theirs.words, text, more):
                doubtful = other or words.casefold() in text
                found[side, doubtful].append(Unanswered(sampled, side, words))
    for key, unanswered in found.items():
        side, doubtful = key
        missed = sum(len(others) for (one, _), others in found.items() if one is side)
        if all_of[side] - missed + _ASSUMED < _USUAL * (all_of[side] + _ASSUMED):
            continue
        worth, usual = (_DOUBTED, _DOUBTFUL) if doubtful else (_ASSUMED, _KEPT)
        kept = seen[key] - len(unanswered) + worth * usual
        few = len(unanswered) <= _SLIPS + _SLIP * all_of[side]
        if few and kept >= _USUAL * (seen[key] + worth):
            yield from unanswered


def _left(ours: Sequence[str], theirs: Sequence[str], text: str, most: int) -> list[str]:
    """So many words at most that the other side does not set off; first those that it has."""
    if most <= 0:
        return []
    answered = Counter(words.casefold() for words in theirs)
    left = []
    for words in ours:
        if answered[words.casefold()]:
            answered[words.casefold()] -= 1
        else:
            left.append(words)
    return sorted(left, key=lambda words: words.casefold() not in text)[:most]
