"""The banded lattice of links, its sums over all paths, and the best path.

A node (i, j) says that the first i source units and the first j target units are done with; a link
of shape (a, b) leads from (i-a, j-b) to (i, j). Only nodes inside a band are kept, row after row in
one flat array, so that time and memory grow with the length of the text. Where every path is known
to go through some nodes, the stretches between these have nothing to do with each other, and their
rows are worked on abreast.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from visavis.aligner.arrays import Floats, Ints, Places, from_zero, spans
from visavis.aligner.band import Band

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


@dataclass(frozen=True, slots=True)
class Lattice:
    """The links of a band, and the order in which its nodes can be worked on."""

    origins: Places
    """Of each shape and node, the node where the link begins (the number of nodes where there is
    none)."""
    ends: Places
    """Of each shape and node, the node where the link ends that begins here, likewise."""
    cuts: Ints
    """The nodes that every path goes through, the first and the last among them."""
    forward: tuple[Step, ...]
    backward: tuple[Step, ...]
    """The rows of the same nodes counted from the end."""

    @classmethod
    def of(cls, band: Band, cuts: Ints | None = None) -> Lattice:
        """The lattice of a band; `cuts` as the field, both corners where nothing else is known."""
        i, j = band.rows(), band.columns()
        size = band.nodes
        corners = np.array([0, size - 1]) if cuts is None else cuts
        origins = np.stack([band.at(i - a, j - b).astype(np.int32) for a, b in SHAPES])
        ends = np.stack([band.at(i + a, j + b).astype(np.int32) for a, b in SHAPES])
        # A link that leads past a cut is on no path.
        nodes = np.arange(size)
        origins[origins < corners[np.maximum(np.searchsorted(corners, nodes) - 1, 0)]] = size
        ends[ends > np.append(corners, size)[np.searchsorted(corners, nodes, "right")]] = size
        return cls(
            origins=origins,
            ends=ends,
            cuts=corners,
            forward=tuple(_steps(band.offsets, corners)),
            backward=tuple(_steps(size - band.offsets[::-1], size - 1 - corners[::-1])),
        )

    def posteriors(self, scores: Floats) -> Floats:
        """Of each link, the share of all paths (weighted by their scores) that use it:
        forward–backward.
        """
        size = self.origins.shape[1]
        padded = np.hstack([scores, np.full((len(SHAPES), 1), IMPOSSIBLE)])
        turned = np.take_along_axis(padded, self.ends[:, ::-1], axis=1)
        origins = size - 1 - self.ends[:, ::-1]
        origins[origins < 0] = size
        before, totals = sweep(self.forward, self.cuts, self.origins, scores, True)
        after, _ = sweep(self.backward, size - 1 - self.cuts[::-1], origins, turned, True)
        stretch = np.maximum(np.searchsorted(self.cuts, np.arange(size)) - 1, 0)
        logs = before[self.origins] + scores
        logs += after[:size][::-1] - totals[stretch]
        chances: Floats = np.exp(np.minimum(logs, 0.0, out=logs), out=logs)
        return chances

    def best_path(self, scores: Floats) -> list[tuple[int, int]]:
        """The links of the best path from corner to corner, as (shape, node at which it ends)."""
        done, _ = sweep(self.forward, self.cuts, self.origins, scores, False)
        node, path = self.origins.shape[1] - 1, []
        shapes, best = np.zeros(node + 1, dtype=np.int64), np.full(node + 1, -np.inf)
        for shape in range(len(SHAPES)):
            value = done[self.origins[shape]] + scores[shape]
            shapes[value > best] = shape
            np.maximum(best, value, out=best)
        while node > 0:
            shape = int(shapes[node])
            path.append((shape, node))
            node = int(self.origins[shape, node])
        return path[::-1]

    def total(self, scores: Floats) -> float:
        """The logarithm of the sum over all paths."""
        return float(sweep(self.forward, self.cuts, self.origins, scores, True)[1].sum())


@dataclass(frozen=True, slots=True)
class Step:
    """One row of every stretch that has so many."""

    nodes: slice | Ints
    """One row's nodes, or one row in each row of a matrix, filled up with the number of nodes."""
    ended: Ints
    """The stretches of which this is the last row."""
    places: tuple[Ints, ...]
    """Where their last nodes stand among the nodes."""


def _steps(offsets: Ints, cuts: Ints) -> Iterator[Step]:
    """The rows of all stretches between cuts: all first rows, all second rows …"""
    row = np.searchsorted(offsets, cuts, side="right") - 1
    rows = row[1:] - row[:-1] + 1
    stretch = np.repeat(np.arange(len(rows)), rows)
    turn = spans(np.zeros(len(rows), dtype=np.int64), rows)
    at = row[stretch] + turn
    begin = np.maximum(offsets[at], cuts[stretch])
    width = np.minimum(offsets[at + 1], cuts[stretch + 1] + 1) - begin
    order = np.argsort(turn, kind="stable")
    bounds = from_zero(np.bincount(turn))
    for first, last in zip(bounds[:-1].tolist(), bounds[1:].tolist(), strict=True):
        here = order[first:last]
        ended = np.flatnonzero(rows[stretch[here]] == turn[here] + 1)
        final = width[here][ended] - 1
        if len(here) == 1:
            start = int(begin[here[0]])
            nodes: slice | Ints = slice(start, start + int(width[here[0]]))
            yield Step(nodes, stretch[here][ended], (final,))
            continue
        columns = np.arange(int(width[here].max()))
        inside = columns < width[here][:, None]
        nodes = np.where(inside, begin[here][:, None] + columns, offsets[-1])
        yield Step(nodes, stretch[here][ended], (ended, final))


def sweep(
    steps: tuple[Step, ...], cuts: Ints, origins: Places, scores: Floats, total: bool
) -> tuple[Floats, Floats]:
    """The best score (or the log of the sum over all paths) from the cut before it to each node,
    and of each stretch from cut to cut.
    """
    size = origins.shape[1]
    used = np.flatnonzero((scores[1:] > IMPOSSIBLE / 2).any(axis=1)) + 1
    nowhere = np.full((len(used) + 1, 1), IMPOSSIBLE)
    gain = np.hstack([scores[np.append(used, 0)], nowhere])
    origins = np.hstack([origins[used], np.full((len(used), 1), size)])
    stay, gain = gain[-1], gain[:-1]
    stay[-1] = 0.0
    done = np.full(size + 1, IMPOSSIBLE)
    totals = np.zeros(len(cuts) - 1)
    fold = np.logaddexp if total else np.maximum
    for turn, step in enumerate(steps):
        here = step.nodes
        # Links inside the row are taken up by a running maximum over what is left when
        # everything that the row itself adds is subtracted.
        within = stay[here]
        within[..., 0] = 0.0
        within = within.cumsum(axis=-1)
        ways = done[origins[:, here]]
        ways += gain[:, here]
        enter = ways.max(axis=0)
        if total:
            ways -= enter
            np.exp(ways, out=ways)
            enter += np.log(ways.sum(axis=0))
        if turn == 0:
            enter.fill(IMPOSSIBLE)
            enter[..., 0] = 0.0
        enter -= within
        within += fold.accumulate(enter, axis=-1)
        done[here] = within
        done[size] = IMPOSSIBLE
        if len(step.ended):
            totals[step.ended] = within[step.places]
            done[cuts[step.ended + 1]] = 0.0
    return done, totals
