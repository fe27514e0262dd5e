"""The words of the interface, one gettext catalogue a language in `words/`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from babel import Locale, UnknownLocaleError

from visavis.catalogue import Catalogue, read_catalogue
from visavis.unicode import primary

WORDS = Path(__file__).parent / "words"


@cache
def read_words(language: str) -> Mapping[str, str]:
    """Name → sentence in a language; English where the edition's language has none of its own."""
    return {
        name: _find(language, name).messages[name].forms[-1] for name in _read_english().messages
    }


def say_number(language: str, name: str, number: int) -> str:
    """A sentence about so many things, in the form that this number wants; `{n}` stands in it."""
    return _find(language, name).form(name, number)


@cache
def spoken_language(language: str) -> str:
    """The language of the words that an interface has: its own, or English."""
    names = (language, primary(language))
    return next((name for name in names if (WORDS / f"{name}.po").is_file()), "en")


def _find(language: str, name: str) -> Catalogue:
    """The catalogue that says a sentence: the language's own, or English where that is stale."""
    own, english = read_catalogue(WORDS, language), _read_english()
    message = own.messages.get(name) if own else None
    current = message and message.forms and message.english == english.messages[name].english
    return own if own and current else english


def _read_english() -> Catalogue:
    english = read_catalogue(WORDS, "en")
    assert english is not None, "the package has its template"
    return english


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
    return {} if primary(language) == spoken else {"lang": spoken, "dir": "ltr"}


def mark_html(language: str) -> str:
    """The same, as they are written in a tag, with the space before them."""
    return "".join(f' {name}="{value}"' for name, value in mark_words(language).items())
