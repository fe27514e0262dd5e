"""The form of a record: JSON Lines, one line an id, in the order of the ids.

A line is an object with `id` and `state`, and of `source`, `target`, `date`, `name`, `author`,
`score`, `waivers`, `queries` and `moved_to` those that say something. The file is meant for git: a
change touches the lines of its pairs only, and where a merge leaves two lines for one id,
`merge_entries` says which stands.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from visavis.record.entry import (
    STATES,
    Damage,
    Query,
    Record,
    RecordEntry,
    Waiver,
    merge_entries,
    natural,
)

_TEXTS = ("state", "source", "target", "date", "name", "author", "moved_to")
_KNOWN = frozenset(("id", "score", "waivers", "queries", *_TEXTS))
_MERGE_MARKS = ("<<<<<<<", "|||||||", "=======", ">>>>>>>")


def parse_record(text: str, path: str = "") -> Record:
    """Read a record; a damaged line is listed and the others stand."""
    entries: dict[str, RecordEntry] = {}
    damaged: list[Damage] = []
    before = ""
    # Not `splitlines`: JSON may hold U+2028 and its like as they are.
    for number, line in enumerate(text.removeprefix("\ufeff").split("\n"), 1):
        if not line.strip():
            continue
        try:
            entry = _parse_line(line)
        except (ValueError, TypeError, RecursionError) as error:
            reason = str(error) or "it cannot be read"
            damaged.append(Damage(number, reason, line.removesuffix("\r"), before))
        else:
            known = entries.get(entry.id)
            entries[entry.id] = merge_entries(known, entry) if known else entry
            before = entry.id
    return Record(entries, tuple(damaged), path)


def write_record(record: Record | Iterable[RecordEntry]) -> str:
    """The text of a record: one line an entry, in the order of their ids, without empty fields.

    Damaged lines stay, each after the entry that it stood after.
    """
    if not isinstance(record, Record):
        record = Record({entry.id: entry for entry in record})
    damaged: dict[str, list[str]] = {}
    for damage in record.damaged:
        damaged.setdefault(damage.after, []).append(damage.text)
    lines = damaged.pop("", [])
    for entry in sorted(record.entries.values(), key=lambda e: (natural(e.id), e.id)):
        lines += [_write_line(entry), *damaged.pop(entry.id, ())]
    lines += [line for rest in damaged.values() for line in rest]
    return "".join(line + "\n" for line in lines)


def _write_line(entry: RecordEntry) -> str:
    values: dict[str, Any] = {"id": entry.id, "state": entry.state}
    values |= {name: told for name in _TEXTS if (told := getattr(entry, name))}
    if entry.score is not None:
        values["score"] = entry.score
    if entry.waivers:
        values["waivers"] = [_without_empty(asdict(waiver)) for waiver in entry.waivers]
    if entry.queries:
        values["queries"] = [_without_empty(asdict(query)) for query in entry.queries]
    return json.dumps({**entry.others, **values}, ensure_ascii=False)


def _without_empty(values: dict[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _parse_line(line: str) -> RecordEntry:
    if line.startswith(_MERGE_MARKS):
        raise ValueError("a mark of a merge conflict; delete it, the lines around it may all stay")
    try:
        value = json.loads(line, parse_constant=_refuse)
    except json.JSONDecodeError as error:
        raise ValueError(f"it is no JSON from column {error.colno} on") from None
    if not isinstance(value, dict) or not isinstance(value.get("id"), str) or not value["id"]:
        raise ValueError("not an object with an id")
    texts = {name: value[name] for name in _TEXTS if name in value}
    _check_texts(texts)
    if "\\u" in line:  # an escape may hold half a character, which no file can
        _check_unicode(value)
    others = {name: held for name, held in value.items() if name not in _KNOWN}
    held = _parse_parts(value, "waivers", Waiver.__slots__)
    waivers = tuple(Waiver(**{"rule": "", "reason": "", **one}) for one in held)
    asked = _parse_parts(value, "queries", Query.__slots__)
    queries = tuple(Query(**{"text": "", **one}) for one in asked)
    if texts.get("state") == "waived":  # the first form of the record had one waiver, as its state
        waivers += (Waiver(_text(others, "rule"), _text(others, "reason")),)
        texts["state"] = "reviewed" if texts.get("date") else "unreviewed"
    score = _parse_score(value)
    entry = RecordEntry(
        value["id"], waivers=waivers, queries=queries, score=score, others=others, **texts
    )
    if entry.state not in STATES:
        raise ValueError(f"{entry.state} is not one of the states {', '.join(STATES)}")
    return entry


def _parse_score(entry: dict[str, Any]) -> float | None:
    score = entry.get("score")
    if score is not None and (type(score) not in (int, float) or not 0 <= score <= 1):
        raise ValueError("score is not a number from 0 to 1")
    return score


def _parse_parts(
    entry: dict[str, Any], name: str, fields: tuple[str, ...]
) -> Iterator[dict[str, str]]:
    """The objects of a list in a line, each with the fields that are known."""
    value = entry.get(name, [])
    if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
        raise ValueError(f"{name} is not a list of objects")
    for item in value:
        known = {field: item[field] for field in fields if field in item}
        _check_texts(known)
        yield known


def _text(others: dict[str, Any], name: str) -> str:
    value = others.pop(name, "")
    _check_texts({name: value})
    return str(value)


def _check_texts(values: dict[str, Any]) -> None:
    wrong = next((name for name, held in values.items() if not isinstance(held, str)), None)
    if wrong:
        raise ValueError(f"{wrong} is not text")


def _check_unicode(value: Any) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ValueError("half a character (a lone surrogate) stands in it") from None


def _refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")
