"""What readers call a note: its number at the foot of the page, and its first words. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from visavis.pairs import Pairing
from visavis.render import typeset
from visavis.side import Side
from visavis.text import Block, InlineKind

_LONGEST = 40
"""So many characters of a note are given, to the end of a word."""


@dataclass(frozen=True, slots=True)
class NoteName:
    """What a note is called, such as `Note 3, “commons…`."""

    number: int
    """As the text counts its notes; 0 for one that no text calls."""
    words: str
    """With which it begins."""
    side: Side
    """The text that these are of."""


def name_notes(
    chapter: Pairing, languages: Mapping[Side, str], first: Side
) -> Mapping[str, NoteName]:
    """The names of a chapter's notes by the ids of their pairs, as the text `first` has them.

    A note that this text has not is named as the other numbers it.
    """
    numbers = {side: _number(chapter, side) for side in Side}
    names = {}
    for pair in chapter.notes:
        for side in (first, first.other):
            block = next(iter(pair[side]), None)
            if pair.id and block is not None:
                number = numbers[side].get(block.label or "", 0)
                names[pair.id] = NoteName(number, _begin(block, languages[side]), side)
                break
    return names


def _number(chapter: Pairing, side: Side) -> dict[str, int]:
    """The numbers by label: the notes are counted as they are called, first in the rows."""
    calls = (
        call.text
        for pair in (*chapter.pairs, *chapter.notes)
        for block in pair[side]
        for call in block.of_kind(InlineKind.NOTE)
    )
    return {label: number for number, label in enumerate(dict.fromkeys(calls), 1)}


def _begin(block: Block, language: str) -> str:
    words = block.plain
    if len(words) > _LONGEST:
        cut = words[: words.rfind(" ", 1, _LONGEST)]
        return typeset(cut.rstrip(" ,;:./") + "…", language)
    return typeset(words.rstrip(".。"), language)
