"""What one pair of texts does: how often it splits and merges, how long its answers are, which
marks and kinds answer each other. Assumed at first, then counted on the path that was found.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from visavis.aligner.arrays import Floats, Ints, range_sums
from visavis.aligner.features import Tokens
from visavis.aligner.learning import Joined
from visavis.aligner.weights import SPREAD

_WEIGHT = 20.0
"""How many links what is assumed of lengths counts for."""
_TABLE_WEIGHT = 30.0
"""How many links what is assumed of marks and kinds counts for."""
_SAME = 0.5
"""Assumed share of units that begin or end with the very same mark, or are of the same kind."""


@dataclass(frozen=True, slots=True)
class Table:
    """How much likelier than by chance two categories are beside each other, as a logarithm."""

    source: Ints
    """The category of each source unit."""
    target: Ints
    lift: Floats


@dataclass(frozen=True, slots=True)
class Priors:
    """What the scores of links take from the two texts as a whole, lexicon apart."""

    ratio: float
    """Target characters for one source character."""
    spread: float
    """Variance of the target's length for one character (s² of Gale & Church 1993, 6.8 in theirs).
    """
    first: Table
    """What units begin with."""
    last: Table
    """What they end with."""
    kind: Table
    """What they are."""


def assumed_priors(source: Tokens, target: Tokens) -> Priors:
    """What can be said of two texts before anything is aligned."""
    ratio = float(target.length.sum() / source.length.sum())
    return Priors(ratio, SPREAD, *_tables(source, target, None))


def counted_priors(source: Tokens, target: Tokens, joined: Joined) -> Priors:
    """What two texts do on the links that were found."""
    if not len(joined.source_low):
        return assumed_priors(source, target)
    left = range_sums(source.length, joined.source_low, joined.source_high)
    right = range_sums(target.length, joined.target_low, joined.target_high)
    ratio = float(right.sum() / left.sum())
    square = (right - left * ratio) ** 2 / (0.5 * (left * ratio + right))
    # The median of a squared normal deviate is 0.455; it does not mind the links that are wrong.
    robust = float(np.median(square)) / 0.455
    spread = (robust * len(square) + SPREAD * _WEIGHT) / (len(square) + _WEIGHT)
    return Priors(ratio, max(spread, 0.5), *_tables(source, target, joined))


def _tables(source: Tokens, target: Tokens, joined: Joined | None) -> tuple[Table, Table, Table]:
    heads = (joined.source_low, joined.target_low) if joined else None
    tails = (joined.source_high - 1, joined.target_high - 1) if joined else None
    return (
        _table(source.first, target.first, heads),
        _table(source.last, target.last, tails),
        _table(source.kinds, target.kinds, heads),
    )


def _table(xs: Sequence[str], ys: Sequence[str], pairs: tuple[Ints, Ints] | None) -> Table:
    rows = {value: k for k, value in enumerate(sorted(set(xs)))}
    columns = {value: k for k, value in enumerate(sorted(set(ys)))}
    x = np.array([rows[value] for value in xs], dtype=np.int64)
    y = np.array([columns[value] for value in ys], dtype=np.int64)
    share_x, share_y = np.bincount(x) / len(x), np.bincount(y) / len(y)
    joint = np.outer(share_x, share_y) * (1.0 - _SAME)
    for value, row in rows.items():
        if value in columns:
            joint[row, columns[value]] += _SAME * min(share_x[row], share_y[columns[value]])
    joint *= _TABLE_WEIGHT / joint.sum()
    if pairs is not None:
        np.add.at(joint, (x[pairs[0]], y[pairs[1]]), 1.0)
    joint /= joint.sum()
    return Table(x, y, np.log(joint / np.outer(joint.sum(axis=1), joint.sum(axis=0))))
