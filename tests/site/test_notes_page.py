"""The page *Notes*: every note by kind, with its words, its rows and its call."""

from __future__ import annotations

import json
import xml.etree.ElementTree as etree

import pytest

from chapters import FRENCH as FILE
from chapters import chapter
from pages import (
    ADDRESSES,
    ENGLISH,
    FRENCH,
    by_class,
    by_id,
    edition,
    interface,
    links,
    read_page,
    text,
)
from visavis.edition import Edition
from visavis.pairs import pair_documents
from visavis.publication import publish
from visavis.side import Side
from visavis.site.edition_site import EditionSite
from visavis.text import parse_document

FR = (
    "Un mot[^tr-a], Brest[^ed-b].\n{: #p1 }\n\nEncore[^ed-b].\n{: #p2 }\n\n"
    "[^tr-a]: « Un mot » / “A word”. Le *mot* ; voir[^src-c].\n\n[^ed-b]: Une ville.\n\n"
    "[^src-c]: Un [lien](autre.md) et [là](#p1) et [encore][r].\n\n[r]: https://example.org/x\n"
)
EN = (
    "A word[^tr-a], Brest.\n{: #p1 }\n\nAgain.\n{: #p2 }\n\n"
    "[^tr-a]: “A word” / « Un mot ». The word.\n"
)


def notes(side: Side = FRENCH, fr: str = FR, en: str = EN) -> etree.Element:
    """The page as a browser reads it."""
    return read_page("notes", edition(chapter(fr, en)), side)


def test_notes_stand_by_kind_each_kind_counted() -> None:
    headings = [text(heading) for heading in notes().iter("h2")]

    assert headings == [
        "Choix de traduction (1)",
        "Notes de l’édition (1)",
        "Sources des textes (1)",
    ]
    assert len(by_class(notes(), "vv-entry")) == 3


def test_an_entry_has_its_words_its_rows_its_call_and_both_languages() -> None:
    entry = by_id(notes(), "chapter--tr-a")
    words, places = list(entry.iter("p"))[:2]

    assert [(b.get("lang"), text(b)) for b in words.iter("b")] == [
        ("fr", "Un mot"),
        ("en", "A word"),
    ]
    assert links(places) == [
        ("../chapter/#p1", "chapter, 1"),
        ("../chapter/#fnref:fr--tr-a", "appel de note"),
    ]
    (told,) = by_class(entry, "vv-definitions")
    assert [part.get("lang") for part in told] == ["fr", "en"]
    # The head of a translator's note is not said twice, and spacing is French.
    assert text(told[0]).strip().startswith("Le mot\u202f; voir")


def test_the_interface_s_language_comes_first() -> None:
    entry = by_id(notes(ENGLISH), "chapter--tr-a")

    assert [b.get("lang") for b in entry.iter("b")] == ["en", "fr"]
    assert ("../chapter/#fnref:en--tr-a", "note call") in links(entry)


def test_a_note_on_one_side_is_called_there_and_stands_with_all_its_rows() -> None:
    entry = by_id(notes(ENGLISH), "chapter--ed-b")

    assert [href for href, _ in links(entry)] == [
        "../chapter/#p1",
        "../chapter/#p2",
        "../chapter/#fnref:fr--ed-b",
    ]


def test_links_of_a_chapter_hold_on_this_page() -> None:
    documents = (
        parse_document(t, path=f"{f}/part/one.md", language=g)
        for t, f, g in ((EN, "docs_en", "en"), (FR, "docs", "fr"))
    )
    root = read_page("notes", edition(pair_documents("part/one", *documents)))

    assert [href for href, _ in links(by_id(root, "part-one--src-c"))] == [
        "#part-one--tr-a",
        "../part/autre/",
        "../part/one/#p1",
        "https://example.org/x",
    ]
    assert ("#part-one--src-c", "src-c") in links(by_id(root, "part-one--tr-a"))


@pytest.mark.parametrize(
    ("said", "shown"),
    [
        ("<script>alert(1)</script>Un.", "Un."),
        ("Un <div>.", "Un ."),
        ("Un.\n\n    ::: {: .x }", ":::"),
    ],
)
def test_what_would_run_something_is_taken_out_of_a_note(said: str, shown: str) -> None:
    fr = f"Un mot[^ed-a].\n{{: #p1 }}\n\n[^ed-a]: {said}\n"
    root = notes(fr=fr, en="A word.\n{: #p1 }\n")

    assert not list(root.iter("script"))
    assert shown in text(by_id(root, "chapter--ed-a"))
    assert not by_class(root, "x")


def test_the_page_leads_to_the_file_for_other_programs() -> None:
    site = EditionSite(publish(edition(chapter(FR, EN))), ADDRESSES, {}, "Une édition", str)
    href, name = links(notes(ENGLISH))[-1]

    assert (href, name) == ("../../annotations.jsonld", "annotations.jsonld")
    assert json.loads(site.data()[name])["total"] == 3


def test_the_page_gives_way_to_a_chapter_of_its_name_and_is_not_there_without_notes() -> None:
    named = Edition(
        edition().project,
        (
            pair_documents(
                "notes", *(parse_document(FR, path=FILE, language=g) for g in ("en", "fr"))
            ),
        ),
    )

    assert interface(named).names.notes == "notes-2"
    assert not interface(edition(chapter("Un.\n", "One.\n"))).names.notes
