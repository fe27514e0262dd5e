"""Which blocks of two texts answer each other, and which blocks of a new text which rows.

An exchanged text is aligned twice, with either side of the rows; of both alignments the better is
taken, stretch by stretch.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from visavis.aligner import Unit, align
from visavis.imports.bitext import Joint
from visavis.imports.chapter import body_of
from visavis.imports.cut import anchors
from visavis.imports.gallery import join_pictures, without_pictures
from visavis.imports.reading import Reading
from visavis.imports.stock import Stock, rows_of
from visavis.side import Side
from visavis.text import Block

_TOGETHER = 0.9
"""So large a part of the chapters has to come together, or they are aligned one by one."""
_Boundary = tuple[int, int]
"""How many units of either side stand before a place between two joints."""


def align_pair(source: Reading, target: Reading) -> list[Joint]:
    """Which blocks of two texts answer each other."""
    bodies = body_of(source.document), body_of(target.document)
    ours, theirs = (_units(body[i] for i in without_pictures(body)) for body in bodies)
    return join_pictures(_joints(ours, theirs), *bodies)


def align_book(source: Reading, target: Reading) -> list[Joint]:
    """The same for a whole book, whose chapters bear numbers.

    Where the chapters of the same numbers do not come together, they are aligned one by one; the
    surer of both alignments is taken, as one text may count other chapters than the other.
    """
    whole = align_pair(source, target)
    bodies = body_of(source.document), body_of(target.document)
    found = anchors(*bodies)
    starts = {(j.source[0], j.target[0]) for j in whole if j.source and j.target}
    if not found or len(starts & set(found)) > _TOGETHER * len(found):
        return whole
    apart: list[Joint] = []
    ends = [(0, 0), *found, (len(bodies[0]), len(bodies[1]))]
    for (i, j), (i_end, j_end) in pairwise(ends):
        apart += _align_part(source, target, range(i, i_end), range(j, j_end))
    return apart if _sureness(apart) > _sureness(whole) else whole


def _align_part(source: Reading, target: Reading, ours: range, theirs: range) -> Iterator[Joint]:
    if not ours or not theirs:
        yield from (Joint((at,), (), 0.0) for at in ours)
        yield from (Joint((), (at,), 0.0) for at in theirs)
        return
    for joint in align_pair(source.part(ours), target.part(theirs)):
        yield joint.among(ours, theirs)


def align_replacement(stock: Stock, new: Reading) -> list[Joint]:
    """Which blocks of a new text stand for which rows: seen from both sides of the chapter.

    The side that stays tells what the new text should say; the one that goes is in its language,
    which often makes it the better witness.
    """
    rows = rows_of(stock)
    units = _units(body_of(new.document))
    witnesses = []
    for witness in Side:
        there = [i for i, row in enumerate(rows) if not row.settled and row[witness]]
        others = [_unit(rows[i][witness]) for i in there]
        witnesses.append(with_rows(_joints(units, others), there, len(rows)))
    return merge_joints(*witnesses)


def _joints(source: Sequence[Unit], target: Sequence[Unit]) -> list[Joint]:
    return [Joint(link.source, link.target, link.score) for link in align(source, target)]


def _units(blocks: Iterable[Block]) -> list[Unit]:
    return [_unit((block,)) for block in blocks]


def _unit(blocks: Sequence[Block]) -> Unit:
    words = " ".join(block.plain for block in blocks)
    return Unit(words or blocks[0].source.strip(), blocks[0].kind.value)


def merge_joints(first: Sequence[Joint], second: Sequence[Joint]) -> list[Joint]:
    """Between places where both alignments have a cut, the joints of the one that is surer.

    Both join the same units to the same rows; where they are equally sure the first prevails.
    """
    merged: list[Joint] = []
    for one, other in _stretches(first, second):
        merged += one if _sureness(one) >= _sureness(other) else other
    return merged


def with_rows(joints: Sequence[Joint], rows: Sequence[int], total: int) -> list[Joint]:
    """Joints to some rows → joints to all `total` of them; the others are answered by nothing."""
    result: list[Joint] = []
    done = 0
    for joint in joints:
        named = tuple(rows[index] for index in joint.target)
        first = named[0] if named else done
        result += [Joint((), (row,), 0.0) for row in range(done, first)]
        result += _without_gaps(Joint(joint.source, named, joint.score))
        done = max(done, first, *(row + 1 for row in named), 0)
    return result + [Joint((), (row,), 0.0) for row in range(done, total)]


def _without_gaps(joint: Joint) -> Iterator[Joint]:
    """Rows that another parts cannot become one: the first stretch keeps the answer."""
    if not joint.target:
        yield joint
        return
    last = joint.target[-1]
    together = [r for n, r in enumerate(joint.target) if r == joint.target[0] + n]
    yield Joint(joint.source, tuple(together), joint.score)
    for row in range(together[-1] + 1, last + 1):
        yield Joint((), (row,), 0.0)


def _stretches(
    first: Sequence[Joint], second: Sequence[Joint]
) -> Iterator[tuple[list[Joint], list[Joint]]]:
    common = set(_cuts(first)) & set(_cuts(second))
    yield from zip(_parted(first, common), _parted(second, common), strict=True)


def _cuts(joints: Sequence[Joint]) -> Iterator[_Boundary]:
    units = rows = 0
    for joint in joints:
        units, rows = units + len(joint.source), rows + len(joint.target)
        yield units, rows


def _parted(joints: Sequence[Joint], cuts: set[_Boundary]) -> Iterator[list[Joint]]:
    stretch: list[Joint] = []
    for joint, cut in zip(joints, _cuts(joints), strict=True):
        stretch.append(joint)
        if cut in cuts:
            yield stretch
            stretch = []


def _sureness(joints: Sequence[Joint]) -> float:
    """How many units are likely to be joined rightly."""
    return sum(
        joint.score * (len(joint.source) + len(joint.target))
        for joint in joints
        if joint.source and joint.target
    )
