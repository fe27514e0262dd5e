"""The lexicon that two texts teach: IBM model 1 on the links that a first pass has found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from visavis.aligner.arrays import Bools, Floats, Ints, Places, chunks, from_zero, spans
from visavis.aligner.features import Tokens
from visavis.aligner.lexicon import ALONE, Lexicon, shares_alone


@dataclass(frozen=True, slots=True)
class Learned:
    """What two texts have taught, for their parts to be looked at by."""

    source: tuple[str, ...]
    """The types of the source, in the order of the lexicon's numbers."""
    target: tuple[str, ...]
    lexicon: Lexicon

    def mirrored(self) -> Learned:
        """The same with the sides swapped."""
        return Learned(self.target, self.source, self.lexicon.transposed())


@dataclass(frozen=True, slots=True)
class Joined:
    """Links with text on both sides, as half-open ranges of units."""

    source_low: Ints
    source_high: Ints
    target_low: Ints
    target_high: Ints


_ROUNDS = 4
_DISCOUNT = 0.6
"""Taken from each entry's count: a word seen once in a link must not prove that very link."""
_SEED_WEIGHT = 3.0
"""How many sightings the likeness of two words is worth."""
_ALONE_WEIGHT = 2.0
_CHUNK = 1 << 17
"""So many meetings at a time are worked on quickest: they stay in the processor's own memory."""
_FEW = 2_000_000
"""So many meetings are kept to be gone through twice, more of them found again."""
_DENSE = 16_000_000
"""A table of so many cells is looked up in; a larger one would mostly stand empty."""
_COUNTED = 6_000_000
"""And one of so many, which takes more memory for a moment, is counted in."""


@dataclass(frozen=True, slots=True)
class _Bag:
    """The words of each link on one side, link after link."""

    words: Ints
    """Their types, counted among the wanted ones."""
    starts: Ints

    @classmethod
    def of(cls, side: Tokens, low: Ints, high: Ints, wanted: Bools) -> _Bag:
        begin, end = side.starts[low], side.starts[high]
        words = side.tokens[spans(begin, end - begin)]
        keep = wanted[words]
        number = np.cumsum(wanted) - 1
        return cls(number[words[keep]], from_zero(keep.astype(np.int64))[from_zero(end - begin)])

    def amounts(self) -> Ints:
        return np.diff(self.starts)


@dataclass(frozen=True, slots=True)
class _Meetings:
    """Every two words that stand in the same link, word of the source after word."""

    words: Ints
    """The places of the source words in their bag …"""
    starts: Ints
    """… where the meetings of each begin …"""
    firsts: Ints
    """… and the place in the other bag of the first word that it meets."""
    codes: Ints
    """Of each meeting, which pair of types it is."""

    def places(self, kept: Ints) -> tuple[Ints, Ints]:
        """The places in both bags of some of the meetings, given in rising order."""
        number = np.diff(np.searchsorted(kept, self.starts), append=len(kept))
        right = kept + np.repeat(self.firsts - self.starts, number)
        return np.repeat(self.words, number), right


def _meetings(a: _Bag, b: _Bag, width: int) -> Iterator[_Meetings]:
    """All meetings, a few links at a time."""
    for low, high in chunks(a.amounts() * b.amounts(), _CHUNK):
        words = np.arange(a.starts[low], a.starts[high])
        link = np.repeat(np.arange(low, high), a.amounts()[low:high])
        fan, firsts = b.amounts()[link], b.starts[link]
        codes = np.repeat(a.words[words] * width, fan)
        codes += b.words[spans(firsts, fan)]
        yield _Meetings(words, from_zero(fan)[:-1], firsts, codes)


