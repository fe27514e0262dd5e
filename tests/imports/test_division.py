"""A book is cut into chapters where both texts have a heading, and nothing is lost or doubled."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapters import PROJECT
from imports.specimen import picture
from visavis.errors import VisavisError
from visavis.imports import Joint, Reading
from visavis.imports.division import BookPart, divide, import_book
from visavis.imports.readers import read_data
from visavis.imports.title import name_chapter

FRENCH = [
    "Jules Verne",
    "# Le Tour du monde",
    "(1873)",
    "## I. Dans lequel",
    "A.",
    "## II. Où",
    "B.",
]
ENGLISH = ["# Around the World", "## I. In Which", "A.", "## II. In Which", "B."]
ANSWERS = [(0, None), (1, 0), (2, None), (3, 1), (4, 2), (5, 3), (6, 4)]

SIZES = st.tuples(st.integers(0, 2), st.integers(0, 2)).filter(any)


def read(blocks: Sequence[str]) -> Reading:
    """A text; `![](a.png)` in it is a picture."""
    beside = {"a.png": picture(1)}.get
    return read_data("\n\n".join(blocks).encode(), ".md", "book.md", "en", beside)


def one_to_one(size: int) -> list[Joint]:
    return [Joint((index,), (index,)) for index in range(size)]


def cut(*blocks: str, level: int | None = None) -> list[BookPart]:
    """Divide a book of which both sides are the same."""
    body = [block for block in blocks if not block.startswith("[^")]
    return divide(read(blocks), read(blocks), one_to_one(len(body)), level)


def texts(parts: Sequence[BookPart]) -> list[list[str]]:
    return [
        ["a picture" if piece.is_picture else piece.markdown for piece in part.source.pieces]
        for part in parts
    ]


def test_a_book_is_cut_at_the_highest_heading_that_stands_repeatedly() -> None:
    parts = cut("# Book", "By me.", "## One", "A.", "### Within", "B.", "## Two", "C.")
    assert texts(parts) == [
        ["# Book", "By me."],
        ["# One", "A.", "## Within", "B."],
        ["# Two", "C."],
    ]
    assert [part.is_opening for part in parts] == [True, False, False]


def test_a_title_alone_is_no_chapter() -> None:
    parts = cut("# Book", "## One", "A.", "## Two", "B.")
    assert texts(parts) == [["# Book", "## One", "A."], ["# Two", "B."]]


def test_the_chapter_that_begins_with_the_titles_of_the_book_is_called_by_its_own(
    tmp_path: Path,
) -> None:
    joints = [Joint((one,), () if other is None else (other,)) for one, other in ANSWERS]
    project = replace(PROJECT, root=tmp_path)
    texts_ = (read(FRENCH), read(ENGLISH))
    chapters = import_book(project, "tour", texts_, joints, None)

    assert [done.stock.name for done in chapters] == ["tour-01-dans-lequel", "tour-02-ou"]
    files = chapters[0].files
    heads = [text.partition("\n---")[0] for path, text in files.items() if path.endswith(".md")]
    assert heads == ['---\ntitle: "I. Dans lequel"', '---\ntitle: "I. In Which"']


def test_a_chapter_stays_with_the_part_that_it_begins() -> None:
    parts = cut("# Part", "## One", "A.", "## Two", "B.", "# Part", "## Three", "C.", level=2)
    assert texts(parts) == [
        ["# Part", "## One", "A."],
        ["# Two", "B."],
        ["# Part", "## Three", "C."],
    ]


def test_a_picture_cuts_nothing() -> None:
    shown = "![](a.png)"
    parts = cut(shown, "# One", shown, "# The title", "A.", shown, "# Two", shown, shown, "B.")
    assert texts(parts) == [
        ["a picture", "# One", "a picture", "# The title", "A.", "a picture"],
        ["# Two", "a picture", "a picture", "B."],
    ]
    parts = cut("# Book", shown, "# One", "A.", "## Within", "# Two", "B.", level=1)
    assert [part.is_opening for part in parts] == [False, False]


def test_notes_go_where_they_are_called() -> None:
    parts = cut("# One", "A.[^a]", "# Two", "B.[^b] C.[^a]", "[^a]: First.", "[^b]: Second.")
    assert texts(parts)[0] == ["# One", "A.[^n1]", "[^n1]: First."]
    assert texts(parts)[1][1:] == ["B.[^n2] C.[^n1]", "[^n1]: First.", "[^n2]: Second."]


def test_without_headings_in_any_text_there_is_nothing_to_cut_at() -> None:
    source, target = read(["One", "A.", "Two", "B."]), read(["Un", "A.", "Deux", "B."])
    with pytest.raises(VisavisError, match="no headings at which both texts could be cut"):
        divide(source, target, one_to_one(4))


@pytest.mark.parametrize("other", ["# Première partie", "Un"])
def test_a_text_without_headings_or_with_others_is_cut_where_it_answers(other: str) -> None:
    blocks = ["# One", "A.", "# Two", "B.", "# Three", "C."]
    parts = divide(read(blocks), read([other, "A.", "Deux", "B.", "Trois", "C."]), one_to_one(6))
    assert texts(parts) == [blocks[:2], blocks[2:4], blocks[4:]]
    assert [part.target.pieces[0].markdown for part in parts] == [other, "Deux", "Trois"]


def test_below_parts_a_book_is_cut_at_its_chapters() -> None:
    named = cut(
        "# Part 1", "## Chapter 1", "A.", "## Chapter 2", "B.", "# Part 2", "## Chapter 3", "C."
    )
    assert [one[0] for one in texts(named)] == ["# Part 1", "# Chapter 2", "# Part 2"]
    counted = cut("# A", "## 1", "A.", "## 2", "B.", "# B", "## 3", "C.", "## 4", "D.")
    assert [one[0] for one in texts(counted)] == ["# A", "# 2", "# B", "# 4"]
    sections = cut("# Chapter 1", "## A", "A.", "## B", "B.", "# Chapter 2", "## C", "C.", "## D")
    assert [one[0] for one in texts(sections)] == ["# Chapter 1", "# Chapter 2"]


@pytest.mark.parametrize(
    ("headings", "name"),
    [
        (["A novel", "Part One", "Chapter 1"], ""),
        (["Chapter 1", "The river"], "the-river"),
        (["Młyn i Łódź"], "mlyn-i-lodz"),
        (["III. L’Œuvre du Père Noël"], "oeuvre-du-pere-noel"),
        (
            ["XXI OÙ LE PATRON DE LA « Tankadère » RISQUE FORT"],
            "ou-le-patron-de-la-tankadere-risque-fort",
        ),
        (["第三章 海"], "海"),
        (["I saw him"], "i-saw-him"),
        ([], ""),
    ],
)
def test_a_chapter_is_called_by_its_title(headings: list[str], name: str) -> None:
    assert name_chapter(headings) == name


@given(st.lists(st.tuples(st.sampled_from(["# h", "## h", "p"]), SIZES), min_size=1, max_size=12))
def test_every_piece_is_in_one_part_and_every_joint_keeps_its_pieces(
    rows: list[tuple[str, tuple[int, int]]],
) -> None:
    blocks: tuple[list[str], list[str]] = (["# h0", "p0", "# h1"], ["# h0", "p0", "# h1"])
    joints = one_to_one(3)
    for kind, sizes in rows:
        ends = []
        for side, size in zip(blocks, sizes, strict=True):
            start = len(side)
            side.extend(f"{kind}{n}" for n in range(start, start + size))
            ends.append(tuple(range(start, start + size)))
        joints.append(Joint(ends[0], ends[1]))
    source, target = map(read, blocks)
    parts = divide(source, target, joints)
    together = [joint for part in parts for joint in part.joints]
    assert [(len(j.source), len(j.target)) for j in together] == [
        (len(j.source), len(j.target)) for j in joints
    ]
    assert words([part.source for part in parts]) == words([source])
    assert words([part.target for part in parts]) == words([target])
    for part in parts:
        for indices, one in (
            ([i for j in part.joints for i in j.source], part.source),
            ([i for j in part.joints for i in j.target], part.target),
        ):
            assert indices == list(range(len(one.pieces)))


def words(readings: Sequence[Reading]) -> list[str]:
    """What stands in the pieces, whatever the level of their headings."""
    return [piece.markdown.lstrip("#") for one in readings for piece in one.pieces]
