"""Which languages want a style sheet of their own for their letters (`letters.css`)."""

from __future__ import annotations

_OTHER_LETTERS = frozenset("ar ckb fa he ja ko ps ur yi zh".split())


def needs_letters(language: str) -> bool:
    """Whether a language has fonts, leading or breaks in `letters.css`."""
    return language.partition("-")[0] in _OTHER_LETTERS
