"""Openings as sheets: what stands where on each page, as Typst reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from visavis.export.book.node import Node
from visavis.export.book.pack import RULE, Opening
from visavis.export.book.paper import NUMBER_GAP, NUMBER_WIDTH, Paper
from visavis.export.book.setting import Setting
from visavis.export.book.volume import BookSide, row_label
from visavis.export.book.write import Writer, plain_words


@dataclass(slots=True)
class Sheets:
    """The pages of a book, one after the other."""

    paper: Paper
    writer: Writer
    pages: list[dict[str, Any]] = field(default_factory=list)
    spots: dict[str, tuple[int, float, float]] = field(default_factory=dict)
    """Where each label stands: the page, from 1, and how far to the right and down."""
    _level: int = 0
    """Of the last heading, in the order in which a reader of the file comes to it."""

    @property
    def next_page(self) -> int:
        """The number of the page that comes next, from 1."""
        return len(self.pages) + 1

    def count(self, setting: Setting) -> int:
        """How many pages a chapter takes."""
        sides = 1 if self.paper.columns else len(setting.chapter.titles)
        return len(setting.openings) * sides

    def offset(self, side: int) -> int:
        """How far a side's first page is from that of its opening."""
        return 0 if self.paper.columns else side

    def add_blank(self) -> None:
        """A page with nothing on it."""
        self.pages.append({"artifacts": [], "items": []})

    def add_fixed(self, *placed: tuple[int, float, BookSide]) -> None:
        """A page without head and folio: sides with their distances from the head of the text.

        One by itself has the whole width.
        """
        page: dict[str, Any] = {"artifacts": [], "items": []}
        for number, y, side in placed:
            frame = self.paper.frame(self.next_page, number)
            if self.paper.columns and len(placed) == 1:
                x = self.paper.outside
                frame = replace(frame, x=x, width=self.paper.width - 2 * x)
            page["items"].append(self._item(frame.x, self.paper.top + y, frame.width, side, ()))
        self.pages.append(page)

    def add_chapter(self, setting: Setting, *, folios: bool = True) -> None:
        """The openings of a chapter."""
        for number, opening in enumerate(setting.openings):
            self._add_opening(setting, opening, first=number == 0, folios=folios)

    def _add_opening(
        self, setting: Setting, opening: Opening, *, first: bool, folios: bool
    ) -> None:
        sides = range(len(setting.chapter.titles))
        for group in [list(sides)] if self.paper.columns else [[side] for side in sides]:
            page: dict[str, Any] = {"artifacts": [], "items": []}
            if folios:
                page["artifacts"] += self._folios(setting, group)
            for side in group:
                if folios and not first:
                    page["artifacts"].append(self._head(setting, side))
                page["items"] += self._rows(setting, opening, side)
                page["items"] += self._notes(setting, opening, side)
            self.pages.append(page)

    def _folios(self, setting: Setting, group: Sequence[int]) -> Iterator[dict[str, Any]]:
        frame = self.paper.frame(self.next_page, group[-1])
        align = frame.outside
        yield {
            "x": frame.x,
            "y": self.paper.foot,
            "width": frame.width,
            "align": align,
            "tag": setting.chapter.rows[0].sides[group[-1]].tag,
            "words": str(self.next_page),
            "style": "normal",
        }

    def _head(self, setting: Setting, side: int) -> dict[str, Any]:
        frame = self.paper.frame(self.next_page, side)
        tag = setting.chapter.rows[0].sides[side].tag
        return {
            "x": frame.x,
            "y": self.paper.head,
            "width": frame.width,
            "align": frame.outside,
            "tag": self.writer.tongue(tag),
            "words": _shorten(setting.chapter.titles[side], frame.width),
            "style": "italic",
        }

    def _rows(self, setting: Setting, opening: Opening, side: int) -> Iterator[dict[str, Any]]:
        frame = self.paper.frame(self.next_page, side)
        for row, start, end, top in opening.rows:
            measured = setting.measured(row, start, end)
            own = measured[side]
            _, part = setting.part(row, side, start, end)
            if own is None or not part.nodes:
                continue
            deepest = max((m.first or 0.0 for m in measured if m), default=0.0)
            pad = deepest - own.first if own.first is not None else 0.0
            y = self.paper.top + top * self.paper.quarter + pad
            labels = [part.label] if part.label and start == 0 else []
            if row == start == 0:
                labels.append(row_label(part.tag, setting.chapter.name))
            item = self._item(
                frame.x, y, frame.width, self._with_heading(setting, row, side, part), labels
            )
            number = setting.rows[row].number
            if number and not setting.rows[row].level and part.words:
                baseline = y + (own.first if own.first is not None else 3 * self.paper.quarter)
                item["number"] = self._number(
                    frame, baseline, number if start == 0 else f"({number})", part
                )
            yield item

    def _number(self, frame: Any, baseline: float, words: str, part: BookSide) -> dict[str, Any]:
        left = frame.outside == "left"
        x = frame.x - NUMBER_GAP - NUMBER_WIDTH if left else frame.x + frame.width + NUMBER_GAP
        told = {"x": x, "y": baseline, "width": NUMBER_WIDTH, "words": words}
        told["align"] = "right" if left else "left"
        return told | ({"href": part.href} if part.href else {})

    def _with_heading(self, setting: Setting, row: int, side: int, part: BookSide) -> BookSide:
        """A heading with its level among all of the book, and both languages for the outline."""
        first = part.nodes[0]
        if first.tag != "heading":
            return part
        self._level = min(int(first.told["level"]), self._level + 1)
        told = {**first.told, "as": str(self._level)}
        sides = setting.rows[row].sides
        both = [plain_words(one.nodes[0]) for one in sides if one.nodes]
        if side == next(number for number, one in enumerate(sides) if one.nodes):
            told["bookmark"] = " · ".join(dict.fromkeys(both))
        return replace(part, nodes=(Node("heading", first.children, told), *part.nodes[1:]))

    def _notes(self, setting: Setting, opening: Opening, side: int) -> Iterator[dict[str, Any]]:
        if not opening.notes[side]:
            return
        frame = self.paper.frame(self.next_page, side)
        placed = [(setting.note_part(side, *note), note) for note in opening.notes[side]]
        heights = [setting.note(side, *note) for _, note in placed]
        y = self.paper.quarters - sum(heights)
        told = self.writer.side(replace(placed[0][0][1], nodes=()))
        rule = self.paper.top + (y - RULE / 2) * self.paper.quarter
        yield {"rule": True, "x": frame.x, "y": rule, "width": frame.width, "side": told}
        for ((_, part), note), high in zip(placed, heights, strict=True):
            labels = [part.label] if note[1] == 0 else []
            top = self.paper.top + y * self.paper.quarter
            yield self._item(frame.x, top, frame.width, part, labels)
            y += high

    def _item(
        self, x: float, y: float, width: float, side: BookSide, labels: Sequence[str]
    ) -> dict[str, Any]:
        for label in (*labels, *side.calls):
            self.spots.setdefault(label, (self.next_page, x, y))
        return {"x": x, "y": y, "width": width, "side": self.writer.side(side)}


def _shorten(title: str, width: float) -> str:
    """A title that fits on a line at the head of a page."""
    most = int(width / 4.4)
    if len(title) <= most:
        return title
    return (
        title[: title.rfind(" ", 0, most) if " " in title[:most] else most].rstrip(" ,;:.–—") + "…"
    )
