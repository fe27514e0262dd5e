"""The band and the lattice against the plainest way to do the same."""

from __future__ import annotations

import numpy as np
import pytest

from visavis.aligner.band import Band, band_along, fenced_band
from visavis.aligner.lattice import IMPOSSIBLE, SHAPES, Lattice


def whole(n: int, m: int) -> Band:
    """The band that leaves nothing out."""
    return Band.between(np.zeros(n + 1, dtype=np.int64), np.full(n + 1, m + 1), m)


def every_path(i: int, j: int) -> list[list[tuple[int, int, int]]]:
    """All paths from the corner to (i, j), as (shape, i, j) of each link's end."""
    if i == j == 0:
        return [[]]
    found = []
    for number, (a, b) in enumerate(SHAPES):
        if i >= a and j >= b:
            found += [[*path, (number, i, j)] for path in every_path(i - a, j - b)]
    return found


@pytest.mark.parametrize(("n", "m"), [(1, 1), (2, 3), (4, 3)])
def test_chances_and_best_path_agree_with_all_paths_written_out(n: int, m: int) -> None:
    band = whole(n, m)
    lattice = Lattice.of(band)
    origins = lattice.origins
    scores = np.random.default_rng(n * 10 + m).normal(size=origins.shape)
    scores[origins == band.nodes] = IMPOSSIBLE
    totals = np.zeros(scores.shape)
    values = []
    paths = every_path(n, m)
    for path in paths:
        places = [(number, int(band.at(np.array([i]), np.array([j]))[0])) for number, i, j in path]
        values.append(sum(scores[place] for place in places))
        for place in places:
            totals[place] += np.exp(values[-1])
    chances = lattice.posteriors(scores)
    assert np.allclose(chances, totals / np.exp(values).sum())
    best = paths[int(np.argmax(values))]
    assert [number for number, _ in lattice.best_path(scores)] == [number for number, _, _ in best]


def test_a_band_holds_both_corners_and_lets_a_path_through() -> None:
    band = band_along(np.array([0, 3, 40]), np.array([0, 30, 44]), 2, 40, 44)
    lattice = Lattice.of(band)
    scores = np.where(lattice.origins < band.nodes, 0.0, IMPOSSIBLE)
    path = lattice.best_path(scores)
    assert sum(SHAPES[shape][0] for shape, _ in path) == 40
    assert sum(SHAPES[shape][1] for shape, _ in path) == 44
    assert np.all(band.low[1:] < band.high[:-1])


def test_a_transposed_band_has_the_same_nodes() -> None:
    band = band_along(np.array([0, 5, 9]), np.array([0, 2, 9]), 1, 9, 9)
    turned = band.transposed()
    assert sorted(zip(band.rows(), band.columns(), strict=True)) == sorted(
        zip(turned.columns(), turned.rows(), strict=True)
    )


def test_a_fenced_band_holds_the_pairs_and_nothing_else() -> None:
    band = fenced_band(np.array([0, 0, 1]), np.array([0, 1, 1]))
    nodes = set(zip(band.rows().tolist(), band.columns().tolist(), strict=True))
    assert nodes == {
        (0, 0),
        (0, 1),
        (1, 0),
        (1, 1),
        (2, 0),
        (2, 1),
        (2, 2),
        (2, 3),
        (3, 1),
        (3, 2),
        (3, 3),
    }


def test_stretches_between_cuts_give_what_each_gives_by_itself() -> None:
    fences = np.array([0, 0, 1, 2, 2, 2]), np.array([0, 1, 1, 1, 2, 2])
    band = fenced_band(*fences)
    cuts = np.append(0, band.at(np.array([2, 3, 6]), np.array([1, 4, 6])))
    lattice = Lattice.of(band, cuts)
    scores = np.random.default_rng(1).normal(size=lattice.origins.shape)
    scores[lattice.origins == band.nodes] = IMPOSSIBLE
    chances, path = lattice.posteriors(scores), lattice.best_path(scores)
    # The same lattice gone through in one stretch, its links past a cut made impossible.
    one = Lattice.of(band)
    assert np.allclose(one.posteriors(scores), chances)
    assert one.best_path(scores) == path
    assert one.total(scores) == pytest.approx(lattice.total(scores))
