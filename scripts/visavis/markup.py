"""What XML can hold; and Python's parser of HTML, made to take what is no markup as browsers do."""

from __future__ import annotations

import re
from html.parser import HTMLParser

_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 (section 2.2) cannot hold, not even escaped."""


def allowed(text: str) -> str:
    """A text without the characters that XML forbids."""
    return _FORBIDDEN.sub("", text)


class MarkupParser(HTMLParser):
    """Takes a marked section that is none (`<![x`) for a comment, instead of giving up."""

    def parse_html_declaration(self, i: int) -> int:
        """Where a declaration that begins at `i` ends; -1 where it does not."""
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            return self.parse_bogus_comment(i)
