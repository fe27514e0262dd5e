"""Where terms occur: their forms, as they may stand in a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms import lists, score, sentences
from visavis.glossary import Finder, Forbidden, Glossary, Term, TermEntry, Use
from visavis.glossary.morphology import Morphology


def finder(*terms: tuple[str, ...]) -> Finder:
    """A finder of French terms, each given by its forms; its id is its number."""
    made = tuple(
        Term(f"t{number}", {"fr": TermEntry(forms[0], "Une définition.", forms[1:])})
        for number, forms in enumerate(terms)
    )
    return Finder(Glossary(made), "fr")


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


def test_of_the_list_of_forms_nearly_all_are_found_and_nearly_nothing_else() -> None:
    done = score()
    assert (done.forms >= 150, done.look_alikes >= 50) == (True, True)
    assert done.recall >= 0.98, done.missed
    assert done.precision >= 0.99, done.wrong


def test_every_list_has_forms_and_look_alikes_in_its_language() -> None:
    for given_list in lists():
        found = [bool(sentence.spans) for sentence in sentences(given_list)]
        assert min(sum(found), len(found) - sum(found)) >= 40


def test_a_use_tells_the_words_and_the_form_that_they_are_of() -> None:
    (use,) = finder(("coalition éthique", "coalition juste")).find_uses("Des Coalitions justes.")
    assert use == Use("t0", 4, 21, "Coalitions justes", "coalition juste")


def test_no_use_stands_in_hidden_words() -> None:
    text = "commoners `commoners` commoners"
    assert [use.start for use in STATE.find_uses(text, hidden=[(10, 21)])] == [0, 22]


def test_what_is_forbidden_is_found_but_not_inside_what_is_accepted() -> None:
    why = {"en": "Something else."}
    entry = TermEntry("biens communs", "…", number="plural", forbidden=(Forbidden("commun", why),))
    state = TermEntry("bien", "…")
    terms = (Term("t0", {"fr": entry}), Term("t1", {"fr": state}))
    found = Finder(Glossary(terms), "fr").find_forbidden("un commun, des biens communs, un bien")
    assert [(use.term, use.form) for use in found] == [("t0", "commun")]
    uses = Finder(Glossary(terms), "fr").find_uses("un commun, des biens communs, un bien")
    assert [(use.term, use.form) for use in uses] == [("t0", "biens communs"), ("t1", "bien")]


@pytest.mark.parametrize(
    ("language", "form", "text", "found"),
    [
        ("ja", "共有地", "これは共有地です。", ["共有地"]),
        ("zh", "公地", "保护公地。", ["公地"]),
        ("th", "สาธารณะ", "ทรัพยากรสาธารณะ", ["สาธารณะ"]),
        ("ar", "مشاع", "هذا مشاع", ["مشاع"]),
        ("hi", "साझा", "साझा संपत्ति", ["साझा"]),
        ("de", "Gemeingut", "Die Gemeingüter des Dorfes", ["Gemeingüter"]),
        ("pt-BR", "bem comum", "os bens comuns", ["bens comuns"]),
        ("tlh", "Qap", "Qap, qapla", ["Qap"]),
        ("x", "mot", "mots mot", ["mot"]),
    ],
)
def test_any_language_has_its_terms(language: str, form: str, text: str, found: list[str]) -> None:
    uses = Finder(Glossary((Term("t", {language: TermEntry(form, "…")}),)), language).find_uses(
        text
    )
    assert [use.form for use in uses] == found


@given(st.text(max_size=60), st.sampled_from(["fr", "en", "ar", "ja", "tlh"]))
def test_whatever_the_text_uses_are_words_of_it(text: str, language: str) -> None:
    entry = TermEntry("a b", "…", ("é", "œ", "の", "ا"), gap=1)
    for use in Finder(Glossary((Term("t", {language: entry}),)), language).find_uses(text):
        assert text[use.start : use.end] == use.form
        assert use.form


@given(st.lists(st.sampled_from("état partenaire commoner un de . -".split()), max_size=12))
def test_joined_by_other_spaces_the_same_uses_are_found(words: list[str]) -> None:
    plain, hard = " ".join(words), "\u202f".join(words)
    assert STATE.find_uses(hard) == [
        Use(u.term, u.start, u.end, hard[u.start : u.end], u.listed) for u in STATE.find_uses(plain)
    ]


@given(st.text("aé_9 .'’s-@:/wœ\u0301\u00adの", max_size=40), st.sampled_from(["fr", "en"]))
def test_the_quick_way_finds_the_words_that_the_careful_one_finds(text: str, language: str) -> None:
    morphology = Morphology(language)
    marked = f"{text} の"  # a sign for which the quick way is not taken
    assert morphology.find_tokens(text) == morphology.find_tokens(marked)[:-1]
