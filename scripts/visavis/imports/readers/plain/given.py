"""The words that a plain text gave, for the ledger, with what the reader has decided about them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from visavis.imports.readers.plain.hyphen import Parted
from visavis.imports.readers.plain.line import Left
from visavis.imports.words import PlacedText, words_of


def account_for(
    given: Sequence[PlacedText], left: Left, undone: Sequence[Parted]
) -> tuple[tuple[PlacedText, ...], tuple[PlacedText, ...]]:
    """The passages that stay, and those that were left out on purpose, under the name of these.

    A heading that a table of contents tells in advance would else be taken for the table's entry.
    Words that were parted at the end of a line, and are one now, are one here too.
    """
    waiting: defaultdict[tuple[str, ...], list[str]] = defaultdict(list)
    for kind, text in left:
        waiting[words_of(text)].append(kind)
    stays: list[PlacedText] = []
    apart: list[PlacedText] = []
    raised = [mark for kind, mark in left if kind == "call" and not mark.isascii()]
    for passage in (_without(passage, raised) for passage in given):
        kinds = waiting.get(passage.words)
        if kinds:
            apart.append(replace(passage, kind=kinds.pop(0)))
        else:
            stays.append(passage)
    return tuple(_together(stays, undone)), tuple(apart)


def _without(passage: PlacedText, raised: Sequence[str]) -> PlacedText:
    """A passage without the raised figures that call notes: they are no part of the word before."""
    text = passage.text
    for mark in raised:
        text = text.replace(mark, " ")
    return passage if text == passage.text else replace(passage, text=text)


def _together(passages: list[PlacedText], undone: Sequence[Parted]) -> list[PlacedText]:
    """The passages with the words that were put together, which are told in their order."""
    at = done = 0
    for parted in undone:
        for place in range(at, len(passages)):
            text = passages[place].text
            start = text.find(parted.written, done if place == at else 0)
            if start >= 0:
                text = text[:start] + parted.whole + text[start + len(parted.written) :]
                passages[place] = replace(passages[place], text=text)
                at, done = place, start
                break
            ends = text.rstrip().endswith(parted.first)
            if ends and (behind := _begins(passages, place + 1, parted.second)) is not None:
                cut = text.rstrip().removesuffix(parted.first)
                passages[place] = replace(passages[place], text=cut)
                follows = passages[behind].text.lstrip()
                whole = parted.whole + follows.removeprefix(parted.second)
                passages[behind] = replace(passages[behind], text=whole)
                at, done = behind, 0
                break
    return passages


def _begins(passages: Sequence[PlacedText], start: int, second: str) -> int | None:
    """The next passage of a few that begins with the second half of a word."""
    near = range(start, min(start + 4, len(passages)))
    return next((at for at in near if passages[at].text.lstrip().startswith(second)), None)
