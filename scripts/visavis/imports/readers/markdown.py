"""Markdown of any kind → the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from html.parser import HTMLParser
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.footnote import footnote_plugin

from visavis.imports.tree.escape import near_address
from visavis.imports.tree.node import (
    UNCALLED,
    Block,
    Break,
    CodeBlock,
    CodeSpan,
    Grid,
    Heading,
    Inline,
    ItemList,
    Link,
    NoteCall,
    Paragraph,
    Quotation,
    Rule,
    Style,
    Styled,
    Verse,
    Words,
    has_words,
    make_paragraph,
    split_lines,
    words_of,
)
from visavis.imports.tree.picture import Album
from visavis.text import Document, Kind, parse_document

_DELETES = re.compile(r"<del[\s>]")
_STYLES = {"em": Style.EMPHASIS, "strong": Style.STRONG}


def read_markdown(text: str, name: str, album: Album) -> tuple[Iterator[Block], str]:
    """The blocks of a text and its title. Attribute lists are left behind, but verse stays verse.

    Raises VisavisError for front matter that is not a YAML map.
    """
    document = parse_document(text, path=name, language="")
    title = document.meta.get("title")
    reader = _Reader(album, _verse_lines(document))
    return reader.read(_without_attributes(document)), title if isinstance(title, str) else ""


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 50}).enable("table")
    parser.use(footnote_plugin, move_to_end=False)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


def _without_attributes(document: Document) -> str:
    """The body with a blank line for every attribute line, so that all others keep their place."""
    pieces = []
    for block in document.blocks:
        pieces += [block.lead, block.source, "\n" if block.attribute_source else ""]
    return "".join([*pieces, document.tail])


def _verse_lines(document: Document) -> frozenset[int]:
    head = document.head.count("\n")
    return frozenset(b.place.line - head - 1 for b in document.blocks if b.kind is Kind.VERSE)


class _Reader:
    """Reads one text; notes are looked up where they are called."""

    def __init__(self, album: Album, verse: frozenset[int]) -> None:
        self._album = album
        self._lost = album.lost
        self._verse = verse
        self._notes: dict[str, SyntaxTreeNode] = {}
        self._direct: dict[int, dict[str, Any]] = {}
        self._read: dict[str, tuple[Block, ...]] = {}
        self._open: set[str] = set()

    def read(self, text: str) -> Iterator[Block]:
        around: dict[str, Any] = {}
        root = SyntaxTreeNode(_parser().parse(text, around))
        self._direct = around.get("footnotes", {}).get("list", {})
        for node in root.walk():
            if node.type == "footnote_reference":
                self._notes.setdefault(node.meta["label"], node)
        for node in root.children:
            yield from self._block(node)
            yield from self._album.drain()
        for label, node in self._notes.items():
            if label not in self._read:
                self._lost[UNCALLED, f"[^{label}]"] += 1
                yield from self._blocks(node.children)
                yield from self._album.drain()

    def _blocks(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Block, ...]:
        return tuple(block for node in nodes for block in self._block(node))

    def _block(self, node: SyntaxTreeNode) -> Iterator[Block]:
        if node.type == "heading":
            yield Heading(int(node.tag[1]), self._inline(node))
        elif node.type == "paragraph":
            yield from self._paragraph(node)
        elif node.type in ("bullet_list", "ordered_list"):
            start = int(node.attrs.get("start", 1)) if node.type == "ordered_list" else 0
            yield ItemList(tuple(self._blocks(item.children) for item in node.children), start)
        elif node.type == "blockquote":
            yield Quotation(self._blocks(node.children))
        elif node.type == "table":
            rows = [
                tuple(self._inline(cell) for cell in row.children)
                for part in node.children
                for row in part.children
            ]
            yield Grid(rows[0], tuple(rows[1:]))
        elif node.type in ("fence", "code_block"):
            yield CodeBlock(node.content)
        elif node.type == "hr":
            yield Rule()
        elif node.type == "html_block":
            self._lost["raw HTML", _tag(node.content)] += 1
            yield from (Paragraph((Words(text),)) for text in _text_of_html(node.content))

    def _paragraph(self, node: SyntaxTreeNode) -> Iterator[Block]:
        inlines = self._inline(node)
        children = node.children[0].children if node.children else []
        is_shown = children and all(c.type in ("image", "softbreak") for c in children)
        if is_shown and not has_words(inlines):
            return
        lines = split_lines([Break() if one == Words("\n") else one for one in inlines])
        stanzas = _stanzas(lines)
        if stanzas:
            yield from map(Verse, stanzas)
        elif node.map is not None and node.map[0] in self._verse:
            yield Verse(lines)
        else:
            yield make_paragraph(inlines)

    def _inline(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        return tuple(inline for child in node.children for inline in self._inside(child))

    def _inside(self, node: SyntaxTreeNode) -> tuple[Inline, ...]:
        return tuple(inline for one in self._standing(node.children) for inline in self._one(one))

    def _standing(self, nodes: Sequence[SyntaxTreeNode]) -> Iterator[SyntaxTreeNode]:
        """The nodes without those from `<del>` to `</del>`, whose words are counted as lost."""
        ends = [at for at, node in enumerate(nodes) if _tag_of(node).startswith("</del")]
        after = 0
        for at, node in enumerate(nodes):
            if at < after:
                continue
            if ends and at < ends[-1] and _DELETES.match(_tag_of(node)):
                after = next(end for end in ends if end > at) + 1
                inside = (one for gone in nodes[at + 1 : after - 1] for one in gone.walk())
                self._album.named.append(("deletion", "".join(one.content for one in inside)))
                continue
            yield node

    def _one(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        if node.type in ("text", "text_special"):
            yield Words(node.content)
        elif node.type == "softbreak":
            yield Words("\n")
        elif node.type == "hardbreak":
            yield Break()
        elif node.type in _STYLES:
            yield Styled(_STYLES[node.type], self._inside(node))
        elif node.type == "code_inline":
            yield CodeSpan(node.content)
        elif node.type == "link":
            yield from self._link(node)
        elif node.type == "image":
            inside = self._inside(node)
            if not self._album.take(str(node.attrs.get("src", "")), words_of(inside)):
                yield from inside
        elif node.type == "footnote_ref":
            yield from self._call(node)
        elif node.type == "html_inline":
            yield from self._html(node.content)

    def _link(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        written = str(node.attrs.get("href", ""))
        address = near_address(written)
        inside = self._inside(node)
        if address and has_words(inside):
            yield Link(inside, address)
        else:
            self._lost["link", written] += 1
            yield from inside

    def _call(self, node: SyntaxTreeNode) -> Iterator[Inline]:
        if "label" not in node.meta:  # a note that stands where it is called, `^[…]`
            words = self._inside(SyntaxTreeNode(self._direct[node.meta["id"]]["tokens"]))
            yield NoteCall((Paragraph(words),))
            return
        label = str(node.meta["label"])
        note = self._notes.get(label)
        if label in self._open:  # a note that calls itself
            return
        if label not in self._read:  # once, since its pictures are gathered in passing
            self._open.add(label)
            self._read[label] = self._blocks(note.children) if note is not None else ()
            self._open.discard(label)
        if note is not None:
            yield NoteCall(self._read[label], label)

    def _html(self, tag: str) -> Iterator[Inline]:
        if tag.lower().startswith("<br"):
            yield Break()
        else:
            self._lost["raw HTML", _tag(tag)] += 1


def _tag_of(node: SyntaxTreeNode) -> str:
    """The raw HTML that a node is; empty for any other."""
    return node.content.lower() if node.type == "html_inline" else ""


def _stanzas(lines: Sequence[tuple[Inline, ...]]) -> list[tuple[tuple[Inline, ...], ...]]:
    """The stanzas of several lines behind bars, which a bar alone parts; nothing of any others."""
    stanzas: list[list[tuple[Inline, ...]]] = [[]]
    for line in lines:
        verse = _without_bar(line)
        if verse:
            stanzas[-1].append(verse)
        elif line == (Words("|"),):
            stanzas.append([])
        else:
            return []
    return [tuple(stanza) for stanza in stanzas if stanza] if len(lines) > 1 else []


def _without_bar(line: Sequence[Inline]) -> tuple[Inline, ...]:
    """A line of verse as other dialects mark it, `| Grey is the water`; nothing for any other."""
    first = line[0] if line else None
    last = line[-1] if line else None
    if not isinstance(first, Words) or not first.text.startswith("| "):
        return ()
    if isinstance(last, Words) and last.text.rstrip().endswith("|"):
        return ()  # a row of a table
    return Words(first.text[2:].lstrip()), *line[1:]


def _tag(html: str) -> str:
    return html.strip().split(">")[0][:40].strip() + ">"


def _text_of_html(html: str) -> list[str]:
    reader = _TextReader()
    reader.feed(html)
    reader.close()
    return [" ".join("".join(reader.words).split())] if reader.words else []


class _TextReader(HTMLParser):
    """Takes the words out of raw HTML, except those that are for the browser, or deleted."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.words: list[str] = []
        self._silent = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("script", "style", "del"):
            self._silent = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._silent:
            self._silent = ""

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.words.append(data)
