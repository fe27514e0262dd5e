"""Two texts in, links out: the passes of the aligner."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from visavis.aligner.anchor import first_band
from visavis.aligner.answer import join_answered
from visavis.aligner.arrays import Floats, Ints
from visavis.aligner.band import Band, band_along, fenced_band
from visavis.aligner.features import Tokens, read_tokens
from visavis.aligner.lattice import (
    IMPOSSIBLE,
    SHAPES,
    Lattice,
)
from visavis.aligner.learning import Joined, Learned, learn_lexicon
from visavis.aligner.lexicon import Lexicon, lookalikes, seed_lexicon
from visavis.aligner.link import Link, Unit
from visavis.aligner.priors import Priors, assumed_priors, counted_priors
from visavis.aligner.scoring import link_features, score_links
from visavis.aligner.weights import (
    FIRST,
    LATER,
    MOST_SHARE,
    PRIOR_WEIGHT,
    UnitName,
    Weights,
    assumed_shares,
)

PASSES = 3
"""One on what looks alike, then two that learn from the one before; a fourth changes next to
nothing."""
_HALF_WIDTH = 10
"""Units on either side of the last pass's path that the next pass considers."""
LINK_COST = 0.4
"""A link is shown where it is likelier than this to be right: a little under half of the F-measure
that can be hoped for, which is where one link more begins to lower it (Lewis 1995)."""
SETTLINGS = 3
"""How often the shares of the shapes are counted again in a pass."""
_SETTLE_UP_TO = 2_000
"""Texts with more units count their shapes once: they have enough of them."""


def align(
    source: Sequence[Unit],
    target: Sequence[Unit],
    *,
    unit: UnitName = "paragraph",
) -> list[Link]:
    """Every unit of both texts in exactly one link, in order; an empty range where nothing answers.

    Nothing here knows any language; swapping the sides swaps the links, exactly.
    """
    if not source or not target:
        alone = [Link((i,), (), 1.0) for i in range(len(source))]
        return alone + [Link((), (j,), 1.0) for j in range(len(target))]
    left = [(u.text, u.kind) for u in source]
    right = [(u.text, u.kind) for u in target]
    if left == right:
        return [Link((i,), (i,), 1.0) for i in range(len(source))]
    # Sums of floating-point numbers depend on their order; one fixed order keeps the mirror exact.
    if left <= right:
        return _align(source, target, unit)
    return [link.mirrored() for link in _align(target, source, unit)]


def _align(source: Sequence[Unit], target: Sequence[Unit], unit: UnitName) -> list[Link]:
    search = Search(read_tokens(source), read_tokens(target), unit)
    links = links_of(*search.run())
    if unit == "sentence":
        return links
    learned = Learned(search.source.names, search.target.names, search.lexicon)
    return join_answered(links, source, target, learned)


def links_of(band: Band, path: list[tuple[int, int]], chances: Floats) -> list[Link]:
    """The links of a path.

    The chance that forward–backward gives a link needs no further calibration: on texts aligned by
    hand it is, in every range, close to the share of links that are right
    (`benchmarks/alignment.py` prints it).
    """
    i, j = band.rows(), band.columns()
    links: list[Link] = []
    for shape, node in path:
        a, b = SHAPES[shape]
        score = min(1.0, float(chances[shape, node]))
        end_i, end_j = int(i[node]), int(j[node])
        links.append(Link(tuple(range(end_i - a, end_i)), tuple(range(end_j - b, end_j)), score))
    return links


