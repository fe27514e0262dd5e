"""French spacing on the page; the source keeps what was typed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages import by_class, page, text
from rendering import render
from visavis.render import typeset

N = "\u202f"


def side(fr: str, language: str = "fr") -> str:
    """The text of one side of the row that a paragraph makes."""
    root = page(f"{fr}\n{{: #p1 }}\n", f"{fr}\n{{: #p1 }}\n")
    (found,) = [e for e in by_class(root, "vv-side") if e.get("lang") == language]
    return text(found).strip()


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("They say « *un mot* », and so on: why ?", f"They say «{N}un mot{N}», and so on: why ?"),
        ("They say «un mot» « here.", "They say «un mot» « here."),
    ],
)
def test_in_english_a_french_quotation_keeps_its_signs(typed: str, shown: str) -> None:
    assert side(typed, "en") == shown


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        (
            "Un mot ; un autre : un dernier ! Non ?",
            f"Un mot{N}; un autre{N}: un dernier{N}! Non{N}?",
        ),
        ("Il dit « un mot ».", f"Il dit «{N}un mot{N}»."),
        ("Il dit «\u00a0un mot\u00a0»\u00a0!", f"Il dit «{N}un mot{N}»{N}!"),
        ("*Un mot* !", f"Un mot{N}!"),
        ("« *un mot* »", f"«{N}un mot{N}»"),
        ("« **[un mot](a.md)** » ;", f"«{N}un mot{N}»{N};"),
        ("Un mot *!*", f"Un mot{N}!"),
        ("Un mot[^a] !", f"Un mot1{N}!"),
        ("`un mot` !", f"un mot{N}!"),
    ],
)
def test_a_space_before_or_inside_a_french_sign_becomes_narrow(typed: str, shown: str) -> None:
    notes = "\n\n[^a]: Une note."
    root = page(f"{typed}\n{{: #p1 }}{notes}\n", f"A word.\n{{: #p1 .alone }}{notes}\n")
    (found,) = [e for e in by_class(root, "vv-side") if e.get("lang") == "fr"]

    assert text(found).strip() == shown


@pytest.mark.parametrize(
    "typed",
    [
        "Un mot; un autre!",
        "à 10:30",
        "«un mot»",
        "https://example.org/a?b",
        "Un mot\u202f!",
        "(?!)",
    ],
)
def test_no_space_is_put_where_none_stands(typed: str) -> None:
    assert side(typed) == typed


def test_code_keeps_its_spaces() -> None:
    assert side("`a ; b ! « c »`") == "a ; b ! « c »"
    assert side("```\na ; b !\n```") == "a ; b !"


def test_the_addresses_of_links_stay() -> None:
    (passage,) = render('[mot](<a ?b.png> "un titre !")\n').passages

    assert passage.html.targets == ("a ?b.png",)


def test_english_stays_as_it_is() -> None:
    assert side("A word ; “another” : this !", "en") == "A word ; “another” : this !"


def test_verse_and_lists_and_tables_and_notes_are_typeset() -> None:
    text_fr = (
        "Un mot !\nun vers ?\n{: #p1 .verse }\n\n- un !\n{: #p2 }\n\n"
        "| a ! |\n|---|\n| b ? |\n{: #p3 }\n\nUn mot.[^a]\n{: #p4 }\n\n[^a]: Une note !\n"
    )
    shown = text(page(text_fr, text_fr))

    for sign, times in (("!", 4), ("?", 2)):
        assert shown.count(N + sign) == times
        assert shown.count(" " + sign) == times, "the English side of the same words"


@given(st.text("ab «»;:!? \u00a0\u202f*`"))
def test_spacing_changes_nothing_but_spaces(typed: str) -> None:
    for language in ("fr", "en"):
        done = typeset(typed, language)

        assert len(done) == len(typed)
        assert "".join(done.split()) == "".join(typed.split())
        assert typeset(done, language) == done
    assert typeset(typed, "de") == typed


@pytest.mark.parametrize(
    ("typed", "raised"),
    [
        ("Loi du 1er juillet 1901, puis la 1re fois.", ["er", "re"]),
        ("Au *XIXe* siècle, les 2es jeux, la Ve République.", ["e", "es", "e"]),
        ("Ce Le De `1er` 10 euros, 3D, 1erreur.", []),
    ],
)
def test_the_ending_of_a_french_ordinal_is_raised(typed: str, raised: list[str]) -> None:
    root = page(f"{typed}\n{{: #p1 }}\n", f"{typed}\n{{: #p1 }}\n")
    french, english = by_class(root, "vv-side")
    assert [one.text for one in french.iter("sup")] == raised
    assert [*english.iter("sup")] == []
    assert text(french).strip() == typed.replace("*", "").replace("`", "")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_a_number_that_ends_a_sentence_stays_with_its_word(language: str) -> None:
    assert side("Voir article 10. Encore 12 mots, CC BY 4.0.", language) == (
        "Voir article\u00a010. Encore 12 mots, CC BY 4.0."
    )
