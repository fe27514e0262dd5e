"""Two lists of notes, each numbered for itself, and ways there and back."""

from __future__ import annotations

import xml.etree.ElementTree as etree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapters import chapter
from pages import ENGLISH, FRENCH, both_pages, by_class, by_id, classes, page, text, words
from visavis.side import Side
from visavis.site.pages.chapter import merge_orders

FR = (
    "Un mot,[^tr-b] un autre.[^a]\n{: #p1 }\n\nEncore le premier.[^tr-b]\n{: #p2 }\n\n"
    "[^a]: Première.\n\n[^tr-b]: Deuxième,[^c] en deux.\n\n    Paragraphes.\n\n[^c]: Troisième.\n"
)
EN = "A word, another.[^a]\n{: #p1 }\n\nAgain the first.\n{: #p2 }\n\n[^a]: First.\n"


def calls(root: etree.Element) -> list[etree.Element]:
    return by_class(root, "footnote-ref")


def lists(root: etree.Element) -> dict[str, list[etree.Element]]:
    (section,) = by_class(root, "vv-notes")
    return {ol.get("lang", ""): list(ol) for ol in section if ol.tag == "ol"}


def test_each_language_has_its_list_and_the_interface_leads() -> None:
    assert list(lists(page(FR, EN, FRENCH))) == ["fr", "en"]
    assert list(lists(page(FR, EN, ENGLISH))) == ["en", "fr"]


def test_the_interface_leads_though_the_other_side_calls_first() -> None:
    fr = "Un mot.\n{: #p1 }\n\nUn autre.[^a]\n{: #p2 }\n\n[^a]: Une note.\n"
    en = "A word.[^tr-b]\n{: #p1 }\n\nAnother.[^a]\n{: #p2 }\n\n[^a]: A note.\n\n[^tr-b]: B.\n"

    assert list(lists(page(fr, en, FRENCH))) == ["fr", "en"]


def test_notes_are_numbered_from_one_in_the_order_of_their_calls() -> None:
    root = page(FR, EN)

    shown = [(call.get("href"), call.text) for call in calls(root)]
    assert shown == [
        ("#fn:fr--tr-b", "1"),
        ("#fn:fr--a", "2"),
        ("#fn:en--a", "1"),
        ("#fn:fr--tr-b", "1"),
        ("#fn:fr--c", "3"),
    ]
    assert [words(note) for note in lists(root)["fr"]] == [
        "Deuxième,endeux.Paragraphes.",
        "Première.",
        "Troisième.",
    ]
    assert [words(note) for note in lists(root)["en"]] == ["First."]


@pytest.mark.parametrize("side", [FRENCH, ENGLISH])
def test_every_call_leads_to_its_note_and_every_way_back_to_a_call(side: Side) -> None:
    first, second = both_pages(chapter(FR, EN))
    root = first if side is FRENCH else second
    ids = [element.get("id") for element in root.iter() if element.get("id")]

    assert len(ids) == len(set(ids))
    for link in (*calls(root), *by_class(root, "footnote-backref")):
        assert link.get("href", "").removeprefix("#") in ids


def test_a_note_called_twice_has_two_ways_back() -> None:
    note = by_id(page(FR, EN), "fn:fr--tr-b")
    back = [a for a in note.iter("a") if "footnote-backref" in classes(a)]

    assert [a.get("href") for a in back] == ["#fnref:fr--tr-b", "#fnref2:fr--tr-b"]
    assert {a.get("aria-label") for a in back} == {"Revenir à l’appel de la note 1"}


def test_calls_and_ways_back_speak_the_language_of_their_text() -> None:
    root = page(FR, EN)

    assert [call.get("aria-label") for call in calls(root)[:3]] == ["Note 1", "Note 2", "Note 1"]
    english = next(iter(lists(root)["en"]))
    (back,) = by_class(english, "footnote-backref")
    assert "note 1" in back.get("title", "").lower()
    assert "Revenir" not in back.get("title", "")


def test_a_note_is_in_its_language() -> None:
    for ol in page(FR, EN).iter("ol"):
        assert (ol.get("lang"), ol.get("dir")) in {("fr", "ltr"), ("en", "ltr")}


def test_a_page_without_notes_has_no_section_for_them() -> None:
    assert not by_class(page("Un mot.\n{: #p1 }\n", "A word.\n{: #p1 }\n"), "vv-notes")


def test_the_attribute_line_of_a_note_reaches_no_row() -> None:
    note = "[^a]: Une note.\n{: .small }\n"
    root = page(f"Un mot.[^a]\n{{: #p1 }}\n\n{note}", f"A word.[^a]\n{{: #p1 }}\n\n{note}")

    assert not any(by_class(row, "small") for row in by_class(root, "vv-pair"))
    assert "{:" not in text(root)


