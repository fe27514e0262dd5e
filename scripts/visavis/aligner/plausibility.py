"""Is this really the translation of that? One badness for each link of pairs that are asserted.

The chapters of an edition are aligned anew, near where their pairs say they are, with a lexicon
that they teach together. Where the path leaves the pairs, something was dropped, doubled, split,
merged or shifted, and it is said once, at that place: judged by position, everything behind the
place would look bad. Where it keeps to them, each pair is measured: words, length, numbers,
language, and whether a neighbour would be the better partner.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from visavis.aligner.arrays import Floats, Ints
from visavis.aligner.band import Band, asserted_band
from visavis.aligner.fault_features import (
    excess,
    foreignness,
    mark_faults,
    number_faults,
    shared_words,
    unfinished,
)
from visavis.aligner.features import Tokens, read_tokens
from visavis.aligner.lattice import SHAPES
from visavis.aligner.learning import Learned
from visavis.aligner.lexicon import Lexicon
from visavis.aligner.link import Unit
from visavis.aligner.paragraph import Search
from visavis.aligner.priors import Priors
from visavis.aligner.word_links import WordLinks, tail_evidence, want_of_links

Bitext = tuple[Sequence[Unit], Sequence[Unit]]

_NEAR = 6
"""Places on either side of an asserted pair in which its partner is looked for."""
_NEIGHBOURS = 3
_WIDEST = 2
"""Units on a side of a link that are looked for."""
_WANT = 1.5
"""How far pairs stray in what their words answer, at least: a small book teaches few words, and in
these its pairs are all alike."""
_TAIL = 0.5
"""The same of how the last words are answered."""
_SAME = 0.6
"""Share of words in both sides from which one may be a copy of the other."""
_ONE = SHAPES.index((1, 1))
_WORDS, _LAST = 3, 5
"""Rows of the features of a link, see `Weights`."""

FAULTS: tuple[tuple[str, float], ...] = (
    ("the pairs are broken here", 2.90),
    ("the break is sure", 0.52),
    ("hardly a translation", 0.94),
    ("a neighbour is the better partner", 0.31),
    ("a number was exchanged", 7.17),
    ("a number is missing", 0.12),
    ("not translated", 2.11),
    ("ends otherwise and is short", 0.56),
    ("the last words have no answer", 0.76),
    ("the last words have no answer and it is short", -0.37),
    ("other marks", 0.11),
    ("brief", -2.46),
    ("breaks off and is short", 1.33),
    ("its words do not answer each other", 0.70),
)
"""The columns of `measure` and what each counts: a logistic regression on faults put into the true
pairs of real books, fitted by `benchmarks/plausibility.py`, where texts left out of the fit fare
the same."""
LIMIT = -4.5
"""A badness above it is worth a look; of pairs aligned by hand, six in a thousand have one."""
FENCE = 1.0
"""But so many inter-quartile ranges above the upper quartile are still usual in a book (after Tukey
1977): where the translation is free, most pairs look bad, and are none the worse for it."""
FEW = 24
"""Fewer links show nothing of what is usual."""
_CONSEQUENCE = 1.0
"""By so much less bad than its cause is a break that follows from another."""
_STRUCTURE = 2
"""So many of them are of links that are not 1:1."""
WEIGHTS = np.array([weight for _, weight in FAULTS])


@dataclass(frozen=True, slots=True)
class JudgedLink:
    """How little one link of a chapter looks like a translation."""

    sources: range
    """The source units of the link, counted within the chapter; empty where there is none, and then
    it begins where one would stand."""
    targets: range
    badness: float
    """Rising with the doubt; what is too much, `find_limit` says."""
    reason: str
    """The symptom that weighs most."""


class _Judge(Search):
    """A search that keeps to where the pairs are, and remembers what the last pass saw.

    It looks for no link of more than two units a side: a paragraph that is in three elsewhere shows
    itself as well by the first two of them.
    """

    def __init__(self, source: Tokens, target: Tokens, fences: tuple[Ints, Ints]) -> None:
        super().__init__(
            source,
            target,
            "paragraph",
            fences=fences,
            band=asserted_band(*fences, _NEAR),
            passes=2,
            settlings=1,
        )
        narrow = np.array([max(shape) <= _WIDEST for shape in SHAPES])
        self.shares = self.assumed = np.where(narrow, self.assumed, 0.0)

    def narrow(self, path: list[tuple[int, int]]) -> None:
        """The band stays."""

    def features(self, lexicon: Lexicon, priors: Priors) -> Iterator[Floats]:
        """Keep what the last pass sees of 1:1 links."""
        for shape, values in enumerate(super().features(lexicon, priors)):
            if shape == _ONE:
                self.seen = values
            yield values


@dataclass(frozen=True, slots=True)
class Measured:
    """The links of all chapters, with their features."""

    source: Ints
    """First source unit of each link (or the place where it is missing), counted through all
    chapters."""
    target: Ints
    shape: Ints
    features: Floats
    """[link, symptom]"""
    begin_source: Ints
    """Where each chapter's source units begin."""
    begin_target: Ints
    learned: Learned


