"""Attribute lists are taken apart and written in one form."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from visavis.text import Attributes, is_valid_id, parse_attributes, write_attributes

NAMES = st.from_regex(r"[a-z][a-z0-9-]{0,8}", fullmatch=True)
VALUES = st.text("abc é:/", max_size=8)
LISTS = st.builds(
    Attributes,
    id=st.none() | NAMES,
    classes=st.lists(NAMES, max_size=3).map(tuple),
    others=st.lists(
        st.tuples(NAMES.filter(lambda name: name not in ("id", "class")), VALUES), max_size=2
    ).map(tuple),
)


@given(LISTS)
def test_what_is_written_is_read_again(attributes: Attributes) -> None:
    line = write_attributes(attributes)
    assert (parse_attributes(line) if line else Attributes()) == attributes


@pytest.mark.parametrize("line", ["{#p7 .beau}", "{ #p7 .beau }", "{:#p7 .beau}  \r\n"])
def test_the_forms_of_python_markdown_are_accepted(line: str) -> None:
    assert parse_attributes(line) == Attributes("p7", ("beau",))


@pytest.mark.parametrize(
    "line", ["{: mot }", "{: # }", "{: . }", '{: a="b }', "{: #p1", "{: #a#b", "#p1", "{: #a #b }"]
)
def test_anything_else_is_no_attribute_list(line: str) -> None:
    assert parse_attributes(line) is None


@given(st.text(max_size=6))
def test_an_id_is_lower_case_letters_digits_and_hyphens(word: str) -> None:
    letters, others = "abcdefghijklmnopqrstuvwxyz", "0123456789-"
    good = word != "" and word[0] in letters and all(c in letters + others for c in word)
    assert is_valid_id(word) == good
