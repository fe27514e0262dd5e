"""Rows are split, joined, shifted and moved: no word is lost, and every address leads to its words.

A law is said of texts whose words are all different, so that it is seen where each of them went.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from strategies import LINE_ENDS, answering_texts
from visavis.errors import VisavisError
from visavis.pairs import Cut, Pairing, pair_documents, stamp
from visavis.record import (
    Address,
    Edited,
    Record,
    Records,
    find_cuts,
    find_drifts,
    follow,
    join,
    living_pairs,
    move,
    resolve,
    shift,
    side_text,
    sign_off,
    split,
)
from visavis.side import Side
from visavis.text import parse_document, write_document

Sizes = Sequence[tuple[int, int]]
"""For each row, how many words it has on both sides."""
SIZES = st.lists(st.tuples(st.integers(2, 9), st.integers(2, 9)), min_size=2, max_size=6)


def book(sizes: Sizes, end: str = "\n", name: str = "a", closed: bool = True) -> Pairing:
    """A chapter of rows p1, p2… whose words are numbered through."""
    texts = []
    for side in Side:
        rows = [
            " ".join(f"{name}{side.value[0]}{row}w{n}" for n in range(size[side is Side.TARGET]))
            + f"{end}{{: #p{row} }}"
            for row, size in enumerate(sizes, 1)
        ]
        texts.append(f"{end}{end}".join(rows) + (end if closed else ""))
    return chapter(name, *texts)


def chapter(name: str, en: str, fr: str) -> Pairing:
    source = parse_document(en, path=f"docs_en/{name}.md", language="en")
    return pair_documents(name, source, parse_document(fr, path=f"docs/{name}.md", language="fr"))


def bytes_of(texts: Pairing) -> tuple[str, str]:
    return write_document(texts.source), write_document(texts.target)


def signed(*chapters: Pairing, name: str = "Ana") -> Records:
    """The records of chapters in which everything is signed off."""
    return {
        one: record.with_entries(
            sign_off(record.entries[pair.id or ""], pair, date="2024-01-01", name=name)
            for texts in chapters
            if texts.name == one
            for pair in living_pairs(texts)
        )
        for one, record in follow({}, chapters).items()
    }


def words(texts: Pairing) -> list[list[str]]:
    return [[word for block in texts[side].blocks for word in block.plain.split()] for side in Side]


@st.composite
def parted(draw: st.DrawFn) -> tuple[Pairing, str, dict[Side, Cut]]:
    """A chapter, one of its rows, and where both its sides are parted."""
    sizes = draw(SIZES)
    texts = book(sizes, draw(LINE_ENDS), closed=draw(st.booleans()))
    row = draw(st.integers(1, len(sizes)))
    cuts = {}
    for side in Side:
        at = draw(st.integers(1, sizes[row - 1][side is Side.TARGET] - 1))
        (cuts[side],) = find_cuts(texts.pairs[row - 1][side], f"a{side.value[0]}{row}w{at}")
    return texts, f"p{row}", cuts


@given(parted())
def test_a_split_loses_no_word_and_touches_nothing_around(
    given_: tuple[Pairing, str, dict[Side, Cut]],
) -> None:
    texts, row, cuts = given_
    (after,) = split(texts, Record(), row, cuts).chapters

    assert words(after) == words(texts)
    assert len(after.pairs) == len(texts.pairs) + 1
    for side in Side:
        kept = [block for block in texts[side].blocks if block.id != row]
        assert [(b.lead, b.source, b.attribute_source) for b in kept] == [
            (b.lead, b.source, b.attribute_source)
            for b in after[side].blocks
            if b.id in {block.id for block in kept}
        ]


@given(parted())
def test_a_split_is_undone_by_a_join_byte_for_byte(
    given_: tuple[Pairing, str, dict[Side, Cut]],
) -> None:
    texts, row, cuts = given_
    record = signed(texts)["a"]
    done = split(texts, record, row, cuts)
    (after,) = done.chapters
    back = join(after, done.records["a"], *done.ids)

    assert bytes_of(back.chapters[0]) == bytes_of(texts)
    assert back.records["a"].entries[row] == record.entries[row]
    (new,) = set(done.ids) - {row}
    assert resolve(back.records, "a", new) == Address("a", row)


@given(parted())
def test_the_id_stays_with_most_of_the_words_of_both_sides(
    given_: tuple[Pairing, str, dict[Side, Cut]],
) -> None:
    texts, row, cuts = given_
    done = split(texts, signed(texts)["a"], row, cuts)
    sizes = {
        pair.id: len(" ".join(side_text(pair[side]) for side in Side).split())
        for pair in done.chapters[0].pairs
    }
    (new,) = set(done.ids) - {row}

    assert sizes[row] >= sizes[new]
    assert all(
        not find_drifts(done.records["a"].entries[pair.id or ""], pair)
        for pair in done.chapters[0].pairs
    )


@given(SIZES, LINE_ENDS, st.data())
def test_a_shift_moves_no_word_and_is_undone_by_shifting_back(
    sizes: Sizes, end: str, data: st.DataObject
) -> None:
    texts = book(sizes, end)
    side = data.draw(st.sampled_from(list(Side)))
    first = data.draw(st.integers(1, len(sizes) - 1))
    done = shift(texts, signed(texts)["a"], f"p{first}", f"p{len(sizes)}", side, 1)
    (after,) = done.chapters

    assert words(after) == words(texts)
    rows = {pair.id: pair for pair in after.pairs}
    assert not rows[f"p{first}"][side]
    assert len(after.pairs) == len(texts.pairs) + 1
    last = after.pairs[-1].id or ""
    back = shift(after, done.records["a"], f"p{first}", last, side, -1)
    assert bytes_of(back.chapters[0]) == bytes_of(texts)
    assert back.records["a"].entries[last].gone


@given(SIZES, SIZES, LINE_ENDS, st.data())
def test_what_is_moved_stands_in_the_other_chapter_with_its_sign_off(
    sizes: Sizes, others: Sizes, end: str, data: st.DataObject
) -> None:
    here, there = book(sizes, end), book(others, name="b", closed=data.draw(st.booleans()))
    records = signed(here, there)
    first = data.draw(st.integers(1, len(sizes)))
    last = data.draw(st.integers(first, len(sizes)))
    after = data.draw(st.none() | st.integers(1, len(others)).map("p{}".format))
    rows = [f"p{n}" for n in range(first, last + 1)]
    done = move((here, there), (records["a"], records["b"]), rows, after)
    left, arrived = done.chapters

    assert [
        sorted(one + other) for one, other in zip(words(left), words(arrived), strict=True)
    ] == [sorted(one + other) for one, other in zip(words(here), words(there), strict=True)]
    for row, new in zip(rows, done.ids, strict=True):
        now = resolve(done.records, "a", row)
        assert str(now) == new
        entry = done.records["b"].entries[new.partition("#")[2]]
        assert (entry.state, entry.name) == ("reviewed", "Ana")
        assert entry.source == records["a"].entries[row].source
    ids = [pair.id for pair in there.pairs]
    assert [pair.id for pair in arrived.pairs if pair.id in ids] == ids
    assert not any(find_drifts(done.records["b"].entries[p.id or ""], p) for p in arrived.pairs)


TWO = "One two three. Four five six seven.\n{: #p1 }\n\nEight.\n{: #p2 }\n"
DEUX = "Un deux trois. Quatre cinq six sept.\n{: #p1 }\n\nHuit.\n{: #p2 }\n"


def cut(texts: Pairing, row: int, **said: str) -> dict[Side, Cut]:
    return {Side(s): find_cuts(texts.pairs[row][Side(s)], w)[0] for s, w in said.items()}


def test_the_longer_half_keeps_the_id_though_it_is_the_second() -> None:
    texts = chapter("a", TWO, DEUX)
    done = split(texts, Record(), "p1", cut(texts, 0, source="Four", target="Quatre"))

    assert done.ids == ("p0", "p1")
    assert write_document(done.chapters[0].source).startswith(
        "One two three.\n{: #p0 }\n\nFour five six seven.\n{: #p1 }\n\nEight.\n"
    )


def test_one_side_alone_is_parted_into_a_paragraph_and_what_continues_it() -> None:
    texts = chapter("a", TWO, DEUX)
    done = split(texts, Record(), "p1", cut(texts, 0, target="Quatre"))

    assert done.ids == ("p1",)
    assert write_document(done.chapters[0].target).startswith(
        "Un deux trois.\n{: #p1 }\n\nQuatre cinq six sept.\n{: .p1 }\n\nHuit.\n"
    )
    assert write_document(done.chapters[0].source) == TWO


def test_a_row_of_several_blocks_is_parted_between_them() -> None:
    texts = chapter(
        "a",
        TWO,
        DEUX.replace(". Quatre", ".\n{: #p1 }\n\nQuatre").replace("t.\n{: #p1", "t.\n{: .p1"),
    )
    done = split(texts, Record(), "p1", cut(texts, 0, source="Four", target="Quatre"))

    assert [len(pair.target) for pair in done.chapters[0].pairs] == [1, 1, 1]


def test_what_drifted_is_seen_in_the_half_where_it_stands() -> None:
    old = chapter("a", TWO, DEUX)
    now = chapter("a", TWO.replace("five", "5"), DEUX)
    done = split(now, signed(old)["a"], "p1", cut(now, 0, source="Four", target="Quatre"))
    drifts = {
        pair.id: [
            drift.changes[0].old
            for drift in find_drifts(done.records["a"].entries[pair.id or ""], pair)
        ]
        for pair in done.chapters[0].pairs
    }

    assert drifts == {"p0": [], "p1": ["five"], "p2": []}


@pytest.mark.parametrize(
    ("en", "words_"),
    [
        ("One *two three* four.\n{: #p1 }\n", "three"),
        ("One [two three](a.md) four.\n{: #p1 }\n", "three"),
        ("# One two three\n{: #p1 }\n", "three"),
        ("| a | b |\n|---|---|\n| one | two |\n{: #p1 }\n", "two"),
        ("One two:\nthree.\n    Four\n{: #p1 }\n\n```\nfive six\n```\n{: .p1 }\n", "six"),
    ],
)
def test_a_cut_that_would_change_how_the_text_is_read_is_refused(en: str, words_: str) -> None:
    texts = chapter("a", en, en)
    (place,) = find_cuts(texts.pairs[0].source, words_)

    with pytest.raises(VisavisError, match="would change how the text is read"):
        split(texts, Record(), "p1", {Side.SOURCE: place, Side.TARGET: place})


@pytest.mark.parametrize(
    ("text", "words_", "second"),
    [
        ("> One two. Three four.\n{: #p1 }\n", "Three", "> Three four.\n"),
        ("- one\n- two\n- three\n{: #p1 }\n", "two", "- two\n- three\n"),
        ("One two\nthree four\n{: #p1 .verse }\n", "three", "three four\n"),
        ("He said: « Un *mot*. » Two three.\n{: #p1 }\n", "Un mot", "« Un *mot*. » Two three.\n"),
        ("One.[^1] *Two* three.\n{: #p1 }\n\n[^1]: Note.\n", "two three", "*Two* three.\n"),
        ("— One ! — Two three.\n{: #p1 }\n", "Two", "— Two three.\n"),
        ("“One.” “Two three.”\n{: #p1 }\n", "Two three", "“Two three.”\n"),
    ],
)
def test_a_part_begins_with_the_marks_that_open_it(text: str, words_: str, second: str) -> None:
    texts = chapter("a", text, text)
    (place,) = find_cuts(texts.pairs[0].source, words_)
    (after,) = split(texts, Record(), "p1", {Side.SOURCE: place, Side.TARGET: place}).chapters

    assert after.pairs[1].source[0].source == second
    assert after.pairs[1].source[0].kind is texts.pairs[0].source[0].kind


def test_words_are_found_whatever_their_typography() -> None:
    texts = chapter(
        "a", "One. L’*un* e\u0301tait là; the [two](b.md) ones.\n{: #p1 }\n", "Un.\n{: #p1 }\n"
    )

    assert len(find_cuts(texts.pairs[0].source, "l'un était")) == 1
    assert len(find_cuts(texts.pairs[0].source, "the two ones")) == 1
    assert find_cuts(texts.pairs[0].source, "One") == []
    assert find_cuts(texts.pairs[0].source, "b.md") == []


def test_rows_that_one_text_has_only_one_of_are_joined_and_stay_apart() -> None:
    en = "One.\n{: #p1 }\n\nTwo two two.\n{: #p2 .untranslated }\n"
    texts = chapter("a", en, "Un et deux deux deux.\n{: #p1 }\n")
    done = join(texts, Record(), "p1", "p2")

    assert done.ids == ("p1",)
    assert write_document(done.chapters[0].source) == "One.\n{: #p1 }\n\nTwo two two.\n{: .p1 }\n"
    assert done.records["a"].entries["p2"].moved_to == "#p1"


def test_the_joined_row_has_the_id_with_most_of_the_words() -> None:
    texts = chapter(
        "a", "One.\n{: #p1 }\n\nTwo two.\n{: #p2 }\n", "Un.\n{: #p1 }\n\nDeux deux.\n{: #p2 }\n"
    )
    done = join(texts, Record(), "p1", "p2")

    assert bytes_of(done.chapters[0]) == ("One. Two two.\n{: #p2 }\n", "Un. Deux deux.\n{: #p2 }\n")
    assert done.records["a"].entries["p1"].moved_to == "#p2"


def test_a_row_joined_of_what_two_people_signed_waits_for_a_third_look() -> None:
    texts = chapter("a", TWO, DEUX)
    record = signed(texts)["a"]
    other = signed(texts, name="Ben")["a"].entries["p2"]
    done = join(texts, record.with_entries([other]), "p1", "p2")

    assert done.records["a"].entries["p1"].state == "unreviewed"
    assert join(texts, record, "p1", "p2").records["a"].entries["p1"].state == "reviewed"


def test_only_rows_that_follow_each_other_are_joined() -> None:
    with pytest.raises(VisavisError, match=r"p3 does not follow p1.*the row after p1 is p2"):
        join(book([(2, 2)] * 3), Record(), "p1", "p3")


def test_a_heading_and_a_paragraph_stay_two_blocks_of_one_row() -> None:
    text = "# One\n{: #p1 }\n\nTwo three.\n{: #p2 }\n"
    (after,) = join(chapter("a", text, text), Record(), "p1", "p2").chapters

    assert write_document(after.source) == "# One\n{: #p2 }\n\nTwo three.\n{: .p2 }\n"


def test_in_a_text_that_breaks_its_lines_a_join_breaks_one() -> None:
    text = "One\ntwo.\n{: #p1 }\n\nThree.\n{: #p2 }\n"
    (after,) = join(chapter("a", text, text), Record(), "p1", "p2").chapters

    assert write_document(after.source) == "One\ntwo.\nThree.\n{: #p1 }\n"


def test_a_shift_takes_the_marks_of_one_side_with_it() -> None:
    en = "One.\n{: #p1 }\n\nTwo.\n{: #p2 }\n\nThree.\n{: #p3 .untranslated }\n"
    fr = "Deux.\n{: #p1 }\n\nTrois.\n{: #p2 }\n"
    texts = chapter("a", en, fr)
    (after,) = shift(texts, Record(), "p1", "p2", Side.TARGET, 1).chapters

    assert bytes_of(after) == (
        "One.\n{: #p1 .untranslated }\n\nTwo.\n{: #p2 }\n\nThree.\n{: #p3 }\n",
        "Deux.\n{: #p2 }\n\nTrois.\n{: #p3 }\n",
    )


def test_what_is_shifted_onto_a_row_stands_before_its_own_words() -> None:
    texts = book([(2, 2)] * 4)
    (after,) = shift(texts, Record(), "p2", "p3", Side.TARGET, 1).chapters

    assert [len(pair.target) for pair in after.pairs] == [1, 0, 1, 2]
    with pytest.raises(VisavisError, match="would change places"):
        shift(book([(2, 2)] * 6), Record(), "p2", "p3", Side.TARGET, 2)


def test_what_a_shift_has_put_beside_other_words_nobody_has_signed() -> None:
    texts = book([(2, 2)] * 3)
    done = shift(texts, signed(texts)["a"], "p2", "p2", Side.TARGET, 1)
    states = {name: entry.state for name, entry in done.records["a"].entries.items()}

    assert states == {"p1": "reviewed", "p2": "unreviewed", "p3": "unreviewed"}


NOTED = (
    "One.[^1]\n{: #p1 }\n\nTwo.[^1][^b]\n{: #p2 }\n\n"
    "[^1]: First.\n\n[^b]: Second.[^c]\n\n[^c]: Third.\n"
)


def test_notes_go_along_and_stay_where_they_are_needed() -> None:
    here = chapter("a", NOTED, NOTED)
    other = "Three.[^1]\n{: #p1 }\n\n[^1]: Another.\n"
    there = chapter("b", other, other)
    records = signed(here, there)
    done = move((here, there), (records["a"], records["b"]), ["p2"])

    assert write_document(done.chapters[0].source) == "One.[^1]\n{: #p1 }\n\n[^1]: First.\n"
    assert write_document(done.chapters[1].source) == (
        "Three.[^1]\n{: #p1 }\n\nTwo.[^2][^b]\n{: #p2 }\n\n[^1]: Another.\n\n"
        "[^2]: First.\n\n[^b]: Second.[^c]\n\n[^c]: Third.\n"
    )
    assert done.records["a"].entries["note-b"].moved_to == "b#note-b"
    assert done.records["a"].entries["note-1"].state == "reviewed"
    assert done.records["b"].entries["note-2"].state == "unreviewed"


@pytest.mark.parametrize(
    ("text", "to"),
    [
        ("One [two](#p9).\n{: #p1 }\n", "b"),
        ("One [two](img/x.md).\n{: #p1 }\n", "part/b"),
        ("One [two][r].\n{: #p1 }\n\n[r]: x.md\n", "b"),
    ],
)
def test_a_link_that_would_lead_elsewhere_is_named(text: str, to: str) -> None:
    with pytest.raises(VisavisError, match="would not lead there"):
        move((chapter("a", text, text), book([(2, 2)], name=to)), (Record(), Record()), ["p1"])


@given(st.text(alphabet="ab «“\"'*[]().!\n—", max_size=30), st.text(alphabet="ab «*.", max_size=6))
def test_a_cut_is_a_place_in_the_text(text: str, said: str) -> None:
    texts = chapter("a", f"a {text}\n{{: #p1 }}\n", "b\n{: #p1 }\n")
    for pair in texts.pairs:
        for found in find_cuts(pair.source, said):
            source = pair.source[found.block].source
            assert 0 <= found.offset < len(source)


@st.composite
def any_edit(draw: st.DrawFn) -> tuple[Pairing, Callable[[Pairing], Edited]]:
    """A chapter of blocks of every kind, and something to do with its rows."""
    fr, en = draw(answering_texts())
    done = stamp(
        parse_document(en, path="docs_en/a.md", language="en"),
        parse_document(fr, path="docs/a.md", language="fr"),
    )
    texts = pair_documents("a", done.source, done.target)
    assume(texts.pairs)
    at = draw(st.integers(0, len(texts.pairs) - 1))
    to = draw(st.integers(0, len(texts.pairs) - 1))
    row, other = texts.pairs[at].id or "", texts.pairs[to].id or ""
    side = draw(st.sampled_from(list(Side)))
    cuts = {
        one: Cut(0, draw(st.integers(1, max(1, len(texts.pairs[at][one][0].source) - 1))))
        for one in draw(st.sampled_from([[Side.SOURCE], [Side.TARGET], list(Side)]))
    }
    by, apart = draw(st.sampled_from([-2, -1, 1, 2])), draw(st.booleans())
    edits: list[Callable[[Pairing], Edited]] = [
        lambda texts: split(texts, Record(), row, cuts),
        lambda texts: join(texts, Record(), row, other, apart=apart),
        lambda texts: shift(texts, Record(), row, other, side, by),
    ]
    return texts, draw(st.sampled_from(edits))


@given(any_edit())
@settings(max_examples=120)
def test_whatever_is_done_every_word_is_there_in_order_or_nothing_is_done(
    given_: tuple[Pairing, Callable[[Pairing], Edited]],
) -> None:
    texts, edit = given_
    try:
        (after,) = edit(texts).chapters
    except VisavisError:
        return
    for side in Side:
        old, new = ("".join(b.plain for b in chapter[side].blocks) for chapter in (texts, after))
        assert "".join(old.split()) == "".join(new.split())
        assert (texts[side].head, texts[side].tail) == (after[side].head, after[side].tail)
    assert all(pair.id for pair in after.pairs)


@given(answering_texts(), answering_texts(), st.data())
@settings(max_examples=80)
def test_whatever_is_moved_no_word_is_lost(
    one: tuple[str, str], other: tuple[str, str], data: st.DataObject
) -> None:
    chapters = []
    for name, (fr, en) in (("a", one), ("b", other)):
        done = stamp(
            parse_document(en, path=f"docs_en/{name}.md", language="en"),
            parse_document(fr, path=f"docs/{name}.md", language="fr"),
        )
        chapters.append(pair_documents(name, done.source, done.target))
    here, there = chapters
    assume(here.pairs)
    at = data.draw(st.integers(0, len(here.pairs) - 1))
    after = data.draw(st.sampled_from([None, *(pair.id for pair in there.pairs)]))
    try:
        done_ = move((here, there), (Record(), Record()), [here.pairs[at].id or ""], after)
    except VisavisError:
        return
    left, arrived = done_.chapters
    for side in Side:
        before = sorted(b.plain for c in (here, there) for b in c[side].blocks if b.label is None)
        now = sorted(b.plain for c in (left, arrived) for b in c[side].blocks if b.label is None)
        assert before == now
        assert {b.plain for c in (here, there) for b in c[side].blocks} == {
            b.plain for c in (left, arrived) for b in c[side].blocks
        }
