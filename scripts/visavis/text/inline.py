"""What stands inside a block: its plain words, and its links, calls, emphasis and raw HTML."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from visavis.text.block import Inline, InlineKind

_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_CLOSED_BY = {"em_open": "em_close", "strong_open": "strong_close", "link_open": "link_close"}
_KINDS = {
    "em_open": InlineKind.EMPHASIS,
    "strong_open": InlineKind.STRONG,
    "link_open": InlineKind.LINK,
    "image": InlineKind.IMAGE,
    "code_inline": InlineKind.CODE,
    "footnote_ref": InlineKind.NOTE,
    "html_inline": InlineKind.HTML,
}


def plain_text(tokens: Sequence[Token], line_break: str = " ") -> str:
    """The words of a block without markup; the pieces of a list or table joined by a space."""
    pieces = []
    for token in tokens:
        if token.type == "inline":
            pieces.append(_words(token.children or (), line_break))
        elif token.type in ("fence", "code_block"):
            pieces.append(token.content)
    return " ".join(piece for piece in pieces if piece)


def _words(children: Sequence[Token], line_break: str = " ") -> str:
    words = []
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            words.append(line_break)
        elif child.type == "image":
            words.append(_words(child.children or ()))
        elif child.type in ("text", "code_inline", "text_special"):
            words.append(child.content)
    return "".join(words).strip(" ")


def read_inlines(tokens: Sequence[Token], source: str, first_line: int) -> tuple[Inline, ...]:
    """The inline features of a block in order; `first_line` is the block's, as its tokens count."""
    found: list[Inline] = []
    places = _SourceMap(source, first_line)
    for token in tokens:
        if token.type == "inline" and len(token.children or ()) > 1:
            found.extend(_features(token, places))
        elif token.type == "html_block":
            found.append(Inline(InlineKind.HTML, token.content, start=0, end=len(source)))
    return tuple(found)


def _features(token: Token, places: _SourceMap) -> Iterator[Inline]:
    children = token.children or []
    lines = places.lines(token)
    for index, child in enumerate(children):
        kind = _KINDS.get(child.type)
        if kind is None:
            continue
        start, end = child.meta.get("span", (-1, -1))
        words_end = child.meta.get("words_end", -1)
        yield Inline(
            kind,
            _text_of(child, children[index:]),
            target=str(child.attrs.get("href") or child.attrs.get("src") or ""),
            title=str(child.attrs.get("title") or ""),
            start=_locate(start, lines),
            end=_locate(end, lines),
            reference_at=_locate(words_end, lines),
        )


def _text_of(child: Token, following: Sequence[Token]) -> str:
    if child.type == "footnote_ref":
        return str(child.meta["label"])
    if child.type == "image":
        return _words(child.children or ())
    if child.type not in _CLOSED_BY:
        return child.content
    closing, depth = _CLOSED_BY[child.type], 0
    for index, other in enumerate(following):
        depth += (other.type == child.type) - (other.type == closing)
        if depth == 0:
            return _words(following[1:index])
    return ""


class _SourceMap:
    """Finds the lines of an inline token's content again in the block's source.

    markdown-it strips indentation and quote marks before it reads what is inside, and keeps no
    columns. Cells of one table row share a line, so they are looked for from left to right.
    """

    def __init__(self, source: str, first_line: int) -> None:
        self._source = source
        self._first_line = first_line
        self._starts = [0, *(found.end() for found in _LINE_BREAK.finditer(source))]
        self._cell = (-1, 0)

    def lines(self, token: Token) -> list[tuple[int, int]]:
        """For each line of the content: where it begins there, and in the source (-1: unknown)."""
        first = (token.map or [self._first_line])[0] - self._first_line
        found, position = [], 0
        for index, line in enumerate(token.content.split("\n")):
            found.append((position, self._find(first + index, line)))
            position += len(line) + 1
        return found

    def _find(self, number: int, line: str) -> int:
        if not 0 <= number < len(self._starts):
            return -1
        begin = self._cell[1] if self._cell[0] == number else self._starts[number]
        words = line.strip()
        limit = (*self._starts, len(self._source))[number + 1]
        at = self._source.find(words, begin, limit)
        if at < 0:
            return -1
        self._cell = (number, at + len(words))
        return at - (len(line) - len(line.lstrip()))


def _locate(position: int, lines: list[tuple[int, int]]) -> int:
    if position < 0:
        return -1
    content, source = next(line for line in reversed(lines) if line[0] <= position)
    return source + position - content if source >= 0 else -1
