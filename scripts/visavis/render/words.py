"""The words of the interface, one YAML file a language in `words/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

from visavis.text import load_yaml

_FOLDER = Path(__file__).parent / "words"


@cache
def read_words(language: str) -> Mapping[str, str]:
    """Key → sentence in a language; English where the edition's language has no file of its own."""
    file = _FOLDER / f"{spoken_language(language)}.yml"
    words = load_yaml(file.read_text("utf-8"), file.name)
    return {str(key): str(value) for key, value in words.items()}


@cache
def spoken_language(language: str) -> str:
    """The language of the words that an interface has: its own, or English."""
    names = (language, language.partition("-")[0])
    return next((name for name in names if (_FOLDER / f"{name}.yml").is_file()), "en")


@cache
def number_locale(language: str) -> Locale:
    """How the words of an interface write their numbers."""
    try:
        return Locale.parse(spoken_language(language), sep="-")
    except (UnknownLocaleError, ValueError):
        return Locale("en")


def mark_words(language: str) -> dict[str, str]:
    """The attributes of an element that holds words of an interface: what they are in, if not in
    the language of the page around them.
    """
    spoken = spoken_language(language)
    return {} if language.partition("-")[0] == spoken else {"lang": spoken, "dir": "ltr"}


def mark_html(language: str) -> str:
    """The same, as they are written in a tag, with the space before them."""
    return "".join(f' {name}="{value}"' for name, value in mark_words(language).items())
