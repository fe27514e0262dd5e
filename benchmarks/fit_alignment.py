#!/usr/bin/env python3
"""Fit the aligner's weights to documents with gold alignment, and print them.

    python benchmarks/fit_alignment.py DATA_FOLDER [--pass first|later] [--folds N]

Needs SciPy, which nothing else here does. The weights make the gold paths as likely as possible (a
conditional random field, with a light pull to where they were); with `--folds` it prints what comes
of documents that were left out of the fit, which is what the figures of a new text will look like.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from scipy.optimize import minimize

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

from visavis.aligner import Unit
from visavis.aligner.arrays import Floats, Places
from visavis.aligner.band import Band
from visavis.aligner.features import read_tokens
from visavis.aligner.lattice import IMPOSSIBLE, SHAPES, Lattice
from visavis.aligner.lexicon import Lexicon
from visavis.aligner.paragraph import LINK_COST, Search
from visavis.aligner.priors import Priors
from visavis.aligner.weights import BIAS_OF_SHAPE, FIRST, LATER, Weights

PULL = 0.02
"""Weight of the pull to the weights as they were, a document."""
FORBIDDEN = 300.0
"""Taken from the score of a link that the gold does not have; larger numbers would drown the
others."""


@dataclass
class Case:
    """One document as the fit sees it."""

    document: dict[str, Any]
    features: Floats
    """[shape, feature, node], the prior first."""
    lattice: Lattice
    band: Band
    right: np.ndarray[Any, np.dtype[np.bool_]]
    """[shape, node]: the links of the gold; inside a gold link of another shape, every link."""


class Recorder(Search):
    """A search that keeps what the pass in question saw."""

    turn = -1

    def features(self, lexicon: Lexicon, priors: Priors) -> Iterator[Floats]:
        """Keep the features and pass them on."""
        self.turn += 1
        self.seen: list[Any] = [f.astype(np.float32) for f in super().features(lexicon, priors)]
        self.bands = [*getattr(self, "bands", []), self.band]
        return iter(self.seen)

    def settle(self, lattice: Lattice, scores: Floats, weights: Weights) -> Floats:
        """Keep the features of the pass with the shares that they led to."""
        chances = super().settle(lattice, scores, weights)
        prior = np.log(np.maximum(self.shares, 1e-300))[:, None, None] * np.ones(
            (1, 1, self.band.nodes)
        )
        whole = np.concatenate([prior.astype(np.float32), np.stack(self.seen)], axis=1)
        self.kept = [*getattr(self, "kept", []), whole]
        return chances


def read_case(document: dict[str, Any], later: bool) -> Case | None:
    """The document after the passes so far; None where the gold path left the band."""
    sides = [
        read_tokens([Unit(t, k) for t, k in zip(document[s], document[s + "_kind"], strict=True)])
        for s in ("en", "fr")
    ]
    search = Recorder(
        sides[0], sides[1], "sentence" if document["unit"] == "sentence" else "paragraph"
    )
    search.run()
    which = 2 if later else 0
    band = search.bands[which]
    lattice = Lattice.of(band)
    right = gold_links(document["gold"], band, lattice.origins, search.shares)
    return None if right is None else Case(document, search.kept[which], lattice, band, right)


def gold_links(gold: list[list[list[int]]], band: Band, origins: Places, shares: Floats) -> Any:
    """Which links of the band are right."""
    i, j = band.rows(), band.columns()
    right = np.zeros(origins.shape, dtype=np.bool_)
    row = column = 0
    for source, target in gold:
        end_row, end_column = row + len(source), column + len(target)
        shape = (len(source), len(target))
        number = SHAPES.index(shape) if shape in SHAPES else -1
        if number >= 0 and shares[number] > 0:
            node = int(band.at(np.array([end_row]), np.array([end_column]))[0])
            if node == band.nodes or origins[number, node] == band.nodes:
                return None
            right[number, node] = True
        else:
            inside = (i >= row) & (i <= end_row) & (j >= column) & (j <= end_column)
            for number, (a, b) in enumerate(SHAPES):
                known = origins[number] < band.nodes
                right[number] |= inside & (i - a >= row) & (j - b >= column) & known
        row, column = end_row, end_column
    return right


def to_numbers(weights: Weights) -> Floats:
    """The weights as one vector."""
    return np.array([weights.prior, *weights.vector, *weights.biases])


def to_weights(numbers: Floats) -> Weights:
    """The vector as weights."""
    values = [round(float(x), 3) for x in numbers]
    names = [field.name for field in fields(Weights)][:-1]
    biases: Any = tuple(values[-5:])
    return Weights(**dict(zip(names, values[:-5], strict=True)), biases=biases)


def scores_of(case: Case, numbers: Floats) -> Floats:
    """The score of each link."""
    scores = np.stack([numbers[:-5].astype(np.float32) @ f for f in case.features]).astype(
        np.float64
    )
    scores += numbers[-5:][list(BIAS_OF_SHAPE)][:, None]
    scores[case.lattice.origins == case.band.nodes] = IMPOSSIBLE
    return scores


def likelihood(case: Case, numbers: Floats) -> tuple[float, Floats]:
    """The logarithm of the chance of the gold path, and its gradient."""
    free = scores_of(case, numbers)
    bound = np.where(case.right, free, np.maximum(free - FORBIDDEN, IMPOSSIBLE))
    totals = [case.lattice.total(scores) for scores in (bound, free)]
    value = totals[0] - totals[1]
    surplus = case.lattice.posteriors(bound) * case.right
    surplus -= case.lattice.posteriors(free)
    gradient = np.zeros(len(numbers))
    for shape, features in enumerate(case.features):
        gradient[:-5] += features @ surplus[shape]
        gradient[len(numbers) - 5 + BIAS_OF_SHAPE[shape]] += surplus[shape].sum()
    return float(value), gradient


def weight_of(document: dict[str, Any]) -> float:
    """Six documents are made from one novel; the others of its kind are short."""
    if document["id"].startswith("Alice"):
        return 0.6
    return 2.0 if document["genre"] == "literary" and document["unit"] == "paragraph" else 1.0


def fit(cases: list[Case], start: Weights, rounds: int) -> Floats:
    """The weights that make the gold of these documents likeliest."""
    origin = to_numbers(start)

    def loss(numbers: Floats) -> tuple[float, Floats]:
        pull = numbers - origin
        total, slope = PULL * len(cases) * float(pull @ pull) / 2, PULL * len(cases) * pull
        for case in cases:
            value, gradient = likelihood(case, numbers)
            total -= weight_of(case.document) * value
            slope -= weight_of(case.document) * gradient
        return total, slope

    result = minimize(loss, origin, jac=True, method="L-BFGS-B", options={"maxiter": rounds})
    print(f"# loss {result.fun:.1f} over {len(cases)} documents")
    return np.asarray(result.x)


def hits(case: Case, numbers: Floats) -> tuple[int, int, int]:
    """Links of the gold, links found, and links found that are right."""
    chances = case.lattice.posteriors(scores_of(case, numbers))
    possible = case.lattice.origins < case.band.nodes
    gain = np.where(possible, chances - LINK_COST, IMPOSSIBLE)
    i, j = case.band.rows(), case.band.columns()
    found = set()
    for shape, node in case.lattice.best_path(gain):
        a, b = SHAPES[shape]
        found.add((i[node] - a, i[node], j[node] - b, j[node]))
    gold, row, column = set(), 0, 0
    for source, target in case.document["gold"]:
        alone = [(1, 0)] * len(source) + [(0, 1)] * len(target)
        for step_i, step_j in [(len(source), len(target))] if source and target else alone:
            gold.add((row, row + step_i, column, column + step_j))
            row, column = row + step_i, column + step_j
    return len(gold), len(found), len(gold & found)


def group_of(document: dict[str, Any]) -> str:
    """The line of the table that a document counts for."""
    variant = "hard" if "hard" in document["variant"] else document["variant"]
    return f"{document['genre']}/{document['unit']}/{variant}"


def cross_validate(cases: list[Case], start: Weights, rounds: int, folds: int) -> None:
    """Print the F-measure of documents whose text was not in the fit."""
    works = sorted({work_of(case.document) for case in cases})
    totals: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for fold in range(folds):
        held = set(works[fold::folds])
        numbers = fit([c for c in cases if work_of(c.document) not in held], start, rounds)
        for case in cases:
            if work_of(case.document) in held:
                sums = totals[group_of(case.document)]
                sums[:] = [x + y for x, y in zip(sums, hits(case, numbers), strict=True)]
    for group, (gold, found, right) in sorted(totals.items()):
        print(f"{group:32s} F1 {2 * right / (gold + found):.4f} of {gold}")


def work_of(document: dict[str, Any]) -> str:
    """The text that a document was made from."""
    return str(document["id"]).split("/")[0].split("#")[0]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--pass", dest="stage", choices=("first", "later"), default="later")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--rounds", type=int, default=15)
    options = parser.parse_args()
    later = options.stage == "later"
    with (options.data / "dev.jsonl").open(encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    # The plain documents are 1:1 throughout and found without an error: they teach nothing.
    chosen = [d for d in documents if d["genre"] == "literary" or d["variant"] != "base"]
    cases = [case for d in chosen if (case := read_case(d, later)) is not None]
    start = LATER if later else FIRST
    if options.folds:
        cross_validate(cases, start, options.rounds, options.folds)
    else:
        weights = to_weights(fit(cases, start, options.rounds))
        for field in fields(weights):
            print(f"    {field.name}={getattr(weights, field.name)},")


if __name__ == "__main__":
    main()
