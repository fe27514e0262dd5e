"""How well the words of one text explain the words of the other, for every two units inside the
band.

The likelihood ratio of IBM model 1, as Moore (2002, "Fast and accurate sentence alignment of
bilingual corpora") uses it: each word of the target is either the translation of one of the
source's words, or stands there for reasons of its own. Against a text that has nothing to do with
the source, a unit that is well explained scores above 0, one that should have been explained and is
not scores below 0.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from visavis.aligner.arrays import Floats, Ints, chunks, from_zero, spans
from visavis.aligner.band import Band
from visavis.aligner.features import Tokens
from visavis.aligner.lexicon import Lexicon

RANGES = 4
"""The most units that one link holds on a side."""
_CHUNK = 1_000_000


@dataclass(frozen=True, slots=True)
class _Occurrences:
    """The target words that the lexicon knows anything of, unit after unit."""

    words: Ints
    counts: Floats
    starts: Ints
    """Where each unit's words begin; one entry more than units."""
    by_type: Ints
    """Their places, sorted by type and then by unit."""
    keys: Ints
    """Type and unit of each, in that order, as one rising number."""

    @classmethod
    def of(cls, side: Tokens, known: Floats) -> _Occurrences:
        active = known[side.tokens] < 1.0
        words = side.tokens[active]
        starts = from_zero(active.astype(np.int64))[side.starts]
        units = np.repeat(np.arange(len(side)), np.diff(starts))
        by_type = np.argsort(words, kind="stable")
        keys = words[by_type] * (len(side) + 1) + units[by_type]
        return cls(words, side.counts[active], starts, by_type, keys)


def explained(
    source: Tokens, target: Tokens, lexicon: Lexicon, band: Band, ranges: int = RANGES
) -> Floats:
    """Evidence [r, node] that the r+1 source units that end at the node explain the target unit
    that ends there; 0 at the edge of the text, where no unit ends.
    """
    cells = _Cells.of(source, target, lexicon, band)
    amounts = np.diff(cells.known.starts) * cells.width
    result = np.zeros((ranges, band.nodes + 1))
    for begin, end in chunks(amounts, _CHUNK):
        block = from_zero(amounts[begin:end])
        if block[-1]:
            cells.add_up(result, np.arange(begin, end), cells.mass(begin, end, block))
    return result[:, :-1]


@dataclass(frozen=True, slots=True)
class _Cells:
    """The source units that each target unit can see: those whose node lies in the band."""

    source: Tokens
    lexicon: Lexicon
    band: Band
    known: _Occurrences
    first: Ints
    """Of each target unit j, the first i with the node (i+1, j+1) in the band."""
    width: Ints
    """How many there are."""

    @classmethod
    def of(cls, source: Tokens, target: Tokens, lexicon: Lexicon, band: Band) -> _Cells:
        turned = band.transposed()
        first = np.maximum(turned.low[1:] - 1, 0)
        width = np.maximum(turned.high[1:] - 1 - first, 0)
        return cls(source, lexicon, band, _Occurrences.of(target, lexicon.alone), first, width)

    def mass(self, begin: int, end: int, block: Ints) -> Floats:
        """The lifts that each target word gets from each source unit: by target unit, source unit,
        word.
        """
        source, lexicon, known, first = self.source, self.lexicon, self.known, self.first
        targets = len(known.starts) - 1
        # Every source word that the chunk can see, with each of its translations …
        i_low, i_high = int(first[begin]), int(first[end - 1] + self.width[end - 1])
        words = np.arange(source.starts[i_low], source.starts[i_high])
        i = np.repeat(np.arange(i_low, i_high), np.diff(source.starts[i_low : i_high + 1]))
        types = source.tokens[words]
        fan = lexicon.rows[types + 1] - lexicon.rows[types]
        entries = spans(lexicon.rows[types], fan)
        i, lift = np.repeat(i, fan), lexicon.lift[entries] * np.repeat(source.counts[words], fan)
        # … meets the occurrences of that translation in the target units of its row.
        base = lexicon.columns[entries] * (targets + 1)
        low = np.searchsorted(known.keys, base + np.clip(self.band.low[i + 1] - 1, begin, end))
        high = np.searchsorted(known.keys, base + np.clip(self.band.high[i + 1] - 1, begin, end))
        fan = np.maximum(high - low, 0)
        places = spans(low, fan)
        met, j = known.by_type[places], known.keys[places] % (targets + 1)
        i, lift = np.repeat(i, fan), np.repeat(lift, fan)
        words_of_j = known.starts[j + 1] - known.starts[j]
        where = block[j - begin] + (i - first[j]) * words_of_j + met - known.starts[j]
        return np.bincount(where, lift, minlength=int(block[-1])).astype(np.float64)

    def add_up(self, result: Floats, js: Ints, mass: Floats) -> None:
        """Write the chunk's evidence into the result: logarithms of what each word gets, summed by
        cell.

        Most words get nothing from most units, which is known before it is looked at.
        """
        known, first, width = self.known, self.first, self.width
        j = np.repeat(js, width[js])
        i = spans(first[js], width[js])
        size = known.starts[j + 1] - known.starts[j]
        cell = np.repeat(np.arange(len(i)), size)
        # The place of a word among all minus that among those of its cell.
        shift = known.starts[j] - from_zero(size)[:-1]
        nothing = known.counts * np.log(self.lexicon.alone[known.words])
        base = np.diff(np.append(0.0, np.cumsum(nothing))[known.starts])[j]
        node = self.band.at(i + 1, j + 1)
        met = np.flatnonzero(mass)
        so_far, reach = mass.copy(), self.source.size[i].copy()
        for r in range(len(result)):
            if r:
                # The same word beside the source unit r later stands r blocks of words further.
                there = met[i[cell[met]] + r < (first + width)[j[cell[met]]]]
                so_far[there + r * size[cell[there]]] += mass[there]
                reach += np.where(i >= r, self.source.size[np.maximum(i - r, 0)], 0.0)
            some = np.flatnonzero(so_far)
            where = cell[some]
            word = some + shift[where]
            alone = self.lexicon.alone[known.words[word]]
            ratio = 1.0 + (1.0 / alone - 1.0) * so_far[some] / reach[where]
            gain = np.bincount(where, np.log(ratio) * known.counts[word], minlength=len(i))
            result[r, node] = base + gain
