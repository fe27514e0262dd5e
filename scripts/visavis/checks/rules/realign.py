"""Rules that align a book anew and compare the result with what its ids say."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from visavis.aligner import Unit
from visavis.checks.finding import Problem, Severity
from visavis.checks.rule import SAMPLE, Concern, at_side, rule
from visavis.checks.rules.number import find_lost_numbers, has_other_numbers
from visavis.checks.rules.similarity import has_prose
from visavis.checks.sample import Sample, SampledPair, count_words
from visavis.pairs import Pairing
from visavis.side import Side
from visavis.text import Kind

if TYPE_CHECKING:
    from visavis.aligner.learning import Learned
    from visavis.aligner.plausibility import JudgedLink

_RUN = 2
"""So many pairs in a row that answer their neighbours are a shift."""
_UNTRANSLATED = "not translated"
_NUMBERS = ("a number was exchanged", "a number is missing")
_FEW, _CLEARLY = 5, 1.0
"""A pair of fewer words says too little to be doubted, unless it is so much worse than the limit:
a score of 0.27."""
_ENDS = (
    "ends otherwise and is short",
    "the last words have no answer",
    "the last words have no answer and it is short",
    "breaks off and is short",
)
_SHORTER = math.log(1.25)
"""By so much more than usual the lengths must differ for an end to be missing."""


@rule("pair.shifted", Severity.WARNING, SAMPLE, concern=Concern.PLACE, learns=True)
def pair_shifted(sample: Sample) -> Iterator[Problem]:
    """No run of pairs answers the pairs before or after it.

    It comes of one paragraph too many, or too few, on one side whose ids were given by position.
    One finding says where the run begins and where it ends; what is wrong is at its beginning.
    """
    for chapter in aligned(sample):
        for run in chapter.breaks():
            if not _is_shift(run):
                continue
            covered = chapter.covered(run)
            begin, end = covered[0], covered[-1]
            moved = next(link for link in run if _is_moved(link))
            answer = chapter.pairs[moved.targets.start]
            place = chapter.pairs[moved.sources.start].place(Side.SOURCE)
            said = at_side(
                begin,
                Side.TARGET,
                f"from {begin.pair.id} to {end.pair.id} the paragraphs answer their neighbours: "
                f"{answer.pair.id} says here what {place} says",
                f"look at {begin.pair.id} for a paragraph too many or missing; then "
                f"{_shift_back(chapter, run) or 'move the ids'}",
            )
            yield replace(said, covers=_ids(covered))


@rule("pair.mismatched", Severity.WARNING, SAMPLE, concern=Concern.PAIR, learns=True)
def pair_mismatched(sample: Sample) -> Iterator[Problem]:
    """The sides of a pair answer each other, and better than they answer their neighbours.

    The book is aligned anew, with a lexicon that it teaches itself. Where the best alignment leaves
    the ids, or where the words of a pair have nothing to do with each other, something was
    exchanged, merged, split, doubled or replaced. The score falls from 0.5, where
    pairs of this book begin to be doubtful, to 0.

    Known false alarms: a very free translation, a list of names, a pair of a few words. Waive the
    rule for the pair. In an edition of fewer than 24 pairs there is nothing to learn from, and
    nothing is said.
    """
    for chapter in aligned(sample):
        for run in chapter.breaks():
            if not _is_shift(run):
                yield _broken(chapter, run)
        for link in chapter.weak():
            sampled = chapter.pairs[link.sources.start]
            heading = sampled.pair.target[0].kind is Kind.HEADING
            if link.reason == _UNTRANSLATED and (heading or not has_prose(sampled)):
                continue  # names, titles, figures: the same in both languages
            if link.reason in _NUMBERS and _says_number_lost(sampled):
                continue
            if _is_brief(sampled) and link.badness < chapter.limit + _CLEARLY:
                continue
            if not _is_cut(sample, sampled, link):
                yield at_side(
                    sampled,
                    Side.TARGET,
                    f"{sampled.pair.id} hardly answers {sampled.place(Side.SOURCE)}, "
                    f"score {chapter.score(link)}: {link.reason}",
                    "compare the two, and their neighbours",
                )


@rule("pair.truncated", Severity.WARNING, SAMPLE, concern=Concern.LENGTH, learns=True)
def pair_truncated(sample: Sample) -> Iterator[Problem]:
    """A paragraph is translated to its end.

    The last words of one side have nothing to answer them, and the other side is short. Known false
    alarm: a translation that draws two sentences together.
    """
    for chapter in aligned(sample):
        for link in chapter.weak():
            sampled = chapter.pairs[link.sources.start]
            if _is_cut(sample, sampled, link):
                side = Side.TARGET if sampled.ratio < sample.usual_ratio else Side.SOURCE
                place = sampled.place(side.other)
                message = f"{sampled.pair.id} is short here and does not end as {place} does"
                yield at_side(sampled, side, message, "see whether its end is missing")


@dataclass(frozen=True, slots=True)
class Aligned:
    """A chapter aligned anew."""

    pairing: Pairing
    pairs: tuple[SampledPair, ...]
    """Its rows with words on both sides; the links are between these."""
    links: tuple[JudgedLink, ...]
    limit: float
    """The badness that is too much in this book."""

    def breaks(self) -> Iterator[list[JudgedLink]]:
        """Stretches in which the alignment leaves the ids, where one of its links is bad enough."""
        for agrees, group in groupby(self.links, key=_agrees):
            run = list(group)
            if not agrees and max(link.badness for link in run) > self.limit:
                yield run

    def weak(self) -> Iterator[JudgedLink]:
        """Pairs that the alignment keeps for want of a better one."""
        return (link for link in self.links if _agrees(link) and link.badness > self.limit)

    def score(self, link: JudgedLink) -> str:
        """How well the ids stand up: 0.5 at the limit of the book, and falling to 0."""
        return f"{1 / (1 + math.exp(min(link.badness - self.limit, 50.0))):.2f}"

    def covered(self, run: list[JudgedLink]) -> tuple[SampledPair, ...]:
        """The pairs that a stretch touches, one at least."""
        first = min(run[0].sources.start, run[0].targets.start, len(self.pairs) - 1)
        last = max(run[-1].sources.stop, run[-1].targets.stop)
        return self.pairs[first : max(first + 1, last)]


def aligned(sample: Sample) -> tuple[Aligned, ...]:
    """Every chapter of a book, aligned once for all rules."""
    return sample.once(_align)[0]


def what_was_learned(sample: Sample) -> Learned | None:
    """The words of a book that answer each other; None where the book is too small to teach any."""
    return sample.once(_align)[1]


def _align(sample: Sample) -> tuple[tuple[Aligned, ...], Learned | None]:
    # NumPy is loaded here: a book whose findings are in the cache does without.
    from visavis.aligner.plausibility import FEW, find_limit, judge_links

    if sum(sampled.is_row for sampled in sample.pairs) < FEW:
        return (), None
    rows = [
        tuple(sampled for sampled in sample.pairs if sampled.is_row and sampled.chapter is chapter)
        for chapter in sample.chapters
    ]
    judged, learned = judge_links(
        [
            (
                [_unit(one, Side.SOURCE) for one in pairs],
                [_unit(one, Side.TARGET) for one in pairs],
            )
            for pairs in rows
        ]
    )
    limit = find_limit([link.badness for links in judged for link in links])
    found = tuple(
        Aligned(chapter, pairs, tuple(links), limit)
        for chapter, pairs, links in zip(sample.chapters, rows, judged, strict=True)
    )
    return found, learned


def _unit(sampled: SampledPair, side: Side) -> Unit:
    return Unit(sampled[side], sampled.pair[side][0].kind.value)


def _agrees(link: JudgedLink) -> bool:
    """Whether the ids say the same as a link."""
    return link.sources == link.targets and len(link.sources) == 1


def _is_moved(link: JudgedLink) -> bool:
    """Whether a pair of paragraphs answer each other, but under different ids."""
    return len(link.sources) == len(link.targets) == 1 and not _agrees(link)


def _is_brief(sampled: SampledPair) -> bool:
    """Whether a pair has too few words for the lexicon to say much of them."""
    return min(count_words(sampled.source), count_words(sampled.target)) < _FEW


def _says_number_lost(sampled: SampledPair) -> bool:
    """Whether `number.lost` says which number it is, or that all are there, written otherwise."""
    return any(find_lost_numbers(sampled).values()) or not has_other_numbers(sampled)


def _is_cut(sample: Sample, sampled: SampledPair, link: JudgedLink) -> bool:
    """Whether what is odd about a pair is its end."""
    return link.reason in _ENDS and abs(sampled.ratio - sample.usual_ratio) > _SHORTER


def _is_shift(run: list[JudgedLink]) -> bool:
    return sum(map(_is_moved, run)) >= _RUN


def _shift_back(chapter: Aligned, run: list[JudgedLink]) -> str:
    """The command that puts the translation back beside what it translates, where one does.

    What would come to stand in a row that has its own answer goes along with the others.
    """
    rows = chapter.pairing.pairs
    place = {row.id: n for n, row in enumerate(rows)}
    moved = [link for link in run if _is_moved(link)]
    pairs = [(chapter.pairs[m.sources.start], chapter.pairs[m.targets.start]) for m in moved]
    steps = {place[source.pair.id] - place[target.pair.id] for source, target in pairs}
    if len(steps) != 1:
        return ""
    (step,) = steps
    at = sorted(place[target.pair.id] for _, target in pairs)
    covered = {place[one.pair.id] for one in chapter.covered(run)}
    first, last = at[0], at[-1]
    while step < 0 and first + step in covered and rows[first + step].target:
        first += step
    while step > 0 and last + step in covered and rows[last + step].target:
        last += step
    name = chapter.pairing.name
    return f"`visavis shift {name}#{rows[first].id}..{rows[last].id} --side target --by {step}`"


def _broken(chapter: Aligned, run: list[JudgedLink]) -> Problem:
    """A stretch where the alignment leaves the ids, but no long one."""
    covered = chapter.covered(run)
    sampled, last = covered[0], covered[-1]
    place = sampled.place(Side.SOURCE)
    if last is not sampled:
        said = f"{sampled.pair.id} and {last.pair.id} are cut or ordered otherwise"
        said += f" than from {place} on"
    else:
        said = f"{sampled.pair.id} does not answer {place}"
    problem = at_side(
        sampled,
        Side.TARGET,
        f"{said}, score {chapter.score(max(run, key=lambda link: link.badness))}",
        "compare the two, and their neighbours: something was moved, merged or left out",
    )
    return replace(problem, covers=_ids(covered))


def _ids(pairs: tuple[SampledPair, ...]) -> tuple[str, ...]:
    return tuple(sampled.pair.id or "" for sampled in pairs)
