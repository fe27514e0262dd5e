"""Which pairs of places are considered at all: a band of nodes around the line of what both texts
share.

A node (i, j) says that the first i source units and the first j target units are done. Nodes are
kept row after row (a row for each i) in one flat array, so that time and memory grow with the
length of the text.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from visavis.aligner.arrays import Ints, from_zero


@dataclass(frozen=True, slots=True)
class Band:
    """For each number of source units done, 0 to n, the numbers of target units that are
    considered.
    """

    low: Ints
    high: Ints
    """Exclusive."""
    offsets: Ints
    """Where each row begins in the flat array; one entry more than rows."""

    @classmethod
    def between(cls, low: Ints, high: Ints, targets: int) -> Band:
        """The band of these limits, made passable: it never turns back and holds both corners."""
        low = np.minimum.accumulate(np.clip(low, 0, targets)[::-1])[::-1].copy()
        high = np.maximum.accumulate(np.clip(high, 1, targets + 1))
        low[0], high[-1] = 0, targets + 1
        high[:-1] = np.maximum(high[:-1], low[1:] + 1)
        return cls(low, np.maximum.accumulate(high), from_zero(np.maximum.accumulate(high) - low))

    @property
    def nodes(self) -> int:
        """How many nodes the band holds."""
        return int(self.offsets[-1])

    def rows(self) -> Ints:
        """Of each node, the number of source units done."""
        return np.repeat(np.arange(len(self.low)), self.high - self.low)

    def columns(self) -> Ints:
        """Of each node, the number of target units done."""
        return np.arange(self.nodes) - np.repeat(self.offsets[:-1] - self.low, self.high - self.low)

    def at(self, i: Ints, j: Ints) -> Ints:
        """The flat place of each node; the number of nodes where it is outside the band."""
        row = np.clip(i, 0, len(self.low) - 1)
        inside = (i == row) & (j >= self.low[row]) & (j < self.high[row])
        return np.where(inside, self.offsets[row] + j - self.low[row], self.nodes)

    def transposed(self) -> Band:
        """The same nodes with the sides swapped."""
        columns = np.arange(int(self.high[-1]))
        low = np.searchsorted(self.high, columns, side="right")
        high = np.searchsorted(self.low, columns, side="right")
        return Band(low, high, from_zero(high - low))


def band_along(i: Ints, j: Ints, half: int, sources: int, targets: int) -> Band:
    """The nodes at most `half` away, on either side, from a path through the nodes (i, j)."""
    low = np.full(sources + 1, targets, dtype=np.int64)
    high = np.zeros(sources + 1, dtype=np.int64)
    np.minimum.at(low, i, j)
    np.maximum.at(high, i, j)
    visited = np.zeros(sources + 1, dtype=np.bool_)
    visited[i] = True
    latest = np.maximum.accumulate(np.where(visited, np.arange(sources + 1), 0))
    low, high = low[latest], high[latest]
    edge = np.ones(half, dtype=np.int64)
    before = np.concatenate([low[0] * edge, low])[: sources + 1]
    after = np.concatenate([high, high[-1] * edge])[half:]
    return Band.between(before - half, after + half + 1, targets)


def fenced_band(source_pair: Ints, target_pair: Ints) -> Band:
    """The nodes inside pairs that are known: of each unit, the number of its pair, from 0."""
    numbers = np.arange(int(source_pair[-1]) + 1)
    begin_i, end_i = _edges(source_pair, numbers)
    begin_j, end_j = _edges(target_pair, numbers)
    low = np.concatenate([begin_j[source_pair], [begin_j[-1]]])
    high = np.concatenate([end_j[source_pair], [end_j[-1]]]) + 1
    # The row between two pairs belongs to both.
    low[end_i] = begin_j
    high[begin_i] = end_j + 1
    return Band.between(low, high, len(target_pair))


def asserted_band(source_pair: Ints, target_pair: Ints, half: int) -> Band:
    """Inside chapters that are known, the nodes near those where the n-th unit answers the n-th."""
    numbers = np.arange(int(source_pair[-1]) + 1)
    begin_i, end_i = _edges(source_pair, numbers)
    begin_j, end_j = _edges(target_pair, numbers)
    surplus = np.abs((end_i - begin_i) - (end_j - begin_j))[source_pair]
    diagonal = np.arange(len(source_pair)) - begin_i[source_pair] + begin_j[source_pair]
    low = np.maximum(diagonal - half - surplus, begin_j[source_pair])
    high = np.minimum(diagonal + half + surplus, end_j[source_pair]) + 1
    low, high = np.append(low, 0), np.append(high, len(target_pair) + 1)
    # The row between two chapters belongs to both, and holds the end of one and the beginning of
    # the other.
    low[end_i] = np.maximum(end_j - half - surplus[begin_i], begin_j)
    return Band.between(low, high, len(target_pair))


def _edges(pair: Ints, numbers: Ints) -> tuple[Ints, Ints]:
    """Where the units of each pair begin and end; `pair` has the number of each unit's, rising."""
    return np.searchsorted(pair, numbers), np.searchsorted(pair, numbers, "right")
