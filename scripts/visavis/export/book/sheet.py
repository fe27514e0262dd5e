"""Openings as sheets: what stands where on each page, as Typst reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from visavis.export.book.laid import LaidChapter, LaidOpening, LaidRow
from visavis.export.book.node import Node
from visavis.export.book.pack import RULE
from visavis.export.book.paper import NUMBER_GAP, NUMBER_WIDTH, Frame, Paper
from visavis.export.book.volume import BookSide, row_label
from visavis.export.book.write import Writer, plain_words


class Spot(NamedTuple):
    """Where a label stands."""

    page: int
    """From 1."""
    x: float
    y: float
    """How far to the right and down, in points."""
    title: str
    """Of the chapter that it is in."""


@dataclass(slots=True)
class Sheets:
    """The pages of a book, one after the other; `take` parts them."""

    paper: Paper
    writer: Writer
    pages: list[dict[str, Any]] = field(default_factory=list)
    """Since they were taken the last time."""
    taken: int = 0
    """How many were."""
    spots: dict[str, Spot] = field(default_factory=dict)
    """Where each label stands, by its name."""
    _level: int = 0
    """Of the last heading, in the order in which a reader of the file comes to it."""
    _title: str = ""
    """Of what stands on the pages that are being made."""

    @property
    def next_page(self) -> int:
        """The number of the page that comes next, from 1."""
        return self.taken + len(self.pages) + 1

    def take(self) -> list[dict[str, Any]]:
        """The pages, for a file of their own: its headings begin with the first level."""
        pages, self.pages, self._level = self.pages, [], 0
        self.taken += len(pages)
        return pages

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

    def add_chapter(self, chapter: LaidChapter, *, folios: bool = True) -> None:
        """The openings of a chapter."""
        for number, opening in enumerate(chapter.openings):
            sides = range(len(chapter.tags))
            for group in [[*sides]] if self.paper.columns else [[side] for side in sides]:
                page: dict[str, Any] = {"artifacts": [], "items": []}
                if folios:
                    page["artifacts"] += self._folios(chapter, group)
                for side in group:
                    self._title = chapter.titles[side]
                    if folios and number:
                        page["artifacts"].append(self._head(chapter, side))
                    page["items"] += self._rows(chapter, opening, side)
                    page["items"] += self._notes(opening, side)
                self.pages.append(page)

    def _folios(self, chapter: LaidChapter, group: Sequence[int]) -> Iterator[dict[str, Any]]:
        frame = self.paper.frame(self.next_page, group[-1])
        align = frame.outside
        yield {
            "x": frame.x,
            "y": self.paper.foot,
            "width": frame.width,
            "align": align,
            "tag": chapter.tags[group[-1]],
            "words": str(self.next_page),
            "style": "normal",
        }

    def _head(self, chapter: LaidChapter, side: int) -> dict[str, Any]:
        frame = self.paper.frame(self.next_page, side)
        return {
            "x": frame.x,
            "y": self.paper.head,
            "width": frame.width,
            "align": frame.outside,
            "tag": self.writer.tongue(chapter.tags[side]),
            "words": _shorten(chapter.titles[side], frame.width),
            "style": "italic",
        }

    def _rows(
        self, chapter: LaidChapter, opening: LaidOpening, side: int
    ) -> Iterator[dict[str, Any]]:
        frame = self.paper.frame(self.next_page, side)
        for row in opening.rows:
            own, part = row.measured[side], row.parts[side]
            if own is None or not part.nodes:
                continue
            pad = row.deepest - own.first if own.first is not None else 0.0
            y = self.paper.top + row.top * self.paper.quarter + pad
            labels = [part.label] if part.label and row.begins else []
            if row.number == 0 and row.begins:
                labels.append(row_label(part.tag, chapter.name))
            item = self._item(frame.x, y, frame.width, self._with_heading(row, side), labels)
            if row.called and not row.level and part.words:
                baseline = y + (own.first if own.first is not None else 3 * self.paper.quarter)
                called = row.called if row.begins else f"({row.called})"
                item["number"] = self._number(frame, baseline, called, part)
            yield item

    def _number(self, frame: Frame, baseline: float, words: str, part: BookSide) -> dict[str, Any]:
        left = frame.outside == "left"
        x = frame.x - NUMBER_GAP - NUMBER_WIDTH if left else frame.x + frame.width + NUMBER_GAP
        told = {"x": x, "y": baseline, "width": NUMBER_WIDTH, "words": words}
        told["align"] = "right" if left else "left"
        return told | ({"href": part.href} if part.href else {})

    def _with_heading(self, row: LaidRow, side: int) -> BookSide:
        """A heading with its level among all of the file, and both languages for the outline."""
        part = row.parts[side]
        first = part.nodes[0]
        if first.tag != "heading":
            return part
        self._level = min(int(first.told["level"]), self._level + 1)
        told = {**first.told, "as": str(self._level)}
        both = [plain_words(one.nodes[0]) for one in row.parts if one.nodes]
        if side == next(number for number, one in enumerate(row.parts) if one.nodes):
            told["bookmark"] = " · ".join(dict.fromkeys(both))
        return replace(part, nodes=(Node("heading", first.children, told), *part.nodes[1:]))

    def _notes(self, opening: LaidOpening, side: int) -> Iterator[dict[str, Any]]:
        notes = opening.notes[side]
        if not notes:
            return
        frame = self.paper.frame(self.next_page, side)
        y = self.paper.quarters - sum(note.height for note in notes)
        told = self.writer.side(replace(notes[0].part, nodes=()))
        rule = self.paper.top + (y - RULE / 2) * self.paper.quarter
        yield {"rule": True, "x": frame.x, "y": rule, "width": frame.width, "side": told}
        for note in notes:
            labels = [note.part.label] if note.begins else []
            top = self.paper.top + y * self.paper.quarter
            yield self._item(frame.x, top, frame.width, note.part, labels)
            y += note.height

    def _item(
        self, x: float, y: float, width: float, side: BookSide, labels: Sequence[str]
    ) -> dict[str, Any]:
        for label in (*labels, *side.calls):
            self.spots.setdefault(label, Spot(self.next_page, x, y, self._title))
        return {"x": x, "y": y, "width": width, "side": self.writer.side(side)}


def _shorten(title: str, width: float) -> str:
    """A title that fits on a line at the head of a page."""
    most = int(width / 4.4)
    if len(title) <= most:
        return title
    return (
        title[: title.rfind(" ", 0, most) if " " in title[:most] else most].rstrip(" ,;:.–—") + "…"
    )
