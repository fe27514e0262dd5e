"""Markdown of any kind → the tree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from typing import Any

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.admon import admon_plugin
from mdit_py_plugins.deflist import deflist_plugin
from mdit_py_plugins.footnote import footnote_plugin

from visavis.imports.readers.source import MarkdownSource
from visavis.imports.tree.escape import near_address
from visavis.imports.tree.node import (
    UNCALLED,
    Admonition,
    AttributedBlock,
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
    has_words,
    make_paragraph,
    split_lines,
    words_of,
)
from visavis.imports.tree.picture import Album
from visavis.markup import MarkupParser
from visavis.text import parse_document, read_front_matter

_DELETES = re.compile(r"<del[\s>]")
_LANGUAGE = re.compile(r"[A-Za-z0-9+#._-]{1,30}")
_WORD = re.compile(r"[a-z][a-z-]*")
_UNREAD = re.compile(
    r"~~[^~\n]+~~|==[^=\n]+==|\[\[[^\]\n]+\]\]|\[@[^\]\n]+\]|\$\$?[^$\s][^$\n]*\$|^\[[ xX]\](?= )"
)
"""Signs of other dialects: words struck out or marked, wiki links, citations, formulas, tasks."""
_TOLD = frozenset("title subtitle description author date tags".split())
"""What a text says of itself that is its own matter, and not its chapter's in an edition."""
_STYLES = {"em": Style.EMPHASIS, "strong": Style.STRONG}


def read_markdown(text: str, name: str, album: Album) -> tuple[Iterator[Block], str]:
    """The blocks of a text and its title; what its head says else goes into the album.

    Attribute lists of an edition are left behind, but verse stays verse; those of anybody else stay
    with their blocks. Raises VisavisError for front matter that is not a YAML map.
    """
    document = parse_document(text, path=name, language="")
    read_front_matter(document.head, name)  # what cannot be read would be lost
    for flaw in document.flaws:
        if flaw.code == "meta.malformed":
            album.lost["front matter", flaw.message] += 1
    meta = {key: value for key, value in document.meta.items() if key in _TOLD}
    title = meta.pop("title", "")
    album.meta |= meta
    source = MarkdownSource(document, album.lost)
    return _Reader(album, source).read(), title


@cache
def _parser() -> MarkdownIt:
    parser = MarkdownIt("commonmark", {"maxNesting": 50}).enable("table")
    parser.use(footnote_plugin, move_to_end=False).use(admon_plugin).use(deflist_plugin)
    parser.validateLink = lambda url: True  # type: ignore[method-assign]
    parser.normalizeLink = lambda url: url  # type: ignore[method-assign]
    return parser


class _Reader:
    """Reads one text; notes are looked up where they are called."""

    def __init__(self, album: Album, source: MarkdownSource) -> None:
        self._album = album
        self._lost = album.lost
        self._source = source
        self._notes: dict[str, SyntaxTreeNode] = {}
        self._direct: dict[int, dict[str, Any]] = {}
        self._read: dict[str, tuple[Block, ...]] = {}
        self._open: set[str] = set()

    def read(self) -> Iterator[Block]:
        """The blocks of the text."""
        around: dict[str, Any] = {}
        root = SyntaxTreeNode(_parser().parse(self._source.text, around))
        self._direct = around.get("footnotes", {}).get("list", {})
        for node in root.walk():
            if node.type == "footnote_reference":
                self._notes.setdefault(node.meta["label"], node)
        for node in root.children:
            blocks = [*self._block(node), *self._album.drain()]
            said = self._source.attributes.get(node.map[0]) if node.map else None
            if said and blocks:
                blocks[0] = AttributedBlock(blocks[0], said.id or "", said.classes, said.others)
            yield from blocks
        for label, node in self._notes.items():
            if label not in self._read:
                self._lost[UNCALLED, f"[^{label}]"] += 1
                yield from self._blocks(node.children)
                yield from self._album.drain()

    def _blocks(self, nodes: Sequence[SyntaxTreeNode]) -> tuple[Block, ...]:
        return tuple(block for node in nodes for block in self._block(node))

    def _block(self, node: SyntaxTreeNode) -> Iterator[Block]:
        if node.type == "heading":
            yield HeadingBlock(int(node.tag[1]), self._inline(node))
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
            yield TableBlock(rows[0], tuple(rows[1:]), aligned=self._aligned(node))
        elif node.type in ("fence", "code_block"):
            yield CodeBlock(node.content, self._language(node))
        elif node.type == "admonition":
            yield self._admonition(node)
        elif node.type == "dl":
            yield from self._definitions(node)
        elif node.type == "hr":
            yield ThematicBreak()
        elif node.type == "html_block":
            self._lost["raw HTML", _tag(node.content)] += 1
            yield from (Paragraph((Words(text),)) for text in _text_of_html(node.content))

    def _aligned(self, node: SyntaxTreeNode) -> tuple[str, ...]:
        """How the columns of a table are aligned."""
        cells = node.children[0].children[0].children
        return tuple(str(cell.attrs.get("style", "")).rpartition(":")[2] for cell in cells)

    def _language(self, node: SyntaxTreeNode) -> str:
        words = node.info.strip().strip("{}").split() if node.type == "fence" else []
        language = words[0].lstrip(".") if words else ""
        if not _LANGUAGE.fullmatch(language) or len(words) > 1:
            self._lost["attributes of code", node.info.strip()] += bool(words)
        return language if _LANGUAGE.fullmatch(language) else ""

    def _admonition(self, node: SyntaxTreeNode) -> Block:
        title, *inside = node.children
        opening = self._source.lines[node.map[0]] if node.map else ""
        has_title = '"' in opening and title.type == "admonition_title"
        words = words_of(self._inline(title)) if has_title else None if '"' not in opening else ""
        kind = str(node.meta.get("tag", "")).split()
        name = kind[0] if kind and _WORD.fullmatch(kind[0]) else "note"
        return Admonition(node.markup, name, words, self._blocks(inside))

    def _definitions(self, node: SyntaxTreeNode) -> Iterator[Block]:
        self._lost["definition list", words_of(self._inline(node.children[0]))] += 1
        for child in node.children:
            if child.type == "dt":
                yield Paragraph((Styled(Style.STRONG, self._inline(child)),))
            else:
                yield from self._blocks(child.children)

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
        elif node.map is not None and node.map[0] in self._source.verse:
            yield Verse(lines)
        elif _breaks_within(children):
            yield Paragraph(inlines)
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
            for sign in _UNREAD.finditer(node.content):
                self._lost["sign that the edition does not read", sign[0]] += 1
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
            address, title = (str(node.attrs.get(key) or "") for key in ("src", "title"))
            if not self._album.take(address, words_of(inside), title):
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
            yield LinkSpan(inside, address, str(node.attrs.get("title") or ""))
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


def _breaks_within(nodes: Sequence[SyntaxTreeNode]) -> bool:
    """Whether a `<br>` stands within a line: such a break is prose, a poem has its lines."""
    return any(
        _tag_of(node).startswith("<br") and following.type != "softbreak"
        for node, following in pairwise(nodes)
    )


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


class _TextReader(MarkupParser):
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
