"""Drift: what has changed in a text since its pair was signed off, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from visavis.pairs import Pair
from visavis.record.entry import RecordEntry
from visavis.record.words import Token, compose, find_tokens, side_text
from visavis.side import Side

_COSTLY = 4_000_000
"""Words compared with words from which on a change is shown as one piece."""


@dataclass(frozen=True, slots=True)
class WordChange:
    """Words that were exchanged, put in (`old` is empty) or taken out (`new` is empty)."""

    old: str
    new: str
    old_span: tuple[int, int]
    """Where they stood in the old text, in characters of its composed form."""
    new_span: tuple[int, int]
    """Where they stand in the new text."""


@dataclass(frozen=True, slots=True)
class Drift:
    """One side of a pair as it was signed off and as it is."""

    side: Side
    """The side that has changed; it is the other one that may not have followed."""
    old: str
    """The recorded words, composed (NFC)."""
    new: str
    """The words as they are, composed."""
    changes: tuple[WordChange, ...]
    """In the order of the text; never empty."""


def find_drifts(entry: RecordEntry, pair: Pair) -> tuple[Drift, ...]:
    """How a pair differs in its words from its entry: nothing, one side or both.

    The entry need not be signed off: a stamped one tells what has changed since it was stamped.
    One that was neither signed off nor given any words knows nothing, and says nothing.
    """
    if not (entry.signed or any(entry.texts)):
        return ()
    found = (compare(side, entry[side], side_text(pair[side])) for side in Side)
    return tuple(drift for drift in found if drift is not None)


def compare(side: Side, old: str, new: str) -> Drift | None:
    """The drift from one text to another; None where the words are the same."""
    if old == new:
        return None
    old, new = compose(old), compose(new)
    changes = tuple(_changes(old, new))
    return Drift(side, old, new, changes) if changes else None


def _changes(old: str, new: str) -> Iterator[WordChange]:
    before, after = find_tokens(old), find_tokens(new)
    ours, theirs = [t.key for t in before], [t.key for t in after]
    for (start, stop), (new_start, new_stop) in _differences(ours, theirs):
        old_span = _span(before, start, stop)
        new_span = _span(after, new_start, new_stop)
        yield WordChange(old[slice(*old_span)], new[slice(*new_span)], old_span, new_span)


_Range = tuple[int, int]


def _differences(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[_Range, _Range]]:
    first = 0
    while first < min(len(old), len(new)) and old[first] == new[first]:
        first += 1
    last = 0
    while last < min(len(old), len(new)) - first and old[-1 - last] == new[-1 - last]:
        last += 1
    a, b = old[first : len(old) - last], new[first : len(new) - last]
    if not (a or b):
        return
    if len(a) * len(b) > _COSTLY or not (a and b):
        yield (first, first + len(a)), (first, first + len(b))
        return
    for tag, i, j, k, m in SequenceMatcher(None, a, b, autojunk=False).get_opcodes():
        if tag != "equal":
            yield (first + i, first + j), (first + k, first + m)


def _span(tokens: Sequence[Token], start: int, stop: int) -> tuple[int, int]:
    """The characters from the first of some tokens to the last; of none, the place between."""
    if start < stop:
        return tokens[start].start, tokens[stop - 1].end
    at = tokens[start - 1].end if start else 0
    return at, at
