"""Which blocks answer each other: by their ids, each once, never crossing."""

from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given

from chapters import chapter
from golden import cases, load, settle
from strategies import answering_texts, scraps, stamped_text
from visavis.errors import VisavisError
from visavis.pairs import Pair, Pairing, with_texts
from visavis.side import Side
from visavis.text import Block

TEXTS = stamped_text() | scraps()


def _words(blocks: tuple[Block, ...]) -> str:
    words = (block.plain.replace("\n", " / ") or str(block.kind) for block in blocks)
    return " + ".join(words) or "–"


def _row(pair: Pair) -> str:
    return f"{pair.id or 'no id'}: {_words(pair.target)} | {_words(pair.source)}"


def _found(pairing: Pairing) -> dict[str, Any]:
    return {
        "pairs": [_row(pair) for pair in pairing.pairs],
        "notes": [_row(pair) for pair in pairing.notes],
        "duplicates": [str(block.place) for block in pairing.duplicates],
        "crossed": list(pairing.crossed),
        "strays": [str(block.place) for block in pairing.strays],
    }


@pytest.mark.parametrize(("file", "number"), cases("pairing"))
def test_texts_are_joined_as_the_case_says(
    file: Path, number: int, request: pytest.FixtureRequest
) -> None:
    case = load(file)[number]
    found = _found(chapter(case["fr"], case["en"]))
    assert found == settle(file, number, found, request)


def _paired(fr: str, en: str) -> Pairing | None:
    try:
        return chapter(fr, en)
    except VisavisError:  # front matter by chance
        return None


@given(TEXTS, TEXTS)
def test_every_block_is_in_exactly_one_pair(fr: str, en: str) -> None:
    pairing = _paired(fr, en)
    if pairing is None:
        return
    everything = (*pairing.pairs, *pairing.notes)
    for blocks, document in (
        ([b for pair in everything for b in pair.source], pairing.source),
        ([b for pair in everything for b in pair.target], pairing.target),
    ):
        assert sorted(map(id, blocks)) == sorted(map(id, document.blocks))


@given(TEXTS, TEXTS)
def test_another_process_gets_the_chapter_that_is_here(fr: str, en: str) -> None:
    pairing = _paired(fr, en)
    if pairing is None:
        return
    missing = replace(pairing.target, blocks=(), head="", tail="", meta={}, flaws=(), exists=False)
    for here in (pairing, with_texts(pairing, {Side.TARGET: missing})):
        there = pickle.loads(pickle.dumps(here))
        assert there == here
        assert {id(b) for pair in there.pairs for b in pair.blocks} <= {
            id(block) for document in there.documents for block in document.blocks
        }


@given(TEXTS, TEXTS)
def test_pairs_never_cross_and_no_address_is_given_twice(fr: str, en: str) -> None:
    pairing = _paired(fr, en)
    if pairing is None:
        return
    for side in ("source", "target"):
        lines = [b.place.line for pair in pairing.pairs for b in getattr(pair, side)]
        assert lines == sorted(lines)
    ids = [pair.id for pair in (*pairing.pairs, *pairing.notes) if pair.id]
    assert len(ids) == len(set(ids))


@given(stamped_text())
def test_a_text_without_flaws_answers_itself(text: str) -> None:
    pairing = chapter(text, text)
    for pair in pairing.pairs:
        if pair.id is not None:
            assert [b.source for b in pair.source] == [b.source for b in pair.target]
    assert not pairing.crossed


@given(answering_texts())
def test_without_ids_nothing_is_joined_by_guess(texts: tuple[str, str]) -> None:
    assert all(pair.one_sided and pair.id is None for pair in chapter(*texts).pairs)


def test_thousands_of_crossed_ids_take_no_longer_than_thousands_in_order() -> None:
    ids = range(3000)
    there = "".join(f"Un.\n{{: #p{i} }}\n\n" for i in ids)
    back = "".join(f"One.\n{{: #p{i} }}\n\n" for i in reversed(ids))
    assert len(chapter(there, back).crossed) == 2999
