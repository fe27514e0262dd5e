"""What is read is written again, byte for byte, and every block knows its lines."""

from __future__ import annotations

import json
import re
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from strategies import ANY_TEXT, scraps, stamped_text
from visavis.errors import VisavisError
from visavis.text import (
    Document,
    InlineKind,
    pack_document,
    parse_document,
    unpack_document,
    write_document,
)

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_BEGINS = {
    InlineKind.LINK: "[<",
    InlineKind.IMAGE: "!",
    InlineKind.NOTE: "[",
    InlineKind.CODE: "`",
    InlineKind.HTML: "<",
}


def read(text: str) -> Document:
    try:
        return parse_document(text, path="docs/a.md", language="fr")
    except VisavisError:  # a text may begin with `---` by chance
        assume(False)
        raise


@given(ANY_TEXT | scraps() | stamped_text())
def test_what_is_read_is_written_again(text: str) -> None:
    assert write_document(read(text)) == text


@given(ANY_TEXT | scraps() | stamped_text())
def test_what_was_read_comes_back_from_what_is_kept_of_it(text: str) -> None:
    document = read(text)
    packed = json.loads(json.dumps(pack_document(document)))

    assert unpack_document(packed, text, path="docs/a.md", language="fr") == document


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "\ufeff",
        "Un.",
        "Un.\r\n{: #p1 }\r\n\r\nDeux.",
        "Un.\r\rDeux.\r{: #p2 }",
        "\ufeff---\r\ntitle: T\r\n---\r\n\r\n# T\r\n",
        "---\ntitle: T\n...\nUn.\n",
        "[r]: http://x\n\n[^1]: Note.\n\n    Suite.\n\n{: #p1 }\n",
    ],
)
def test_line_ends_front_matter_and_marks_stay_as_they_are(text: str) -> None:
    assert write_document(read(text)) == text


@given(scraps() | stamped_text())
def test_a_block_stands_where_its_place_says(text: str) -> None:
    lines = _LINES.findall(text)
    for block in read(text).blocks:
        there = "".join(lines[block.place.line - 1 : block.place.last_line])
        assert block.source in (there, there.removeprefix("\ufeff"))


@given(scraps() | stamped_text())
def test_blocks_follow_each_other(text: str) -> None:
    places = [block.place for block in read(text).blocks]
    assert all(one.last_line < other.line for one, other in pairwise(places))


@given(scraps() | stamped_text())
def test_what_stands_inside_a_block_is_where_it_says(text: str) -> None:
    for block in read(text).blocks:
        for inline in block.inlines:
            if inline.start < 0:
                continue
            there = block.source[inline.start : inline.end]
            if inline.kind is InlineKind.NOTE:
                assert there == f"[^{inline.text}]"
            elif there != block.source:  # a block of raw HTML may begin with white space
                assert there[0] in _BEGINS[inline.kind]


@given(st.lists(st.sampled_from(["[^1]", "`x`", "<b>", "[a](b)", "![i](j)"]), min_size=1))
@pytest.mark.parametrize(
    "shape",
    ["{}", "# {}", "- a\n- {}", "> {}", "> > b\n> > {}", "1. a\n\n    {}", "| {} | a |\n|---|---|",
     "| a | b |\n|---|---|\n| c | {} |", "[^n]: {}", "Mot\n\x0c\n{}", "[^n]:\n    {}"],
)  # fmt: skip
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_links_calls_and_html_are_found_in_every_kind_of_block(
    shape: str, line_end: str, pieces: list[str]
) -> None:
    text = shape.format(" ".join(pieces)).replace("\n", line_end)
    (block,) = read(text).blocks
    assert [block.source[i.start : i.end] for i in block.inlines] == pieces