class Search:
    """The passes over two texts: each learns from the path that the one before it found."""

    def __init__(
        self,
        source: Tokens,
        target: Tokens,
        unit: UnitName,
        *,
        weights: tuple[Weights, Weights] = (FIRST, LATER),
        fences: tuple[Ints, Ints] | None = None,
        band: Band | None = None,
        passes: int = PASSES,
        settlings: int = SETTLINGS,
        lexicon: Lexicon | None = None,
    ) -> None:
        """`fences`: of each unit, the number of the pair in which it must find its links.

        `band`: where the first pass looks, if that is known. A `lexicon` that is known is not
        learned again.
        """
        self.source, self.target = source, target
        self.weights = weights
        self.assumed = assumed_shares(unit)
        self.shares = self.assumed
        self.fences = fences
        self.passes = passes
        self.settlings = settlings
        self.known = lexicon
        self.band = band or (fenced_band(*fences) if fences else first_band(source, target))

    def run(self) -> tuple[Band, list[tuple[int, int]], Floats]:
        """The last pass's band, its path as (shape, node), and the chance [shape, node] of every
        link.
        """
        source, target = self.source, self.target
        if self.known is None:
            seeds = lookalikes(source, target)
            lexicon = seed_lexicon(source, target, seeds)
        else:
            lexicon = self.known
        priors = assumed_priors(source, target)
        for turn in range(self.passes):
            if turn == 0 or not self.fences:
                lattice = Lattice.of(self.band, self.corners())
            weights = self.weights[min(turn, 1)]
            features = self.features(lexicon, priors)
            scores = score_links(features, lattice.origins, self.shares, weights)
            chances = self.settle(lattice, scores, weights)
            path = lattice.best_path(
                np.where(scores > IMPOSSIBLE / 2, chances - LINK_COST, IMPOSSIBLE)
            )
            if turn < self.passes - 1:
                joined = self.joined(path, chances)
                if self.known is None:
                    lexicon = learn_lexicon(source, target, joined, seeds)
                priors = counted_priors(source, target, joined)
                if not self.fences:
                    self.narrow(path)
        self.lexicon = lexicon
        return self.band, path, chances

    def features(self, lexicon: Lexicon, priors: Priors) -> Iterator[Floats]:
        """What speaks for each link of the band, shape after shape."""
        wanted = self.assumed > 0
        return link_features(self.source, self.target, self.band, lexicon, priors, wanted)

    def corners(self) -> Ints | None:
        """The nodes that every path goes through: where one pair ends and the next begins."""
        if not self.fences:
            return None
        pairs = np.arange(int(self.fences[0][-1]) + 1)
        i, j = (np.searchsorted(fence, pairs, side="right") for fence in self.fences)
        return np.append(0, self.band.at(i, j))

    def settle(self, lattice: Lattice, scores: Floats, weights: Weights) -> Floats:
        """The chance of every link, once the shares of the shapes agree with what they lead to."""
        chances = lattice.posteriors(scores)
        small = len(self.source) + len(self.target) <= _SETTLE_UP_TO
        for _ in range(self.settlings if small else 1):
            counted = chances.sum(axis=1) + PRIOR_WEIGHT * self.assumed
            # Nothing is so free that most of it is unanswered; without a limit, shares that lead to
            # chances that lead to shares could run away to nothing but empty links.
            shares = np.minimum(
                counted / counted.sum(), np.where(self.assumed > 0.5, 1.0, MOST_SHARE)
            )
            shares /= shares.sum()
            if not small:
                self.shares = shares
                break
            known = shares > 0
            change = np.log(shares[known] / self.shares[known])
            scores[known] += weights.prior * change[:, None]
            self.shares = shares
            chances = lattice.posteriors(scores)
        return chances

    def joined(self, path: list[tuple[int, int]], chances: Floats) -> Joined:
        """The links of the path that are likelier right than wrong, and have text on both sides."""
        kept = [
            (*SHAPES[shape], node)
            for shape, node in path
            if 0 not in SHAPES[shape] and chances[shape, node] >= 0.5
        ]
        a, b, node = np.array(kept, dtype=np.int64).reshape(-1, 3).T
        i, j = self.band.rows()[node], self.band.columns()[node]
        return Joined(i - a, i, j - b, j)

    def narrow(self, path: list[tuple[int, int]]) -> None:
        """Keep to the surroundings of the path from now on."""
        nodes = np.array([0] + [node for _, node in path], dtype=np.int64)
        i, j = self.band.rows()[nodes], self.band.columns()[nodes]
        self.band = band_along(i, j, _HALF_WIDTH, len(self.source), len(self.target))
