"""How long translations are beside their originals. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from visavis.pairs import Pair
from visavis.record import side_text

STEPS = 8
"""Classes from one doubling of the ratio to the next: the scale is logarithmic."""
REACH = 2
"""Doublings to either side of 1; what lies beyond goes into the outermost class."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The pairs whose ratios lie from one bound to the next."""

    low: float
    """0 for the first class."""
    high: float
    """Infinite for the last one."""
    number: int


def find_ratio(pair: Pair) -> float | None:
    """Characters of the translation to one of the original; None where a side has no words."""
    target, source = (len(side_text(side)) for side in (pair.target, pair.source))
    return target / source if target and source else None


def find_bins(ratios: Iterable[float]) -> tuple[Bin, ...]:
    """The classes from a quarter to four, each with how many ratios lie in it."""
    number = 2 * REACH * STEPS
    found = [0] * number
    for ratio in ratios:
        position = math.floor((math.log2(ratio) + REACH) * STEPS)
        found[min(max(position, 0), number - 1)] += 1
    bounds = [2 ** (step / STEPS - REACH) for step in range(number + 1)]
    bounds[0], bounds[-1] = 0, math.inf
    return tuple(Bin(*limits) for limits in zip(bounds, bounds[1:], found, strict=False))
