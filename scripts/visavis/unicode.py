"""What is true of letters everywhere: scripts, numerals, folding, widths."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

WORD = re.compile(r"[^\W\d_]+")
"""Letters that stand together."""
UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005\u3040-\u30ff\u3400-\u4dbf"
UNSPACED += "\u4e00-\u9fff\uf900-\ufaff"
"""Scripts without spaces between words, for a class of a pattern: Thai, Lao, Burmese, Khmer, kana,
Han. One sign counts as a word."""
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_UNDIVIDED = str.maketrans(dict(zip("łøđħŧıðþœæ", "l o d h t i d th oe ae".split(), strict=True)))
"""What Latin letters are called in plain ones that Unicode does not part from their strokes."""
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ku ps sd ug ur yi".split())
_LATIN = ("LATIN",)
_DEVANAGARI = ("DEVANAGARI",)
_SCRIPTS: dict[str, Sequence[str]] = {
    **dict.fromkeys(("en", "fr", "de", "es", "it", "nl", "pt"), _LATIN),
    **dict.fromkeys(("ar", "fa", "ur", "ps", "ckb", "sd", "ug"), ("ARABIC",)),
    **dict.fromkeys(("he", "yi"), ("HEBREW",)),
    **dict.fromkeys(("ru", "uk", "be", "bg", "mk", "sr", "kk", "ky", "mn", "tg"), ("CYRILLIC",)),
    **dict.fromkeys(("zh", "yue"), ("CJK",)),
    "ja": ("CJK", "HIRAGANA", "KATAKANA"),
    "ko": ("HANGUL",),
    **dict.fromkeys(("el", "grc"), ("GREEK",)),
    **dict.fromkeys(("am", "ti"), ("ETHIOPIC",)),
    **dict.fromkeys(("hi", "mr", "ne", "sa"), _DEVANAGARI),
    "hy": ("ARMENIAN",),
    "ka": ("GEORGIAN",),
    "bn": ("BENGALI",),
    "ta": ("TAMIL",),
    "th": ("THAI",),
}
"""How the names of a script's letters begin in Unicode."""
_TAGGED = {"Latn": _LATIN, "Cyrl": ("CYRILLIC",), "Arab": ("ARABIC",), "Deva": _DEVANAGARI}
"""The same of scripts that a tag names, as in `sr-Latn`."""


def script_of(tag: str) -> Sequence[str]:
    """The script of a language, for `is_of_script`; nothing where nothing is known of it."""
    language, *others = tag.split("-")
    for other in others:
        if other.title() in _TAGGED:
            return _TAGGED[other.title()]
    if language in _SCRIPTS:
        return _SCRIPTS[language]
    return _LATIN if has_dictionary(language) else ()


def has_dictionary(language: str) -> bool:
    """Whether a dictionary of its forms is at hand, which `simplemma` brings.

    Whoever looks a word up does so with `low_memory`: a dictionary then takes 3 MB and not 20, and
    is there sooner.
    """
    from simplemma.strategies.dictionaries.dictionary_factory import SUPPORTED_LANGUAGES

    return language in SUPPORTED_LANGUAGES


def digits_of(text: str) -> str:
    """The digits of a text as 0 to 9, whatever script they are of: `40` for ٤٠."""
    return "".join(str(unicodedata.decimal(c)) for c in text if c.isdecimal())


def read_roman(numeral: str) -> int:
    """The value of a Roman numeral, in capitals or not: 14 for XIV."""
    values = [_ROMAN_DIGITS[letter] for letter in numeral.upper()]
    pairs = zip(values, [*values[1:], 0], strict=True)
    return sum(-value if value < following else value for value, following in pairs)


def primary(tag: str) -> str:
    """The language of a tag: `pt` of `pt-BR`."""
    return tag.replace("_", "-").partition("-")[0].lower()


def is_of_script(letter: str, script: Sequence[str]) -> bool:
    """Whether a letter is one of a script."""
    return unicodedata.name(letter, "").startswith(tuple(script))


def is_right_to_left(tag: str) -> bool:
    """Whether a language is written from right to left."""
    return primary(tag) in _RIGHT_TO_LEFT


@lru_cache(maxsize=1 << 16)
def fold(word: str) -> str:
    """The word without case and accents, so that « Évêque » and "eveque" are one."""
    plain = unicodedata.normalize("NFKD", word.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def spell_plainly(text: str) -> str:
    """Small letters for the name of a file: `mlyn` for Młyn, `coeur` for Cœur; accents stay."""
    return text.casefold().translate(_UNDIVIDED)


def count_cells(char: str) -> int:
    """How many cells of a terminal a visible character fills."""
    if unicodedata.category(char) in {"Mn", "Me", "Cf"} or "\u1160" <= char <= "\u11ff":
        return 0  # The second range are Hangul vowels and finals, which join their consonant.
    return 2 if unicodedata.east_asian_width(char) in {"W", "F"} else 1
