"""The law of the page: what was checked is what is shown, row by row and word by word."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from chapters import chapter, check_chapters
from pages import both_pages, by_class, parse, sides, words
from visavis.pairs import Pair, Pairing
from visavis.text import Block, InlineKind, Kind

MANY = settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck))
WORDS = st.lists(
    st.sampled_from(
        "mot état l’été d’un, fin. 12 1986 : ; ! ? « » (peut) – — … R&D a_b x*y".split()
    ),
    min_size=1,
    max_size=6,
).map(" ".join)
PIECES = re.split(
    r"\s{2,}",
    r"""*mot*  **mot**  ***mot***  *un **mot** fort*  __mot__  _  *  **  ~~mot~~  ==mot==  ^mot^
    `code`  `<div>`  `</div>`  `{: #x }`  ``a ` b``  `:::`  $x$  http://example.org/a_b
    [mot](a.md)  [mot](a.md "titre")  [mot][ref]  [ref]  [un *mot*][ref]  [^a]  [^b]  [mot](a b)
    ![image](b.png)  [![image](b.png)](a.md)  <https://example.org>  <mot@example.org>
    [crochets]  [ ]  [  ]  (  {  }  {mot}  {{ mot }}  {% mot %}  |  a < b  <  >  &  !  %  @
    &amp;  &eacute;  &copy  &#233;  \*  \[  \`  \\  \  \|  \"  '  "  #  # mot  1. mot  1) mot
    - mot  + mot  > mot  !!! note  ::: mot  --  ---  <b>mot</b>  <br>  <kbd>Q</kbd>  <!-- mot -->
    H<sub>2</sub>O  \_  \>  \- mot  7\. mot  &#123;: .x &#125;  &lt;b&gt;  ~  1.2. mot  12 mot""",
)
INLINE = st.one_of(
    WORDS,
    st.sampled_from(PIECES),
    st.sampled_from(["  \nmot", "\nmot", "\\\nmot", "\n- mot", "\n> mot", "\n# mot", "\n    mot"]),
    st.sampled_from(["\u202f!", "\u00a0:", "\u00a0;"]),
)
PARAGRAPH = st.lists(INLINE, min_size=1, max_size=5).map(" ".join)
LINE = PARAGRAPH.map(lambda text: " ".join(text.split()))
BLOCK = st.one_of(
    PARAGRAPH,
    st.tuples(st.integers(1, 6), LINE).map(lambda it: f"{'#' * it[0]} {it[1]}"),
    st.lists(LINE, min_size=1, max_size=3).map(lambda ls: "\n".join(f"- {li}" for li in ls)),
    st.lists(LINE, min_size=1, max_size=3).map(lambda ls: "\n".join(f"1. {li}" for li in ls)),
    st.tuples(LINE, LINE).map(lambda it: f"- {it[0]}\n\n    {it[1]}\n\n- mot"),
    st.tuples(LINE, LINE).map(lambda it: f"- {it[0]}\n    - {it[1]}\n- mot"),
    st.lists(LINE, min_size=1, max_size=2).map(lambda ls: "\n>\n".join(f"> {li}" for li in ls)),
    st.tuples(LINE, LINE).map(lambda it: f"| a | b |\n|---|---|\n| {it[0]} | {it[1]} |"),
    st.lists(INLINE, min_size=1, max_size=3).map(lambda ls: "```\n" + "\n\n".join(ls) + "\n```"),
    LINE.map(lambda li: f"    {li}\n\n    {li}"),
    LINE.map(lambda li: f'!!! note "Titre"\n    {li}'),
    LINE.map(lambda li: f'??? note "Titre"\n    {li}'),
    st.sampled_from(["---", "***", "![image](b.png)", "<!-- rien -->", "<hr>"]),
    st.sampled_from(["<figure><img src='b.png' alt='mot'></figure>", "<div><p>mot</p></div>"]),
    st.sampled_from(["<table><tr><td>mot</table>", "<!-- rien --> *mot*", "<div>*mot*</div> *un*"]),
    st.text("ab*_`[](){}<>&|\\#!-+.:1 \"'~=\n\t/", min_size=1, max_size=30),
)
NOTES = (
    "\n[^a]: Une *note*, et `</div>`.\n"
    "\n[^b]: Une autre.[^a]\n\n    Sa suite, et un [lien][ref].\n\n    - un\n    - deux\n"
    '\n[ref]: <a.md> "Un titre"\n'
)


@st.composite
def two_texts(draw: st.DrawFn) -> tuple[str, str]:
    """Two texts of the same rows; now and then a side has two blocks in a row, or none."""
    rows = draw(st.lists(st.tuples(BLOCK, BLOCK, st.integers(0, 9)), min_size=1, max_size=5))
    texts = ["\n", "\n"]  # `---` at the very beginning would open front matter
    for number, (one, other, form) in enumerate(rows):
        for side, block in enumerate((one, other)):
            if form == 8 and side:
                continue
            mark = " .alone" if form == 8 else ""
            texts[side] += f"{block}\n{{: #p{number}{mark} }}\n\n"
            if form == 9:
                texts[side] += f"{draw(BLOCK)}\n{{: .p{number} }}\n\n"
    return texts[0] + NOTES, texts[1] + NOTES


