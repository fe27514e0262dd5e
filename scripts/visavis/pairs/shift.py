"""Moves one side of some rows on or back, where it stands beside the wrong rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

from visavis.errors import VisavisError
from visavis.pairs.pair import MARKS, Pair, Pairing
from visavis.pairs.stamp import Namer
from visavis.pairs.surgery import among, check_sure, finish, mark, unmark, with_blocks, write_token
from visavis.side import Side
from visavis.text import Block, Document


@dataclass(frozen=True, slots=True)
class Shifted:
    """A chapter after a shift."""

    chapter: Pairing
    gone: tuple[tuple[str, str], ...]
    """Ids under which nothing is left, each with the one where its words went."""


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as it is to be."""

    id: str
    moved: tuple[Block, ...]
    """The blocks of the side that moves, each with its own row's id until now."""
    resting: tuple[Block, ...]
    """Those of the other side."""


def shift(
    chapter: Pairing,
    first: Pair,
    last: Pair,
    side: Side,
    by: int,
    taken: Set[str] = frozenset(),
) -> Shifted:
    """Let one side of the rows from first to last answer the rows `by` further on (or back).

    No word moves in its file: the ids do. What comes to a row that has this side already stands
    before (or behind) it in that row; what is left without another side is marked. `taken` are ids
    that were ever used. Raises VisavisError where the rows would come into another order.
    """
    check_sure(chapter)
    rows = chapter.pairs
    at, to = (chapter.index(one) for one in (first, last))
    if any(not row.id for row in rows):
        raise VisavisError(
            "some rows have no id yet", place=chapter.target.path, hint="run `visavis stamp`"
        )
    if to < at or by == 0:
        raise VisavisError(f"there is nothing to shift from {first.id} to {last.id} by {by}")
    places = [n + by if at <= n <= to else n for n in range(len(rows))]
    filled = [place for row, place in zip(rows, places, strict=True) if row[side]]
    if filled != sorted(filled):
        raise VisavisError(
            f"shifted by {by}, {first.id} to {last.id} would change places with their neighbours",
            place=str(first.blocks[0].place),
            hint="shift them by less, or more rows with them",
        )
    wanted = _arrange(chapter, places, side, taken)
    old = {id(block): row.id for row in rows for block in row.blocks}
    tokens = _tokens(wanted)
    changed = [row for row in wanted if _changes(row, rows, side)]
    texts = {one: _rewrite(chapter[one], one, side, changed, tokens, old) for one in Side}
    living = {row.id for row in wanted if row.moved or row.resting}
    gone = tuple(
        (row.id or "", next(w.id for w in wanted if among(row[side][0], w.moved) >= 0))
        for row in rows
        if row.id not in living and row[side]
    )
    return Shifted(finish(chapter, texts, "a shift"), gone)


def _arrange(chapter: Pairing, places: Sequence[int], side: Side, taken: Set[str]) -> list[_Row]:
    """The rows as they are to be, with new ones before the first and after the last if needed."""
    rows, namer = chapter.pairs, Namer.of(chapter, taken)
    low, high = min(0, *places), max(len(rows) - 1, *places)
    wanted = []
    for n in range(low, high + 1):
        resting = rows[n][side.other] if 0 <= n < len(rows) else ()
        moved = tuple(
            block
            for row, place in zip(rows, places, strict=True)
            if place == n
            for block in row[side]
        )
        name = rows[n].id if 0 <= n < len(rows) else None
        if name is None and moved:
            name = namer.next(None, rows[0].id) if n < 0 else namer.next(None, None)
        wanted.append(_Row(name or "", moved, resting))
    return wanted


def _tokens(wanted: Sequence[_Row]) -> dict[int, str]:
    """By block, what is to stand in its attribute line."""
    tokens = {}
    for row in wanted:
        for blocks in (row.moved, row.resting):
            for number, block in enumerate(blocks):
                tokens[id(block)] = f"#{row.id}" if number == 0 else f".{row.id}"
    return tokens


def _changes(row: _Row, rows: Sequence[Pair], side: Side) -> bool:
    """Whether a row gets or loses something."""
    before = next((one[side] for one in rows if one.id == row.id), ())
    return [id(block) for block in before] != [id(block) for block in row.moved]


def _rewrite(
    document: Document,
    one: Side,
    side: Side,
    changed: Sequence[_Row],
    tokens: dict[int, str],
    old: dict[int, str | None],
) -> Document:
    in_row = {id(b): row for row in changed for b in (row.moved if one is side else row.resting)}

    def blocks() -> Iterator[Block]:
        for block in document.blocks:
            row = in_row.get(id(block))
            if row is None:
                yield block
                continue
            done = write_token(block, document, tokens[id(block)], old[id(block)])
            if row.moved and row.resting:
                done = unmark(done)
            elif tokens[id(block)].startswith("#") and not (done.alone or done.untranslated):
                done = mark(done, MARKS[one])
            yield done

    return with_blocks(document, blocks())
