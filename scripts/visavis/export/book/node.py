"""What a book is set from: the HTML of a text as a tree of few kinds of nodes.

Blocks: `p`, `heading`, `quote`, `list` with `item`s, `table` with `row`s of `cell`s, `code` with
`line`s, `box` (with a `title`), `rule`, `picture`, and `group`, which only holds others. Inside
them: strings and `em strong mono sub sup small strike underline ruby br call link lang picture`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import TypeAlias

from visavis.markup import MarkupParser
from visavis.render import VOID

HOME = "vv:"
"""How the addresses begin that lead to a place in the edition; the gate lets no text write it."""

_SPACES = " \t\n\r\f"
_RUN = re.compile(f"[{_SPACES}]+")
_STYLES = {
    **dict.fromkeys(("em", "i", "cite", "dfn", "var"), "em"),
    **dict.fromkeys(("strong", "b"), "strong"),
    **dict.fromkeys(("code", "samp", "kbd"), "mono"),
    **dict.fromkeys(("del", "s"), "strike"),
    **dict.fromkeys(("ins", "u"), "underline"),
    **{name: name for name in ("sub", "sup", "small", "ruby")},
}
_BLOCKS = {
    **dict.fromkeys(("ul", "ol", "dl"), "list"),
    **{f"h{level}": "heading" for level in range(1, 7)},
    "blockquote": "quote",
    "pre": "code",
    "table": "table",
    "hr": "rule",
    "p": "p",
    **dict.fromkeys(("div", "section", "aside", "figure", "details", "address", "dd"), "group"),
    **dict.fromkeys(("summary", "figcaption", "caption", "dt"), "p"),
    "li": "item",
}
_ROWS = frozenset({"thead", "tbody", "tfoot"})
_UNREAD = frozenset({"audio", "video", "source", "col", "colgroup", "rp", "input"})


@dataclass(frozen=True, slots=True)
class Node:
    """A piece of a text."""

    tag: str
    children: tuple[Content, ...] = ()
    told: Mapping[str, str] = field(default_factory=dict)
    """What else is to be known of it."""

    @property
    def nodes(self) -> tuple[Node, ...]:
        """What is inside it and is no words."""
        return only_nodes(self.children)


Content: TypeAlias = "Node | str"


def only_nodes(pieces: Iterable[Content]) -> tuple[Node, ...]:
    """The pieces that are no words."""
    return tuple(piece for piece in pieces if isinstance(piece, Node))


def find_nodes(pieces: Iterable[Content], tag: str) -> Iterator[Node]:
    """The nodes of a kind, however deep, in the order of the text."""
    for node in only_nodes(pieces):
        if node.tag == tag:
            yield node
        yield from find_nodes(node.children, tag)


def read_blocks(html: str) -> tuple[Node, ...]:
    """The blocks that HTML from the gate holds; words outside of any are paragraphs."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(_blocks(reader.root.children, ()))


@dataclass(slots=True)
class _Element:
    """An element as it is written."""

    tag: str
    told: Mapping[str, str]
    children: list[_Element | str] = field(default_factory=list)

    @property
    def classes(self) -> list[str]:
        return self.told.get("class", "").split()


