"""Where terms occur: the listed forms, as they may stand in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.glossary import Entry, Finder, Glossary, Term


def finder(*terms: tuple[str, ...]) -> Finder:
    """A finder of French terms, each given by its forms; its id is its number."""
    made = tuple(
        Term(f"t{number}", {"fr": Entry(forms[0], "Une définition.", forms[1:])})
        for number, forms in enumerate(terms)
    )
    return Finder(Glossary(made, {term.id: term for term in made}), "fr")


STATE = finder(("État partenaire", "états partenaires"), ("commoners", "commoner"), ("état",))


@pytest.mark.parametrize(
    ("text", "uses"),
    [
        ("L’État partenaire protège.", [("t0", "État partenaire")]),
        ("l'ÉTAT PARTENAIRE", [("t0", "ÉTAT PARTENAIRE")]),
        ("un État\u00a0partenaire", [("t0", "État\u00a0partenaire")]),
        ("des états partenaires et un état", [("t0", "états partenaires"), ("t2", "état")]),
        ("les commoners, le commoner", [("t1", "commoners"), ("t1", "commoner")]),
        ("les recommoners, l’étatisme", []),
        ("", []),
    ],
)
def test_a_form_is_found_whatever_its_case_apostrophe_and_space(
    text: str, uses: list[tuple[str, str]]
) -> None:
    found = STATE.find_uses(text)
    assert [(use.term, text[use.start : use.end]) for use in found] == uses


@given(st.text("étaÉTAT partenices ’'\u00a0ıſKİß", max_size=40))
def test_uses_stand_in_order_and_never_overlap(text: str) -> None:
    found = STATE.find_uses(text)
    ends = [0, *(use.end for use in found)]
    assert all(end <= use.start < use.end for end, use in zip(ends, found, strict=False))


def test_letters_that_only_look_alike_are_no_use() -> None:
    assert finder(("sinus",)).find_uses("ſınus") == []


def test_a_language_without_terms_has_no_uses() -> None:
    assert Finder(Glossary(), "fr").find_uses("commoners") == []
