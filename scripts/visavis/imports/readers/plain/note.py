"""Notes of a plain text: `[1]` or `*` in a paragraph, and the note that begins with the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from visavis.imports.readers.plain.line import PlainPassage

_STARS = r"\*{1,3}|[†‡§¶]"
_RAISED = "[¹²³⁰⁴-⁹]{1,3}"
_CALL = re.compile(
    rf"\[(?P<number>\d{{1,4}}|[A-Za-z]|\*{{1,3}})\]|\((?P<round>\d{{1,3}})\)"
    rf"|(?<=[^\s*])(?P<star>{_STARS})(?![*\w])|(?P<raised>{_RAISED})"
)
_NOTE = re.compile(
    rf"\s*(?:\[(?P<number>\d{{1,4}}|[A-Za-z]|\*{{1,3}})\][.:]?\s*(?=\S)"
    rf"|\[(?:Foot)?note:?\s+(?P<named>\d{{1,4}}|[A-Za-z]|\*{{1,3}})[:.]?\s+"
    rf"|\((?P<round>\d{{1,3}})\)[.:]?\s+(?=\S)"
    rf"|(?P<raised>{_RAISED})\s*(?=\S)"
    rf"|(?P<star>{_STARS})\s*(?=[^\s*]))",
    re.IGNORECASE,
)
_HEADS = re.compile(
    r"(?:foot|end)?notes?|notes? de bas de page|(?:fu[sß]+|end)noten|anmerkungen|note|notas?|noten"
    r"|voetnoten|fotnoter|przypisy|poznámky|примечания|сноски|注|註|訳註|원주|주",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class PlainNote:
    """A note, and where it is called."""

    mark: str
    label: str
    """Its mark where no other note has the same; otherwise empty."""
    passage: int
    """Of the call."""
    order: int
    """Which call of its mark in that passage, from 0."""
    lines: tuple[str, ...]
    """Its words, without the mark."""


_Call = tuple[int, int]
"""The passage of a call, and which call of its mark it is in it."""
_Read = tuple[str, tuple[str, ...]]
"""The mark of a note, and its lines without it."""


def take_notes(passages: Sequence[PlainPassage]) -> tuple[list[PlainPassage], list[PlainNote]]:
    """The passages without the notes that are called in them, and these.

    A note answers the call of the same mark before it; where a mark has as many notes as calls,
    the first the first, and so on, which is how notes at the end of a book are told apart. A bare
    heading above nothing but notes goes with them. What a note calls in turn stays words.
    """
    notes = {at: read for at, passage in enumerate(passages) if (read := _note(passage))}
    found = _answers(passages, notes)
    while any(passage in found for passage, _ in found.values()):
        found = {at: call for at, call in found.items() if call[0] not in found}
    heads = {at for at in range(len(passages)) if at + 1 in found and _is_head(passages[at])}
    kept = [at for at in range(len(passages)) if at not in found and at not in heads]
    places = {at: place for place, at in enumerate(kept)}
    marks = Counter(mark for mark, _ in notes.values())
    return [passages[at] for at in kept], [
        PlainNote(mark, _label(mark, marks), places[called], order, lines)
        for at, (called, order) in found.items()
        if called in places
        for mark, lines in [notes[at]]
    ]


def _answers(passages: Sequence[PlainPassage], notes: Mapping[int, _Read]) -> dict[int, _Call]:
    """The call that each note answers, as far as there is one."""
    calls: defaultdict[str, list[_Call]] = defaultdict(list)
    for at, passage in enumerate(passages):
        for mark, order in _calls(passage, is_note=at in notes):
            calls[mark].append((at, order))
    counts = Counter(mark for mark, _ in notes.values())
    in_order = {mark for mark, number in counts.items() if len(calls[mark]) == number}
    found: dict[int, _Call] = {}
    for at, (mark, _) in notes.items():
        before = [call for call in calls[mark] if call[0] < at]
        if not before:
            continue
        call = before[0] if mark in in_order else before[-1]
        if mark[0] in "*†‡§¶(" and at - call[0] > _NEAR:
            continue
        calls[mark].remove(call)
        found[at] = call
    return found


def _label(mark: str, marks: Counter[str]) -> str:
    """The mark of a note as its label, where no other note has the same."""
    return mark if mark.isascii() and mark.isalnum() and marks[mark] == 1 else ""


_NEAR = 12
"""A star is a mark for the foot of a page: its note is not far."""


class Calls:
    """Finds the calls of one passage, piece by piece in the order of its words."""

    def __init__(self, notes: Mapping[tuple[str, int], PlainNote]) -> None:
        self._notes = notes
        self._seen: Counter[str] = Counter()

    def split(self, text: str) -> Iterator[str | PlainNote]:
        """The words of the next piece, and in their places the notes that are called."""
        done = 0
        for call in _CALL.finditer(text):
            mark = _mark(call)
            note = self._notes.get((mark, self._seen[mark]))
            self._seen[mark] += 1
            if note:
                yield text[done : call.start()]
                yield note
                done = call.end()
        if text[done:]:
            yield text[done:]


def _note(passage: PlainPassage) -> tuple[str, tuple[str, ...]] | None:
    found = _NOTE.match(passage.lines[0])
    if not found:
        return None
    first = passage.lines[0][found.end() :]
    lines = (first, *passage.lines[1:])
    if found["named"] or (found["number"] and lines[-1].rstrip().endswith("]") and _closes(lines)):
        lines = (*lines[:-1], lines[-1].rstrip().removesuffix("]"))
    return found["named"] or _mark(found), tuple(filter(str.strip, lines))


def _mark(found: re.Match[str]) -> str:
    """The mark of a call or of a note; one between round brackets with them."""
    bracketed = f"({found['round']})" if found["round"] else ""
    return str(found["number"] or bracketed or found["star"] or found["raised"])


def _closes(lines: Sequence[str]) -> bool:
    text = " ".join(lines)
    return text.count("]") > text.count("[")


def _calls(passage: PlainPassage, *, is_note: bool) -> Iterator[tuple[str, int]]:
    """The marks in a passage with their order; that with which a note begins is none."""
    seen: Counter[str] = Counter()
    for number, call in enumerate(_CALL.finditer(passage.text)):
        mark = _mark(call)
        order = seen[mark]
        seen[mark] += 1
        if not (is_note and number == 0 and call.start() < 2):
            yield mark, order


def _is_head(passage: PlainPassage) -> bool:
    words = passage.text.strip(" .:_*=–—-[]")
    return len(passage.lines) == 1 and bool(_HEADS.fullmatch(words))
