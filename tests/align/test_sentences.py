"""Sentences: where they begin and end, and which of them answer each other."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from visavis.align.sentence import split_sentences
from visavis.align.sentence_links import link_sentences, link_texts


@given(st.text(max_size=200), st.sampled_from(["en", "fr", "fr-CA", "ja", "xx"]))
@settings(deadline=None)
def test_sentences_joined_again_are_the_text(text: str, language: str) -> None:
    spans = split_sentences(text, language)
    assert "".join(text[a:b] for a, b in spans) == text
    assert [a for a, _ in spans[1:]] == [b for _, b in spans[:-1]]
    assert all(a < b for a, b in spans)


def test_an_abbreviation_does_not_end_a_sentence() -> None:
    text = "Mr. Sool came home at 3.5 leagues an hour. He slept."
    assert [text[a:b].strip() for a, b in split_sentences(text, "en")] == [
        "Mr. Sool came home at 3.5 leagues an hour.",
        "He slept.",
    ]


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


def test_links_of_texts_are_spans_of_characters() -> None:
    pair = (
        "Marten counted 214 ships. His sister Anna asked why? Nobody knew.",
        "Marten compta 214 navires. Sa sœur Anna demanda pourquoi ? Personne ne le savait.",
    )
    (links,) = link_texts([pair], ("en", "fr"), least=0.0)
    assert [(pair[0][a:b].strip(), pair[1][c:d].strip()) for (a, b), (c, d), _ in links] == [
        ("Marten counted 214 ships.", "Marten compta 214 navires."),
        ("His sister Anna asked why?", "Sa sœur Anna demanda pourquoi ?"),
        ("Nobody knew.", "Personne ne le savait."),
    ]
