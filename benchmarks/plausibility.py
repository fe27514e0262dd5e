#!/usr/bin/env python3
"""Write what the plausibility of pairs says of chapters with known faults, or fit its weights.

    python benchmarks/plausibility.py FAULTY.jsonl FINDINGS.jsonl [--fit TRUTH.jsonl]

FAULTY: `{"id", "doc", "round", "en": […], "fr": […]}`, pairs asserted by position; chapters of one
`doc` and `round` are one book. FINDINGS: `{"id", "en", "fr", "score"}`, one line a link. With
`--fit` (needs SciPy) the weights are fitted and printed, and the scores written are those of texts
left out of the fit.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import defaultdict
from pathlib import Path
from typing import Any

import numpy as np

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

from visavis.aligner import Unit
from visavis.aligner.arrays import Floats
from visavis.aligner.plausibility import (
    FAULTS,
    WEIGHTS,
    Measured,
    find_limit,
    lay_on_first,
    links_of_chapters,
    measure,
)

FOLDS = 5
Row = dict[str, Any]


def read(path: Path) -> list[Row]:
    """The lines of a file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("faulty", type=Path)
    parser.add_argument("findings", type=Path)
    parser.add_argument("--fit", type=Path, metavar="TRUTH")
    options = parser.parse_args()
    write_findings(options.faulty, options.findings, options.fit)


def write_findings(faulty: Path, findings: Path, fit_to: Path | None = None) -> None:
    """Judge the books of a file and write what is found; see the manual of the command."""
    books: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for chapter in read(faulty):
        books[chapter["doc"], chapter["round"]].append(chapter)
    rows: list[Row] = []
    measured: list[Measured] = []
    begin, pairs = time.process_time(), 0
    for chapters in books.values():
        texts = [tuple([Unit(t) for t in c[side]] for side in ("en", "fr")) for c in chapters]
        found = measure([(left, right) for left, right in texts])
        pairs += sum(len(left) for left, _ in texts)
        measured.append(found)
        for place, sources, targets in links_of_chapters(found):
            whose = chapters[place]
            i, j = (units.start if units else None for units in (sources, targets))
            rows.append({"id": whose["id"], "doc": whose["doc"], "en": i, "fr": j})
    cost = 1000 * (time.process_time() - begin) / pairs
    print(f"{pairs} pairs, {cost:.2f} ms of the processor a pair")
    table = np.concatenate([found.features for found in measured])
    scores = cross_fitted(rows, table, read(fit_to)) if fit_to else table @ WEIGHTS
    first = 0
    for book in measured:  # each is measured by what is usual in it
        last = first + len(book.features)
        scores[first:last] = lay_on_first(book, scores[first:last])
        scores[first:last] -= find_limit(scores[first:last].tolist())
        first = last
    with findings.open("w", encoding="utf-8") as out:
        for row, score in zip(rows, scores.tolist(), strict=True):
            line = {"id": row["id"], "en": row["en"], "fr": row["fr"], "score": score}
            out.write(json.dumps(line) + "\n")


def cross_fitted(rows: list[Row], table: Floats, truth: list[Row]) -> Floats:
    """Scores by weights that never saw the text; prints the weights of all texts together."""
    truths = {t["id"]: t for t in truth}
    labels = np.array([label(row, truths[row["id"]]) for row in rows])
    works = sorted({row["doc"].split("/")[0] for row in rows})
    fold = np.array([works.index(row["doc"].split("/")[0]) % FOLDS for row in rows])
    scores = np.zeros(len(rows))
    for held in range(FOLDS):
        scores[fold == held] = table[fold == held] @ fit(table[fold != held], labels[fold != held])
    for (name, _), weight in zip(FAULTS, fit(table, labels), strict=True):
        print(f'    ("{name}", {weight:.2f}),')
    return scores


def label(row: Row, truth: Row) -> int:
    """1 at the fault, 0 where all is well, -1 beside a fault or where it has moved other links."""
    places = [(row[s], truth[s]) for s in ("en", "fr") if row[s] is not None]
    near = min((abs(at - k) for at, faults in places for k in faults), default=99)
    if near == 0:
        return 1
    moved = bool(truth["kind"]) and (near == 1 or row["en"] is None or row["fr"] is None)
    return -1 if moved else 0


def fit(table: Floats, labels: Any) -> Floats:
    """Logistic regression, lightly held back."""
    from scipy.optimize import minimize

    scale = table.std(axis=0) + 1e-6
    known = labels >= 0
    x = np.hstack([table[known] / scale, np.ones((int(known.sum()), 1))])
    y = 2.0 * labels[known] - 1.0

    def loss(weights: Floats) -> tuple[float, Floats]:
        held = np.append(weights[:-1], 0.0)
        reach = y * (x @ weights)
        value = float(np.logaddexp(0, -reach).sum() + held @ held / 2)
        return value, held - x.T @ (y / (1 + np.exp(np.minimum(reach, 700))))

    result = minimize(loss, np.zeros(x.shape[1]), jac=True, method="L-BFGS-B")
    return np.asarray(result.x[:-1] / scale)


if __name__ == "__main__":
    main()
