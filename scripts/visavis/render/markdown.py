"""Python-Markdown, one block at a time: what it makes of a block is finished, then sanitized."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import Any
from xml.etree import ElementTree as etree

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

from visavis.pairs import MARKS
from visavis.render.html import Html
from visavis.render.marks.ordinal import raise_ordinals
from visavis.render.marks.title import mark_titles
from visavis.render.marks.tree import typeset_tree
from visavis.render.marks.verse import break_lines
from visavis.render.note_call import NoteCalls, part_calls
from visavis.render.sanitize import OWN, Sanitizer
from visavis.text import Attributes, Block, Document, Inline, Kind, cut_head

DIALECT = (
    "attr_list",
    "md_in_html",
    "tables",
    "admonition",
    "pymdownx.details",
    "pymdownx.superfences",
)
"""The extensions that the edition's Markdown is written for."""
_OURS = frozenset({"toc", "footnotes", "meta", "visavis"})
"""What this package does in place of the extensions of these names."""
_STASHED = re.compile(r"\x02wzxhzdk:\d+\x03")
_HARMLESS = frozenset({*DIALECT, "fenced_code", "sane_lists", "def_list"})
"""Extensions that leave a paragraph of mere words as it is."""
_BARE = re.compile(
    r"[^\W\d_](?:[^\W_]|[ ,;’'\"«»“”()…%€/—–-]|[.:!?](?=[ »”)\n]|\Z)|\.(?=\d)"
    r"|[\xa0\u202f](?=\S)|(?<! )\n(?=[^\W\d_]))*"
)
"""A paragraph of letters and such signs as no kind of Markdown reads."""
_NOTE = re.compile(r" {0,3}\[\^[^\]]*\]:[ ]*")
_ABBREVIATION = re.compile(r"^\*\[([^\]\n]+)\]:.*$", re.MULTILINE)

Finish = Callable[[etree.Element], None]
"""What is done with a block's tree before it is written."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """Which Markdown the texts are written in."""

    extensions: tuple[str, ...] = DIALECT
    """Names of extensions of Python-Markdown."""
    configs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    """Their settings, by name."""

    @classmethod
    def of(cls, extensions: Iterable[Any], configs: Mapping[str, Any]) -> Dialect:
        """The edition's own with what `mkdocs.yml` adds to it."""
        named = [name for name in extensions if isinstance(name, str) and name not in _OURS]
        return cls(tuple(dict.fromkeys([*named, *DIALECT])), configs)


class MarkdownRenderer:
    """Makes clean HTML of pieces of Markdown in one language. Not for two threads at once."""

    def __init__(
        self,
        language: str,
        dialect: Dialect = Dialect(),
        calls: NoteCalls | None = None,
        other: str = "",
    ) -> None:
        """Take the language of what is rendered, and what stands for the calls of notes in it.

        `other` is the language that titles in its notes may be in; empty to look for none.
        """
        self.language = language
        self._sanitizer = Sanitizer(language)
        self._markdown = Markdown(
            extensions=list(dialect.extensions), extension_configs=dict(dialect.configs)
        )
        self._finisher = _Finisher(self._markdown, language, other)
        self._markdown.treeprocessors.register(self._finisher, "visavis", 7)
        if calls:
            self._markdown.inlinePatterns.register(calls.pattern, "visavis_call", 175)
        self._reads_words = not _HARMLESS.issuperset(dialect.extensions)
        self._knows_abbreviations = "abbr" in dialect.extensions
        self._abbreviations: dict[str, str] = {}
        self._chapter_ids: Set[str] = frozenset()

    def begin(self, document: Document) -> None:
        """Begin another text: what its blocks say for the whole of it."""
        self._sanitizer.forget_ids()
        self._chapter_ids = {block.id for block in document.blocks if block.id}
        if self._knows_abbreviations:
            found = (m for b in document.blocks for m in _ABBREVIATION.finditer(b.source))
            self._abbreviations = {each[1]: each[0] for each in found}

    @property
    def ids(self) -> frozenset[str]:
        """The ids that the text has given itself."""
        return self._sanitizer.ids

    def clean(self, html: str) -> Html:
        """What may be shown of HTML that was made of a text."""
        return self._sanitizer.clean(html)

    def convert(self, source: str, finish: Finish | None = None) -> Html:
        """A piece of Markdown as clean HTML; `finish` has the last word on its tree."""
        return self._sanitizer.clean(self.convert_unclean(source, finish))

    def convert_inline(self, source: str) -> Html:
        """The same for what is to stand inside a paragraph."""
        first, *rest = self.convert(source).pieces
        pieces = [first.removeprefix("<p>"), *rest]
        pieces[-1] = pieces[-1].removesuffix("</p>")
        return Html(tuple(pieces))

    def convert_block(self, block: Block, finish: Finish | None = None) -> Html:
        """A block of a text with what its attribute list says."""
        return self._sanitizer.clean(self.convert_block_unclean(block, finish))

    def convert_comment(self, note: Block) -> Html:
        """What a note says, without the words that it quotes at its beginning."""
        source = note_source(note)
        source = cut_head(note.note, source) if note.note else source
        self._finisher.in_note = True
        return self.convert(self._with_abbreviations(source))

    def convert_unclean(
        self, source: str, finish: Finish | None = None, attributes: Attributes | None = None
    ) -> str:
        """What Python-Markdown makes of a piece: for the rule that judges it, and for the gate."""
        self._finisher.attributes = attributes
        self._finisher.finish = finish
        if attributes is None and not self._reads_words and _BARE.fullmatch(source):
            return self._write_bare(source)
        return self._markdown.reset().convert(source)

    def _write_bare(self, words: str) -> str:
        """What Python-Markdown would make of a paragraph without any markup, which most are."""
        root = etree.Element("div")
        etree.SubElement(root, "p").text = words
        self._finisher.run(root)
        html: str = self._markdown.serializer(root)
        return html.removeprefix("<div>").removesuffix("</div>")

    def convert_block_unclean(self, block: Block, finish: Finish | None = None) -> str:
        """The same of a block."""
        classes = tuple(
            c for c in block.classes if c not in MARKS.values() and c not in self._chapter_ids
        )
        others = block.attributes.others
        attributes = Attributes(None, classes, others) if classes or others else None
        self._finisher.in_note = block.kind is Kind.NOTE
        source = note_source(block) if block.kind is Kind.NOTE else block_source(block)
        return self.convert_unclean(self._with_abbreviations(source), finish, attributes)

    def _with_abbreviations(self, source: str) -> str:
        """A block with the definitions of the abbreviations that stand in it."""
        known = [line for short, line in self._abbreviations.items() if short in source]
        return "\n\n".join([source, *known])


