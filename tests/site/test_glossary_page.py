"""The glossary as two pages of each interface."""

from __future__ import annotations

import xml.etree.ElementTree as etree

import pytest

from pages import ENGLISH, FRENCH, by_class, by_id, edition, read_page, text
from visavis.glossary import Forbidden, Source, Term, TermEntry
from visavis.side import Side


def entry(word: str, definition: str, *variants: str) -> TermEntry:
    """A term in one language."""
    return TermEntry(word, definition, variants)


STATE = Term(
    "partner-state",
    {
        "fr": entry("État partenaire", "Un *État* ; il aide.", "États partenaires"),
        "en": entry("Partner State", "A state.\n\nIt helps."),
    },
    (Source("Blueprint", "Michel Bauwens", 2012, "https://example.org/a b"),),
)
COMMONERS = Term(
    "commoners",
    {"fr": entry("commoners", "Des gens."), "en": entry("commoners", "People.")},
    untranslated=True,
)


def glossary(side: Side, *terms: Term) -> etree.Element:
    """The page in an interface."""
    return read_page("glossary", edition(terms=terms), side)


def definitions(side: Side) -> list[etree.Element]:
    """The two definitions of the state that is a partner."""
    (found,) = by_class(glossary(side, STATE), "vv-definitions")
    return list(found)


def outside(root: etree.Element) -> list[str]:
    """Where the links lead that leave the edition."""
    return [href for link in root.iter("a") if ":" in (href := link.get("href", ""))]


def test_every_term_has_its_address_and_stands_in_the_order_of_the_interface() -> None:
    for interface, order in (
        (FRENCH, ["commoners", "partner-state"]),
        (ENGLISH, ["commoners", "partner-state"]),
    ):
        root = glossary(interface, STATE, COMMONERS)
        assert [h.get("id") for h in root.iter("h2")] == order


def test_definitions_stand_in_both_languages_the_interface_s_first() -> None:
    for interface, order in ((FRENCH, ["fr", "en"]), (ENGLISH, ["en", "fr"])):
        assert [part.get("lang") for part in definitions(interface)] == order


def test_a_definition_of_several_paragraphs_stays_together() -> None:
    paragraphs = [text(p) for p in definitions(FRENCH)[1].iter("p")]

    assert paragraphs[:2] == ["A state.", "It helps."]


def test_a_term_of_both_languages_is_named_once() -> None:
    root = glossary(FRENCH, STATE, COMMONERS)

    assert text(by_id(root, "commoners")) == "commoners"
    assert text(by_id(root, "partner-state")) == "État partenaire · Partner State"


def test_forms_and_sources_are_told() -> None:
    shown = text(glossary(FRENCH, STATE))

    assert "États partenaires" in shown
    assert "Michel Bauwens, Blueprint, 2012" in shown
    assert outside(glossary(FRENCH, STATE)) == ["https://example.org/a%20b"]


def test_spacing_is_french_in_the_french_parts_only() -> None:
    french, english = (text(part) for part in definitions(FRENCH))

    assert "Un État\u202f; il aide." in french
    assert "\u202f" not in english


def test_signs_of_markdown_in_a_term_are_words() -> None:
    odd = Term("odd", {"fr": entry("a_b_ *c* [d] <e>", "Un."), "en": entry("x", "One.", "`y`")})
    root = glossary(FRENCH, odd)

    assert text(by_id(root, "odd")) == "a_b_ *c* [d] <e> · x"
    assert "`y`" in text(root)


@pytest.mark.parametrize(
    ("definition", "shown"),
    [
        ("<script>alert(1)</script>", ""),
        ("Un [mot](javascript:alert(1)).", "Un mot."),
        ("Un <b onclick='x'>mot</b>.", "Un mot."),
        ("Un *mot*{: onclick=x }", "Un mot"),
        ("</div>Un.", "Un."),
        ("<section>", ""),
    ],
)
def test_what_would_run_something_is_taken_out_of_a_definition(definition: str, shown: str) -> None:
    bad = Term("bad", {"fr": entry("mot", definition), "en": entry("word", "One.")})
    root = glossary(FRENCH, bad, COMMONERS)
    told = text(by_class(root, "vv-definitions")[-1][0])

    assert told.partition("Formes")[0].strip() == shown
    assert not list(root.iter("script"))
    assert not [name for e in root.iter() for name in e.attrib if name.startswith("on")]
    assert not outside(root)
    assert by_id(root, "commoners") in list(by_class(root, "vv-glossary")[0])


def test_a_source_leads_to_a_page_or_nowhere() -> None:
    bad = Term("bad", STATE.entries, (Source("Un livre", link="javascript:alert(1)"),))

    assert not outside(glossary(FRENCH, bad))


def test_the_index_has_every_form_of_each_language_in_its_order() -> None:
    etat = Term("etat", {"fr": entry("état", "Un."), "en": entry("state", "One.", "polity")})
    zone = Term("zone", {"fr": entry("zone", "Une."), "en": entry("area", "One.")})
    (index,) = by_class(glossary(FRENCH, zone, etat), "vv-index")
    found = [[(text(a), a.get("href")) for a in nav.iter("a")] for nav in index.iter("nav")]
    assert found == [
        [("état", "etat/"), ("zone", "zone/")],
        [("area", "zone/"), ("polity", "etat/"), ("state", "etat/")],
    ]


def test_the_reverse_has_the_same_terms_in_the_order_of_the_other_language() -> None:
    etat = Term("etat", {"fr": entry("état", "Un."), "en": entry("state", "One.")})
    zone = Term("zone", {"fr": entry("zone", "Une."), "en": entry("area", "One.")})
    root = read_page("glossary-reverse", edition(terms=(etat, zone)))
    assert [text(h) for h in root.iter("h2")] == ["area · zone", "state · état"]
    assert [text(h) for h in root.iter("h1")] == ["Glossaire anglais–français"]
    languages = [part.get("lang") for part in by_class(root, "vv-definitions")[0]]
    assert languages == ["en", "fr"]


def test_what_is_to_be_avoided_is_told_with_its_reason() -> None:
    why = {"fr": "Un *contresens*.", "en": "A mistake."}
    fr = TermEntry(
        "communs", "Des biens.", forbidden=(Forbidden("roturiers", why),), usage="Au *pl*."
    )
    odd = Term("odd", {"fr": fr, "en": entry("commons", "Goods.")})
    shown = text(glossary(ENGLISH, odd))
    assert "À éviter\u202f: roturiers – Un contresens." in shown
    assert "Emploi\u202f: Au pl." in shown


def test_the_title_of_a_source_says_what_language_it_is_in() -> None:
    works = [
        Source("The Age of Discontinuity"),
        Source("La Personne et le bien commun"),
        Source("Das Kapital", language="de"),
        Source("Le Suicide"),
    ]
    term = Term("commoners", COMMONERS.entries, tuple(works))
    told = {
        side: [
            em.get("lang")
            for p in by_class(glossary(side, term), "vv-small")
            for em in p.iter("em")
        ]
        for side in (FRENCH, ENGLISH)
    }

    assert told == {FRENCH: ["en", None, "de", None], ENGLISH: [None, "fr", "de", None]}
