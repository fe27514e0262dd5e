"""Two alignments of one text with the same rows → the better of both, stretch by stretch."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from visavis.imports.segment import Joint

Cut = tuple[int, int]
"""How many units of either side stand before a place between two joints."""


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


def _cuts(joints: Sequence[Joint]) -> Iterator[Cut]:
    units = rows = 0
    for joint in joints:
        units, rows = units + len(joint.source), rows + len(joint.target)
        yield units, rows


def _parted(joints: Sequence[Joint], cuts: set[Cut]) -> Iterator[list[Joint]]:
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
