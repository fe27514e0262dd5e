"""The ledger of words: every word of a file is in the edition, or is named."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.imports.ledger import balance_words
from visavis.imports.patience import match
from visavis.imports.readers import BITEXT_SUFFIXES, TEXT_SUFFIXES
from visavis.imports.words import _FORMATS, SPARE, PlacedText

LETTERS = st.text("abcdeé", min_size=1, max_size=3)
WORDS = st.lists(LETTERS, max_size=8)
TEXTS = st.lists(WORDS.map(" ".join), max_size=6)


def passages(*texts: str, kind: str = "paragraph") -> list[PlacedText]:
    return [PlacedText(kind, "", text) for text in texts]


def said(given: list[PlacedText], came: list[PlacedText], *named: tuple[str, str]) -> list[str]:
    return [f"{one.fault} {one.kind}: {one.text}" for one in balance_words(given, came, named)]


@pytest.mark.parametrize(
    ("given", "came", "expected"),
    [
        (["One two.", "Three."], ["One two.", "Three."], []),
        (["One two.", "Three."], ["One two. Three."], []),
        (["One two. Three."], ["One two.", "Three."], []),
        (["One two.", "Three four."], ["One two."], ["left out paragraph: Three four."]),
        (["One two three four."], ["One three four."], ["left out paragraph: two"]),
        (["He stood 1 before it."], ["He stood1 before it."], ["glued paragraph: stood1"]),
        (["He stood before it."], ["He stood1 before it."], ["glued paragraph: stood1"]),
        (["He stood before it."], ["He st ood before it."], ["parted paragraph: st ood"]),
        (["One two."], ["One two.", "Three."], ["inserted : Three."]),
        (["One two three.", "An old word."], ["An old word.", "One two three."], []),
        (
            ["One.", "I am the first.", "Two."],
            ["One.", "Two.", "1. I am the first."],
            ["inserted : 1"],
        ),
        (["cafe\u0301 ﬁn"], ["café fin"], []),
        (["猫が 好き"], ["猫が好き"], []),
    ],
)
def test_what_became_of_words(given: list[str], came: list[str], expected: list[str]) -> None:
    assert said(passages(*given), passages(*came)) == expected


def test_a_reader_names_what_it_left_out() -> None:
    ours = [*passages("Home and more.", "One."), *passages("12", kind="call")]
    came = passages("One.")
    assert said(ours, came) == ["left out paragraph: Home and more.", "left out call: 12"]
    named = [("navigation", "Home and more."), ("call", "12")]
    assert said(ours, came, *named) == ["left out navigation: Home and more."]


def test_a_title_may_repeat_a_heading() -> None:
    assert said(passages("The sea"), [*passages("The sea"), *passages("The sea", kind=SPARE)]) == []
    assert said(passages("The sea"), passages("The sea", kind=SPARE)) == []


def test_a_note_that_begins_as_a_title_does_is_not_that_title() -> None:
    body, note = ["A cheia.", "Em novembro choveu."], "A lanterna era de azeite."
    title = passages("A cheia", kind=SPARE)
    for more in ([], ["A água levou a horta.", "Os vizinhos vieram."]):
        came = [*passages(note, *body, *more), *title]
        assert said(passages(*body, *more, note), came) == []


@given(TEXTS, TEXTS)
def test_words_are_matched_once_and_in_order(one: list[str], other: list[str]) -> None:
    ours, theirs = (" ".join(side).split() for side in (one, other))
    found = match(ours, theirs)
    assert all(ours[i] == theirs[j] for i, j in found)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(found))
    assert match(ours, ours) == [(n, n) for n in range(len(ours))]


@given(TEXTS, st.data())
def test_no_loss_is_unsaid(texts: list[str], data: st.DataObject) -> None:
    """The words that came and those that are named are, together, those that were given."""
    kept = [text for text in texts if data.draw(st.booleans())]
    found = balance_words(passages(*texts), passages(*kept))
    left = sorted(word for one in found for word in one.text.split())
    came = sorted(word for text in kept for word in text.split())
    assert sorted([*left, *came]) == sorted(word for text in texts for word in text.split())


def test_every_format_that_is_read_has_its_words_counted() -> None:
    assert {*TEXT_SUFFIXES, *BITEXT_SUFFIXES} <= set(_FORMATS)
