"""The banded lattice of links, its sums over all paths, and the best path.

A node (i, j) says that the first i source units and the first j target units are done with; a link
of shape (a, b) leads from (i-a, j-b) to (i, j). Only nodes inside a band are kept, row after row in
one flat array, so that time and memory grow with the length of the text.
"""

from __future__ import annotations

import numpy as np

from visavis.align.arrays import Bools, Floats, Ints
from visavis.align.band import Band

SHAPES: tuple[tuple[int, int], ...] = (
    (0, 1),
    (1, 0),
    (1, 1),
    (1, 2),
    (2, 1),
    (2, 2),
    (1, 3),
    (3, 1),
    (1, 4),
    (4, 1),
    (2, 3),
    (3, 2),
)
"""The links there are, source units first. The only one that stays in its row comes first.

The last four are for sentences: where a translator recasts a passage, the honest link is a wide
one.
"""
IMPOSSIBLE = -1e30


def links_into(band: Band) -> Ints:
    """Of each shape and node, the node where the link begins (the number of nodes where there is
    none).
    """
    i, j = band.rows(), band.columns()
    return np.stack([band.at(i - a, j - b) for a, b in SHAPES])


def links_through(band: Band, source_pair: Ints, target_pair: Ints) -> Bools:
    """Of each shape and node, whether the link would join units of different pairs."""
    i, j = band.rows(), band.columns()
    through = np.zeros((len(SHAPES), band.nodes), dtype=np.bool_)
    for shape, (a, b) in enumerate(SHAPES):
        heads = source_pair[np.clip(i - a, 0, len(source_pair) - 1)]
        tails = source_pair[np.maximum(i - 1, 0)]
        other_heads = target_pair[np.clip(j - b, 0, len(target_pair) - 1)]
        other_tails = target_pair[np.maximum(j - 1, 0)]
        if a:
            through[shape] |= heads != tails
        if b:
            through[shape] |= other_heads != other_tails
        if a and b:
            through[shape] |= heads != other_heads
        # A unit without an answer is passed over at a place of its own pair.
        if not b:
            through[shape] |= _outside(j, tails, target_pair)
        if not a:
            through[shape] |= _outside(i, other_tails, source_pair)
    return through


def _outside(place: Ints, pair: Ints, other_pair: Ints) -> Bools:
    """Whether so many units done on the other side lead out of the pair."""
    begin = np.searchsorted(other_pair, pair, side="left")
    end = np.searchsorted(other_pair, pair, side="right")
    outside: Bools = (place < begin) | (place > end)
    return outside


def sweep(band: Band, origins: Ints, scores: Floats, total: bool) -> Floats:
    """The best score (or the log of the sum over all paths) from the first corner to each node."""
    done = np.full(band.nodes + 1, IMPOSSIBLE)
    offsets = band.offsets.tolist()
    for row in range(len(offsets) - 1):
        span = slice(offsets[row], offsets[row + 1])
        # Links inside the row are taken up by a running maximum over what is left when
        # everything that the row itself adds is subtracted.
        within = scores[0, span].copy()
        within[0] = 0.0
        np.cumsum(within, out=within)
        if row == 0:
            enter = np.full(within.shape, IMPOSSIBLE)
            enter[0] = 0.0
        else:
            ways = done[origins[1:, span]]
            ways += scores[1:, span]
            enter = ways.max(axis=0)
            if total:
                ways -= enter
                np.exp(ways, out=ways)
                enter += np.log(ways.sum(axis=0))
        enter -= within
        fold = np.logaddexp if total else np.maximum
        done[span] = within + fold.accumulate(enter)
    return done


def posteriors(band: Band, origins: Ints, scores: Floats) -> Floats:
    """Of each link, the share of all paths (weighted by their scores) that use it:
    forward–backward.
    """
    forward = sweep(band, origins, scores, True)
    size = band.nodes
    turned_scores = np.full((len(SHAPES), size), IMPOSSIBLE)
    turned_origins = np.full((len(SHAPES), size), size, dtype=np.int64)
    nodes = np.arange(size)
    for shape in range(len(SHAPES)):
        known = origins[shape] < size
        begin = size - 1 - origins[shape][known]
        turned_scores[shape, begin] = scores[shape][known]
        turned_origins[shape, begin] = size - 1 - nodes[known]
    backward = sweep(band.reversed(), turned_origins, turned_scores, True)[:size][::-1]
    logs = forward[origins] + scores + backward - forward[size - 1]
    chances: Floats = np.exp(np.minimum(logs, 0.0))
    return chances


def best_path(band: Band, origins: Ints, scores: Floats) -> list[tuple[int, int]]:
    """The links of the best path from corner to corner, as (shape, node at which it ends)."""
    done = sweep(band, origins, scores, False)
    node, path = band.nodes - 1, []
    while node > 0:
        shape = int(np.argmax(done[origins[:, node]] + scores[:, node]))
        path.append((shape, node))
        node = int(origins[shape, node])
    return path[::-1]
