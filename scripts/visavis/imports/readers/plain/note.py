"""Notes of a plain text: `[1]` or `*` in a paragraph, and the note that begins with the same."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from visavis.imports.readers.plain.line import Passage, indent_of

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


def take_notes(passages: Sequence[Passage]) -> tuple[list[Passage], list[PlainNote]]:
    """The passages without the notes that are called in them, and these.

    A note answers the call of the same mark before it; where a mark has as many notes as calls,
    the first the first, and so on, which is how notes at the end of a book are told apart. A bare
    heading above nothing but notes goes with them.
    """
    notes = [(at, *read) for at, passage in enumerate(passages) if (read := _note(passage))]
    bodies = {at for at, _, _ in notes}
    calls: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for at, passage in enumerate(passages):
        for mark, order in _calls(passage, is_note=at in bodies):
            calls[mark].append((at, order))
    counts = Counter(mark for _, mark, _ in notes)
    found: list[PlainNote] = []
    gone: set[int] = set()
    for at, mark, lines in notes:
        there = calls[mark]
        in_order = len(there) == counts[mark]
        before = [place for place in there if place[0] < at]
        if not there or (not in_order and not before):
            continue
        place = there.pop(0) if in_order and there[0][0] < at else before[-1] if before else None
        if place is None or ((mark[0] in "*†‡§¶(") and at - place[0] > _NEAR):
            continue
        if place in there:
            there.remove(place)
        counts[mark] -= in_order
        label = (
            mark
            if mark.isascii() and mark.isalnum() and [m for _, m, _ in notes].count(mark) == 1
            else ""
        )
        found.append(PlainNote(mark, label, *place, lines))
        gone.add(at)
    heads = {at for at in range(len(passages)) if at + 1 in gone and _is_head(passages[at])}
    kept = [at for at in range(len(passages)) if at not in gone | heads]
    places = {at: place for place, at in enumerate(kept)}
    notes_kept = [replace(n, passage=places[n.passage]) for n in found if n.passage in places]
    return [passages[at] for at in kept], notes_kept


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


def _note(passage: Passage) -> tuple[str, tuple[str, ...]] | None:
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


def _calls(passage: Passage, *, is_note: bool) -> Iterator[tuple[str, int]]:
    """The marks in a passage with their order; that with which a note begins is none."""
    seen: Counter[str] = Counter()
    for number, call in enumerate(_CALL.finditer(passage.text)):
        mark = _mark(call)
        order = seen[mark]
        seen[mark] += 1
        if not (is_note and number == 0 and call.start() < 2):
            yield mark, order


def _is_head(passage: Passage) -> bool:
    words = passage.text.strip(" .:_*=–—-[]")
    return len(passage.lines) == 1 and bool(_HEADS.fullmatch(words)) and not indent_of("")
