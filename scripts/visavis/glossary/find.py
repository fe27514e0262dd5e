"""Where terms occur in a text."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ahocorasick_rs import AhoCorasick

from visavis.glossary.form import Form, Role, Word, read_forms
from visavis.glossary.morphology import (
    APOSTROPHES,
    HYPHENS,
    Morphology,
    bare,
    spell,
    spellings,
)
from visavis.glossary.term import Glossary
from visavis.store import Cache

Span = tuple[int, int]

_OTHER = "\0"
"""Stands for a word that no term has."""
_FIRST_SIGN = 0xF0000
"""Each word of the glossary is one character of the private planes of Unicode."""
_JOINED = re.compile(rf"[\s\u00ad{APOSTROPHES}{HYPHENS}]*")
"""What may stand between two words of a term."""
_SAME_SENTENCE = re.compile(r"(?:(?!\n\s*\n)[^.!?;:…。！？])*")
"""What may stand between two words of a term that allows others between them."""


@dataclass(frozen=True, slots=True)
class Use:
    """A term in a text."""

    term: str
    """The id of the term."""
    start: int
    """In characters of the text."""
    end: int
    form: str = ""
    """The words as they stand in the text."""
    listed: str = ""
    """The form of the glossary that they are a form of."""


@dataclass(frozen=True, slots=True)
class _Match:
    form: Form
    start: int
    end: int
    order: int
    """Of its form in the glossary, which decides between equals."""


class Finder:
    """Finds the terms of a glossary in the texts of one language.

    Inflection, elision, capitals, hyphens and no-break spaces are no obstacles; the longest match
    wins, and words of an expression that only looks like a term are none. The lemmas of a text are
    looked for all at once (Aho and Corasick, 1975); what is found is then held against the words as
    they are written.
    """

    def __init__(self, glossary: Glossary, language: str, cache: Cache | None = None) -> None:
        """`cache` keeps the lemmas of words."""
        self.language = language
        self._glossary = glossary
        self._cache = cache
        self._morphology = Morphology(language, cache)
        self._signs = _Signs(lambda written: self._index.read(written))
        self._last: tuple[str, Sequence[Span], list[_Match]] = "", (), []

    def find_uses(self, text: str, hidden: Sequence[Span] = ()) -> list[Use]:
        """Every use, in order, none overlapping; `hidden` are spans that are no prose, as code."""
        matches = [m for m in self._matches(text, hidden) if m.form.role is not Role.FORBIDDEN]
        return [_use(m, text) for m in _longest(matches) if m.form.role is Role.TERM]

    def find_forbidden(self, text: str, hidden: Sequence[Span] = ()) -> list[Use]:
        """Every rendering that is forbidden for some term, where it is no part of an accepted one.

        Those of different terms may overlap.
        """
        matches = self._matches(text, hidden)
        found: list[_Match] = []
        for term in dict.fromkeys(m.form.term for m in matches if m.form.role is Role.FORBIDDEN):
            own = _longest([m for m in matches if m.form.term == term])
            found += [m for m in own if m.form.role is Role.FORBIDDEN]
        return [_use(m, text) for m in sorted(found, key=lambda m: (m.start, m.end))]

    def _matches(self, text: str, hidden: Sequence[Span]) -> list[_Match]:
        """All that may be a use; whoever asks for one kind often asks for the other kind next."""
        if self._last[:2] != (text, hidden):
            self._last = text, hidden, list(self._match(text, hidden))
        return self._last[2]

    def _match(self, text: str, hidden: Sequence[Span]) -> Iterator[_Match]:
        index = self._index
        if index.search is None and not index.gapped:
            return
        words = self._morphology.find_words(text)
        signs = "".join(map(self._signs.__getitem__, words))
        if signs.count(_OTHER) == len(signs):
            return
        # Few texts have a term, and only of those the places of the words are asked for.
        spans: list[Span] = []
        for order, form, positions in index.candidates(signs):
            spans = spans or self._morphology.find_tokens(text)
            start, end = spans[positions[0]][0], spans[positions[-1]][1]
            if hidden and any(start < stop and begin < end for begin, stop in hidden):
                continue
            if self._stands(form, text, positions, spans):
                yield _Match(form, start, _without_possessive(text, start, end), order)

    def _stands(
        self,
        form: Form,
        text: str,
        positions: Sequence[int],
        spans: Sequence[Span],
    ) -> bool:
        """Whether words with the right lemmas are the form, as it is written here."""
        before = -1
        between = _SAME_SENTENCE if form.gap else _JOINED
        for word, position in zip(form.words, positions, strict=True):
            start, end = spans[position]
            spelling = self._signs.spelling(text[start:end])
            differs = word.capitals or spelling != word.spelling
            if differs and not self._is_form(word, text[start:end], spelling):
                return False
            if before >= 0 and not between.fullmatch(text, before, start):
                return False
            before = end
        return self._morphology.stands_free(text, spans[positions[0]][0], before)

    def _is_form(self, word: Word, written: str, spelling: str) -> bool:
        if word.capitals == 1 and not written[:1].isupper():
            return False
        if word.capitals == 2 and not written.rstrip("s").rstrip(APOSTROPHES).isupper():
            return False
        if spelling == word.spelling:
            return True
        possessive = len(spell(written)) < len(written)  # `officer’s` for `officers’`
        if word.exact and not possessive:
            return False
        return not word.noun or self._morphology.is_noun_form(spelling)

    @cached_property
    def _index(self) -> _Index:
        forms = list(read_forms(self._glossary, self.language, self._morphology))
        return _Index(forms, self._morphology, self._cache)


class _Signs(dict[str, str]):
    """The sign of each word of a text as it is written, looked up once."""

    def __init__(self, read: Callable[[str], tuple[str, str]]) -> None:
        super().__init__()
        self._read = read
        self._spellings: dict[str, str] = {}

    def __missing__(self, written: str) -> str:
        sign, self._spellings[written] = self._read(written)
        self[written] = sign
        return sign

    def spelling(self, written: str) -> str:
        """How a word that has a sign is meant."""
        return self._spellings[written]


class _Index:
    """The forms of a language by the signs of their words."""

    def __init__(
        self, forms: Sequence[Form], morphology: Morphology, cache: Cache | None = None
    ) -> None:
        self._key = morphology.key
        self._foreign: list[Callable[[str], str]] = [
            Morphology(tag, cache).key
            for tag in dict.fromkeys(t for form in forms for t in form.foreign)
        ]
        self._signs: dict[str, str] = {}
        self._bare: dict[str, str] = {}
        for form in sorted(forms, key=lambda form: bool(form.foreign)):
            for word in form.words:
                self._register(word.spelling, foreign=bool(form.foreign))
        together: dict[str, list[tuple[int, Form]]] = {}
        self.gapped: dict[str, list[tuple[int, Form, re.Pattern[str]]]] = {}
        for order, form in enumerate(forms):
            signs = [self.read(word.spelling)[0] for word in form.words]
            if form.gap and len(signs) > 1:
                between = f".{{0,{form.gap}}}?"
                pattern = re.compile(between.join(f"({re.escape(s)})" for s in signs), re.DOTALL)
                self.gapped.setdefault(signs[0], []).append((order, form, pattern))
            else:
                together.setdefault("".join(signs), []).append((order, form))
        self._together = list(together.values())
        self._starts = re.compile(f"[{''.join(self.gapped)}]") if self.gapped else None
        self.search = AhoCorasick(list(together)) if together else None

    def _register(self, spelling: str, *, foreign: bool) -> None:
        """Give the word a sign, unless a form of it has one already."""
        if self.read(spelling)[0] != _OTHER:
            return
        keys = [f"{at}:{key(spelling)}" for at, key in enumerate(self._foreign)] if foreign else []
        sign = chr(_FIRST_SIGN + len(self._signs))
        for key in keys or [self._key(spelling)]:
            self._signs.setdefault(key, sign)
        self._bare.setdefault(bare(spelling), spelling)

    def read(self, written: str) -> tuple[str, str]:
        """The sign of a word and its spelling; `_OTHER` for one that no term has."""
        tried = list(spellings(written))
        if written.isupper() and (meant := self._bare.get(bare(tried[0]))):
            tried.append(meant)
        for spelling in tried:
            if sign := self._sign(spelling):
                return sign, spelling
        return _OTHER, tried[0]

    def _sign(self, spelling: str) -> str:
        if not spelling:  # a soft hyphen that stands alone
            return ""
        if sign := self._signs.get(self._key(spelling)):
            return sign
        for at, key in enumerate(self._foreign):
            if sign := self._signs.get(f"{at}:{key(spelling)}"):
                return sign
        return ""

    def candidates(self, signs: str) -> Iterator[tuple[int, Form, Sequence[int]]]:
        """Every form whose signs stand in a text, with the positions of its words there."""
        if self.search is not None:
            for number, start, end in self.search.find_matches_as_indexes(signs, overlapping=True):
                for order, form in self._together[number]:
                    yield order, form, range(start, end)
        for first in self._starts.finditer(signs) if self._starts else ():
            for order, form, pattern in self.gapped[first[0]]:
                if found := pattern.match(signs, first.start()):
                    yield order, form, [found.start(n + 1) for n in range(len(form.words))]


def _longest(matches: Iterable[_Match]) -> list[_Match]:
    """Matches that do not overlap, the longest first chosen; in the order of the text."""
    kept: list[_Match] = []
    for match in sorted(matches, key=lambda m: (m.start - m.end, m.start, m.order)):
        at = bisect_left(kept, match.start, key=lambda m: m.start)
        free_before = at == 0 or kept[at - 1].end <= match.start
        if free_before and (at == len(kept) or match.end <= kept[at].start):
            kept.insert(at, match)
    return kept


def _use(match: _Match, text: str) -> Use:
    form = match.form
    return Use(form.term, match.start, match.end, text[match.start : match.end], form.listed)


def _without_possessive(text: str, start: int, end: int) -> int:
    """A use ends before its `’s`: the mark on the page is the term's."""
    written = text[start:end]
    cut = len(written) - 2
    possessive = cut > 0 and written[cut] in APOSTROPHES and written[-1] in "sS"
    return end - 2 if possessive else end
