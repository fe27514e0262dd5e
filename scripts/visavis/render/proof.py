"""What the page shows of a block, to prove that it is what was read.

The blocks are composed as on a page, rendered, and the page is read again. A block that cannot be
rendered in two ways, such as a paragraph of bare words, is passed over.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser

import markdown

from visavis.render.extension import DIALECT, VisavisExtension
from visavis.render.fenced_div import FENCE
from visavis.render.source import compose_block, composed_label
from visavis.text import Block, InlineKind, Kind

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""The elements of HTML that have no end."""

_SENTINEL = "sentinel"
_MOST_OPEN = 100
_CALL = re.compile(r"\[\^[a-z0-9-]+\]")
# What both parsers read alike wherever words stand around it, and which is taken off first.
_BEFORE, _AFTER = r"(?<![^\s«“(’'—–])", r"(?=[\s,.;:!?»”)…—–]|\Z)"
_INSIDE = r"(?! )[\w ’',.:;«»\u00a0-]+(?<! )"
_PLAIN_MARKUP = re.compile(
    rf"{_BEFORE}(?P<stars>\*\*?)(?P<emphasis>{_INSIDE})(?P=stars){_AFTER}"
    rf"|{_BEFORE}`(?P<code>[\w ./-]+)`{_AFTER}"
    rf"|{_BEFORE}\[(?P<words>{_INSIDE})\]\((?:https?://)?[\w./#-]+\){_AFTER}"
    r"|(?<= )(?P<sign>&)(?= )"
)
# Signs that both take for themselves: most of them, others behind a backslash, references; and what
# a line begins with where it is neither a list nor a quote.
_SIGN = (
    r"(?:[^\\`*_\[\]<>&{}|~^#\x00-\x1f\x7f-\x9f]|\\[\\`*_\[\]#|().!>+-]|(?<=[^\n])>|(?<!~)~(?!~)"
    r"|&(?:amp|lt|gt|quot|#(?:3[4-9]|[4-9]\d|1[01]\d|12[0-6]));)"
)
_START = r"(?:[^\W\d_]|\d+(?!\d|[.)](?:\s|\Z))|[$%/]|\\[>+-])"
_LINE = rf"[«“‘’(–—…\"']*[ \u00a0\u202f]?{_START}{_SIGN}*"
_BARE = re.compile(rf"(?:#{{1,6}} (?:\d+\.? )?)?{_LINE}(?:\n{_LINE})*\n?")
_KINDS = {
    "p": Kind.PARAGRAPH,
    "ul": Kind.LIST,
    "ol": Kind.LIST,
    "blockquote": Kind.QUOTE,
    "table": Kind.TABLE,
    "pre": Kind.CODE,
    "hr": Kind.BREAK,
    "details": Kind.ADMONITION,
    **{f"h{level}": Kind.HEADING for level in range(1, 7)},
}
_BY_CLASS = {"highlight": Kind.CODE, "admonition": Kind.ADMONITION}


@dataclass(slots=True)
class Shown:
    """What the page shows of one block."""

    kinds: list[Kind] = field(default_factory=list)
    """Of the elements it has become."""
    level: int = 0
    """Of its heading."""
    size: int = 0
    """Items of its list, body rows of its table."""
    words: str = ""
    """What is to be read in it; numbers of notes left out."""
    tags: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    """Every element in it with its attributes."""


def is_bare(block: Block) -> bool:
    """Whether a block is only words and plain markup, which nobody reads otherwise."""
    if block.kind not in (Kind.PARAGRAPH, Kind.HEADING, Kind.NOTE) or block.attributes.others:
        return False
    source = block.source.replace("\r\n", "\n")
    if block.kind is Kind.NOTE:
        source = source.partition(":")[2].lstrip(" ")
    if _BARE.fullmatch(source):
        return True
    return _BARE.fullmatch(_PLAIN_MARKUP.sub(_words_only, _CALL.sub("", source))) is not None


def _words_only(found: re.Match[str]) -> str:
    return found["emphasis"] or found["code"] or found["words"] or "et"


def is_tangled(block: Block) -> bool:
    """Whether a block opens so much without closing it that to render it would take hours.

    Python-Markdown looks for the end of each `[`, `(` and `<` up to the end of the text.
    """
    depth = deepest = 0
    for found in re.finditer(r"[\[\]]", block.source):
        depth = max(0, depth + (1 if found[0] == "[" else -1))
        deepest = max(deepest, depth)
    tags = (len(re.findall(r"<[A-Za-z!?/]", part)) for part in block.source.split(">"))
    addresses = (part.count("](") for part in block.source.split(")"))
    return max(deepest, *tags, *addresses) > _MOST_OPEN


