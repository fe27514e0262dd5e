"""The search index: one entry a pair in each interface, from which both languages are found."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from chapters import read
from pages import ENGLISH, FRENCH, edition
from visavis.align import Pairing, pair_documents
from visavis.edition import Side
from visavis.site.address import Addresses
from visavis.site.search import INDEX, rewrite_index
from visavis.site.search import pair_documents as entries

FR = "---\ntitle: Un titre\n---\n\n# Un titre\n{: #p1 }\n\nUn *mot* < & autre.\n{: #p2 }\n"
EN = "---\ntitle: A title\n---\n\n# A title\n{: #p1 }\n\nA *word* < & another.\n{: #p2 }\n"


def chapter(name: str, fr: str = FR, en: str = EN) -> Pairing:
    """A chapter of that name."""
    return pair_documents(name, read(en, "en"), read(fr, "fr"))


def listed(
    *chapters: Pairing, side: Side = FRENCH, directories: bool = True
) -> list[dict[str, Any]]:
    """The entries of an interface."""
    return list(entries(edition(*chapters), side, Addresses("fr", directories)))


def test_a_pair_is_one_entry_with_both_sides_the_interface_s_first() -> None:
    for side, first, second in ((FRENCH, "Un mot", "A word"), (ENGLISH, "A word", "Un mot")):
        (entry,) = [e for e in listed(chapter("one"), side=side) if e["location"].endswith("#p2")]
        assert entry["text"].startswith(f"<p>{first}")
        assert f"<p>{second}" in entry["text"]


def test_words_are_escaped() -> None:
    entry = listed(chapter("one"))[-1]

    assert "&lt; &amp; autre" in entry["text"]


def test_a_chapter_comes_first_and_a_heading_names_its_row() -> None:
    shown = [(e["location"], e["title"]) for e in listed(chapter("one"))]

    assert shown == [("one/", "Un titre"), ("one/#p1", "Un titre"), ("one/#p2", "§ 2")]


@pytest.mark.parametrize(
    ("name", "directories", "location"),
    [
        ("index", True, "#p2"),
        ("index", False, "index.html#p2"),
        ("one", False, "one.html#p2"),
        ("part/one", True, "part/one/#p2"),
        ("un état", True, "un%20%C3%A9tat/#p2"),
    ],
)
@pytest.mark.parametrize("side", [FRENCH, ENGLISH])
def test_a_location_counts_from_the_interface_s_own_root(
    name: str, directories: bool, location: str, side: Side
) -> None:
    assert listed(chapter(name), side=side, directories=directories)[-1]["location"] == location


def test_a_chapter_without_a_title_is_named_by_its_heading() -> None:
    fr = "# L’*état*\n{: #p1 }\n"

    assert listed(chapter("one", fr, fr))[0]["title"] == "L’état"
    assert listed(chapter("one", "Un.\n{: #p1 }\n", EN))[0]["title"] == "one"


def test_what_has_no_words_or_no_address_has_no_entry() -> None:
    fr = "![](a.png)\n{: #p1 }\n\nSans adresse.\n"

    assert [e["location"] for e in listed(chapter("one", fr, fr))] == ["one/"]


def test_one_side_is_enough() -> None:
    fr = "Un mot.\n{: #p1 .alone }\n"

    assert [e["text"] for e in listed(chapter("one", fr, ""))] == ["", "<p>Un mot.</p>"]


def test_the_index_is_parted_by_interface_and_keeps_other_pages(tmp_path: Path) -> None:
    index = tmp_path / INDEX
    index.parent.mkdir()
    others = [
        {"location": "glossary/", "title": "Glossaire", "text": ""},
        {"location": "en/glossary/", "title": "Glossary", "text": ""},
        {"location": "english-words/", "title": "Mots anglais", "text": ""},
    ]
    index.write_text(json.dumps({"config": {"lang": ["fr"]}, "docs": others}), "utf-8")

    rewrite_index(tmp_path, edition(chapter("one")), Addresses("fr"))

    french = json.loads(index.read_text("utf-8"))
    english = json.loads((tmp_path / "en" / INDEX).read_text("utf-8"))
    assert french["config"] == english["config"] == {"lang": ["fr"]}
    assert [e["location"] for e in french["docs"]] == [
        "one/", "one/#p1", "one/#p2", "glossary/", "english-words/",
    ]  # fmt: skip
    assert [e["location"] for e in english["docs"]] == ["one/", "one/#p1", "one/#p2", "glossary/"]
    assert english["docs"][-1]["title"] == "Glossary"


def test_an_edition_without_search_is_left_alone(tmp_path: Path) -> None:
    rewrite_index(tmp_path, edition(chapter("one")), Addresses("fr"))

    assert not list(tmp_path.iterdir())
