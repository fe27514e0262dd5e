"""An edition as a book: collected, measured, packed, set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any

from visavis.errors import VisavisError
from visavis.export.book.fonts import Font, read_font
from visavis.export.book.matter import Matter, fill_contents
from visavis.export.book.paper import Paper, choose_paper
from visavis.export.book.picture import lift_all, read_pictures
from visavis.export.book.setting import Bench, Setting, set_chapters
from visavis.export.book.sheet import Sheets
from visavis.export.book.typesetter import MissingSignsError, Typesetter, need_typst
from visavis.export.book.volume import BookChapter, BookSide, Collector, row_label
from visavis.export.book.write import (
    MONO,
    SERIF,
    Picture,
    Writer,
    choose_line,
    has_serif,
    plain_words,
)
from visavis.publication import Publication, Site
from visavis.settings import CONFIG
from visavis.side import Side


@dataclass(frozen=True, slots=True)
class Options:
    """How a book is made up."""

    layout: str = "facing"
    """`facing` pages, or `columns` on one; one text alone has pages of its own."""
    paper: str = "a5"
    """One of `PAPERS`."""
    sides: tuple[Side, ...] = tuple(Side)
    """The texts that it holds."""


MEDIA_TYPE = "application/pdf"
COLUMNS = Options("columns", "a4")
"""Both texts beside each other on wide pages, for screens."""
_NAME_A_FONT = (
    f"name an open font that has its letters in {CONFIG}, as `font:` under plugins: visavis: "
    "source: or target:"
)


def make_book(publication: Publication, site: Site, options: Options = Options()) -> bytes:
    """The PDF, the same bytes each time.

    Raises VisavisError where Typst is missing, or a font that has all letters.
    """
    need_typst()
    chapters = list(Collector(publication, site, options.sides).chapters())
    try:
        return _Maker(publication, site, options).make(chapters)
    except MissingSignsError as error:
        raise _explain(error.signs, chapters) from None


@dataclass(slots=True)
class _Maker:
    publication: Publication
    site: Site
    options: Options

    def make(self, chapters: Sequence[BookChapter]) -> bytes:
        project = self.publication.edition.project
        tags = [project[side].language for side in self.options.sides]
        paper = self._choose_paper()
        frame = paper.frame(1, 0)
        fonts = {project[side].language: read_font(project, side) for side in Side}
        for tag in tags:
            if not (fonts[tag] or has_serif(tag)):
                # Typst would take what letters it has from the font for code.
                raise VisavisError(f"the book has no font for “{tag}”", hint=_NAME_A_FONT)
        writer = Writer(
            frame.width,
            paper.lines * paper.line,
            families={tag: font.families for tag, font in fonts.items() if font},
            site=self.site,
        )
        for tag in tags:
            writer.tongue(tag)
        sides = (side for chapter in chapters for side in list_sides(chapter))
        pictures = read_pictures(self.publication.edition, sides)
        names = {path: f"picture-{n}{_suffix(path)}" for n, path in enumerate(pictures)}
        typesetter = Typesetter(
            {"line": paper.line, "mono": MONO, "languages": writer.languages},
            files={names[path]: content for path, content in pictures.items()},
            fonts=_gather(fonts.values()),
        )
        with typesetter:
            sizes = {path: typesetter.probe(name) for path, name in names.items()}
            writer.pictures = {
                path: Picture(names[path], *size) for path, size in sizes.items() if size
            }
            bench = Bench(typesetter, writer.side, [frame.width] * len(tags), paper.line)
            lifted = [lift_all(chapter, writer.pictures) for chapter in chapters]
            matter = self._make_matter(fonts)
            glossary = matter.glossary()
            body = [*lifted, glossary] if glossary else lifted
            imprint, contents = matter.imprint(), matter.contents(body)
            parts = [imprint, contents, *body, matter.colophon()]
            settings = [Setting(bench, c, n, paper.quarters) for n, c in enumerate(parts)]
            set_chapters(settings)
            writer.live, writer.labels = True, set(_labels(settings))
            sheets = Sheets(paper, writer)
            _put_together(sheets, matter, settings)
            layout = "SinglePage" if paper.columns else "TwoPageRight"
            book = self._describe(paper, sheets, tags[0])
            return typesetter.write(book, project.citation.date, layout)

    def _make_matter(self, fonts: Mapping[str, Font | None]) -> Matter:
        named = [font for font in fonts.values() if font]
        families = dict.fromkeys([SERIF, *(name for font in named for name in font.families)])
        licences = dict.fromkeys(licence for font in named for licence in font.licences)
        sides = self.options.sides
        return Matter(self.publication, self.site, sides, tuple(families), tuple(licences))

    def _choose_paper(self) -> Paper:
        project = self.publication.edition.project
        right = project[self.options.sides[0]].direction == "rtl"
        columns = self.options.layout == "columns" and len(self.options.sides) > 1
        line = choose_line([project[side].language for side in self.options.sides])
        return choose_paper(self.options.paper, line, columns=columns, right_bound=right)

    def _describe(self, paper: Paper, sheets: Sheets, tag: str) -> dict[str, Any]:
        citation = self.publication.edition.project.citation
        date = [int(part) for part in citation.date.split("-") if part]
        return {
            "title": self.site.title or "–",
            "authors": list(map(str, citation.authors)),
            "date": [*date, 1, 1][:3] if date else None,
            "tag": tag,
            "width": paper.width,
            "height": paper.height,
            "binding": "right" if paper.right_bound else "left",
            "pages": sheets.pages,
            "spots": sheets.spots,
        }


def _put_together(sheets: Sheets, matter: Matter, settings: Sequence[Setting]) -> None:
    """Every page, in its order: half-title, titles, credits, contents, chapters, colophon."""
    imprint, contents, *body, colophon = settings
    single = len(matter.sides) == 1
    if not sheets.paper.columns:
        step = 4 * sheets.paper.line
        sheets.add_fixed(
            *((0, 9 * step / 4 + n * step, s) for n, s in enumerate(matter.half_title()))
        )
    if single:
        sheets.add_blank()
    _add_titles(sheets, [*matter.title_pages()])
    sheets.add_chapter(imprint, folios=False)
    page = sheets.next_page + sheets.count(contents)
    pages = {}
    for setting in body:
        for number, side in enumerate(setting.rows[0].sides):
            label = row_label(side.tag, setting.chapter.name)
            pages[label] = page + sheets.offset(number)
        page += sheets.count(setting)
    contents.rows = [fill_contents(row, pages) for row in contents.rows]
    for setting in (contents, *body):
        sheets.add_chapter(setting)
    sheets.add_chapter(colophon, folios=False)


def _add_titles(sheets: Sheets, titles: Sequence[BookSide]) -> None:
    """A title page in each language; a single one, on the right, where both say the same."""
    placed = [(number, 9 * sheets.paper.line, title) for number, title in enumerate(titles)]
    if len(placed) > 1 and titles[0].nodes == titles[1].nodes:
        placed = placed[1:]
        if not sheets.paper.columns:
            sheets.add_blank()
    for group in [placed] if sheets.paper.columns else [[one] for one in placed]:
        sheets.add_fixed(*group)


def list_sides(chapter: BookChapter) -> Iterator[BookSide]:
    """Every side of every row, and every note."""
    for row in chapter.rows:
        yield from row.sides
    for notes in chapter.notes:
        yield from (note.side for note in notes)


def _suffix(path: str) -> str:
    return PurePosixPath(path).suffix.lower()


def _gather(fonts: Iterable[Font | None]) -> dict[str, bytes]:
    """All font files, by their names."""
    found: dict[str, bytes] = {}
    for number, font in enumerate(fonts):
        for name, content in font.files.items() if font else ():
            found[f"{number}-{name}"] = content
    return found


def _labels(settings: Sequence[Setting]) -> Iterator[str]:
    for setting in settings:
        for number, row in enumerate(setting.rows):
            if not number:
                yield from (row_label(side.tag, setting.chapter.name) for side in row.sides)
            yield from (side.label for side in row.sides if side.nodes and side.label)
            yield from (label for side in row.sides for label in side.calls)
        for notes in setting.notes:
            for note in notes:
                yield from (note.side.label, *note.side.calls)


def _explain(signs: Sequence[str], chapters: Sequence[BookChapter]) -> VisavisError:
    """Say which letters no font has, where the first of them stands, and what to do."""
    shown = ", ".join(signs[:5]) + (", …" if len(signs) > 5 else "")
    place = next((p for chapter in chapters for p in _find(signs[0], chapter)), "")
    return VisavisError(
        f"no font of the book has {shown}",
        place=place,
        hint=_NAME_A_FONT,
    )


def _find(sign: str, chapter: BookChapter) -> Iterator[str]:
    for side in list_sides(chapter):
        if any(sign in plain_words(node) for node in side.nodes):
            yield f"{chapter.name} ({side.tag})"
