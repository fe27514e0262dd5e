"""Pandoc's syntax tree → ours, as far as its readers of DOCX, ODT and RTF make use of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from visavis.imports.readers.grid import make_table
from visavis.imports.readers.written_note import with_written_notes
from visavis.imports.tree.escape import web_address
from visavis.imports.tree.flatten import run_on, runs_of
from visavis.imports.tree.node import (
    LOWERED,
    RAISED,
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
    ThematicBreak,
    Words,
    has_words,
    in_runs,
    make_paragraph,
    shifted,
    words_of,
)
from visavis.imports.tree.picture import Album
from visavis.input import clean

Node = Mapping[str, Any]

_STYLES = {"Emph": Style.EMPHASIS, "Strong": Style.STRONG}
_PLAIN = frozenset("Underline Strikeout SmallCaps".split())
_TITLE = ("title", "subtitle", "author", "date", "abstract")


def read_pandoc(tree: Node, album: Album, *, with_title: bool = False) -> tuple[list[Block], str]:
    """The blocks of a document and its title.

    With `with_title`, what the format keeps apart as title, subtitle and author opens the text.
    """
    reader = _Reader(album)
    meta = tree.get("meta", {})
    title = " ".join(map(words_of, reader.meta(meta.get("title"))))
    blocks: list[Block] = []
    if with_title:
        for name in _TITLE:
            for inlines in reader.meta(meta.get(name)):
                blocks.append(HeadingBlock(1, inlines) if name == "title" else Paragraph(inlines))
    blocks += reader.blocks(tree["blocks"])
    return with_written_notes(blocks, album), title


class _Reader:
    """Reads one document."""

    def __init__(self, album: Album) -> None:
        self._album = album
        self._lost = album.lost
        self._within = 0

    def blocks(self, nodes: Sequence[Node]) -> list[Block]:
        """The blocks of nodes; a picture in one of them follows it."""
        blocks: list[Block] = []
        for node in nodes:
            blocks += self._block(node)
            blocks += () if self._within else self._album.drain()
        return blocks

    def _inside(self, nodes: Sequence[Node]) -> tuple[Block, ...]:
        """The blocks of a list, a quotation, a table or a note; pictures follow the whole of it."""
        self._within += 1
        blocks = self.blocks(nodes)
        self._within -= 1
        return tuple(blocks)

    def meta(self, value: Node | None) -> list[tuple[Inline, ...]]:
        """The lines of a piece of metadata."""
        if value is None:
            return []
        content: Any = value.get("c")
        if value["t"] == "MetaInlines":
            lines = [self.inlines(content)]
        elif value["t"] == "MetaString":
            lines = [(Words(clean(content)),)]
        elif value["t"] == "MetaList":
            lines = [line for one in content for line in self.meta(one)]
        else:
            lines = [tuple(run) for block in self.blocks(content) for run in runs_of(block)]
        return [line for line in lines if has_words(line)]

    def _block(self, node: Node) -> Iterator[Block]:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind in ("Para", "Plain"):
            if not _is_images(content):
                yield make_paragraph(self.inlines(content))
            else:
                self.inlines(content)  # gathers the pictures
        elif kind == "Header":
            yield HeadingBlock(min(max(content[0], 1), 6), self.inlines(content[2]))
        elif kind == "BulletList":
            yield ItemList(tuple(self._inside(item) for item in content))
        elif kind == "OrderedList":
            start = max(content[0][0], 1)
            yield ItemList(tuple(self._inside(item) for item in content[1]), start)
        elif kind == "DefinitionList":
            yield from self._definitions(content)
        elif kind == "BlockQuote":
            yield Quotation(self._inside(content))
        elif kind == "Div":
            yield from self.blocks(content[1])
        elif kind == "Figure":
            yield from self.blocks(content[2])
            yield from self.blocks(content[1][1])
        elif kind == "Table":
            yield from self._table(content)
        elif kind == "CodeBlock":
            yield CodeBlock(clean(content[1]))
        elif kind == "HorizontalRule":
            yield ThematicBreak()

    def _definitions(self, content: Sequence[Any]) -> Iterator[Block]:
        for term, definitions in content:
            yield Paragraph((Styled(Style.STRONG, self.inlines(term)),))
            for definition in definitions:
                yield from self.blocks(definition)

    def _table(self, content: Sequence[Any]) -> Iterator[Block]:
        _, caption, _, head, bodies, foot = content
        yield from self.blocks(caption[1])
        groups = [head[1], *(rows for body in bodies for rows in body[2:4]), foot[1]]
        rows = (
            [(run_on(self._inside(blocks)), wide, high) for _, _, high, wide, blocks in row[1]]
            for group in groups
            for row in group
        )
        yield from make_table(rows, has_head=bool(head[1]))

    def inlines(self, nodes: Sequence[Node]) -> tuple[Inline, ...]:
        """What stands in these nodes; Pandoc gives each word and each space by itself."""
        return tuple(in_runs(one for node in nodes for one in self._inline(node)))

    def _inline(self, node: Node) -> Iterator[Inline]:
        kind: str = node["t"]
        content: Any = node.get("c")
        if kind == "Str":
            yield Words(clean(content))
        elif kind in ("Space", "SoftBreak"):
            yield Words(" ")
        elif kind == "LineBreak":
            yield Break()
        elif kind in _STYLES:
            yield Styled(_STYLES[kind], self.inlines(content))
        elif kind in ("Superscript", "Subscript"):
            figures = RAISED if kind == "Superscript" else LOWERED
            yield from shifted(self.inlines(content), figures)
        elif kind in _PLAIN:
            yield from self.inlines(content)
        elif kind in ("Cite", "Span"):
            yield from self.inlines(content[1])
        elif kind in ("Code", "Math"):
            yield CodeSpan(clean(content[1]))
        elif kind == "Link":
            yield from self._link(content)
        elif kind == "Image":
            inside = self.inlines(content[1])
            if not self._album.take(content[2][0], words_of(inside)):
                yield from inside
        elif kind == "Note":
            yield NoteCall(self._inside(content))

    def _link(self, content: Sequence[Any]) -> Iterator[Inline]:
        written = content[2][0]
        inside, address = self.inlines(content[1]), web_address(written)
        if address and has_words(inside):
            yield LinkSpan(inside, address)
        elif has_words(inside):
            self._lost["link", written] += 1
            yield from inside


def _is_images(nodes: Sequence[Node]) -> bool:
    kinds = {node["t"] for node in nodes}
    return "Image" in kinds and kinds <= {"Image", "Space", "SoftBreak", "LineBreak"}