def judge_links(chapters: Sequence[Bitext]) -> tuple[list[list[JudgedLink]], Learned | None]:
    """For each chapter every link, in order; and what the chapters have taught together.

    None where no chapter has text on both sides.
    """
    result: list[list[JudgedLink]] = [[] for _ in chapters]
    kept = [k for k, (left, right) in enumerate(chapters) if left and right]
    if not kept:
        return result, None
    found = measure([chapters[k] for k in kept])
    shares = found.features * WEIGHTS
    badness = lay_on_first(found, shares.sum(axis=1))
    reasons = shares.argmax(axis=1)
    for n, (chapter, sources, targets) in enumerate(links_of_chapters(found)):
        reason = FAULTS[int(reasons[n])][0]
        result[kept[chapter]].append(JudgedLink(sources, targets, float(badness[n]), reason))
    return result, found.learned


def find_limit(badnesses: Sequence[float]) -> float:
    """The badness from which links of a book stand out among all of its links."""
    if len(badnesses) < FEW:
        return LIMIT
    low, high = np.percentile(badnesses, [25, 75])
    return max(LIMIT, float(high + FENCE * (high - low)))


def lay_on_first(found: Measured, badness: Floats) -> Floats:
    """The badness of each link, where one break follows from another less than that one's.

    A paragraph too many moves those behind it, until one too few brings them back to their
    partners, if only at the end of the chapter: what is wrong is at the beginning.
    """
    result = badness.copy()
    chapter, opened = -1, -np.inf
    for n, (at, sources, targets) in enumerate(links_of_chapters(found)):
        if at != chapter:
            chapter, opened = at, -np.inf
        before = abs(targets.start - sources.start)
        after = abs(targets.stop - sources.stop)
        if after < before:
            result[n] = min(result[n], opened) - _CONSEQUENCE
        elif after > before:
            opened = max(opened, result[n])
    return result


def links_of_chapters(found: Measured) -> Iterator[tuple[int, range, range]]:
    """Of each link its chapter, and its units on both sides counted within the chapter."""
    for n, shape in enumerate(found.shape.tolist()):
        a, b = SHAPES[shape]
        begin, unit = (
            (found.begin_source, found.source) if a else (found.begin_target, found.target)
        )
        chapter = int(np.searchsorted(begin, unit[n], side="right")) - 1
        i = int(found.source[n] - found.begin_source[chapter])
        j = int(found.target[n] - found.begin_target[chapter])
        yield chapter, range(i, i + a), range(j, j + b)


