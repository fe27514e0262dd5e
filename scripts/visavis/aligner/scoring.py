"""The score of every link in the band: a weighted sum of what speaks for it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from visavis.aligner.arrays import Bools, Floats, Ints, Places, range_sums
from visavis.aligner.band import Band
from visavis.aligner.evidence import explained
from visavis.aligner.features import Tokens
from visavis.aligner.lattice import IMPOSSIBLE, SHAPES
from visavis.aligner.lexicon import Lexicon
from visavis.aligner.priors import Priors, Table
from visavis.aligner.weights import Weights

_FREEDOM = 4.0
"""Degrees of freedom of the length model: Student's t forgives a free translation more than a
normal."""


def link_features(
    source: Tokens, target: Tokens, band: Band, lexicon: Lexicon, priors: Priors, wanted: Bools
) -> Iterator[Floats]:
    """For each shape in turn, its features [feature, node] in the order of `Weights`, without the
    prior.

    They are likelihood ratios: how much likelier the two ranges are as a translation than as
    strangers. Shapes that are not `wanted` have zeros.
    """
    i, j = band.rows(), band.columns()
    ranges = max(max(shape) for shape, use in zip(SHAPES, wanted, strict=True) if use)
    forward, backward = _evidence(source, target, band, lexicon, ranges)
    above = [band.at(i - back, j) for back in range(ranges)]
    before = [band.at(i, j - back) for back in range(ranges)]
    for (a, b), use in zip(SHAPES, wanted, strict=True):
        if not use:
            yield np.zeros((Weights.FEATURES, band.nodes))
        elif a and b:
            words = sum(forward[a - 1, before[q]] for q in range(b))
            words = words + sum(backward[b - 1, above[p]] for p in range(a))
            yield _joined_features(source, target, priors, i, j, (a, b), words)
        else:
            unit = source.length[np.maximum(i - 1, 0)] if a else target.length[np.maximum(j - 1, 0)]
            features = np.zeros((Weights.FEATURES, band.nodes))
            features[-1] = np.log(unit) - 4.0
            yield features


def _evidence(
    source: Tokens, target: Tokens, band: Band, lexicon: Lexicon, ranges: int
) -> tuple[Floats, Floats]:
    """Evidence of the words in both directions, on the nodes of the band and one 0 for those
    outside.
    """
    turned = band.transposed()
    forward = explained(source, target, lexicon, band, ranges)
    backward = explained(target, source, lexicon.transposed(), turned, ranges)
    backward = backward[:, turned.at(band.columns(), band.rows())]
    outside = np.zeros((len(forward), 1))
    return np.hstack([forward, outside]), np.hstack([backward, outside])


def _joined_features(
    source: Tokens,
    target: Tokens,
    priors: Priors,
    i: Ints,
    j: Ints,
    shape: tuple[int, int],
    words: Floats,
) -> Floats:
    a, b = shape
    head_i, head_j = np.maximum(i - a, 0), np.maximum(j - b, 0)
    left = range_sums(source.length, head_i, i) * priors.ratio
    right = range_sums(target.length, head_j, j)
    middle = 0.5 * (left + right) + 1e-9
    deviation = (right - left) ** 2 / (priors.spread * middle)
    size = range_sums(source.size, head_i, i) + range_sums(target.size, head_j, j) + 1.0
    head_i, head_j = np.minimum(head_i, len(source) - 1), np.minimum(head_j, len(target) - 1)
    tail_i, tail_j = np.maximum(i - 1, 0), np.maximum(j - 1, 0)
    return np.stack([
        -np.log1p(deviation / _FREEDOM),
        0.5 * np.log(middle) - 2.0,
        words,
        words / np.sqrt(size),
        _beside(priors.first, head_i, head_j),
        _beside(priors.last, tail_i, tail_j),
        _beside(priors.kind, head_i, head_j),
        _mixed(priors.kind, i, j, shape),
        np.zeros(len(i)),
    ])  # fmt: skip


def _beside(table: Table, i: Ints, j: Ints) -> Floats:
    result: Floats = table.lift[table.source[i], table.target[j]]
    return result


def _mixed(kinds: Table, i: Ints, j: Ints, shape: tuple[int, int]) -> Floats:
    """1 where one side of the link holds units of different kinds, a heading and its paragraph,
    say.
    """
    mixed = np.zeros(len(i), dtype=np.bool_)
    for unit, kind, reach in ((i, kinds.source, shape[0]), (j, kinds.target, shape[1])):
        for back in range(2, reach + 1):
            mixed |= kind[np.maximum(unit - back, 0)] != kind[np.maximum(unit - 1, 0)]
    return mixed.astype(np.float64)


def score_links(
    features: Iterator[Floats], origins: Places, shares: Floats, weights: Weights
) -> Floats:
    """The score [shape, node] of each link; impossible where it would begin outside the band."""
    scores = np.empty(origins.shape)
    for shape, values in enumerate(features):
        scores[shape] = weights.vector @ values + weights.bias(shape)
    scores += weights.prior * np.log(np.maximum(shares, 1e-300))[:, None]
    scores[shares == 0.0] = IMPOSSIBLE
    scores[origins == origins.shape[1]] = IMPOSSIBLE
    return scores
