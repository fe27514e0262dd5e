"""A paragraph of mere words is rendered without Python-Markdown, to the same HTML."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from visavis.render.markdown import _BARE, DIALECT, Dialect, MarkdownRenderer

OURS = MarkdownRenderer("fr")
# An extension that might read words has all of them read.
THEIRS = MarkdownRenderer("fr", Dialect((*DIALECT, "abbr")))


@given(st.from_regex(_BARE, fullmatch=True))
def test_a_bare_paragraph_is_what_python_markdown_makes_of_it(words: str) -> None:
    assert OURS.convert_unclean(words) == THEIRS.convert_unclean(words)
