"""The sentences that have changed, as they were and as they are, with the change marked."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from visavis.aligner import split_sentences
from visavis.record.drift import Drift
from visavis.record.words import compose, find_tokens
from visavis.text import Block

_AROUND = 40
"""So many unchanged characters are quoted on each side of a change, to the nearest word."""
_LONGEST = 80
"""Of a changed piece so many characters are quoted from each of its ends."""
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ChangedPassage:
    """Whole sentences that have changed; `old` or `new` is empty where there are none."""

    old: str
    """As they were: `[-…-]` is around what is gone."""
    new: str
    """As they are: `{+…+}` is around what is new."""


def find_passages(drift: Drift, language: str) -> list[ChangedPassage]:
    """The sentences of a side that differ, in the order of the text; `language` is a tag."""
    old, new = _Text(drift.old, language), _Text(drift.new, language)
    changed = [(old.words(one.old_span), new.words(one.new_span)) for one in drift.changes]
    found = []
    for before, after in pairwise(_common_edges(changed, old, new)):
        inside = [
            (ours, theirs)
            for ours, theirs in changed
            if _within(ours, (before[0], after[0])) and _within(theirs, (before[1], after[1]))
        ]
        if inside and before != after:
            was = old.write((before[0], after[0]), [one for one, _ in inside], "[-", "-]")
            now = new.write((before[1], after[1]), [one for _, one in inside], "{+", "+}")
            found.append(ChangedPassage(was, now))
    return found


def locate_change(drift: Drift, blocks: Sequence[Block]) -> tuple[Block, int]:
    """The block of a side in which its first change stands, and where, in characters of its source.

    Where that cannot be told, as with words that are markup too, it is the beginning of the side.
    """
    at = drift.changes[0].new_span[0]
    tokens = find_tokens(drift.new)
    token = next((one for one in tokens if one.end > at), tokens[-1] if tokens else None)
    if token is None:
        return blocks[0], 0
    number = sum(one.key == token.key for one in tokens if one.start < token.start)
    written = [
        (block, one.start)
        for block in blocks
        if compose(block.source) == block.source
        for one in find_tokens(block.source)
        if one.key == token.key
    ]
    if len(written) != sum(one.key == token.key for one in tokens):
        return blocks[0], 0
    return written[number]


def _common_edges(
    changed: Sequence[tuple[_Span, _Span]], old: _Text, new: _Text
) -> list[tuple[int, int]]:
    """Where sentences begin in both texts before the same words, and both ends."""
    edges = [(0, 0)]
    at = 0, 0
    ends = (len(old.tokens),) * 2, (len(new.tokens),) * 2
    for ours, theirs in (*changed, ends):
        same = range(ours[0] - at[0] + 1)
        edges += [
            (at[0] + n, at[1] + n)
            for n in same
            if at[0] + n in old.starts and at[1] + n in new.starts
        ]
        at = ours[1], theirs[1]
    return sorted({*edges, (ends[0][0], ends[1][0])})


def _within(span: _Span, frame: _Span) -> bool:
    return frame[0] <= span[0] and span[1] <= frame[1]


class _Text:
    """A text by its words, which are numbered, and by its sentences."""

    def __init__(self, text: str, language: str) -> None:
        self.text = text
        self.tokens = find_tokens(text)
        self.sentences = split_sentences(text, language)
        self.starts = {self._count(start) for start, _ in self.sentences}

    def words(self, span: _Span) -> _Span:
        """The numbers of the words of a stretch of characters."""
        first = bisect_right(self.tokens, span[0], key=lambda token: token.end)
        stop = bisect_left(self.tokens, span[1], key=lambda token: token.start)
        return first, max(first, stop)

    def write(self, span: _Span, changed: Sequence[_Span], opening: str, closing: str) -> str:
        """Sentences, given by their words, with the changed ones marked; where no other is, as
        they are. Of what stands far from a change a part is left out.
        """
        if span[0] == span[1]:
            return ""
        start = max(a for a, _ in self.sentences if a <= self.tokens[span[0]].start)
        stop = min(b for _, b in self.sentences if b >= self.tokens[span[1] - 1].end)
        if sum(b - a for a, b in changed) == span[1] - span[0]:
            return " ".join(_cut(self.text[start:stop], _LONGEST, _LONGEST).split())
        marked = [self._characters(one) for one in changed]
        edges = [start, *(edge for one in marked for edge in one), stop]
        pieces = []
        for n, (a, b) in enumerate(pairwise(edges)):
            if n % 2 == 0:
                pieces.append(_cut(self.text[a:b], _AROUND * (n > 0), _AROUND * (b < stop)))
            elif a < b:
                pieces.append(f"{opening}{_cut(self.text[a:b], _LONGEST, _LONGEST)}{closing}")
        return " ".join("".join(pieces).split())

    def _count(self, at: int) -> int:
        """How many words stand before a place."""
        return bisect_left(self.tokens, at, key=lambda token: token.start)

    def _characters(self, span: _Span) -> _Span:
        """From the first of some words to the last, with an apostrophe that belongs to it; of none,
        the place between two.
        """
        if span[0] == span[1]:
            at = self.tokens[span[0] - 1].end if span[0] else 0
            return at, at
        stop = self.tokens[span[1] - 1].end
        return self.tokens[span[0]].start, stop + (self.text[stop : stop + 1] in ("'", "’"))


def _cut(text: str, before: int, after: int) -> str:
    """The beginning and the end of a text, to the nearest word, where it is longer than both."""
    if len(text) <= before + after + 10:
        return text
    head = re.sub(r"\S*$", "", text[:before]) if before else ""
    tail = re.sub(r"^\S*", "", text[-after:]) if after else ""
    return f"{head}…{tail}"
