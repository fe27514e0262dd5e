"""The book, read back: rows are level, all words are there, the same bytes every time."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest

from book import Letter, flat, numbers, read_pages
from visavis.edition import open_edition
from visavis.export.book import make_book
from visavis.publication import Addresses, Publication, Site, publish
from visavis.settings import read_project
from visavis.side import Side

ROOT = Path(__file__).resolve().parents[2]
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


@cache
def own() -> bytes:
    """The book of this edition."""
    return make_book(*open_publication(ROOT))


def openings(pages: Pages) -> list[tuple[list[Letter], list[Letter]]]:
    """Left-hand pages with the right-hand pages that face them."""
    return list(zip(pages[1::2], pages[2::2], strict=False))


def test_rows_are_level_across_an_opening_and_so_is_what_continues_them() -> None:
    seen = continued = 0
    for verso, recto in openings(read_pages(own())):
        left, right = numbers(verso), numbers(recto)
        assert left.keys() == right.keys()
        for number, y in left.items():
            seen += 1
            continued += number.startswith("(")
            assert abs(y - right[number]) < FINE
            for page in (verso, recto):
                body = [one for one in page if 9 < one.size < 16]
                assert any(abs(one.y - y) < FINE for one in body), number
    assert seen > 20
    assert continued


@pytest.mark.parametrize("side", list(Side))
def test_the_words_of_each_side_stand_in_their_order(side: Side) -> None:
    pages = read_pages(own())[1 if side is Side.SOURCE else 2 :: 2]
    printed = flat("".join(one.sign for page in pages for one in page if 9 < one.size < 16))
    publication, _ = open_publication(ROOT)
    for chapter in publication.chapters.values():
        for pair in chapter.pairs:
            words = flat(" ".join(block.plain for block in pair[side]))
            assert words[:40] in printed, pair.id


def test_the_same_edition_makes_the_same_bytes() -> None:
    assert make_book(*open_publication(ROOT)) == own()
