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
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

from visavis.checks import RECORD, RULES, TEXT, WRITTEN_RECORD, Finding, Scope, check
from visavis.edition import Edition
from visavis.imports.tree.escape import escape_line_start, escape_words
from visavis.input import clean
from visavis.pairs import Pairing, pair_documents
from visavis.settings import Project, TextSettings
from visavis.text import parse_document

OF_TEXTS = tuple(rule for rule in RULES if rule.needs not in (RECORD, WRITTEN_RECORD))
"""Every rule but those that compare with a record, which these texts do not have."""
ABOUT_CONTENT = frozenset(
    "pair.shifted pair.mismatched pair.truncated pair.same pair.length side.duplicate "
    "number.lost sentence.lost".split()
)
"""Rules that say whether one side is the translation of the other; the rest are about marks."""
OF_ONE_SIDE = frozenset(rule.name for rule in RULES if rule.needs == TEXT)
"""Rules that never look at the other side. What they find in these texts, a space before a comma or
an apostrophe of another kind, stands there, and says nothing of the pair: it is counted apart."""
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


@dataclass
class Figures:
    """What is counted."""

    pairs: int = 0
    clean: int = 0
    """Pairs of books without faults."""
    cold: float = 0.0
    """Seconds of the processor for all pairs, as the next two."""
    warm: float = 0.0
    """Where nothing has changed."""
    edited: float = 0.0
    """Of the books without faults, where one pair of each has changed."""
    alarms: Counter[str] = field(default_factory=Counter)
    """Of each rule, in the books without faults."""
    kinds: Counter[str] = field(default_factory=Counter)
    located: Counter[str] = field(default_factory=Counter)
    """Of the faults of each kind."""

    @property
    def about_content(self) -> int:
        """Alarms of the rules about content."""
        return sum(number for rule, number in self.alarms.items() if rule in ABOUT_CONTENT)

    @property
    def of_pairs(self) -> int:
        """Alarms of all rules that compare the sides."""
        return sum(number for rule, number in self.alarms.items() if rule not in OF_ONE_SIDE)

    def share(self, kind: str) -> float:
        """Of the faults of a kind, those that were located."""
        return self.located[kind] / self.kinds[kind]


def count(faulty: Path, truth: Path) -> Figures:
    """Judge all books: cold, again, and those without faults after an edit."""
    truths = {one["id"]: one for one in read(truth)}
    books: dict[tuple[str, int], list[Row]] = defaultdict(list)
    for row in read(faulty):
        books[row["doc"], row["round"]].append(row)
    figures = Figures()
    with tempfile.TemporaryDirectory() as folder:
        source, target = (TextSettings(tag, tag, tag) for tag in ("en", "fr"))
        project = Project(Path(folder), source, target)

        def judge(rows: list[Row]) -> tuple[list[Finding], float]:
            edition = Edition(project, tuple(map(chapter, rows)), kept=True)
            begin = time.process_time()
            found = check(edition, Scope(rules=OF_TEXTS))
            return found, time.process_time() - begin

        for (_, turn), rows in books.items():
            found, cold = judge(rows)
            figures.cold += cold
            figures.warm += judge(rows)[1]
            size = sum(len(row["en"]) for row in rows)
            figures.pairs += size
            if turn == 0:
                figures.clean += size
                figures.alarms.update(finding.rule for finding in found)
                first = {**rows[0], "en": [rows[0]["en"][0] + " Indeed.", *rows[0]["en"][1:]]}
                figures.edited += judge([first, *rows[1:]])[1]
            for one in (truths[row["id"]] for row in rows):
                if one["kind"]:
                    figures.kinds[one["kind"]] += 1
                    figures.located[one["kind"]] += is_located(found, one)
    return figures


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("faulty", type=Path)
    parser.add_argument("truth", type=Path)
    options = parser.parse_args()
    seen = count(options.faulty, options.truth)
    print(
        f"cost a pair: {1000 * seen.cold / seen.pairs:.3f} ms cold (wanted 1; pofilter 0.5),"
        f" {1000 * seen.warm / seen.pairs:.3f} ms unchanged (wanted 0.1),"
        f" {1000 * seen.edited / seen.clean:.3f} ms in a book of which one pair has changed"
    )
    total = 100 * seen.alarms.total() / seen.clean
    ratio = total / POFILTER
    print(f"{total:.2f} findings per 100 true pairs; pofilter {POFILTER}; ours / its {ratio:.2f}")
    compared = 100 * seen.of_pairs / seen.clean
    print(f"  alarms of rules that compare the sides {compared:.2f} (wanted 2); the rest is what")
    print("  one side is like by itself: typography, which these texts have as it is counted")
    for rule, number in seen.alarms.most_common():
        print(f"  {rule:24} {100 * number / seen.clean:6.2f}")
    about = 100 * seen.about_content / seen.clean
    print(f"  of rules about content   {about:6.2f} (wanted 1); these count below")
    located = seen.located.total() / max(seen.kinds.total(), 1)
    print(f"faults located within one pair: {located:.1%} (wanted 98%, no kind under 95%)")
    for kind in sorted(seen.kinds):
        print(f"  {kind:24} {seen.share(kind):6.1%} of {seen.kinds[kind]}")


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
