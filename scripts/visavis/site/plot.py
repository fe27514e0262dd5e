"""How long translations are beside their originals: a histogram as SVG, and as a table. Pure."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape
from statistics import median

from babel.numbers import format_decimal

from visavis.pairs import Pair
from visavis.record import side_text
from visavis.render import number_locale, read_words

_STEPS = 8
"""Classes from one doubling of the ratio to the next: the scale is logarithmic."""
_REACH = 2
"""Doublings to either side of 1; what lies beyond goes into the outermost class."""
_WIDTH, _HEIGHT, _FOOT = 640, 200, 44
"""Of the drawing, in its own units; the foot holds the scale and its name."""


@dataclass(frozen=True, slots=True)
class Bin:
    """The pairs whose ratios lie from one bound to the next."""

    low: float
    """0 for the first class."""
    high: float
    """Infinite for the last one."""
    number: int


def find_ratio(pair: Pair) -> float | None:
    """Characters of the translation to one of the original; None where a side has no words."""
    target, source = (len(side_text(side)) for side in (pair.target, pair.source))
    return target / source if target and source else None


def find_bins(ratios: Iterable[float]) -> tuple[Bin, ...]:
    """The classes from a quarter to four, each with how many ratios lie in it."""
    number = 2 * _REACH * _STEPS
    found = [0] * number
    for ratio in ratios:
        position = math.floor((math.log2(ratio) + _REACH) * _STEPS)
        found[min(max(position, 0), number - 1)] += 1
    bounds = [2 ** (step / _STEPS - _REACH) for step in range(number + 1)]
    bounds[0], bounds[-1] = 0, math.inf
    return tuple(Bin(*limits) for limits in zip(bounds, bounds[1:], found, strict=False))


def render_plot(ratios: Sequence[float], language: str) -> str:
    """The drawing and the same as a table; a sentence where there is nothing to draw."""
    words = read_words(language)
    if not ratios:
        return f"<p>{escape(words['ratio_none'])}</p>"
    bins = find_bins(ratios)
    return _draw(bins, language) + _table(bins, language)


def describe_median(ratios: Sequence[float], language: str) -> str:
    """What the drawing is for, with its middle."""
    words = read_words(language)
    middle = format_ratio(median(ratios), language) if ratios else "–"
    return escape(words["ratio_about"].replace("{median}", middle))


def format_ratio(ratio: float, language: str) -> str:
    """A ratio with two decimals, as the language writes them."""
    written: str = format_decimal(ratio, "0.00", number_locale(language))
    return written


def _draw(bins: Sequence[Bin], language: str) -> str:
    words = read_words(language)
    most = max(part.number for part in bins)
    width = _WIDTH / len(bins)
    floor = _HEIGHT - _FOOT
    bars = "".join(
        f"M{place * width + 1:g} {floor}v{-height:.1f}h{width - 2:g}v{height:.1f}z"
        for place, part in enumerate(bins)
        if part.number
        for height in [max(part.number / most * (floor - 8), 2)]
    )
    scale = "".join(
        f'<path class="vv-plot-line" d="M{x:g} {floor}v6"/>'
        f'<text x="{min(max(x, 16), _WIDTH - 16):g}" y="{floor + 20}">{label}</text>'
        for power in range(-_REACH, _REACH + 1)
        for x in [_WIDTH * (power + _REACH) / (2 * _REACH)]
        for label in [format_ratio(2**power, language).rstrip("0").rstrip(".,")]
    )
    return (
        f'<svg class="vv-plot" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-labelledby="vv-plot-title"><title id="vv-plot-title">{escape(words["ratio_title"])}'
        f'</title><path class="vv-plot-one" d="M{_WIDTH / 2:g} 0v{floor}"/>'
        f'<path class="vv-plot-bars" d="{bars}"/>'
        f'<path class="vv-plot-line" d="M0 {floor}h{_WIDTH}"/>{scale}'
        f'<text x="{_WIDTH / 2:g}" y="{_HEIGHT - 4}">{escape(words["ratio_axis"])}</text></svg>'
    )


def _table(bins: Sequence[Bin], language: str) -> str:
    words = read_words(language)
    rows = "".join(
        f'<tr><th scope="row">{_limits(part, language)}</th><td>{part.number}</td></tr>'
        for part in bins
        if part.number
    )
    return (
        f'<details class="vv-data"><summary>{escape(words["ratio_table"])}</summary>'
        f'<table class="vv-table" aria-label="{escape(words["ratio_title"])}"><thead><tr>'
        f'<th scope="col">{escape(words["ratio_range"])}</th>'
        f'<th scope="col">{escape(words["pairs"])}</th></tr></thead><tbody>{rows}</tbody>'
        "</table></details>"
    )


def _limits(part: Bin, language: str) -> str:
    low, high = (format_ratio(bound, language) for bound in (part.low, part.high))
    if not part.low:
        return f"&lt; {high}"
    return f"≥ {low}" if math.isinf(part.high) else f"{low} – {high}"
