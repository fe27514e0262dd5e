"""The rule about sentences: each has something that answers it on the other side."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, product
from typing import TYPE_CHECKING, NamedTuple

from visavis.checks.finding import Problem, Severity
from visavis.checks.rule import SAMPLE, Concern, at_side, rule
from visavis.checks.rules.realign import what_was_learned
from visavis.checks.sample import (
    Sample,
    SampledPair,
    count_words,
    cut_sentences,
    first_words,
    plain_words,
)
from visavis.pairs import Pair
from visavis.side import Side

if TYPE_CHECKING:
    from visavis.aligner.learning import Learned
    from visavis.aligner.link import Link

_SURE = 0.88
"""The aligner's score from which a sentence that nothing answers may be lost."""
_COMPANY = 40
"""So many rows whose sentences are equal in number show what is usual besides."""
_PASSES = 2
"""A third pass of the aligner moves a sentence here and there, but loses and finds none."""
_ALIKE = math.log(1.5)
"""Two sentences that answer each other are so alike in length, in proportion to the book."""
_FEW = 4
"""A sentence of fewer words, such as an exclamation, says too little to be missed."""


class _Row(NamedTuple):
    sampled: SampledPair
    original: Sequence[str]
    translation: Sequence[str]


class _Missed(NamedTuple):
    """A sentence to which the aligner links nothing."""

    sampled: SampledPair
    side: Side
    """Where it stands."""
    sentence: str


@rule("sentence.lost", Severity.WARNING, SAMPLE, concern=Concern.SENTENCE, learns=True)
def sentence_lost(sample: Sample) -> Iterator[Problem]:
    """Every sentence of a pair has something that answers it.

    Where a pair has more sentences on one side than on the other, its sentences are aligned, with
    the words that the book itself teaches. Sentences that were drawn together answer each other;
    one whose words answer nothing in the row, nor in the rows beside it, has been left out, or was
    added. Of several in one row the first is named. Sentences of fewer than four words are not
    missed.

    Known false alarm: a free translation, which says in other words, and at another length, what
    the sentence says; waive the rule for the pair. Nothing is said in an edition of fewer than 24
    pairs.
    """
    learned = what_was_learned(sample)
    rows = list(_choose(sample)) if learned else []
    if learned is None or len(rows) < 2:
        return
    missed = _unanswered(list(_missed(rows, learned)), learned)
    missed = _without_moved(_not_beside(missed, learned), sample)
    last: SampledPair | None = None
    for one in missed:
        if one.sampled is not last:
            same = sum(m.sampled is one.sampled and m.side is one.side for m in missed) - 1
            yield _problem(one, same)
        last = one.sampled


def _choose(sample: Sample) -> Iterator[_Row]:
    """The rows in question, and as many others as teach enough."""
    company = _COMPANY
    for sampled in sample.pairs:
        if not sampled.is_row:
            continue
        original, translation = (sample.sentences(sampled, side) for side in Side)
        if len(original) == len(translation):
            if not company:
                continue
            company -= 1
        yield _Row(sampled, original, translation)


def _missed(rows: Sequence[_Row], learned: Learned) -> Iterator[_Missed]:
    """The sentences that the aligner leaves alone; first those of the original, row by row."""
    # NumPy is loaded here: a book whose findings are in the cache does without.
    from visavis.aligner.sentence_links import align_sentences

    pairs = [(row.original, row.translation) for row in rows]
    found = align_sentences(pairs, passes=_PASSES, learned=learned)
    for row, links in zip(rows, found, strict=True):
        if len(row.original) == len(row.translation):
            continue
        alone = [link for link in links if link.score >= _SURE]
        for link in alone:
            if not link.target:
                yield _Missed(row.sampled, Side.SOURCE, row.original[link.source[0]])
        for link in alone:
            if not link.source:
                yield _Missed(row.sampled, Side.TARGET, row.translation[link.target[0]])


def _unanswered(missed: Sequence[_Missed], learned: Learned) -> list[_Missed]:
    """Those whose words answer nothing in their row, nor in those beside it."""
    from visavis.aligner.answer import UNANSWERED, find_answers

    telling = [one for one in missed if count_words(one.sentence) >= _FEW]
    places = [_places(one.sampled, one.side.other) for one in telling]
    best: dict[int, float] = {}
    for side in Side:
        at = [n for n, one in enumerate(telling) if one.side is side]
        taught = learned if side is Side.SOURCE else learned.mirrored()
        asked = [telling[n].sentence for n in at for _ in places[n]]
        scores = iter(find_answers(asked, list(chain(*(places[n] for n in at))), taught))
        best |= {n: max(next(scores) for _ in places[n]) for n in at}
    return [one for n, one in enumerate(telling) if best[n] <= UNANSWERED]


