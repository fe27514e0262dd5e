"""Rules about the shape of what stands face to face."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from visavis.checks.finding import Problem, Severity
from visavis.checks.rule import TEXT, TEXTS, a, at_block, name_of, rule
from visavis.pairs import Pair, Pairing
from visavis.text import Block, Document, InlineKind, Kind


@rule("side.empty", Severity.ERROR, TEXT)
def side_empty(document: Document) -> Iterator[Problem]:
    """A block has words.

    A heading, a paragraph or a note without any is a leftover. Thematic breaks and code may do
    without, and so may a block that holds an image or raw HTML.
    """
    without = {InlineKind.IMAGE, InlineKind.HTML}
    wordy = {Kind.HEADING, Kind.PARAGRAPH, Kind.VERSE, Kind.LIST, Kind.QUOTE, Kind.TABLE, Kind.NOTE}
    for block in document.blocks:
        if block.kind not in wordy or block.plain.strip():
            continue
        if not any(inline.kind in without for inline in block.inlines):
            yield at_block(
                document, block, f"{name_of(block)} has no words", "write it, or delete it"
            )


@rule("kind.differs", Severity.ERROR, TEXTS)
def kind_differs(chapter: Pairing) -> Iterator[Problem]:
    """Blocks that answer each other are of one kind: a heading is answered by a heading.

    A paragraph may be answered by several, and then the kinds of the whole sides are compared.
    """
    for pair in _two_sided(chapter):
        source, target = ({block.kind for block in side} for side in (pair.source, pair.target))
        if source != target:
            slip = next((block for block in pair.blocks if block.is_indented_code), None)
            hint = "make both sides of one kind"
            if slip:
                hint = f"begin {slip.place} at the left margin: a tab or four spaces make it code"
            yield at_block(
                chapter.target,
                pair.target[0],
                f"{pair.id} is {_listed(pair.target)} here and {_listed(pair.source)} in "
                f"{pair.source[0].place}",
                hint,
                pair,
            )


@rule("heading.level", Severity.ERROR, TEXTS)
def heading_level(chapter: Pairing) -> Iterator[Problem]:
    """Headings that answer each other are of one level."""
    for pair in _two_sided(chapter):
        source, target = _of_kind(pair, Kind.HEADING)
        if len(source) != len(target):
            continue  # a heading in two pieces; `kind.differs` says the rest
        for one, other in zip(source, target, strict=True):
            if one.level != other.level:
                yield at_block(
                    chapter.target,
                    other,
                    f"{pair.id} is a heading of level {other.level} here and of level {one.level} "
                    f"in {one.place}",
                    "make both of one level",
                    pair,
                )


@rule("list.length", Severity.ERROR, TEXTS)
def list_length(chapter: Pairing) -> Iterator[Problem]:
    """Lists that answer each other have as many items.

    Where a side has its list in several pieces, their items are counted together. Lists inside
    lists are not counted.
    """
    yield from _compare_sizes(chapter, Kind.LIST, "item")


@rule("table.length", Severity.ERROR, TEXTS)
def table_length(chapter: Pairing) -> Iterator[Problem]:
    """Tables that answer each other have as many rows, the head not counted."""
    yield from _compare_sizes(chapter, Kind.TABLE, "row")


def _compare_sizes(chapter: Pairing, kind: Kind, part: str) -> Iterator[Problem]:
    for pair in _two_sided(chapter):
        source, target = _of_kind(pair, kind)
        if not source or not target:
            continue  # `kind.differs` says it
        here, there = (sum(block.size for block in side) for side in (target, source))
        if here != there:
            parts = part if here == 1 else f"{part}s"
            said = f"{pair.id} has {here} {parts} here and {there} in {source[0].place}"
            problem = at_block(chapter.target, target[0], said, "make both sides alike", pair)
            yield replace(problem, covers=(pair.id or "",))


def _of_kind(pair: Pair, kind: Kind) -> tuple[list[Block], list[Block]]:
    """The blocks of a kind on the source's side and on the target's."""
    source, target = (
        [block for block in side if block.kind is kind] for side in (pair.source, pair.target)
    )
    return source, target


def _two_sided(chapter: Pairing) -> Iterator[Pair]:
    return (pair for pair in chapter.pairs if not pair.one_sided)


def _listed(blocks: tuple[Block, ...]) -> str:
    counts = Counter(block.kind for block in blocks)
    return " and ".join(a(kind) if n == 1 else f"{n} × {kind}" for kind, n in counts.items())
