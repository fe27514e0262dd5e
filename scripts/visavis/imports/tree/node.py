"""What every reader makes of a file: blocks and inlines, before they are written as Markdown.

It is as much as the edition's dialect can say, and no more: what a format knows beyond it (colours,
fonts, layout) ends here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import groupby

Losses = Counter[tuple[str, str]]
"""What could not be taken over: what it is (`link`) and which (`chapter2.xhtml`), counted."""

BECAME = {
    "note that nobody calls": "now a paragraph at the end",
    "definition list": "now paragraphs",
    "division": "now the blocks inside it",
    "sign that the edition does not read": "left as it stands",
}
"""What is among `Losses` and not lost: what it is, and what became of its words."""
UNCALLED = "note that nobody calls"


class Style(str, Enum):
    """How words are set off. The value is the mark that Markdown writes on both sides."""

    EMPHASIS = "*"
    STRONG = "**"


@dataclass(frozen=True, slots=True)
class Words:
    """Running text, with no markup in it."""

    text: str


@dataclass(frozen=True, slots=True)
class Break:
    """A line break that is meant."""


@dataclass(frozen=True, slots=True)
class Styled:
    """Words that are set off."""

    style: Style
    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class CodeSpan:
    """Words of a computer's language."""

    text: str


@dataclass(frozen=True, slots=True)
class LinkSpan:
    """Words that lead somewhere."""

    inside: tuple[Inline, ...]
    address: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class NoteCall:
    """The place where a footnote is called, and the note."""

    blocks: tuple[Block, ...]
    label: str = ""
    """What the format calls it, where it does: a note that is called twice has one label."""


Inline = Words | Break | Styled | CodeSpan | LinkSpan | NoteCall


@dataclass(frozen=True, slots=True)
class HeadingBlock:
    """A heading of level 1 to 6."""

    level: int
    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text; a `Break` in it is a line break that is meant."""

    inside: tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Verse:
    """Lines that are kept."""

    lines: tuple[tuple[Inline, ...], ...]


@dataclass(frozen=True, slots=True)
class ItemList:
    """A list; `start` is its first number, 0 where it has bullets."""

    items: tuple[tuple[Block, ...], ...]
    start: int = 0


@dataclass(frozen=True, slots=True)
class Quotation:
    """Blocks of somebody else's."""

    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table: its head row and its body rows, all of one length."""

    head: tuple[tuple[Inline, ...], ...]
    rows: tuple[tuple[tuple[Inline, ...], ...], ...]
    covered: frozenset[tuple[int, int]] = frozenset()
    """Row and column of the cells of the body over which one of a row above reaches down."""
    aligned: tuple[str, ...] = ()
    """How each column is: `left`, `right`, `center`, or empty; none where nothing is said."""


@dataclass(frozen=True, slots=True)
class CodeBlock:
    """Lines of a computer's language."""

    text: str
    language: str = ""
    """Its name, where it is said."""


@dataclass(frozen=True, slots=True)
class Admonition:
    """Blocks in a box of their own."""

    mark: str
    """How it begins: `!!!`, or `???` where it is folded."""
    kind: str
    """`note`, `warning`…"""
    title: str | None
    """None: the page gives it one, after its kind."""
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class AttributedBlock:
    """A block of the text with what its attribute list says."""

    block: Block
    id: str
    classes: tuple[str, ...]
    others: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ThematicBreak:
    """A thematic break."""


@dataclass(frozen=True, slots=True)
class PictureBlock:
    """A picture by itself. What stood within a line, a list or a table follows its block."""

    words: str
    """What it shows, for those who cannot see it; may be empty."""
    name: str
    """Its name in the album of the text."""
    title: str = ""


Block = (
    HeadingBlock
    | Paragraph
    | Verse
    | ItemList
    | Quotation
    | TableBlock
    | CodeBlock
    | Admonition
    | AttributedBlock
    | ThematicBreak
    | PictureBlock
)

RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")
"""Figures as signs that are raised or lowered by themselves."""
_LONGEST_LINE = 80
"""Lines up to this many characters that end where the writer wanted are taken for verse."""


def words_of(inlines: Iterable[Inline]) -> str:
    """The plain words, without those of notes."""
    return "".join(_words(inlines))


def has_words(inlines: Iterable[Inline]) -> bool:
    """Whether there is anything to read."""
    return any(c.isprintable() and not c.isspace() for c in words_of(inlines))


def in_runs(inlines: Iterable[Inline]) -> Iterator[Inline]:
    """The same, words beside words as one."""
    for is_words, run in groupby(inlines, lambda one: isinstance(one, Words)):
        if is_words:
            yield Words(words_of(run))
        else:
            yield from run


def shifted(inside: tuple[Inline, ...], figures: dict[int, int]) -> tuple[Inline, ...]:
    """Raised or lowered words: figures as such signs, any others as they are."""
    text = words_of(inside)
    figure = text.strip()  # a space beside it parts the words around it
    is_figure = figure.isascii() and figure.isdecimal() and not any_call(inside)
    return (Words(text.translate(figures)),) if is_figure else inside


def make_paragraph(inlines: Sequence[Inline]) -> Block:
    """A paragraph; where all its lines are short and end on purpose, a verse."""
    lines = split_lines(inlines)
    if len(lines) > 1 and all(len(words_of(line)) <= _LONGEST_LINE for line in lines):
        return Verse(lines)
    return Paragraph(tuple(inlines))


def split_lines(inlines: Sequence[Inline]) -> tuple[tuple[Inline, ...], ...]:
    """The lines between the breaks; lines without words are left out."""
    lines: list[list[Inline]] = [[]]
    for inline in inlines:
        if isinstance(inline, Break):
            lines.append([])
        else:
            lines[-1].append(inline)
    return tuple(tuple(line) for line in lines if has_words(line) or any_call(line))


def any_call(inlines: Iterable[Inline]) -> bool:
    """Whether a note is called."""
    return any(
        isinstance(one, NoteCall) or (isinstance(one, (Styled, LinkSpan)) and any_call(one.inside))
        for one in inlines
    )


def _words(inlines: Iterable[Inline]) -> Iterator[str]:
    for inline in inlines:
        if isinstance(inline, (Words, CodeSpan)):
            yield inline.text
        elif isinstance(inline, Break):
            yield " "
        elif not isinstance(inline, NoteCall):
            yield from _words(inline.inside)
