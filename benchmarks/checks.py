#!/usr/bin/env python3
"""Count what the rules find in books with known faults, and what they say of books without any.

    python benchmarks/checks.py FAULTY.jsonl TRUTH.jsonl

FAULTY: `{"id", "doc", "round", "en": […], "fr": […]}`, pairs asserted by position; chapters of one
`doc` and `round` are one book. TRUTH: `{"id", "round", "n", "kind", "en": […], "fr": […]}`, where
the one fault of each chapter is; round 0 has none. Unlike `plausibility.py`, which fits one
threshold to all books, this counts findings as `visavis check` says them.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

from visavis.align import Pairing, pair_documents
from visavis.cache import Cache
from visavis.checks import RULES, Finding, find_problems
from visavis.intake.escape import clean, escape_line_start, escape_words
from visavis.text import parse_document

OF_TEXTS = tuple(rule for rule in RULES if not rule.reads_record)
"""Every rule but those that compare with a record, which these texts do not have."""
ABOUT_CONTENT = frozenset(
    "pair.shifted pair.mismatched pair.truncated pair.same pair.length side.duplicate "
    "number.lost sentence.lost".split()
)
"""Rules that say whether one side is the translation of the other; the rest are about marks."""
POFILTER = 33
"""Alarms per 100 true pairs that translate-toolkit's `pofilter` raises on such texts."""
Row = dict[str, Any]


def read(path: Path) -> list[Row]:
    """The lines of a file."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def chapter(row: Row) -> Pairing:
    """A chapter of the edition: the units as paragraphs, with ids by position."""
    sides = []
    for tag in ("en", "fr"):
        text = "".join(f"{_plain(unit)}\n{{: #p{n} }}\n\n" for n, unit in enumerate(row[tag], 1))
        sides.append(parse_document(text, path=f"{tag}/{row['id']}.md", language=tag))
    return pair_documents(row["id"], sides[0], sides[1])


def _plain(unit: str) -> str:
    """A text that Markdown leaves as it is."""
    return escape_line_start(escape_words(clean(" ".join(unit.split())))) or "…"


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("faulty", type=Path)
    parser.add_argument("truth", type=Path)
    options = parser.parse_args()
    truths = {truth["id"]: truth for truth in read(options.truth)}
    books: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in read(options.faulty):
        books[row["doc"], row["round"]].append(row)
    alarms: Counter[str] = Counter()
    hits: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    pairs, cold, warm = 0, 0.0, 0.0
    with tempfile.TemporaryDirectory() as folder:
        cache = Cache(Path(folder), "findings", "1")
        for (_, turn), rows in books.items():
            chapters = [chapter(row) for row in rows]
            begin = time.process_time()
            found = list(find_problems(chapters, OF_TEXTS, cache=cache))
            middle = time.process_time()
            list(find_problems(chapters, OF_TEXTS, cache=cache))
            cold, warm = cold + middle - begin, warm + time.process_time() - middle
            pairs += sum(len(row["en"]) for row in rows)
            if turn == 0:
                alarms.update(finding.rule for finding in found)
            for row in rows:
                truth = truths[row["id"]]
                if truth["kind"]:
                    kinds[truth["kind"]] += 1
                    hits[truth["kind"]] += is_located(found, truth)
    clean = sum(len(row["en"]) for (_, turn), rows in books.items() if turn == 0 for row in rows)
    print(
        f"cost a pair: {1000 * cold / pairs:.3f} ms cold (wanted 1; pofilter 0.5),"
        f" {1000 * warm / pairs:.3f} ms unchanged (wanted 0.1)"
    )
    total = 100 * alarms.total() / clean
    ratio = total / POFILTER
    print(f"{total:.2f} alarms per 100 true pairs; pofilter {POFILTER}; ours / its {ratio:.2f}")
    for rule, number in alarms.most_common():
        print(f"  {rule:24} {100 * number / clean:6.2f}")
    about = sum(number for rule, number in alarms.items() if rule in ABOUT_CONTENT)
    print(f"  of rules about content   {100 * about / clean:6.2f} (wanted 1); these count below")
    located = hits.total() / max(kinds.total(), 1)
    print(f"faults located within one pair: {located:.1%} (wanted 98%, no kind under 95%)")
    for kind in sorted(kinds):
        print(f"  {kind:24} {hits[kind] / kinds[kind]:6.1%} of {kinds[kind]}")


def is_located(found: list[Finding], truth: Row) -> bool:
    """Whether a finding stands at a fault of a chapter, or beside it."""
    for finding in found:
        _, _, name = finding.path.partition("/")
        if name == f"{truth['id']}.md" and finding.pair and finding.rule in ABOUT_CONTENT:
            place = int(finding.pair.removeprefix("p").partition("-")[0]) - 1
            if any(abs(place - fault) <= 1 for side in ("en", "fr") for fault in truth[side]):
                return True
    return False


if __name__ == "__main__":
    main()