def show_blocks(blocks: Sequence[tuple[Block, str]]) -> list[Shown | None]:
    """Render blocks, each with its language, on one page, and read what the page shows of each.

    None stands for a block that is lost. The last element shows a word that comes after them all:
    where it is not itself (`is_whole`), one of the blocks has swallowed what follows it.
    """
    parts = []
    for index, (block, language) in enumerate(blocks):
        text = compose_block(block, language)
        parts.append(text if block.kind is Kind.NOTE else _division(index, text))
    parts.append(_division(len(blocks), _SENTINEL))
    parts += _missing_notes(blocks)
    reader = _PageReader()
    reader.feed(_renderer().reset().convert("\n\n".join(parts)))
    reader.close()
    keys = [_key(index, block, language) for index, (block, language) in enumerate(blocks)]
    return [reader.shown.get(key) for key in (*keys, _key_of(len(blocks)))]


def read_html(html: str) -> Shown:
    """What raw HTML shows by itself."""
    reader = _PageReader()
    reader.feed(f'<div id="{_key_of(0)}">{html}</div>')
    reader.close()
    return reader.shown.get(_key_of(0), Shown())


def is_whole(last: Shown | None) -> bool:
    """Whether the word after all blocks stands where it should."""
    return last is not None and last.kinds == [Kind.PARAGRAPH] and last.words.strip() == _SENTINEL


@cache
def _renderer() -> markdown.Markdown:
    return markdown.Markdown(extensions=[*DIALECT, VisavisExtension()])


def _missing_notes(blocks: Sequence[tuple[Block, str]]) -> Iterator[str]:
    """Definitions for the notes that are called, but are not among the blocks."""
    called = {(tag, call.text) for b, tag in blocks for call in b.of_kind(InlineKind.NOTE)}
    for language, label in sorted(called - {(tag, b.label) for b, tag in blocks}):
        yield f"[^{composed_label(label, language)}]: {_SENTINEL}"


def _division(index: int, text: str) -> str:
    return f"{FENCE} {{: #{_key_of(index)} }}\n\n{text}\n\n{FENCE}"


def _key(index: int, block: Block, language: str) -> str:
    if block.kind is Kind.NOTE:
        return f"fn:{composed_label(block.label or '', language)}"
    return _key_of(index)


def _key_of(index: int) -> str:
    return f"vv-{index}"


class _PageReader(HTMLParser):
    """Reads a rendered page; elements with a key hold a block each."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown: dict[str, Shown] = {}
        self._key = ""
        self._reading: Shown | None = None
        self._open: list[str] = []
        self._unread = 0  # depth of the element whose words are not the block's

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if self._reading is None:
            self._begin(attributes.get("id", ""), tag)
            return
        self._reading.tags.append((tag, attributes))
        self._measure(tag, attributes, self._reading)
        if tag == "img":
            self._add(attributes.get("alt", ""))
        if tag not in VOID:
            self._open.append(tag)
            own = attributes.get("class", "") in ("footnote-ref", "footnote-backref", "filename")
            if own and not self._unread:
                self._unread = len(self._open)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if self._reading is None or tag not in self._open:
            return
        while self._open.pop() != tag:
            pass
        if len(self._open) < self._unread:
            self._unread = 0
        if not self._open:
            self.shown.setdefault(self._key, self._reading)
            self._reading = None

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _begin(self, key: str, tag: str) -> None:
        if key.startswith(("vv-", "fn:")):
            self._key, self._reading, self._open = key, Shown(), [tag]

    def _add(self, words: str) -> None:
        if self._reading is not None and not self._unread:
            self._reading.words += words

    def _measure(self, tag: str, attributes: dict[str, str], shown: Shown) -> None:
        depth = len(self._open)
        if depth == 1:
            names = attributes.get("class", "").split()
            by_class = next((_BY_CLASS[name] for name in names if name in _BY_CLASS), None)
            kind = by_class or _KINDS.get(tag, Kind.HTML)
            shown.kinds.append(kind)
            shown.level = int(tag[1]) if kind is Kind.HEADING else shown.level
        item = depth == 2 and tag == "li" and shown.kinds[-1] is Kind.LIST
        row = depth == 3 and tag == "tr" and self._open[1:] == ["table", "tbody"]
        shown.size += item or row
