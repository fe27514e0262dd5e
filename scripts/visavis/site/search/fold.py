"""What counts as one word for the search, and what of its spelling does not matter. Pure.

Accents, case, ligatures, apostrophes and elision are no obstacles: `l’Œuvre` is the word `oeuvre`.
`search-words.js` does the same in the browser; the cases in `tests/cases/search/words.yml` hold
both to one another.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from functools import cache, lru_cache

_UNSPACED = "\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff々"
"""Scripts that put no space between words: each character is taken for one."""
_FIRST_UNSPACED = re.compile(f"[{_UNSPACED}]")
_MARKS = "\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670"
"""Accents, and the points of Hebrew and Arabic, which many people leave out."""
_SILENT = "\u00ad\u200b-\u200d\u2060"
_APOSTROPHES = "'’＇"
_APOSTROPHE = re.compile(f"[{_APOSTROPHES}]")
_DROPPED = re.compile(f"[{_MARKS}{_SILENT}]")
_LETTERS = str.maketrans({
    "œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i", "ة": "ه", "ى": "ي",
})  # fmt: skip
"""Letters that many people type as others; the last two are Arabic, at the end of words."""
_ELIDED = frozenset(
    "c d j l m n s t qu jusqu lorsqu puisqu quoiqu un all dall dell nell sull".split()
)
"""What French, Catalan and Italian join to the next word by an apostrophe."""


def _words(one: str, letter: str) -> re.Pattern[str]:
    """Words, each with an apostrophe that joins it to the next; an `s` with the one before it.

    `one` is what can be a word, `letter` what would make a longer word of it.
    """
    possessive = f"[{_APOSTROPHES}](?=[sS](?!{letter}))"
    return re.compile(rf"(?:{possessive})?(?:{one})(?:[{_APOSTROPHES}](?=[^\W_]))?")


_LETTER = rf"(?![{_UNSPACED}_])[\w{_MARKS}\u0900-\u0dff{_SILENT}]"
_PLAIN = _words(r"[^\W_]+", r"[^\W_]")
_RARE = re.compile(rf"[{_UNSPACED}{_MARKS}\u0900-\u0dff{_SILENT}]")
"""Where a text has none of this, its words are runs of letters and digits, quickly found."""


@cache
def _rare_words() -> re.Pattern[str]:
    """Words of any script; most editions need not wait for it to be compiled."""
    return _words(rf"[{_UNSPACED}]|(?:{_LETTER})+", _LETTER)


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A word without what does not matter of its spelling."""
    if word.isascii():
        return word.lower()
    apart = unicodedata.normalize("NFKD", word.lower())
    return _DROPPED.sub("", apart).translate(_LETTERS)


def find_words(text: str) -> list[str]:
    """The words of a text as they are written, without elided ones and the `s` of a possessive."""
    found: list[str] = (_rare_words() if _RARE.search(text) else _PLAIN).findall(text)
    if not _APOSTROPHE.search(text):
        return found
    words = []
    joined = False
    for written in found:
        word = written.strip(_APOSTROPHES)
        possessive = word in ("s", "S") and (joined or written[0] != word[0])
        joined = written[-1] != word[-1]
        if not possessive and not (joined and fold(word) in _ELIDED):
            words.append(word)
    return words


def list_words(words: Sequence[str]) -> list[str]:
    """Words of a text as an index lists them: with each two that no space parts in their script."""
    if max(words, default="") < _UNSPACED[0]:
        return [*words]
    unspaced = [bool(_FIRST_UNSPACED.match(fold(word))) for word in words]
    pairs = zip(words, words[1:], unspaced, unspaced[1:], strict=False)
    return [*words, *(one + other for one, other, *joined in pairs if all(joined))]
