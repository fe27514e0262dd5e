"""The words of the interface, one gettext catalogue a language in `words/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

from visavis.catalogue import Catalogue, read_catalogue

WORDS = Path(__file__).parent / "words"


@cache
def read_words(language: str) -> Mapping[str, str]:
    """Name → sentence in a language; English where the edition's language has none of its own."""
    own, english = _find(language).messages, _find("en").messages
    return {
        name: ((name in own and own[name].forms) or said.forms)[-1]
        for name, said in english.items()
    }


def say_number(language: str, name: str, number: int) -> str:
    """A sentence about so many things, in the form that this number wants; `{n}` stands in it."""
    return _find(language).form(name, number)


@cache
def spoken_language(language: str) -> str:
    """The language of the words that an interface has: its own, or English."""
    names = (language, language.partition("-")[0])
    return next((name for name in names if (WORDS / f"{name}.po").is_file()), "en")


def _find(language: str) -> Catalogue:
    found = read_catalogue(WORDS, language) or read_catalogue(WORDS, "en")
    assert found is not None, "the package has its template"
    return found


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
