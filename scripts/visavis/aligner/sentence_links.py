"""Which sentences answer each other inside pairs of paragraphs that are known."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from visavis.aligner.features import read_tokens
from visavis.aligner.learning import Learned
from visavis.aligner.link import Link, Unit
from visavis.aligner.paragraph import PASSES, SETTLINGS, Search, links_of
from visavis.aligner.sentence import split_sentences
from visavis.aligner.weights import FIRST, LATER

SURE = 0.88
"""Links below this score are not shown."""

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class _Pair:
    """What a pair of paragraphs lets expect of the links of its sentences."""

    left: Sequence[str]
    right: Sequence[str]
    usual: float
    """The logarithm of how much longer the second sides are, all pairs together."""

    def surety(self, links: Sequence[Link], n: int) -> float:
        """The chance that a link is right, with what its neighbours and the pair say of it.

        Errors come in twos: a sentence that one link has too many, its neighbour lacks. They come
        where one paragraph is out of proportion, and where there are many sentences; brief
        sentences, which the aligner trusts little, are better than it thinks. The numbers are a
        logistic regression on novels whose sentences were linked by hand; novels left out of it
        fare the same.
        """
        beside = [links[k] for k in (n - 1, n + 1) if 0 <= k < len(links)]
        least = min((link.score for link in beside), default=1.0)
        alone = any(not link.source or not link.target for link in beside)
        ratio = math.log(_letters(self.right) / _letters(self.left)) - self.usual
        lengths = (
            _letters([self.left[i] for i in links[n].source]),
            _letters([self.right[j] for j in links[n].target]),
        )
        odds = 4.96 + 0.58 * _log_odds(links[n].score) + 0.14 * _log_odds(least)
        odds += 6.99 / math.sqrt(min(lengths) + 5.0) - 1.19 * alone
        odds -= 3.80 * abs(ratio) + 1.69 * math.log(len(self.left) + len(self.right))
        return 1.0 / (1.0 + math.exp(-odds))


def _letters(sentences: Sequence[str]) -> int:
    return max(1, sum(map(len, sentences)))


def _log_odds(chance: float) -> float:
    return math.log(chance + 1e-4) - math.log(1.0 - chance + 1e-4)


def link_sentences(
    pairs: Sequence[tuple[Sequence[str], Sequence[str]]], *, least: float = SURE
) -> list[list[Link]]:
    """For each pair, given as its sentences on both sides, the links of sentences that are sure.

    All pairs are looked at together: their sentences teach one lexicon, and none is linked outside
    its own pair. A chapter gives better links than a paragraph, an edition better ones than a
    chapter.
    """
    lengths = [sum(_letters(pair[side]) for pair in pairs) for side in (0, 1)]
    usual = math.log(lengths[1] / lengths[0]) if pairs else 0.0
    result = []
    for (left, right), found in zip(pairs, align_sentences(pairs), strict=True):
        pair = _Pair(left, right, usual)
        links = []
        for n, link in enumerate(found):
            if link.source and link.target and (score := pair.surety(found, n)) >= least:
                links.append(Link(link.source, link.target, score))
        result.append(links)
    return result


def align_sentences(
    pairs: Sequence[tuple[Sequence[str], Sequence[str]]],
    *,
    passes: int = PASSES,
    learned: Learned | None = None,
) -> list[list[Link]]:
    """The same with all links, also of sentences that nothing answers, and the aligner's scores.

    A pair without sentences on one of its sides has no links. What the texts to which the pairs
    belong have taught before (`learned`) is not learned again.
    """
    source = [Unit(text, "") for left, right in pairs for text in left if left and right]
    target = [Unit(text, "") for left, right in pairs for text in right if left and right]
    result: list[list[Link]] = [[] for _ in pairs]
    if not source:
        return result
    kept = [k for k, (left, right) in enumerate(pairs) if left and right]
    fences = (
        np.repeat(np.arange(len(kept)), [len(pairs[k][0]) for k in kept]),
        np.repeat(np.arange(len(kept)), [len(pairs[k][1]) for k in kept]),
    )
    left = read_tokens(source, learned.source if learned else ())
    right = read_tokens(target, learned.target if learned else ())
    search = Search(
        left,
        right,
        "sentence",
        weights=(LATER, LATER) if learned else (FIRST, LATER),
        fences=fences,
        passes=passes,
        settlings=1 if learned else SETTLINGS,
        # A sentence may end in the midst of a number of its paragraph, which makes another.
        lexicon=learned.lexicon.widened(len(left.names), len(right.names)) if learned else None,
    )
    first_i = np.searchsorted(fences[0], np.arange(len(kept)))
    first_j = np.searchsorted(fences[1], np.arange(len(kept)))
    for link in links_of(*search.run()):
        pair = int(fences[0][link.source[0]] if link.source else fences[1][link.target[0]])
        result[kept[pair]].append(
            Link(
                tuple(i - int(first_i[pair]) for i in link.source),
                tuple(j - int(first_j[pair]) for j in link.target),
                link.score,
            )
        )
    return result


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of one side of a pair."""

    start: int
    """In characters of the side's text."""
    end: int
    group: int
    """Sentences of both sides with the same number answer each other; 0 for one that no sure link
    joins to any."""


def mark_sentences(
    pairs: Sequence[tuple[str, str]], languages: tuple[str, str], *, least: float = SURE
) -> list[tuple[list[Sentence], list[Sentence]]]:
    """For each pair of plain texts its sentences on both sides, numbered by the links between them.

    Where each side is one sentence, these answer each other, as the pair does.
    """
    spans = [
        (split_sentences(left, languages[0]), split_sentences(right, languages[1]))
        for left, right in pairs
    ]
    sentences = [
        ([left[a:b] for a, b in of_left], [right[a:b] for a, b in of_right])
        for (left, right), (of_left, of_right) in zip(pairs, spans, strict=True)
    ]
    result = []
    for links, (of_left, of_right) in zip(
        link_sentences(sentences, least=least), spans, strict=True
    ):
        if len(of_left) == len(of_right) == 1:
            links = [Link((0,), (0,), 1.0)]
        left = {i: n for n, link in enumerate(links, 1) for i in link.source}
        right = {j: n for n, link in enumerate(links, 1) for j in link.target}
        result.append((_numbered(of_left, left), _numbered(of_right, right)))
    return result


def _numbered(spans: Sequence[Span], groups: Mapping[int, int]) -> list[Sentence]:
    return [Sentence(start, end, groups.get(n, 0)) for n, (start, end) in enumerate(spans)]
