"""The interface says the same in every language that it speaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import visavis
from visavis.render import read_words, spoken_language

FILES = sorted((Path(visavis.__file__).parent / "render" / "words").glob("*.yml"))
LANGUAGES = [file.stem for file in FILES]


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_language_has_every_sentence_with_its_places(language: str) -> None:
    words, english = read_words(language), read_words("en")
    assert list(words) == list(english)
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
