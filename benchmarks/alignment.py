#!/usr/bin/env python3
"""Measure the aligner on documents with gold alignment, and print the figures beside others'.

    python benchmarks/alignment.py DATA_FOLDER [--large 10800] [--only accuracy|large|sentences]

DATA_FOLDER holds `dev.jsonl`, one document a line: `{"id", "genre", "unit", "variant", "en", "fr",
"en_kind", "fr_kind", "gold": [[[0], [0, 1]], …]}`. A link counts only when both sides are exactly
right; units that nothing answers count one by one.
"""

from __future__ import annotations

import argparse
import json
import random
import resource
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

from visavis.aligner import Link, Unit, align
from visavis.aligner.sentence_links import SURE, link_sentences

Document = dict[str, Any]
Group = tuple[tuple[int, ...], tuple[int, ...]]

REFERENCES = {
    "paragraphs, base": (".992", ".998", ".998"),
    "paragraphs, #hard": (".884", ".966", ".990"),
    "  its links not 1:1, recall": (".32", ".67", ".93"),
    "novels, #reseg": (".838", ".779", ".92"),
    "novels, sentences": (".725", ".694", ".89"),
    "/runs and real paragraphs": (".908", ".972", ".98"),
}
"""Gale–Church (the package galechurch), hunalign without a dictionary, and what is wanted."""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--large", type=int, default=10_800, help="units of the large document")
    parser.add_argument("--only", choices=("accuracy", "large", "sentences"))
    options = parser.parse_args()
    with (options.data / "dev.jsonl").open(encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    if options.only in (None, "large"):
        report_large(documents, options.large)
    if options.only in (None, "accuracy"):
        report_accuracy(documents)
    if options.only in (None, "sentences"):
        report_sentences(documents)


def sides(document: Document) -> tuple[list[Unit], list[Unit]]:
    """The two texts of a document."""
    left, right = (
        [Unit(text, kind) for text, kind in zip(document[s], document[f"{s}_kind"], strict=True)]
        for s in ("en", "fr")
    )
    return left, right


def groups(links: list[Group]) -> set[Group]:
    """The links as they are counted: units that nothing answers one by one."""
    whole = {(a, b) for a, b in links if a and b}
    alone = {((i,), ()) for a, b in links if not b for i in a}
    return whole | alone | {((), (j,)) for a, b in links if not a for j in b}


def gold_of(document: Document) -> set[Group]:
    """The right links."""
    return groups([(tuple(a), tuple(b)) for a, b in document["gold"]])


def rows_of(document: Document) -> list[str]:
    """The rows of the table that a document counts for."""
    if document["unit"] == "sentence":
        return ["novels, sentences"]
    if document["variant"] == "reseg":
        return ["novels, #reseg"]
    if "hard" in document["variant"]:
        return ["paragraphs, #hard"] if document["unit"] == "paragraph" else []
    novel = document["genre"] == "literary" and document["unit"] == "paragraph"
    rows = ["paragraphs, base"] if document["unit"] == "paragraph" else []
    return [*rows, "/runs and real paragraphs"] if novel else rows


def measure_accuracy(
    documents: list[Document],
) -> tuple[dict[str, float], list[tuple[float, bool]]]:
    """The F-measure (or the recall) of each row of the table; each link's score, and whether it is
    right.
    """
    counts: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    scored: list[tuple[float, bool]] = []
    for document in documents:
        left, right = sides(document)
        unit = "sentence" if document["unit"] == "sentence" else "paragraph"
        links = align(left, right, unit=unit)  # type: ignore[arg-type]
        gold = gold_of(document)
        found = groups([(link.source, link.target) for link in links])
        scored += [(link.score, (link.source, link.target) in gold) for link in links]
        for row in rows_of(document):
            add(counts[row], gold, found)
            if row == "paragraphs, #hard":
                add(counts["  its links not 1:1, recall"], uneven(gold), uneven(found))
    figures = {}
    for row in REFERENCES:
        gold_size, found_size, right_size = counts[row]
        of = gold_size if row.startswith("  ") else (gold_size + found_size) / 2
        figures[row] = right_size / max(1, of)
    return figures, scored


def report_accuracy(documents: list[Document]) -> None:
    """Print the table of F-measures, the calibration and the time."""
    begin, work = time.perf_counter(), time.process_time()
    figures, scored = measure_accuracy(documents)
    print(f"{'strict F1':30s} {'Gale–Church':>12s} {'hunalign':>9s} {'wanted':>7s} {'ours':>7s}")
    for row, (first, second, wanted) in REFERENCES.items():
        print(f"{row:30s} {first:>12s} {second:>9s} {wanted:>7s} {figures[row]:7.4f}")
    seconds = time.perf_counter() - begin
    print(
        f"the whole file: {seconds:.1f} s (wanted 60),"
        f" {time.process_time() - work:.1f} s of the processor"
    )
    report_calibration(scored)


def add(row: list[int], gold: set[Group], found: set[Group]) -> None:
    """Count a document into a row."""
    row[0] += len(gold)
    row[1] += len(found)
    row[2] += len(gold & found)


def uneven(links: set[Group]) -> set[Group]:
    """The links that are not 1:1."""
    return {link for link in links if (len(link[0]), len(link[1])) != (1, 1)}


def report_calibration(scored: list[tuple[float, bool]]) -> None:
    """Print how many links of each score are right."""
    print("score     links   right")
    for low, high in ((0.0, 0.5), (0.5, 0.7), (0.7, 0.9), (0.9, 0.99), (0.99, 1.01), (0.9, 1.01)):
        right = [ok for score, ok in scored if low <= score < high]
        if right:
            print(f"{low:.2f}–{min(high, 1):.2f} {len(right):6d}  {sum(right) / len(right):.4f}")


def align_large(documents: list[Document], units: int) -> tuple[float, float, int, int]:
    """Seconds by the clock and of the processor, most megabytes of the process so far, and links of
    a document of so many units a side.
    """
    hard = [d for d in documents if "hard" in d["variant"] and d["unit"] == "paragraph"]
    left: list[Unit] = []
    right: list[Unit] = []
    for document in endless(hard):
        more_left, more_right = sides(document)
        left, right = left + more_left, right + more_right
        if min(len(left), len(right)) >= units:
            break
    begin, work = time.perf_counter(), time.process_time()
    links: list[Link] = align(left[:units], right[:units])
    clock, work = time.perf_counter() - begin, time.process_time() - work
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return clock, work, memory, len(links)


def report_large(documents: list[Document], size: int) -> None:
    """Print time and memory of a large document, and of its quarter: linear is a ratio of four."""
    for units in (size // 4, size):
        clock, work, memory, links = align_large(documents, units)
        print(
            f"{units} × {units} paragraphs (10800 wanted in 30 s and 1000 MB): {clock:.1f} s"
            f" ({work:.1f} s of the processor), most memory so far {memory} MB, {links} links"
        )


def endless(documents: list[Document]) -> Iterator[Document]:
    """The documents again and again."""
    while documents:
        yield from documents


def windows(document: Document) -> Iterator[list[Group]]:
    """Runs of 2 to 8 consecutive gold links: each stands for a pair of paragraphs."""
    chance = random.Random(document["id"])
    gold = [(tuple(a), tuple(b)) for a, b in document["gold"]]
    while len(gold) >= 2:
        length = chance.randint(2, 8)
        window, gold = gold[:length], gold[length:]
        if any(a for a, _ in window) and any(b for _, b in window):
            yield window


def measure_sentences(documents: list[Document]) -> Iterator[tuple[float, float, float, float]]:
    """For some least scores: coverage, precision, and the share inside a gold link."""
    scored: list[tuple[float, bool, bool, int]] = []
    sentences = 0
    for document in documents:
        if document["unit"] != "sentence":
            continue
        runs = list(windows(document))
        places = [([i for a, _ in run for i in a], [j for _, b in run for j in b]) for run in runs]
        texts = [
            ([document["en"][i] for i in a], [document["fr"][j] for j in b]) for a, b in places
        ]
        for run, (left, right), links in zip(
            runs, places, link_sentences(texts, least=0.0), strict=True
        ):
            sentences += len(left) + len(right)
            for link in links:
                pair = tuple(left[i] for i in link.source), tuple(right[j] for j in link.target)
                inside = any(set(pair[0]) <= set(a) and set(pair[1]) <= set(b) for a, b in run)
                scored.append((link.score, pair in run, inside, len(pair[0]) + len(pair[1])))
    for least in (0.5, 0.7, 0.8, 0.85, SURE, 0.95, 0.98):
        shown = [x for x in scored if x[0] >= least]
        covered = sum(x[3] for x in shown) / sentences
        exact, within = (sum(x[k] for x in shown) / max(1, len(shown)) for k in (1, 2))
        yield least, covered, exact, within


def report_sentences(documents: list[Document]) -> None:
    """Print precision and coverage of the sentence links inside pairs."""
    print("sentence links inside a pair (wanted: precision .98 at coverage .80)")
    print("least score  coverage  precision  inside a gold link")
    for least, covered, exact, within in measure_sentences(documents):
        mark = " ← shown" if least == SURE else ""
        print(f"{least:11.2f} {covered:9.3f} {exact:10.4f} {within:19.4f}{mark}")


if __name__ == "__main__":
    main()
