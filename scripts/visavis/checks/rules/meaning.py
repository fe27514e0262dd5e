"""Rules about meaning that is turned round: a negation, an ordinal, a name for another."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import cache
from itertools import product
from typing import NamedTuple

from visavis.checks.finding import Severity
from visavis.checks.lexicons import read_lexicon
from visavis.checks.rule import SAMPLE, Concern, Problem, at_side, rule
from visavis.checks.rules.similarity import is_proper, is_word
from visavis.checks.rules.word import NAME, is_written_alike, name_start
from visavis.checks.sample import Sample, SampledPair, first_words
from visavis.side import Side

_KEPT, _WORTH, _USUAL = 0.99, 40, 0.96
"""Negations are missed where the book keeps 96 of a hundred; what is assumed of any book is worth
forty of its own."""
_FAITHFUL, _ENOUGH = 0.95, 20
"""A book that has so many names, and keeps so large a share of them, is thought to keep all."""
_SELDOM = 0.1
"""A name that has so often no answer elsewhere, against where it has one, is one that has none."""
_FEW = 3
"""Where more names of a side have no answer, it tells in its own way, and none is exchanged."""
_LARGE_NOUNS = frozenset({"de", "lb"})
"""Languages that write every noun large: what their dictionary has need be no name."""
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
        languages = {side: sampled.chapter[side].language for side in Side}
        negations = {side: _negation(languages[side]) for side in Side}
        ours, theirs = negations[Side.SOURCE], negations[Side.TARGET]
        if ours is None or theirs is None:
            return
        denied = [ours.denies.search(sampled.source), theirs.denies.search(sampled.target)]
        if not any(denied):
            continue
        for source, target in _sentences(sampled, languages[Side.SOURCE], languages[Side.TARGET]):
            here, there = ours.denies.search(source), theirs.denies.search(target)
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
        yield at_side(sampled, side, said, f"compare it with {answers}")


@rule("meaning.ordinal", Severity.WARNING, SAMPLE, concern=Concern.WORD)
def meaning_ordinal(sample: Sample) -> Iterator[Problem]:
    """The first is not the second on the other side.

    Ordinals in words, as far as the tenth, each of which stands on one side only; one alone is
    often put otherwise (*at first*, « d’abord »). In German, English, Spanish, French, Italian,
    Dutch and Portuguese; those in figures `number.lost` compares.
    """
    for sampled in sample.pairs:
        found = {side: _ordinals(sampled[side], sampled.chapter[side].language) for side in Side}
        only = {side: found[side].keys() - found[side.other].keys() for side in Side}
        if all(only.values()):
            ours, theirs = (found[side][min(only[side])] for side in (Side.TARGET, Side.SOURCE))
            answers = sampled.place(Side.SOURCE)
            said = f"“{ours}” stands here, and “{theirs}” in {answers}"
            yield at_side(sampled, Side.TARGET, said, f"compare it with {answers}")


def _ordinals(text: str, language: str) -> dict[int, str]:
    """The ordinals in words of a text, each by its number."""
    pattern = _ordinal(language)
    if pattern is None:
        return {}
    return {int((found.lastgroup or "_0")[1:]): found[0] for found in pattern.finditer(text)}


@cache
def _ordinal(language: str) -> re.Pattern[str] | None:
    known = read_lexicon("ordinal").get(language.partition("-")[0])
    if known is None:
        return None
    each = (f"(?P<_{number}>{_any_of(words)})" for number, words in enumerate(known, 1))
    return re.compile(rf"\b(?:{'|'.join(each)})\b", re.IGNORECASE)


def _sentences(sampled: SampledPair, source: str, target: str) -> Iterator[tuple[str, str]]:
    """The sentences that answer each other by their order; otherwise both texts whole."""
    from visavis.aligner.sentence import split_sentences

    original = [sampled.source[a:b] for a, b in split_sentences(sampled.source, source)]
    translation = [sampled.target[a:b] for a, b in split_sentences(sampled.target, target)]
    if len(original) == len(translation):
        yield from zip(original, translation, strict=True)
    else:
        yield sampled.source, sampled.target


@cache
def _negation(language: str) -> _Negation | None:
    known = read_lexicon("negation").get(language.partition("-")[0])
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

    Each side has a name to which nothing on the other is like, and the book keeps one of the two
    elsewhere, or nearly every name. Names that lack an answer elsewhere too, or that the book puts
    for each other again (*Mr. Fogg*, « Phileas »), countries in both languages, and words that the
    dictionary writes small are none. Known false alarm: a town whose names in two languages are not
    alike.
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
    total = sum(len(one) for found in names.values() for one in found)
    lost = sum(len(one) for found in strange.values() for one in found)
    faithful = total - lost >= _FAITHFUL * total and total >= _ENOUGH
    for at, sampled in enumerate(sample.pairs):
        without = {side: strange[side][at] for side in Side}
        if not all(without.values()):
            continue
        named = {
            side: {w for w in without[side] if _is_name(sample, sampled, side, w)} for side in Side
        }
        if max(map(len, named.values())) > _FEW:
            continue
        here, there = (
            {w for w in named[side] if alone[side][w] - 1 <= _SELDOM * kept[side][w]}
            for side in Side
        )
        for one, other in product(sorted(here), sorted(there)):
            known = faithful or kept[Side.SOURCE][one] or kept[Side.TARGET][other]
            again = sum(
                one in source and other in target
                for source, target in zip(names[Side.SOURCE], names[Side.TARGET], strict=True)
            )
            if known and again == 1 and not _is_one_country(sampled, one, other):
                answers = sampled.place(Side.SOURCE)
                said = f"{other} stands here and not in {answers}, which has {one}"
                yield at_side(sampled, Side.TARGET, said, f"compare it with {answers}")
                break


def _names(text: str) -> set[str]:
    """What is written large inside the sentences of a text."""
    return {name for name in NAME.findall(text) if not name.isupper()}


def _without_like(sample: Sample, names: set[str], text: str) -> set[str]:
    """The names that no word of a text is like."""
    if not names:
        return names
    starts = {name_start(word) for word in sample.words(text)}
    left = (name for name in names if name_start(name) not in starts)
    return {name for name in left if not is_written_alike(name, text)}


def _is_name(sample: Sample, sampled: SampledPair, side: Side, word: str) -> bool:
    language = sampled.chapter[side].language
    if word.lower() in sample.vocabulary[side] or word in _calendar(language):
        return False
    if language.partition("-")[0] in _LARGE_NOUNS:
        return not is_word(word, language)
    return is_proper(word, language)


@cache
def _calendar(language: str) -> frozenset[str]:
    """The days and months of a language, which some write large; those of Unicode's CLDR."""
    from babel import Locale, UnknownLocaleError

    try:
        locale = Locale.parse(language, sep="-")
    except (ValueError, UnknownLocaleError):
        return frozenset()
    named = (*locale.days["format"]["wide"].values(), *locale.months["format"]["wide"].values())
    return frozenset(named)


def _is_one_country(sampled: SampledPair, one: str, other: str) -> bool:
    source, target = (_countries(sampled.chapter[side].language) for side in Side)
    return not source.get(one, frozenset()).isdisjoint(target.get(other, frozenset()))


@cache
def _countries(language: str) -> dict[str, frozenset[str]]:
    """By each word of its name in a language, the codes of countries; those of Unicode's CLDR."""
    from babel import Locale, UnknownLocaleError

    try:
        territories = Locale.parse(language, sep="-").territories
    except (ValueError, UnknownLocaleError):
        return {}
    found: dict[str, set[str]] = defaultdict(set)
    for code, name in territories.items():
        for word in re.findall(r"[^\W\d_]+", name):
            found[word].add(code)
    return {word: frozenset(codes) for word, codes in found.items()}
