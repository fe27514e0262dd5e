"""Where a text can be parted, and its parts.

A place in a text is the number of characters before it that are no white space, numbers of notes
left out: what sentences are counted in. Neither markup nor spaces can move it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from visavis.export.book.node import Content, Node, only_nodes

_WHOLE = frozenset({"line", "row"})
"""What is never parted: a line of code, a row of a table."""
_WORD = re.compile(r"\S+")
_PARAGRAPHS = frozenset({"p", "heading"})


def measure_words(piece: Content) -> int:
    """How many characters a piece has, as places are counted."""
    if isinstance(piece, str):
        return len("".join(piece.split()))
    if piece.tag == "call" or piece.told.get("call"):
        return 0
    return sum(map(measure_words, piece.children))


def cut_part(blocks: Sequence[Node], start: int, end: int) -> tuple[Node, ...]:
    """What stands between two places; what has no width goes with the character before it."""
    return only_nodes(_Cutter(start, end).cut(blocks))


def find_call_places(blocks: Sequence[Node]) -> list[tuple[int, str]]:
    """The calls of notes with their places: each goes with the character before it."""
    found: list[tuple[int, str]] = []
    _collect_calls(blocks, 0, found)
    return found


def _collect_calls(pieces: Sequence[Content], place: int, found: list[tuple[int, str]]) -> int:
    for piece in pieces:
        if isinstance(piece, str):
            place += measure_words(piece)
        elif piece.tag == "call":
            found.append((place, piece.told["to"]))
        elif not piece.told.get("call"):
            place = _collect_calls(piece.children, place, found)
    return place


def find_ends(blocks: Sequence[Node]) -> list[int]:
    """Where paragraphs, rows and lines end that are lines by themselves, the last included."""
    ends: list[int] = []
    _collect_ends(blocks, 0, ends)
    return sorted(set(ends) - {0})


def find_words(blocks: Sequence[Node], *, every: bool) -> list[int]:
    """The places where words end; with `every`, as in Chinese, those after each character."""
    ends: list[int] = []
    _collect_words(blocks, 0, ends, every)
    return sorted(set(ends) - {0})


def split_lines(paragraph: Node) -> tuple[Node, ...]:
    """The lines of a verse, each a paragraph; between stanzas a `gap`."""
    breaks: list[int] = []
    _collect_breaks(paragraph, 0, breaks)
    lines: list[Node] = []
    start = 0
    for place in (*breaks, measure_words(paragraph)):
        line = cut_part((paragraph,), start, place) if place > start or not start else ()
        lines += [_without_breaks(one) for one in line] or [Node("gap")]
        start = place
    return tuple(lines)


def put_marks(blocks: Sequence[Node], places: Sequence[int]) -> tuple[Node, ...]:
    """The same with a `mark` before the first character and after each place, by its number."""
    return only_nodes(_Marker(list(places)).mark(blocks))


@dataclass(slots=True)
class _Cutter:
    """Goes through a text once; `place` is how far it has come."""

    start: int
    end: int
    place: int = 0

    def cut(self, pieces: Sequence[Content]) -> tuple[Content, ...]:
        return tuple(kept for piece in pieces for kept in self._cut(piece))

    def _cut(self, piece: Content) -> Iterator[Content]:
        if isinstance(piece, str):
            words = self._cut_words(piece)
            if words:
                yield words
        elif piece.tag in _WHOLE or not measure_words(piece):
            self.place += measure_words(piece)
            if self._is_within(self.place) or (piece.told.get("head") and self.place <= self.end):
                yield piece
        else:
            before = self.place
            children = self.cut(piece.children)
            if children:
                continued = before < self.start and "mark" in piece.told
                told = {**piece.told, "mark": ""} if continued else piece.told
                yield Node(piece.tag, children, told)

    def _is_within(self, place: int) -> bool:
        return self.start < place <= self.end or (place == 0 and self.start == 0)

    def _cut_words(self, words: str) -> str:
        after = self.place + measure_words(words)
        if after < self.start or self.place > self.end:
            self.place = after
            return ""
        if self.start < self.place and after < self.end:
            self.place = after
            return words
        made: list[str] = []
        for sign in words:
            if sign.isspace():
                if self.start < self.place < self.end:
                    made.append(sign)
            else:
                self.place += 1
                if self.start < self.place <= self.end:
                    made.append(sign)
        return "".join(made)


@dataclass(slots=True)
class _Marker:
    places: list[int]
    place: int = 0
    number: int = -1
    """Of the next mark; the first of all stands before the first character."""

    def mark(self, pieces: Sequence[Content]) -> tuple[Content, ...]:
        return tuple(kept for piece in pieces for kept in self._mark(piece))

    def _mark(self, piece: Content) -> Iterator[Content]:
        if isinstance(piece, str):
            yield from self._mark_words(piece)
        elif piece.tag == "call" or piece.told.get("call"):
            yield piece
        else:
            yield Node(piece.tag, self.mark(piece.children), piece.told)

    def _mark_words(self, words: str) -> Iterator[Content]:
        begin = 0
        for word in _WORD.finditer(words):
            if self.number < 0:
                yield from (
                    (words[: word.start()], self._next()) if word.start() else (self._next(),)
                )
                begin = word.start()
            after = self.place + len(word[0])
            while self.number < len(self.places) and self.places[self.number] <= after:
                at = word.start() + self.places[self.number] - self.place
                yield words[begin:at]
                yield self._next()
                begin = at
            self.place = after
        if begin < len(words):
            yield words[begin:]

    def _next(self) -> Node:
        node = Node("mark", (), {"n": str(self.number)})
        self.number += 1
        return node


def _collect_ends(pieces: Sequence[Content], place: int, ends: list[int]) -> int:
    for piece in pieces:
        if isinstance(piece, str):
            place += measure_words(piece)
            continue
        if piece.tag in _PARAGRAPHS:
            _collect_breaks(piece, place, ends)
        if piece.tag in _PARAGRAPHS or piece.tag in _WHOLE:
            place += measure_words(piece)
            ends.append(place)
        else:
            place = _collect_ends(piece.children, place, ends)
    return place


def _collect_breaks(piece: Content, place: int, ends: list[int]) -> int:
    if isinstance(piece, str):
        return place + measure_words(piece)
    if piece.tag == "br":
        ends.append(place)
    if not measure_words(piece):
        return place
    for child in piece.children:
        place = _collect_breaks(child, place, ends)
    return place


def _collect_words(pieces: Sequence[Content], place: int, ends: list[int], every: bool) -> int:
    for piece in pieces:
        if isinstance(piece, str):
            for sign in piece:
                if sign.isspace():
                    ends.append(place)
                else:
                    place += 1
                    if every:
                        ends.append(place)
        elif piece.tag in _WHOLE or not measure_words(piece):
            place += measure_words(piece)
        else:
            place = _collect_words(piece.children, place, ends, every)
        if isinstance(piece, Node) and piece.tag in _PARAGRAPHS | _WHOLE:
            ends.append(place)
    return place


def _without_breaks(paragraph: Node) -> Node:
    children = tuple(
        _without_breaks(child) if isinstance(child, Node) else child
        for child in paragraph.children
        if isinstance(child, str) or child.tag != "br"
    )
    return Node(paragraph.tag, children, paragraph.told)
