"""Rules about the shape of what stands face to face."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator

from visavis.align import Pair, Pairing
from visavis.checks.finding import Severity
from visavis.checks.rule import Problem, at_block, name_of, rule
from visavis.text import Block, Kind


@rule("side.empty", Severity.ERROR)
def side_empty(chapter: Pairing) -> Iterator[Problem]:
    """A block has words.

    A heading, a paragraph or a note without any is a leftover. Figures, thematic breaks, code and raw
    HTML may do without.
    """
    wordy = {Kind.HEADING, Kind.PARAGRAPH, Kind.VERSE, Kind.LIST, Kind.QUOTE, Kind.TABLE, Kind.NOTE}
    for document in chapter.documents:
        for block in document.blocks:
            if block.kind in wordy and not block.plain.strip():
                yield at_block(
                    document, block, f"{name_of(block)} has no words", "write it, or delete it"
                )


@rule("kind.differs", Severity.ERROR)
def kind_differs(chapter: Pairing) -> Iterator[Problem]:
    """Blocks that answer each other are of one kind: a heading is answered by a heading.

    A paragraph may be answered by several, and then the kinds of the whole sides are compared.
    """
    for pair in _two_sided(chapter):
        source, target = ({block.kind for block in side} for side in (pair.source, pair.target))
        if source != target:
            yield at_block(
                chapter.target,
                pair.target[0],
                f"{pair.id} is {_listed(pair.target)} here and {_listed(pair.source)} in "
                f"{pair.source[0].place}",
                "make both sides of one kind",
                pair,
            )


@rule("heading.level", Severity.ERROR)
def heading_level(chapter: Pairing) -> Iterator[Problem]:
    """Headings that answer each other are of one level."""
    yield from _compare(
        chapter, Kind.HEADING, lambda b: b.level, "is a heading of level {} here and {} in {}"
    )


@rule("list.length", Severity.ERROR)
def list_length(chapter: Pairing) -> Iterator[Problem]:
    """Lists that answer each other have as many items."""
    yield from _compare(chapter, Kind.LIST, lambda b: b.size, "has {} items here and {} in {}")


@rule("table.length", Severity.ERROR)
def table_length(chapter: Pairing) -> Iterator[Problem]:
    """Tables that answer each other have as many rows."""
    yield from _compare(chapter, Kind.TABLE, lambda b: b.size, "has {} rows here and {} in {}")


def _compare(
    chapter: Pairing, kind: Kind, measure: Callable[[Block], int], message: str
) -> Iterator[Problem]:
    for pair in _two_sided(chapter):
        source = [block for block in pair.source if block.kind is kind]
        target = [block for block in pair.target if block.kind is kind]
        if len(source) != len(target):
            continue  # `kind.differs`, or a translation in several pieces
        for one, other in zip(source, target, strict=True):
            if measure(one) != measure(other):
                said = message.format(measure(other), measure(one), one.place)
                yield at_block(
                    chapter.target, other, f"{pair.id} {said}", "make both sides alike", pair
                )


def _two_sided(chapter: Pairing) -> Iterator[Pair]:
    return (pair for pair in chapter.pairs if not pair.one_sided)


def _listed(blocks: tuple[Block, ...]) -> str:
    counts = Counter(str(block.kind) for block in blocks)
    return " and ".join(f"a {kind}" if n == 1 else f"{n} {kind}s" for kind, n in counts.items())
