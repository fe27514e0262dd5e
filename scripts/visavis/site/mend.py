"""What Material writes outside any template block and HTML does not allow, put right in the page.

Blocks and partials are overridden in `theme/`; this is only for the few literals that none of them
reaches. A mend is an exact string, never a pattern: where a later Material writes something else,
nothing is replaced, and the browser tests say what has to be looked at.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mend:
    """One literal of Material's and what stands in its place."""

    stock: str
    """The text as Material writes it."""

    ours: str
    """The text that takes its place."""

    reason: str
    """Why the stock text cannot stay."""


MENDS = (
    Mend(
        stock='data-md-toggle="drawer" type="checkbox" id="__drawer" autocomplete="off">',
        ours='data-md-toggle="drawer" type="checkbox" id="__drawer">',
        reason="HTML does not allow `autocomplete` on a checkbox",
    ),
    Mend(
        stock='data-md-toggle="search" type="checkbox" id="__search" autocomplete="off">',
        ours='data-md-toggle="search" type="checkbox" id="__search">',
        reason="HTML does not allow `autocomplete` on a checkbox",
    ),
)


def mend_page(html: str) -> str:
    """Give back a rendered page with every known fault of the theme's frame put right."""
    for mend in MENDS:
        html = html.replace(mend.stock, mend.ours, 1)
    return html
