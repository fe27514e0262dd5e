"""Rules about marks that a translation keeps: questions, exclamations, quotations, brackets."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from visavis.checks.finding import Problem, Severity
from visavis.checks.quotation import count_open, find_unbalanced
from visavis.checks.rule import RECORD, SAMPLE, Concern, at_block, at_side, rule
from visavis.checks.rules.drift import say_since
from visavis.checks.sample import Sample, SampledPair, first_words
from visavis.checks.tally import Marked, find_unanswered
from visavis.pairs import Pair, Pairing
from visavis.record import Record, find_drifts, living_pairs, side_text
from visavis.side import Side
from visavis.text import InlineKind

_CLOSING = ' \u00a0\u202f»”")'
_QUESTION = re.compile(r"[?？؟;]")  # the last is the Greek question mark
_EXCLAMATION = re.compile(r"[!！]")
QUOTED = re.compile(r"«[^»]+»|[“„][^”“]+[”“]|「[^」]+」|『[^』]+』|\"[^\"]+\"")
_BRACKETED = re.compile(r"[(（][^()（）]+[)）]")
_ASIDE = re.compile(r"\s[–—-]\s|—|[,，、]")
_SPEECH = re.compile(r"(?:[–—―-]|--)\s*\w")
_ENUMERATION = re.compile(r"(?:^|\s)[\w]{1,2}\)")


@dataclass(frozen=True, slots=True)
class _Mark:
    """A mark and what is expected of it."""

    name: str
    pattern: re.Pattern[str]
    prior: float
    """How often translations keep it."""
    least: float
    """It is missed where the book keeps it at least so often."""

    def stands_in(self, text: str) -> bool:
        """Whether a text has it."""
        return bool(self.pattern.search(text))


_ENDS = (
    _Mark("a question mark", _QUESTION, 0.97, 0.9),
    _Mark("an exclamation mark", _EXCLAMATION, 0.95, 0.95),
)


@rule("punctuation.ending", Severity.WARNING, SAMPLE, concern=Concern.WORD)
def punctuation_ending(sample: Sample) -> Iterator[Problem]:
    """A paragraph that ends in a question or an exclamation does so in both languages, somewhere.

    Said only where this book keeps question marks nine times out of ten, and exclamation marks
    nineteen times out of twenty; until it has many, what is usual elsewhere counts too. Known false
    alarm: a question that the other language asks indirectly.
    """
    for mark in _ENDS:
        likely = sample.keeps(mark.stands_in, mark.prior)
        for sampled in sample.pairs if likely >= mark.least else ():
            for side in Side:
                end = sampled[side].rstrip(_CLOSING)[-1:]
                if mark.pattern.match(end) and not mark.stands_in(sampled[side.other]):
                    answers = sampled.place(side.other)
                    yield at_block(
                        sampled.chapter[side],
                        sampled.pair[side][-1],
                        f"this ends in {mark.name}, and there is none in {answers}",
                        "end both alike",
                        sampled.pair,
                    )


@rule("punctuation.quotation", Severity.WARNING, SAMPLE, concern=Concern.WORD)
def punctuation_quotation(sample: Sample) -> Iterator[Problem]:
    """Quotations are opened and closed, and what is quoted on one side is marked on the other.

    Emphasis on the other side answers a quotation too, since titles are set in either. A paragraph
    that leaves its quotation open is right where the next one closes it or opens it again, as in
    long speeches, where the next ones begin with a dash, as turns of a dialogue do, until one
    closes it, where the other side marks speech by a dash, and where this book often does so. Words
    that stand on the other side too, such as a term kept from the original, need no marks there.
    Known false alarm: a single word in quotation marks that the other language does without; it is
    said only where this book keeps such marks nine times out of ten.
    """
    unbalanced = {
        side: find_unbalanced([chapter[side] for chapter in sample.chapters]) for side in Side
    }
    for sampled in sample.pairs:
        for side in Side:
            faults = [unbalanced[side].get(id(block), 0) for block in sampled.pair[side]]
            more, other = next(filter(None, faults), 0), sampled[side.other]
            if more and not count_open(other) and not _SPEECH.match(other):
                yield _unbalanced(sampled, side, more, "quotation mark")
    for sampled, side, words in find_unanswered(sample, _find_quotations):
        answers = sampled.place(side.other)
        message = f"“{first_words(words)}” is quoted here, and nothing that answers it in {answers}"
        yield at_side(sampled, side, message, "mark it on both sides, or on neither")


@rule("punctuation.bracket", Severity.WARNING, SAMPLE, concern=Concern.WORD)
def punctuation_bracket(sample: Sample) -> Iterator[Problem]:
    """Brackets are opened and closed, and what stands in brackets on one side does so on the other.

    Where the other side has dashes or commas, or the same words without brackets, such as a term
    kept from the original, it is said only where this book hardly ever does so, and has brackets
    enough to show it. Enumerations such as a) are none.
    """
    for sampled in sample.pairs:
        for side in Side:
            more = _open_brackets(sampled[side])
            if more and not _open_brackets(sampled[side.other]):
                yield _unbalanced(sampled, side, more, "bracket")
    for sampled, side, words in find_unanswered(sample, _find_brackets, has_other_ways=_ASIDE):
        answers = sampled.place(side.other)
        said = f"({first_words(words)}) stands in brackets here, and nothing that answers it in "
        hint = "put it in brackets on both sides, or on neither"
        yield at_side(sampled, side, said + str(answers), hint)


@rule(
    "punctuation.changed",
    Severity.WARNING,
    RECORD,
    waivable=False,
    instead="sign the pair off",
    supersedes=("punctuation.quotation", "punctuation.bracket"),
)
def punctuation_changed(chapter: Pairing, record: Record) -> Iterator[Problem]:
    """A pair has the quotations and brackets that were signed off.

    It is said where one side has more of them or fewer than at its sign-off, with the same words,
    and the other side has what it had. Emphasis takes the place of a quotation.
    """
    for pair in living_pairs(chapter):
        entry = record.find(pair.id)
        if entry is None or not entry.signed or pair.one_sided or find_drifts(entry, pair):
            continue
        for name, pattern in (("quotation marks", QUOTED), ("brackets", _BRACKETED)):
            before = {side: _count(pattern, entry[side]) for side in Side}
            today = {side: _count(pattern, side_text(pair[side])) for side in Side}
            changed = [side for side in Side if before[side].total() != today[side].total()]
            if len(changed) != 1:
                continue
            (side,) = changed
            gone = before[side] - today[side] - _emphasised(pair, side)
            new = today[side] - before[side]
            for words in [*gone, *new][:1]:
                said = f"has lost its {name}" if gone else f"stands in {name}"
                answers, sign = pair[side.other][0].place, f"{chapter.name}#{pair.id}"
                problem = at_block(
                    chapter[side],
                    pair[side][0],
                    f"“{first_words(words)}” {said} {say_since(entry)}; {answers} is as it was",
                    f"set it as it was, or sign it off: `visavis review --accept {sign}`",
                    pair,
                )
                yield replace(problem, covers=(pair.id or "",))


def _count(pattern: re.Pattern[str], text: str) -> Counter[str]:
    return Counter(map(_bare, pattern.findall(text)))


def _emphasised(pair: Pair, side: Side) -> Counter[str]:
    found = (block.of_kind(kind) for block in pair[side] for kind in _EMPHASIS)
    return Counter(inline.text for inlines in found for inline in inlines)


def _find_quotations(sampled: SampledPair, side: Side) -> Marked:
    speech = any(count_open(sampled[one]) or _SPEECH.match(sampled[one]) for one in Side)
    if speech or sampled.is_apparatus:
        return Marked((), 0)
    words = [_bare(found) for found in QUOTED.findall(sampled[side])]
    others = sum(len(block.of_kind(kind)) for block in sampled.pair[side] for kind in _EMPHASIS)
    return Marked(words, len(words) + others)


def _find_brackets(sampled: SampledPair, side: Side) -> Marked:
    if sampled.is_apparatus or any(_open_brackets(sampled[one]) for one in Side):
        return Marked((), 0)
    words = [_bare(found) for found in _BRACKETED.findall(sampled[side])]
    return Marked(words, len(words))


_EMPHASIS = (InlineKind.EMPHASIS, InlineKind.STRONG)


def _unbalanced(sampled: SampledPair, side: Side, more: int, name: str) -> Problem:
    """A side that leaves something open (`more` above 0) or closes too much."""
    said = "opened and not closed" if more > 0 else "closed and not opened"
    return at_side(sampled, side, f"a {name} is {said}", "write its counterpart, or delete it")


def _open_brackets(text: str) -> int:
    """Brackets left open, below 0 those that only close; enumerations may make up for some."""
    if not _surplus(text):
        return 0
    return _surplus(_ENUMERATION.sub(" ", text))


def _surplus(text: str) -> int:
    return sum(map(text.count, "(（")) - sum(map(text.count, ")）"))


def _bare(marked: str) -> str:
    """What stands between marks."""
    return marked.strip('()（）«»“”„"「」『』 \u00a0\u202f')
