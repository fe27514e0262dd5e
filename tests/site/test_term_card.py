"""What a term's mark shows: once a page, hidden, in the language of the interface."""

from __future__ import annotations

import xml.etree.ElementTree as etree

import pytest

from pages import ENGLISH, FRENCH, PROJECT, by_class, by_id, page, text
from visavis.glossary import Term, TermEntry
from visavis.side import Side

STATE = Term(
    "state",
    {
        "fr": TermEntry(
            "État", "Un *pouvoir* ; voir [communs](#commons) et [là](https://a.example/)."
        ),
        "en": TermEntry("state <a>", "A power.", ("state",)),
    },
)
UNSAFE = Term(
    "unsafe",
    {"fr": TermEntry("danger", "<script>alert(1)</script>"), "en": TermEntry("danger", "Danger.")},
)
UNUSED = Term("unused", {"fr": TermEntry("absent", "Rien."), "en": TermEntry("absent", "Nothing.")})
FR = "Un État, puis l’État.\n{: #p1 }\n\nLe danger de l’État.\n{: #p2 }\n"
EN = "A state.\n{: #p1 }\n\nThe danger of the state.\n{: #p2 }\n"


def page_of(side: Side) -> etree.Element:
    """The chapter's page."""
    return page(FR, EN, side, terms=(STATE, UNSAFE, UNUSED))


@pytest.mark.parametrize("side", Side)
def test_each_term_that_is_marked_has_one_hidden_card(side: Side) -> None:
    root = page_of(side)

    (shelf,) = by_class(root, "vv-cards")
    assert shelf.get("hidden") is not None
    assert sorted(card.get("id", "") for card in shelf) == ["vv-term-state", "vv-term-unsafe"]
    marked = {mark.get("data-term") for mark in by_class(root, "vv-term")}
    assert marked == {"state", "unsafe"}


@pytest.mark.parametrize(
    ("side", "names", "words"),
    [(FRENCH, ["État", "state <a>"], "Un pouvoir"), (ENGLISH, ["state <a>", "État"], "A power.")],
)
def test_a_card_has_both_terms_and_the_definition_of_the_interface(
    side: Side, names: list[str], words: str
) -> None:
    card = by_id(page_of(side), "vv-term-state")

    assert [text(name) for name in card.iter("b")] == names
    (definition,) = [part for part in card.iter("div") if part.get("lang")]
    assert definition.get("lang") == PROJECT[side].language
    assert text(definition).strip().startswith(words)


def test_a_definition_is_typeset_and_its_links_hold_on_any_page() -> None:
    card = by_id(page_of(FRENCH), "vv-term-state")

    assert "pouvoir\u202f; voir communs et là." in text(card)
    assert [link.get("href") for link in card.iter("a")] == [
        "../glossary/#commons",
        "https://a.example/",
    ]
    # The words of the last link wait for the address of its mark.
    assert [word.get("class") for word in card.iter("span")][-1] == "vv-more-link"


def test_a_definition_cannot_run_anything() -> None:
    card = by_id(page_of(FRENCH), "vv-term-unsafe")

    assert not list(card.iter("script"))
    assert "alert" not in text(card)


def test_a_word_that_the_translation_keeps_is_spoken_as_in_the_original() -> None:
    kept = Term(
        "kept",
        {"fr": TermEntry("commoners", "Des gens."), "en": TermEntry("commoners", "People.")},
        untranslated=True,
    )
    root = page(f"Des commoners.\n\n{FR}", f"Commoners.\n\n{EN}", terms=(kept, STATE))
    for name, languages in (("kept", ["en", "en"]), ("state", ["fr", "en"])):
        card = by_id(root, f"vv-term-{name}")
        assert [name.get("lang") for name in card.iter("b")] == languages
