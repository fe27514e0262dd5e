"""Which words are forms of one: found when the site is built, so that no browser needs a stemmer.

Two folded forms are of one family when Snowball gives them one stem, or simplemma one lemma. The
stem brings together what is derived (`coopératif`, `coopération`), the lemma what is irregular
(`yeux`, `œil`). The browser looks a word of a query up in this table, and takes what begins like it
when the texts have no such word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from typing import Any

from visavis.site.search.fold import fold
from visavis.store import Cache
from visavis.text import name_language
from visavis.unicode import has_dictionary, primary

_SHORTEST = 3
"""Lemmas of shorter words are auxiliaries and articles: `as` is no form of `avoir` to a reader."""


def find_families(
    words: Iterable[str], language: str, known: Cache | None = None
) -> dict[str, str]:
    """Folded form → the name of its family, the first of its forms in the order of the alphabet.

    The lemma of a word is one of them, whether or not it is among the words.

    `known` spares looking words up that were looked up before.
    """
    forms: defaultdict[str, set[str]] = defaultdict(set)
    keys = _Keys(language, known)
    for word in {word.lower() for word in words}:
        if folded := fold(word):
            forms[folded].update(keys.find(word, folded))
    parent: dict[str, str] = {}
    for form, own in forms.items():
        for key in own:
            _join(parent, f"={form}", key)
    members: defaultdict[str, list[str]] = defaultdict(list)
    lemmas = {key[1:] for own in forms.values() for key in own if key.startswith("=")}
    for form in sorted(lemmas.union(forms)):
        members[_root(parent, f"={form}")].append(form)
    return {form: family[0] for family in members.values() for form in family}


def list_families(families: Mapping[str, str], least: int = 2) -> list[str]:
    """Families of at least so many forms, each as its forms parted by spaces."""
    members: defaultdict[str, list[str]] = defaultdict(list)
    for form, name in families.items():
        members[name].append(form)
    return [" ".join(forms) for forms in members.values() if len(forms) >= least]


class _Keys:
    """What the forms of a family have in common."""

    def __init__(self, language: str, cache: Cache | None) -> None:
        self._language = primary(language)
        self._cache = cache

    def find(self, word: str, folded: str) -> Iterable[str]:
        """The keys of a word in lower case."""
        if self._cache is None:
            return _look_up(self._language, word, folded)
        name = f"keys {self._language} {word}"
        known: list[str] | None = self._cache.get(name)
        if known is None:
            known = sorted(_look_up(self._language, word, folded))
            self._cache.put(name, known)
        return known


@lru_cache(maxsize=50_000)  # several editions may be built in one process
def _look_up(language: str, word: str, folded: str) -> frozenset[str]:
    keys = set()
    stemmer, simplemma = _stemmer(language), _simplemma(language)
    if stemmer:
        keys.add(f"~{fold(stemmer.stemWord(word))}")
    if simplemma and len(word) >= _SHORTEST and not folded.isdigit():
        lemma = str(simplemma.lemmatize(word, language, low_memory=True)).lower()
        # It is a form too, though no text may have it: who looks for one looks for all.
        if (form := fold(lemma)).isalnum():
            keys.add(f"={form}")
        if stemmer and len(lemma) >= _SHORTEST:
            keys.add(f"~{fold(stemmer.stemWord(lemma))}")
        else:
            keys.add(f"!{fold(lemma)}")
    return frozenset(keys)


@cache
def _stemmer(language: str) -> Any:
    """Snowball's for a language; None where it has none."""
    import snowballstemmer

    name = name_language(language).lower()
    return snowballstemmer.stemmer(name) if name in snowballstemmer.algorithms() else None


@cache
def _simplemma(language: str) -> Any:
    """The module, whose dictionaries are read when a word is first asked for; or None."""
    import simplemma

    return simplemma if has_dictionary(language) else None


def _root(parent: dict[str, str], name: str) -> str:
    while (above := parent.get(name, name)) != name:
        parent[name] = parent.get(above, above)
        name = above
    return name


def _join(parent: dict[str, str], one: str, other: str) -> None:
    parent[_root(parent, one)] = _root(parent, other)
