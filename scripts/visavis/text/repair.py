"""What of a text's typography can be repaired without doubt."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from itertools import pairwise

from visavis.text.block import Block, Document, Kind
from visavis.text.raw import raw_spans
from visavis.text.typography import (
    NARROW_NO_BREAK,
    NO_BREAK,
    SPACES,
    Typography,
    find_typography,
    keeps_typography,
)

WORDLESS = frozenset({Kind.CODE, Kind.BREAK, Kind.HTML})
"""Blocks without typography."""
_SHAPED = frozenset({Kind.TABLE, Kind.VERSE})
"""In these, spaces may draw something."""
_GAP = re.compile(rf"(?<=\S)[{SPACES}]{{2,}}(?=\S)")
UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]")
"""Signs that nobody sees, and that turn letters round or part a word."""
_JOINED = re.compile("^(?:ar|arc|ckb|dv|fa|he|ku|ps|sd|ug|ur|yi|th|lo|km|my|ja|zh)(?:-|$)")
"""Languages in which an invisible sign may say something."""
_FROM_RIGHT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")
_ENDS = r"(?=[\s\"”’»)\]*_]|$)"
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_COMMA = re.compile(rf"(?<=\w)[{SPACES}]+(?=,{_ENDS})")
_STOP = re.compile(rf"(?<=[^\W\d_])[{SPACES}]+(?=\.(?:\s|$))")
_IN_BRACKETS = re.compile(rf"(?<=\()[{SPACES}]+(?=\w)|(?<=\w)[{SPACES}]+(?=\))")
_MISPLACED = (
    ([" ,"], _COMMA, "space before a comma"),
    ([" ."], _STOP, "space before a full stop"),
    (["( ", " )"], _IN_BRACKETS, "space inside a bracket"),
)
"""Spaces that no language wants, each with what stands in a text that may have one."""
_OPENS = re.compile(r"[\s(\[*_—–-]\Z|\A\Z")
_CLOSES = re.compile(r"\A(?:[\s)\].,;:!?…*_—–-]|\Z)")
_QUOTE_MARKS = re.compile("[«»“”„]")


class RepairKind(str, Enum):
    """What a repair is about; the value is the last word of the rule that reports it."""

    CHARACTER = "character"
    SPACE = "space"
    APOSTROPHE = "apostrophe"
    QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Repair:
    """A few characters of a block that are written otherwise."""

    start: int
    """In characters of the block's source."""
    end: int
    new: str
    reason: str
    """What was wrong, such as `space before a comma`."""


@dataclass(frozen=True, slots=True)
class Habit:
    """What a text does throughout, and what its language wants."""

    wanted: Typography | None
    joined: bool
    """Whether an invisible sign may say something."""
    round: bool
    """Whether it has round apostrophes."""
    inner: str
    """The space inside guillemets that it has most: as typed, or one that breaks no line."""

    @classmethod
    def of(cls, document: Document) -> Habit:
        """The habit of a text."""
        text = "".join(block.plain for block in document.blocks)
        counts = {space: text.count(f"«{space}") for space in (NO_BREAK, NARROW_NO_BREAK, " ")}
        return cls(
            find_typography(document.language),
            bool(_JOINED.match(document.language)),
            "’" in text,
            max(counts, key=lambda space: counts[space]),
        )


def find_repairs(
    block: Block,
    document: Document,
    habit: Habit | None = None,
    kinds: Collection[RepairKind] = tuple(RepairKind),
) -> list[Repair]:
    """What of a block's typography can be repaired without doubt, in the order of the text.

    Who asks about many blocks gives the habit of their text.
    """
    if block.kind in WORDLESS or keeps_typography(document, block):
        return []
    habit = habit or Habit.of(document)
    held: list[tuple[int, int]] | None = None
    chosen: list[Repair] = []
    for kind in RepairKind:
        for find in _FINDERS[kind] if kind in kinds else ():
            for repair in find(block, habit):
                held = raw_spans(block) if held is None else held
                clear = not any(a < repair.end and repair.start < b for a, b in held)
                apart = all(r.end <= repair.start or repair.end <= r.start for r in chosen)
                if clear and apart:
                    chosen.append(repair)
    return sorted(chosen, key=lambda repair: repair.start)


def _uncomposed(block: Block, habit: Habit) -> Iterator[Repair]:
    if unicodedata.is_normalized("NFC", block.source):
        return
    for found in re.finditer(r".[\u0300-\u036f]+", block.source):
        composed = unicodedata.normalize("NFC", found[0])
        if composed != found[0]:
            yield Repair(*found.span(), composed, "accent written apart from its letter")


def _unseen(block: Block, habit: Habit) -> Iterator[Repair]:
    if habit.joined or block.source.isascii() or not UNSEEN.search(block.source):
        return
    if not _FROM_RIGHT.search(block.source):
        for found in UNSEEN.finditer(block.source):
            yield Repair(*found.span(), "", f"sign that nobody sees, U+{ord(found[0]):04X}")


