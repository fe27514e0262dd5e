"""What a page shows of a block, to prove that it is what was read, and all of it.

A block that cannot be rendered in two ways, such as a paragraph of bare words, is passed over.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from visavis.markup import MarkupParser
from visavis.render.markdown import MarkdownRenderer
from visavis.render.note_call import NoteCalls
from visavis.render.sanitize import OWN
from visavis.text import Block, Document, InlineKind, Kind

VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
"""The elements of HTML that have no end."""

_NO_TEXT = Document("", "", ())
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
_WORDS = r"[^\\`*_\[\]<>&{}|~^#\x00-\x1f\x7f-\x9f]*"
_SIGN = (
    r"(?:\\[\\`*_\[\]#|().!>+-]|(?<=[^\n])>|(?<!~)~(?!~)"
    r"|&(?:amp|lt|gt|quot|#(?:3[4-9]|[4-9]\d|1[01]\d|12[0-6]));)"
)
_START = r"(?:[^\W\d_]|\d+(?!\d|[.)](?:\s|\Z))|[$%/]|\\[>+-])"
_LINE = rf"[«“‘’(–—…\"']*[ \u00a0\u202f]?{_START}{_WORDS}(?:{_SIGN}{_WORDS})*"
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


def show_block(block: Block, language: str) -> Shown:
    """Render a block as it is rendered for its page, and read what is to be seen of it."""
    return read_html(_convert(block, language)[0])


def read_html(html: str) -> Shown:
    """What HTML shows by itself."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.shown


@dataclass(frozen=True, slots=True)
class Dropped:
    """Something that the gate takes away of a text."""

    tag: str
    attribute: str = ""
    """Empty for the element itself."""
    value: str = ""
    """Of the attribute; of `class` one name."""


def find_dropped(block: Block, language: str) -> list[Dropped]:
    """What the gate takes away of a block; an element goes with all that it has, and what only
    differs in form is not named.
    """
    unclean, clean = _convert(block, language)
    before, after = (_features(html, language) for html in (unclean, clean))
    lost = list(Counter(before) - Counter(after))
    gone = {one.tag for one in lost if not one.attribute}
    return [one for one in lost if not one.attribute or one.tag not in gone]


@lru_cache(maxsize=1024)
def _convert(block: Block, language: str) -> tuple[str, str]:
    """What Python-Markdown makes of a block, and what the gate leaves of it."""
    renderer, calls = _renderer(language)
    calls.begin({call.text for call in block.of_kind(InlineKind.NOTE)})
    renderer.begin(_NO_TEXT)
    unclean = renderer.convert_block_unclean(block)
    return unclean, str(renderer.clean(unclean).on_page(str))


@lru_cache(maxsize=8)
def _renderer(language: str) -> tuple[MarkdownRenderer, NoteCalls]:
    calls = NoteCalls(language)
    return MarkdownRenderer(language, calls=calls), calls


def _features(html: str, language: str) -> Iterator[Dropped]:
    """Elements, attributes and classes."""
    for tag, attributes in read_html(html).tags:
        yield Dropped(tag)
        for name, value in attributes.items():
            own = value.replace(OWN, "")
            if name == "class":
                yield from (Dropped(tag, name, each) for each in own.split())
            elif name == "id":
                yield Dropped(tag, name, own.removeprefix(f"{language}:"))
            else:
                yield Dropped(tag, name, own)


class _Reader(MarkupParser):
    """Reads the HTML of one block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.shown = Shown()
        self._open: list[str] = []
        self._unread = 0  # depth of the element whose words are not the block's

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.shown.tags.append((tag, attributes))
        self._measure(tag, attributes)
        if tag == "img":
            self._add(attributes.get("alt", ""))
        if tag not in VOID:
            self._open.append(tag)
            call = attributes.get("id", "").startswith(f"{OWN}fnref")
            if (call or attributes.get("class") == "filename") and not self._unread:
                self._unread = len(self._open)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open:
            return
        while self._open.pop() != tag:
            pass
        if len(self._open) < self._unread:
            self._unread = 0

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, words: str) -> None:
        if not self._unread:
            self.shown.words += words

    def _measure(self, tag: str, attributes: dict[str, str]) -> None:
        depth, shown = len(self._open), self.shown
        if depth == 0:
            names = attributes.get("class", "").split()
            by_class = next((_BY_CLASS[name] for name in names if name in _BY_CLASS), None)
            kind = by_class or _KINDS.get(tag, Kind.HTML)
            shown.kinds.append(kind)
            shown.level = int(tag[1]) if kind is Kind.HEADING else shown.level
        item = depth == 1 and tag == "li" and shown.kinds[-1] is Kind.LIST
        row = depth == 2 and tag == "tr" and self._open == ["table", "tbody"]
        shown.size += item or row
