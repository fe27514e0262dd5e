"""The chapters as the home page lists them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from visavis.edition import open_edition
from visavis.publication import list_contents, measure_text
from visavis.settings import read_project
from visavis.side import Side
from visavis.store import Cache

ROOT = Path(__file__).resolve().parents[2]


def test_words_are_counted_as_word_processors_count_them() -> None:
    assert measure_text(["L’État, c’est « moi » – vraiment !", "42"], "fr") == (5, 1)


def test_without_spaces_between_words_the_letters_are_counted() -> None:
    assert measure_text(["吾輩は猫である。名前はまだ無い。"], "ja") == (14, 1)


def test_a_thousand_words_of_english_take_four_minutes_and_a_bit() -> None:
    assert measure_text(["paper " * 1000], "en") == (1000, 4)


def test_the_contents_speak_the_language_of_the_interface() -> None:
    edition = open_edition(read_project(ROOT))
    french, english = (
        [*list_contents(edition.chapters, side, edition.project[side].language)]
        for side in (Side.TARGET, Side.SOURCE)
    )

    assert [entry.chapter.name for entry in french] == ["crisis-of-value", "partner-state"]
    assert all(entry.size.endswith(" mots") for entry in french)
    assert all(entry.size.endswith(" words") for entry in english)
    assert all(entry.time.endswith("min") for entry in (*french, *english))


def test_what_was_measured_before_is_told_as_before(tmp_path: Path) -> None:
    edition = open_edition(read_project(ROOT))
    fresh = list_contents(edition.chapters, Side.TARGET, "fr")
    for _ in range(2):
        known = Cache(tmp_path, "sizes", "1")
        assert list_contents(edition.chapters, Side.TARGET, "fr", known) == fresh
        known.save()


@given(st.lists(st.text(st.characters(codec="utf-8"))), st.sampled_from(["fr", "en", "ja", "xx"]))
def test_a_longer_text_is_never_shorter(texts: list[str], language: str) -> None:
    size, minutes = measure_text(texts, language)
    more, longer = measure_text([*texts, "encore"], language)
    assert 0 <= size < more
    assert 1 <= minutes <= longer
