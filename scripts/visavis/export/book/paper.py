"""The page: how large it is, and where text, numbers, heads and folios stand on it. In points."""

from __future__ import annotations

from dataclasses import dataclass

from visavis.export.book.pack import LINE, NOTE_LINE

_MM = 72 / 25.4
PAPERS = {
    "a4": (210 * _MM, 297 * _MM),
    "a5": (148 * _MM, 210 * _MM),
    "b5": (176 * _MM, 250 * _MM),
    "letter": (612.0, 792.0),
    "royal": (156 * _MM, 234 * _MM),
    "trade": (432.0, 648.0),
}
"""Width and height, upright: ISO 216, US Letter, Royal octavo, the 6 by 9 inches of trade books."""
NUMBER_WIDTH = 22.0
"""Of the place in the margin for the number of a row."""
NUMBER_GAP = 7.0


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a side stands on a page."""

    x: float
    width: float
    outside: str
    """`left` or `right`: where the margin is in which the numbers stand."""


@dataclass(frozen=True, slots=True)
class Grid:
    """The field in which a side stands on a page, and its lines."""

    width: float
    line: float
    """From one baseline to the next."""
    quarters: int
    """The height of the field, as it is counted."""

    @property
    def quarter(self) -> float:
        """What heights are counted in."""
        return self.line / LINE

    @property
    def note_line(self) -> float:
        """From one line of a note to the next."""
        return NOTE_LINE * self.quarter


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet and what is on it."""

    width: float
    height: float
    top: float
    lines: int
    """Of a page."""
    inside: float
    outside: float
    line: float
    """The grid: from one baseline to the next."""
    columns: bool = False
    """Whether both sides stand on one page."""
    right_bound: bool = False

    @property
    def quarter(self) -> float:
        """What heights are counted in."""
        return self.line / LINE

    @property
    def quarters(self) -> int:
        """The height of the text, as it is counted."""
        return self.lines * LINE

    @property
    def grid(self) -> Grid:
        """The field of a side, which is the same on every page."""
        return Grid(self.frame(1, 0).width, self.line, self.quarters)

    @property
    def head(self) -> float:
        """The baseline of the running head."""
        return self.top - 18

    @property
    def foot(self) -> float:
        """The baseline of the folio."""
        return self.top + self.lines * self.line + 24

    def frame(self, page: int, side: int) -> Frame:
        """Where a side stands on the page of this number, from 1."""
        if self.columns:
            gutter = 2.2 * self.inside
            width = (self.width - 2 * self.outside - gutter) / 2
            left = (side == 0) != self.right_bound
            x = self.outside if left else self.outside + width + gutter
            return Frame(x, width, "left" if left else "right")
        width = self.width - self.inside - self.outside
        left_hand = (page % 2 == 0) != self.right_bound
        x = self.outside if left_hand else self.inside
        return Frame(x, width, "left" if left_hand else "right")


def choose_paper(name: str, line: float, *, columns: bool, right_bound: bool) -> Paper:
    """The margins of a paper: the foot wider than the head, the outside wider than the inside."""
    width, height = PAPERS[name]
    if columns:
        width, height = height, width
    top, bottom = 0.092 * height, 0.092 * height
    outside, inside = (0.075 * width, 0.022 * width) if columns else (0.15 * width, 0.133 * width)
    lines = int((height - top - bottom) / line)
    return Paper(width, height, top, lines, inside, outside, line, columns, right_bound)
