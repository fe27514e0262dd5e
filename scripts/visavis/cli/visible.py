"""Text that is safe to show: a name or a text from elsewhere must not steer the terminal."""

from __future__ import annotations

import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"
HARMLESS = (
    "\N{ZERO WIDTH JOINER}\N{ZERO WIDTH NON-JOINER}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
)
"""Format characters that scripts need; all others could reorder or hide what a reader sees."""


def visible(text: str, *, keep: str = "") -> str:
    """The text made safe for a terminal or a log: what would steer it is shown as a sign instead.

    Control characters have their pictures (␛ for ESC), so that a stray one can be seen.
    """
    if text.isprintable():
        return text
    return "".join(char if char in keep else _sign(char) for char in text)


def _sign(char: str) -> str:
    """The sign that stands for this character: itself, unless it would steer the terminal."""
    if char == "\t":
        return "    "
    if char < " ":
        return chr(0x2400 + ord(char))
    category = unicodedata.category(char)
    steers = category in {"Cc", "Cs", "Zl", "Zp"} or (category == "Cf" and char not in HARMLESS)
    return REPLACEMENT if steers else char