def test_calls_that_follow_each_other_are_not_read_as_one_number() -> None:
    fr = "Un mot[^a][^b], un autre[^c].\n{: #p1 }\n\n[^a]: A.\n\n[^b]: B.\n\n[^c]: C.\n"
    root = page(fr, "A word.\n{: #p1 }\n")

    (second,) = by_class(root, "vv-next")
    assert "".join(second.itertext()) == ",\u20092"


@pytest.mark.parametrize(
    ("side", "wanted"),
    [
        (FRENCH, ["choix de traduction", "de l’auteur ou des traducteurs", "de l’édition"]),
        (ENGLISH, ["choice of translation", "by the author or the translators", "by the editor"]),
    ],
)
def test_a_note_says_what_it_is_in_the_language_of_the_interface(
    side: Side, wanted: list[str]
) -> None:
    fr = "Un.[^tr-a] Deux.[^b] Trois.[^ed-c]\n{: #p1 }\n\n[^tr-a]: A.\n\n[^b]: B.\n\n[^ed-c]: C.\n"
    root = page(fr, "One.[^b]\n{: #p1 }\n\n[^b]: B.\n", side)

    names = [note.get("data-name") for note in lists(root)["fr"]]
    assert names == [f"Note {number} · {kind}" for number, kind in enumerate(wanted, 1)]
    (english,) = lists(root)["en"]
    assert english.get("data-name") == f"Note 1 · {wanted[1]}"


def test_a_note_in_two_languages_is_one_row_of_both_lists() -> None:
    fr = "Un[^a] mot[^tr-b] ici[^c].\n{: #p1 }\n\n[^a]: A.\n\n[^tr-b]: B.\n\n[^c]: C.\n"
    en = "A[^a] word[^ed-d] here[^c].\n{: #p1 }\n\n[^a]: A.\n\n[^ed-d]: D.\n\n[^c]: C.\n"
    root = page(fr, en)
    (section,) = by_class(root, "vv-facing")
    assert "vv-of-4" in classes(section)
    rows = {
        tag: [(words(note), classes(note)) for note in notes] for tag, notes in lists(root).items()
    }
    assert rows == {
        "fr": [("A.", ["vv-note-1"]), ("B.", ["vv-note-2"]), ("C.", ["vv-note-4"])],
        "en": [("A.", ["vv-note-1"]), ("D.", ["vv-note-3"]), ("C.", ["vv-note-4"])],
    }


def test_notes_that_are_called_in_another_order_stand_in_no_rows() -> None:
    fr = "Un[^a] mot[^b].\n{: #p1 }\n\n[^a]: A.\n\n[^b]: B.\n"
    en = "A[^b] word[^a].\n{: #p1 }\n\n[^a]: A.\n\n[^b]: B.\n"
    assert by_class(page(fr, en), "vv-facing") == []


ORDERS = st.lists(st.sampled_from("abcdefgh"), unique=True)


@given(ORDERS, ORDERS)
def test_an_order_of_all_notes_keeps_both(first: list[str], second: list[str]) -> None:
    merged = merge_orders(first, second)
    common = [label for label in first if label in second]
    if common == [label for label in second if label in first]:
        assert sorted(merged) == sorted({*first, *second})
        for side in (first, second):
            assert [label for label in merged if label in side] == side
    else:
        assert merged == []


def languages(root: etree.Element, tag: str) -> dict[str, str | None]:
    """What is emphasised in the notes of a language, and the language that it says."""
    return {text(em): em.get("lang") for note in lists(root)[tag] for em in note.iter("em")}


def test_a_title_that_surely_is_in_the_other_language_says_so() -> None:
    fr = "Un.[^a]\n{: #p1 }\n\n[^a]: Voir *The Age of Discontinuity*, *Le Suicide*, *The Times*,"
    fr += " *the existing system of monetisation*, *Freiheit vor Ort*, *La casa de los espíritus*,"
    fr += " *La Personne et le bien commun*.\n"
    en = "One.[^a]\n{: #p1 }\n\n[^a]: See *Les Métamorphoses de la question sociale : un essai*,"
    en += " *The Age of Discontinuity*.\n"
    root = page(fr, en)

    assert [title for title, tag in languages(root, "fr").items() if tag] == [
        "The Age of Discontinuity"
    ]
    told = languages(root, "en")
    assert told.pop("Les Métamorphoses de la question sociale\u202f: un essai") == "fr"
    assert told == {"The Age of Discontinuity": None}


def test_of_titles_whose_language_is_said_nothing_is_guessed() -> None:
    fr = "Un *The Age of Reason*.[^a]\n{: #p1 }\n\n[^a]: *The Age of Discontinuity*{: lang=en-GB },"
    fr += " *Beni comuni*{: lang=it }.\n"
    root = page(fr, "One *The Age of Reason*.\n{: #p1 }\n")

    assert languages(root, "fr") == {"The Age of Discontinuity": "en-GB", "Beni comuni": "it"}
    rows = [em.get("lang") for row in by_class(root, "vv-pair") for em in row.iter("em")]
    assert rows == [None, None], "in a text, only its author says it"
