"""Notes and links of the rows: both sides have the same, or it is said whose they are.

A label that says a kind (`tr-`, `ed-`, `src-`) stays as it came; where both sides of a row call it,
it is one note. Notes of the text itself are paired by their labels, then by their order, and get
one label. One that only one side has gets a label that says so: `ed-1` in the translation, `src-1`
in the original. A link that only one side has becomes such a note: its address is not lost, and the
row still agrees.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from visavis.imports.label import Labels, Notes
from visavis.imports.row import Row
from visavis.text import Block, Inline, InlineKind

_FOR_LINKS = "src-"


@dataclass(frozen=True, slots=True)
class Apparatus:
    """What becomes of the labels and links of both sides."""

    labels: Mapping[str, Mapping[str, str]]
    """For each side: old label → new label."""
    new_notes: dict[str, list[str]] = field(default_factory=lambda: {"source": [], "target": []})
    """For each side: the definitions of the notes that were links."""
    links: list[str] = field(default_factory=list)
    """The addresses that became notes."""


def settle_apparatus(
    rows: Sequence[Row], notes: Mapping[str, Notes], shared: Set[str] = frozenset()
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
                label = self.result.labels[side].get(inline.text, inline.text)
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
        label = self._labels.make(_FOR_LINKS)
        words = block.source[opening:closing]
        self.result.new_notes[side].append(f"[^{label}]: [{words}]({link.target})")
        self.result.links.append(link.target)
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


def _side(row: Row, side: str) -> tuple[Block, ...]:
    return row.source if side == "source" else row.target