def learn_lexicon(
    source: Tokens, target: Tokens, joined: Joined, seeds: tuple[Ints, Ints, Floats]
) -> Lexicon:
    """IBM model 1 in both directions at once (Brown et al. 1993), on the links that were found."""
    want_s = source.spread >= 2
    want_t = target.spread >= 2
    want_s[seeds[0]] = True
    want_t[seeds[1]] = True
    a = _Bag.of(source, joined.source_low, joined.source_high, want_s)
    b = _Bag.of(target, joined.target_low, joined.target_high, want_t)
    # From here to the end the types that are wanted are numbered by themselves.
    types_s, types_t = np.flatnonzero(want_s), np.flatnonzero(want_t)
    height, width = len(types_s), len(types_t)
    seed_codes = np.searchsorted(types_s, seeds[0]) * width + np.searchsorted(types_t, seeds[1])
    met: Iterable[_Meetings] = _meetings(a, b, width)
    few = int(np.dot(a.amounts(), b.amounts())) <= _FEW
    met = list(met) if few else met
    codes = _promising(a, b, _count(met, width * height), width, seed_codes)
    sure = np.zeros(len(codes))
    sure[np.searchsorted(codes, seed_codes)] = seeds[2]
    left, right, pair = _entries(met if few else _meetings(a, b, width), width * height, codes)
    s, t = codes // width, codes % width
    n_s = np.bincount(a.words, minlength=height).astype(float)
    n_t = np.bincount(b.words, minlength=width).astype(float)
    total = np.sqrt(max(1, len(a.words)) * max(1, len(b.words)))
    link_of_a = np.repeat(np.arange(len(a.starts) - 1), a.amounts())
    link_of_b = np.repeat(np.arange(len(b.starts) - 1), b.amounts())
    size_s = np.maximum(1, a.amounts())[link_of_b]
    size_t = np.maximum(1, b.amounts())[link_of_a]
    usual_s, usual_t = ALONE[source.classes[types_s]], ALONE[target.classes[types_t]]
    alone_s, alone_t = usual_s, usual_t
    base = np.maximum(1.0, np.sqrt(n_s[s] * n_t[t]))
    lift = (0.2 + 5.0 * sure) * total / (n_s[s] * n_t[t] + base)
    for _ in range(_ROUNDS):
        mass = lift[pair]
        null_t = size_s * alone_t[b.words] / (1 - alone_t[b.words])
        null_s = size_t * alone_s[a.words] / (1 - alone_s[a.words])
        all_t = null_t + np.bincount(right, mass, minlength=len(b.words))
        all_s = null_s + np.bincount(left, mass, minlength=len(a.words))
        share = (1.0 / all_t)[right]
        share += (1.0 / all_s)[left]
        share *= 0.5 * mass
        count = np.bincount(pair, share, minlength=len(codes))
        count = np.maximum(count - _DISCOUNT, 0.0) + _SEED_WEIGHT * sure
        lift = count * total / np.maximum(n_s[s] * n_t[t], 1.0)
        alone_t = _left_alone(usual_t, b.words, null_t / all_t, n_t)
        alone_s = _left_alone(usual_s, a.words, null_s / all_s, n_s)
    keep = lift > 1.5
    s, t, lift = s[keep], t[keep], lift[keep]
    known_t = shares_alone(target, types_t[t], alone_t[t])
    known_s = shares_alone(source, types_s[s], alone_s[s])
    return Lexicon.of(types_s[s], types_t[t], lift, known_t, known_s)


def _left_alone(prior: Floats, words: Ints, null: Floats, uses: Floats) -> Floats:
    """Of each type, the share of its uses that stands for reasons of its own, drawn to what is
    usual.
    """
    seen = np.bincount(words, null, minlength=len(prior))
    return np.clip((seen + _ALONE_WEIGHT * prior) / (uses + _ALONE_WEIGHT), 0.02, 0.98)


def _promising(a: _Bag, b: _Bag, met: tuple[Ints, Ints], width: int, seeds: Ints) -> Ints:
    """The pairs of types that meet twice or more, and more than by chance, and the seeds."""
    seen, times = met
    n_s, n_t = np.bincount(a.words), np.bincount(b.words)
    links = len(a.starts) - 1
    seen, times = seen[times >= 2], times[times >= 2]
    expected = n_s[seen // width] * n_t[seen % width] / max(1, links)
    kept = np.sort(np.concatenate([seen[times > 1.3 * expected], seeds]))
    distinct: Ints = kept[np.diff(kept, prepend=-1) > 0]
    return distinct


def _count(met: Iterable[_Meetings], size: int) -> tuple[Ints, Ints]:
    """The pairs of types that meet, rising, and how often they do."""
    if size <= _COUNTED:
        table = np.zeros(size, dtype=np.int64)
        for some in met:
            np.add.at(table, some.codes, 1)
        seen = np.flatnonzero(table)
        return seen, table[seen]
    seen, times = np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)
    for some in met:
        codes, counts = _tally(some.codes)
        if len(seen):
            codes, counts = _tally(np.append(seen, codes), np.append(times, counts))
        seen, times = codes, counts
    return seen, times


def _tally(codes: Ints, weights: Ints | None = None) -> tuple[Ints, Ints]:
    """The distinct codes, rising, and the sum of the weights of each, which are 1 if not given."""
    if weights is None:
        codes = np.sort(codes)
    else:
        order = np.argsort(codes, kind="stable")
        codes, weights = codes[order], weights[order]
    begin = np.flatnonzero(np.diff(codes, prepend=-1))
    if weights is None:
        return codes[begin], np.diff(begin, append=len(codes))
    return codes[begin], np.add.reduceat(weights, begin) if len(begin) else weights


def _entries(met: Iterable[_Meetings], size: int, codes: Ints) -> tuple[Ints, Ints, Ints]:
    """Every meeting of a promising pair: its places in both bags, and which pair it is."""
    found: list[tuple[Ints, Ints, Ints]] = []
    place = np.full(size if size <= _DENSE else 0, -1, dtype=np.int32)
    if len(place):
        place[codes] = np.arange(len(codes))
    ended = np.append(codes, np.iinfo(np.int64).max)
    for some in met:
        numbers: Ints | Places
        if len(place):
            numbers = place[some.codes]
            hit = np.flatnonzero(numbers >= 0)
        else:
            numbers = np.searchsorted(ended, some.codes)
            hit = np.flatnonzero(ended[numbers] == some.codes)
        found.append((*some.places(hit), numbers[hit].astype(np.int64)))
    nothing = np.zeros(0, dtype=np.int64)
    found.append((nothing, nothing, nothing))
    left, right, pair = (np.concatenate(column) for column in zip(*found, strict=True))
    return left, right, pair
