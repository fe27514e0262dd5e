"""What stands inside a block: its plain words, and its links, calls, emphasis and raw HTML."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence

from markdown_it.token import Token

from visavis.text.block import Inline, InlineKind, line_starts

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


def plain_text(tokens: Sequence[Token], line_break: str = " ") -> tuple[str, list[int]]:
    """The words of a block without markup, and where among them each call of a note stands.

    The pieces of a list or table are joined by a space.
    """
    plain, calls = "", list[int]()
    for token in tokens:
        if token.type == "inline":
            piece, places = _words_and_calls(token.children or (), line_break)
        elif token.type in ("fence", "code_block"):
            piece, places = token.content, []
        else:
            continue
        before = len(plain) + bool(plain and piece)
        plain = f"{plain} {piece}" if plain and piece else plain or piece
        calls += [min(before + place, len(plain)) for place in places]
    return plain, calls


def _words_and_calls(children: Sequence[Token], line_break: str) -> tuple[str, list[int]]:
    """The words of a paragraph and the places of the calls in them."""
    told, calls = _tell(children, line_break)
    words = told.strip(" ")
    # A space beside a call is no word once it stands at the edge.
    start = len(told) - len(told.lstrip(" "))
    return words, [min(max(at - start, 0), len(words)) for at in calls]


def _tell(children: Sequence[Token], line_break: str) -> tuple[str, list[int]]:
    words, calls = "", list[int]()
    for child in children:
        if child.type in ("softbreak", "hardbreak"):
            words += line_break
        elif child.type == "image":
            words += _words(child.children or ())
        elif child.type == "footnote_ref":
            calls.append(len(words))
        elif child.type in ("text", "code_inline", "text_special"):
            words += child.content
    return words, calls


def _words(children: Sequence[Token]) -> str:
    return _words_and_calls(children, " ")[0]


def read_inlines(
    tokens: Sequence[Token], source: str, first_line: int, calls: Sequence[int]
) -> tuple[Inline, ...]:
    """The inline features of a block in order; `first_line` is the block's, as its tokens count.

    `calls` are the places of its calls of notes among its plain words.
    """
    found: list[Inline] = []
    place = iter(calls)
    places = SourceMap(source, first_line)
    for token in tokens:
        if token.type == "inline" and _has_features(token.children or ()):
            found.extend(_features(token, places, place))
        elif token.type == "html_block":
            start, end = places.whole(token)
            found.append(Inline(InlineKind.HTML, token.content, start=start, end=end))
    return tuple(found)


def _has_features(children: Sequence[Token]) -> bool:
    """Most blocks are one run of words, and need not be looked at closer."""
    return len(children) > 1 or any(child.type in _KINDS for child in children)


def _features(token: Token, places: SourceMap, calls: Iterator[int]) -> Iterator[Inline]:
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
            _text_of(children, index),
            target=str(child.attrs.get("href") or child.attrs.get("src") or ""),
            title=str(child.attrs.get("title") or ""),
            start=locate(start, lines),
            end=locate(end, lines),
            reference_at=locate(words_end, lines),
            at=next(calls, -1) if kind is InlineKind.NOTE else -1,
        )


def _text_of(children: Sequence[Token], index: int) -> str:
    child = children[index]
    if child.type == "footnote_ref":
        return str(child.meta["label"])
    if child.type == "image":
        return _words(child.children or ())
    if child.type not in _CLOSED_BY:
        return child.content
    closing, depth = _CLOSED_BY[child.type], 0
    for end in range(index, len(children)):
        depth += (children[end].type == child.type) - (children[end].type == closing)
        if depth == 0:
            return _words(children[index + 1 : end])
    return ""


class SourceMap:
    """Finds the lines of an inline token's content again in the block's source.

    markdown-it strips indentation and quote marks before it reads what is inside, and keeps no
    columns. Cells of one table row share a line, so they are looked for from left to right.
    """

    def __init__(self, source: str, first_line: int) -> None:
        self._source = source
        self._first_line = first_line
        self._edges = (*line_starts(source), len(source))
        self._cell = (-1, 0)

    def lines(self, token: Token) -> list[tuple[int, int]]:
        """For each line of the content: where it begins there, and in the source (-1: unknown)."""
        content = token.content.split("\n")
        first = self._first(content, token)
        found, position = [], 0
        for index, line in enumerate(content):
            found.append((position, self._find(first + index, line)))
            position += len(line) + 1
        return found

    def whole(self, token: Token) -> tuple[int, int]:
        """Where raw HTML that is a block of its own begins and ends in the source."""
        first, after = (line - self._first_line for line in token.map or (self._first_line,) * 2)
        end = self._edges[min(after, len(self._edges) - 1)]
        while end and self._source[end - 1] in "\r\n":
            end -= 1
        return self._source.find("<", self._edges[first]), end

    def _first(self, content: Sequence[str], token: Token) -> int:
        """The line of the source at which the content begins.

        It is the token's, unless lines were stripped from it: one of a form feed or of no-break
        spaces alone is no blank line to Markdown, but white space to Python.
        """
        first, end = (line - self._first_line for line in token.map or (self._first_line,) * 2)
        blank = next((index for index, line in enumerate(content) if line.strip()), 0)
        for candidate in range(first, end):
            if self._look_for(candidate + blank, content[blank].strip()) >= 0:
                return candidate
        return first

    def _find(self, number: int, line: str) -> int:
        words = line.strip()
        at = self._look_for(number, words)
        if at < 0:
            return -1
        self._cell = (number, at + len(words))
        return at - (len(line) - len(line.lstrip()))

    def _look_for(self, number: int, words: str) -> int:
        if not 0 <= number < len(self._edges) - 1:
            return -1
        begin = self._cell[1] if self._cell[0] == number else self._edges[number]
        return self._source.find(words, begin, self._edges[number + 1])


def locate(position: int, lines: Sequence[tuple[int, int]]) -> int:
    """Where in the source a place in the content of an inline token is; -1 if that is not known."""
    if position < 0:
        return -1
    content, source = lines[bisect_right(lines, position, key=lambda line: line[0]) - 1]
    return source + position - content if source >= 0 else -1
