"""What the notes of a chapter are about: the rows that call them, and the words there. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from visavis.glossary import Finder
from visavis.pairs import Pair, Pairing
from visavis.record import compose, find_quotes, side_text
from visavis.side import Side
from visavis.text import (
    Block,
    InlineKind,
    Note,
    NoteKind,
    note_kind,
)

_WORD = re.compile(r"\w+(?:[-\u2010\u2011]\w+)*")
_QUOTED = re.compile(r"[«“„\"‹]\s*([^«»“”„\"‹›]+?)\s*[»”“\"›]\s*\Z")
_NO_BREAK = ("\u00a0", "\u202f")
_FEW = 3
_LONGEST_TERM = 120
"""Characters: a term is looked for in so many before a call."""
_SHORT = 4
_MARKED = frozenset({InlineKind.EMPHASIS, InlineKind.STRONG, InlineKind.LINK})


@dataclass(frozen=True, slots=True)
class Anchor:
    """A stretch of words in one side of a row."""

    side: Side
    pair: Pair
    text: str
    """The plain words of that side, in Unicode's composed form (NFC)."""
    start: int
    end: int

    @property
    def words(self) -> str:
        """The words themselves."""
        return self.text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Version:
    """A note in one language."""

    side: Side
    note: Note


@dataclass(frozen=True, slots=True)
class Annotation:
    """A note with what it is about."""

    chapter: str
    label: str
    kind: NoteKind
    versions: tuple[Version, ...]
    """The original's first."""
    anchors: tuple[Anchor, ...]
    """In the order of reading; none for a note that only another note calls."""
    called_by: tuple[str, ...] = ()
    """The labels of the notes that call it."""

    @property
    def pairs(self) -> tuple[Pair, ...]:
        """The rows that it is about, each once."""
        return tuple({id(anchor.pair): anchor.pair for anchor in self.anchors}.values())


Finders = Mapping[Side, Finder]
"""What looks for the glossary's terms in each text."""


def find_annotations(chapter: Pairing, finders: Finders) -> Iterator[Annotation]:
    """The notes of a chapter in the order in which a reader comes to them; those that only notes
    call come last.
    """
    notes = {note.blocks[0].label or "": note for note in chapter.notes}
    calling, callers = _calling(chapter), _callers(chapter)
    order = {label: number for number, label in enumerate(calling)}
    for label in sorted(notes, key=lambda label: order.get(label, len(order))):
        yield Annotation(
            chapter.name,
            label,
            note_kind(label),
            tuple(_versions(notes[label])),
            tuple(_anchors(notes[label], label, calling.get(label, ()), finders)),
            tuple(callers.get(label, ())),
        )


def _find_call(blocks: Sequence[Block], label: str) -> _Call | None:
    """The first call of a note in one side of a row."""
    for number, block in enumerate(blocks):
        for call in block.of_kind(InlineKind.NOTE):
            if call.text == label:
                before = len(compose(side_text(blocks[:number]))) + 2 * bool(number)
                return _Call(block, before, len(compose(block.plain[: call.at])))
    return None


@dataclass(frozen=True, slots=True)
class _Call:
    block: Block
    before: int
    """Where its block begins in the text of the side."""
    at: int
    """Where it stands in its block."""

    def words(self, label: str, finder: Finder | None) -> tuple[int, int]:
        """The words that it follows, in the text of the side: what is emphasised or quoted there,
        a term of the glossary, a name, or a few words; the whole block where it follows none.
        """
        plain = compose(self.block.plain)
        told = plain[: self.at].rstrip()
        span = self._marked(told, label) or _quoted(told) or _term(told, finder) or _named(told)
        span = span or (0, len(plain))
        return self.before + span[0], self.before + span[1]

    def _marked(self, told: str, label: str) -> tuple[int, int] | None:
        """What is emphasised, or a link, right before the call."""
        calls = [i for i in self.block.of_kind(InlineKind.NOTE) if i.text == label]
        for inline in self.block.inlines:
            words = compose(inline.text)
            if inline.kind in _MARKED and words and inline.end == calls[0].start >= 0:
                return (len(told) - len(words), len(told)) if told.endswith(words) else None
        return None


def _anchors(note: Pair, label: str, pairs: Iterable[Pair], finders: Finders) -> Iterator[Anchor]:
    quoted = _quotes(note)
    for pair in pairs:
        for side in Side:
            text = compose(side_text(pair[side]))
            call = _find_call(pair[side], label)
            near = call.before + call.at if call else 0
            spans = list(filter(None, (_nearest(words, text, near) for words in quoted[side])))
            if not spans and call:
                spans = [call.words(label, finders.get(side))]
            for start, end in spans:
                if start < end:
                    yield Anchor(side, pair, text, start, end)


def _quotes(note: Pair) -> Mapping[Side, Sequence[str]]:
    """The words that a translator's note quotes, those of each text."""
    side = Side.TARGET if note.target else Side.SOURCE
    told = note[side][0].note
    return {side: told.own, side.other: told.other} if told else {side: (), side.other: ()}


def _nearest(phrase: str, text: str, place: int) -> tuple[int, int] | None:
    """Where a phrase stands, closest to the call."""
    return min(find_quotes(phrase, text), key=lambda span: abs(span[1] - place), default=None)


def _quoted(told: str) -> tuple[int, int] | None:
    found = _QUOTED.search(told)
    return found.span(1) if found else None


def _term(told: str, finder: Finder | None) -> tuple[int, int] | None:
    """The term of the glossary that ends there."""
    before = max(len(told) - _LONGEST_TERM, 0)
    uses = finder.find_uses(told[before:]) if finder else ()
    ends = (use for use in uses if before + use.end == len(told))
    return next(((before + use.start, before + use.end) for use in ends), None)


def _named(told: str) -> tuple[int, int] | None:
    """A name: the last word and those before it, as long as they have capitals. Otherwise the last
    three words, without short ones at their beginning.
    """
    words = list(_WORD.finditer(told))
    if not words:
        return None
    name = words[-1][0][0].isupper()
    taken = words[-1:]
    for word in reversed(words[:-1]):
        gap = told[word.end() : taken[0].start()]
        joined = not gap.strip() if name else gap in (" ", *_NO_BREAK, "’", "'")
        if not joined or (name and not word[0][0].isupper()) or (not name and len(taken) == _FEW):
            break
        taken.insert(0, word)
    while not name and len(taken) > 1 and len(taken[0][0]) < _SHORT:
        del taken[0]
    return taken[0].start(), taken[-1].end()


def _versions(pair: Pair) -> Iterator[Version]:
    for side in Side:
        for block in pair[side][:1]:
            if block.note:
                yield Version(side, block.note)


def _calling(chapter: Pairing) -> Mapping[str, Sequence[Pair]]:
    """The rows that call each note, the notes in the order of their first calls."""
    found: dict[str, list[Pair]] = {}
    for pair in chapter.pairs:
        labels = (call.text for b in pair.blocks for call in b.of_kind(InlineKind.NOTE))
        for label in dict.fromkeys(labels):
            found.setdefault(label, []).append(pair)
    return found


def _callers(chapter: Pairing) -> Mapping[str, Sequence[str]]:
    """The labels of the notes that call each note."""
    found: dict[str, dict[str, None]] = {}
    for note in chapter.notes:
        for block in note.blocks:
            for call in block.of_kind(InlineKind.NOTE):
                found.setdefault(call.text, {})[block.label or ""] = None
    return {label: tuple(callers) for label, callers in found.items()}
