"""The array types of the aligner, and idioms that several of its steps share."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Ints = NDArray[np.int64]
Places = NDArray[np.int32]
"""Places in arrays that are large: half the memory."""
Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]


def spans(starts: Ints, lengths: Ints) -> Ints:
    """The concatenation of the ranges that begin at `starts` and are `lengths` long."""
    ends = np.cumsum(lengths)
    shift = np.repeat(starts - (ends - lengths), lengths)
    result: Ints = np.arange(int(ends[-1]) if len(ends) else 0) + shift
    return result


def from_zero(lengths: Ints) -> Ints:
    """Where consecutive blocks of these lengths begin, and where the last one ends."""
    return np.concatenate([np.zeros(1, dtype=np.int64), np.cumsum(lengths)])


def range_sums(values: Floats, low: Ints, high: Ints) -> Floats:
    """The sums of the values from each `low` up to its `high`."""
    total = np.concatenate([[0.0], np.cumsum(values)])
    result: Floats = total[high] - total[low]
    return result


def chunks(loads: Ints, most: int) -> list[tuple[int, int]]:
    """Consecutive ranges whose loads add up to at most `most` (or that are one item long)."""
    load = np.cumsum(loads)
    cuts: list[tuple[int, int]] = []
    begin = 0
    while begin < len(load):
        reached = int(load[begin - 1]) if begin else 0
        end = max(begin + 1, int(np.searchsorted(load, reached + most, side="right")))
        cuts.append((begin, end))
        begin = end
    return cuts
