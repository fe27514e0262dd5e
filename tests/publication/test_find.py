"""What a note is about: the words that it quotes, or those that its call follows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chapters import chapter
from pages import term
from visavis.glossary import Finder, Glossary
from visavis.publication import Annotation, find_annotations
from visavis.side import Side
from visavis.text import InlineKind, NoteKind, parse_document

COMMONS = term("commons", "bien commun", "commons", "biens communs")
GLOSSARY = Glossary((COMMONS,))
FINDERS = {Side.TARGET: Finder(GLOSSARY, "fr"), Side.SOURCE: Finder(GLOSSARY, "en")}


def annotate(fr: str, en: str = "A word.\n{: #p1 }\n") -> list[Annotation]:
    """The notes of a chapter."""
    return list(find_annotations(chapter(fr, en), FINDERS))


def about(fr: str, label: str = "ed-a") -> str:
    """The words of a French paragraph that a note is about."""
    (found,) = annotate(f"{fr}\n{{: #p1 }}\n\n[^{label}]: Un mot.\n")
    (anchor,) = found.anchors
    return anchor.words


@pytest.mark.parametrize(
    ("fr", "words"),
    [
        ("Le livre *Red Tory*[^ed-a] parut.", "Red Tory"),
        ("La « main invisible »[^ed-a] du marché.", "main invisible"),
        ("D’après Axel Bruns[^ed-a], oui.", "Axel Bruns"),
        ("La ville de Brest[^ed-a] est belle.", "Brest"),
        ("Ce sont des biens communs[^ed-a].", "biens communs"),
        ("Les associations locales[^ed-a] aussi.", "associations locales"),
        ("Un [lien](a.md)[^ed-a] utile.", "lien"),
        ("[^ed-a]Au début.", "Au début."),
        ("Un *mot, Brest[^ed-a]*, en évidence.", "Brest"),
    ],
)
def test_words_before_the_call(fr: str, words: str) -> None:
    assert about(fr) == words


def test_the_words_that_a_note_quotes_are_found_on_both_sides() -> None:
    note = "[^tr-a]: « mot », « Deux » / “two …\u00a0is”. Oui.\n"
    fr = f"Un mot, deux mots.[^tr-a]\n{{: #p1 }}\n\n{note}"
    en = "Both two words it is, and is.\n{: #p1 }\n"
    (found,) = annotate(fr, en)

    assert found.kind is NoteKind.TRANSLATION
    assert {(a.side, a.words) for a in found.anchors} == {
        (Side.TARGET, "mot"),
        (Side.TARGET, "deux"),
        (Side.SOURCE, "two words it is"),
    }


def test_of_several_places_the_nearest_to_the_call_counts() -> None:
    fr = "État ici, état[^tr-a] là, état encore.\n{: #p1 }\n\n[^tr-a]: « état » / –. Oui.\n"
    (found,) = annotate(fr)

    assert [a.start for a in found.anchors] == [10]


def test_notes_come_in_the_order_of_their_calls_and_those_called_by_notes_last() -> None:
    fr = (
        "Un[^b] mot[^a].\n{: #p1 }\n\n[^a]: Note.\n\n[^c]: Encore[^d].\n\n[^b]: Voir[^c].\n\n"
        "[^d]: Fin.\n"
    )
    found = annotate(fr)

    assert [note.label for note in found] == ["b", "a", "c", "d"]
    assert [note.called_by for note in found] == [(), (), ("b",), ("c",)]
    assert [bool(note.anchors) for note in found] == [True, True, False, False]


def test_a_note_called_in_two_rows_is_about_both() -> None:
    fr = "Un mot[^a].\n{: #p1 }\n\nEncore un[^a].\n{: #p2 }\n\n[^a]: Note.\n"
    en = "A word[^a].\n{: #p1 }\n\nOne more[^a].\n{: #p2 }\n\n[^a]: A note.\n"
    (found,) = annotate(fr, en)

    assert [pair.id for pair in found.pairs] == ["p1", "p2"]
    assert len(found.anchors) == 4
    assert [version.side for version in found.versions] == list(Side)


PIECES = st.lists(
    st.sampled_from(
        [
            "un",
            "*mot*",
            "« oui »",
            "[^a]",
            "[^b]",
            "`c`",
            "[l](x.md)",
            "Axel",
            "œ",
            "_e_[^a]",
            "**g**",
        ]
    ),
    min_size=1,
    max_size=12,
)


@given(st.lists(PIECES, min_size=1, max_size=4))
def test_calls_are_found_where_they_stand(paragraphs: list[list[str]]) -> None:
    # The words before a call are those of the text cut off there.
    text = "\n\n".join(" ".join(words) for words in paragraphs) + "\n"
    notes = "\n[^a]: Note.\n\n[^b]: Note.\n"
    document = parse_document(text + notes, path="docs/a.md", language="fr")

    for block, words in zip(document.blocks, paragraphs, strict=False):
        places = [i for i, word in enumerate(words) if "[^" in word]
        for place, call in zip(places, block.of_kind(InlineKind.NOTE), strict=True):
            cut = [*words[:place], words[place].partition("[^")[0]]
            start = parse_document(" ".join(cut) + notes, path="docs/a.md", language="fr")
            before = start.blocks[0].plain if start.blocks[0].label is None else ""
            assert block.plain[: call.at].rstrip() == before.rstrip()
            assert f"[^{call.text}]" in words[place]
