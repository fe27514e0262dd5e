"""The record as a file: what is written is read again, and nothing is lost."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.record import (
    Record,
    RecordEntry,
    Waiver,
    merge_entries,
    natural,
    parse_record,
    write_record,
)

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
IDS = st.from_regex(r"p[0-9]{1,2}(-[0-9])?", fullmatch=True) | TEXT.filter(bool)
JSON = st.recursive(st.none() | st.booleans() | st.integers() | TEXT, st.lists, max_leaves=3)
KNOWN = {"id", "state", "source", "target", "date", "name", "score", "waivers", "moved_to"}
WAIVERS = st.builds(Waiver, rule=TEXT, reason=TEXT, date=TEXT, name=TEXT, texts=TEXT)
ENTRIES = st.builds(
    RecordEntry,
    id=IDS,
    state=st.sampled_from(["unreviewed", "reviewed", "retired", "moved"]),
    source=TEXT,
    target=TEXT,
    date=TEXT,
    name=TEXT,
    waivers=st.lists(WAIVERS, max_size=2).map(tuple),
    moved_to=TEXT,
    score=st.none() | st.floats(0, 1),
    others=st.dictionaries(TEXT.filter(lambda name: name not in KNOWN), JSON, max_size=2),
)
REVIEWED = '{"id": "p1", "state": "reviewed", "source": "One.", "target": "Un."}'


@given(st.lists(ENTRIES, max_size=6, unique_by=lambda entry: entry.id))
def test_what_is_written_is_read_again(entries: list[RecordEntry]) -> None:
    record = parse_record(write_record(entries))

    assert record == Record({entry.id: entry for entry in record.entries.values()})
    assert dict(record.entries) == {entry.id: entry for entry in entries}


@given(st.lists(ENTRIES, max_size=6, unique_by=lambda entry: entry.id))
def test_the_order_of_writing_does_not_matter(entries: list[RecordEntry]) -> None:
    assert write_record(entries) == write_record(entries[::-1])


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_can_be_read_and_written_again(text: str) -> None:
    once = write_record(parse_record(text))

    assert write_record(parse_record(once)) == once


@given(ENTRIES, ENTRIES)
def test_two_entries_for_an_id_settle_alike_in_either_order(
    one: RecordEntry, other: RecordEntry
) -> None:
    other = replace(other, id=one.id)

    assert merge_entries(one, other) == merge_entries(other, one)
    assert merge_entries(one, one).id == one.id


def test_ids_are_sorted_as_people_count() -> None:
    mixed = ["p10", "p7-2", "p8", "p7", "p1", "note-1", "p7-1", "p0"]

    ids = ["note-1", "p0", "p1", "p7", "p7-1", "p7-2", "p8", "p10"]
    assert sorted(mixed, key=natural) == ids


def test_an_entry_is_one_line_without_empty_fields() -> None:
    assert write_record([RecordEntry("p1")]) == '{"id": "p1", "state": "unreviewed"}\n'
    assert write_record([RecordEntry("p2", source="a\nb\u2028c")]).count("\n") == 1


DAMAGED = [
    '{"id": "p2", "state": "reviewed", "source": "Tw',
    "<<<<<<< HEAD",
    '{"id": "p2", "state": "asleep"}',
    '{"id": 2}',
    '{"id": ""}',
    '{"id": "p2", "source": 7}',
    '{"id": "p2", "source": "\\ud800"}',
    '{"id": "p2", "waivers": "all"}',
    '{"id": "p2", "waivers": [{"rule": 1}]}',
    '{"id": "p2", "weight": NaN}',
    "[" * 100_000,
    '"p2"',
]


@pytest.mark.parametrize("line", DAMAGED, ids=lambda line: line[:30])
def test_a_damaged_line_is_named_and_the_rest_survives(line: str) -> None:
    record = parse_record(f'{REVIEWED}\n{line}\n{{"id": "p3"}}\n')

    assert [damage.line for damage in record.damaged] == [2]
    assert set(record.entries) == {"p1", "p3"}


@pytest.mark.parametrize("line", DAMAGED, ids=lambda line: line[:30])
def test_a_damaged_line_stays_where_it_is_when_the_record_is_written(line: str) -> None:
    record = parse_record(f'{REVIEWED}\r\n{line}\r\n{{"id": "p3"}}\r\n')
    text = write_record(record.with_entries([RecordEntry("p2")]))

    assert text.splitlines()[:2] == [REVIEWED, line]
    assert [damage.text for damage in parse_record(text).damaged] == [line]


def test_the_id_in_a_damaged_line_counts_as_used() -> None:
    assert parse_record('{"id": "p9", "state": "retired"').ids == {"p9"}


def test_the_first_form_of_the_record_can_be_read() -> None:
    text = (
        '{"id": "p1", "state": "unreviewed"}\n'
        '{"id": "p2", "state": "waived", "source": "Two.", "target": "Deux.", "reason": "a name",'
        ' "date": "2024-01-01"}\n'
        '{"id": "p3", "state": "retired"}\n'
        '{"id": "p4", "state": "moved", "moved_to": "#p5"}\n'
    )
    record = parse_record(text)

    assert not record.damaged
    assert record.entries["p2"].state == "reviewed"
    assert [waiver.reason for waiver in record.entries["p2"].waivers] == ["a name"]
    assert record.entries["p4"].moved_to == "#p5"


def test_fields_of_a_later_version_are_kept() -> None:
    line = '{"id": "p1", "state": "reviewed", "score": 0.93, "links": [[0, 1]]}'

    assert json.loads(write_record(parse_record(line))) == json.loads(line)


def test_a_byte_order_mark_and_blank_lines_do_not_matter() -> None:
    assert parse_record(f"\ufeff{REVIEWED}\n\n\n").entries == parse_record(REVIEWED).entries


@pytest.mark.parametrize(
    ("one", "other", "stands"),
    [
        (RecordEntry("p1"), RecordEntry("p1", "reviewed", date="2024"), "reviewed"),
        (
            RecordEntry("p1", "reviewed", date="2024", name="Ana"),
            RecordEntry("p1", "retired"),
            "retired",
        ),
    ],
)
def test_of_two_entries_the_one_that_knows_more_stands(
    one: RecordEntry, other: RecordEntry, stands: str
) -> None:
    assert merge_entries(one, other).state == stands


def test_of_two_sign_offs_the_later_stands_with_the_waivers_of_both() -> None:
    earlier = RecordEntry("p1", "reviewed", "a", "b", "2024-01-01", waivers=(Waiver("r.a", "so"),))
    later = RecordEntry("p1", "reviewed", "c", "", "2024-02-01", waivers=(Waiver("r.b", "so"),))
    settled = merge_entries(earlier, later)

    assert (settled.source, settled.target, settled.date) == ("c", "", "2024-02-01")
    assert [waiver.rule for waiver in settled.waivers] == ["r.a", "r.b"]