class _Reader(MarkupParser):
    """Reads HTML that is well formed, as the gate gives it."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.root = _Element("", {})
        self._open = [self.root]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        element = _Element(tag, {name: value or "" for name, value in attrs})
        self._open[-1].children.append(element)
        if tag not in VOID:
            self._open.append(element)

    def handle_endtag(self, tag: str) -> None:
        if any(element.tag == tag for element in self._open[1:]):
            while self._open.pop().tag != tag:
                pass

    def handle_data(self, data: str) -> None:
        self._open[-1].children.append(data)


def _blocks(children: Iterable[_Element | str], inherited: tuple[str, ...]) -> Iterator[Node]:
    """The blocks among some children; `inherited` are classes that hold for all in an element."""
    loose: list[_Element | str] = []
    for child in children:
        if isinstance(child, str) or not _is_block(child):
            loose.append(child)
            continue
        yield from _paragraph(loose, inherited)
        loose = []
        yield from _block(child, inherited)
    yield from _paragraph(loose, inherited)


def _is_block(element: _Element) -> bool:
    if element.tag in _BLOCKS:
        return True
    return element.tag in ("a", "span") and any(
        isinstance(child, _Element) and _is_block(child) for child in element.children
    )


def _block(element: _Element, inherited: tuple[str, ...]) -> Iterator[Node]:
    tag = _BLOCKS.get(element.tag, "group")
    classes = element.classes
    kept = inherited + tuple(name for name in ("verse", "small") if name in classes)
    told = _language(element)
    if tag == "p":
        style = "title" if "admonition-title" in classes or element.tag == "summary" else ""
        style = "caption" if element.tag in ("caption", "figcaption") else style
        style = "term" if element.tag == "dt" else style
        yield from _paragraph(element.children, kept, told | ({"style": style} if style else {}))
    elif tag == "heading":
        words = _inline(element.children)
        yield Node("heading", words, told | {"level": element.tag[1]})
    elif tag == "code":
        yield Node("code", tuple(_lines(element)), told)
    elif tag == "table":
        yield _table(element, told)
    elif tag == "rule":
        yield Node("rule")
    elif tag == "list":
        yield _list(element, kept, told)
    elif element.tag == "div" and "highlight" in classes:
        yield from _blocks(element.children, kept)
    else:
        boxed = "admonition" in classes or element.tag == "details"
        name = "box" if boxed else tag
        children = tuple(_blocks(element.children, kept))
        if children:
            yield Node(name, children, told)


def _list(element: _Element, kept: tuple[str, ...], told: Mapping[str, str]) -> Node:
    ordered = element.tag == "ol"
    number = _integer(element.told.get("start", "")) or 1
    items: list[Content] = []
    for child in element.children:
        if isinstance(child, str):
            continue
        if child.tag == "li":
            number = _integer(child.told.get("value", "")) or number
            mark = {"mark": f"{number}." if ordered else "•"}
            items.append(Node("item", tuple(_blocks(child.children, kept)), mark))
            number += 1
        else:
            items += _block(child, kept)
    return Node("list", tuple(items), told)


def _integer(value: str) -> int:
    return int(value) if value.isascii() and value.isdigit() and len(value) < 7 else 0


def _table(element: _Element, told: Mapping[str, str]) -> Node:
    rows: list[Content] = []
    for child, head in _table_rows(element, False):
        cells = [c for c in child.children if isinstance(c, _Element) and c.tag in ("td", "th")]
        made = tuple(Node("cell", tuple(_blocks(c.children, ())), _spans(c)) for c in cells)
        rows.append(Node("row", made, {"head": "1"} if head else {}))
    captions = [c for c in element.children if isinstance(c, _Element) and c.tag == "caption"]
    above = [node for caption in captions for node in _block(caption, ())]
    table = Node("table", tuple(rows), told)
    return Node("group", (*above, table)) if above else table


def _table_rows(element: _Element, head: bool) -> Iterator[tuple[_Element, bool]]:
    for child in element.children:
        if isinstance(child, _Element) and child.tag == "tr":
            yield child, head
        elif isinstance(child, _Element) and child.tag in _ROWS:
            yield from _table_rows(child, child.tag == "thead")


def _spans(cell: _Element) -> dict[str, str]:
    told = {name: str(_integer(cell.told.get(name, "")) or 1) for name in ("colspan", "rowspan")}
    aligned = [name for name in ("center", "right") if name in cell.classes]
    return {k: v for k, v in told.items() if v != "1"} | ({"align": aligned[0]} if aligned else {})


def _lines(element: _Element) -> Iterator[Node]:
    words = _words(element).expandtabs(4).rstrip("\n")
    for line in words.split("\n"):
        yield Node("line", (line,) if line else ())


def _words(element: _Element) -> str:
    return "".join(c if isinstance(c, str) else _words(c) for c in element.children)


def _paragraph(
    children: Iterable[_Element | str],
    classes: tuple[str, ...],
    told: Mapping[str, str] | None = None,
) -> Iterator[Node]:
    words = _inline(children)
    if not words:
        return
    if len(words) == 1 and isinstance(words[0], Node) and words[0].tag == "picture":
        yield words[0]
        return
    verse = {"style": "verse"} if "verse" in classes else {}
    yield Node("p", words, verse | dict(told or {}))


def _inline(children: Iterable[_Element | str]) -> tuple[Content, ...]:
    """Words and markup, white space as a browser shows it."""
    return _trim(tuple(_collapse(tuple(_pieces(children)), _Spaces())))


def _pieces(children: Iterable[_Element | str]) -> Iterator[Content]:
    for child in children:
        if isinstance(child, str):
            yield child
        else:
            yield from _piece(child)


def _piece(element: _Element) -> Iterator[Content]:
    tag = element.tag
    if tag == "a" and "footnote-backref" in element.classes:
        return
    if tag == "br":
        yield Node("br")
    elif tag == "wbr":
        yield "\u200b"
    elif tag == "img":
        told = {name: element.told.get(name, "") for name in ("src", "alt", "title")}
        yield Node("picture", (), told)
    elif tag == "a" and element.told.get("role") == "doc-noteref":
        yield Node("call", (_words(element),), {"to": element.told.get("href", "")[1:]})
    elif tag == "sup" and element.told.get("id", "").startswith("fnref"):
        yield from _call(element)
    elif tag == "rt":
        yield Node("small", ("(", *_pieces(element.children), ")"))
    elif tag == "q":
        yield from ("“", *_pieces(element.children), "”")
    elif tag not in _UNREAD:
        yield from _styled(element)


def _call(element: _Element) -> Iterator[Content]:
    """The call of a note, and what parts it from the one before it."""
    for piece in _pieces(element.children):
        if isinstance(piece, str):
            yield Node("sup", (piece,), {"call": "1"})
        else:
            yield Node("call", piece.children, {**piece.told, "id": element.told["id"]})


def _styled(element: _Element) -> Iterator[Content]:
    told = _language(element)
    style = _STYLES.get(element.tag, "lang" if told else "")
    if element.tag == "a" and "href" in element.told:
        style, told = "link", told | {"href": element.told["href"]}
        if "data-term" in element.told:
            told["term"] = element.told["data-term"]
    children = tuple(_pieces(element.children))
    if style:
        yield Node(style, children, told)
    else:
        yield from children


def _language(element: _Element) -> dict[str, str]:
    return {name: element.told[name] for name in ("lang", "dir") if element.told.get(name)}


@dataclass(slots=True)
class _Spaces:
    """Whether a space, or the beginning of a line, stands before what comes."""

    before: bool = True


def _collapse(pieces: Iterable[Content], spaces: _Spaces) -> Iterator[Content]:
    for piece in pieces:
        if isinstance(piece, str):
            words = _collapse_words(piece, spaces)
            if words:
                yield words
        elif piece.tag == "br":
            spaces.before = True
            yield piece
        elif piece.tag in ("call", "picture") or piece.told.get("call"):
            spaces.before = False
            yield piece
        else:
            yield Node(piece.tag, tuple(_collapse(piece.children, spaces)), piece.told)


def _collapse_words(words: str, spaces: _Spaces) -> str:
    made = _RUN.sub(" ", words)
    if spaces.before:
        made = made.removeprefix(" ")
    if made:
        spaces.before = made.endswith(" ")
    return made


def _trim(pieces: tuple[Content, ...]) -> tuple[Content, ...]:
    """Without the spaces and line breaks at the end."""
    while pieces:
        last = pieces[-1]
        if isinstance(last, str):
            last = last.rstrip(_SPACES)
        elif last.tag == "br":
            last = ""
        elif last.tag not in ("call", "picture"):
            last = Node(last.tag, _trim(last.children), last.told)
            last = last if last.children else ""
        if last:
            return (*pieces[:-1], last)
        pieces = pieces[:-1]
    return ()
