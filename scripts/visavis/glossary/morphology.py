"""What counts as one word in a language, and what as a form of it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import Any

from visavis.store import Cache
from visavis.text import name_language
from visavis.unicode import UNSPACED, has_dictionary, primary

APOSTROPHES = "'’ʼ＇"
HYPHENS = "‐‑-"
_BINDING = HYPHENS + "@"
_SILENT = "\u00ad\u200b\u200c\u200d\u2060"
"""A soft hyphen and its kin: a word may be broken there, and nothing is to be seen."""
_MARKS = "\u0300-\u036f\u0483-\u0487\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u0900-\u0dff"
"""Accents and vowel signs that are characters of their own, which `re` does not count as letters"""
_ADDRESS = r"(?:https?://|www\.)\S+|[\w.+%-]+@[\w-]+\.[\w.-]*\w|\w+(?:\.[a-z]{2,})+(?:/\S*)?"
_WORD = rf"[{UNSPACED}]|(?:(?![{UNSPACED}_])[\w{_MARKS}{_SILENT}])+"
_TOKEN = re.compile(f"{_ADDRESS}|{_WORD}")
_RARE = re.compile(rf"[@{UNSPACED}{_MARKS}{_SILENT}]|\.[a-z]{{2}}|://|www\.")
"""Where a text has none of this, its words are runs of letters and digits, quickly found."""
_PLAIN = re.compile(r"[^\W_]+")
_PLAIN_ENGLISH = re.compile(rf"[^\W_]+(?:[{APOSTROPHES}][sS](?!\w))?")
_POSSESSIVE = re.compile(rf"[{APOSTROPHES}]s(?![\w{_MARKS}])", re.IGNORECASE)
_ACCENTS = "\u0301\u0300\u0302\u0327\u0308\u0303"
_LINKS = frozenset("of for in to by on at with from and or".split())
"""English: the noun before one of these is inflected (`modes of production`)."""
_ENCLITICS = frozenset("là ci même mêmes".split())
"""French: what is joined to a noun by a hyphen and leaves it what it is (`ces communs-là`)."""


class Morphology:
    """The words of one language: simplemma's lemmas, else Snowball's stems, else lower case.

    Which words belong together is left to these libraries. What stands here is spelling: elision,
    possessives, ligatures, capitals without their accents, scripts without spaces.
    """

    def __init__(self, language: str, cache: Cache | None = None) -> None:
        """Take a language tag; `cache` spares looking words up that were looked up before."""
        self.language = primary(language)
        self._cache = cache

    @cached_property
    def _lemmatiser(self) -> Any:
        import simplemma  # its dictionaries are read when a word is first asked for

        return simplemma if has_dictionary(self.language) else None

    @cached_property
    def _stemmer(self) -> Any:
        import snowballstemmer

        name = name_language(self.language).lower()
        return snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None

    def key(self, word: str) -> str:
        """What all forms of a word have in common; `word` is in lower case."""
        if word.isdigit():
            return word
        if self._cache is None:
            return self._look_up(word)
        name = f"{self.language} {word}"
        known = self._cache.get(name)
        if known is None:
            known = self._look_up(word)
            self._cache.put(name, known)
        return str(known)

    def _look_up(self, word: str) -> str:
        if self._lemmatiser:
            lemma = str(self._lemmatiser.lemmatize(word, self.language, low_memory=True)).lower()
            if lemma != word or self._lemmatiser.is_known(word, self.language, low_memory=True):
                return lemma
        # A stem is shorter than a word and may be another word: the mark keeps the two apart.
        return f"~{self._stemmer.stemWord(word)}" if self._stemmer else word

    def find_words(self, text: str) -> list[str]:
        """The words of a text as they are written; an address is one word, whatever is in it."""
        if not _RARE.search(text):
            return self._plain.findall(text)
        return [text[start:end] for start, end in self.find_tokens(text)]

    def find_tokens(self, text: str) -> list[tuple[int, int]]:
        """Where the words of a text stand."""
        if not _RARE.search(text):
            return [found.span() for found in self._plain.finditer(text)]
        if self.language == "en":
            return list(_with_possessives(text))
        return [found.span() for found in _TOKEN.finditer(text)]

    @property
    def _plain(self) -> re.Pattern[str]:
        return _PLAIN_ENGLISH if self.language == "en" else _PLAIN

    def inflects(self, words: list[str], index: int) -> bool:
        """Whether a word of an expression changes in it: in English only its head does."""
        if self.language != "en" or index == len(words) - 1:
            return True
        return words[index + 1] in _LINKS

    def is_noun_form(self, word: str) -> bool:
        """Whether a noun can have this form; lemmas do not tell nouns from verbs (`stated`)."""
        return self.language != "en" or not word.endswith(("ed", "ing"))

    def stands_free(self, text: str, start: int, end: int) -> bool:
        """Whether words are not part of a longer one that a hyphen makes (`non-commoners`)."""
        before, after = text[start - 1 : start], text[end : end + 1]
        if before and before in _BINDING and text[max(start - 2, 0)].isalnum():
            return False
        if not (after and after in HYPHENS and text[end + 1 : end + 2].isalnum()):
            return True
        if self.language == "en":  # `commons-based`: the term in front of what it qualifies
            return True
        following = _TOKEN.match(text, end + 1)
        enclitic = following is not None and following[0].lower() in _ENCLITICS
        return self.language == "fr" and enclitic


def _with_possessives(text: str) -> Iterator[tuple[int, int]]:
    """English words, each with its `’s`."""
    after = 0
    for found in _TOKEN.finditer(text):
        if found.start() < after:
            continue
        possessive = _POSSESSIVE.match(text, found.end())
        after = possessive.end() if possessive else found.end()
        yield found.start(), after


@lru_cache(maxsize=100_000)
def spell(word: str) -> str:
    """A word in lower case, composed, without soft hyphens and without its possessive."""
    plain = unicodedata.normalize("NFC", word).lower()
    if not plain.isascii():
        plain = plain.translate(dict.fromkeys(map(ord, _SILENT)))
    return _POSSESSIVE.sub("", plain)


def spellings(word: str) -> Iterator[str]:
    """How a word of a text may be meant, the likeliest first: `Etat` is perhaps `état`."""
    plain = spell(word)
    yield plain
    if word[:1].isupper() and plain[:1] in "aceiou":
        yield from (unicodedata.normalize("NFC", plain[0] + a + plain[1:]) for a in _ACCENTS)
    if "oe" in plain or "ae" in plain:
        yield plain.replace("oe", "œ").replace("ae", "æ")


def bare(word: str) -> str:
    """A word without its accents, as capitals often are: `SOCIETE`."""
    apart = unicodedata.normalize("NFD", word)
    return "".join(c for c in apart if not unicodedata.combining(c))
