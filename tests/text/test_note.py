"""A note taken apart: its kind, the words it is about, and what it says of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.text import Block, Note, NoteKind, note_kind, parse_document

MARKS = st.sampled_from(["«\u00a0{}\u00a0»", "« {} »", "“{}”", "„{}“", "»{}«", "「{}」", '"{}"'])
WORDS = st.lists(
    st.sampled_from(["l’État", "valeur", "*Red Tory*", "e.g.", "1999", "…", "a/b", "–"]),
    min_size=1,
    max_size=4,
).map(" ".join)
PHRASES = st.lists(WORDS, max_size=3)


def note(body: str, label: str = "tr-a") -> Note:
    """The note of that label and body, as a text has it."""
    (block,) = notes(f"Un[^{label}].\n\n[^{label}]: {body}\n")
    assert block.note
    return block.note


def notes(text: str) -> list[Block]:
    """The definitions of notes in a text."""
    document = parse_document(text, path="docs/a.md", language="fr")
    return [block for block in document.blocks if block.label]


@given(PHRASES, PHRASES, MARKS, MARKS)
def test_a_head_gives_back_what_was_written_into_it(
    own: list[str], other: list[str], ours: str, theirs: str
) -> None:
    sides = [
        ", ".join(mark.format(words) for words in phrases) or "–"
        for phrases, mark in ((own, ours), (other, theirs))
    ]
    read = note(f"{sides[0]} / {sides[1]}. Le *reste* / “x”.")
    assert read.own == tuple(words.replace("*", "") for words in own)
    assert read.other == tuple(words.replace("*", "") for words in other)
    if own or other:
        assert read.comment == "Le *reste* / “x”."
    assert read.headed == bool(own or other)


@pytest.mark.parametrize(
    "body",
    [
        "Un mot / “a word”. Le reste.",
        "« un mot » / “a word” le reste.",
        "« un mot »/“a word”. Le reste.",
        "« un mot / “a word”. Le reste.",
        "« un mot ». Le reste.",
        "Le mot « un » / “a”. Le reste.",
        "« » / “”. Le reste.",
    ],
)
def test_what_only_looks_like_a_head_is_none(body: str) -> None:
    read = note(body)
    assert not read.headed
    assert (read.own, read.other) == ((), ())


def test_only_a_translators_note_has_a_head() -> None:
    read = note("« un mot » / “a word”. Le reste.", "ed-a")
    assert read.comment == "« un mot » / “a word”. Le reste."
    assert not read.headed


def test_the_comment_keeps_its_paragraphs() -> None:
    assert note("« a » / “b”. Un.\n\n    Deux.").comment == "Un.\n\nDeux."


@pytest.mark.parametrize(
    ("label", "kind"),
    [
        ("1", NoteKind.TEXT),
        ("tr-a", NoteKind.TRANSLATION),
        ("ed-a", NoteKind.CONTEXT),
        ("src-a", NoteKind.SOURCE),
        ("xx-a", NoteKind.TEXT),
        ("trad-a", NoteKind.TEXT),
        ("tr", NoteKind.TEXT),
    ],
)
def test_the_label_says_the_kind(label: str, kind: NoteKind) -> None:
    assert note_kind(label) is kind


def test_a_language_that_is_said_is_none_of_the_words_of_a_head() -> None:
    found = note("« le *commoner*{: lang=en } » / “a *commoner*”. Oui.")

    assert (found.own, found.other, found.comment) == (("le commoner",), ("a commoner",), "Oui.")
