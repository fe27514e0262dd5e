"""A book: chapters that are judged together, because each shows what is usual in the others.

Whether a pair looks like a translation depends on the edition: how long its translations are, which
words it uses for which, what its translator does with question marks. A book is enough text to know
that by, and little enough to be judged anew after an edit.
"""

from __future__ import annotations

import math
import statistics
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from sys import intern
from typing import Any, TypeVar

from visavis.aligner import split_sentences
from visavis.pairs import Pair, Pairing
from visavis.side import Side, TwoSided
from visavis.text import Block, Kind, NoteKind, Place, cut_head
from visavis.unicode import WORD

T = TypeVar("T")
_QUOTED = 8
_SILENT = frozenset({Kind.CODE, Kind.HTML, Kind.BREAK})


@dataclass(frozen=True, slots=True)
class SampledPair(TwoSided):
    """A pair with words on both sides."""

    chapter: Pairing
    pair: Pair
    source: str
    """Plain text of the original's side."""
    target: str
    is_row: bool = True
    """False for a note."""

    @property
    def is_apparatus(self) -> bool:
        """Whether it is a note of the edition: each language has its own way to quote and to gloss
        there.
        """
        note = self.pair.source[0].note
        return note is not None and note.kind is not NoteKind.TEXT

    @property
    def ratio(self) -> float:
        """The logarithm of the length of the translation over that of the original."""
        return math.log(len(self.target) / len(self.source))

    def place(self, side: Side) -> Place:
        """Where a side begins."""
        return self.pair[side][0].place


class Sample:
    """Chapters, with what several rules need to know of them."""

    def __init__(self, chapters: Sequence[Pairing]) -> None:
        self.chapters = tuple(chapters)
        self._done: dict[object, Any] = {}

    def once(self, work: Callable[[Sample], T]) -> T:
        """What some work on the book gives, done at the first call."""
        if work not in self._done:
            self._done[work] = work(self)
        result: T = self._done[work]
        return result

    def words(self, text: str) -> Sequence[str]:
        """The words of letters in a text, read once for all rules."""
        return _words_of(text)

    def sentences(self, sampled: SampledPair, side: Side) -> Sequence[str]:
        """The sentences of one side of a pair, cut once for all rules."""
        return cut_sentences(sampled[side], sampled.chapter[side].language)

    @cached_property
    def vocabulary(self) -> dict[Side, Counter[str]]:
        """By side: each word, as it is written, with the number of pairs in which it stands."""
        return {
            side: Counter(word for pair in self.pairs for word in set(self.words(pair[side])))
            for side in Side
        }

    @cached_property
    def _by_path(self) -> dict[str, Pairing]:
        return {document.path: c for c in self.chapters for document in c.documents}

    def chapter_of(self, path: str) -> Pairing:
        """The chapter to which a file belongs."""
        return self._by_path[path]

    @cached_property
    def pairs(self) -> tuple[SampledPair, ...]:
        """Every row, and every note that both texts define, with words on both sides."""
        return tuple(sampled for chapter in self.chapters for sampled in _sampled(chapter))

    @cached_property
    def usual_ratio(self) -> float:
        """The logarithm of how much longer than the original a translation usually is: the median.

        Five pairs of the same length are assumed besides those of the book.
        """
        return statistics.median([*(c.ratio for c in self.pairs if c.is_row), *[0.0] * 5])

    def keeps(self, has: Callable[[str], bool], prior: float) -> float:
        """How likely the other side has something, such as a question mark, that one side has.

        Counted in this book; `prior` is what is expected of any book, worth twenty pairs.
        """
        one = both = 0
        for sampled in self.pairs:
            here, there = has(sampled.source), has(sampled.target)
            one += here or there
            both += here and there
        return (both + 20 * prior) / (one + 20)


@lru_cache(maxsize=4096)  # More than the texts of two samples.
def _words_of(text: str) -> Sequence[str]:
    # A word is kept once, in however many texts it stands.
    return tuple(map(intern, WORD.findall(text)))


@lru_cache(maxsize=4096)
def cut_sentences(text: str, language: str) -> Sequence[str]:
    """The sentences of a text."""
    return tuple(text[start:end] for start, end in split_sentences(text, language))


def count_words(text: str) -> int:
    """Words of letters."""
    return len(WORD.findall(text))


def first_words(text: str) -> str:
    """A text as a message quotes it: its first eight words."""
    words = text.split()
    return " ".join(words) if len(words) <= _QUOTED else " ".join(words[:_QUOTED]) + "…"


def _sampled(chapter: Pairing) -> Iterator[SampledPair]:
    rows = [(pair, True) for pair in chapter.pairs]
    notes = [(note, False) for note in chapter.notes]
    for pair, is_row in (*rows, *notes):
        if pair.id is None or pair.one_sided:
            continue
        source, target = plain_words(pair.source), plain_words(pair.target)
        if source and target:
            yield SampledPair(chapter, pair, source, target, is_row)


def plain_words(blocks: Sequence[Block]) -> str:
    """The words of a side; those that a note is about are held to its row by `note.words`."""
    words = (
        cut_head(block.note, block.plain) if block.note else block.plain
        for block in blocks
        if block.kind not in _SILENT
    )
    return " ".join(words).strip()
