"""An edition as a book: collected, measured, packed, set."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from visavis.errors import VisavisError
from visavis.export.book.fonts import Font, read_font
from visavis.export.book.matter import Matter
from visavis.export.book.paper import Paper, choose_paper
from visavis.export.book.picture import Pictures
from visavis.export.book.press import Press
from visavis.export.book.ruler import Ruler
from visavis.export.book.shelf import Shelf
from visavis.export.book.typesetter import MissingSignsError, Typesetter, need_typst
from visavis.export.book.volume import BookChapter, Collector
from visavis.export.book.write import (
    MONO,
    SERIF,
    Writer,
    choose_line,
    has_serif,
    plain_words,
)
from visavis.publication import Publication, Site
from visavis.settings import CONFIG
from visavis.side import Side
from visavis.store import Cache, content_key, name_code


@dataclass(frozen=True, slots=True)
class Options:
    """How a book is made up."""

    layout: str = "facing"
    """`facing` pages, or `columns` on one; one text alone has pages of its own."""
    paper: str = "a5"
    """One of `PAPERS`."""
    sides: tuple[Side, ...] = tuple(Side)
    """The texts that it holds."""


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
    collector = Collector(publication, site, options.sides)
    try:
        return _Maker(publication, site, options).make(collector.chapters())
    except MissingSignsError as error:
        raise _explain(error.signs, collector.chapters()) from None


@dataclass(slots=True)
class _Maker:
    publication: Publication
    site: Site
    options: Options

    def make(self, chapters: Iterable[BookChapter]) -> bytes:
        project = self.publication.edition.project
        tags = [project[side].language for side in self.options.sides]
        paper = self._choose_paper()
        fonts = {project[side].language: read_font(project, side) for side in Side}
        for tag in tags:
            if not (fonts[tag] or has_serif(tag)):
                # Typst would take what letters it has from the font for code.
                raise VisavisError(f"the book has no font for “{tag}”", hint=_NAME_A_FONT)
        writer = Writer(
            paper.grid.width,
            paper.lines * paper.line,
            families={tag: font.families for tag, font in fonts.items() if font},
            site=self.site,
        )
        for tag in tags:
            writer.tongue(tag)
        shared = {"line": paper.line, "mono": MONO, "languages": writer.languages}
        with Typesetter(shared, fonts=_gather(fonts.values())) as typesetter, Shelf() as shelf:
            ruler = Ruler(typesetter, writer.side, paper.grid.width, self._open_cache(fonts))
            about = self._describe(paper, tags[0])
            press = Press(typesetter, ruler, writer, paper, shelf, about)
            matter = self._make_matter(fonts)
            pictures = Pictures(self.publication.edition, typesetter, writer)
            press.compose(pictures.lift(chapter) for chapter in chapters)
            glossary = matter.glossary()
            press.compose([glossary] if glossary else [])
            return press.bind(matter, project.citation.date)

    def _open_cache(self, fonts: Mapping[str, Font | None]) -> Cache | None:
        """What was measured for a former book that was made up as this one."""
        edition, options = self.publication.edition, self.options
        if not edition.kept:
            return None
        sides = "-".join(side.value for side in options.sides)
        name = f"book/{options.layout}-{options.paper}-{sides}"
        letters = (content.decode("latin-1") for content in _gather(fonts.values()).values())
        told = {tag: font.families for tag, font in fonts.items() if font}
        version = content_key(name_code(), repr(told), *letters)
        return Cache(edition.project.root, name, version)

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

    def _describe(self, paper: Paper, tag: str) -> dict[str, Any]:
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
        }


def _gather(fonts: Iterable[Font | None]) -> dict[str, bytes]:
    """All font files, by their names."""
    found: dict[str, bytes] = {}
    for number, font in enumerate(fonts):
        for name, content in font.files.items() if font else ():
            found[f"{number}-{name}"] = content
    return found


def _explain(signs: Sequence[str], chapters: Iterable[BookChapter]) -> VisavisError:
    """Say which letters no font has, where the first of them stands, and what to do."""
    shown = ", ".join(signs[:5]) + (", …" if len(signs) > 5 else "")
    place = next((p for chapter in chapters for p in _find(signs[0], chapter)), "")
    return VisavisError(
        f"no font of the book has {shown}",
        place=place,
        hint=_NAME_A_FONT,
    )


def _find(sign: str, chapter: BookChapter) -> Iterator[str]:
    for side in chapter.list_sides():
        if any(sign in plain_words(node) for node in side.nodes):
            yield f"{chapter.name} ({side.tag})"
