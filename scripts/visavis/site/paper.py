"""What stands in the foot of every printed page, as the style sheet takes it."""

from __future__ import annotations

import re

_SPECIAL = re.compile(r'["\\<>&\x00-\x1f\x7f]')


def quote_css(text: str) -> str:
    """A text as a string of CSS, safe also inside `<style>` and an attribute.

    Quotation marks, backslashes, control characters and what HTML would read are escaped by their
    code points (CSS Syntax, 4.3.7).
    """
    return '"' + _SPECIAL.sub(lambda found: f"\\{ord(found[0]) or 0xFFFD:x} ", text) + '"'
