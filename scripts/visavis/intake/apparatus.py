"""Notes and links of the rows: both sides have the same, or it is said whose they are.

A note that both sides call, the first here and the first there, gets one label. A note that only
one side has gets a label that says so: `ed-1` in the translation, `src-1` in the original. A link
that only one side has becomes such a note: its address is not lost, and the row still agrees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from visavis.intake.row import Row
from visavis.text import Block, Inline, InlineKind, NoteKind, note_kind

# Not `tr-`: such a note names the words it is about, which nobody has done for these yet.
_PREFIX = {"source": "src-", "target": "ed-"}
_FOR_LINKS = "src-"


@dataclass(slots=True)
class Apparatus:
    """What becomes of the labels and links of both sides."""

    labels: dict[str, dict[str, str]] = field(default_factory=lambda: {"source": {}, "target": {}})
    """For each side: old label → new label."""
    new_notes: dict[str, list[str]] = field(default_factory=lambda: {"source": [], "target": []})
    """For each side: the definitions of the notes that were links."""
    links: list[str] = field(default_factory=list)
    """The addresses that became notes."""


def settle_apparatus(
    rows: Sequence[Row],
    notes: Mapping[str, Iterable[Block]],
    old: str = "",
    used: Set[str] = frozenset(),
) -> tuple[list[Row], Apparatus]:
    """Give the notes of all rows their labels, and turn links without an answer into notes.

    `notes` are the definitions of both sides; two that differ in links do not share a label. `old`,
    `source` or `target`, is the side whose labels stand as they are where they can; `used` are
    labels that may not be given.
    """
    return _Settler(rows, notes, old, used).settle()


class _Settler:
    def __init__(
        self, rows: Sequence[Row], notes: Mapping[str, Iterable[Block]], old: str, used: Set[str]
    ) -> None:
        self._rows = rows
        self._leads = {
            side: {block.label: len(_links([block])) for block in blocks}
            for side, blocks in notes.items()
        }
        self._old = old
        self._result = Apparatus()
        self._calls = {
            side: Counter(c.text for row in rows for b in _side(row, side) for c in _calls(b))
            for side in ("source", "target")
        }
        self._used = set(used)
        self._next: Counter[str] = Counter()

    def settle(self) -> tuple[list[Row], Apparatus]:
        if self._old:
            self._used |= set(self._calls[self._old])
        for row in self._rows:
            self._label(row)
        return [row if row.settled else self._rewritten(row) for row in self._rows], self._result

    def _label(self, row: Row) -> None:
        if row.settled:
            return
        open_calls = {side: self._open_calls(row, side) for side in ("source", "target")}
        together = [] if row.one_sided else list(zip(*open_calls.values(), strict=False))
        for source, target in together:
            if self._leads["source"].get(source) != self._leads["target"].get(target):
                continue
            kept = {"source": source, "target": target}.get(self._old)
            label = kept or self._fresh("")
            self._result.labels["source"][source] = label
            self._result.labels["target"][target] = label
        for side, calls in open_calls.items():
            for label in calls:
                if label not in self._result.labels[side]:
                    self._result.labels[side][label] = self._fresh(_PREFIX[side])

    def _open_calls(self, row: Row, side: str) -> list[str]:
        """Labels called in a row that need an answer there."""
        known = self._result.labels[side]
        found = [call.text for block in _side(row, side) for call in _calls(block)]
        for label in found:
            if self._calls[side][label] > 1 and label not in known and not self._stays(label, side):
                known[label] = self._fresh(_PREFIX[side])  # no other row could answer it as well
        return [x for x in dict.fromkeys(found) if x not in known and not self._stays(x, side)]

    def _stays(self, label: str, side: str) -> bool:
        return side == self._old and note_kind(label) is not NoteKind.TEXT

    def _fresh(self, prefix: str) -> str:
        while True:
            self._next[prefix] += 1
            label = f"{prefix}{self._next[prefix]}"
            if label not in self._used:
                self._used.add(label)
                return label

    def _rewritten(self, row: Row) -> Row:
        extra = _unanswered(row)
        return replace(
            row,
            source=tuple(self._edit(b, "source", extra) for b in row.source),
            target=tuple(self._edit(b, "target", extra) for b in row.target),
        )

    def _edit(self, block: Block, side: str, extra: Set[int]) -> Block:
        edits: list[tuple[int, int, str]] = []
        for inline in block.inlines:
            if inline.start < 0:
                continue
            if inline.kind is InlineKind.NOTE:
                label = self._result.labels[side].get(inline.text, inline.text)
                edits.append((inline.start, inline.end, f"[^{label}]"))
            elif id(inline) in extra:
                edits += self._note_of_link(block, inline, side)
        source = block.source
        for start, end, text in sorted(edits, reverse=True):
            source = source[:start] + text + source[end:]
        return block if source == block.source else replace(block, source=source)

    def _note_of_link(self, block: Block, link: Inline, side: str) -> list[tuple[int, int, str]]:
        """The edits that leave the words of a link and put a note behind them."""
        opening, closing = _words_of_link(block.source, link)
        label = self._fresh(_FOR_LINKS)
        words = block.source[opening:closing]
        self._result.new_notes[side].append(f"[^{label}]: [{words}]({link.target})")
        self._result.links.append(link.target)
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
    source, target = (_links(_side(row, side)) for side in ("source", "target"))
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


def _calls(block: Block) -> tuple[Inline, ...]:
    return block.of_kind(InlineKind.NOTE)


def _side(row: Row, side: str) -> tuple[Block, ...]:
    return row.source if side == "source" else row.target
