"""Words that are not Markdown, inside Markdown."""

from __future__ import annotations

import re
from html import escape

_SIGNS = re.compile(r"[\\`*_{}\[\]]")


def plain(words: str) -> str:
    """Words written so that they stay as they are."""
    return _SIGNS.sub(r"\\\g<0>", escape(words, quote=False))
