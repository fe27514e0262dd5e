"""The lines of a side, as they were measured: where they end, and where rows are parted at them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from visavis.export.book.cut import find_words
from visavis.export.book.typesetter import Measured
from visavis.export.book.volume import BookSide, Cut
from visavis.unicode import is_right_to_left

STRETCH = 8
"""So many lines without a place to part them at ask for one at a line."""
_UNPARTED = ("ja", "zh", "th", "lo", "km", "my", "bo")
"""Languages whose words no space parts."""


def list_words(side: BookSide) -> list[int]:
    """The places where its words end, or in Chinese its characters."""
    unparted = side.tag.partition("-")[0] in _UNPARTED
    return [*find_words(side.nodes, every=unparted)]


def find_spots(
    side: BookSide, places: Sequence[int], measured: Measured, width: float, line: float
) -> dict[int, float]:
    """In which line, and how far in it, each of the places stands that were marked."""
    backward = is_right_to_left(side.tag)
    spots = {0: 0.0}
    for place, (x, y) in zip(places, measured.marks, strict=False):
        done = min(1.0, max(0.0, x / width))
        at = round((y - (measured.first or 0)) / line)
        spots[place] = at + min(1 - done if backward else done, 0.999)
    return spots


def find_line_ends(side: BookSide, measured: Measured | None, line: float) -> dict[int, int]:
    """The last place in each line of a side whose words were measured."""
    ends: dict[int, int] = {}
    if measured:
        for place, (_, y) in zip(list_words(side), measured.marks, strict=True):
            ends[round((y - (measured.first or 0)) / line)] = place
    return ends


def cut_at_lines(
    cuts: Sequence[Cut], totals: Sequence[int], lines: Sequence[dict[int, int]]
) -> tuple[Cut, ...]:
    """The cuts of a row with those at lines between them."""
    bounds = [(0,) * len(totals), *(cut.places for cut in cuts), tuple(totals)]
    found: list[Cut] = []
    for index, (low, high) in enumerate(pairwise(bounds)):
        found += _line_cuts(lines, low, high)
        found += cuts[index : index + 1]
    return tuple(found)


def _line_cuts(
    lines: Sequence[dict[int, int]], low: tuple[int, ...], high: tuple[int, ...]
) -> Iterator[Cut]:
    """Cuts at lines that answer each other in proportion, between two places.

    Two lines of a side are the least that may stand on either page.
    """
    within = [
        [place for line, place in ends.items() if a < place < b and 0 < line < max(ends) - 1]
        for ends, a, b in zip(lines, low, high, strict=True)
    ]
    tall = max(range(len(within)), key=lambda side: len(within[side]))
    count = len(within[tall])
    uneven = any(ends and not own for ends, own in zip(lines, within, strict=True))
    if uneven and count < STRETCH:
        return  # what is short on one side goes on alone on the other only where it must
    for line in range(count):
        shares = [(line + 0.5) / count * len(own) for own in within]
        yield Cut(
            tuple(
                own[int(share)] if own else end
                for own, share, end in zip(within, shares, high, strict=True)
            ),
            "line",
        )
