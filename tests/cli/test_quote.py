"""The quoted line of a report: the mark stands where a reader's eye expects it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.cli.report.quote import quote_line


def quoted(line: str, column: int = 0, end_column: int = 0, room: int = 51) -> list[str]:
    """The quoted line and the mark below it, as they stand in the report."""
    quote = quote_line(line, column, end_column, room)
    return [quote.text, " " * quote.offset + "^" * quote.length if quote.length else ""]


@pytest.mark.parametrize(
    ("line", "column", "end_column", "shown"),
    [
        ("一二三四", 3, 4, ["一二三四", "    ^^"]),
        ("e\u0301te\u0301 ici", 7, 10, ["e\u0301te\u0301 ici", "    ^^^"]),
        ("\tchat", 2, 6, ["    chat", "    ^^^^"]),
        ("a chat", 3, 0, ["a chat", "  ^^^^"]),
        ("fin", 4, 4, ["fin", "   ^"]),
        ("fin", 40, 50, ["fin", "   ^"]),
        ("fin", 2, 1, ["fin", " ^"]),
        ("\u0301fin", 2, 3, ["\u25cc\u0301fin", " ^"]),
        ("a\x1b[2Jb\r\n", 6, 7, ["a␛[2Jb", "     ^"]),
        ("a\u202eb\u2028c\x9bd", 2, 3, ["a\ufffdb\ufffdc\ufffdd", " ^"]),
    ],
    ids=["wide", "combining", "tab", "to the end", "after the end", "far after the end",
         "backwards", "lone mark", "control", "reordering"],
)  # fmt: skip
def test_the_mark_stands_under_the_place(
    line: str, column: int, end_column: int, shown: list[str]
) -> None:
    assert quoted(line, column, end_column) == shown


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "un deux trois quatre cinq six sept " * 3 + "ICI" + " huit neuf dix" * 9
    assert quoted(line, 106, 109) == [
        "…s quatre cinq six sept ICI huit neuf dix huit neu…",
        "                        ^^^",
    ]
    assert quoted(line) == ["un deux trois quatre cinq six sept un deux trois…", ""]


def test_a_paragraph_of_a_megabyte_is_quoted_like_any_other() -> None:
    line = "mot " * 250_000
    shown, mark = quoted(line, 500_001, 500_004)
    assert shown[mark.index("^") : mark.rindex("^") + 1] == "mot"
    assert len(shown) <= 51


def cells(shown: str) -> int:
    """Width of a quote that holds only what the law below feeds in."""
    return len(shown) - shown.count("\u0301") + shown.count("一")


@given(
    line=st.text(alphabet="ab é一\u0301\t\x1b", min_size=1, max_size=400),
    column=st.integers(0, 500),
    length=st.integers(0, 100),
    room=st.integers(20, 120),
)
def test_no_quote_is_wider_than_its_room(line: str, column: int, length: int, room: int) -> None:
    if not line.strip():
        return
    shown, mark = quoted(line, column, column + length, room)
    assert cells(shown) <= room
    assert mark.count("^") <= cells(shown) + 1
    if 0 < column <= len(line) and line[column - 1] in "abé一":
        before = shown[
            : next(n for n in range(len(shown)) if cells(shown[: n + 1]) > mark.index("^"))
        ]
        assert shown[len(before)] == line[column - 1]
