"""Gives ids to the blocks that have none, on both sides, without touching another byte."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import pairwise

from visavis.pairs.pair import Pairing
from visavis.pairs.pairing import continued_id, pair_documents
from visavis.pairs.surgery import write_token
from visavis.side import Side, TwoSided
from visavis.text import Block, Document, Kind

# Numbers of a length that a person could have meant; a longer one is a name like any other.
_NUMBERED = re.compile(r"(?P<base>p[0-9]{1,9}(?:-[0-9]{1,9})*?)(?:-(?P<last>[0-9]{1,9}))?")


@dataclass(frozen=True, slots=True)
class Doubt(TwoSided):
    """A stretch of text where the two sides do not match, so that no id can be given safely."""

    source: tuple[Block, ...]
    target: tuple[Block, ...]
    reason: str
    place: str = ""
    """Where to look, as `path:line`; empty for the first of the blocks."""
    edges: tuple[str | None, str | None] | None = None
    """Of a stretch that is uneven: the ids on both sides between which it stands; None stands for
    the beginning and for the end."""
    hint: str = ""
    """What to do, where that is known without looking at the blocks."""


@dataclass(frozen=True, slots=True)
class Stamped(TwoSided):
    """Both texts with their ids; or, as they were, with the doubts that stood in the way."""

    source: Document
    target: Document
    new: tuple[str, ...] = ()
    """The ids allotted, in order."""
    doubts: tuple[Doubt, ...] = ()


def stamp(source: Document, target: Document, taken: Set[str] = frozenset()) -> Stamped:
    """Give every block without an id one, the same to blocks that answer each other.

    Between two ids that both sides have, equal sequences of block kinds are paired in order;
    anything else is a `Doubt`, and then nothing is changed. Where one side has no text yet, the
    other's blocks get theirs. `taken` are ids that were ever used
    (they are not given again). Blocks marked `.alone` or `.untranslated` need no partner;
    continuations and notes need no id.
    """
    doubts = list(_broken(source, target))
    if doubts:
        return Stamped(source, target, (), tuple(doubts))
    ids = {b.id for d in (source, target) for b in d.blocks if b.id}
    allotted: dict[Side, dict[int, str]] = {side: {} for side in Side}  # by line
    namer, new = Namer(ids | taken), list[str]()
    here, there = _stampable(source, ids), _stampable(target, ids)
    for before, s, t, after in _stretches(source, target, here, there):
        steps = _match(s, t) if here and there else _alone(s, t)
        if isinstance(steps, Doubt):
            doubts.append(replace(steps, edges=(before, after)))
            continue
        last = before
        for one, other in steps:
            known = (one and one.id) or (other and other.id)
            if not known:
                new.append(namer.next(last, after))
            last = known or new[-1]
            for side, block in zip(Side, (one, other), strict=True):
                if block is not None and block.id is None:
                    allotted[side][block.place.line] = last
    if doubts:
        return Stamped(source, target, (), tuple(doubts))
    return Stamped(
        _write(source, allotted[Side.SOURCE]), _write(target, allotted[Side.TARGET]), tuple(new)
    )


def _broken(source: Document, target: Document) -> Iterator[Doubt]:
    """What makes the ids that are there, and the blocks themselves, uncertain."""
    for document in (source, target):
        for flaw in document.doubts:
            place = f"{document.path}:{flaw.line}"
            yield Doubt((), (), flaw.message, place, hint=flaw.hint)
    if any(flaw.code == "file.unmerged" for d in (source, target) for flaw in d.doubts):
        return  # what stands twice does so until one of two versions is chosen
    pairing = pair_documents("", source, target)
    for block in pairing.duplicates:
        said = f"{block.id} stands twice on one side"
        hint = "delete the attribute line of the copy"
        yield Doubt((), (), said, str(block.place), hint=hint)
    if pairing.crossed:
        ids = set(pairing.crossed)
        s, t = (tuple(b for b in d.blocks if b.id in ids) for d in (source, target))
        yield Doubt(s, t, "these blocks stand in another order on the two sides")


def _stampable(document: Document, ids: Set[str]) -> list[Block]:
    return [
        block
        for block in document.blocks
        if block.kind is not Kind.NOTE and continued_id(block, ids) is None
    ]


def _stretches(
    source: Document, target: Document, here: list[Block], there: list[Block]
) -> Iterator[tuple[str | None, list[Block], list[Block], str | None]]:
    """The blocks between ids that both sides have, with the ids before and after them."""
    pairs = pair_documents("", source, target).pairs
    both = [p.id for p in pairs if p.id and p.source and p.target]
    s_at = {block.id: index for index, block in enumerate(here) if block.id}
    t_at = {block.id: index for index, block in enumerate(there) if block.id}
    edges: list[str | None] = [None, *both, None]
    for before, after in pairwise(edges):
        s = here[s_at[before] + 1 if before else 0 : s_at[after] if after else None]
        t = there[t_at[before] + 1 if before else 0 : t_at[after] if after else None]
        yield before, s, t, after


def _match(
    source: Sequence[Block], target: Sequence[Block]
) -> list[tuple[Block | None, Block | None]] | Doubt:
    """Pair two stretches block by block; one-sided blocks stand by themselves."""
    steps: list[tuple[Block | None, Block | None]] = []
    s = t = 0
    while s < len(source) or t < len(target):
        if t < len(target) and _stands_alone(target[t]):
            steps.append((None, target[t]))
            t += 1
        elif s < len(source) and _stands_alone(source[s]):
            steps.append((source[s], None))
            s += 1
        elif s == len(source) or t == len(target):
            if all(b.id for b in (*source[s:], *target[t:])):
                return steps + [(b, None) for b in source[s:]] + [(None, b) for b in target[t:]]
            return _uneven(source, target)
        else:
            one, other = source[s], target[t]
            if one.kind is not other.kind or (one.id and other.id):
                return _uneven(source, target)
            steps.append((one, other))
            s, t = s + 1, t + 1
    return steps


def _alone(
    source: Sequence[Block], target: Sequence[Block]
) -> list[tuple[Block | None, Block | None]]:
    """The steps where one text is still to be written."""
    return [(block, None) for block in source] + [(None, block) for block in target]


def _stands_alone(block: Block) -> bool:
    return block.alone or block.untranslated


def _uneven(source: Sequence[Block], target: Sequence[Block]) -> Doubt:
    counts = len(source), len(target)
    if counts[0] != counts[1]:
        blocks = "block" if counts[0] == 1 else "blocks"
        reason = f"{counts[0]} {blocks} in the original, {counts[1]} in the translation"
    else:
        reason = "the kinds or the ids of the blocks differ"
    return Doubt(tuple(source), tuple(target), reason)


class Namer:
    """Allots ids: `p1`, `p2`… at the end, `p7-1` between `p7` and `p8`, none ever twice."""

    def __init__(self, used: Set[str]) -> None:
        self._used = set(used)
        numbers = [int(i[1:].split("-")[0]) for i in used if _NUMBERED.fullmatch(i)]
        self._highest = max(numbers, default=0)

    @classmethod
    def of(cls, chapter: Pairing, used: Set[str]) -> Namer:
        """That of a chapter, where some ids were used that may be gone."""
        return cls(chapter.ids | used)

    def next(self, before: str | None, after: str | None) -> str:
        """An id for what stands between two; None stands for the beginning and for the end."""
        name = self._between(before) if after else self._append()
        self._used.add(name)
        return name

    def _append(self) -> str:
        self._highest += 1
        while f"p{self._highest}" in self._used:
            self._highest += 1
        return f"p{self._highest}"

    def _between(self, before: str | None) -> str:
        if before is None and "p0" not in self._used:
            return "p0"
        before = before or "p0"
        parts = _NUMBERED.fullmatch(before)
        if parts and parts["last"]:
            sibling = f"{parts['base']}-{int(parts['last']) + 1}"
            if sibling not in self._used:
                return sibling
        number = 1
        while f"{before}-{number}" in self._used:
            number += 1
        return f"{before}-{number}"


def _write(document: Document, allotted: Mapping[int, str]) -> Document:
    blocks = [
        write_token(block, document, f"#{allotted[block.place.line]}")
        if block.place.line in allotted
        else block
        for block in document.blocks
    ]
    return replace(document, blocks=tuple(blocks))
