"""Count what the check says of single faults in this edition: `python benchmarks/faults.py [-v]`.

The faults are those of `tests/cases/faults.yml`, by which rules were made, and those of
`faults.yml` beside this file, by which none was. Each is put into a copy by itself, once with every
pair signed off as it was before, once with none signed off. Found is a fault where a finding stands
at its row or note; that there is none without a fault, `visavis check` shows.
"""

from __future__ import annotations

import argparse
import re
import sys
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

import yaml

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "scripts"))

from visavis.checks import Finding, check
from visavis.edition import Edition, open_edition
from visavis.pairs import Pair, pair_documents
from visavis.record import Record
from visavis.settings import read_project
from visavis.side import Side
from visavis.text import Place, parse_document, write_document

ROOT = Path(__file__).resolve().parents[1]
LISTS = {
    "rules were made by these": ROOT / "tests" / "cases" / "faults.yml",
    "and by none of these": ROOT / "benchmarks" / "faults.yml",
}
WANTED = {"signed off": 0.95, "unsigned": 0.75}
MOST = 3
"""So many findings for one fault are enough."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A few words of a text that are exchanged for others."""

    text: str
    """The path of the text."""
    old: str
    """Words that stand in it once, whatever white space they have."""
    new: str

    def __str__(self) -> str:
        return f"{self.text}: {self.old!r} → {self.new!r}"


def read_faults(file: Path) -> list[Fault]:
    """The faults of a list."""
    return [Fault(**one) for one in yaml.safe_load(file.read_text("utf-8"))]


@cache
def read_edition() -> Edition:
    """The edition of this repository; nothing is kept of what is found."""
    return replace(open_edition(read_project(ROOT)), kept=False)


def unsigned(edition: Edition) -> Edition:
    """The edition as it was before anybody had signed off anything."""
    records = {
        name: Record(
            {one.id: replace(one, state="unreviewed") for one in record.entries.values()},
            path=record.path,
        )
        for name, record in edition.records.items()
    }
    return replace(edition, records=records)


def put_in(fault: Fault, edition: Edition) -> tuple[Edition, int]:
    """The edition with a fault, and the line on which it begins."""
    chapter, side = next(
        (c, side) for c in edition.chapters for side in Side if c[side].path == fault.text
    )
    text = write_document(chapter[side])
    pattern = r"\s".join(map(re.escape, re.split(r"\s", fault.old)))
    (found,) = re.finditer(pattern, text)
    changed = text[: found.start()] + fault.new + text[found.end() :]
    document = parse_document(changed, path=fault.text, language=chapter[side].language)
    texts = {side: document, side.other: chapter[side.other]}
    pairing = pair_documents(chapter.name, texts[Side.SOURCE], texts[Side.TARGET])
    chapters = tuple(pairing if c is chapter else c for c in edition.chapters)
    return replace(edition, chapters=chapters), text.count("\n", 0, found.start()) + 1


def find_pair(edition: Edition, path: str, line: int) -> Pair:
    """The row or the note that has a line, its attributes with it."""
    return next(
        pair
        for chapter in edition.chapters
        for pair in (*chapter.pairs, *chapter.notes)
        if any(_holds(block.place, path, line) for block in pair.blocks)
    )


def _holds(place: Place, path: str, line: int) -> bool:
    return place.path == path and place.line <= line <= place.last_line + 1


def find(fault: Fault, edition: Edition) -> tuple[bool, list[Finding]]:
    """Whether a finding stands at the row or note of a fault, or names it; and all findings."""
    faulty, line = put_in(fault, edition)
    found = check(faulty)
    places = [block.place for block in find_pair(edition, fault.text, line).blocks]
    at_place = any(
        _holds(place, one.path, one.line) or re.search(rf"{place}\b", one.message + one.hint)
        for one in found
        for place in places
    )
    return at_place, found


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("-v", "--verbose", action="store_true", help="Name what was not found.")
    options = parser.parse_args()
    signed = read_edition()
    for name, file in LISTS.items():
        faults = read_faults(file)
        print(f"{len(faults)} faults; {name}")
        for state, edition in (("signed off", signed), ("unsigned", unsigned(signed))):
            results = [(fault, *find(fault, edition)) for fault in faults]
            share = sum(found for _, found, _ in results) / len(faults)
            many = [fault for fault, _, found in results if len(found) > MOST]
            print(f"  {state:12} {share:6.1%} found (wanted {WANTED[state]:.0%}), ", end="")
            print(f"{len(many)} with more than {MOST} findings (wanted 0)")
            for fault, found, said in results if options.verbose else ():
                if not found or fault in many:
                    rules = ", ".join(f"{one.rule}@{one.line}" for one in said) or "nothing"
                    print(f"    {'found' if found else 'MISSED'}: {fault}: {rules}")


if __name__ == "__main__":
    main()
