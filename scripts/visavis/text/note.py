"""What a note says of itself: its kind, and the words that a translator's note is about.

The label gives the kind. A note whose label begins with `tr-` begins with a head, which names the
words of its own side and those that answer them on the other, each in quotation marks:

    [^tr-valeurs]: « une crise des valeurs » / “a crisis of value”. Le pluriel ferait attendre…

Several phrases of one side are parted by commas, `…` stands for words left out, and `–` for a side
where nothing answers. The head is printed as it stands, so that a reader sees what a check reads.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

LEFT_OUT = "…"
NOTHING = "–"
_MARKS = ("«»", "“”", "„“", "„”", "»«", "‹›", "‘’", "「」", "『』", "《》", '""')
_QUOTED = "|".join(f"{m[0]}([^{m[0]}{m[1]}\n]*){m[1]}" for m in _MARKS)
_SIDE = rf"(?:{NOTHING}|—|(?:{_QUOTED})(?:[,،、]\s*(?:{_QUOTED}))*)"
_HEAD = re.compile(rf"\s*(?P<own>{_SIDE})\s+/\s+(?P<other>{_SIDE})\s?[.。]\s*")
_PHRASE = re.compile(_QUOTED)
_LABEL = re.compile(r"\A\s*\[\^[^\]]+\]:[ \t]*")
_INDENT = re.compile(r"^(?: {4}|\t)", re.MULTILINE)
_EMPHASIS = re.compile(r"(?<=[*_`])\{:[^{}\n]*\}|\\(?=[^\w\s])|[*_`]")
_CALL = re.compile(r"\[\^[^\s\[\]]+\]")


class NoteKind(str, Enum):
    """Whose note it is, or what it is for; the value is the word that files and pages use."""

    TEXT = "text"
    """The author's or the translators' own: part of the text, on both sides."""
    TRANSLATION = "translation"
    """A choice of translation, and its reason (`tr-`)."""
    CONTEXT = "context"
    """What a reader needs to know, told by the editor (`ed-`)."""
    SOURCE = "source"
    """Where something is taken from (`src-`)."""

    def __str__(self) -> str:
        return self.value


PREFIXES = {
    "tr-": NoteKind.TRANSLATION,
    "ed-": NoteKind.CONTEXT,
    "src-": NoteKind.SOURCE,
}
"""How the labels begin of notes that are not the text's own, and may stand on one side."""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote, taken apart."""

    label: str
    kind: NoteKind
    comment: str
    """What it says, in Markdown, without the head."""
    own: tuple[str, ...] = ()
    """The words it is about on its own side, without markup; none where it says `–`."""
    other: tuple[str, ...] = ()
    """The words that answer them on the other side."""
    headed: bool = False
    """Whether it begins with a head that can be read; only `tr-` notes have one."""


def note_kind(label: str) -> NoteKind:
    """The kind that a label says. A beginning that is not known says nothing: the text's own."""
    found = (kind for prefix, kind in PREFIXES.items() if label.startswith(prefix))
    return next(found, NoteKind.TEXT)


def read_note(label: str, source: str) -> Note:
    """Take the definition of a note apart."""
    kind = note_kind(label)
    body = _INDENT.sub("", _LABEL.sub("", source)).strip()
    head = _HEAD.match(body) if kind is NoteKind.TRANSLATION else None
    if head is None:
        return Note(label, kind, body)
    own, other = _phrases(head["own"]), _phrases(head["other"])
    return Note(label, kind, body[head.end() :], own, other, headed=bool(own or other))


def cut_head(note: Note, body: str) -> str:
    """A note's text, which need not be as it was written, without its head."""
    head = _HEAD.match(body) if note.headed else None
    return body[head.end() :] if head else body


def _phrases(side: str) -> tuple[str, ...]:
    found = ("".join(filter(None, quoted.groups())).strip() for quoted in _PHRASE.finditer(side))
    return tuple(words for quoted in found if (words := _EMPHASIS.sub("", _CALL.sub("", quoted))))
