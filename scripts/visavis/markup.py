"""Python's parser of HTML, made to take what is no markup as browsers take it."""

from __future__ import annotations

from html.parser import HTMLParser


class MarkupParser(HTMLParser):
    """Takes a marked section that is none (`<![x`) for a comment, instead of giving up."""

    def parse_html_declaration(self, i: int) -> int:
        """Where a declaration that begins at `i` ends; -1 where it does not."""
        try:
            return super().parse_html_declaration(i)
        except AssertionError:
            return self.parse_bogus_comment(i)
