"""A lexicon of two texts: first from what looks alike, then from what stands in the same links.

An entry's *lift* says how many times likelier the target word is beside the source word than
anywhere else, p(t | s) / p(t), which is the same in both directions.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from visavis.aligner.arrays import Floats, Ints, from_zero
from visavis.aligner.features import MARK, NUMBER, STEM, WORD, Tokens

_LOOKALIKE = np.array([0.4, 0.8, 0.5])
"""How often a word, a number, a mark that both texts have is its own translation."""
_COGNATE = 0.35
"""The same for two words that only resemble each other fully; less where they resemble less."""
ALONE = np.array([0.7, 0.3, 0.6])
"""How often such a word, number, mark stands there for reasons of its own."""


_LONG = 4
"""Letters from which two words are compared."""
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

    def widened(self, sources: int, targets: int) -> Lexicon:
        """The same lexicon for so many types, of which it knows nothing of the last."""
        s, t, lift = self.entries()
        alone, alone_source = (
            np.append(shares, np.ones(types - len(shares)))
            for shares, types in ((self.alone, targets), (self.alone_source, sources))
        )
        return Lexicon.of(s, t, lift, alone, alone_source)

    def transposed(self) -> Lexicon:
        """The same lexicon with the sides swapped."""
        s, t, lift = self.entries()
        return Lexicon.of(t, s, lift, self.alone_source, self.alone)


def _letter_pairs(names: Sequence[str]) -> Ints:
    """Of each name its pairs of letters as numbers, each once; -1 fills up."""
    letters = np.array(names, dtype=f"U{STEM}").view(np.uint32).reshape(-1, STEM).astype(np.int64)
    pairs = np.where(letters[:, 1:] > 0, letters[:, :-1] << 24 | letters[:, 1:], -1)
    for column in range(1, STEM - 1):
        again = (pairs[:, :column] == pairs[:, column : column + 1]).any(axis=1)
        pairs[again, column] = -1
    return pairs


def _resemblances(source: Sequence[str], target: Sequence[str], s: Ints, t: Ints) -> Floats:
    """Dice's coefficient of the letter pairs of two words each, given by their places."""
    left, right = _letter_pairs(source), _letter_pairs(target)
    of_s, of_t = (np.count_nonzero(pairs >= 0, axis=1) for pairs in (left, right))
    both = np.zeros(len(s), dtype=np.int64)
    for column in left.T:
        wanted = column[s]
        both += ((right[t] == wanted[:, None]) & (wanted >= 0)[:, None]).any(axis=1)
    result: Floats = 2.0 * both / np.maximum(of_s[s] + of_t[t], 1)
    return result


def lookalikes(source: Tokens, target: Tokens) -> tuple[Ints, Ints, Floats]:
    """Types that are the same or look alike (numbers, names, cognates), and p(t | s) for each."""
    place = {name: k for k, name in enumerate(target.names)}
    same = [(s, place[name]) for s, name in enumerate(source.names) if name in place]
    s, t = np.array(same, dtype=np.int64).reshape(-1, 2).T
    sure = _LOOKALIKE[source.classes[s]]
    brief = np.array([len(source.names[k]) <= 3 for k in s.tolist()], dtype=np.bool_)
    sure = np.where((source.classes[s] == WORD) & brief, sure / 4, sure)
    near_s, near_t = _same_beginnings(source, target)
    alike = _resemblances(source.names, target.names, near_s, near_t)
    kept = alike >= 0.5
    found_s, found_t = np.append(s, near_s[kept]), np.append(t, near_t[kept])
    chance = np.append(sure, _COGNATE * alike[kept])
    order = np.argsort(found_s, kind="stable")
    return found_s[order], found_t[order], chance[order]


def _same_beginnings(source: Tokens, target: Tokens) -> tuple[Ints, Ints]:
    """Every two long words, not the same, that have their first three letters in common."""
    near: dict[str, list[int]] = defaultdict(list)
    for k, name in enumerate(target.names):
        if target.classes[k] == WORD and len(name) >= _LONG:
            near[name[:3]].append(k)
    found = [
        (s, t)
        for s, name in enumerate(source.names)
        if len(name) >= _LONG and name[:3] in near and source.classes[s] == WORD
        for t in near[name[:3]]
        if target.names[t] != name
    ]
    s, t = np.array(found, dtype=np.int64).reshape(-1, 2).T
    return s, t


def shares_alone(side: Tokens, known: Ints, shares: Floats) -> Floats:
    """Of each type, the share of uses that nothing explains, where it is known of some types.

    A word that the lexicon does not know says nothing. A number does: it should have been there.
    """
    result: Floats = np.where(side.classes == NUMBER, _ALONE_NUMBER, 1.0)
    result[known] = shares
    return result


def seed_lexicon(source: Tokens, target: Tokens, pairs: tuple[Ints, Ints, Floats]) -> Lexicon:
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
