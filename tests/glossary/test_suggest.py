"""Pairs of terms, proposed from the texts that use them."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from books import book
from chapters import LANGUAGES, chapter
from visavis.glossary import Glossary, Term, TermEntry
from visavis.glossary.candidate import find_candidates
from visavis.glossary.suggest import suggest_terms
from visavis.pairs import Pairing


def texts(french: Sequence[str], english: Sequence[str]) -> Pairing:
    """A chapter of these paragraphs."""
    sides = (
        "\n\n".join(f"{text}\n{{: #p{number} }}" for number, text in enumerate(side, 1)) + "\n"
        for side in (french, english)
    )
    return chapter(*sides)


def pairs(pairing: Pairing, *terms: Term) -> list[tuple[str, str]]:
    """What is proposed, the best first."""
    found = suggest_terms([pairing], Glossary(terms), LANGUAGES)
    return [(one.source, one.target) for one in found]


FRENCH = [
    "La valeur d’usage compte.",
    "Une rivière, et la valeur d’usage.",
    "Le pont sans valeur.",
    "Les valeurs d’usage d’un pont.",
    *"Un Deux Trois Quatre Cinq Six".split(),
]
ENGLISH = [
    "The use value counts.",
    "A river, and the use value.",
    "The bridge without value.",
    "The use values of a bridge.",
    *"One Two Three Four Five Six".split(),
]


def test_expressions_that_always_meet_are_proposed_with_their_rows() -> None:
    (one, *_) = suggest_terms([texts(FRENCH, ENGLISH)], Glossary(), LANGUAGES)
    assert (one.source, one.target) == ("use value", "valeur d’usage")
    assert (one.source_uses, one.target_uses, one.together, one.dice) == (3, 3, 3, 1.0)
    assert one.rows == ("chapter#p1", "chapter#p2", "chapter#p4")


def test_what_the_glossary_has_is_not_proposed_nor_are_its_parts() -> None:
    term = Term(
        "use-value", {"en": TermEntry("use value", "…"), "fr": TermEntry("valeur d’usage", "…")}
    )
    assert not [p for p in pairs(texts(FRENCH, ENGLISH), term) if "use" in p[0] or "usage" in p[1]]


def test_words_are_found_again_in_a_book_of_forty_pairs() -> None:
    english, french = book()
    found = dict(pairs(texts(french, english)))
    assert {"river": "rivière", "garden": "jardin", "winter": "hiver"}.items() <= found.items()


def test_inflected_forms_count_as_one_and_function_words_begin_no_term() -> None:
    found = find_candidates(["Les biens communs.", "Un bien commun de la ville."], "fr")
    (one,) = [c for c in found.values() if c.words == 2]
    assert sorted(one.forms) == ["bien commun", "biens communs"]


def test_a_language_without_lists_has_candidates_too() -> None:
    found = find_candidates(["il gatto nero dorme"] * 2 + ["il cane dorme"] * 6, "it")
    assert ("gatto", "nero") in {key[:2] for key in found}


@given(st.lists(st.text(max_size=30), max_size=6), st.sampled_from(["fr", "en", "it", "ja"]))
def test_candidates_stand_in_the_texts_that_they_name(given_texts: list[str], tag: str) -> None:
    for one in find_candidates(given_texts, tag).values():
        assert len(one.rows) >= 2
        assert all(0 <= row < len(given_texts) for row in one.rows)
        assert one.uses >= len(one.rows)
