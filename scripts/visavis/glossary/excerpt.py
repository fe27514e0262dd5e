"""Words in their context (KWIC): the parts of a text around what is to be seen in it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

LEFT_OUT = "…"
WIDTH = 70
"""Characters of context on each side of a word; a word is not cut."""


@dataclass(frozen=True, slots=True)
class ExcerptPart:
    """A stretch of an excerpt."""

    text: str
    lit: bool = False
    """Whether it is what the excerpt is about."""


def excerpt(
    text: str, spans: Sequence[tuple[int, int]], width: int = WIDTH
) -> tuple[ExcerptPart, ...]:
    """A text cut down to the surroundings of some spans, which are in order and do not overlap.

    What is left out is `…`; without spans the whole text is shown.
    """
    if not spans:
        return (ExcerptPart(text),) if text else ()
    return tuple(piece for piece in _pieces(text, spans, width) if piece.text)


def _pieces(text: str, spans: Sequence[tuple[int, int]], width: int) -> Iterator[ExcerptPart]:
    shown = 0  # everything before it is told already, or left out
    for number, (start, end) in enumerate(spans):
        begin = max(shown, _word_start(text, start - width))
        if begin > shown:
            yield ExcerptPart(f"{LEFT_OUT} " if number == 0 else f" {LEFT_OUT} ")
        yield ExcerptPart(text[begin:start])
        yield ExcerptPart(text[start:end], lit=True)
        following = spans[number + 1][0] if number + 1 < len(spans) else len(text)
        shown = min(following, max(end, _word_end(text, end + width)))
        yield ExcerptPart(text[end:shown])
    if shown < len(text):
        yield ExcerptPart(f" {LEFT_OUT}")


def _word_start(text: str, position: int) -> int:
    """The beginning of the first word at or after a position, or of the text."""
    if position <= 0:
        return 0
    space = text.find(" ", position - 1)
    return space + 1 if space >= 0 else position


def _word_end(text: str, position: int) -> int:
    """The end of the last word before a position, or of the text."""
    if position >= len(text):
        return len(text)
    space = text.rfind(" ", 0, position + 1)
    return space if space >= 0 else position
