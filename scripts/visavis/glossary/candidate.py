"""What may be a term of a text: runs of words, counted by the C-value.

Source: K. Frantzi, S. Ananiadou, H. Mima, *Automatic recognition of multi-word terms: the
C-value/NC-value method*, International Journal on Digital Libraries 3 (2000).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from visavis.glossary.morphology import APOSTROPHES, HYPHENS, Morphology, spell
from visavis.text import load_yaml
from visavis.unicode import primary

_MOST_WORDS = 4
"""Of meaning, in a candidate."""
_MOST_LINKS = 2
"""Of the words that may stand between two of them."""
_SHORTEST = 4
"""Letters of a candidate that is a single word."""
_LEAST = 3
"""In so many texts a single word must stand; more words together are rarely so by chance: two."""
_SINGLE = 0.25
"""Added to the length, whose logarithm would be nothing for single words."""
_COMMON = 0.3
"""A word that stands in so many of the texts is taken for a function word, where no list is."""
_JOINED = re.compile(rf"[ \n\u00a0\u202f{APOSTROPHES}{HYPHENS}]+")
_POSSESSIVE = re.compile(rf"(?<=\w)[{APOSTROPHES}]s$")

Key = tuple[str, ...]
"""What all forms of a candidate have in common: the lemmas of its words."""


@dataclass(slots=True)
class Candidate:
    """A run of words that may be a term."""

    words: int
    """Of meaning."""
    rows: set[int] = field(default_factory=set)
    """The texts in which it stands, by number."""
    forms: Counter[str] = field(default_factory=Counter)
    """As it is written, with how often."""
    score: float = 0.0
    """Its C-value."""

    @property
    def uses(self) -> int:
        """How often it stands."""
        return sum(self.forms.values())

    @property
    def form(self) -> str:
        """The form in which it is written most often."""
        return max(self.forms, key=lambda form: (self.forms[form], form.islower(), form))


def find_candidates(texts: Sequence[str], language: str) -> dict[Key, Candidate]:
    """Every candidate that stands in several of the texts."""
    morphology = Morphology(language)
    tokens = [[text[a:b] for a, b in morphology.find_tokens(text)] for text in texts]
    links, closed = _function_words(language, tokens)
    found: dict[Key, Candidate] = {}
    for row, text in enumerate(texts):
        for start, end, key, words in _runs(text, morphology, links, closed):
            one = found.setdefault(key, Candidate(words))
            one.rows.add(row)
            one.forms[" ".join(_POSSESSIVE.sub("", text[start:end]).split())] += 1
    kept = {k: c for k, c in found.items() if len(c.rows) >= (_LEAST if c.words == 1 else 2)}
    _count(kept)
    return kept


def _count(found: dict[Key, Candidate]) -> None:
    """Give every candidate its C-value: uses inside longer candidates count for less."""
    longer: dict[Key, list[int]] = defaultdict(list)
    for key, one in found.items():
        inner = {key[a:b] for a in range(len(key)) for b in range(a + 1, len(key) + 1)} - {key}
        for part in inner & found.keys():
            longer[part].append(one.uses)
    for key, one in found.items():
        around = longer[key]
        own = one.uses - (sum(around) / len(around) if around else 0.0)
        one.score = math.log2(one.words + _SINGLE) * own


def _runs(
    text: str, morphology: Morphology, links: Set[str], closed: Set[str]
) -> Iterator[tuple[int, int, Key, int]]:
    """Every run that begins and ends with a word of meaning: its place, its key, its words."""
    spans = morphology.find_tokens(text)
    spelled = [spell(text[start:end]) for start, end in spans]
    for first, (start, _) in enumerate(spans):
        key: list[str] = []
        words = between = 0
        for at in range(first, len(spans)):
            if at > first and not _JOINED.fullmatch(text, spans[at - 1][1], spans[at][0]):
                break
            word = spelled[at]
            if word in links and word in closed and at > first and between < _MOST_LINKS:
                between += 1
                key.append(word)
                continue
            if word in closed or not word.isalpha():
                break
            words, between = words + 1, 0
            key.append(morphology.key(word))
            if words > 1 or len(word) >= _SHORTEST:
                yield start, spans[at][1], tuple(key), words
            if words == _MOST_WORDS:
                break


def _function_words(language: str, texts: Sequence[Sequence[str]]) -> tuple[Set[str], Set[str]]:
    listed = _lists().get(primary(language))
    if listed:
        links = frozenset(listed["links"].split())
        return links, links | frozenset(listed["others"].split())
    rows = Counter(word for text in texts for word in {spell(token) for token in text})
    common = {w for w, n in rows.items() if len(w) <= 3 or n > _COMMON * len(texts)}
    return common, common


@cache
def _lists() -> dict[str, dict[str, str]]:
    text = (files("visavis.glossary") / "function_words.yml").read_text("utf-8")
    lists: dict[str, dict[str, str]] = load_yaml(text, "function_words.yml")
    return lists
