"""The rows of a chapter in the making, and the ids they are given."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass, replace

from visavis.imports.reshape import fit
from visavis.text import Block

_STAMPED = re.compile(r"p(\d{1,9})(?:-\d{1,9})*")
_CHILD = re.compile(r"(?P<base>p\d{1,9}(?:-\d{1,9})*)-(?P<last>\d{1,9})")


@dataclass(frozen=True, slots=True)
class Row:
    """Blocks that answer each other, with their address once it is known."""

    source: tuple[Block, ...]
    target: tuple[Block, ...]
    score: float = 1.0
    """How likely it is right, 0 to 1."""
    id: str | None = None
    settled: bool = False
    """Stands as it stood before: neither its words nor its markup are touched."""

    @property
    def one_sided(self) -> bool:
        """Whether one side has nothing."""
        return not (self.source and self.target)


@dataclass(frozen=True, slots=True)
class Misfit:
    """Blocks that answer each other, but cannot stand in one row: a table and a paragraph."""

    source: tuple[Block, ...]
    target: tuple[Block, ...]


def fit_rows(rows: Iterable[Row], frozen: str = "") -> tuple[list[Row], list[Misfit]]:
    """Rows whose sides are of one shape; what cannot be is parted, and named.

    `frozen`, `source` or `target`, is a side that may not be changed; it keeps the id.
    """
    fitted: list[Row] = []
    misfits: list[Misfit] = []
    for row in rows:
        if row.one_sided or row.settled:
            fitted.append(row)
            continue
        sides = fit(row.source, row.target, frozen)
        if sides is not None:
            fitted.append(replace(row, source=sides[0], target=sides[1]))
            continue
        misfits.append(Misfit(row.source, row.target))
        fitted += _parted(row, frozen)
    return fitted, misfits


def _parted(row: Row, frozen: str) -> list[Row]:
    source, target = replace(row, target=()), replace(row, source=())
    lone_sources = [replace(source, source=(b,), id=None) for b in row.source]
    lone_targets = [replace(target, target=(b,), id=None) for b in row.target]
    if frozen == "source":
        return [source, *lone_targets]
    if frozen == "target":
        return [*lone_sources, target]
    return [*lone_sources, *lone_targets]


def name_rows(rows: Sequence[Row], used: Set[str]) -> list[Row]:
    """Give every row without an id one that was never used: `p9` at the end, `p7-1` after `p7`."""
    taken = set(used) | {row.id for row in rows if row.id}
    numbers = [int(found[1]) for name in taken if (found := _STAMPED.fullmatch(name))]
    highest = max(numbers, default=0)
    last_named = max((i for i, row in enumerate(rows) if row.id), default=-1)
    named: list[Row] = []
    before = "p0"
    for index, row in enumerate(rows):
        name = row.id
        if name is None and index > last_named:
            highest += 1
            name = f"p{highest}"
        elif name is None:
            name = _after(before, taken)
        taken.add(name)
        named.append(replace(row, id=name))
        before = name
    return named


def _after(before: str, taken: Set[str]) -> str:
    if before == "p0" and "p0" not in taken:
        return "p0"
    found = _CHILD.fullmatch(before)
    if found:
        sibling = f"{found['base']}-{int(found['last']) + 1}"
        if sibling not in taken:
            return sibling
    number = 1
    while f"{before}-{number}" in taken:
        number += 1
    return f"{before}-{number}"
