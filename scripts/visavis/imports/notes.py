"""Notes and links of the rows: both sides have the same, or it is said whose they are.

A label that says a kind (`tr-`, `ed-`, `src-`) stays as it came; where both sides of a row call it,
it is one note. Notes of the text itself are paired by their labels, then by their order, and get
one label. One that only one side has gets a label that says so: `ed-1` in the translation, `src-1`
in the original. A link that only one side has becomes such a note: its address is not lost, and the
row still agrees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from visavis.imports.rows import Row
from visavis.pairs import note_id
from visavis.side import Side
from visavis.text import PREFIXES, Block, Inline, InlineKind, is_valid_id

# Not `tr-`: such a note names the words it is about, which nobody has done for these yet.
_PREFIX = {Side.SOURCE: "src-", Side.TARGET: "ed-"}


@dataclass(frozen=True, slots=True)
class SideNotes:
    """The notes of one side."""

    blocks: Sequence[Block] = ()
    """Their definitions; two that differ in links do not share a label."""
    given: Mapping[str, str] = field(default_factory=dict)
    """Passing label → the label that the note came with, where it came with one."""
    used: Set[str] = frozenset()
    """Labels that other notes of the side have."""
    stays: bool = False
    """Whether its labels stand as they are, where they can."""


class Labels:
    """Gives labels; `given` is what it gave: for each side, passing label → label.

    `shared` are labels that are one note on both sides already, wherever they are called.
    """

    def __init__(
        self, rows: Sequence[Row], notes: Mapping[Side, SideNotes], shared: Set[str] = frozenset()
    ) -> None:
        self.given: dict[Side, dict[str, str]] = {side: {} for side in Side}
        self._notes = notes
        self._shared = shared
        self._leads = {
            side: {b.label: len(b.of_kind(InlineKind.LINK)) for b in notes[side].blocks}
            for side in Side
        }
        self._places = {side: _places(rows, side) for side in Side}
        self._taken = {side: set(notes[side].used) for side in Side}
        self._fixed = {c.text for row in rows if row.settled for s in Side for c in calls(row, s)}
        came = {self._came(x, side) for side in Side for x in self._places[side]}
        self._reserved = {name for name in came if not name.isdigit()}
        self._reserved |= self._fixed.union(*self._taken.values())
        self._next: Counter[str] = Counter()

    def settle(self, row: Row) -> None:
        """Give all notes that a row calls their labels."""
        called = {side: list(dict.fromkeys(c.text for c in calls(row, side))) for side in Side}
        for side in Side:
            for label in called[side]:
                prefix = _prefix(self._came(label, side))
                if prefix and label not in self.given[side]:
                    self._give(label, side, self._of_kind(label, side, called[side.other], prefix))
        plain = {side: [x for x in called[side] if self._is_open(x, side)] for side in Side}
        for source, target in () if row.one_sided else self._answers(plain):
            label = self._of_both(source, target)
            self._give(source, Side.SOURCE, label)
            self._give(target, Side.TARGET, label)
        for side in Side:
            for label in plain[side]:
                if label not in self.given[side]:
                    self._give(label, side, self.make(_PREFIX[side]))

    def make(self, prefix: str) -> str:
        """A label that no note has and none came with."""
        while True:
            self._next[prefix] += 1
            label = f"{prefix}{self._next[prefix]}"
            if label not in self._reserved:
                self._reserved.add(label)
                return label

    def _came(self, label: str, side: Side) -> str:
        """The label that a note came with; empty where it had none."""
        return label if self._notes[side].stays else self._notes[side].given.get(label, "")

    def _give(self, label: str, side: Side, new: str) -> None:
        self.given[side][label] = new
        self._taken[side].add(new)

    def _is_open(self, label: str, side: Side) -> bool:
        fixed = self._notes[side].stays and label in self._fixed
        return label not in self.given[side] and not fixed

    def _of_kind(self, label: str, side: Side, answers: Iterable[str], prefix: str) -> str:
        """The label of a note that says its kind: the one that it came with, wherever it can."""
        came = self._came(label, side)
        if self._notes[side].stays:
            return came
        other = side.other
        answer = next((x for x in answers if self._came(x, other) == came), None)
        leads = self._leads[other].get(answer or ""), self._leads[side].get(label)
        differs = answer is not None and leads[0] != leads[1]
        if answer in self.given[other] and not differs:
            return self.given[other][answer]
        # Two notes that are both the first source of somebody are not the same note.
        is_one = answer is not None or came in self._shared or not _is_counted(came)
        taken = came in self._taken[side] or (came in self._taken[other] and not is_one)
        taken |= differs
        return self.make(prefix) if taken or not _is_label(came) else came

    def _answers(self, called: Mapping[Side, Sequence[str]]) -> list[tuple[str, str]]:
        """The notes of a row that are one: those of one label, the others by their order."""
        found = [pair for pair in self._of_one_name(called) if self._may_be_one(*pair)]
        rest: dict[Set[int], dict[Side, list[str]]] = {}
        for number, side in enumerate(Side):
            answered = {pair[number] for pair in found}
            for label in called[side]:
                if label not in answered:
                    sides = rest.setdefault(self._places[side][label], {s: [] for s in Side})
                    sides[side].append(label)
        by_order = (pair for sides in rest.values() for pair in zip(*sides.values(), strict=False))
        return found + [pair for pair in by_order if self._may_be_one(*pair)]

    def _of_one_name(self, called: Mapping[Side, Sequence[str]]) -> Iterator[tuple[str, str]]:
        ours, theirs = (
            {came: label for label in called[side] if (came := self._came(label, side))}
            for side in Side
        )
        numbers = [{name for name in names if name.isdigit()} for names in (ours, theirs)]
        # As many, and others: one side has counted a note more before.
        have_shifted = len(numbers[0]) == len(numbers[1]) and numbers[0] != numbers[1]
        for name in ours:
            if name in theirs and not (have_shifted and name.isdigit()):
                yield ours[name], theirs[name]

    def _may_be_one(self, source: str, target: str) -> bool:
        """Whether two notes are called in the same rows and have as many links."""
        ours, theirs = (
            (self._places[side][label], self._leads[side].get(label))
            for side, label in zip(Side, (source, target), strict=True)
        )
        return ours == theirs

    def _of_both(self, source: str, target: str) -> str:
        for side, label in zip(Side, (source, target), strict=True):
            if self._notes[side].stays:
                return label
        name = self._came(source, Side.SOURCE)
        is_one = name == self._came(target, Side.TARGET) and not name.isdigit() and _is_label(name)
        is_taken = any(name in taken for taken in self._taken.values())
        return name if is_one and not is_taken else self.make("")


def calls(row: Row, side: Side) -> Iterator[Inline]:
    """The calls of one side of a row."""
    for block in row[side]:
        yield from block.of_kind(InlineKind.NOTE)


def _places(rows: Sequence[Row], side: Side) -> dict[str, frozenset[int]]:
    """Where each label is called."""
    found: dict[str, set[int]] = {}
    for place, row in enumerate(rows):
        for call in calls(row, side):
            found.setdefault(call.text, set()).add(place)
    return {label: frozenset(places) for label, places in found.items()}


def _prefix(label: str) -> str:
    return next((prefix for prefix in PREFIXES if label.startswith(prefix)), "")


def _is_counted(label: str) -> bool:
    return label[len(_prefix(label)) :].isdigit()


def _is_label(label: str) -> bool:
    return bool(label) and is_valid_id(note_id(label))


_FOR_LINKS = "src-"


@dataclass(frozen=True, slots=True)
class Apparatus:
    """What becomes of the labels and links of both sides."""

    labels: Mapping[Side, Mapping[str, str]]
    """For each side: old label → new label."""
    new_notes: dict[Side, list[str]] = field(default_factory=lambda: {side: [] for side in Side})
    """For each side: the definitions of the notes that were links."""
    links: dict[str, str] = field(default_factory=dict)
    """The labels of these notes → the addresses of the links."""


def settle_apparatus(
    rows: Sequence[Row], notes: Mapping[Side, SideNotes], shared: Set[str] = frozenset()
) -> tuple[list[Row], Apparatus]:
    """Give the notes of all rows their labels, and turn links without an answer into notes.

    `shared` are labels that are one note on both sides already, wherever they are called.
    """
    labels = Labels(rows, notes, shared)
    for row in rows:
        if not row.settled:
            labels.settle(row)
    settler = _Settler(labels)
    return [row if row.settled else settler.rewritten(row) for row in rows], settler.result


class _Settler:
    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        self.result = Apparatus(labels.given)

    def rewritten(self, row: Row) -> Row:
        """A row under its new labels."""
        extra = _unanswered(row)
        return row.with_each(lambda block, side: self._edit(block, side, extra))

    def _edit(self, block: Block, side: Side, extra: Set[int]) -> Block:
        edits: list[tuple[int, int, str]] = []
        for inline in block.inlines:
            if inline.start < 0:
                continue
            if inline.kind is InlineKind.NOTE:
                label = self.result.labels[side].get(inline.text, inline.text)
                edits.append((inline.start, inline.end, f"[^{label}]"))
            elif id(inline) in extra:
                edits += self._note_of_link(block, inline, side)
        source = block.source
        for start, end, text in sorted(edits, reverse=True):
            source = source[:start] + text + source[end:]
        return block if source == block.source else replace(block, source=source)

    def _note_of_link(self, block: Block, link: Inline, side: Side) -> list[tuple[int, int, str]]:
        """The edits that leave the words of a link and put a note behind them."""
        opening, closing = _words_of_link(block.source, link)
        label = self._labels.make(_FOR_LINKS)
        words = block.source[opening:closing]
        self.result.new_notes[side].append(f"[^{label}]: [{words}]({link.target})")
        self.result.links[label] = link.target
        return [(link.start, opening, ""), (closing, link.end, f"[^{label}]")]


def _words_of_link(source: str, link: Inline) -> tuple[int, int]:
    if source[link.start] == "<":
        return link.start + 1, link.end - 1
    if link.reference_at >= 0:
        return link.start + 1, link.reference_at - 1
    return link.start + 1, source.rfind("](", link.start, link.end)


def _unanswered(row: Row) -> Set[int]:
    """The links (by `id`) that one side has too many."""
    if row.one_sided:
        return frozenset()
    source, target = (_links(row[side]) for side in Side)
    more, less = (source, target) if len(source) > len(target) else (target, source)
    left = Counter(link.target for link in less)
    unanswered: list[Inline] = []
    answered: list[Inline] = []
    for link in more:
        (answered if left[link.target] > 0 else unanswered).append(link)
        left[link.target] -= 1
    too_many = (unanswered + answered)[: len(more) - len(less)]
    return {id(link) for link in too_many if link.start >= 0}


def _links(blocks: Iterable[Block]) -> list[Inline]:
    return [link for block in blocks for link in block.of_kind(InlineKind.LINK)]