def _not_beside(missed: Sequence[_Missed], learned: Learned) -> list[_Missed]:
    """Those that are answered in no row beside theirs, where its sentences are aligned with theirs.

    A translator who cuts paragraphs elsewhere leaves the first sentence of one to the row before,
    the last to the row behind.
    """
    from visavis.aligner.sentence_links import align_sentences

    asked = [(one, joined) for one in missed for joined in _joined(one)]
    pairs = [(joined.sentences[Side.SOURCE], joined.sentences[Side.TARGET]) for _, joined in asked]
    beside = {
        id(one)
        for (one, joined), links in zip(
            asked, align_sentences(pairs, passes=_PASSES, learned=learned), strict=True
        )
        if joined.answers(one, links)
    }
    return [one for one in missed if id(one) not in beside]


class _Joined(NamedTuple):
    """The sentences of a row and of the one beside it, on both sides."""

    sentences: Mapping[Side, Sequence[str]]
    own: Mapping[Side, range]
    """Which of them are the row's own."""

    def answers(self, one: _Missed, links: Sequence[Link]) -> bool:
        """Whether a sentence of the row answers one of the row beside it.

        That one may not have an answer in its own row as well: it would be sure to draw another to
        itself.
        """
        own, theirs = self.own[one.side], self.own[one.side.other]
        sides = [
            (link.source, link.target) if one.side is Side.SOURCE else (link.target, link.source)
            for link in links
        ]
        here, there = next(
            (here, there)
            for here, there in sides
            if any(n in own and self.sentences[one.side][n] == one.sentence for n in here)
        )
        return all(n in own for n in here) and any(n not in theirs for n in there)


def _joined(one: _Missed) -> Iterator[_Joined]:
    """The row of a sentence with the row before it, and with the row behind."""
    chapter, rows = one.sampled.chapter, one.sampled.chapter.pairs
    at = next(n for n, row in enumerate(rows) if row is one.sampled.pair)
    for step, others in ((-1, rows[:at][::-1]), (1, rows[at + 1 :])):
        sentences, own = {}, {}
        for side in Side:
            beside = list(_until_row(others, side))
            language = chapter[side].language
            ours = cut_sentences(one.sampled[side], language)
            theirs = [s for text in beside[::step] for s in cut_sentences(text, language)]
            sentences[side] = [*theirs, *ours] if step < 0 else [*ours, *theirs]
            first = len(theirs) if step < 0 else 0
            own[side] = range(first, first + len(ours))
        yield _Joined(sentences, own)


def _without_moved(missed: Sequence[_Missed], sample: Sample) -> list[_Missed]:
    """The sentences without those that stand in the row beside theirs on the other side.

    A small book teaches too few words to see by these that one answers the other; both without an
    answer, beside each other and as long as each other they do.
    """
    order = {id(sampled): n for n, sampled in enumerate(sample.pairs)}
    moved = {
        id(found)
        for one, other in product(missed, missed)
        if one.side is Side.SOURCE
        and other.side is Side.TARGET
        and abs(order[id(one.sampled)] - order[id(other.sampled)]) == 1
        and one.sampled.chapter is other.sampled.chapter
        and abs(math.log(len(other.sentence) / len(one.sentence)) - sample.usual_ratio) < _ALIKE
        for found in (one, other)
    }
    return [one for one in missed if id(one) not in moved]


def _places(sampled: SampledPair, side: Side) -> tuple[str, str, str]:
    """Where the words of a sentence may be answered: in its row, before it, after it."""
    rows = sampled.chapter.pairs
    at = next(n for n, row in enumerate(rows) if row is sampled.pair)
    return (
        sampled[side],
        " ".join(_until_row(rows[:at][::-1], side)),
        " ".join(_until_row(rows[at + 1 :], side)),
    )


def _until_row(rows: Sequence[Pair], side: Side) -> Iterator[str]:
    """The words of a side, up to the first row that has both sides, its own with it."""
    for row in rows:
        yield plain_words(row[side])
        if not row.one_sided:
            return


def _problem(missed: _Missed, more: int) -> Problem:
    quoted, place = f"“{first_words(missed.sentence)}”", missed.sampled.place(Side.SOURCE)
    others = f" and {more} more" if more else ""
    if missed.side is Side.SOURCE:
        message, hint = f"nothing here answers {quoted}{others} in {place}", "translate it"
    else:
        message = f"{quoted}{others} answers nothing in {place}"
        hint = "delete it, or see what has been left out there"
    return at_side(missed.sampled, Side.TARGET, message, hint)
