"""Hypothesis strategies: Markdown of the edition's dialect, and pairs of texts."""

from __future__ import annotations

from hypothesis import strategies as st

from visavis.text import Kind

LINE_ENDS = st.sampled_from(["\n", "\r\n", "\r"])

ANY_TEXT = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]))
"""Whatever a file can hold."""

_PIECES = [
    "# Titre", "## T ##", "un *deux* **trois**", "[a](b)", "![i](j.png)", "[^1]", "[^1]: note",
    "- a", "1. c", "> q", "> > r", "| a | b |", "|---|---|", "| `c` | [^2] |", "```", "~~~",
    "    code", "\tcode", "---", "***", "===", '!!! note "T"', "??? note", "    corps", "<div>",
    "</div>", "<!-- c -->", "<!--", "-->", "{: #p7 }", "{: .p7 }", "{#p8}", "{ .alone }", "{:",
    "[r]: http://x", "[x][r]", "", "", "", " ", "\t", "\ufeff", "\u2028", "\x85", "\x0b", "\x0c",
    "\\", "`c`", "``", "<b>", "a  ", "b\\", "[[", "]", "*", "_", "&#58;", "<http://a.b>", "\u00a0",
    "title: x", "...", "<figure>", "</figure>", "  {: #p9 }", "> {: #p1 }",
]  # fmt: skip


@st.composite
def scraps(draw: st.DrawFn) -> str:
    """Lines that mean something to Markdown, in an order that means nothing."""
    lines = draw(st.lists(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=2), max_size=12))
    text = "".join("".join(line) + draw(LINE_ENDS) for line in lines)
    return text + draw(st.sampled_from(["", *_PIECES]))


WORDS = st.lists(
    st.sampled_from("un deux l’État 1999 *mot* « oui » œuvre x² [a](b.md) `c`".split(" ")),
    min_size=1,
    max_size=6,
).map(" ".join)

_SHAPES = {
    Kind.HEADING: "## {0}",
    Kind.PARAGRAPH: "Mot {0}\nsuite {1}",
    Kind.LIST: "- {0}\n- {1}",
    Kind.QUOTE: "> {0}\n> {1}",
    Kind.TABLE: "| {0} | a |\n|---|---|\n| {1} | b |",
    Kind.CODE: "```\n{0}\n```",
    Kind.FIGURE: "![{0}](image.png)",
    Kind.BREAK: "***",
    Kind.ADMONITION: '!!! note "Titre"\n    {0}',
    Kind.NOTE: "[^n{2}]: {0}",
}

KINDS = st.lists(st.sampled_from(list(_SHAPES)), max_size=8)
"""The shape of a text: what its blocks are, one after the other."""


@st.composite
def text_of(draw: st.DrawFn, kinds: list[Kind]) -> str:
    """A text whose blocks are of these kinds, without ids."""
    blocks = [
        _SHAPES[kind].format(draw(WORDS), draw(WORDS), number) for number, kind in enumerate(kinds)
    ]
    head = draw(st.sampled_from(["", "---\ntitle: T\n---\n\n", "\ufeff", "\ufeff---\na: b\n---\n"]))
    text = head + "\n\n".join(blocks) + draw(st.sampled_from(["", "\n", "\n\n"]))
    return text.replace("\n", draw(LINE_ENDS))


@st.composite
def answering_texts(draw: st.DrawFn) -> tuple[str, str]:
    """Two texts of one shape, without ids."""
    kinds = draw(KINDS)
    return draw(text_of(kinds)), draw(text_of(kinds))


_LISTS = st.sampled_from(
    ["", "{: #p1 }", "{: #p2 }", "{: #p3 }", "{: #p4 }", "{: #p5 }", "{: #p2-1 }", "{: .p2 }",
     "{: .p3 }", "{: #p6 .alone }", "{: .untranslated }", "{: #intro }"]
)  # fmt: skip


@st.composite
def stamped_text(draw: st.DrawFn) -> str:
    """A text with whatever ids: some missing, some twice, in any order."""
    kinds = draw(KINDS)
    blocks = [
        _SHAPES[kind].format(draw(WORDS), draw(WORDS), number % 2) + "\n" + draw(_LISTS)
        for number, kind in enumerate(kinds)
    ]
    return "\n\n".join(blocks) + "\n"
