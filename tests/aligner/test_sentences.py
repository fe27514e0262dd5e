"""Sentences: where they begin and end, and which of them answer each other."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.aligner.sentence import split_sentences
from visavis.aligner.sentence_links import link_sentences, mark_sentences


@given(st.text(max_size=200), st.sampled_from(["en", "fr", "fr-CA", "ja", "xx"]))
@settings(deadline=None)
def test_sentences_joined_again_are_the_text(text: str, language: str) -> None:
    spans = split_sentences(text, language)
    assert "".join(text[a:b] for a, b in spans) == text
    assert [a for a, _ in spans[1:]] == [b for _, b in spans[:-1]]
    assert all(a < b for a, b in spans)


CASES = Path(__file__).parent.parent / "cases" / "sentences"


def _cases() -> Iterator[Any]:
    """Texts by language and by what is hard in them, each as its sentences."""
    for file in sorted(CASES.glob("*.yml")):
        for subject, texts in yaml.safe_load(file.read_text("utf-8")).items():
            for text in texts:
                yield pytest.param(file.stem, text, id=f"{file.stem}: {subject}: {text[0]}")


@pytest.mark.parametrize(("language", "sentences"), list(_cases()))
def test_a_text_is_cut_into_its_sentences(language: str, sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[a:b].strip() for a, b in split_sentences(text, language)] == sentences


SENTENCES = st.lists(
    st.sampled_from(["Yes.", "No, 12.", "Anna?", "Oui.", "Et 12 fois non !", ""]), max_size=4
)
PAIRS = st.lists(st.tuples(SENTENCES, SENTENCES), max_size=5)


@given(PAIRS)
@settings(deadline=None, max_examples=40)
def test_no_sentence_is_linked_outside_its_pair_or_twice(
    pairs: list[tuple[list[str], list[str]]],
) -> None:
    found = link_sentences(pairs, least=0.0)
    assert len(found) == len(pairs)
    for links, (left, right) in zip(found, pairs, strict=True):
        sources = [i for link in links for i in link.source]
        targets = [j for link in links for j in link.target]
        assert sources == sorted(set(sources)) and targets == sorted(set(targets))
        assert all(i < len(left) for i in sources) and all(j < len(right) for j in targets)


@given(PAIRS)
@settings(deadline=None, max_examples=40)
def test_only_sure_links_are_shown(pairs: list[tuple[list[str], list[str]]]) -> None:
    assert all(link.score >= 0.9 for links in link_sentences(pairs, least=0.9) for link in links)


def test_sentences_that_answer_each_other_have_one_number() -> None:
    pair = (
        "Marten counted 214 ships. His sister Anna asked why? Nobody knew.",
        "Marten compta 214 navires. Sa sœur Anna demanda pourquoi ? Personne ne le savait.",
    )
    ((left, right),) = mark_sentences([pair], ("en", "fr"), least=0.0)

    assert [(pair[0][s.start : s.end].strip(), s.group) for s in left] == [
        ("Marten counted 214 ships.", 1),
        ("His sister Anna asked why?", 2),
        ("Nobody knew.", 3),
    ]
    assert [(pair[1][s.start : s.end].strip(), s.group) for s in right] == [
        ("Marten compta 214 navires.", 1),
        ("Sa sœur Anna demanda pourquoi ?", 2),
        ("Personne ne le savait.", 3),
    ]


def test_a_pair_of_single_sentences_is_sure() -> None:
    ((left, right),) = mark_sentences([("Yes.", "Absolument pas.")], ("en", "fr"))

    assert [s.group for s in (*left, *right)] == [1, 1]


def test_what_is_not_sure_has_no_number() -> None:
    ((left, right),) = mark_sentences([("One. Two.", "Un. Deux.")], ("en", "fr"), least=1.1)

    assert {s.group for s in (*left, *right)} == {0}
