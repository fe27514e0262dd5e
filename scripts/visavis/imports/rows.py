"""The rows of a chapter in the making: their shape, and the ids they are given.

Blocks that answer each other are of one kind: markup of one side is lent, or given up. Words are
never touched. Files of different origin mark one and the same thing differently: a heading here is
a short paragraph there, a verse has lost its lines, two items were made one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace

from visavis.imports.tree.escape import escape_line_start
from visavis.pairs import Namer, is_stamped
from visavis.side import Side, TwoSided
from visavis.text import Attributes, Block, Kind, parse_document

SURE = 0.9
"""The score below which a row wants a look."""


@dataclass(frozen=True, slots=True)
class Row(TwoSided):
    """Blocks that answer each other, with their address once it is known."""

    source: tuple[Block, ...]
    target: tuple[Block, ...]
    score: float = 1.0
    """How likely it is right, 0 to 1."""
    id: str | None = None
    settled: bool = False
    """Stands as it stood before: neither its words nor its markup are touched."""

    @property
    def is_unsure(self) -> bool:
        """Whether somebody should look whether its sides answer each other."""
        return self.score < SURE and not self.settled

    def with_side(self, side: Side, blocks: Iterable[Block]) -> Row:
        """The row with other blocks on one side."""
        made = tuple(blocks)
        return replace(self, source=made) if side is Side.SOURCE else replace(self, target=made)

    def with_each(self, change: Callable[[Block, Side], Block]) -> Row:
        """The row with every block changed."""
        source, target = (tuple(change(block, side) for block in self[side]) for side in Side)
        return replace(self, source=source, target=target)

    @property
    def one_sided(self) -> bool:
        """Whether one side has nothing."""
        return not (self.source and self.target)


def fit_rows(rows: Iterable[Row], frozen: Side | None = None) -> tuple[list[Row], list[Row]]:
    """Rows whose sides are of one shape; those that cannot be, a table and a paragraph, are parted.

    With these as they were.

    `frozen` is a side that may not be changed; it keeps the id.
    """
    fitted: list[Row] = []
    misfits: list[Row] = []
    for row in rows:
        if row.one_sided or row.settled:
            fitted.append(row)
            continue
        sides = fit(row.source, row.target, frozen)
        if sides is not None:
            fitted.append(replace(row, source=sides[0], target=sides[1]))
            continue
        misfits.append(row)
        fitted += _parted(row, frozen)
    return fitted, misfits


def _parted(row: Row, frozen: Side | None) -> list[Row]:
    parted: list[Row] = []
    for side in Side:
        lone = row.with_side(side.other, ())
        if side is frozen:
            parted.append(lone)
        else:
            parted += [replace(lone.with_side(side, (block,)), id=None) for block in row[side]]
    return parted


def name_rows(rows: Sequence[Row], used: Set[str]) -> list[Row]:
    """Give every row without an id one that was never used: `p9` at the end, `p7-1` after `p7`."""
    namer = Namer(used | {row.id for row in rows if row.id})
    # An id that somebody has chosen, such as `water`, says nothing of those around it.
    counted = [is_stamped(row.id or "") for row in rows]
    last = max((at for at, is_counted in enumerate(counted) if is_counted), default=-1)
    named: list[Row] = []
    before: str | None = None
    for at, row in enumerate(rows):
        name = row.id or namer.next(before, rows[last].id if at < last else None)
        named.append(replace(row, id=name))
        before = name if row.id is None or counted[at] else before
    return named


Blocks = tuple[Block, ...]

_LONGEST_HEADING = 120
_ITEM = re.compile(r"(?:-   |(?P<number>\d+)\. +)")
_SIMPLE = (Kind.HEADING, Kind.VERSE, Kind.QUOTE, Kind.LIST)
_RICHER = (
    (Kind.HEADING, Kind.PARAGRAPH),
    (Kind.QUOTE, Kind.PARAGRAPH),
    (Kind.VERSE, Kind.PARAGRAPH),
    (Kind.LIST, Kind.PARAGRAPH),
    (Kind.QUOTE, Kind.VERSE),
    (Kind.QUOTE, Kind.LIST),
    (Kind.PARAGRAPH, Kind.HEADING),
    (Kind.PARAGRAPH, Kind.VERSE),
    (Kind.PARAGRAPH, Kind.QUOTE),
    (Kind.PARAGRAPH, Kind.LIST),
)
"""Pairs of kinds, the one that both sides take first: rather lend markup than give it up."""


def fit(source: Blocks, target: Blocks, frozen: Side | None = None) -> tuple[Blocks, Blocks] | None:
    """Both sides in one shape; None where that cannot be had without loss.

    `frozen` is a side that may not be changed.
    """
    for s, t in _candidates(source, target, frozen):
        if _fits(s, t):
            return s, t
    return None


def _candidates(
    source: Blocks, target: Blocks, frozen: Side | None
) -> Iterator[tuple[Blocks, Blocks]]:
    free_source, free_target = (side is not frozen for side in Side)
    yield source, target
    if free_target:
        yield source, _levelled(target, source)
    if free_source:
        yield _levelled(source, target), target
    if len(source) == len(target) == 1:
        yield from _lent(source[0], target[0], free_source, free_target)
    common = {block.kind for block in source} & {block.kind for block in target}
    for kept in (common, set[Kind]()):
        s = _as_paragraphs(source, kept) if free_source else source
        t = _as_paragraphs(target, kept) if free_target else target
        yield s, t
        yield s, _levelled(t, s) if free_target else t


def _fits(source: Blocks, target: Blocks) -> bool:
    if {block.kind for block in source} != {block.kind for block in target}:
        return False
    for kind in (Kind.LIST, Kind.TABLE):
        here, there = (sum(b.size for b in side if b.kind is kind) for side in (source, target))
        if here != there:
            return False
    ours, theirs = ([b.level for b in s if b.kind is Kind.HEADING] for s in (source, target))
    return len(ours) != len(theirs) or ours == theirs


def _lent(
    one: Block, other: Block, free_one: bool, free_other: bool
) -> Iterator[tuple[Blocks, Blocks]]:
    for kind, poorer in _RICHER:
        if {one.kind, other.kind} != {kind, poorer}:
            continue
        level = max(one.level, other.level)
        if free_other and one.kind is kind:
            made = as_kind(other, kind, level)
            yield from [((one,), (made,))] if made else []
        if free_one and other.kind is kind:
            made = as_kind(one, kind, level)
            yield from [((made,), (other,))] if made else []


def _levelled(blocks: Blocks, others: Blocks) -> Blocks:
    """The headings of a side with the levels of the other side's, where there are as many."""
    levels = [block.level for block in others if block.kind is Kind.HEADING]
    if len(levels) != sum(block.kind is Kind.HEADING for block in blocks):
        return blocks
    given = iter(levels)
    return tuple(_at_level(b, next(given)) if b.kind is Kind.HEADING else b for b in blocks)


