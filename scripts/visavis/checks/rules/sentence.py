"""The rule about sentences: each has something that answers it on the other side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from visavis.checks.finding import Severity
from visavis.checks.rule import SAMPLE, Concern, Problem, at_side, rule
from visavis.checks.rules.realign import what_was_learned
from visavis.checks.sample import Sample, SampledPair, first_words
from visavis.side import Side

_SURE = 0.88
"""The aligner's score from which a sentence that nothing answers is said to be lost."""
_COMPANY = 40
"""So many rows whose sentences are equal in number show what is usual besides."""


_PASSES = 2
"""A third pass of the aligner moves a sentence here and there, but loses and finds none."""


class _Row(NamedTuple):
    sampled: SampledPair
    original: list[str]
    translation: list[str]


@rule("sentence.lost", Severity.WARNING, SAMPLE, concern=Concern.SENTENCE, learns=True)
def sentence_lost(sample: Sample) -> Iterator[Problem]:
    """Every sentence of a pair has something that answers it.

    Where a pair has more sentences on one side than on the other, its sentences are aligned, with
    the words that the book itself teaches. Sentences that were drawn together answer each other;
    one that nothing answers has been left out, or was added.

    Known false alarm: a free translation, which says in other words, and at another length, what
    the sentence says; waive the rule for the pair. Nothing is said in an edition of fewer than 24
    pairs.
    """
    learned = what_was_learned(sample)
    rows = list(_choose(sample)) if learned else []
    if len(rows) < 2:
        return
    # NumPy is loaded here: a book whose findings are in the cache does without.
    from visavis.aligner.sentence_links import align_sentences

    pairs = [(row.original, row.translation) for row in rows]
    found = align_sentences(pairs, passes=_PASSES, learned=learned)
    for row, links in zip(rows, found, strict=True):
        if len(row.original) == len(row.translation):
            continue
        for link in links:
            if link.score >= _SURE and not link.target:
                yield _lost(row.sampled, [row.original[i] for i in link.source])
            elif link.score >= _SURE and not link.source:
                yield _added(row.sampled, [row.translation[j] for j in link.target])


def _choose(sample: Sample) -> Iterator[_Row]:
    """The rows in question, and as many others as teach enough."""
    from visavis.aligner.sentence import split_sentences

    pairs = [sampled for sampled in sample.pairs if sampled.is_row]
    company = _COMPANY
    for sampled in pairs:
        source, target = sampled.chapter.source.language, sampled.chapter.target.language
        original = [sampled.source[a:b] for a, b in split_sentences(sampled.source, source)]
        translation = [sampled.target[a:b] for a, b in split_sentences(sampled.target, target)]
        if len(original) == len(translation):
            if not company:
                continue
            company -= 1
        yield _Row(sampled, original, translation)


def _lost(sampled: SampledPair, sentences: Sequence[str]) -> Problem:
    quoted, place = first_words(sentences[0]), sampled.place(Side.SOURCE)
    message = f"nothing here answers “{quoted}” in {place}"
    return at_side(sampled, Side.TARGET, message, "translate it")


def _added(sampled: SampledPair, sentences: Sequence[str]) -> Problem:
    message = f"“{first_words(sentences[0])}” answers nothing in {sampled.place(Side.SOURCE)}"
    return at_side(sampled, Side.TARGET, message, "delete it, or see what has been left out there")