def measure(chapters: Sequence[Bitext]) -> Measured:
    """The links and features of chapters that have text on both sides."""
    numbers = np.arange(len(chapters))
    fences = (
        np.repeat(numbers, [len(left) for left, _ in chapters]),
        np.repeat(numbers, [len(right) for _, right in chapters]),
    )
    source = read_tokens([unit for left, _ in chapters for unit in left])
    target = read_tokens([unit for _, right in chapters for unit in right])
    judge = _Judge(source, target, fences)
    band, path, chances = judge.run()
    shape, node = np.array(path, dtype=np.int64).T
    end_i, end_j = band.rows()[node], band.columns()[node]
    steps = np.array(SHAPES)[shape]
    i, j = end_i - steps[:, 0], end_j - steps[:, 1]
    logit = _logit(chances[shape, node])
    features = np.zeros((len(path), len(FAULTS)))
    one = shape == _ONE
    features[~one, 0] = 1.0
    features[~one, 1] = logit[~one]
    features[one, _STRUCTURE] = np.clip(-logit[one], -8.0, 4.0)
    features[one, _STRUCTURE + 1 :] = _pair_features(source, target, band, judge, i[one], j[one])
    starts = tuple(np.searchsorted(fence, numbers) for fence in fences)
    learned = Learned(source.names, target.names, judge.lexicon)
    return Measured(i, j, shape, features, starts[0], starts[1], learned)


def _logit(chance: Floats) -> Floats:
    """The logarithm of the odds, kept finite."""
    result: Floats = np.log(chance + 1e-6) - np.log(1.0 - chance + 1e-6)
    return result


def _pair_features(
    source: Tokens, target: Tokens, band: Band, judge: _Judge, i: Ints, j: Ints
) -> Floats:
    """The features of pairs, those of broken pairs and of unlikely links apart."""
    seen = judge.seen
    padded = np.hstack([seen, np.full((len(seen), 1), -np.inf)])
    node = band.at(i + 1, j + 1)
    own = padded[:, node]
    best = np.full(len(i), -np.inf)
    for step in range(1, _NEIGHBOURS + 1):
        for di, dj in ((step, 0), (-step, 0), (0, step), (0, -step)):
            there = (i + di >= 0) & (j + dj >= 0)
            beside = padded[_WORDS, band.at(i + 1 + di, j + 1 + dj)]
            best = np.maximum(best, np.where(there, beside, -np.inf))
    advantage = np.maximum(np.where(np.isfinite(best), best - own[_WORDS], 0.0), 0.0)
    ratio = np.log(target.length[j] / source.length[i])
    # The lengths of brief units say little: their deviation is scaled to how much they usually
    # stray.
    stray = (ratio - np.median(ratio)) * np.sqrt(
        np.minimum(source.length[i], target.length[j]) + 10.0
    )
    exchanged, single = number_faults(source, target, i, j)
    shared = shared_words(source, target, i, j)
    uneven, end = excess(-stray) + excess(stray), np.clip(-own[_LAST], 0.0, 4.0)
    foreign = np.maximum(
        excess(foreignness(target, source)[j]), excess(foreignness(source, target)[i])
    )
    answers = WordLinks.of(source, target, judge.lexicon, i, j)
    tail = np.maximum(
        excess(-tail_evidence(answers.transposed()), 0.5, _TAIL),
        excess(-tail_evidence(answers), 0.5, _TAIL),
    )
    return np.stack([
        np.minimum(advantage, 6.0),
        exchanged,
        single,
        # Words that both sides have are names, unless they are the words of one of the languages.
        np.where(shared > _SAME, np.minimum(foreign, 4.0), 0.0),
        np.minimum(end, uneven),
        tail,
        np.minimum(tail, uneven),
        excess(mark_faults(source, target, i, j), least=0.3),
        1.0 / np.sqrt(np.minimum(source.size[i], target.size[j])),
        np.minimum(unfinished(source, target, i, j), uneven),
        excess(want_of_links(answers), least=_WANT),
    ], axis=1)  # fmt: skip
