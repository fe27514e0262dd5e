"""The book from its chapters: set group by group, put on pages, printed in parts, bound."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from visavis.export.book.join import PLACE, Place, join
from visavis.export.book.laid import LaidChapter
from visavis.export.book.matter import Matter, fill_contents
from visavis.export.book.paper import Paper
from visavis.export.book.ruler import Ruler
from visavis.export.book.setting import set_chapters
from visavis.export.book.sheet import Sheets, Spot
from visavis.export.book.shelf import Shelf
from visavis.export.book.typesetter import Typesetter, show_as
from visavis.export.book.volume import BookChapter, BookSide, row_label
from visavis.export.book.write import Writer

_ROWS = 500
"""So many, with their notes, are measured at a time."""
_PAGES = 600
"""A book with more of them is printed in parts, each of half as many."""
_AIR = 10.0
"""In points, above a place that a link leads to, as Typst has it."""


@dataclass(slots=True)
class Press:
    """Holds no more of a book than a group of its chapters at a time."""

    typesetter: Typesetter
    ruler: Ruler
    writer: Writer
    paper: Paper
    shelf: Shelf
    about: dict[str, Any]
    """What each part says of the book."""
    chapters: list[BookChapter] = field(default_factory=list)
    """Those that are set, without their rows."""
    _pages: list[int] = field(default_factory=list)
    """How many each of them takes."""
    _labels: set[str] = field(default_factory=set)

    def compose(self, chapters: Iterable[BookChapter]) -> None:
        """Set chapters and keep them."""
        for group in _group(chapters):
            for chapter, laid in zip(group, self._set(group), strict=True):
                self.shelf.put(laid)
                self._pages.append(self._count(laid))
                self.chapters.append(replace(chapter, rows=(), notes=()))

    def bind(self, matter: Matter, date: str) -> bytes:
        """All chapters with what stands before and after them."""
        others = [matter.imprint(), matter.contents(self.chapters), matter.colophon()]
        imprint, contents, colophon = self._set(others)
        self.ruler.save()
        self.writer.live, self.writer.labels = True, self._labels
        sheets = Sheets(self.paper, self.writer)
        _add_front(sheets, matter)
        sheets.add_chapter(imprint, folios=False)
        page = sheets.next_page + self._count(contents)
        pages = {}
        for chapter, count in zip(self.chapters, self._pages, strict=True):
            for number, tag in enumerate(contents.tags):
                pages[row_label(tag, chapter.name)] = page + sheets.offset(number)
            page += count
        sheets.add_chapter(fill_contents(contents, pages))
        parts: list[str] = []
        for laid, count in zip(self.shelf, self._pages, strict=True):
            if page > _PAGES and len(sheets.pages) + count > _PAGES // 2:
                parts.append(json.dumps(sheets.take(), ensure_ascii=False))
            sheets.add_chapter(laid)
        sheets.add_chapter(colophon, folios=False)
        parts.append(json.dumps(sheets.take(), ensure_ascii=False))
        layout = "SinglePage" if self.paper.columns else "TwoPageRight"
        return show_as(self._print(parts, sheets.spots, date), layout)

    def _set(self, chapters: Sequence[BookChapter]) -> list[LaidChapter]:
        laid = set_chapters(chapters, self.paper.grid, self.ruler)
        self._labels.update(label for chapter in laid for label in chapter.labels)
        self.typesetter.forget()
        return laid

    def _count(self, chapter: LaidChapter) -> int:
        return len(chapter.openings) * (1 if self.paper.columns else len(chapter.tags))

    def _print(self, parts: Sequence[str], spots: dict[str, Spot], date: str) -> bytes:
        """The parts as one file."""
        if len(parts) == 1:
            return self.typesetter.write({**self.about, "spots": spots}, parts[0], date)
        led = {label: f"{PLACE}{number}" for number, label in enumerate(spots)}
        high = self.paper.height + _AIR
        places = [Place(s.page, s.x, high - s.y, f"{s.title}, {s.page}") for s in spots.values()]
        return join(self._print_parts(parts, led, date), places)

    def _print_parts(self, parts: Iterable[str], led: dict[str, str], date: str) -> Iterator[bytes]:
        for pages in parts:
            yield self.typesetter.write({**self.about, "spots": led}, pages, date)
            self.typesetter.forget()


def _group(chapters: Iterable[BookChapter]) -> Iterator[list[BookChapter]]:
    """Chapters in groups, each of at most so many rows if it is of more than one."""
    group: list[BookChapter] = []
    size = 0
    for chapter in chapters:
        own = len(chapter.rows) + sum(map(len, chapter.notes)) // 2
        if group and size + own > _ROWS:
            yield group
            group, size = [], 0
        group.append(chapter)
        size += own
    if group:
        yield group


def _add_front(sheets: Sheets, matter: Matter) -> None:
    """Half-title and title pages."""
    paper = sheets.paper
    if not paper.columns:
        step = 4 * paper.line
        half_titles = enumerate(matter.half_title())
        sheets.add_fixed(*((0, 9 * step / 4 + n * step, side) for n, side in half_titles))
    if len(matter.sides) == 1:
        sheets.add_blank()
    _add_titles(sheets, [*matter.title_pages()])


def _add_titles(sheets: Sheets, titles: Sequence[BookSide]) -> None:
    """A title page in each language; a single one, on the right, where both say the same."""
    placed = [(number, 9 * sheets.paper.line, title) for number, title in enumerate(titles)]
    if len(placed) > 1 and titles[0].nodes == titles[1].nodes:
        placed = placed[1:]
        if not sheets.paper.columns:
            sheets.add_blank()
    for group in [placed] if sheets.paper.columns else [[one] for one in placed]:
        sheets.add_fixed(*group)
