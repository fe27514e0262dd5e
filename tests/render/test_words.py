"""The interface says the same in every language that it speaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from visavis.catalogue import read_catalogue
from visavis.render import read_words, say_number, spoken_language
from visavis.render.words import WORDS

LANGUAGES = sorted(file.stem for file in WORDS.glob("*.po"))
TEMPLATE = read_catalogue(WORDS, "en")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence_with_its_places(language: str) -> None:
    words, english = read_words(language), read_words("en")
    catalogue = read_catalogue(WORDS, language)
    assert catalogue and TEMPLATE
    # Nothing is missing, and nothing was translated from other words than those of today.
    found = {name: message.english for name, message in catalogue.messages.items()}
    assert found == {name: message.english for name, message in TEMPLATE.messages.items()}
    assert all(message.forms for message in catalogue.messages.values())
    for key, sentence in words.items():
        places = sorted(re.findall(r"\{\w*\}|`[^`]+`", sentence))
        assert places == sorted(re.findall(r"\{\w*\}|`[^`]+`", english[key])), key
        assert sentence.strip(), key


@pytest.mark.parametrize(
    ("language", "spoken"), [("pt-BR", "pt"), ("de", "de"), ("fr-CA", "fr"), ("ja", "en")]
)
def test_a_region_speaks_as_its_language_and_others_are_told_in_english(
    language: str, spoken: str
) -> None:
    assert spoken_language(language) == spoken


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [("fr", 0, "{n} mot"), ("fr", 2, "{n} mots"), ("en", 1, "{n} word"), ("de", 0, "{n} Wörter")],
)
def test_a_number_takes_the_form_of_its_language(language: str, number: int, said: str) -> None:
    assert say_number(language, "size_words", number) == said


def test_half_a_catalogue_is_filled_with_english(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = (WORDS / "visavis.pot").read_text("utf-8")
    stale = template.replace('msgid "{n} word"', 'msgid "{n} words or so"')
    (tmp_path / "visavis.pot").write_text(template, "utf-8")
    (tmp_path / "nl.po").write_text(stale.replace('msgstr[0] ""', 'msgstr[0] "woord"'), "utf-8")
    monkeypatch.setattr("visavis.render.words.WORDS", tmp_path)
    read_words.cache_clear()

    assert say_number("nl", "size_words", 2) == "{n} words"
    assert read_words("nl") == read_words("en")
