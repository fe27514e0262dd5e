"""A lexicon of two texts: first from what looks alike, then from what stands in the same links.

An entry's *lift* says how many times likelier the target word is beside the source word than
anywhere else, p(t | s) / p(t), which is the same in both directions.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from visavis.align.arrays import Floats, Ints, from_zero
from visavis.align.features import MARK, NUMBER, WORD, Side

_LOOKALIKE = np.array([0.4, 0.8, 0.5])
"""How often a word, a number, a mark that both texts have is its own translation."""
_COGNATE = 0.35
"""The same for two words that only resemble each other fully; less where they resemble less."""
ALONE = np.array([0.7, 0.3, 0.6])
"""How often such a word, number, mark stands there for reasons of its own."""


_ALONE_NUMBER = 0.5
"""The same for a number that the other text has nowhere."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Source types in rows, target types in columns (sparse, by rows)."""

    rows: Ints
    """Where each source type's entries begin; one entry more than source types."""
    columns: Ints
    lift: Floats
    alone: Floats
    """Of each target type, the share of its uses that nothing in the source explains; 1 where
    unknown."""
    alone_source: Floats
    """The same of each source type."""

    @classmethod
    def of(cls, s: Ints, t: Ints, lift: Floats, alone: Floats, alone_source: Floats) -> Lexicon:
        """The lexicon of these entries."""
        order = np.lexsort((t, s))
        fan = np.bincount(s, minlength=len(alone_source))
        rows = from_zero(fan)
        return cls(rows, t[order], lift[order], alone, alone_source)

    def entries(self) -> tuple[Ints, Ints, Floats]:
        """Source types, target types and lifts."""
        s = np.repeat(np.arange(len(self.rows) - 1), np.diff(self.rows))
        return s, self.columns, self.lift

    def transposed(self) -> Lexicon:
        """The same lexicon with the sides swapped."""
        s, t, lift = self.entries()
        return Lexicon.of(t, s, lift, self.alone_source, self.alone)


@lru_cache(maxsize=1 << 15)
def _bigrams(word: str) -> frozenset[str]:
    return frozenset(word[k : k + 2] for k in range(len(word) - 1))


def _resemblance(a: str, b: str) -> float:
    """Dice's coefficient of the letter pairs."""
    x, y = _bigrams(a), _bigrams(b)
    return 2.0 * len(x & y) / (len(x) + len(y))


def lookalikes(source: Side, target: Side) -> tuple[Ints, Ints, Floats]:
    """Types that are the same or look alike (numbers, names, cognates), and p(t | s) for each."""
    place = {name: k for k, name in enumerate(target.names)}
    near: dict[str, list[int]] = defaultdict(list)
    for k, name in enumerate(target.names):
        if target.classes[k] == WORD and len(name) >= 4:
            near[name[:3]].append(k)
    found: list[tuple[int, int, float]] = []
    for s, name in enumerate(source.names):
        kind = int(source.classes[s])
        same = place.get(name)
        if same is not None:
            sure = float(_LOOKALIKE[kind])
            found.append((s, same, sure if kind or len(name) > 3 else sure / 4))
        if kind == WORD and len(name) >= 4:
            for t in near.get(name[:3], ()):
                if t != same and (alike := _resemblance(name, target.names[t])) >= 0.5:
                    found.append((s, t, _COGNATE * alike))
    array = np.array(found, dtype=np.float64).reshape(-1, 3)
    return array[:, 0].astype(np.int64), array[:, 1].astype(np.int64), array[:, 2]


def shares_alone(side: Side, known: Ints, shares: Floats) -> Floats:
    """Of each type, the share of uses that nothing explains, where it is known of some types.

    A word that the lexicon does not know says nothing. A number does: it should have been there.
    """
    result: Floats = np.where(side.classes == NUMBER, _ALONE_NUMBER, 1.0)
    result[known] = shares
    return result


def seed_lexicon(source: Side, target: Side, pairs: tuple[Ints, Ints, Floats]) -> Lexicon:
    """What can be known before anything is aligned: words and numbers that look alike.

    Marks are left out: every unit has them, and what they are worth differs from language to
    language.
    """
    telling = source.classes[pairs[0]] != MARK
    s, t, sure = (column[telling] for column in pairs)
    total = np.sqrt(source.size.sum() * target.size.sum())
    lift = sure * total / np.maximum(source.uses[s], target.uses[t])
    alone = shares_alone(target, t, ALONE[target.classes[t]])
    return Lexicon.of(s, t, lift, alone, shares_alone(source, s, ALONE[source.classes[s]]))
