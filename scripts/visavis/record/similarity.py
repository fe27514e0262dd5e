"""Which paragraphs that are gone can be found again elsewhere, by the likeness of their words.

Two paragraphs are alike as far as they share pairs of neighbouring words, on the same side. Single
words would not tell: any two paragraphs of a language have a third of them in common.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from visavis.record.words import keys_of
from visavis.side import Side

Where = tuple[str, str]
"""A chapter's name and an id."""
Texts = tuple[str, str]
"""The words of both sides."""
Shingle = tuple[str, ...]

_FOUND = 0.5
"""A new paragraph answers one that is gone when it has this share of its pairs of words."""
_ABSORBED = 0.7
"""The same for an old paragraph that may have taken it in."""
_PART = 0.7
"""A part of a split paragraph has this share of its own pairs of words from it."""
_CLEAR = 0.1
"""By so much the best answer must be better than the second best."""
_SHORT = 6
"""With fewer pairs of words than this, nothing less than all of them will do."""


@dataclass(frozen=True, slots=True)
class PossibleHeir:
    """A living paragraph in which one that is gone may have gone on."""

    where: Where
    texts: Texts
    known: Texts | None = None
    """The recorded words of one whose id is not new: only what it has gained can be an answer."""

    @property
    def new(self) -> bool:
        """Whether its id is new."""
        return self.known is None


@dataclass(frozen=True, slots=True)
class NewPlace:
    """Where a paragraph went."""

    to: Where
    whole: bool
    """Whether it is all that stands there, so that its sign-off may go with it."""


@dataclass(frozen=True, slots=True)
class _Answer:
    candidate: PossibleHeir
    coverage: float
    """How much of what is gone it has."""
    share: float
    """How much of it is what is gone."""
    common: frozenset[Shingle]


def find_moves(
    lost: Mapping[Where, Texts], candidates: Iterable[PossibleHeir]
) -> dict[Where, NewPlace]:
    """Find where paragraphs went, by their recorded words.

    What has no answer, or several alike, is not in the result. The candidates come in the order of
    reading. Takes time in proportion to the words of both.
    """
    words = [shingles(texts) for texts in lost.values()]
    answers = _answers(words, candidates)
    moves = {}
    for where, own, found in zip(lost, words, answers, strict=True):
        answer = _split(own, found) or _best(where, own, found)
        if answer:
            whole = answer.candidate.new and min(answer.coverage, answer.share) >= _FOUND
            moves[where] = NewPlace(answer.candidate.where, whole)
    claims = Counter(move.to for move in moves.values())
    return {
        where: move if claims[move.to] == 1 else NewPlace(move.to, False)
        for where, move in moves.items()
    }


def _answers(
    lost: Sequence[frozenset[Shingle]], candidates: Iterable[PossibleHeir]
) -> list[list[_Answer]]:
    index: Mapping[Shingle, list[int]] = defaultdict(list)
    for number, own in enumerate(lost):
        for shingle in own:
            index[shingle].append(number)
    found: list[list[_Answer]] = [[] for _ in lost]
    for candidate in candidates if index else ():
        gained = shingles(candidate.texts) - shingles(candidate.known or ("", ""))
        common: Mapping[int, set[Shingle]] = defaultdict(set)
        for shingle in gained:
            for number in index.get(shingle, ()):
                common[number].add(shingle)
        for number, shared in common.items():
            coverage, share = len(shared) / len(lost[number]), len(shared) / len(gained)
            found[number].append(_Answer(candidate, coverage, share, frozenset(shared)))
    return found


def _best(where: Where, own: frozenset[Shingle], answers: Iterable[_Answer]) -> _Answer | None:
    good = [answer for answer in answers if _is_good(answer, len(own))]
    best = max((answer.coverage for answer in good), default=0.0)
    close = [answer for answer in good if answer.coverage > best - _CLEAR]
    if len(close) > 1:  # a file that was renamed keeps the ids of its refrains
        close = [answer for answer in close if answer.candidate.where[1] == where[1]]
    return close[0] if len(close) == 1 else None


def _is_good(answer: _Answer, size: int) -> bool:
    if size < _SHORT:
        return answer.candidate.new and answer.coverage == 1 and answer.share >= _FOUND
    return answer.coverage >= (_FOUND if answer.candidate.new else _ABSORBED)


def _split(own: frozenset[Shingle], answers: Sequence[_Answer]) -> _Answer | None:
    """The first of several new paragraphs that together are what is gone."""
    parts = [a for a in answers if a.candidate.new and a.share >= _PART and len(a.common) >= 3]
    chapters = {part.candidate.where[0] for part in parts}
    if len(parts) < 2 or len(chapters) > 1 or max(part.coverage for part in parts) > 0.8:
        return None
    together = frozenset().union(*(part.common for part in parts))
    return parts[0] if len(together) >= _FOUND * len(own) else None


def side_shingles(text: str, side: Side) -> frozenset[Shingle]:
    """Those of one side."""
    return shingles((text, "") if side is Side.SOURCE else ("", text))


def shingles(texts: Texts) -> frozenset[Shingle]:
    """The pairs of neighbouring words of two sides; of a side with one word, that."""
    found: set[Shingle] = set()
    for side, text in zip(Side, texts, strict=True):
        keys = [key.casefold() for key in keys_of(text)]
        found.update((side.value, *two) for two in pairwise(keys))
        if len(keys) == 1:
            found.add((side.value, keys[0]))
    return frozenset(found)
