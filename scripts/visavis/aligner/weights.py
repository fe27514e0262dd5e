"""The numbers of the aligner that were fitted or assumed, in one place, with where they come from.

The weights are those of a conditional random field over the paths of the lattice (Lafferty et al.
2001): they make the right path of texts aligned by hand as likely as possible.
`benchmarks/fit_alignment.py` finds them; texts whose gold was left out of the fit come out as well
as those that were in it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

import numpy as np

from visavis.aligner.arrays import Floats
from visavis.aligner.lattice import SHAPES

UnitName = Literal["paragraph", "sentence"]

SPREAD = 6.0
"""Assumed variance of a translation's length a character (Gale & Church 1993 found 6.8 on Hansard).
"""


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each feature of a link counts."""

    FEATURES: ClassVar[int] = 9

    prior: float
    """Of the logarithm of how often links of this shape are used in the two texts."""
    length: float
    """Of the agreement of the lengths."""
    size: float
    """Of the logarithm of the length: the longer the units, the more an agreement says."""
    words: float
    """Of the evidence of the words."""
    words_evened: float
    """Of the same divided by the square root of the number of words, which are not independent."""
    first: float
    """Of what both sides begin with."""
    last: float
    """Of what both sides end with."""
    kind: float
    """Of what both sides are."""
    mixed: float
    """Of units of different kinds on one side of a link."""
    alone: float
    """Of the logarithm of the length of a unit that nothing answers."""
    biases: tuple[float, float, float, float, float]
    """Of a unit that nothing answers, 1:1, 1:2, 2:2 and wider (either way round)."""

    @property
    def vector(self) -> Floats:
        """The weights of all features but the prior, in their order."""
        return np.array([
            self.length, self.size, self.words, self.words_evened, self.first,
            self.last, self.kind, self.mixed, self.alone,
        ])  # fmt: skip

    def bias(self, shape: int) -> float:
        """The bias of the shape with this number."""
        return self.biases[BIAS_OF_SHAPE[shape]]


BIAS_OF_SHAPE = tuple(
    0 if 0 in s else {(1, 1): 1, (2, 2): 3}.get(s, 2 if max(s) == 2 else 4) for s in SHAPES
)

#: While nothing is known of the two texts but what looks alike.
FIRST = Weights(
    prior=0.33, length=2.76, size=1.25, words=0.21, words_evened=1.78, first=2.22,
    last=1.05, kind=1.24, mixed=-1.55, alone=-0.56, biases=(-2.14, 1.91, 0.77, -0.56, -0.43),
)  # fmt: skip
#: Once a lexicon and priors have been learned on a first path.
LATER = Weights(
    prior=0.57, length=2.17, size=0.12, words=0.19, words_evened=0.11, first=0.43,
    last=0.47, kind=1.08, mixed=-1.27, alone=-0.06, biases=(-0.34, 0.93, 0.46, -0.34, -0.4),
)  # fmt: skip

_SHARES: dict[UnitName, dict[tuple[int, int], float]] = {
    "paragraph": {(0, 1): 0.008, (1, 1): 0.96, (1, 2): 0.008, (2, 2): 0.002, (1, 3): 0.001},
    "sentence": {
        (0, 1): 0.04,
        (1, 1): 0.70,
        (1, 2): 0.08,
        (2, 2): 0.02,
        (1, 3): 0.012,
        (1, 4): 0.005,
        (2, 3): 0.005,
    },
}
MOST_SHARE = 0.15
"""The most that any shape but 1:1 is taken to have of all links."""
PRIOR_WEIGHT = 8.0
"""How many links the assumed shares of the shapes count for, against those that are counted."""


def assumed_shares(unit: UnitName) -> Floats:
    """Of each shape, its share of all links before anything is aligned, rounded from the gold.

    A shape without a share is not looked for.
    """
    shares = _SHARES[unit]
    return np.array([shares.get(min(shape, shape[::-1]), 0.0) for shape in SHAPES])
