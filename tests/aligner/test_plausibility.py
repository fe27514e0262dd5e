"""A book of true pairs is left in peace; a fault put into it is found where it is."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from books import book
from visavis.aligner import Unit
from visavis.aligner.features import read_tokens
from visavis.aligner.learning import Joined, learn_lexicon
from visavis.aligner.lexicon import Lexicon, lookalikes
from visavis.aligner.plausibility import JudgedLink, find_limit, judge_links
from visavis.aligner.word_links import WordLinks

RIVER = Path(__file__).parents[1] / "data" / "river"


def doubts(english: list[str], french: list[str]) -> list[JudgedLink]:
    """The doubts of one chapter of plain paragraphs."""
    return judge_links([([Unit(text) for text in english], [Unit(text) for text in french])])[0][0]


def places(link: JudgedLink) -> tuple[list[int], list[int]]:
    """The units of a link."""
    return list(link.sources), list(link.targets)


def worst(english: list[str], french: list[str]) -> JudgedLink:
    """The doubt that weighs most."""
    return max(doubts(english, french), key=lambda doubt: doubt.badness)


def test_every_unit_of_true_pairs_has_its_doubt_in_order() -> None:
    found = doubts(*book())
    assert [places(doubt) for doubt in found] == [([n], [n]) for n in range(40)]


def test_a_small_book_of_short_paragraphs_is_left_in_peace() -> None:
    # It teaches so few words that nearly all its pairs look alike, and the least difference great.
    tags = ("de", "es")
    german, spanish = ((RIVER / f"{tag}.txt").read_text("utf-8").split("\n\n") for tag in tags)
    assert len(german) == len(spanish) == 38
    found = doubts(german, spanish)
    assert [d for d in found if d.badness > find_limit([d.badness for d in found])] == []


def test_a_dropped_paragraph_is_named_where_it_is_missing() -> None:
    english, french = book()
    found = worst(english, french[:17] + french[18:])
    assert places(found) == ([17], [])


def test_behind_a_dropped_paragraph_the_pairs_are_those_that_answer_each_other() -> None:
    english, french = book()
    found = doubts(english, french[:17] + french[18:])
    assert [places(doubt) for doubt in found[18:]] == [([n], [n - 1]) for n in range(18, 40)]


def test_a_paragraph_put_in_twice_is_named() -> None:
    english, french = book()
    found = worst(english, [*french[:9], french[8], *french[9:]])
    assert places(found) in (([], [8]), ([], [9]))


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        ("En 1919 " + book()[1][20][8:], "a number was exchanged"),
        (book()[0][20], "not translated"),
    ],
)
def test_a_damaged_paragraph_is_the_worst_of_its_chapter(fault: str, reason: str) -> None:
    english, french = book()
    french[20] = fault
    found = worst(english, french)
    assert (*places(found), found.reason) == ([20], [20], reason)


@pytest.mark.parametrize("stranger", [3, 11, 35])
def test_a_paragraph_of_another_place_is_the_worst_of_its_chapter(stranger: int) -> None:
    english, french = book()
    french[20] = french[stranger]
    found = worst(english, french)
    assert places(found) == ([20], [20])


def test_a_pair_has_no_say_in_what_its_own_words_mean() -> None:
    english, french = ([Unit(text) for text in texts] for texts in book())
    source, target = read_tokens(english), read_tokens(french)
    places = np.arange(40)
    joined = Joined(places, places + 1, places, places + 1)
    lexicon = learn_lexicon(source, target, joined, lookalikes(source, target))
    answers = WordLinks.of(source, target, lexicon, places, places)
    ahead, back = answers.unaided(), answers.transposed().unaided().transposed()
    assert (ahead.lift <= answers.lift).all()
    assert (ahead.lift < answers.lift).any()
    assert np.allclose(ahead.lift, back.lift)


def test_swapped_paragraphs_are_the_worst_of_their_chapter() -> None:
    english, french = book()
    french[11], french[12] = french[12], french[11]
    found = worst(english, french)
    assert {11, 12} & {*found.sources, *found.targets}


def test_a_shift_is_worst_where_it_begins() -> None:
    english, french = book()
    found = worst(english, [*french[:9], "Les chevaux dorment debout.", *french[9:-1]])
    assert places(found) == ([], [9])


def test_chapters_without_pairs_have_no_doubts() -> None:
    assert judge_links([([], []), ([Unit("One.")], [])])[0] == [[], []]
    assert judge_links([])[0] == []


_WORDS = st.lists(st.sampled_from("ab cd ef gh ij kl 1 2 .".split()), max_size=6).map(" ".join)


@given(
    st.lists(st.tuples(_WORDS, _WORDS), min_size=1, max_size=5),
    st.sets(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=12),
)
def test_the_answers_in_pairs_are_every_two_words_that_the_lexicon_has(
    pairs: list[tuple[str, str]], entries: set[tuple[int, int]]
) -> None:
    source, target = (read_tokens([Unit(pair[side]) for pair in pairs]) for side in (0, 1))
    known = [(s, t) for s, t in entries if s < len(source.names) and t < len(target.names)]
    s, t = np.array(known, dtype=np.int64).reshape(-1, 2).T
    lift = 2.0 + s.astype(np.float64)
    lexicon = Lexicon.of(s, t, lift, np.ones(len(target.names)), np.ones(len(source.names)))
    each = np.arange(len(pairs))

    links = WordLinks.of(source, target, lexicon, each, each)

    wanted = [
        (pair, left, right, 2.0 + source.tokens[left])
        for pair in range(len(pairs))
        for left in range(source.starts[pair], source.starts[pair + 1])
        for right in range(target.starts[pair], target.starts[pair + 1])
        if (source.tokens[left], target.tokens[right]) in known
    ]
    found = zip(links.pair, links.left, links.right, links.lift, strict=True)
    assert list(found) == wanted
