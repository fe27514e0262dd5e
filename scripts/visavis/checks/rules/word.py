"""Rules about words that a translation keeps: names, addresses, emphasis."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator
from difflib import SequenceMatcher
from functools import lru_cache

from visavis.checks.finding import Severity
from visavis.checks.rule import SAMPLE, Concern, Problem, at_side, rule
from visavis.checks.rules.punctuation import QUOTED
from visavis.checks.rules.similarity import is_word
from visavis.checks.sample import Sample, SampledPair
from visavis.checks.tally import Marked, find_unanswered
from visavis.side import Side
from visavis.text import InlineKind, Kind
from visavis.unicode import fold

_WORD = re.compile(r"[^\W\d_]+")
# The space first, for which a text is searched fastest.
_NAME = re.compile(r" (?<=[\w,;)’'] )(?:[dDlL][’'])?([^\W\d_a-zß-öø-ÿ][^\W\d_]+)")
_ACRONYM = re.compile(r"\b[^\W\d_a-z]{2,}\b")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()»”\"]+[^\s<>()»”\".,;:!?]", re.IGNORECASE)
_HOST = re.compile(r"(?:https?://)?(?:www\.|[a-z]{2}\.)?([^/?#]*)", re.IGNORECASE)
_FIRST = re.compile(r"[^\W\d_]+")
_PREFIX = 4
"""Letters by which a name is known again in another language: Londres is not London, but Lond-."""
_ALIKE = 0.6
"""So alike, from 0 to 1, names of one place are in two languages."""
_OFTEN = 3
_RATIO = 0.9
"""A name is missed where this book keeps it so many times, and nine times out of ten."""
_EMPHATIC = (InlineKind.EMPHASIS, InlineKind.STRONG)


@rule("word.name", Severity.WARNING, SAMPLE, concern=Concern.WORD)
def word_name(sample: Sample) -> Iterator[Problem]:
    """A name or an acronym that the translation keeps elsewhere is kept here too.

    What is a name, and how it is written in the other language, the book itself shows: a word that
    never stands in lower case, and that stands on both sides of at least three other pairs, and
    nearly always where it stands on one. Known false alarm: a pronoun in the place of the name.
    """
    common = {
        side: {word for word in words if word.islower()}
        for side, words in sample.vocabulary.items()
    }
    acronyms = {
        side: {word for word in words if _ACRONYM.fullmatch(word)}
        for side, words in sample.vocabulary.items()
    }
    start = {word: _start(word) for words in sample.vocabulary.values() for word in words}
    found_names = []
    for sampled in sample.pairs:
        for side in Side:
            names = _names(sample, sampled[side], common[side], acronyms[side])
            there = set(map(start.__getitem__, sample.words(sampled[side.other])))
            found_names.append((sampled, side, there, names))
    # At the head of a paragraph every word is written large: a name is one elsewhere too.
    known: dict[Side, set[str]] = defaultdict(set)
    for _, side, _, names in found_names:
        known[side].update(names.values())
    for sampled, side, _, names in found_names:
        first = _FIRST.match(sampled[side])
        if first and first[0] in known[side]:
            names.setdefault(start[first[0]], first[0])
    seen: dict[tuple[Side, str], list[int]] = defaultdict(lambda: [0, 0])
    for _, side, there, names in found_names:
        for key in names:
            count = seen[side, key]
            count[0] += 1
            count[1] += key in there
    for sampled, side, there, names in found_names:
        for key, name in names.items():
            times, kept = seen[side, key]
            if (
                key not in there
                and not _is_written_alike(name, sampled[side.other])
                and kept >= max(_OFTEN, _RATIO * (times - 1))
            ):
                answers = sampled.place(side.other)
                message = f"{name} stands here and not in {answers}, though usually on both sides"
                yield at_side(sampled, side, message, f"compare it with {answers}")


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
    return words.islower() and all(is_word(word, language) for word in _WORD.findall(words))


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
    """Names inside the sentences of a text, by what they are known again by."""
    found = _NAME.findall(text)
    if not acronyms.isdisjoint(sample.words(text)):
        found += _ACRONYM.findall(text)
    return {_start(name): name for name in found if name.casefold() not in common}


def _is_written_alike(name: str, text: str) -> bool:
    """Whether a text has a name that may be the same one: Brittany, Bretagne."""
    word = fold(name)
    return any(
        SequenceMatcher(None, word, fold(other)).ratio() >= _ALIKE for other in _NAME.findall(text)
    )


@lru_cache(maxsize=1 << 16)
def _start(word: str) -> str:
    return "".join(c for c in fold(word) if c.isalnum())[:_PREFIX]


def _may_hold_address(text: str) -> bool:
    return "://" in text or "www." in text.lower()


def _host(address: str) -> str:
    found = _HOST.match(address)
    return found[1].casefold() if found else ""
