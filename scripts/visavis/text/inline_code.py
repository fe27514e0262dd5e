"""A block as words with inline codes between them, as translators' programs have it.

    See *the book*.[^n1]  →  "See ", <*>, "the book", </*>, ".", <[^n1]>

Law: `write_pieces` of the pieces is a source with the same words and the same markup.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum

from markdown_it.token import Token

from visavis.text.block import Block, InlineKind, Kind
from visavis.text.inline import SourceMap, locate
from visavis.text.parse import block_tokens

_REFERENCE = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|\w{1,31});")
_LITERAL = re.compile(r"[^\\&]+")
"""What stands for itself."""
_SPACE = re.compile(r"[ \t]*")
_SPANS = {
    "em": InlineKind.EMPHASIS,
    "strong": InlineKind.STRONG,
    "link": InlineKind.LINK,
}
_ALONE = {"footnote_ref": InlineKind.NOTE, "html_inline": InlineKind.HTML}


class Part(str, Enum):
    """Which part of a pair of codes it is, or that it stands by itself."""

    OPEN = "open"
    CLOSE = "close"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class InlineCode:
    """A piece of markup."""

    source: str
    """As it is written."""
    part: Part = Part.ALONE
    kind: InlineKind | None = None
    """What it marks; None for the signs of the block itself, and for the break of a line."""
    target: str = ""
    """Where a link or a picture leads; of the call of a note its label."""
    is_break: bool = False
    """Whether a line ends there."""


Piece = str | InlineCode
"""Words, or a code between them."""


class _AstrayError(Exception):
    """The words of a token do not stand where they should."""


def read_pieces(block: Block, *, begun: bool = False) -> tuple[Piece, ...]:
    """The words and codes of a block; only if `begun` with the signs before it (`## `, `[^n1]: `).

    Where they cannot be told apart, the plain words. The space, or line break, before a code with a
    line break in it stands for that.
    """
    try:
        pieces = list(_merged(_Walk(block).pieces()))
    except _AstrayError:
        return (block.plain,)
    if not begun and pieces and isinstance(pieces[0], InlineCode) and pieces[0].kind is None:
        pieces = pieces[1:]
    words = "".join(piece for piece in pieces if isinstance(piece, str))
    return tuple(pieces) if words.split() == block.plain.split() else (block.plain,)


def write_pieces(pieces: Iterable[Piece], escape: Callable[[str], str]) -> str:
    """The Markdown of words and codes; `escape` writes words so that they are read as such."""
    written, is_literal = "", False
    for piece in pieces:
        if isinstance(piece, str):
            written += piece if is_literal else escape(piece)
            continue
        is_seam = piece.source[:1].isspace() or "\n" in piece.source
        if is_seam and written[-1:].isspace():
            written = written[:-1]
        written += piece.source
        # Nothing is escaped between backticks.
        is_literal ^= not piece.source.strip(" `") and "`" in piece.source
    return written


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """The pieces with words in one where nothing parts them, and without empty ones."""
    words = ""
    for piece in pieces:
        if isinstance(piece, str):
            words += piece
            continue
        if words:
            yield words
        words = ""
        if piece.source:
            yield piece
    if words:
        yield words


class _Walk:
    """Goes through a block from its beginning to its end, token by token."""

    def __init__(self, block: Block) -> None:
        self._source = block.source.rstrip("\r\n")
        self._tokens = block_tokens(block)
        self._break = "\n" if block.kind is Kind.VERSE else " "
        self._at = 0

    def pieces(self) -> Iterator[Piece]:
        """All that stands in the source, in order."""
        places = SourceMap(self._source, 0)
        apart = False
        for token in self._tokens:
            if token.type in ("fence", "code_block"):
                raise _AstrayError  # nothing in it is markup
            if token.type != "inline":
                continue
            lines = places.lines(token)
            start = lines[0][1]
            if start < self._at:
                raise _AstrayError
            if apart and token.content:
                yield " "
            yield self._code(start)
            yield from self._inline(token.children or (), lines)
            apart = apart or bool(token.content)
        yield self._code(len(self._source))

    def _inline(
        self, children: Sequence[Token], lines: Sequence[tuple[int, int]]
    ) -> Iterator[Piece]:
        ends: list[int] = []
        line = 0
        for token in children:
            name, _, part = token.type.rpartition("_")
            span = token.meta.get("span")
            end = locate(span[1], lines) if span else -1
            # What a list says of it belongs to the code that closes it.
            listed = locate(token.meta.get("list_end", -1), lines)
            if token.type in ("text", "text_special"):
                yield self._words(token.content)
            elif token.type in ("softbreak", "hardbreak"):
                line += 1
                yield from self._line_break(lines[line][1], is_hard=token.type == "hardbreak")
            elif token.type in _ALONE:
                label = str((token.meta or {}).get("label", ""))
                yield self._code(end, kind=_ALONE[token.type], target=label)
            elif token.type == "code_inline":
                yield from self._code_span(token.content, max(end, listed))
            elif token.type == "image":
                yield from self._picture(token, lines, max(end, listed))
            elif name in _SPANS and part == "open":
                ends.append(end)
                size = 1 if name == "link" else len(token.markup)
                target = str(token.attrs.get("href") or "")
                yield self._code(self._at + size, Part.OPEN, _SPANS[name], target)
            elif name in _SPANS:
                opened = ends.pop()
                closed = opened if name == "link" else self._at + len(token.markup)
                yield self._code(max(closed, listed), Part.CLOSE, _SPANS[name])
            else:
                raise _AstrayError

    def _code(
        self,
        end: int,
        part: Part = Part.ALONE,
        kind: InlineKind | None = None,
        target: str = "",
        *,
        is_break: bool = False,
    ) -> InlineCode:
        if end < self._at:
            raise _AstrayError
        source, self._at = self._source[self._at : end], end
        return InlineCode(source, part, kind, target, is_break)

    def _words(self, words: str) -> str:
        """Pass by words, which may be written with a backslash or as character references."""
        done = 0
        while done < len(words):
            shown = _LITERAL.match(self._source, self._at, self._at + len(words) - done)
            taken, said = (len(shown[0]), shown[0]) if shown else self._sign()
            if not said or not words.startswith(said, done):
                raise _AstrayError
            done += len(said)
            self._at += taken
        return words

    def _sign(self) -> tuple[int, str]:
        """How many characters the next sign takes, and what it shows."""
        source, at = self._source, self._at
        if source[at : at + 1] == "\\" and at + 1 < len(source) and _is_escaped(source[at + 1]):
            return 2, source[at + 1]
        reference = _REFERENCE.match(source, at)
        if reference and html.unescape(reference[0]) != reference[0]:
            return len(reference[0]), html.unescape(reference[0])
        return 1, source[at : at + 1]

    def _line_break(self, start: int, *, is_hard: bool) -> Iterator[Piece]:
        if start < self._at:
            raise _AstrayError
        found = _SPACE.match(self._source, start)
        end = found.end() if found else start
        yield self._break
        if is_hard or self._break == "\n" or self._source[self._at : end] != "\n":
            yield self._code(end, is_break=True)
        else:
            self._at = end

    def _code_span(self, content: str, end: int) -> Iterator[Piece]:
        start = self._source.find(content, self._at, end)
        if start < 0:
            raise _AstrayError
        yield self._code(start, Part.OPEN, InlineKind.CODE)
        self._at = start + len(content)
        yield content
        yield self._code(end, Part.CLOSE, InlineKind.CODE)

    def _picture(self, token: Token, lines: Sequence[tuple[int, int]], end: int) -> Iterator[Piece]:
        target = str(token.attrs.get("src") or "")
        yield self._code(self._at + len("!["), Part.OPEN, InlineKind.IMAGE, target)
        yield from self._inline(token.children or (), lines)
        yield self._code(end, Part.CLOSE, InlineKind.IMAGE)


def _is_escaped(sign: str) -> bool:
    """Whether a backslash before it is none of the words (CommonMark 0.31, 2.4)."""
    return sign.isascii() and not sign.isalnum() and not sign.isspace()
