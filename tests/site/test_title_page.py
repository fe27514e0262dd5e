"""The home page: what it says before its rows of whose the texts are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from chapters import PROJECT, chapter
from pages import ENGLISH, FRENCH, by_class, classes, read_page, text
from visavis.edition import Edition
from visavis.settings import TextSettings
from visavis.settings.credits import read_citation
from visavis.settings.fields import Fields
from visavis.side import Side

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
