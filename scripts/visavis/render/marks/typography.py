"""French spacing, set when the page is rendered: the source keeps the spaces that people type."""

from __future__ import annotations

import re

from visavis.unicode import primary

NARROW_NO_BREAK_SPACE = "\u202f"
_BEFORE = re.compile(r" (?=[;:!?»])"), re.compile("\u00a0(?=[;:!?»])")
"""Two, since what begins with one character only is sought quickest."""
_AFTER = re.compile(r"«[ \u00a0]")
_COUNT = re.compile(r" (?=\d{1,3}[.!?…](?!\w))(?<=[^\W\d_] )")
"""Before a short number that ends a sentence, as in `article 10.`: it begins no line. The space
stands first, since a pattern that begins with a letter is sought at every character."""
_QUOTED = re.compile(r"«[ \u00a0]([^«»]*)[ \u00a0]»")


def set_french_spaces(text: str) -> str:
    """Narrow no-break spaces before `; : ! ? »` and after `«`, wherever a space stands there.

    Source: Imprimerie nationale, *Lexique des règles typographiques*; the narrow space is used
    before the colon and inside guillemets too, as most publishers do on screen.
    """
    for before in _BEFORE:
        text = before.sub(NARROW_NO_BREAK_SPACE, text)
    text = _AFTER.sub(f"«{NARROW_NO_BREAK_SPACE}", text)
    return _COUNT.sub("\u00a0", text)


def set_quoted_spaces(text: str) -> str:
    """The same of the inner spaces of French quotations in a text in English, and of numbers."""
    text = _QUOTED.sub(rf"«{NARROW_NO_BREAK_SPACE}\1{NARROW_NO_BREAK_SPACE}»", text)
    return _COUNT.sub("\u00a0", text)


_SPACES = {"fr": set_french_spaces, "en": set_quoted_spaces}


def has_typography(language: str) -> bool:
    """Whether a language wants anything of `typeset`."""
    return primary(language) in _SPACES


def typeset(text: str, language: str) -> str:
    """The text as the language's typography wants it, one space for one space."""
    set_spaces = _SPACES.get(primary(language))
    return set_spaces(text) if set_spaces else text
