"""Laws of the writer: not a word is lost, and both parsers read what was meant."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from visavis.errors import VisavisError
from visavis.imports import prove
from visavis.imports.reading import make_reading
from visavis.imports.tree.escape import near_address, web_address
from visavis.imports.tree.flatten import all_words, flatten
from visavis.imports.tree.node import (
    Block,
    Break,
    CodeBlock,
    CodeSpan,
    HeadingBlock,
    Inline,
    ItemList,
    LinkSpan,
    NoteCall,
    Paragraph,
    Quotation,
    Style,
    Styled,
    TableBlock,
    ThematicBreak,
    Verse,
    Words,
    make_paragraph,
)
from visavis.input import clean
from visavis.text import Kind

SIGNS = [
    *"abé1 .,!?:;-+*_`[](){}<>|\\#=~^&\"'/«»’\u00a0\u202f@$%\n",
    *("**", "[^1]", "](", "&amp;", "&#35;", "...", "---", "1. ", "> ", "# ", "{: #p }", "<b>"),
    *("!!! a", "???", ":::", "  ", "![", "\u2028", "\u200b", "ß", "中", "\u0301", "[sic]", "[…]"),
]
WORDS = st.lists(st.sampled_from(SIGNS), max_size=14).map("".join).map(clean)
ADDRESS = st.sampled_from(["http://a.b/c_d", "https://x.y/(z)?a=1&copy=2", "mailto:a@b.c"])


def inlines(depth: int) -> st.SearchStrategy[tuple[Inline, ...]]:
    """Runs of inlines that hold others up to a depth."""
    one: st.SearchStrategy[Inline] = st.one_of(
        WORDS.map(Words), st.just(Break()), WORDS.map(CodeSpan)
    )
    if depth:
        inside = inlines(depth - 1)
        notes = st.lists(st.builds(Paragraph, inside), max_size=2).map(tuple)
        one = st.one_of(
            one,
            st.builds(Styled, st.sampled_from(list(Style)), inside),
            st.builds(LinkSpan, inside, ADDRESS.map(web_address)),
            st.builds(NoteCall, notes),
        )
    return st.lists(one, max_size=4).map(tuple)


def blocks(depth: int) -> st.SearchStrategy[tuple[Block, ...]]:
    """Texts whose blocks hold others up to a depth."""
    run = inlines(2)
    rows = st.integers(1, 3).flatmap(
        lambda n: st.lists(st.lists(run, min_size=n, max_size=n).map(tuple), min_size=1, max_size=3)
    )
    one: st.SearchStrategy[Block] = st.one_of(
        st.builds(HeadingBlock, st.integers(1, 6), run),
        run.map(make_paragraph),
        st.builds(Paragraph, run),
        st.builds(Verse, st.lists(run, max_size=4).map(tuple)),
        st.just(ThematicBreak()),
        WORDS.map(CodeBlock),
        rows.map(lambda found: TableBlock(found[0], tuple(found[1:]))),
    )
    if depth:
        inside = blocks(depth - 1)
        items = st.lists(inside, max_size=4).map(tuple)
        one = st.one_of(
            one,
            st.builds(Quotation, inside),
            st.builds(ItemList, items, st.sampled_from([0, 1, 5, 97, 200])),
        )
    return st.lists(one, max_size=3).map(tuple)


LAWS = settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))


def tight(words: str) -> str:
    return "".join(words.split())


@LAWS
@given(blocks(1))
def test_every_block_is_one_piece_and_keeps_its_words(text: tuple[Block, ...]) -> None:
    try:
        reading = make_reading("a", "fr", text)
    except VisavisError:
        return
    assert not reading.misread()
    body = [block for block in reading.document.blocks if block.kind is not Kind.NOTE]
    read = [tight(block.plain) for block in body]
    assert read == [tight(all_words(block)) for block in flatten(text)]


@LAWS
@given(blocks(1))
def test_what_is_written_passes_the_checks(text: tuple[Block, ...]) -> None:
    try:
        reading = make_reading("a", "fr", text)
    except VisavisError:
        return
    proven = prove(reading)  # raises where it cannot be had
    assert len(proven.pieces) == len(reading.pieces)


@given(st.text(max_size=40), st.sampled_from(["", "javascript:", "data:", "//", "http://"]))
def test_addresses_run_nothing_and_break_no_link(words: str, scheme: str) -> None:
    for found in (web_address(scheme + words), near_address(scheme + words)):
        assert not set(found) & set(" ()<>\"'\\*_`") - {"_", "'"}
        assert not found.lower().startswith(("javascript:", "data:", "//"))
