"""What a term's mark shows: once a page, hidden, in the language of the interface."""

from __future__ import annotations

import xml.etree.ElementTree as etree

import pytest

from chapters import chapter
from pages import ENGLISH, FRENCH, LAYOUT, body, by_class, by_id, convert, edition, parse, text
from visavis.edition import Edition
from visavis.glossary import Finder, Term, TermEntry
from visavis.render import VisavisExtension
from visavis.settings import TextSettings
from visavis.site.compose import compose_chapter
from visavis.site.term_card import render_cards

STATE = Term(
    "state",
    {
        "fr": TermEntry(
            "État", "Un *pouvoir* ; voir [communs](#commons) et [là](https://a.example/)."
        ),
        "en": TermEntry("state <a>", "A power."),
    },
)
UNSAFE = Term(
    "unsafe",
    {"fr": TermEntry("danger", "<script>alert(1)</script>"), "en": TermEntry("danger", "Danger.")},
)
UNUSED = Term("unused", {"fr": TermEntry("absent", "Rien."), "en": TermEntry("absent", "Nothing.")})
FR = "Un État, puis l’État.\n{: #p1 }\n\nLe danger de l’État.\n{: #p2 }\n"
EN = "A state.\n{: #p1 }\n\nThe state.\n{: #p2 }\n"


def whole() -> Edition:
    """An edition of one chapter and three terms."""
    return edition(chapter(FR, EN), terms=(STATE, UNSAFE, UNUSED))


def page_of(interface: TextSettings) -> etree.Element:
    """The chapter's page."""
    texts = whole()
    finders = {tag: Finder(texts.glossary, tag) for tag in ("fr", "en")}
    extension = VisavisExtension(finders, cards=render_cards(texts))
    composed = compose_chapter(texts.chapters[0], texts, interface, LAYOUT)
    return parse(convert(body(composed), extension))


@pytest.mark.parametrize("interface", [FRENCH, ENGLISH])
def test_each_term_that_is_marked_has_one_hidden_card(interface: TextSettings) -> None:
    root = page_of(interface)

    (shelf,) = by_class(root, "vv-cards")
    assert shelf.get("hidden") is not None
    assert sorted(card.get("id", "") for card in shelf) == ["vv-term-state", "vv-term-unsafe"]
    marked = {mark.get("data-term") for mark in by_class(root, "vv-term")}
    assert marked == {"state", "unsafe"}


@pytest.mark.parametrize(
    ("interface", "names", "words"),
    [(FRENCH, ["État", "state <a>"], "Un pouvoir"), (ENGLISH, ["state <a>", "État"], "A power.")],
)
def test_a_card_has_both_terms_and_the_definition_of_the_interface(
    interface: TextSettings, names: list[str], words: str
) -> None:
    card = by_id(page_of(interface), "vv-term-state")

    assert [text(name) for name in card.iter("b")] == names
    (definition,) = [part for part in card.iter("div") if part.get("lang")]
    assert definition.get("lang") == interface.language
    assert text(definition).strip().startswith(words)


def test_a_definition_is_typeset_and_its_links_hold_on_any_page() -> None:
    card = by_id(page_of(FRENCH), "vv-term-state")

    assert "pouvoir\u202f; voir communs et là." in text(card)
    assert [link.get("href") for link in card.iter("a")] == ["https://a.example/"]
    # The words of the last link wait for the address of its mark.
    assert [word.get("class") for word in card.iter("span")][-1] == "vv-more-link"


def test_a_definition_cannot_run_anything() -> None:
    card = by_id(page_of(FRENCH), "vv-term-unsafe")

    assert not list(card.iter("script"))
    assert "<script>alert(1)</script>" in text(card)


def test_a_word_that_the_translation_keeps_is_spoken_as_in_the_original() -> None:
    kept = Term(
        "kept",
        {"fr": TermEntry("commoners", "Des gens."), "en": TermEntry("commoners", "People.")},
        untranslated=True,
    )
    card = render_cards(edition(terms=(kept, UNUSED)))["fr"]
    names = [name.get("lang") for name in parse(card["kept"]).iter("b")]
    assert names == ["en", "en"]
    assert [name.get("lang") for name in parse(card["unused"]).iter("b")] == ["fr", "en"]
