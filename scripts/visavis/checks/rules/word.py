"""Rules about words that a translation keeps: names, addresses, emphasis."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from functools import cache, lru_cache
from typing import NamedTuple

from visavis.checks.finding import Problem, Severity
from visavis.checks.lexicons import read_lexicon
from visavis.checks.rule import SAMPLE, Concern, at_side, rule
from visavis.checks.rules.punctuation import QUOTED
from visavis.checks.rules.similarity import writes_nouns_large
from visavis.checks.sample import Sample, SampledPair
from visavis.checks.tally import Marked, find_unanswered
from visavis.side import Side
from visavis.text import InlineKind, Kind, has_word
from visavis.unicode import WORD, fold

# The space first, for which a text is searched fastest.
_NAME = re.compile(r" (?<=[\w,;)’'] )(?:[dDlL][’'])?([^\W\d_a-zß-öø-ÿ][^\W\d_]+)")
_ACRONYM = re.compile(r"\b[^\W\d_a-z]{2,}\b")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()»”\"]+[^\s<>()»”\".,;:!?]", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?(?:www\.|[a-z]{2}\.)?([^/?#]*)", re.IGNORECASE)
_PREFIX = 4
"""Letters by which a name is known again in another language: Londres is not London, but Lond-."""
_ALIKE = 0.6
"""So alike, from 0 to 1, names of one place are in two languages."""
_OFTEN = 3
_RATIO = 0.9
"""What is kept so many times, and nine times out of ten, is a name that this book keeps."""
_UNUSUAL = 0.01
"""It is missed where its being missing is less likely, by this book, …"""
_EXCHANGED = 0.002
"""… or where another one stands there without an answer, and both together are less likely."""
_SEVERAL = 4
"""In a paragraph with more names than these it is likelier that one of them is a pronoun there."""
_PRIOR = (50.0, 0.5)
"""Places of names, and how many of them lack it, that are assumed besides those of the book."""
_EMPHATIC = (InlineKind.EMPHASIS, InlineKind.STRONG)


class _Named(NamedTuple):
    """The names of one side of a pair."""

    sampled: SampledPair
    side: Side
    names: dict[str, str]
    """By what they are known again by."""
    there: frozenset[str]
    """What the words of the other side are known by."""


@rule("word.name", Severity.WARNING, SAMPLE, concern=Concern.WORD)
def word_name(sample: Sample) -> Iterator[Problem]:
    """A name or an acronym that the translation keeps elsewhere is kept here too.

    What is a name, and how it is written in the other language, the book itself shows: a word that
    never stands in lower case, and that stands on both sides of at least three pairs, and nearly
    always where it stands on one. Titles (*Mr.*, « Monsieur ») are none. How often a pronoun or an
    epithet stands in its place, the book shows too, of each mention of this name and of all names:
    what is usual is not said. Where another name stands there that nothing answers, the two may
    have been exchanged, and less is enough. Known false alarm: a pronoun in the place of a name
    that is kept everywhere else.
    """
    found = _find_names(sample)
    chances = _chances_of_missing(found, sample)
    for one, other in zip(found[::2], found[1::2], strict=True):  # the two sides of a pair
        lost = {
            one.side: _missing(one, other, chances),
            other.side: _missing(other, one, chances),
        }
        if not any(lost.values()):
            continue
        side = Side.TARGET if lost[Side.TARGET] else Side.SOURCE
        answers = one.sampled.place(side.other)
        instead = " ".join(lost[side.other])
        said = f"{' '.join(lost[side])} stands here and not in {answers}, "
        said += f"which has {instead}" if instead else "though usually on both sides"
        yield at_side(one.sampled, side, said, "compare the two")


def _find_names(sample: Sample) -> list[_Named]:
    """The names of each side of each pair."""
    common = {
        side: {word for word in words if word.islower()}
        for side, words in sample.vocabulary.items()
    }
    acronyms = {
        side: {word for word in words if _ACRONYM.fullmatch(word)}
        for side, words in sample.vocabulary.items()
    }
    found = []
    for sampled in sample.pairs:
        for side in Side:
            names = _names(sample, sampled[side], common[side], acronyms[side])
            there = sample.words(sampled[side.other])
            if writes_nouns_large(sampled.chapter[side].language):
                there = tuple(word for word in there if not word.islower())  # a noun, and no name
            found.append(_Named(sampled, side, names, name_starts(there)))
    # At the head of a paragraph every word is written large: a name is one elsewhere too.
    known: dict[Side, set[str]] = defaultdict(set)
    for one in found:
        known[one.side].update(one.names.values())
    for one in found:
        first = WORD.match(one.sampled[one.side])
        if first and first[0] in known[one.side]:
            one.names.setdefault(name_start(first[0]), first[0])
    return found


def _missing(one: _Named, other: _Named, chances: Mapping[tuple[Side, str], float]) -> list[str]:
    """The names of one side of a pair whose being missing on the other is no usual thing."""
    strange = [chances.get((other.side, key), 1.0) for key in other.names if key not in other.there]
    rest = min(strange, default=1.0) * max(1.0, len(strange) / _SEVERAL)
    lost = []
    for key, name in one.names.items():
        chance = chances.get((one.side, key), 1.0) * max(1.0, len(one.names) / _SEVERAL)
        if key in one.there or not (chance < _UNUSUAL or chance * rest < _EXCHANGED):
            continue
        if not _is_part_of_kept(name, one) and not is_written_alike(name, one.sampled[other.side]):
            lost.append(name)
    return lost


def _is_part_of_kept(name: str, one: _Named) -> bool:
    """Whether a name belongs to another that the other side has: Phileas Fogg, for Mr. Fogg."""
    text = one.sampled[one.side]
    return any(
        key in one.there and (f"{name} {other}" in text or f"{name}. {other}" in text)
        for key, other in one.names.items()
    )


def _chances_of_missing(found: Sequence[_Named], sample: Sample) -> dict[tuple[Side, str], float]:
    """Of each name that the book keeps, how likely it is missing at one place, by all others.

    What is usual for names of the book counts as much as ten places. Who is named again and again
    is often called otherwise: a name is missing as easily as one of its mentions.
    """
    seen: dict[tuple[Side, str], list[bool]] = defaultdict(list)
    for one in found:
        for key in one.names:
            seen[one.side, key].append(key in one.there)
    names = {
        key: (len(places), len(places) - sum(places))
        for key, places in seen.items()
        if sum(places) >= max(_OFTEN, _RATIO * (len(places) - 1))
    }
    all_places, all_missing = (sum(counts) for counts in zip(_PRIOR, *names.values(), strict=True))
    usual = 10 * (all_missing - 1) / (all_places - 1)
    chances = {
        key: (missing - 1 + usual) / (places - 1 + 10)
        for key, (places, missing) in names.items()
        if missing
    }
    return {key: max(chance, left_out(sample, *key)) for key, chance in chances.items()}


def left_out(sample: Sample, side: Side, key: str) -> float:
    """How often, from 0 to 1, a mention of a name has none on the other side, one of them apart."""
    mentions = fewer = 0
    for sampled in sample.pairs:
        words = sample.words(sampled[side])
        if key in name_starts(words):
            there = sample.words(sampled[side.other])
            here, answered = (sum(name_start(w) == key for w in each) for each in (words, there))
            mentions += here
            fewer += max(0, here - answered)
    return (fewer - 1) / max(1, mentions)


@rule("word.address", Severity.WARNING, SAMPLE, concern=Concern.WORD)
def word_address(sample: Sample) -> Iterator[Problem]:
    """An address that is written out stands on both sides.

    A host in another language is the same (`fr.wikipedia.org`, `en.wikipedia.org`). Links are
    compared by `link.lost`.
    """
    for sampled in sample.pairs:
        if not _may_hold_address(sampled.source) and not _may_hold_address(sampled.target):
            continue  # as nearly always
        for side in Side:
            hosts = {_host(found) for found in _ADDRESS.findall(sampled[side.other])}
            linked = {_host(i.target) for b in sampled.pair[side.other] for i in b.inlines}
            for address in _ADDRESS.findall(sampled[side]):
                if _host(address) not in hosts | linked:
                    message = f"{address} stands here and not in {sampled.place(side.other)}"
                    yield at_side(sampled, side, message, "write it there too")


@rule("word.emphasis", Severity.WARNING, SAMPLE, concern=Concern.WORD)
def word_emphasis(sample: Sample) -> Iterator[Problem]:
    """Words set off on one side are set off on the other, each of them.

    Quotation marks answer emphasis. A word that stands in both languages may be foreign to one of
    them only, which sets it off alone; unless the other does so elsewhere. Said only where this
    book keeps emphasis nine times out of ten. Headings are not compared, and of the edition’s
    notes only the titles.
    """
    usual = {side: _ever_emphasised(sample, side) for side in Side}
    for sampled, side, words in find_unanswered(sample, _find_emphasis):
        other = sampled.chapter[side.other].language
        if words.casefold() not in usual[side.other] and _is_native(words, other):
            continue
        message = f"*{words}* is emphasised here, and nothing that answers it in "
        yield at_side(
            sampled, side, message + str(sampled.place(side.other)), "emphasise what answers it"
        )


def _ever_emphasised(sample: Sample, side: Side) -> set[str]:
    return {w.casefold() for pair in sample.pairs for w in _find_emphasis(pair, side).words}


def _is_native(words: str, language: str) -> bool:
    """Whether a text in the language has no reason to set these words off."""
    return words.islower() and all(has_word(word, language) for word in WORD.findall(words))


def _find_emphasis(sampled: SampledPair, side: Side) -> Marked:
    blocks = sampled.pair[side]
    if any(block.kind is Kind.HEADING for block in blocks):
        return Marked((), 0)
    words = [i.text for block in blocks for kind in _EMPHATIC for i in block.of_kind(kind)]
    if sampled.is_apparatus:
        titles = [one for one in words if one[:1].isupper() and " " in one]
        return Marked(titles, len(titles))
    return Marked(words, len(words) + len(QUOTED.findall(sampled[side])))


def _names(sample: Sample, text: str, common: set[str], acronyms: set[str]) -> dict[str, str]:
    """Names inside the sentences of a text, by what they are known again by.

    What is written in capitals, as a title may be, shows none.
    """
    words = sample.words(text)
    small = len("".join(filter(str.islower, words)))
    if 2 * small < len("".join(words)) and (
        2 * sum(map(str.isupper, text)) > sum(map(str.isalpha, text))
    ):
        return {}
    found = find_large(text)
    if not acronyms.isdisjoint(words):
        found = (*found, *_ACRONYM.findall(text))
    return {name_start(name): name for name in found if name.casefold() not in common}


def is_written_alike(name: str, text: str) -> bool:
    """Whether a text has a name that may be the same one: Brittany, Bretagne."""
    word = fold(name)
    return any(_are_alike(word, fold(other)) for other in find_large(text))


@lru_cache(maxsize=1 << 16)
def _are_alike(one: str, other: str) -> bool:
    return SequenceMatcher(None, one, other).ratio() >= _ALIKE


@lru_cache(maxsize=4096)
def find_large(text: str) -> Sequence[str]:
    """What is written large inside the sentences of a text, but for titles."""
    return tuple(name for name in _NAME.findall(text) if name not in _titles())


@cache
def _titles() -> frozenset[str]:
    """What stands before a name and is none, in any language."""
    return frozenset(word for words in read_lexicon("title").values() for word in words.split())


@lru_cache(maxsize=2048)  # The texts of two samples.
def name_starts(words: Sequence[str]) -> frozenset[str]:
    """What the words of a text are known again by, if they are names."""
    return frozenset(map(name_start, words))


@lru_cache(maxsize=1 << 16)
def name_start(word: str) -> str:
    """The letters by which a name is known again, whatever its accents and its case."""
    return "".join(c for c in fold(word) if c.isalnum())[:_PREFIX]


def _may_hold_address(text: str) -> bool:
    return "://" in text or "www." in text.lower()


def _host(address: str) -> str:
    found = _HOST.match(address)
    return found[1].casefold() if found else ""
