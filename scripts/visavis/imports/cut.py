"""Where a book is cut into chapters: at the headings of both texts, or of the one that has them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from visavis.errors import VisavisError
from visavis.imports.bitext import Joint
from visavis.imports.numbering import Division, Numbered, read_number
from visavis.imports.reading import Reading
from visavis.imports.title import title_of
from visavis.side import Side
from visavis.text import Block, Kind

_TOO_LONG = 10_000
"""Words. A chapter is hardly ever longer; what is, is a part that has chapters of its own."""
_LONGEST_TITLE = 120


@dataclass(frozen=True, slots=True)
class Cuts:
    """The joints at which a book is cut, and the headings at which it is not."""

    at: tuple[int, ...]
    passed: tuple[tuple[int, Side, str], ...] = ()
    """Headings of the same level that no heading answers: joint, side and words."""


def chapter_headings(blocks: Sequence[Block], level: int | None = None) -> list[int]:
    """The blocks with which chapters begin: headings of `level` or above.

    Without a level those of the highest that stands more than once; below parts, those of their
    chapters, which count on from part to part, say that they are chapters, or are no longer than
    chapters are. Empty where there are none.
    """
    headings = [at for at, block in enumerate(blocks) if block.kind is Kind.HEADING]
    if level is not None:
        return [at for at in headings if blocks[at].level <= level]
    levels = sorted({blocks[at].level for at in headings})
    # What stands once above the others is the title of the book.
    repeated = [x for x in levels if sum(blocks[at].level == x for at in headings) > 1]
    lowest = repeated[0] if repeated else 0
    for higher, lower in pairwise(repeated):
        if higher == lowest and _holds_chapters(blocks, headings, higher, lower):
            lowest = lower
    return [at for at in headings if blocks[at].level in repeated and blocks[at].level <= lowest]


def part_at_chapters(
    joints: Sequence[Joint], bodies: Mapping[Side, Sequence[Block]]
) -> Iterator[Joint]:
    """The joints, parted where a numbered heading follows what is none: a title, a name.

    What answers it goes with the heading if it is one too.
    """
    for joint in joints:
        found = {side: _numbered_at(joint[side], bodies[side]) for side in Side}
        if not any(found.values()):
            yield joint
            continue
        one, other = (
            found[side] or (0 if _begins(joint[side], bodies[side]) else len(joint[side]))
            for side in Side
        )
        yield Joint(joint.source[:one], joint.target[:other], joint.score)
        yield Joint(joint.source[one:], joint.target[other:], joint.score)


def _numbered_at(part: Sequence[int], body: Sequence[Block]) -> int:
    """Where in a part of a joint the first numbered heading stands, behind others; else 0."""
    found = [at for at, index in enumerate(part) if _is_numbered(body[index])]
    return found[0] if found and found[0] else 0


def _begins(part: Sequence[int], body: Sequence[Block]) -> bool:
    return bool(part) and body[part[0]].kind is Kind.HEADING


def _is_numbered(block: Block) -> bool:
    return block.kind is Kind.HEADING and read_number(block.plain) is not None


def find_chapter_cuts(
    texts: Mapping[Side, Reading],
    bodies: Mapping[Side, Sequence[Block]],
    joints: Sequence[Joint],
    level: int | None,
) -> Cuts:
    """Where both texts are cut.

    At headings that answer each other, where most do. Where one text has none, or has others, at
    those of the text that has more: the rows say where the other is to be cut. Raises VisavisError
    where neither has any, or one has none of the level that was asked for.
    """
    for side in Side:
        _check_level(texts[side], bodies[side], level)
    heads = {side: set(chapter_headings(bodies[side], level)) for side in Side}
    at = {side: _first_in(joints, heads[side], side) for side in Side}
    agreed = at[Side.SOURCE] & at[Side.TARGET]
    if not any(at.values()):
        raise VisavisError(
            "there are no headings at which both texts could be cut into chapters",
            place=texts[Side.SOURCE].name,
            hint="--level names a level of headings; without --chapters it is one chapter",
        )
    lead = max(Side, key=lambda side: len(at[side]))
    if 2 * len(agreed) < len(at[lead]) or not agreed:
        return Cuts(tuple(sorted(at[lead])))
    titled = {
        a
        for side in Side
        for a in at[side] - at[side.other]
        if _is_answered(joints[a][side.other], bodies[side.other])
    }
    cuts = agreed | titled
    return Cuts(tuple(sorted(cuts)), tuple(_passed(joints, bodies, heads, cuts)))


def _check_level(reading: Reading, body: Sequence[Block], level: int | None) -> None:
    levels = {block.level for block in body if block.kind is Kind.HEADING}
    if level is None or not levels or level in levels:
        return
    has = ", ".join(map(str, sorted(levels)))
    raise VisavisError(
        f"it has no headings of level {level}",
        place=reading.name,
        hint=f"it has those of level {has}; without --level the level of the chapters is found",
    )


def _holds_chapters(
    blocks: Sequence[Block], headings: Sequence[int], higher: int, lower: int
) -> bool:
    """Whether the headings of one level are parts, and those below them their chapters."""
    parts = [at for at in headings if blocks[at].level == higher]
    below = [at for at in headings if blocks[at].level == lower]
    first, others = ([read_number(blocks[at].plain) for at in ats] for ats in (parts, below))
    if len(below) <= len(parts) or _most_are(Division.CHAPTER, first):
        return False
    if _most_are(Division.CHAPTER, others) or _most_are(Division.PART, first):
        return True
    values = [number.value for number in others if number]
    counts_on = len(values) > 2 and all(b == a + 1 for a, b in pairwise(values))
    words = sum(len(block.plain.split()) for block in blocks[parts[0] :])
    long = words > _TOO_LONG * len(parts) and len(below) >= 2 * len(parts)
    return long or (counts_on and len(values) * 2 > len(below))


def _most_are(division: Division, numbers: Sequence[Numbered | None]) -> bool:
    return sum(n is not None and n.division is division for n in numbers) * 2 > len(numbers)


def _first_in(joints: Sequence[Joint], heads: set[int], side: Side) -> set[int]:
    """The joints that begin with one of the headings on a side."""
    return {at for at, joint in enumerate(joints) if joint[side] and joint[side][0] in heads}


def _is_answered(answer: Sequence[int], body: Sequence[Block]) -> bool:
    """Whether a title answers a heading, though nothing marks it as one."""
    if len(answer) != 1:
        return False
    block = body[answer[0]]
    return len(block.plain) <= _LONGEST_TITLE and block.kind in (Kind.PARAGRAPH, Kind.HEADING)


def _passed(
    joints: Sequence[Joint],
    bodies: Mapping[Side, Sequence[Block]],
    heads: Mapping[Side, set[int]],
    cuts: set[int],
) -> Iterator[tuple[int, Side, str]]:
    for side in Side:
        for at, joint in enumerate(joints):
            for index in joint[side][at in cuts :]:
                if index in heads[side]:
                    yield at, side, bodies[side][index].plain


def anchors(source: Sequence[Block], target: Sequence[Block]) -> list[tuple[int, int]]:
    """Headings of chapters that bear the same number in both texts, in order.

    Empty where the numbers do not run alike: then they say nothing of what answers what.
    """
    ours, theirs = (_numbered(body) for body in (source, target))
    keys = [[key for key, _ in side] for side in (ours, theirs)]
    if len(keys[0]) < 2 or keys[0] != keys[1]:
        return []
    return [(one, other) for (_, one), (_, other) in zip(ours, theirs, strict=True)]


def _numbered(body: Sequence[Block]) -> list[tuple[int, int]]:
    found = []
    for at in chapter_headings(body):
        number = read_number(body[at].plain)
        if number and title_of(body[at].plain) == number.rest:
            found.append((number.value, at))
    return found
