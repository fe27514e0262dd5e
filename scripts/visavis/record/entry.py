"""The reviewed record: one line a pair, kept in `alignment/NAME.jsonl`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

STATES = ("unreviewed", "reviewed", "waived", "retired", "moved")


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one id, living or gone."""

    id: str
    state: str = "unreviewed"
    """`unreviewed`, `reviewed`, `waived`; or, when its paragraph is gone, `retired` or `moved`."""
    source: str = ""
    """The original's words as they stood when the pair was signed off."""
    target: str = ""
    """The translation's words as they stood then."""
    date: str = ""
    """When it was signed off, ISO 8601."""
    name: str = ""
    """Who signed it off."""
    reason: str = ""
    """Why it was waived."""
    moved_to: str = ""
    """Where the paragraph went, as `chapter#id` or `#id`."""

    @property
    def gone(self) -> bool:
        """Whether no paragraph has this id any longer."""
        return self.state in ("retired", "moved")


@dataclass(frozen=True, slots=True)
class Record:
    """The entries of one chapter, by id."""

    entries: Mapping[str, Entry] = field(default_factory=dict)
    damaged: tuple[tuple[int, str], ...] = ()
    """Lines that could not be read: number and reason."""

    @property
    def ids(self) -> frozenset[str]:
        """Every id that was ever used."""
        return frozenset(self.entries)


def parse_record(text: str) -> Record:
    """Read a record; a damaged line is listed and the others stand."""
    entries: dict[str, Entry] = {}
    damaged: list[tuple[int, str]] = []
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        try:
            entry = _entry(json.loads(line))
        except (ValueError, TypeError, RecursionError) as error:
            damaged.append((number, str(error) or "it cannot be read"))
        else:
            entries[entry.id] = entry
    return Record(entries, tuple(damaged))


def write_record(entries: Iterable[Entry]) -> str:
    """The text of a record: one line an entry in the order of their ids, fields that say nothing left out."""
    lines = []
    for entry in sorted(entries, key=lambda e: natural(e.id)):
        values = {name: value for name, value in asdict(entry).items() if value}
        lines.append(json.dumps(values, ensure_ascii=False) + "\n")
    return "".join(lines)


def natural(identifier: str) -> tuple[tuple[int, str], ...]:
    """Sort key that puts `p7-1` between `p7` and `p8`, and `p10` after `p9`."""
    return tuple(
        (int(part), "") if part.isdigit() else (-1, part)
        for part in re.findall(r"\d+|[^\d-]+", identifier)
    )


def _entry(value: Any) -> Entry:
    if not isinstance(value, dict) or not isinstance(value.get("id"), str):
        raise ValueError("not an object with an id")
    wrong = [name for name, held in value.items() if not isinstance(held, str)]
    if wrong:
        raise ValueError(f"{wrong[0]} is not text")
    entry = Entry(**{k: v for k, v in value.items() if k in Entry.__slots__})
    if entry.state not in STATES:
        raise ValueError(f"{entry.state} is not one of the states {', '.join(STATES)}")
    return entry
