"""The law of packing: rows in their order, none lost, no page a tenth emptier than it must be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from visavis.export.book.pack import GAP, LINE, Packer, RowShape

HEIGHT = 30 * LINE


@dataclass(frozen=True)
class Parts:
    """Heights that are known: `rows` has, for each row, those of its parts in lines."""

    rows: Sequence[tuple[bool, Sequence[int]]]

    def row(self, row: int, start: int, end: int) -> int:
        return LINE * sum(self.rows[row][1][start:end])

    def note(self, side: int, note: int, start: int, end: int) -> int:
        raise AssertionError("there are no notes")


heights = st.lists(st.integers(2, 12), min_size=1, max_size=6)
headings = st.tuples(st.just(True), st.just([1]))
paragraphs = st.tuples(st.just(False), heights)


@given(st.lists(st.one_of(paragraphs, paragraphs, headings), max_size=25), paragraphs)
def test_rows_follow_each_other_and_no_page_is_emptier_than_it_must_be(
    rows: list[tuple[bool, list[int]]], last: tuple[bool, list[int]]
) -> None:
    sizes = Parts([*rows, last])
    shapes = [RowShape(("block",) * (len(parts) - 1), heading=head) for head, parts in sizes.rows]
    openings = Packer(shapes, [[], []], sizes, HEIGHT).pack()

    placed = [
        (row, part)
        for opening in openings
        for row, start, end, _ in opening.rows
        for part in range(start, end)
    ]
    assert placed == [
        (n, part) for n, (_, parts) in enumerate(sizes.rows) for part in range(len(parts))
    ]
    for opening in openings[:-1]:
        assert opening.used <= HEIGHT
        row, _, end, _ = opening.rows[-1]
        assert not shapes[row].heading, "a heading stands with what it heads"
        assert opening.used >= could_be(sizes, opening.used, row, end) - HEIGHT // 10


def could_be(sizes: Parts, used: int, row: int, part: int) -> int:
    """How full a page could be that holds more than it does."""
    best = used
    while row < len(sizes.rows):
        head, parts = sizes.rows[row]
        used += GAP if part == 0 else 0
        for height in parts[part:]:
            used += LINE * height
            if used > HEIGHT:
                return best
            best = best if head else used
        row, part = row + 1, 0
    return best