class _Finisher(Treeprocessor):
    """After inline markup (20) and attribute lists (8): the last word on the tree of a block."""

    def __init__(self, markdown: Markdown, language: str, other: str) -> None:
        super().__init__(markdown)
        self._language, self._other = language, other
        self.attributes: Attributes | None = None
        self.finish: Finish | None = None
        self.in_note = False

    def run(self, root: etree.Element) -> None:
        """Attributes of the block, lines of verse, columns of tables, spaces."""
        if self.attributes and len(root):
            _set_attributes(root[-1], self.attributes)
        for element in root.iter():
            if element.tag == "p" and "verse" in element.get("class", "").split():
                break_lines(element)
            elif element.tag in ("td", "th"):
                _align(element)
        if self.in_note and self._other:
            mark_titles(root, self._language, self._other)
        self.in_note = False
        part_calls(root)
        typeset_tree(root, self._language)
        raise_ordinals(root, self._language)
        if self.finish:
            self.finish(root)


def block_source(block: Block) -> str:
    """A block as it can be rendered without its file: references to links are spelt out."""
    pieces: list[str] = []
    done = 0
    for inline in sorted(block.inlines, key=lambda each: each.reference_at):  # inner ones first
        if inline.reference_at >= done:
            pieces += (block.source[done : inline.reference_at], _direct(inline))
            done = inline.end
    text = "".join([*pieces, block.source[done:]]).replace("\r\n", "\n").replace("\r", "\n")
    text = text.rstrip("\n")
    return text.lstrip(" ") if block.kind is Kind.HEADING else text


def note_source(block: Block) -> str:
    """What a note says, without its label and the indentation that this asks for."""
    first, *rest = block_source(block).split("\n")
    return "\n".join([_NOTE.sub("", first, count=1), *(line.removeprefix("    ") for line in rest)])


def _direct(link: Inline) -> str:
    target = link.target.replace("<", "%3C").replace(">", "%3E").replace("\n", "")
    title = link.title.replace("\n", " ").replace('"', "&quot;")
    return f'(<{target}> "{title}")' if title else f"(<{target}>)"


def _set_attributes(element: etree.Element, attributes: Attributes) -> None:
    """Give an element what an attribute list says; classes are added to those it has."""
    if element.tag == "p" and _STASHED.fullmatch((element.text or "").strip()):
        element.tag = "div"  # raw HTML that waits in the stash; it may not stand in a paragraph
    if attributes.classes:
        element.set("class", " ".join([*element.get("class", "").split(), *attributes.classes]))
    for key, value in attributes.others:
        element.set(key, value)


def _align(cell: etree.Element) -> None:
    """Say by a class how a cell is aligned: a policy against scripts allows no `style`."""
    style = cell.attrib.pop("style", "") or cell.attrib.pop("align", "")
    side = style.removeprefix("text-align:").strip(" ;")
    if side in ("left", "right", "center"):
        cell.set("class", f"{cell.get('class', '')} {OWN}vv-{side}".strip())
