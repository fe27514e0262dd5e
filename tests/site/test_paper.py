"""What stands at the foot of a printed page, as a style sheet takes it."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from visavis.site.paper import quote_css


def read_css(quoted: str) -> str:
    """What a browser makes of a string of CSS: escapes are hexadecimal, a space ends them."""
    assert quoted[0] == quoted[-1] == '"'
    return re.sub(r"\\([0-9a-f]{1,6}) ", lambda found: chr(int(found[1], 16)), quoted[1:-1])


@given(st.text(st.characters(exclude_characters="\0", codec="utf-8")))
def test_a_text_comes_back_from_the_style_sheet(text: str) -> None:
    assert read_css(quote_css(text)) == text


@given(st.text())
def test_nothing_in_a_text_can_end_the_string_or_the_style_sheet(text: str) -> None:
    inside = quote_css(text)[1:-1]
    assert not re.search('["<>&\n]', inside)
    assert not inside.endswith("\\")
