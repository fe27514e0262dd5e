"""Headings: the first language's in the table of contents, both real headings on the page."""

from __future__ import annotations

import pytest

from chapters import chapter
from pages import ENGLISH, FRENCH, by_id, classes, edition, find_page, interface, page, sides, words
from visavis.side import Side

FR = "# Un titre\n{: #p1 }\n\nUn mot.\n{: #p2 }\n\n## Un autre !\n{: #p3 }\n"
EN = "# A title\n{: #p1 }\n\nA word.\n{: #p2 }\n\n## Another\n{: #p3 }\n"


def contents(fr: str, en: str, side: Side) -> list[tuple[str, str]]:
    """The table of contents: words and address."""
    body = find_page("chapter", interface(edition(chapter(fr, en)), side)).make()
    return [(heading.words, heading.id) for heading in body.headings]


@pytest.mark.parametrize(
    ("side", "names"),
    [(FRENCH, ["Un titre", "Un autre !"]), (ENGLISH, ["A title", "Another"])],
)
def test_the_contents_are_the_interface_s_headings_and_lead_to_rows(
    side: Side, names: list[str]
) -> None:
    assert contents(FR, EN, side) == list(zip(names, ["p1", "p3"], strict=True))


def test_both_sides_have_real_headings_without_an_id_of_their_own() -> None:
    for row, tag in zip(sides(page(FR, EN))[::2], ("h1", "h2"), strict=True):
        for side in row.values():
            assert [e.tag for e in side] == [tag]
            assert side[0].get("id") is None


def test_the_row_keeps_its_id() -> None:
    for name in ("p1", "p2", "p3"):
        assert "vv-pair" in classes(by_id(page(FR, EN), name))


def test_a_heading_after_a_paragraph_of_its_row_leads_there_too() -> None:
    fr = "Un mot.\n{: #p1 }\n\n## Un titre\n{: .p1 }\n"
    en = "A word.\n{: #p1 }\n\n## A title\n{: .p1 }\n"

    assert contents(fr, en, FRENCH) == [("Un titre", "p1")]
    assert "vv-pair" in classes(by_id(page(fr, en), "p1"))


def test_a_heading_whose_words_make_the_id_of_a_row() -> None:
    fr = "Un mot.\n{: #p7 }\n\n> ## p7\n{: #p2 }\n"
    ids = [e.get("id") for e in page(fr, fr).iter() if e.get("id")]

    assert len(ids) == len(set(ids))


def test_a_row_that_a_text_pretends_to_be_breaks_nothing() -> None:
    fr = '!!! note "Titre"\n    Un mot.\n    {: .vv-pair }\n{: #p1 .vv-pair .vv-chapter }\n'

    assert len(sides(page(fr, fr))) == len(chapter(fr, fr).pairs)


def test_a_row_without_one_side_says_so_in_the_interface_s_language() -> None:
    fr = "Un mot.\n{: #p1 .alone }\n\nUn autre.\n{: #p2 .untranslated }\n"

    alone, waiting = (row["en"] for row in sides(page(fr, "")))
    assert {"vv-empty", "vv-side"} == set(classes(alone))
    assert {"vv-untranslated", "vv-side"} == set(classes(waiting))
    assert [p.get("lang") for side in (alone, waiting) for p in side] == ["fr", "fr"]
    assert words(alone) == words(waiting) == "", "a label is not the text's"
