#!/usr/bin/env python3
"""Print everything that is wanted of the alignment, beside others' figures and what is seen here.

    python benchmarks/table.py BENCH [--seed 7]

BENCH holds `dev.jsonl`, documents with gold alignment; `inject.py`, which puts faults into them;
and `score_check.py`, which scores what is said of these. It takes some five minutes; the parts by
themselves, with more detail, are `alignment.py`, `plausibility.py` and `checks.py`.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from alignment import REFERENCES, align_large, measure_accuracy, measure_sentences
from checks import POFILTER, count
from plausibility import write_findings

Line = tuple[str, str, str, str]
"""What is measured, the best figure of others, what is wanted, what is seen."""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("bench", type=Path)
    parser.add_argument("--seed", default="7", help="of the faults")
    options = parser.parse_args()
    lines: list[Line] = [("", "others", "wanted", "seen")]
    with tempfile.TemporaryDirectory() as folder:
        lines += aligned(options.bench / "dev.jsonl")
        lines += judged(options.bench, Path(folder), options.seed)
    for what, others, wanted, seen in lines:
        print(f"{what:52} {others:>14} {wanted:>18} {seen:>26}")


def aligned(data: Path) -> Iterator[Line]:
    """The lines about the aligner."""
    with data.open(encoding="utf-8") as rows:
        documents = [json.loads(row) for row in rows]
    clock, work, memory, _ = align_large(documents, 10_800)
    seen = f"{clock:.0f} s ({work:.0f} s), {memory} MB"
    large = "10,800 × 10,800 paragraphs (of the processor)", "30 s, 700 MB", "30 s, 1000 MB", seen
    figures, scored = measure_accuracy(documents)
    for row, (first, second, wanted) in REFERENCES.items():
        yield f"strict F1: {row}", max(first, second), f"≥ {wanted}", f"{figures[row]:.4f}"
    sure = [right for score, right in scored if score >= 0.9]
    yield "links with a score of .9 that are right", "", "≥ .97", f"{sum(sure) / len(sure):.4f}"
    yield large
    covering = [(part, exact) for _, part, exact, _ in measure_sentences(documents) if part >= 0.8]
    part, exact = min(covering)
    seen = f"{exact:.4f} at {part:.3f}"
    yield "sentence links: precision at coverage", "", "≥ .98 at .80", seen


def judged(bench: Path, folder: Path, seed: str) -> Iterator[Line]:
    """The lines about the rules."""
    faulty, truth, findings = (folder / f"{name}.jsonl" for name in ("faulty", "truth", "findings"))
    run(bench / "inject.py", bench / "dev.jsonl", faulty, truth, "--seed", seed)
    write_findings(faulty, findings)
    for alarms, others, wanted, each in (("0.01", "97%", "98%", 0.95), ("0.005", "93%", "95%", 0)):
        scores = folder / "scores.json"
        run(bench / "score_check.py", truth, findings, "--fa", alarms, "--json", scores)
        shares = {kind: one[1] for kind, one in json.loads(scores.read_text("utf-8")).items()}
        worst, kind = min((share, kind) for kind, share in shares.items() if kind != "ALL")
        what = f"faults located at {float(alarms):.1%} false alarms"
        yield what, others, f"≥ {wanted}", f"{shares['ALL']:.1%}"
        yield "  the worst kind", "", f"≥ {each:.0%}" if each else "", f"{worst:.1%} ({kind})"
    seen = count(faulty, truth)
    worst, kind = min((seen.share(kind), kind) for kind in seen.kinds)
    located = f"{seen.located.total() / seen.kinds.total():.1%}"
    yield "faults located by what visavis check says", "", "≥ 98%", located
    yield "  the worst kind", "", "≥ 95%", f"{worst:.1%} ({kind})"
    content = f"{100 * seen.about_content / seen.clean:.2f}"
    yield "its alarms a 100 true pairs, rules about content", "", "≤ 1", content
    every = f"{100 * seen.of_pairs / seen.clean:.2f}"
    yield "its alarms a 100 true pairs, every rule that compares", "", "≤ 2", every
    every = f"{100 * seen.alarms.total() / seen.clean:.2f}"
    yield "  and with what it says of one side by itself", f"{POFILTER} (pofilter)", "", every
    yield "every rule, a pair", "5.6 ms", "≤ 1 ms", f"{1000 * seen.cold / seen.pairs:.2f} ms"
    warm = f"{1000 * seen.warm / seen.pairs:.3f} ms"
    yield "  where nothing has changed", "", "≤ 0.1 ms", warm
    edited = f"{1000 * seen.edited / seen.clean:.2f} ms"
    yield "  in a book of which one pair has changed", "", "≤ 0.1 ms", edited


def run(script: Path, *arguments: object) -> None:
    """Run a script of the bench, silently."""
    command = [sys.executable, str(script), *map(str, arguments)]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


if __name__ == "__main__":
    main()
