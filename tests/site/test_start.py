from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from visavis.edition import open_edition
from visavis.settings import read_project
from visavis.site.address import Addresses
from visavis.site.start import list_contents, measure_text

ROOT = Path(__file__).resolve().parents[2]


def test_words_are_counted_as_word_processors_count_them() -> None:
    assert measure_text(["L’État, c’est « moi » – vraiment !", "42"], "fr") == (5, 1)


def test_without_spaces_between_words_the_letters_are_counted() -> None:
    assert measure_text(["吾輩は猫である。名前はまだ無い。"], "ja") == (14, 1)


def test_a_thousand_words_of_english_take_four_minutes_and_a_bit() -> None:
    assert measure_text(["paper " * 1000], "en") == (1000, 4)


def test_the_contents_speak_the_language_of_the_interface() -> None:
    edition = open_edition(read_project(ROOT))
    addresses = Addresses("fr")
    told = {
        side.language: list_contents(edition.chapters, edition.project, side, addresses)
        for side in edition.project.sides
    }

    assert {entry.address for entry in told["en"]} >= {"en/partner-state/", "en/crisis-of-value/"}
    assert all(entry.size.endswith(" mots") for entry in told["fr"])
    assert all(entry.size.endswith(" words") for entry in told["en"])
    assert all(entry.time.endswith("min") for entry in (*told["fr"], *told["en"]))
    assert not [entry for entry in told["fr"] if entry.address in ("", "index.html")]


@given(st.lists(st.text(st.characters(codec="utf-8"))), st.sampled_from(["fr", "en", "ja", "xx"]))
def test_a_longer_text_is_never_shorter(texts: list[str], language: str) -> None:
    size, minutes = measure_text(texts, language)
    more, longer = measure_text([*texts, "encore"], language)
    assert 0 <= size < more
    assert 1 <= minutes <= longer
