"""`format_document` repairs what is sure, and no other byte: cases by language, and the laws."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from golden import cases, load
from strategies import ANY_TEXT, scraps, stamped_text
from visavis.errors import VisavisError
from visavis.text import Document, find_repairs, format_document, parse_document, write_document


def read(text: str, language: str = "fr") -> Document:
    try:
        return parse_document(text, path="docs/a.md", language=language)
    except VisavisError:  # a text may begin with `---` by chance
        assume(False)
        raise


@pytest.mark.parametrize(("file", "number"), cases("format"))
def test_a_text_is_repaired_as_its_case_says(file: Path, number: int) -> None:
    case = load(file)[number]
    done = format_document(read(case["text"], file.stem))

    assert write_document(done) == case.get("formatted", case["text"])


_TYPED = st.lists(
    st.sampled_from(['un', '"mot"', '"', " ", "  ", ",", " , ", "!", " !", "«", "»", "’", "l'un",
                     "*deux*", "`a  b`", "[a  b](c.md)", "e\u0301", "\u200b", "\u2009", "\n",
                     "\n\n", "{: #p1 }\n", "- ", "> ", "[^1]"]),
    max_size=20,
).map("".join)  # fmt: skip


@given(_TYPED | scraps() | stamped_text() | ANY_TEXT, st.sampled_from(["fr", "en", "de", "ar"]))
def test_what_was_repaired_once_needs_no_repair(text: str, language: str) -> None:
    done = format_document(read(text, language))

    assert format_document(done) == done


@given(_TYPED | scraps() | stamped_text(), st.sampled_from(["fr", "en"]))
def test_only_the_places_that_are_named_are_touched(text: str, language: str) -> None:
    before = read(text, language)
    done = format_document(before)

    assert (done.head, done.tail) == (before.head, before.tail)
    for old, new in zip(before.blocks, done.blocks, strict=True):
        assert (old.lead, old.attribute_source) == (new.lead, new.attribute_source)
        assert new.source == old.source or find_repairs(old, before)


def test_a_block_that_cannot_be_repaired_keeps_no_other_from_it() -> None:
    text = "Un mot.\n\u200b\nUn  autre.\n\nUn  dernier.\n"

    assert "Un dernier" in write_document(format_document(read(text)))