def shown_words(block: Block) -> str:
    """The words that a reader must see of a block."""
    if block.kind is Kind.HTML or "<figure" in block.source:
        return words(parse(block.source))
    return "".join(block.plain.split())


def rendered_as_read(root: etree.Element, texts: Pairing, languages: tuple[str, str]) -> None:
    """Assert that a page shows the rows of a chapter, and nothing else."""
    rows = sides(root)
    assert len(rows) == len(texts.pairs)
    for row, pair in zip(rows, texts.pairs, strict=True):
        assert tuple(row) == languages
        for language, blocks in (("fr", pair.target), ("en", pair.source)):
            assert words(row[language]) == "".join(map(shown_words, blocks))
    for element in by_class(root, "vv-pair"):
        assert element.get("id") in {pair.id for pair in texts.pairs}


def notes_as_read(root: etree.Element, texts: Pairing) -> None:
    """Assert that the notes that are called, and no others, stand at the end, with their words."""
    shown = {
        item.get("id", ""): words(item)
        for part in by_class(root, "vv-notes")
        for item in part.iter("li")
        if item.get("id")
    }
    expected = {}
    for language, document in (("fr", texts.target), ("en", texts.source)):
        reached = _reached([b for b in document.blocks if b.label is None], texts.notes, language)
        for note in texts.notes:
            for block in note.target if language == "fr" else note.source:
                if block.label in reached:
                    expected[f"fn:{language}--{block.label}"] = shown_words(block)
    assert shown == expected


def _reached(blocks: list[Block], notes: tuple[Pair, ...], language: str) -> set[str]:
    found = {call.text for block in blocks for call in block.of_kind(InlineKind.NOTE)}
    for note in notes:
        for block in note.target if language == "fr" else note.source:
            if block.label in found:
                found |= {call.text for call in block.of_kind(InlineKind.NOTE)}
    return found


HARMLESS = ("kind", "heading", "list", "table", "link", "side", "note.uncalled", "note.one-sided")
"""Rules, and families of rules, about what the two sides say: the page shows it all the same."""


def holds(fr: str, en: str) -> bool:
    """Whether the law had to hold for two texts; raises where it does not."""
    texts = chapter(fr, en)
    rules = {found.rule for found in check_chapters(texts)}
    if any(not rule.startswith(HARMLESS) for rule in rules):
        return False
    for root, languages in zip(both_pages(texts), (("fr", "en"), ("en", "fr")), strict=True):
        rendered_as_read(root, texts, languages)
        if "note.uncalled" not in rules:
            notes_as_read(root, texts)
    return True


@MANY
@given(two_texts())
def test_what_has_no_findings_is_shown_row_by_row_and_word_by_word(texts: tuple[str, str]) -> None:
    event("without findings" if holds(*texts) else "with findings")


@MANY
@given(BLOCK, BLOCK)
def test_any_two_blocks_are_shown_or_found(one: str, other: str) -> None:
    notes = re.sub(r"\n\[\^.*?(?=\n\[)", "", NOTES, flags=re.DOTALL)
    text = f"\n{one}\n{{: #p1 }}\n\n{other}\n{{: #p2 }}\n" + notes

    event("without findings" if holds(text, text) else "with findings")


@pytest.mark.parametrize(
    "text",
    [
        "> un\n{: #p1 }\n\n> deux\n{: .p1 }\n",
        "- un\n{: #p1 }\n\n- deux\n{: .p1 }\n\n1. trois\n{: .p1 }\n",
        "    un\n{: #p1 }\n\n    deux\n{: .p1 }\n",
        '!!! note "Titre"\n    un\n{: #p1 }\n\n    deux\n{: .p1 }\n',
        "- un\n{: #p1 }\n\n    deux\n{: .p1 }\n",
        "Un mot.\n{: #p1 }\n- un\n{: #p2 }\n> deux\n{: #p3 }\n```\ntrois\n```\n{: #p4 }\n",
        "`</div>`\n{: #p1 }\n\n```\n</div>\n:::\n```\n{: #p2 }\n\n    </div>\n{: #p3 }\n",
        "[un][a] et [a]\n{: #p1 }\n\n[a]: <b c.md> 'L\"état'\n",
        "[![un][b]][a][^a]\n{: #p1 }\n\n[^a]: [deux][a]\n\n[a]: c.md\n[b]: d.png\n",
        "Un mot.\r\n{: #p1 }\r\n\r\n> un\r\n> autre\r\n{: #p2 }\r\n",
    ],
)
def test_what_a_renderer_likes_to_join_or_to_break_stays_as_it_is(text: str) -> None:
    assert holds(text, text)
