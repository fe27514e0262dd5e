"""Drift: which words have changed, and what is no change at all."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chapters import chapter
from visavis.pairs import Pair
from visavis.record import (
    RecordEntry,
    compare,
    find_drifts,
    find_passages,
    find_status,
    keys_of,
    living_pairs,
    new_entry,
    sign_off,
)
from visavis.side import Side

WORDS = st.lists(
    st.text("abcdefghijklmnopqrstuvwxyzéàœ", min_size=1, max_size=8), min_size=1, max_size=20
)
TYPOGRAPHY = st.sampled_from(
    [" ", "\u00a0", "\u202f", "\n", " – ", " — ", " - ", ", ", "\u00a0; ", ": ", "’", " « ", " » ",
     "” ", " “", "… ", "... ", " (", ") ", "\u00ad \u00ad"]
)  # fmt: skip


def pair(fr: str, en: str) -> Pair:
    (found,) = living_pairs(chapter(f"{fr}\n{{: #p1 }}\n", f"{en}\n{{: #p1 }}\n"))
    return found


def signed(fr: str, en: str) -> RecordEntry:
    first = pair(fr, en)
    return sign_off(new_entry(first), first, date="2024-01-01", name="Ana")


def changes(old: str, new: str) -> list[tuple[str, str]]:
    drift = compare(Side.SOURCE, old, new)
    return [(change.old, change.new) for change in drift.changes] if drift else []


def passages(old: str, new: str) -> list[tuple[str, str]]:
    drift = compare(Side.TARGET, old, new)
    return [(one.old, one.new) for one in find_passages(drift, "fr")] if drift else []


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "La mer. Brest n’est pas une belle ville.",
            "La mer. Brest est une ville.",
            [("Brest [-n’-]est [-pas-] une [-belle-] ville.", "Brest est une ville.")],
        ),
        ("Un. Deux mots. Trois.", "Un. Trois.", [("Deux mots.", "")]),
        ("Un. Trois.", "Un. Deux mots. Trois.", [("", "Deux mots.")]),
        ("Un mot. Fin.", "Un mot clair. Fin.", [("Un mot.", "Un mot {+clair+}.")]),
        ("Un mot. Fin là.", "Un mot. La fin là.", [("[-Fin-] là.", "{+La fin+} là.")]),
        (
            "Il va. Elle vient. Nous allons.",
            "Il va, elle venait. Nous irons.",
            [
                ("Il va. [-Elle vient-].", "Il va, {+elle venait+}."),
                ("Nous [-allons-].", "Nous {+irons+}."),
            ],
        ),
        ("", "Un mot.", [("", "Un mot.")]),
        ("Un mot.", "", [("Un mot.", "")]),
    ],
)
def test_the_sentences_are_quoted_as_they_were_and_as_they_are(
    old: str, new: str, told: list[tuple[str, str]]
) -> None:
    assert passages(old, new) == told


@given(
    st.lists(st.sampled_from("Un mot. deux . Trois ? quatre".split(" ")), max_size=12),
    st.lists(st.sampled_from("Un mot. deux . Trois ? quatre".split(" ")), max_size=12),
)
def test_what_has_changed_is_quoted_whatever_the_sentences(old: list[str], new: list[str]) -> None:
    drift = compare(Side.TARGET, " ".join(old), " ".join(new))
    quoted = find_passages(drift, "fr") if drift else []
    assert bool(drift) == bool(quoted)
    gone = keys_of(" ".join(one.old for one in quoted))
    assert all(key in gone for c in (drift.changes if drift else ()) for key in keys_of(c.old))


@given(st.text(max_size=60))
def test_a_text_that_was_signed_off_and_has_not_changed_has_not_drifted(text: str) -> None:
    assert compare(Side.SOURCE, text, text) is None
    assert compare(Side.SOURCE, unicodedata.normalize("NFD", text), text) is None


@given(WORDS, st.data())
def test_typography_alone_is_no_drift(words: list[str], data: st.DataObject) -> None:
    gaps = data.draw(st.lists(TYPOGRAPHY, min_size=len(words), max_size=len(words)))
    old = " ".join(words)
    new = "".join(gap + word for gap, word in zip(gaps, words, strict=True))

    assert compare(Side.SOURCE, old, new) is None
    assert compare(Side.SOURCE, old.replace("œ", "oe"), new) is None


@given(WORDS, st.data())
def test_one_word_changed_is_one_change(words: list[str], data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(words) - 1))
    new = [*words[:at], words[at] + "x", *words[at + 1 :]]

    assert changes(" ".join(words), " ".join(new)) == [(words[at], new[at])]


@given(WORDS, WORDS)
def test_the_changes_turn_the_old_text_into_the_new(old: list[str], new: list[str]) -> None:
    drift = compare(Side.SOURCE, " ".join(old), " ".join(new))
    assume(drift is not None)
    assert drift is not None
    text = drift.old
    for change in reversed(drift.changes):
        start, end = change.old_span
        assert text[start:end] == change.old
        assert drift.new[slice(*change.new_span)] == change.new
        text = f"{text[:start]} {change.new} {text[end:]}"

    assert keys_of(text) == keys_of(drift.new)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("l'état", "l’état"),
        ('Il dit "oui".', "Il dit « oui »."),
        ("“a ‘b’ c”", "\"a 'b' c\""),
        ("pages 10-20", "pages 10–20"),
        ("pages 10-20", "pages 10 – 20"),
        ("a -- b", "a—b"),
        ("un cœur", "un coeur"),
        ("Œuvre", "OEuvre"),
        ("Œuvre", "Oeuvre"),
        ("ﬁn", "fin"),
        ("quoi ?", "quoi\u202f?"),
        ("quoi?", "quoi ?"),
        ("1 000 €", "1\u202f000\u00a0€"),
        ("1000 euros", "1 000 euros"),
        ("20%", "20 %"),
        ("et puis...", "et puis…"),
        ("e\u0301tat", "état"),
        ("pair à pair", "pair-à-pair"),
        ("para\u00adgraphe", "paragraphe"),
        ("un, deux", "un ; deux"),
        ("−5 degrés", "-5 degrés"),
        ("誰？", "誰?"),
    ],
)
def test_these_are_typography(old: str, new: str) -> None:
    assert changes(old, new) == []


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("twelve commoners", "thirteen commoners", [("twelve", "thirteen")]),
        ("l’état", "l’État", [("état", "État")]),
        ("a good thing", "a very good thing", [("", "very")]),
        ("a very good thing", "a good thing", [("very", "")]),
        ("Il vient.", "Il vient !", [("", "!")]),
        ("Il vient !", "Il vient ?", [("!", "?")]),
        ("5 degrés", "-5 degrés", [("5", "-5")]),
        ("3,5", "35", [("3,5", "35")]),
        ("20 %", "20 €", [("%", "€")]),
        ("1 000 mots", "1 001 mots", [("1 000", "1 001")]),
        ("私は学生です", "私は先生です", [("学", "先")]),
        ("a b c d", "a x c y", [("b", "x"), ("d", "y")]),
    ],
)
def test_these_are_changes(old: str, new: str, expected: list[tuple[str, str]]) -> None:
    assert changes(old, new) == expected


def test_drift_names_the_side_that_has_changed() -> None:
    entry = signed("Douze *commoners*.", "Twelve commoners.")

    assert find_drifts(entry, pair("Douze *commoners*.", "Twelve commoners.")) == ()
    for fr, en, sides in (
        ("Douze.", "Twelve commoners.", [Side.TARGET]),
        ("Douze commoners.", "Ten commoners.", [Side.SOURCE]),
        ("Dix.", "Ten.", [Side.SOURCE, Side.TARGET]),
    ):
        assert [drift.side for drift in find_drifts(entry, pair(fr, en))] == sides


def test_markup_is_for_the_rules_that_compare_the_sides() -> None:
    entry = signed("Un [mot](a.md) clair.", "A *plain* word.")

    assert not find_drifts(entry, pair("Un mot *clair*.", "A [plain](b.md) word."))


def test_a_pair_that_was_cut_in_two_pieces_of_one_id_has_not_drifted() -> None:
    entry = signed("Un. Deux.", "One. Two.")
    texts = chapter("Un.\n{: #p1 }\n\nDeux.\n{: .p1 }\n", "One. Two.\n{: #p1 }\n")

    assert not find_drifts(entry, texts.pairs[0])


def test_a_pair_is_unreviewed_reviewed_or_drifted() -> None:
    now = pair("Un.", "One.")

    assert find_status(None, now) == "unreviewed"
    assert find_status(new_entry(now), now) == "unreviewed"
    assert find_status(signed("Un.", "One."), now) == "reviewed"
    assert find_status(signed("Un.", "Two."), now) == "drifted"


def test_a_very_long_paragraph_is_compared_in_a_moment() -> None:
    old = " ".join(f"word{n}" for n in range(20_000))
    new = " ".join(f"mot{n}" for n in range(20_000))

    assert len(changes(f"a {old} z", f"a {new} z")) == 1


def test_words_where_a_break_was_signed_off_are_drift() -> None:
    entry = signed("***", "***")

    assert find_drifts(entry, pair("***", "***")) == ()
    assert [drift.side for drift in find_drifts(entry, pair("Un.", "***"))] == [Side.TARGET]