def _gaps(block: Block, habit: Habit) -> Iterator[Repair]:
    if block.kind in _SHAPED or "  " not in _evened(block.source):
        return
    for found in _GAP.finditer(block.source):
        line = block.source[: found.start()].replace("\r", "\n").rpartition("\n")[2]
        if re.fullmatch(r"[\s>]*(?:[-*+]|\d+[.)]|>|#+|:|\[\^[^\]]*\]:)", line):
            continue  # the space after the mark of an item, a quotation, a heading
        unbroken = [c for c in found[0] if c != " "]
        yield Repair(*found.span(), unbroken[0] if unbroken else " ", "doubled space")


def _apostrophes(block: Block, habit: Habit) -> Iterator[Repair]:
    """Straight apostrophes, where the text has round ones too."""
    if habit.round and "'" in block.source:
        for found in _APOSTROPHE.finditer(block.source):
            yield Repair(*found.span(), "’", "straight apostrophe among round ones")


def _commas(block: Block, habit: Habit) -> Iterator[Repair]:
    """Spaces that no language with commas and stops of these forms wants."""
    if not habit.wanted or "," not in habit.wanted.tight:
        return
    for hints, pattern, reason in _MISPLACED:
        if any(hint in _evened(block.source) for hint in hints):
            for found in pattern.finditer(block.source):
                yield Repair(*found.span(), "", reason)


def _spaces(block: Block, habit: Habit) -> Iterator[Repair]:
    """Spaces before signs: too many for the language, or of a kind that breaks the line."""
    wanted = habit.wanted
    if wanted is None:
        return
    tight = "".join(sign for sign in wanted.tight if sign != ",")
    spaced = any(f" {sign}" in _evened(block.source) for sign in tight)
    if spaced and not _QUOTE_MARKS.search(block.source):  # what is quoted may be another language
        for found in re.finditer(
            rf"(?<=\w)[{SPACES}](?=[{tight}]+{_ENDS})(?![:;][()])", block.source
        ):
            if not _in_emphasis(block, found.start()):
                reason = f"space before {block.source[found.end()]}"
                yield Repair(*found.span(), "", reason)
    if wanted.spaced and "\u2009" in block.source:
        signs = re.escape(wanted.spaced)
        for found in re.finditer(rf"\u2009(?=[{signs}])|(?<=«)\u2009", block.source):
            yield Repair(*found.span(), NARROW_NO_BREAK, "a space that may break the line")


@lru_cache(maxsize=1)
def _evened(source: str) -> str:
    """A text with all its spaces alike: whether one may be out of place is quickly seen in it."""
    for space in SPACES[1:]:
        source = source.replace(space, " ")
    return source


def _in_emphasis(block: Block, at: int) -> bool:
    """Whether a place may stand in emphasis, which often is another language."""
    marks = len(re.findall(r"(?<!\\)[*_]+", block.source[:at]))
    return marks % 2 == 1


def _quotes(block: Block, habit: Habit) -> Iterator[Repair]:
    """Straight quotation marks, where each of them clearly opens or closes."""
    source, wanted = block.source, habit.wanted
    if '"' not in source or wanted is None:
        return
    if _QUOTE_MARKS.search(source) or (block.label or "").startswith("tr-"):
        return  # inside or around others they may be anything
    held = raw_spans(block)
    places = [
        found.start()
        for found in re.finditer('"', source)
        if not any(start <= found.start() < end for start, end in held)
    ]
    sides = [_side(source, at) for at in places]
    empty = any(not source[a + 1 : b].strip() for a, b in pairwise(places))
    if empty or len(places) % 2 or sides != ["open", "close"] * (len(places) // 2):
        return
    opening, closing = wanted.quotes[0]
    space = habit.inner if wanted.inside.get(opening) else ""
    for at, side in zip(places, sides, strict=True):
        start, end = at, at + 1
        if side == "open":
            end += bool(space) and source[end : end + 1] in SPACES
        new = opening + space if side == "open" else space + closing
        yield Repair(start, end, new, "straight quotation mark")


def _side(source: str, at: int) -> str:
    """Whether a straight mark opens or closes, by what stands beside it."""
    before, after = source[:at][-1:], source[at + 1 :][:1]
    if before.isdigit():
        return "unsure"  # inches, or seconds
    opens, closes = bool(_OPENS.search(before)), bool(_CLOSES.match(after))
    if opens and closes:  # beside a dash it is the other side that tells
        opens, closes = bool(after.strip()), bool(before.strip())
    if opens == closes:
        return "unsure"
    return "open" if opens else "close"


_FINDERS: dict[RepairKind, Sequence[Callable[[Block, Habit], Iterator[Repair]]]] = {
    RepairKind.CHARACTER: (_uncomposed, _unseen),
    RepairKind.SPACE: (_gaps, _commas, _spaces),
    RepairKind.APOSTROPHE: (_apostrophes,),
    RepairKind.QUOTATION: (_quotes,),
}
"""Where two would touch the same characters, the first one does."""
