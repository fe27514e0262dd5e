"""What is odd about a pair: the measurements on which its plausibility rests, one row a link.

All of them are laid on the scale of the edition itself (median and spread of its own pairs),
because what is usual differs from one translator to the next far more than any fixed limit allows
for.
"""

from __future__ import annotations

import numpy as np

from visavis.aligner.arrays import Floats, Ints, spans
from visavis.aligner.features import MARK, NUMBER, WORD, Tokens

_OPEN = frozenset({"", "a", "A", "0", ",", "-", "–", "—"})
"""Classes of the ends of units, see `Tokens.last`, after which a sentence is not over."""
_FAR = 8.0
"""Deviations beyond this many spreads are all the same."""


def excess(values: Floats, slack: float = 1.0, least: float = 1e-3) -> Floats:
    """How many spreads each value lies above what is usual, beyond the slack; 0 for those that do
    not.

    `least` is the smallest spread that is believed.
    """
    middle = float(np.median(values)) if len(values) else 0.0
    # 1.4826 times the median deviation is the standard deviation of normal values.
    spread = 1.4826 * float(np.median(np.abs(values - middle))) if len(values) else 1.0
    result: Floats = np.clip((values - middle) / max(spread, least) - slack, 0.0, _FAR)
    return result


def foreignness(side: Tokens, other: Tokens) -> Floats:
    """Of each unit, how far its words are those of the other text: the mean log ratio of use."""
    uses = dict(zip(other.names, other.uses.tolist(), strict=True))
    there = np.array([uses.get(name, 0.0) for name in side.names])
    words = side.classes == WORD
    total_here, total_there = side.uses[words].sum(), there[words].sum()
    lean = np.log((there + 0.5) / (total_there + 1.0)) - np.log(
        (side.uses + 0.5) / (total_here + 1.0)
    )
    lean[~words] = 0.0
    unit = side.units
    weight = side.counts * words[side.tokens]
    sums = np.bincount(unit, weight * lean[side.tokens], minlength=len(side))
    # Five words of nothing in particular keep a unit of one name from standing out.
    result: Floats = sums / (np.bincount(unit, weight, minlength=len(side)) + 5.0)
    return result


def _count_numbers(side: Tokens) -> list[dict[str, float]]:
    """Of each unit, how often each of its numbers stands there."""
    result: list[dict[str, float]] = [{} for _ in range(len(side))]
    chosen = np.flatnonzero(side.classes[side.tokens] == NUMBER)
    for unit, token, count in zip(
        side.units[chosen].tolist(),
        side.tokens[chosen].tolist(),
        side.counts[chosen].tolist(),
        strict=True,
    ):
        result[unit][side.names[token]] = count
    return result


def number_faults(source: Tokens, target: Tokens, i: Ints, j: Ints) -> tuple[Floats, Floats]:
    """Of each pair, how many numbers were exchanged for others, and how many only one side has."""
    left, right = _count_numbers(source), _count_numbers(target)
    exchanged, single = np.zeros(len(i)), np.zeros(len(i))
    for k, (a, b) in enumerate(zip(i.tolist(), j.tolist(), strict=True)):
        if left[a] or right[b]:
            names = {*left[a], *right[b]}
            over = [left[a].get(name, 0.0) - right[b].get(name, 0.0) for name in names]
            more, less = sum(x for x in over if x > 0), -sum(x for x in over if x < 0)
            exchanged[k], single[k] = min(more, less, 2.0), min(abs(more - less), 2.0)
    # Where the translator writes numbers out, one that is missing says little.
    counted = sum(1 for a, b in zip(i.tolist(), j.tolist(), strict=True) if left[a] or right[b])
    surprise = np.log((counted + 2.0) / (np.count_nonzero(single) + 1.0))
    return exchanged, single * surprise


def shared_words(source: Tokens, target: Tokens, i: Ints, j: Ints) -> Floats:
    """Of each pair, the share of words that stand in both, letter by letter (without case and
    accents).
    """
    place = {name: k for k, name in enumerate(target.names) if target.classes[k] == WORD}
    answer = np.array([place.get(name, -1) for name in source.names], dtype=np.int64)
    known = np.sort(target.units * len(target.names) + target.tokens)
    fan = np.diff(source.starts)[i]
    wanted = answer[source.tokens[spans(source.starts[i], fan)]]
    code = np.repeat(j, fan) * len(target.names) + wanted
    there = np.minimum(np.searchsorted(known, code), max(0, len(known) - 1))
    hit = (wanted >= 0) & (known[there] == code) if len(known) else wanted > wanted
    both = np.bincount(np.repeat(np.arange(len(i)), fan), hit, minlength=len(i))
    words = [
        np.bincount(side.units, side.classes[side.tokens] == WORD, minlength=len(side))
        for side in (source, target)
    ]
    result: Floats = both / (np.maximum(words[0][i], words[1][j]) + 2.0)
    return result


def mark_faults(source: Tokens, target: Tokens, i: Ints, j: Ints) -> Floats:
    """Of each pair, by how much the number of marks differs (quotation marks, brackets, stops)."""
    marks = []
    for side in (source, target):
        weight = side.counts * (side.classes[side.tokens] == MARK)
        marks.append(np.bincount(side.units, weight, minlength=len(side)))
    left, right = marks[0][i], marks[1][j]
    result: Floats = np.abs(left - right) / np.sqrt(left + right + 2.0)
    return result


def unfinished(source: Tokens, target: Tokens, i: Ints, j: Ints) -> Floats:
    """Of each pair of which only one side ends in the midst of a sentence, how rare that is here.

    A side does so that ends in a letter, a digit, a comma or a dash.
    """
    left, right = (
        np.array([end in _OPEN for end in side.last], dtype=np.bool_) for side in (source, target)
    )
    differ = left[i] != right[j]
    result: Floats = differ * np.log((len(i) + 2.0) / (np.count_nonzero(differ) + 1.0))
    return result
