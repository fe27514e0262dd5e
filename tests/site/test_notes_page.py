"""The page *Notes*: every note by kind, with its words, its rows and its call."""

from __future__ import annotations

import json
import xml.etree.ElementTree as etree
from pathlib import Path

import pytest

from chapters import FRENCH as FILE
from chapters import chapter
from pages import ENGLISH, FRENCH, body, by_class, by_id, convert, edition, parse, text
from visavis.annotation import Site, find_annotations
from visavis.edition import Edition
from visavis.pairs import pair_documents
from visavis.settings import TextSettings
from visavis.site.address import Addresses
from visavis.site.notes_page import compose_notes, notes_name, render_notes, write_notes
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


def notes(interface: TextSettings = FRENCH, fr: str = FR, en: str = EN) -> etree.Element:
    """The page as a browser reads it."""
    whole = edition(chapter(fr, en))
    found = [note for c in whole.chapters for note in find_annotations(c)]
    return parse(convert(body(compose_notes(found, whole, interface))))


def links(element: etree.Element) -> list[tuple[str | None, str]]:
    """Where the links lead and what they say."""
    return [(a.get("href"), text(a)) for a in element.iter("a")]


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
        ("chapter.md#p1", "chapter, 1"),
        ("chapter.md#fnref:fr--tr-a", "appel de note"),
    ]
    (told,) = by_class(entry, "vv-definitions")
    assert [part.get("lang") for part in told] == ["fr", "en"]
    # The head of a translator's note is not said twice, and spacing is French.
    assert text(told[0]).strip().startswith("Le mot\u202f; voir")


def test_the_interface_s_language_comes_first() -> None:
    entry = by_id(notes(ENGLISH), "chapter--tr-a")

    assert [b.get("lang") for b in entry.iter("b")] == ["en", "fr"]
    assert ("chapter.md#fnref:en--tr-a", "note call") in links(entry)


def test_a_note_on_one_side_is_called_there_and_stands_with_all_its_rows() -> None:
    entry = by_id(notes(ENGLISH), "chapter--ed-b")

    assert [href for href, _ in links(entry)] == [
        "chapter.md#p1",
        "chapter.md#p2",
        "chapter.md#fnref:fr--ed-b",
    ]


def test_links_of_a_chapter_hold_on_this_page() -> None:
    documents = (
        parse_document(t, path=f"{f}/part/one.md", language=g)
        for t, f, g in ((EN, "docs_en", "en"), (FR, "docs", "fr"))
    )
    whole = edition(pair_documents("part/one", *documents))
    found = list(find_annotations(whole.chapters[0]))
    root = parse(convert(body(compose_notes(found, whole, FRENCH))))

    assert [href for href, _ in links(by_id(root, "part-one--src-c"))] == [
        "#part-one--tr-a",
        "part/autre.md",
        "part/one.md#p1",
        "https://example.org/x",
    ]
    assert ("#part-one--src-c", "src-c") in links(by_id(root, "part-one--tr-a"))


@pytest.mark.parametrize(
    "said", ["<script>alert(1)</script>", "Un <div>.", "Un.\n\n    ::: {: .x }"]
)
def test_a_note_that_would_run_something_is_shown_as_it_is_written(said: str) -> None:
    fr = f"Un mot[^ed-a].\n{{: #p1 }}\n\n[^ed-a]: {said}\n"
    root = notes(fr=fr, en="A word.\n{: #p1 }\n")

    assert not list(root.iter("script"))
    assert said.split("\n")[-1].strip() in text(by_id(root, "chapter--ed-a"))
    assert "vv-all-notes" in by_class(root, "vv-all-notes")[0].get("class", "")


def test_the_page_leads_to_the_file_for_other_programs(tmp_path: Path) -> None:
    whole = edition(chapter(FR, EN))
    found = list(find_annotations(whole.chapters[0]))
    write_notes(tmp_path, found, whole, Site(Addresses("fr").page, "fr"))
    ((href, name),) = links(parse(render_notes(whole, ENGLISH, Addresses("fr"))))

    assert (href, name) == ("../../annotations.jsonld", "annotations.jsonld")
    assert json.loads((tmp_path / name).read_text("utf-8"))["total"] == 3


def test_the_page_gives_way_to_a_chapter_of_its_name_and_is_not_there_without_notes() -> None:
    named = Edition(
        edition().project,
        (
            pair_documents(
                "notes", *(parse_document(FR, path=FILE, language=g) for g in ("en", "fr"))
            ),
        ),
    )

    assert notes_name(named) == "notes-2"
    assert notes_name(edition(chapter("Un.\n", "One.\n"))) is None