def _at_level(block: Block, level: int) -> Block:
    if level == block.level:
        return block
    words = block.source[block.level + 1 :].rstrip("\n")
    made = _read(f"{'#' * level} {words}", block, Kind.HEADING)
    return made or block


def _as_paragraphs(blocks: Blocks, kept: set[Kind]) -> Blocks:
    result: list[Block] = []
    for block in blocks:
        if block.kind not in _SIMPLE or (block.kind in kept and block.kind is not Kind.LIST):
            result.append(block)
        elif block.kind is Kind.LIST:
            result += _items(block) or [block]
        else:
            result.append(as_kind(block, Kind.PARAGRAPH) or block)
    return tuple(result)


def as_kind(block: Block, kind: Kind, level: int = 1) -> Block | None:
    """The same words as a block of another kind; None where that is not possible."""
    source = block.source.rstrip("\n")
    if block.kind is not Kind.PARAGRAPH:
        plain = _plainer(block, source)
        if kind is Kind.PARAGRAPH or plain is None:
            return plain
        return as_kind(plain, kind, level)
    lines = source.split("\n")
    if kind is Kind.QUOTE:
        return _read("\n".join(f"> {line}" for line in lines), block, kind)
    if kind is Kind.VERSE and len(lines) > 1:
        return _read("\n".join(line.rstrip(" ") for line in lines), block, kind)
    if kind is Kind.HEADING and len(lines) == 1 and _may_head(block.plain):
        return _read(f"{'#' * level} {source}", block, kind)
    if kind is Kind.LIST and len(lines) == 1:
        return _read(f"-   {source}", block, kind)
    return None


def _may_head(words: str) -> bool:
    """Whether words look as a heading does: few, and no sentence."""
    return len(words) <= _LONGEST_HEADING and not words.rstrip().endswith((".", ";", ","))


def _plainer(block: Block, source: str) -> Block | None:
    lines = source.split("\n")
    if block.kind is Kind.HEADING:
        lines = [source.lstrip("#").lstrip(" ")]
    elif block.kind is Kind.VERSE:
        lines = [line + "  " for line in lines[:-1]] + lines[-1:]
    elif block.kind is Kind.QUOTE and all(line.startswith("> ") for line in lines):
        lines = [line[2:] for line in lines]
    elif block.kind is Kind.LIST and len(lines) == 1:
        lines = [_ITEM.sub("", source, count=1)]
    else:
        return None
    text = "\n".join(map(escape_line_start, lines))
    return _read(text, block, Kind.PARAGRAPH)


def _items(block: Block) -> list[Block]:
    """The items of a flat list as paragraphs with their bullet or number; none for any other."""
    result = []
    for line in filter(None, block.source.rstrip("\n").split("\n")):
        found = _ITEM.match(line)
        if found is None:
            return []
        bullet = f"{found['number']}\\." if found["number"] else "•"
        made = _read(f"{bullet} {line[found.end() :]}", block, Kind.PARAGRAPH, same=False)
        if made is None:
            return []
        result.append(made)
    return result


def _read(source: str, block: Block, kind: Kind, *, same: bool = True) -> Block | None:
    """Read what was written; None unless it is one block of the kind, with the same words."""
    verse = ".verse" if kind is Kind.VERSE else ".vv"
    document = parse_document(f"{source}\n{{: {verse} }}\n", path="", language="")
    if len(document.blocks) != 1 or document.flaws:
        return None
    made = document.blocks[0]
    if made.kind is not kind or (same and made.plain.split() != block.plain.split()):
        return None
    classes = ("verse",) if kind is Kind.VERSE else ()
    return replace(made, attributes=Attributes(block.id, classes), place=block.place)
