"""The law of a quotation: it stands in the words it was taken from, and not in others."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from chapters import finds
from visavis.checks.rules.note_words import stands_in

WORDS = st.lists(st.sampled_from("un deux l’État État-providence 1999 œuvre".split()), min_size=1)


@given(WORDS, st.data())
def test_words_taken_from_a_text_stand_in_it(words: list[str], data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(words) - 1))
    stop = data.draw(st.integers(start + 1, len(words)))
    taken = words[start:stop]
    gap = data.draw(st.integers(0, len(taken)))
    text = "« " + "\u00a0".join(words).replace("’", "'") + " »."
    assert stands_in(" ".join(taken), text)
    assert stands_in(" ".join([*taken[:gap], "…", *taken[gap:]]), text)
    assert stands_in(" ".join(taken).capitalize()[:1] + " ".join(taken)[1:], text)


@given(WORDS, st.integers(0))
def test_a_word_that_is_not_there_is_missed(words: list[str], at: int) -> None:
    other = list(words)
    other.insert(at % (len(words) + 1), "autre")
    assert not stands_in(" ".join(other), " ".join(words))
    assert not stands_in("…", " ".join(words))


def test_parts_stand_in_their_order_and_apart() -> None:
    assert stands_in("a … c", "a b c")
    assert stands_in("a ... c", "a b c")
    assert not stands_in("c … a", "a b c")
    assert not stands_in("a … a", "a b c")


def test_a_note_called_in_two_rows_is_checked_in_each() -> None:
    fr = "Un mot.[^tr-a]\n{: #p1 }\n\nEncore.[^tr-a]\n{: #p2 }\n\n[^tr-a]: « mot » / –. Ici.\n"
    en = "A word.\n{: #p1 }\n\nAgain.\n{: #p2 }\n"
    assert finds("note.words", fr, en) == [("fr", 7)]
    assert finds("note.words", fr.replace("Encore.", "Encore un mot."), en) == []


def test_a_note_that_only_a_note_calls_is_read_for_its_form() -> None:
    fr = "Un mot.[^ed-b]\n{: #p1 }\n\n[^ed-b]: Voir[^tr-a].\n\n[^tr-a]: {} / –. Ici.\n"
    en = "A word.\n{: #p1 }\n"
    assert finds("note.words", fr.replace("{}", "« autre »"), en) == []
    assert finds("note.words", fr.replace("{}", "autre"), en) == [("fr", 6)]
