"""What a text keeps on its way from any format."""

from __future__ import annotations

import subprocess

import pypandoc
import pytest

from imports.specimen import LIGHTHOUSE, RICH, pack, specimen, unpack
from visavis.imports.readers import read_data
from visavis.imports.reading import Reading
from visavis.text import Kind


def read(name: str, data: bytes | None = None) -> Reading:
    suffix = name[name.rindex(".") :]
    return read_data(specimen(name) if data is None else data, suffix, name, "en")


def read_text(text: str, suffix: str = ".txt") -> list[str]:
    return [piece.markdown for piece in read_data(text.encode(), suffix, "a", "en").pieces]


@pytest.mark.parametrize("suffix", RICH)
def test_headings_emphasis_links_quotes_verse_lists_tables_and_notes_survive(suffix: str) -> None:
    pieces = [piece.markdown for piece in read(f"lighthouse.en{suffix}").pieces]
    if suffix == ".html":
        pieces.remove("Print this page")
    assert tuple(pieces) == LIGHTHOUSE


@pytest.mark.parametrize("suffix", RICH)
def test_both_languages_have_the_same_shape(suffix: str) -> None:
    shapes = [
        [(block.kind, block.level, block.size) for block in read(name).document.blocks]
        for name in (f"lighthouse.en{suffix}", f"lighthouse.fr{suffix}")
    ]
    assert shapes[0] == shapes[1]


def test_plain_text_keeps_its_paragraphs_its_verse_and_its_breaks() -> None:
    kinds = [block.kind for block in read("lighthouse.en.txt").document.blocks]
    assert kinds == [*[Kind.PARAGRAPH] * 4, Kind.BREAK, Kind.PARAGRAPH, Kind.VERSE, Kind.PARAGRAPH]


def test_lines_that_a_program_has_wrapped_are_one_paragraph() -> None:
    wrapped = (
        "The keeper of the lighthouse wrote every evening, without fail,\n"
        "in a thick notebook, and he had filled twelve of them by the\n"
        "end of the year.\n\nNobody came.\n"
    )
    assert len(read_text(wrapped)) == 2


@pytest.mark.parametrize(
    ("lines", "headings"),
    [
        (["CHAPTER I", "One.", "Chapter 2: The sea"], ["# CHAPTER I", "# Chapter 2: The sea"]),
        (
            ["Première partie", "Chapitre 4. – La mer"],
            ["# Première partie", "## Chapitre 4. – La mer"],
        ),
        (["THE SEA", "One.", "THE LAND", "Two."], ["# THE SEA", "# THE LAND"]),
        (["THE SEA", "Chapter 1", "A GULL"], ["# THE SEA", "## Chapter 1 A GULL"]),
        (["By me.", "Chapter 1", "A GULL"], ["# Chapter 1 A GULL"]),
        (["I", "One.", "II.", "Two."], ["# I", "# II."]),
        (["I", "One.", "IV", "Two."], []),
        (["I", "One."], []),
        (["NO ONE CAME!", "One.", "Part of it was lost.", "Part 2 of it was lost."], []),
        (["Book two seats.", "One chapter of my life.", "Chapter one of my life ends here."], []),
    ],
)
def test_lines_that_can_hardly_be_anything_else_are_headings(
    lines: list[str], headings: list[str]
) -> None:
    pieces = read_text("\n\n".join(lines))
    assert [piece for piece in pieces if piece.startswith("#")] == headings


def test_a_text_without_blank_lines_has_a_paragraph_on_each_line() -> None:
    assert read_text("One " * 40 + "\n" + "Two " * 40) == [("One " * 40)[:-1], ("Two " * 40)[:-1]]


@pytest.mark.parametrize(
    "words",
    [
        "# no heading",
        "- no list",
        "1. no list",
        "1) no list",
        "> no quote",
        "*no* `code` and_no_emphasis",
        "[no](link)",
        "[^n1]: no note",
        "<b>no tag</b> &amp; &#35;",
        "{: #no .attributes }",
        "::: no division",
        "!!! note no admonition",
        "??? no details",
        "| no | table |",
        "~~~ no fence",
        "a \\ b \\* c",
        "[sic] and […]",
    ],
)
def test_signs_in_a_plain_text_are_words(words: str) -> None:
    reading = read_data(words.encode(), ".txt", "a", "en")
    assert [(b.kind, b.plain) for b in reading.document.blocks] == [(Kind.PARAGRAPH, words)]


def test_what_runs_is_left_out_and_said() -> None:
    reading = read("lighthouse.en.html")
    assert ("link", "javascript:print()") in reading.lost
    assert not any("script" in piece.markdown for piece in reading.pieces)


def test_scripts_inside_the_article_are_counted() -> None:
    page = specimen("lighthouse.en.html").replace(b"<main>", b"<main><script>run()</script>")
    assert ("element that runs or loads something", "<script>") in read("a.html", page).lost


