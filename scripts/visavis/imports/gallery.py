"""Pictures take their places among the rows, and get the names of their files.

They say nothing of which paragraphs answer each other, so the texts are aligned without them. Then
pictures that both sides have between the same two rows stand face to face; what only one side has
stands alone.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher
from pathlib import PurePosixPath

from visavis.imports.bitext import SURE, Joint
from visavis.imports.reading import Reading
from visavis.imports.rows import Row
from visavis.side import Side
from visavis.text import Block, InlineKind, Kind

_BY_PLACE = 0.9
"""How sure it is that two pictures answer each other that differ in their bytes."""


def without_pictures(blocks: Sequence[Block]) -> list[int]:
    """The indices of the blocks that have something to say."""
    return [index for index, block in enumerate(blocks) if block.kind is not Kind.FIGURE]


def join_pictures(
    joints: Sequence[Joint], source: Sequence[Block], target: Sequence[Block]
) -> list[Joint]:
    """Joints between the other blocks of two texts → joints between all of them.

    A picture stands behind the row that has the block before it. Law: every block is in one joint.
    """
    told = without_pictures(source), without_pictures(target)
    ours, theirs = (
        _by_gap([joint[side] for joint in joints], indices, blocks)
        for side, indices, blocks in zip(Side, told, (source, target), strict=True)
    )
    result: list[Joint] = []
    for gap, joint in enumerate([None, *joints]):
        if joint:
            result.append(joint.among(*told))
        result += _face(ours.get(gap, []), theirs.get(gap, []), source, target)
    return result


def _by_gap(
    parts: Sequence[tuple[int, ...]], told: Sequence[int], side: Sequence[Block]
) -> dict[int, list[int]]:
    """The pictures of a side behind so many joints."""
    joint_of = [number for number, part in enumerate(parts, 1) for _ in part]
    gaps: dict[int, list[int]] = {}
    for index, block in enumerate(side):
        if block.kind is Kind.FIGURE:
            before = bisect_right(told, index)
            gaps.setdefault(joint_of[before - 1] if before else 0, []).append(index)
    return gaps


def _face(
    ours: Sequence[int], theirs: Sequence[int], source: Sequence[Block], target: Sequence[Block]
) -> Iterable[Joint]:
    """The joints of the pictures between two rows: the same ones first, then by their order."""
    names = [_name(source[i]) for i in ours], [_name(target[j]) for j in theirs]
    for kind, i, i_end, j, j_end in SequenceMatcher(None, *names, autojunk=False).get_opcodes():
        score = SURE if kind == "equal" else _BY_PLACE
        both = min(i_end - i, j_end - j)
        yield from (Joint((ours[i + n],), (theirs[j + n],), score) for n in range(both))
        yield from (Joint((ours[n],), ()) for n in range(i + both, i_end))
        yield from (Joint((), (theirs[n],)) for n in range(j + both, j_end))


def _name(block: Block) -> str:
    """The name in the album: the same for the same bytes."""
    return next((image.target for image in block.of_kind(InlineKind.IMAGE)), "")


@dataclass(slots=True)
class Gallery:
    """The files of a chapter's pictures."""

    folder: str
    """Where they stand as the text says it: `img/partner-state`."""
    texts: Mapping[Side, Reading]
    """The texts, with their pictures by their passing names."""
    files: dict[str, bytes] = field(default_factory=dict)
    """What is to be written into the folder, by name."""
    _named: dict[str, str] = field(default_factory=dict)
    """Names of files by the passing ones that they had."""

    def hang(self, rows: Iterable[Row]) -> list[Row]:
        """The same rows with the pictures under the names of their rows.

        One that both sides have is one file, `p7.png`, also for rows that show it again; where they
        differ, `p7-en.png` and `p7-fr.png`.
        """
        return [self._hung(row) for row in rows]

    def _hung(self, row: Row) -> Row:
        names = {_name(b) for b in (*row.source, *row.target) if b.kind is Kind.FIGURE}
        return row.with_each(lambda block, side: self._shown(block, row, side, len(names) == 1))

    def _shown(self, block: Block, row: Row, side: Side, alike: bool) -> Block:
        passing = _name(block)
        data = self.texts[side].pictures.get(passing) if block.kind is Kind.FIGURE else None
        if data is None:
            return block
        suffix = PurePosixPath(passing).suffix
        if alike:
            name = self._named.setdefault(passing, f"{row.id}{suffix}")
        else:
            name = f"{row.id}-{self.texts[side].language}{suffix}"
        self.files[name] = data
        source = block.source.replace(f"]({passing}", f"]({self.folder}/{name}")
        return replace(block, source=source)
