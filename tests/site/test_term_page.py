"""The page of a term: what it means, and how each of its uses was translated."""

from __future__ import annotations

import xml.etree.ElementTree as etree
from dataclasses import replace

import pytest

from chapters import LANGUAGES, chapter
from pages import ADDRESSES, ENGLISH, FRENCH, by_class, edition, read_page, text
from visavis.export import export_skos, export_tbx
from visavis.glossary import UNTOLD, Exemption, Forbidden, Term, TermEntry
from visavis.publication import Site
from visavis.side import Side

WHY = {"fr": "Un mot *trop* fort.", "en": "Too *strong* a word."}
SCARCITY = Term(
    "scarcity",
    {
        "en": TermEntry("scarcity", "Being *rare*."),
        "fr": TermEntry(
            "rareté", "Être rare.", ("manque",), forbidden=(Forbidden("pénurie", WHY),)
        ),
    },
    exceptions=(Exemption("chapter", "p3", WHY),),
)
FR = """\
La rareté ; un manque, une rareté.
{: #p1 }

Elle < guette.
{: #p2 }

La pénurie guette.
{: #p3 }

Ce manque-là.
{: #p4 }

Sans le mot[^1].
{: #p5 }

[^1]: Une rareté.
"""
EN = """\
Scarcity, scarcity, and scarcity.
{: #p1 }

Scarcity looms.
{: #p2 }

Scarcity looms.
{: #p3 }

This lack.
{: #p4 }

Not the word[^1].
{: #p5 }

[^1]: A scarcity.

Scarcity again.
{: #p6 .untranslated }
"""


def page(side: Side = FRENCH, term: Term = SCARCITY) -> etree.Element:
    """The page in an interface."""
    return read_page("glossary/scarcity", edition(chapter(FR, EN), terms=(term,)), side)


def rows(root: etree.Element) -> list[etree.Element]:
    """The rows of the concordance."""
    (uses,) = by_class(root, "vv-uses")
    return [item for listed in uses.iter("ol") for item in listed]


def lit(row: etree.Element, language: str) -> list[str]:
    """What is lit on one side of a row."""
    return [text(m) for p in row if p.get("lang") == language for m in p.iter("mark")]


def test_every_row_that_has_the_term_is_there_with_its_uses_lit_on_both_sides() -> None:
    found = [(lit(row, "fr"), lit(row, "en")) for row in rows(page())]
    assert found == [
        (["rareté", "manque", "rareté"], ["Scarcity", "scarcity", "scarcity"]),
        ([], ["Scarcity"]),
        (["pénurie"], ["Scarcity"]),
        (["manque"], []),
        ([], ["Scarcity"]),
        (["rareté"], ["scarcity"]),
    ]


@pytest.mark.parametrize(("side", "note"), [(FRENCH, "fn:fr--1"), (ENGLISH, "fn:en--1")])
def test_every_row_leads_to_its_place(side: Side, note: str) -> None:
    links = [row[0].get("href") for row in rows(page(side))]
    assert links == [f"../../chapter/#{row}" for row in ("p1", "p2", "p3", "p4", "p6", note)]


def test_sides_stand_in_the_order_of_the_interface() -> None:
    assert [p.get("lang") for p in rows(page(ENGLISH))[0].iter("p")] == ["en", "fr"]


def test_renderings_are_counted_the_most_frequent_first() -> None:
    (counts,) = by_class(by_class(page(), "vv-uses")[0], "vv-definitions")
    french, english = ([text(item).split() for item in part.iter("li")] for part in counts)
    assert french == [
        ["rareté", "3"], ["manque", "2"], ["pénurie", "1", "écart"], ["autrement", "1"],
    ]  # fmt: skip
    assert english == [["scarcity", "7"]]


def test_a_deviation_tells_its_reason_or_that_there_is_none() -> None:
    remarks = [[text(p) for p in by_class(row, "vv-remark")] for row in rows(page())]
    assert remarks == [
        [],
        ["Écart\u202f: aucune raison n’est donnée."],
        ["Écart\u202f: Un mot trop fort."],
        ["L’original le dit autrement."],
        [],
        [],
    ]
    assert "Too strong a word." in text(rows(page(ENGLISH))[2])
    assert rows(page())[1].get("id") == "deviation"


def test_a_row_without_a_rendering_shows_the_whole_side() -> None:
    assert "Elle < guette." in text(rows(page())[1])
    assert "Pas encore traduit" in text(rows(page())[4])


def test_both_definitions_stand_at_the_head() -> None:
    head = text(page())
    assert "Être rare." in head
    assert "Being rare." in head
    assert "À éviter\u202f: pénurie – Un mot trop fort." in head


def test_a_term_that_no_row_has_says_so() -> None:
    unused = replace(SCARCITY, entries={tag: TermEntry("xylophone", "…") for tag in LANGUAGES})
    assert "Aucun paragraphe" in text(page(term=unused))
    assert rows(page(term=unused)) == []


def test_what_is_still_to_be_written_is_left_empty() -> None:
    untold = {
        "en": TermEntry("scarcity", UNTOLD),
        "fr": TermEntry("rareté", UNTOLD, forbidden=(Forbidden("pénurie", {"fr": UNTOLD}),)),
    }
    whole = edition(chapter(FR, EN), terms=(Term("scarcity", untold),))
    page = text(by_class(read_page("glossary/scarcity", whole), "vv-definitions")[0])
    assert UNTOLD not in page
    assert "pénurie" in page
    assert "–" not in page
    assert UNTOLD not in text(by_class(read_page("chapter", whole), "vv-cards")[0])
    site = Site(
        ADDRESSES.page,
        dict(zip(Side, LANGUAGES, strict=True)),
        "fr",
        "https://edition.example/",
        "An edition",
    )
    assert UNTOLD not in export_tbx(whole, site) + export_skos(whole, site)