def test_the_page_around_the_article_is_left_behind() -> None:
    words = " ".join(piece.markdown for piece in read("lighthouse.en.html").pieces)
    assert "About the library" not in words
    assert "Published by" not in words
    assert "Read also" not in words


def test_raw_html_in_markdown_leaves_its_words_and_is_said() -> None:
    reading = read("a.md", b"Some <b>bold</b> words.\n\n<div onclick='x()'>In a box.</div>\n")
    assert [piece.markdown for piece in reading.pieces] == ["Some bold words.", "In a box."]
    assert ("raw HTML", "<b>") in reading.lost


def test_images_that_are_left_out_are_said_and_captions_stay() -> None:
    page = b"<article><figure><img src='a.png'><figcaption>A map.</figcaption></figure></article>"
    reading = read("a.html", page)
    assert [piece.markdown for piece in reading.pieces] == ["A map."]
    assert ("image that is not there", "a.png") in reading.lost


def test_a_page_says_its_own_encoding() -> None:
    page = '<html><head><meta charset="windows-1252"></head><body><p>Été « là »</p></body></html>'
    assert read("a.html", page.encode("cp1252")).document.blocks[0].plain == "Été « là »"


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_byte_order_mark_is_believed(encoding: str) -> None:
    reading = read_data("Été\n\nHiver".encode(encoding), ".txt", "a", "fr")
    assert [block.plain for block in reading.document.blocks] == ["Été", "Hiver"]


def test_the_title_of_a_word_document_is_its_heading() -> None:
    files = unpack(specimen("lighthouse.en.docx"))
    styles = files["word/styles.xml"]
    files["word/styles.xml"] = styles.replace(b'"heading 1"', b'"Title"')
    reading = read("a.docx", pack(files))
    assert reading.pieces[0].markdown == "# The lighthouse"


def test_verse_that_is_marked_by_bars_is_verse() -> None:
    reading = read(
        "a.md", b"Sing:\n\n| Grey is *the water*,\n|   grey is the stone.\n\n| One bar.\n"
    )
    assert [(p.markdown, p.verse) for p in reading.pieces] == [
        ("Sing:", False),
        ("Grey is *the water*,\ngrey is the stone.", True),
        ("\\| One bar.", False),
    ]


def test_verse_in_markdown_of_an_edition_stays_verse() -> None:
    assert read("lighthouse.en.md").pieces[6].verse


def test_a_title_is_found_in_front_matter_and_metadata() -> None:
    assert [read(f"lighthouse.en{s}").title for s in (".md", ".html", ".epub")] == [
        "The lighthouse"
    ] * 3


def test_a_note_of_markdown_may_stand_where_it_is_called() -> None:
    text = "A word^[With a *reason*.] and others.[^a]\n\n[^a]: Another."
    assert read_text(text, ".md") == [
        "A word[^n1] and others.[^n2]",
        "[^n1]: With a *reason*.",
        "[^n2]: Another.",
    ]


@pytest.mark.parametrize(
    ("suffix", "page"),
    [
        (
            ".html",
            "<article><p>It was <del>an <b>old</b></del> <ins>a new</ins> word.</p></article>",
        ),
        (".md", "It was <del>an **old**</del> <ins>a new</ins> word."),
    ],
)
def test_a_text_is_taken_as_it_stands_without_deletions(suffix: str, page: str) -> None:
    reading = read(f"a{suffix}", page.encode())
    assert [piece.markdown for piece in reading.pieces] == ["It was a new word."]
    assert ("deletion", "an old") in reading.named


def test_a_deletion_that_never_ends_deletes_nothing() -> None:
    assert read_text("</del>It was <del>an old word.", ".md") == ["It was an old word."]


@pytest.mark.parametrize("form", ["docx", "odt", "rtf", "html"])
def test_figures_that_somebody_raised_by_hand_call_the_notes_that_begin_with_them(
    form: str,
) -> None:
    told = "The mill<sup>1</sup> has 40 m<sup>2</sup> and a wheel.² It was *old*.<sup>12</sup>"
    notes = "<p><sup>1</sup> Sold in 1840.</p><p>² Of <i>oak</i>.</p><p>¹² As they say.</p>"
    page = f"<body><p>{told}</p><p>³ hours late.</p><p><b>Fußnoten</b></p>{notes}</body>"
    command = [pypandoc.get_pandoc_path(), "--sandbox", "-f", "html", "-t", form, "-s", "-o", "-"]
    data = page.encode()
    if form != "html":
        data = subprocess.run(command, input=data, capture_output=True, check=True).stdout
    pieces = read_data(data, f".{form}", "a", "en").pieces
    assert [piece.markdown for piece in pieces] == [
        "The mill[^n1] has 40 m² and a wheel.[^n2] It was \\*old\\*.[^n3]",
        "³ hours late.",
        "[^n1]: Sold in 1840.",
        "[^n2]: Of *oak*.",
        "[^n3]: As they say.",
    ]
