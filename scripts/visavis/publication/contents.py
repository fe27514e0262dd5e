"""The chapters as the home page lists them, with their sizes and reading times.

A minute of reading is reckoned in characters, which hold for all alphabets alike: 68 ms each when
read aloud (Trauzettel-Klosinski and Dietz, IOVS 53, 2012, over 14 languages), and silently 238
words in the time of 183 (Brysbaert, Journal of Memory and Language 109, 2019). Where words are
not parted by spaces the size is given in characters, and each of them says more.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from babel.numbers import format_decimal
from babel.units import format_unit

from visavis.edition import HOME
from visavis.pairs import Pairing
from visavis.render import number_locale, say_number
from visavis.side import Side
from visavis.store import Cache, content_key
from visavis.unicode import primary

_LETTERS = re.compile(r"\w+")
_CHARACTERS_PER_MINUTE = 60_000 / 68 * 238 / 183
_UNPARTED = {"zh": 255 * 238 / 183, "ja": 357 * 238 / 183, "th": _CHARACTERS_PER_MINUTE}
"""Languages without spaces between words: letters a minute. The figures for Chinese and Japanese
are those of the first study as commonly quoted, unverified; for Thai it gives none."""


@dataclass(frozen=True, slots=True)
class Contents:
    """A chapter in the list of contents, as one language tells it."""

    chapter: Pairing
    size: str
    """Such as `1 240 mots`."""
    time: str
    """Such as `6 min`."""


def list_contents(
    chapters: Iterable[Pairing], side: Side, language: str, known: Cache | None = None
) -> list[Contents]:
    """The chapters besides the home page, in their order, sized by the text of a side.

    `known` spares measuring texts that were measured before.
    """
    found = []
    for chapter in chapters:
        if chapter.name != HOME:
            plain = [block.plain for block in chapter[side].blocks if block.label is None]
            size, minutes = _look_up(plain, language, known)
            found.append(
                Contents(chapter, _tell_size(size, language), _tell_time(minutes, language))
            )
    return found


def _look_up(texts: Sequence[str], language: str, known: Cache | None) -> tuple[int, int]:
    if known is None:
        return measure_text(texts, language)
    key = content_key(language, *texts)
    measured: Sequence[int] | None = known.get(key)
    if measured is None:
        measured = measure_text(texts, language)
        known.put(key, [*measured])
    size, minutes = measured
    return size, minutes


def measure_text(texts: Iterable[str], language: str) -> tuple[int, int]:
    """Size, in words or where nothing parts them in letters, and minutes of reading: at least one.

    A word is what stands between spaces and holds a letter or a digit, as word processors count.
    """
    words = letters = 0
    for text in texts:
        words += sum(word.isalnum() or bool(_LETTERS.search(word)) for word in text.split())
        letters += sum(map(len, _LETTERS.findall(text)))
    unparted = _UNPARTED.get(primary(language))
    minutes = max(1, round(letters / (unparted or _CHARACTERS_PER_MINUTE)))
    return (letters if unparted else words), minutes


def _tell_size(size: int, language: str) -> str:
    unparted = primary(language) in _UNPARTED
    sentence = say_number(language, "size_characters" if unparted else "size_words", size)
    return sentence.replace("{n}", format_decimal(size, locale=number_locale(language)))


def _tell_time(minutes: int, language: str) -> str:
    return format_unit(minutes, "duration-minute", "short", locale=number_locale(language))
