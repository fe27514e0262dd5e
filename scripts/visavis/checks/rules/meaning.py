"""Rules about meaning that is turned round: a negation, an ordinal, a name for another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import TYPE_CHECKING, NamedTuple

from visavis.checks.finding import Problem, Severity
from visavis.checks.lexicons import read_lexicon
from visavis.checks.rule import SAMPLE, Concern, at_side, rule
from visavis.checks.rules.similarity import is_proper, writes_nouns_large
from visavis.checks.rules.word import (
    find_large,
    is_written_alike,
    left_out,
    name_start,
    name_starts,
)
from visavis.checks.sample import Sample, SampledPair, first_words
from visavis.side import Side
from visavis.text import has_word
from visavis.unicode import WORD, primary

if TYPE_CHECKING:
    from babel import Locale

_KEPT, _WORTH, _USUAL = 0.99, 40, 0.96
"""Negations are missed where the book keeps 96 of a hundred; what is assumed of any book is worth
forty of its own."""
_FAITHFUL, _ENOUGH = 0.95, 20
"""A book that has so many names, and keeps so large a share of them, is thought to keep all."""
_SELDOM = 0.1
"""A name that has so often no answer elsewhere, against where it has one, is one that has none."""
_FEW = 3
"""Where more names of a side have no answer, it tells in its own way, and none is exchanged."""
_NEAR = 150
"""A name stands at most so many characters from the one that it was exchanged for, measured as if
both sides were as long."""
_OFTEN = 0.05
"""Who is oftener called by a pronoun, or otherwise, is so here too."""
_CLAUSE = 6
"""So many words may stand between the two parts of a negation."""


class _Negation(NamedTuple):
    """How a language negates."""

    denies: re.Pattern[str]
    may_deny: re.Pattern[str]


@rule("meaning.negation", Severity.WARNING, SAMPLE, concern=Concern.WORD)
def meaning_negation(sample: Sample) -> Iterator[Problem]:
    """What is denied on one side is not said to be so on the other.

    A sentence that denies something (*cannot*, « ne peut pas ») is answered by one that has a
    negation, or a word that may stand for one (*without*, *impossible*, *only*). Sentences are
    compared where both sides have as many, otherwise whole paragraphs. Said only where this book
    keeps its negations, as most do; in German, English, Spanish, French, Italian, Dutch and
    Portuguese. Known false alarm: the opposite said with other words (*not far*, « près »).
    """
    cases: list[tuple[SampledPair, Side, str]] = []
    total = 0
    for sampled in sample.pairs:
        ours, theirs = (_negation(sampled.chapter[side].language) for side in Side)
        if ours is None or theirs is None:
            return
        original = ours.denies.search(sampled.source)
        translation = theirs.denies.search(sampled.target)
        if not original and not translation:
            continue
        for source, target in _sentences(sample, sampled):
            here = original and ours.denies.search(source)
            there = translation and theirs.denies.search(target)
            total += bool(here or there)
            if here and not theirs.may_deny.search(target):
                cases.append((sampled, Side.SOURCE, source))
            elif there and not ours.may_deny.search(source):
                cases.append((sampled, Side.TARGET, target))
    if total - len(cases) + _WORTH * _KEPT < _USUAL * (total + _WORTH):
        return
    for sampled, side, sentence in cases:
        answers = sampled.place(side.other)
        said = f"“{first_words(sentence)}” denies, and nothing that answers it in {answers} does"
        yield at_side(sampled, side, said, "compare the two")


@rule("meaning.ordinal", Severity.WARNING, SAMPLE, concern=Concern.WORD)
def meaning_ordinal(sample: Sample) -> Iterator[Problem]:
    """The first is not the second on the other side.

    Ordinals in words, as far as the tenth, each of which stands on one side only; one alone is
    often put otherwise (*at first*, « d’abord »). In German, English, Spanish, French, Italian,
    Dutch and Portuguese; those in figures `number.lost` compares.
    """
    for sampled in sample.pairs:
        found = {
            side: _ordinals(sample.words(sampled[side]), sampled.chapter[side].language)
            for side in Side
        }
        only = {
            side: {
                number
                for number in found[side].keys() - found[side.other].keys()
                if _is_sure(found[side][number], sampled.chapter[side].language)
            }
            for side in Side
        }
        if all(only.values()):
            ours, theirs = (found[side][min(only[side])] for side in (Side.TARGET, Side.SOURCE))
            answers = sampled.place(Side.SOURCE)
            said = f"“{ours}” stands here, and “{theirs}” in {answers}"
            yield at_side(sampled, Side.TARGET, said, "compare the two")


def _ordinals(words: Sequence[str], language: str) -> dict[int, str]:
    """The ordinals among the words of a text, each by its number."""
    numbers = _ordinal(language)
    return {numbers[word.casefold()]: word for word in words if word.casefold() in numbers}


@cache
def _ordinal(language: str) -> Mapping[str, int]:
    """By ordinal its number; nothing for a language of which none is known."""
    known = read_lexicon("ordinal").get(primary(language), ())
    return {
        word.rstrip("?"): number for number, words in enumerate(known, 1) for word in words.split()
    }


def _is_sure(ordinal: str, language: str) -> bool:
    """Whether it is no other word as well, which the list marks with a question mark."""
    known = read_lexicon("ordinal")[primary(language)]
    return f"{ordinal.casefold()}?" not in " ".join(known).split()


def _sentences(sample: Sample, sampled: SampledPair) -> Iterator[tuple[str, str]]:
    """The sentences that answer each other by their order; otherwise both texts whole."""
    original, translation = (sample.sentences(sampled, side) for side in Side)
    if len(original) == len(translation):
        yield from zip(original, translation, strict=True)
    else:
        yield sampled.source, sampled.target


@cache
def _negation(language: str) -> _Negation | None:
    known = read_lexicon("negation").get(primary(language))
    if known is None:
        return None
    denies = [rf"\b(?:{_any_of(known['words'])})\b"]
    if language.startswith("en"):
        denies.append(r"n[’']t\b")
    if "particle" in known:
        first, second = _any_of(known["particle"]), _any_of(known["second"])
        denies.append(rf"\b(?:{first})\b\W+(?:\w+\W+){{0,{_CLAUSE}}}?(?:{second})\b")
    others = rf"\b(?:{_any_of(known['others'])})\b"
    flags = re.IGNORECASE
    return _Negation(
        re.compile("|".join(denies), flags), re.compile("|".join([*denies, others]), flags)
    )


def _any_of(words: str) -> str:
    return "|".join(re.escape(word).replace(r"\*", r"\w+") for word in words.split())


@rule("meaning.name", Severity.WARNING, SAMPLE, concern=Concern.WORD, supersedes=("word.name",))
def meaning_name(sample: Sample) -> Iterator[Problem]:
    """No name stands in the place of another.

    Each side has a name to which nothing on the other is like, at about the same place, and the
    book keeps one of the two elsewhere, or nearly every name. Names that often lack an answer
    elsewhere too, or that the book puts for each other again (*Mr. Fogg*, « Phileas »), titles,
    countries in both languages, and words that the dictionary writes small are none. Known false
    alarm: a town whose names in two languages are not alike.
    """
    names = {side: [_names(pair[side]) for pair in sample.pairs] for side in Side}
    strange: dict[Side, list[set[str]]] = {side: [] for side in Side}
    kept = {side: Counter[str]() for side in Side}
    alone = {side: Counter[str]() for side in Side}
    for at, sampled in enumerate(sample.pairs):
        for side in Side:
            lone = _without_like(sample, names[side][at], sampled[side.other])
            strange[side].append(lone)
            kept[side].update(names[side][at] - lone)
            alone[side].update(lone)
    known = [(kept[side][name], alone[side][name]) for side in Side for name in kept[side]]
    total, lost = sum(map(sum, known)), sum(number for _, number in known)
    faithful = total - lost >= _FAITHFUL * total and total >= _ENOUGH
    for at, sampled in enumerate(sample.pairs):
        here, there = (
            {w for w in strange[side][at] if alone[side][w] - 1 <= _SELDOM * kept[side][w]}
            for side in Side
        )
        exchanged = [
            (one, other)
            for one, other in _nearest_first(sampled, here, there)
            if (faithful or kept[Side.SOURCE][one] or kept[Side.TARGET][other])
            and _stand_together(one, other, names) == 1
            and not _is_one_country(sampled, one, other)
            and _is_kept(sample, one, other)
        ]
        if not exchanged:
            continue  # before the dictionaries are loaded, which takes long
        named = {
            side: {w for w in strange[side][at] if _is_name(sample, sampled, side, w)}
            for side in Side
        }
        if max(map(len, named.values())) > _FEW:
            continue
        for one, other in exchanged:
            if one in named[Side.SOURCE] and other in named[Side.TARGET]:
                answers = sampled.place(Side.SOURCE)
                said = f"{other} stands here and not in {answers}, which has {one}"
                yield at_side(sampled, Side.TARGET, said, "compare the two")
                break


def _stand_together(one: str, other: str, names: Mapping[Side, Sequence[set[str]]]) -> int:
    """In how many pairs one name stands in the original and the other in the translation."""
    pairs = zip(names[Side.SOURCE], names[Side.TARGET], strict=True)
    return sum(one in source and other in target for source, target in pairs)


def _nearest_first(
    sampled: SampledPair, here: Iterable[str], there: Iterable[str]
) -> list[tuple[str, str]]:
    """The names of both sides that stand at about the same place, the nearest first."""
    length = max(len(sampled.source), len(sampled.target))
    at = {
        side: {name: sampled[side].find(name) / len(sampled[side]) for name in names}
        for side, names in ((Side.SOURCE, here), (Side.TARGET, there))
    }
    far = {
        (one, other): length * abs(at[Side.SOURCE][one] - at[Side.TARGET][other])
        for one, other in product(here, there)
    }
    return sorted((two for two in far if far[two] <= _NEAR), key=lambda two: (far[two], two))


def _names(text: str) -> set[str]:
    """What is written large inside the sentences of a text."""
    return {name for name in find_large(text) if not name.isupper()}


def _without_like(sample: Sample, names: set[str], text: str) -> set[str]:
    """The names that no word of a text is like."""
    if not names:
        return names
    starts = name_starts(sample.words(text))
    left = (name for name in names if name_start(name) not in starts)
    return {name for name in left if not is_written_alike(name, text)}


def _is_name(sample: Sample, sampled: SampledPair, side: Side, word: str) -> bool:
    language = sampled.chapter[side].language
    if word.lower() in sample.vocabulary[side] or word in _calendar(language):
        return False
    if writes_nouns_large(language):
        return not has_word(word, language)
    return is_proper(word, language)


@cache
def _calendar(language: str) -> frozenset[str]:
    """The days and months of a language, which some write large; those of Unicode's CLDR."""
    locale = _locale(language)
    if locale is None:
        return frozenset()
    named = (*locale.days["format"]["wide"].values(), *locale.months["format"]["wide"].values())
    return frozenset(named)


def _is_kept(sample: Sample, one: str, other: str) -> bool:
    """Whether neither of two names is often called otherwise, this place apart."""
    return all(
        left_out(sample, side, name_start(name)) <= _OFTEN
        for side, name in ((Side.SOURCE, one), (Side.TARGET, other))
    )


def _is_one_country(sampled: SampledPair, one: str, other: str) -> bool:
    source, target = (_countries(sampled.chapter[side].language) for side in Side)
    return not source.get(one, frozenset()).isdisjoint(target.get(other, frozenset()))


@cache
def _countries(language: str) -> dict[str, frozenset[str]]:
    """By each word of its name in a language, the codes of countries; those of Unicode's CLDR."""
    locale = _locale(language)
    found: dict[str, set[str]] = defaultdict(set)
    for code, name in locale.territories.items() if locale else ():
        for word in WORD.findall(name):
            found[word].add(code)
    return {word: frozenset(codes) for word, codes in found.items()}


def _locale(language: str) -> Locale | None:
    """What Unicode's CLDR knows of a language."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return None
