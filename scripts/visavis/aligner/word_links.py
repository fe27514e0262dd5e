"""Which words of a pair answer each other, by the lexicon, and how well the pair fares by that."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from visavis.aligner.arrays import Floats, Ints, chunks, spans
from visavis.aligner.features import Tokens
from visavis.aligner.lexicon import Lexicon

_CHUNK = 1_000_000
_TAIL = 0.6
"""Where the last words of a unit begin."""
_FITS = 5
"""How often the line of what is usual is drawn again with less regard for what lies far off it."""
_FAR = 1.5
"""Spreads from the line beyond which a pair is far off it (after Huber 1964)."""
_MOST_ALONE = 0.98


@dataclass(frozen=True, slots=True)
class WordLinks:
    """Every two words of a pair that the lexicon knows as answers, by their places in the texts.

    No unit is in two pairs, so a word's place says whose it is.
    """

    source: Tokens
    target: Tokens
    i: Ints
    """The source unit of each pair."""
    j: Ints
    alone_source: Floats
    """Of each source type, the share of its uses that nothing explains."""
    alone: Floats
    pair: Ints
    """Of each answer its pair …"""
    left: Ints
    """… the place of the source word …"""
    right: Ints
    lift: Floats

    @classmethod
    def of(cls, source: Tokens, target: Tokens, lexicon: Lexicon, i: Ints, j: Ints) -> WordLinks:
        """The answers in these pairs of units."""
        types = len(target.names)
        keys = target.units * types + target.tokens
        order = np.argsort(keys)
        keys = np.append(keys[order], np.iinfo(np.int64).max)
        nothing = np.zeros(0, dtype=np.int64)
        found = [(nothing, nothing, nothing, np.zeros(0))]
        words = spans(source.starts[i], np.diff(source.starts)[i])
        pairs = np.repeat(np.arange(len(i)), np.diff(source.starts)[i])
        begin, fan = lexicon.rows[source.tokens[words]], np.diff(lexicon.rows)[source.tokens[words]]
        # Each translation of each source word is looked for among the words of its target.
        for low, high in chunks(fan, _CHUNK):
            entry = spans(begin[low:high], fan[low:high])
            word = np.repeat(np.arange(low, high), fan[low:high])
            wanted = j[pairs[word]] * types + lexicon.columns[entry]
            there = np.searchsorted(keys, wanted)
            hit = np.flatnonzero(keys[there] == wanted)
            word, right = word[hit], order[there[hit]]
            by_place = np.lexsort((right, word))
            word = word[by_place]
            lift = lexicon.lift[entry[hit]][by_place]
            found.append((pairs[word], words[word], right[by_place], lift))
        pair, left, right, lift = (np.concatenate(parts) for parts in zip(*found, strict=True))
        shares = lexicon.alone_source, lexicon.alone
        return cls(source, target, i, j, *shares, pair, left, right, lift)

    def transposed(self) -> WordLinks:
        """The same with the sides swapped."""
        return WordLinks(
            self.target, self.source, self.j, self.i, self.alone, self.alone_source,
            self.pair, self.right, self.left, self.lift,
        )  # fmt: skip

    def unaided(self) -> WordLinks:
        """The same by a lexicon that each pair, for itself, has had no part in teaching.

        A wrong pair has taught the lexicon that its words answer each other. Its share in each
        entry, as IBM model 1 has it, is taken back.
        """
        here, there = self.source.tokens[self.left], self.target.tokens[self.right]
        uses_s, uses_t = self.source.spread[here], self.target.spread[there]
        share = 0.5 * (self._share() + self.transposed()._share())
        total = np.sqrt(float(len(self.source.tokens)) * len(self.target.tokens))
        count = np.maximum(self.lift * uses_s * uses_t / total - share, 0.0)
        left_over = count * total / np.maximum((uses_s - 1.0) * (uses_t - 1.0), 1.0)
        return replace(self, lift=np.minimum(left_over, self.lift))

    def _share(self) -> Floats:
        """Of each answer, its share in the target word."""
        alone = np.minimum(self.alone[self.target.tokens[self.right]], _MOST_ALONE)
        nothing = self.source.size[self.i[self.pair]] * alone / (1.0 - alone)
        mass = np.bincount(self.right, self.lift, minlength=len(self.target.tokens))
        result: Floats = self.lift / (nothing + mass[self.right])
        return result

    def evidence(self) -> tuple[Floats, Floats]:
        """Of each target word, what it says for its pair, and what it would say if nothing answered
        it: logarithms of likelihood ratios, 0 for words that the lexicon does not know.
        """
        size = np.ones(len(self.target))
        size[self.j] = self.source.size[self.i]
        lift = self.lift * self.source.counts[self.left]
        mass = np.bincount(self.right, lift, minlength=len(self.target.tokens))
        alone = self.alone[self.target.tokens]
        counts = self.target.counts
        return (
            counts * np.log(alone + (1.0 - alone) * mass / size[self.target.units]),
            counts * np.log(alone),
        )


def tail_evidence(links: WordLinks) -> Floats:
    """Of each pair, how well the source explains the last words of the target, a word.

    A translation that was cut off leaves them without an answer, while the pair as a whole may
    still do.
    """
    target = links.target
    fan = np.diff(target.starts)
    unit = target.units
    rank = np.arange(len(target.tokens)) - target.starts[unit]
    value = links.evidence()[0] / target.counts * (rank >= _TAIL * fan[unit])
    sums = np.bincount(unit, value, minlength=len(target)) / np.sqrt(fan + 4.0)
    result: Floats = sums[links.j]
    return result


def want_of_links(links: WordLinks) -> Floats:
    """Of each pair, how much less its words answer each other than is usual for such words.

    What is usual is a line through the pairs themselves: of the number of words that the lexicon
    knows, its root, and what these words say where nothing links them.
    """
    unaided = links.unaided()
    value, known, floor = (np.zeros(len(links.i)) for _ in range(3))
    for one, units in ((unaided, links.j), (unaided.transposed(), links.i)):
        says, at_least = one.evidence()
        side, begin = one.target, one.target.starts
        for column, words in (
            (value, says),
            (floor, at_least),
            (known, side.counts * (one.alone[side.tokens] < 1.0)),
        ):
            column += np.diff(np.append(0.0, np.cumsum(words))[begin])[units]
    weight = 1.0 / np.sqrt(known + 4.0)
    usual = np.stack([known, np.sqrt(known + 1.0), -floor], axis=1) * weight[:, None]
    return -_off_the_line(usual, value * weight)


def _off_the_line(causes: Floats, values: Floats) -> Floats:
    """How far each value lies off the line of what the causes let expect (Huber's regression)."""
    regard = np.ones(len(values))
    off = values
    for _ in range(_FITS):
        weighted = causes * regard[:, None]
        held = 1e-3 * np.eye(causes.shape[1])
        line = np.linalg.solve(weighted.T @ causes + held, weighted.T @ values)
        off = values - causes @ line
        spread = 1.4826 * float(np.median(np.abs(off))) + 1e-6
        regard = 1.0 / np.maximum(1.0, np.abs(off) / (_FAR * spread))
    return off
