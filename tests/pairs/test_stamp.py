"""Stamping gives ids, touches nothing else, and gives none twice."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from chapters import read
from golden import cases, load, settle
from strategies import answering_texts, stamped_text
from visavis.pairs import Stamped, stamp
from visavis.text import Block, Kind, write_document


def stamp_texts(fr: str, en: str, taken: frozenset[str] = frozenset()) -> Stamped:
    return stamp(read(en, "en"), read(fr, "fr"), taken)


def _ids(blocks: tuple[Block, ...]) -> list[str]:
    return [block.id or "–" for block in blocks if block.kind is not Kind.NOTE]


def _found(done: Stamped) -> dict[str, Any]:
    if not done.doubts:
        ids = {"fr": _ids(done.target.blocks), "en": _ids(done.source.blocks)}
        return {"new": list(done.new), "ids": ids, "doubts": []}
    doubts = [
        {
            "reason": doubt.reason,
            **({"place": doubt.place} if doubt.place else {}),
            "fr": [block.plain for block in doubt.target],
            "en": [block.plain for block in doubt.source],
        }
        for doubt in done.doubts
    ]
    return {"new": [], "ids": [], "doubts": doubts}


@pytest.mark.parametrize(("file", "number"), cases("stamp"))
def test_ids_are_given_as_the_case_says(
    file: Path, number: int, request: pytest.FixtureRequest
) -> None:
    case = load(file)[number]
    found = _found(stamp_texts(case["fr"], case["en"], frozenset(case.get("taken", ()))))
    assert found == settle(file, number, found, request)


def _rows(blocks: tuple[Block, ...]) -> list[Block]:
    return [block for block in blocks if block.kind is not Kind.NOTE]


@given(answering_texts())
def test_equal_sequences_get_equal_ids(texts: tuple[str, str]) -> None:
    done = stamp_texts(*texts)
    assert not done.doubts
    assert _ids(done.source.blocks) == _ids(done.target.blocks) == list(done.new)


@given(answering_texts() | st.tuples(stamped_text(), stamped_text()))
def test_stamping_again_changes_nothing(texts: tuple[str, str]) -> None:
    done = stamp_texts(*texts)
    assume(not done.doubts)
    fr, en = write_document(done.target), write_document(done.source)
    again = stamp_texts(fr, en)
    assert (again.new, again.doubts) == ((), ())
    assert (write_document(again.target), write_document(again.source)) == (fr, en)


@given(answering_texts() | st.tuples(stamped_text(), stamped_text()))
def test_no_other_byte_is_touched(texts: tuple[str, str]) -> None:
    done = stamp_texts(*texts)
    for text, after in zip(texts, (done.target, done.source), strict=True):
        before = read(text, after.language)
        assert (after.head, after.tail, after.meta) == (before.head, before.tail, before.meta)
        for old, new in zip(before.blocks, after.blocks, strict=True):
            if new.id == old.id:
                assert new == old
            elif old.attribute_source:
                line = new.attribute_source.replace(f" #{new.id}", "", 1)
                assert (new.lead, new.source, line) == (old.lead, old.source, old.attribute_source)
            else:
                assert new.attribute_source.rstrip("\r\n") == f"{{: #{new.id} }}"
                end = new.source.removeprefix(old.source)  # the last line may have had no end
                assert (new.lead, new.source) == (old.lead, old.source + end)
                assert end in ("", "\n", "\r\n", "\r")


@given(answering_texts(), st.sets(st.integers(1, 20).map("p{}".format), max_size=10))
def test_an_id_that_was_ever_used_is_not_given_again(
    texts: tuple[str, str], taken: set[str]
) -> None:
    done = stamp_texts(*texts, taken=frozenset(taken))
    assert not taken & set(done.new)
    assert len(set(done.new)) == len(done.new)


@given(stamped_text(), stamped_text())
def test_in_doubt_the_texts_stay_as_they_are(fr: str, en: str) -> None:
    done = stamp_texts(fr, en)
    if done.doubts:
        assert (write_document(done.target), write_document(done.source)) == (fr, en)
        assert done.new == ()


def test_an_id_as_long_as_a_page_is_a_name_like_any_other() -> None:
    long = "p" + "9" * 5000
    done = stamp_texts(f"Un.\n{{: #{long} }}\n\nDeux.\n", f"One.\n{{: #{long} }}\n\nTwo.\n")
    assert done.new == ("p1",)
    assert stamp_texts("Un.\n", "One.\n", frozenset({"p999999999", "p1000000000"})).new == (
        "p1000000001",
    )


def test_the_line_takes_the_line_end_of_its_block() -> None:
    done = stamp_texts("\ufeffUn.\r\n\r\nDeux.", "One.\n\nTwo.\n")
    assert write_document(done.target) == "\ufeffUn.\r\n{: #p1 }\r\n\r\nDeux.\r\n{: #p2 }"
    assert write_document(done.source) == "One.\n{: #p1 }\n\nTwo.\n{: #p2 }\n"
