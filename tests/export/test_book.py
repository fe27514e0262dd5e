"""The book, read back: rows are level, all words are there, the same bytes every time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest
from markupsafe import Markup

from book import (
    RAISED,
    Letter,
    calls,
    flat,
    is_call,
    lines,
    numbers,
    read_pages,
    write_hard_edition,
)
from visavis.edition import open_edition
from visavis.errors import VisavisError
from visavis.export.book import Options, make_book
from visavis.export.book.paper import choose_paper
from visavis.export.book.typesetter import Measured, Typesetter
from visavis.export.book.write import choose_line
from visavis.publication import Addresses, Publication, Site, publish
from visavis.settings import read_project
from visavis.side import Side

ROOT = Path(__file__).resolve().parents[2]
MONO = "DejaVuSansMono"
FINE = 0.2
"""In points: what is nearer is level."""

Pages = list[list[Letter]]


def open_publication(root: Path) -> tuple[Publication, Site]:
    project = read_project(root)
    languages = {side: project[side].language for side in Side}
    page = Addresses(project.target.language).page
    base = "https://edition.example/"
    site = Site(page, languages, project.target.language, base, "A small edition")
    return publish(open_edition(project)), site


def is_text(letter: Letter) -> bool:
    """Whether it is of a row, not of a note, a number or a running head."""
    code = letter.size > 8 and letter.font.startswith(MONO)
    return (letter.size > 9 or code) and not is_call(letter)


def is_note(letter: Letter) -> bool:
    raised = abs(letter.size - 8 * RAISED) < 0.05
    return not is_text(letter) and (raised or 7.2 < letter.size < 8.2)


class Volume:
    """A book of facing pages, read back."""

    def __init__(self, publication: Publication, site: Site) -> None:
        self.publication, self.site = publication, site
        self.bytes = make_book(publication, site)
        self.pages = read_pages(self.bytes)
        project = publication.edition.project
        line = choose_line([project[side].language for side in Side])
        self.paper = choose_paper("a5", line, columns=False, right_bound=False)

    def side(self, side: Side) -> Pages:
        """The pages of a text in their order, without titles and contents."""
        pages = self.pages[1 if side is Side.SOURCE else 2 :: 2]
        return pages[next(n for n, page in enumerate(pages) if numbers(page)) :]

    def openings(self) -> Iterator[tuple[list[Letter], list[Letter]]]:
        """Left-hand pages with the right-hand pages that face them."""
        yield from zip(self.pages[1::2], self.pages[2::2], strict=False)

    def lines(self, page: list[Letter]) -> list[float]:
        """The baselines of the text of a page, from the top."""
        return lines([one for one in page if is_text(one)])


@cache
def own() -> Volume:
    """The book of this edition."""
    return Volume(*open_publication(ROOT))


@pytest.fixture(scope="module")
def hard(tmp_path_factory: pytest.TempPathFactory) -> Volume:
    """A book of what is hard to set: long paragraphs, verse, notes longer than the text."""
    root = tmp_path_factory.mktemp("hard")
    write_hard_edition(root)
    return Volume(*open_publication(root))


@pytest.fixture(params=["own", "hard"])
def volume(request: pytest.FixtureRequest) -> Volume:
    return own() if request.param == "own" else request.getfixturevalue("hard")


def test_rows_are_level_across_an_opening_and_so_is_what_continues_them(volume: Volume) -> None:
    seen = continued = 0
    for verso, recto in volume.openings():
        left, right = numbers(verso), numbers(recto)
        assert left.keys() == right.keys()
        for number, y in left.items():
            seen += 1
            continued += number.startswith("(")
            assert abs(y - right[number]) < FINE
            for page in (verso, recto):
                assert any(abs(line - y) < FINE for line in volume.lines(page)), number
    assert seen > 20
    assert continued


def test_a_part_of_a_row_has_two_lines_at_least(volume: Volume) -> None:
    parted = 0
    for pages in map(volume.side, Side):
        for page, overleaf in pairwise(pages):
            begun = list(numbers(overleaf).items())
            if begun and begun[0][0].startswith("("):
                parted += 1
                foot = min(numbers(page).values())
                assert sum(line <= foot + FINE for line in volume.lines(page)) >= 2, begun[0]
                rest = begun[1][1] if len(begun) > 1 else 0
                assert sum(line > rest + FINE for line in volume.lines(overleaf)) >= 2, begun[0]
    assert parted


@pytest.mark.parametrize("side", list(Side))
def test_the_words_of_each_side_are_those_of_the_text_in_its_order(
    volume: Volume, side: Side
) -> None:
    pages = volume.side(side)
    printed = flat("".join(one.sign for page in pages for one in page if is_text(one)))
    at = 0
    for chapter in volume.publication.chapters.values():
        for number, pair in enumerate(chapter.pairs):
            words = flat(" ".join(block.plain for block in pair[side]))
            found = printed.index(words, at)
            assert found == at or not number, f"{pair.id}: {printed[at:found]}"
            at = found + len(words)


@pytest.mark.parametrize("side", list(Side))
def test_a_note_begins_on_the_page_of_its_call_or_overleaf(volume: Volume, side: Side) -> None:
    pages = volume.side(side)
    small = [flat("".join(one.sign for one in page if is_note(one))) for page in pages]
    seen = 0
    for chapter in volume.publication.chapters.values():
        notes = volume.publication.texts.of(chapter, side).notes
        for number, note in enumerate(notes.values(), 1):
            seen += 1
            words = flat(f"{number}{Markup(note.on_page(str)).striptags()}").removesuffix("↩")
            begin = next(n for n, page in enumerate(small) if words[:25] in page)
            called = [n for n in (begin, begin - 1) if number in calls(pages[n])]
            assert called, f"note {number} of {chapter.name}"
            assert words in "".join(small[begin : begin + 3])
    assert seen > 10


def test_nothing_stands_outside_the_text(volume: Volume) -> None:
    paper = volume.paper
    for number, page in enumerate(volume.pages, 1):
        frame = paper.frame(number, 0)
        for letter in page:
            if is_text(letter) or is_note(letter):
                # Full stops and hyphens hang into the margin a little, as they should.
                assert frame.x - 4 < letter.x < frame.x + frame.width + 2, (number, letter)
                down = paper.height - letter.y
                assert paper.top < down < paper.top + paper.lines * paper.line, (number, letter)
            assert 10 < letter.x < paper.width - 10
            assert 10 < letter.y < paper.height - 10


def test_the_fonts_are_those_that_come_with_typst(volume: Volume) -> None:
    fonts = {letter.font for page in volume.pages for letter in page}
    assert {name.partition("-")[0] for name in fonts} <= {"LibertinusSerif", MONO}


def test_a_text_in_letters_that_it_has_no_font_for_is_not_set_in_that_of_code() -> None:
    whole = open_publication(ROOT / "tests/editions/ar-fr")
    with pytest.raises(VisavisError, match="the book has no font for “ar”"):
        make_book(*whole)
    assert make_book(*whole, Options(sides=(Side.SOURCE,)))


def test_the_same_edition_makes_the_same_bytes() -> None:
    assert make_book(*open_publication(ROOT)) == own().bytes


@pytest.mark.slow
def test_what_was_measured_for_a_former_book_is_measured_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_hard_edition(tmp_path)
    make_book(*open_publication(tmp_path))
    verse = tmp_path / "docs/verse.md"
    verse.write_text(verse.read_text("utf-8").replace("Chapter", "A chapter"), "utf-8")
    publication, site = open_publication(tmp_path)
    asked: list[int] = []
    measure = Typesetter.measure

    def count(typesetter: Typesetter, jobs: Sequence[str]) -> list[Measured]:
        asked.append(len(jobs))
        return measure(typesetter, jobs)

    monkeypatch.setattr(Typesetter, "measure", count)
    kept = make_book(publication, site)
    assert sum(asked) < 10
    assert kept == make_book(publish(replace(publication.edition, kept=False)), site)
    assert sum(asked) > 100


def test_a_title_that_is_the_same_in_both_languages_stands_on_one_page(tmp_path: Path) -> None:
    write_hard_edition(tmp_path)
    site = replace(open_publication(tmp_path)[1], title="The same")
    for chapter in ("index.md", "notes.md"):
        for folder in ("docs", "docs_en"):
            (tmp_path / folder / chapter).unlink()
    publication, _ = open_publication(tmp_path)
    half, blank, title, *rest = read(make_book(publication, site))

    assert (half, blank, title) == ("Thesame", "", "Thesame")
    assert "Thesame" not in rest
    (both, *_) = read(make_book(publication, site, Options("columns", "a4")))
    assert both == "Thesame"


def test_a_home_page_that_says_nothing_but_the_title_is_no_chapter(tmp_path: Path) -> None:
    write_hard_edition(tmp_path)
    for folder in ("docs", "docs_en"):
        (tmp_path / folder / "notes.md").unlink()
        (tmp_path / folder / "index.md").write_text("# The same\n{: #p1 }\n", "utf-8")
    publication, site = open_publication(tmp_path)
    with_title = read(make_book(publication, replace(site, title="The same")))
    with_another = read(make_book(publication, replace(site, title="Another")))

    assert not any("Thesame" in page for page in with_title[3:-2])
    assert any(page.endswith("Thesame") for page in with_another[3:])


def read(pdf: bytes) -> list[str]:
    """The words of each page."""
    return [flat("".join(letter.sign for letter in page)) for page in read_pages(pdf)]
