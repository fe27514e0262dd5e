"""What readers call a note: its number at the foot of the page, and its first words. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import escape

from visavis.pairs import Pairing
from visavis.render import read_words, typeset
from visavis.settings import Project, TextSettings
from visavis.text import Block, InlineKind

_LONGEST = 40
"""So many characters of a note are given, to the end of a word."""


@dataclass(frozen=True, slots=True)
class NoteName:
    """What a note is called, such as `Note 3, “commons…`."""

    called: str
    """What it is and its number, in the words of the interface."""
    words: str
    """With which it begins."""
    side: TextSettings
    """The text that these are of."""

    def __str__(self) -> str:
        return f"{self.called}, {self.words}"

    def as_html(self) -> str:
        """The words marked with their language."""
        tag = f'<bdi lang="{escape(self.side.language)}" dir="{self.side.direction}">'
        return f"{escape(self.called)}, {tag}{escape(self.words)}</bdi>"


def name_notes(
    chapter: Pairing, project: Project, interface: TextSettings
) -> Mapping[str, NoteName]:
    """The names of a chapter's notes by the ids of their pairs.

    A note that the interface's text has not is named as the other text numbers it; one that no text
    calls has no number.
    """
    sides = project.sides if interface is project.target else project.sides[::-1]
    numbers = {side.language: _number(chapter, side, project) for side in sides}
    note = read_words(interface.language)["note"]
    names = {}
    for pair in chapter.notes:
        for side in sides:
            block = next(iter(pair.target if side is project.target else pair.source), None)
            if pair.id and block is not None:
                number = numbers[side.language].get(block.label or "")
                called = f"{note} {number}" if number else note
                names[pair.id] = NoteName(called, _begin(block, side.language), side)
                break
    return names


def _number(chapter: Pairing, side: TextSettings, project: Project) -> dict[str, int]:
    """The numbers by label: the notes are counted as they are called, first in the rows."""
    calls = dict.fromkeys(_calls(chapter, side, project))
    return {label: number for number, label in enumerate(calls, 1)}


def _calls(chapter: Pairing, side: TextSettings, project: Project) -> Iterator[str]:
    for pair in (*chapter.pairs, *chapter.notes):
        for block in pair.target if side is project.target else pair.source:
            for call in block.of_kind(InlineKind.NOTE):
                yield call.text


def _begin(block: Block, language: str) -> str:
    words = block.plain
    if len(words) > _LONGEST:
        cut = words[: words.rfind(" ", 1, _LONGEST)]
        return typeset(cut.rstrip(" ,;:./") + "…", language)
    return typeset(words.rstrip(".。"), language)
