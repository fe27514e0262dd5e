"""The tree → Markdown of the edition's dialect, block by block."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from visavis.imports.tree.escape import escape_line_start, spell_out
from visavis.imports.tree.flatten import all_words, flatten, flatten_note
from visavis.imports.tree.inline import write_inlines, write_title
from visavis.imports.tree.node import (
    Admonition,
    AttributedBlock,
    Block,
    CodeBlock,
    HeadingBlock,
    Inline,
    ItemList,
    NoteCall,
    Paragraph,
    PictureBlock,
    Quotation,
    TableBlock,
    Verse,
    Words,
    words_of,
)

_INDENT = "    "
_DASHES = {"": "---", "left": ":--", "right": "--:", "center": ":-:"}
_NO_WORDS = "–"
"""Stands for the words of a note that has none."""


@dataclass(frozen=True, slots=True)
class WrittenBlock:
    """One block of the text to be, or one footnote."""

    markdown: str
    """Without a line break at the end."""
    plainer: str
    """The same words with as little markup as can be, for where the two parsers would not agree."""
    verse: bool = False
    is_picture: bool = False
    alone: bool = False
    """Whether the other side need not answer it."""
    label: str = ""
    """Of a note: `n1`, `n2`… in the order of the calls."""
    given: str = ""
    """Of a note: the label that it came with, if any."""
    id: str = ""
    """The id that it came with, if any; with its classes, and what else its attribute list says."""
    classes: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()


class MarkdownWriter:
    """Writes one text; the notes that its blocks call are collected and numbered on the way.

    Where it `keeps_labels`, a note is called as it was, if it had a label.
    """

    def __init__(self, *, keeps_labels: bool = False) -> None:
        self._keeps_labels = keeps_labels
        self._notes: list[NoteCall] = []
        self._numbers: dict[str, int] = {}

    def write(self, blocks: Sequence[Block]) -> Iterator[WrittenBlock]:
        """The pieces of a text, or of the next part of it."""
        for one in flatten(blocks):
            block = one.block if isinstance(one, AttributedBlock) else one
            markdown = self._block(block)
            if markdown.strip():
                piece = WrittenBlock(
                    markdown,
                    _plainly(block) or markdown,
                    isinstance(block, Verse),
                    isinstance(block, PictureBlock),
                )
                if isinstance(one, AttributedBlock):
                    piece = replace(piece, id=one.id, classes=one.classes, others=one.others)
                yield piece

    def notes(self) -> Iterator[WrittenBlock]:
        """The notes that were called in what has been written."""
        for number, note in enumerate(self._notes, 1):
            yield replace(self.note(f"n{number}", note.blocks), given=note.label)

    def note(self, label: str, blocks: Sequence[Block]) -> WrittenBlock:
        """The definition of a note."""
        paragraphs = list(flatten_note(blocks))
        head = f"[^{label}]: "
        words = " ".join(spell_out(words_of(one.inside).strip()) for one in paragraphs)
        inside = _indented(self._blocks(paragraphs)) or _NO_WORDS
        return WrittenBlock(head + inside, head + (words or _NO_WORDS), label=label)

    def _call(self, note: NoteCall) -> str:
        if self._keeps_labels and note.label:
            return f"[^{note.label}]"
        number = self._numbers.get(note.label)
        if number is None:
            self._notes.append(note)
            number = len(self._notes)
            if note.label:
                self._numbers[note.label] = number
        return f"[^n{number}]"

    def _inlines(self, inlines: Sequence[Inline], *, cell: bool = False) -> str:
        return write_inlines(inlines, self._call, cell=cell)

    def _blocks(self, blocks: Sequence[Block]) -> str:
        return "\n\n".join(filter(None, map(self._block, blocks)))

    def _block(self, block: Block) -> str:
        if isinstance(block, HeadingBlock):
            return f"{'#' * block.level} {self._inlines(block.inside, cell=True)}"
        if isinstance(block, Paragraph):
            return "\n".join(map(escape_line_start, self._inlines(block.inside).split("\n")))
        if isinstance(block, Verse):
            lines = [self._inlines(line, cell=True) for line in block.lines]
            return "\n".join(escape_line_start(line) for line in lines if line)
        if isinstance(block, ItemList):
            return self._list(block)
        if isinstance(block, Quotation):
            lines = self._blocks(block.blocks).split("\n")
            return "\n".join(f"> {line}" if line else ">" for line in lines)
        if isinstance(block, TableBlock):
            return self._grid(block)
        if isinstance(block, CodeBlock):
            return _fenced(block)
        if isinstance(block, Admonition):
            return self._admonition(block)
        if isinstance(block, PictureBlock):
            words = self._inlines((Words(block.words),), cell=True)
            return f"![{words}]({block.name}{write_title(block.title)})"
        return "* * *"

    def _list(self, block: ItemList) -> str:
        items = []
        for number, item in enumerate(block.items, block.start):
            marker = f"{number}." if block.start else "-"
            items.append(marker.ljust(4) + _indented(self._blocks(item)))
        return ("\n\n" if any("\n" in item for item in items) else "\n").join(items)

    def _grid(self, block: TableBlock) -> str:
        grid = (block.head, *block.rows)
        rows = [" | ".join(self._inlines(cell, cell=True) for cell in row) for row in grid]
        head, *body = (f"| {row} |" for row in rows)
        aligned = block.aligned or ("",) * len(block.head)
        line = "|".join(["", *(f" {_DASHES[column]} " for column in aligned), ""])
        return "\n".join([head, line, *body])

    def _admonition(self, block: Admonition) -> str:
        title = " ".join((block.title or "").split()).replace('"', "”")
        inside = _indented(self._blocks(block.blocks))
        said = "" if block.title is None else f' "{title}"'
        return f"{block.mark} {block.kind}{said}" + (f"\n\n{_INDENT}{inside}" if inside else "")


def _plainly(block: Block) -> str:
    if isinstance(block, HeadingBlock):
        return f"{'#' * block.level} {spell_out(words_of(block.inside).strip())}"
    if isinstance(block, PictureBlock):
        title = f' "{spell_out(block.title)}"' if block.title else ""
        return f"![{spell_out(' '.join(block.words.split()))}]({block.name}{title})"
    if isinstance(block, Verse):
        return "\n".join(spell_out(words_of(line).strip()) for line in block.lines)
    return spell_out(all_words(block))


def _fenced(block: CodeBlock) -> str:
    longest = max((len(run) for run in re.findall("`+", block.text)), default=0)
    fence = "`" * max(3, longest + 1)
    inside = block.text.strip("\n")
    return f"{fence}{block.language}\n{inside}\n{fence}"


def _indented(text: str) -> str:
    first, *rest = text.split("\n")
    return "\n".join([first, *(_INDENT + line if line.strip() else "" for line in rest)])
