"""The first band: a chain of rare words and numbers that both texts have, in the same order.

Rare shared tokens are to a translation what unique lines are to a patience diff. Chance meetings
are outvoted: a point counts as much as it has neighbours on its own diagonal, and the best
increasing chain of points is the line that the band follows. Between two points of the chain the
band opens like a lens.
"""

from __future__ import annotations

from bisect import bisect_right

import numpy as np

from visavis.aligner.arrays import Floats, Ints, spans
from visavis.aligner.band import Band
from visavis.aligner.features import MARK, Tokens

_SMALL = 60
"""Texts up to this many units are searched whole."""
_NEAR = 12
"""Units on either side of an anchor that are always considered."""
_REACH = 16
"""Units within which points support each other."""
_MOST_NODES = 1_500_000
_POINTS_A_UNIT = 4


def first_band(source: Tokens, target: Tokens) -> Band:
    """The band in which the first pass looks for its path."""
    n, m = len(source), len(target)
    if max(n, m) <= _SMALL:
        return Band.between(np.zeros(n + 1, dtype=np.int64), np.full(n + 1, m + 1), m)
    chain_i, chain_j = _chain(*_points(source, target), n, m)
    return _lens(chain_i, chain_j, n, m)


def _points(source: Tokens, target: Tokens) -> tuple[Ints, Ints, Floats]:
    """Where rare tokens that both texts have could meet, rarest first, and the weight of each
    meeting.
    """
    place = {name: k for k, name in enumerate(target.names)}
    shared = [
        (s, place[name])
        for s, name in enumerate(source.names)
        if name in place and len(name) > 1 and source.classes[s] != MARK
    ]
    types: Ints = np.array(shared, dtype=np.int64).reshape(-1, 2)
    meetings = source.spread[types[:, 0]] * target.spread[types[:, 1]]
    order = np.argsort(meetings, kind="stable")
    enough = np.cumsum(meetings[order]) <= _POINTS_A_UNIT * (len(source) + len(target))
    types, meetings = types[order][enough], meetings[order][enough]
    units_s, starts_s = _units_of_types(source)
    units_t, starts_t = _units_of_types(target)
    s, t = types[:, 0], types[:, 1]
    left = spans(starts_s[s], source.spread[s])
    fan = np.repeat(target.spread[t], source.spread[s])
    right = spans(np.repeat(starts_t[t], source.spread[s]), fan)
    weight = np.repeat(1.0 / meetings, meetings)
    return units_s[np.repeat(left, fan)], units_t[right], weight


def _units_of_types(side: Tokens) -> tuple[Ints, Ints]:
    """The units in which each type stands, type after type, and where each type's units begin."""
    return side.units[np.argsort(side.tokens, kind="stable")], np.cumsum(side.spread) - side.spread


def _support(i: Ints, j: Ints, weight: Floats, slope: float) -> Floats:
    """For each point, the weight of all points that lie near it along its diagonal."""
    along = i // _REACH
    across = np.floor((j - i * slope) / _REACH).astype(np.int64)
    across -= across.min() - 1
    width = int(across.max()) + 2
    code = (along + 1) * width + across
    known, where = np.unique(code, return_inverse=True)
    mass = np.bincount(where, weight)
    total = np.zeros(len(known))
    for step in (-width, 0, width):
        for aside in (-1, 0, 1):
            beside = np.searchsorted(known, known + step + aside)
            beside = np.minimum(beside, len(known) - 1)
            total += np.where(known[beside] == known + step + aside, mass[beside], 0.0)
    result: Floats = total[where] - weight
    return result


def _chain(i: Ints, j: Ints, weight: Floats, n: int, m: int) -> tuple[Ints, Ints]:
    """The heaviest chain of points that increases on both sides, as node coordinates, corners
    included.
    """
    corners = np.array([0, n]), np.array([0, m])
    if not len(i):
        return corners
    support = _support(i, j, weight, m / n)
    keep = support >= 1.0
    i, j, value = i[keep], j[keep], (weight * support)[keep]
    order = np.lexsort((-j, i))
    i, j, value = i[order], j[order], value[order]
    # Ends of the best chains so far: columns rise, and so do the weights; heavier ones to the left
    # of a new end make every lighter one to its right useless.
    columns: list[int] = []
    weights: list[float] = []
    tips: list[int] = []
    previous = [-1] * len(i)
    for k, (column, gain) in enumerate(zip(j.tolist(), value.tolist(), strict=True)):
        at = bisect_right(columns, column - 1)
        total = gain + (weights[at - 1] if at else 0.0)
        if at:
            previous[k] = tips[at - 1]
        if at < len(columns) and columns[at] == column and weights[at] >= total:
            continue
        end = at
        while end < len(columns) and weights[end] <= total:
            end += 1
        columns[at:end], weights[at:end], tips[at:end] = [column], [total], [k]
    chain: list[int] = []
    k = tips[-1] if tips else -1
    while k >= 0:
        chain.append(k)
        k = previous[k]
    chosen = np.array(chain[::-1], dtype=np.int64)
    nodes_i = np.concatenate([[0], i[chosen] + 1, [n]])
    nodes_j = np.concatenate([[0], j[chosen] + 1, [m]])
    return nodes_i, nodes_j


def _lens(i: Ints, j: Ints, n: int, m: int) -> Band:
    """The band around the broken line through these nodes, wider the farther the next node is."""
    rows = np.arange(n + 1)
    after = np.clip(np.searchsorted(i, rows, side="left"), 1, len(i) - 1)
    before = after - 1
    run = np.maximum(1, i[after] - i[before])
    rise = j[after] - j[before]
    middle = j[before] + (rows - i[before]) / run * rise
    open_by = np.minimum(rows - i[before], i[after] - rows)
    skew = np.abs(rise - run * (m / n))
    half = _NEAR + np.maximum(0, open_by) + skew
    # However far the texts drift apart, the work stays in proportion to their length.
    half = np.minimum(half, max(40, _MOST_NODES // (2 * (n + 1))))
    low = np.floor(middle - half).astype(np.int64)
    high = np.ceil(middle + half).astype(np.int64) + 1
    # At a row with several points (a long insertion) the band holds the whole step.
    np.minimum.at(low, i, j - _NEAR)
    np.maximum.at(high, i, j + _NEAR + 1)
    return Band.between(low, high, m)
