"""The home page: what it says before its rows of whose the texts are."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from chapters import PROJECT, chapter
from pages import (
    ENGLISH,
    FRENCH,
    by_class,
    classes,
    edition,
    find_page,
    interface,
    parse,
    read_page,
    text,
)
from visavis.edition import Edition
from visavis.settings import TextSettings, list_parts
from visavis.settings.credits import read_citation
from visavis.settings.fields import Fields
from visavis.side import Side
from visavis.site.pages import ChapterPages

TITLED = (
    "# Le tour\n{: #p1 }\n\nUn mot.\n{: #p2 }\n",
    "# The tour\n{: #p1 }\n\nA word.\n{: #p2 }\n",
)
PLAIN = ("Un mot.\n{: #p1 }\n", "A word.\n{: #p1 }\n")
TOLD: dict[str, Any] = {
    "authors": ["Verne, Jules"],
    "date": 2026,
    "publisher": "Les Deux Rives",
    "source": {
        "title": "Le Tour du monde en quatre-vingts jours",
        "publisher": "Hetzel",
        "date": 1873,
    },
    "target": {
        "translators": ["Towle, George M.", "Anon, Ann"],
        "contributors": ["A group"],
        "series": "Extraordinary Voyages",
        "number": "11",
    },
}


def home(
    texts: tuple[str, str], told: dict[str, Any], side: Side = FRENCH, notice: str = ""
) -> list[tuple[str, str]]:
    """What stands on the home page, from its head to its second row: classes and words."""
    citation = read_citation(Fields.of(PROJECT.root, (), told))
    source = TextSettings("en", "docs_en", "English", {"fr": notice} if notice else {})
    whole = Edition(
        replace(PROJECT, citation=citation, source=source), (chapter(*texts, name="index"),)
    )
    (body,) = by_class(read_page("index", whole, side), "vv-chapter")
    return [(" ".join(classes(child)), " ".join(text(child).split())) for child in body]


def test_a_title_page_says_who_wrote_and_who_translated() -> None:
    authors, title, credits, row = home(TITLED, TOLD)
    assert authors == ("vv-authors", "Jules Verne")
    assert title[0] == "vv-pair vv-title"
    assert title[1].startswith("Le tour") and "The tour" in title[1]
    assert credits == (
        "vv-credits",
        "Traduction de George M. Towle et Ann Anon, avec A group "
        "Texte original : Le Tour du monde en quatre-vingts jours (Hetzel, 1873) "
        "Extraordinary Voyages, 11 Les Deux Rives, 2026",
    )
    assert row[0] == "vv-pair"


def test_it_says_so_in_the_words_of_its_interface() -> None:
    assert home(TITLED, TOLD, ENGLISH)[2][1].startswith(
        "Translated by George M. Towle and Ann Anon, with A group Original:"
    )


def test_it_says_nothing_that_the_settings_do_not_say() -> None:
    assert [name for name, _ in home(TITLED, {})] == ["vv-pair vv-title", "vv-pair"]
    (title, *rest) = home(PLAIN, {})
    assert title == ("vv-title", "Une édition")
    assert [name for name, _ in rest] == ["vv-pair"]


def test_without_a_heading_the_titles_are_those_of_the_works() -> None:
    told = {"source": {"title": "The Tour"}, "target": {"title": "Le Tour"}}
    found = home(PLAIN, told)
    assert found[:2] == [("vv-title", "Le Tour"), ("vv-title-other", "The Tour")]
    # It is said once.
    assert [name for name, _ in found[2:]] == ["vv-pair"]


def test_the_whole_notice_stands_on_the_title_page() -> None:
    assert ("vv-notice", "Reconstitué. Avec soin.") in home(
        TITLED, {}, notice="Reconstitué. Avec soin."
    )


@pytest.mark.parametrize("numbered", [{"series": "S", "number": "2"}, {"number": "2"}])
def test_a_number_belongs_to_the_series_or_to_the_work(numbered: dict[str, str]) -> None:
    (_, (_, said), *_) = home(TITLED, {"source": {"title": "T", **numbered}})
    assert said == ("Texte original : T S, 2" if "series" in numbered else "Texte original : T, 2")


CONFIG: dict[str, Any] = {
    "nav": ["index.md", {"Partie 1": ["c001.md", {"Suite": ["c002.md"]}]}, {"Fin": "c003.md"}],
    "plugins": [
        {"i18n": {"languages": [{"locale": "en", "nav_translations": {"Partie 1": "Part 1"}}]}}
    ],
}


def contents(number: int, parts: Mapping[Side, Mapping[str, str]], side: Side) -> etree.Element:
    """The list of chapters on the home page of a book with so many."""
    chapters = [
        chapter(f"# {n}. Fleuve\n{{: #p1 }}\n", f"# {n}. River\n{{: #p1 }}\n", f"c{n:03}")
        for n in range(1, number + 1)
    ]
    whole = edition(chapter(*TITLED, "index"), *chapters)
    pages = ChapterPages({}, lambda: "Une édition", parts=parts)
    (found,) = by_class(
        parse(find_page("index", interface(whole, side), pages).make().html), "vv-contents"
    )
    return found


def test_a_part_of_the_book_has_its_name_in_the_language_of_the_interface() -> None:
    parts = list_parts(CONFIG, PROJECT)
    for side, names in ((FRENCH, ["Partie 1"]), (ENGLISH, ["Part 1"])):
        found = contents(3, parts, side)
        assert [text(one) for one in found.iter("h2")] == names
        assert [len(list(one)) for one in found.iter("ol")] == [2, 1]
        assert len(list(found.iter("span"))) == 3, "how long each takes to read"


def test_a_long_list_is_folded_by_parts_or_else_by_numbers() -> None:
    of_a_part = {f"c{n:03}": "Partie 1" for n in range(1, 151)}
    found = contents(200, {FRENCH: of_a_part}, FRENCH)
    folds = by_class(found, "vv-part")
    assert [text(fold[0]).split("  ")[0] for fold in folds][:2] == [
        "Partie 1",
        "151–170 151. Fleuve",
    ]
    assert [len(list(fold[1])) for fold in folds] == [150, 20, 20, 10]
    assert [fold.get("open") for fold in folds] == [None] * 4
    assert not list(found.iter("span"))

    assert [fold.get("open") for fold in by_class(contents(31, {}, FRENCH), "vv-part")] == [
        "",
        None,
    ]
    assert not by_class(contents(30, {}, FRENCH), "vv-part")
