"""How long translations are beside their originals: a histogram, and the same as a table."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from babel.numbers import format_decimal

from visavis.publication import REACH, Bin, find_bins
from visavis.render import number_locale

_WIDTH, _HEIGHT, _FOOT = 640, 200, 44
"""Of the drawing, in its own units; the foot holds the scale and its name."""


def draw_plot(ratios: Sequence[float], language: str) -> dict[str, Any]:
    """What the template draws, and the rows of its table."""
    bins = find_bins(ratios)
    floor = _HEIGHT - _FOOT
    return {
        "width": _WIDTH,
        "height": _HEIGHT,
        "floor": floor,
        "middle": f"{_WIDTH / 2:g}",
        "bars": _bars(bins, floor),
        "scale": [_mark(power, language) for power in range(-REACH, REACH + 1)],
        "table": [
            {"limits": _limits(part, language), "number": part.number}
            for part in bins
            if part.number
        ],
    }


def format_ratio(ratio: float, language: str) -> str:
    """A ratio with two decimals, as the language writes them."""
    written: str = format_decimal(ratio, "0.00", number_locale(language))
    return written


def _bars(bins: Sequence[Bin], floor: int) -> str:
    """All bars as one path of SVG."""
    most = max(part.number for part in bins)
    width = _WIDTH / len(bins)
    return "".join(
        f"M{place * width + 1:g} {floor}v{-height:.1f}h{width - 2:g}v{height:.1f}z"
        for place, part in enumerate(bins)
        if part.number
        for height in [max(part.number / most * (floor - 8), 2)]
    )


def _mark(power: int, language: str) -> dict[str, str]:
    x = _WIDTH * (power + REACH) / (2 * REACH)
    label = format_ratio(2**power, language).rstrip("0").rstrip(".,")
    return {"at": f"{x:g}", "text_at": f"{min(max(x, 16), _WIDTH - 16):g}", "label": label}


def _limits(part: Bin, language: str) -> str:
    low, high = (format_ratio(bound, language) for bound in (part.low, part.high))
    if not part.low:
        return f"< {high}"
    return f"≥ {low}" if math.isinf(part.high) else f"{low} – {high}"
