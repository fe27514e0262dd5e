"""Joins two texts by the ids that stand in both."""

from __future__ import annotations

import copyreg
import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import Any

from visavis.pairs.pair import Pair, Pairing
from visavis.side import Side
from visavis.text import Block, Document, Kind

NOTE_PREFIX = "note-"
"""How the ids of pairs begin that are notes."""
_STAMPED = re.compile(r"p[0-9]+(?:-[0-9]+)*")


@dataclass(slots=True)
class _Group:
    """A block with those that continue it."""

    id: str | None
    blocks: list[Block] = field(default_factory=list)


@dataclass(slots=True)
class _Grouped:
    groups: list[_Group] = field(default_factory=list)
    duplicates: list[Block] = field(default_factory=list)
    strays: list[Block] = field(default_factory=list)


def pair_documents(name: str, source: Document, target: Document) -> Pairing:
    """Join the two texts of one chapter. Never fails: what does not join is one-sided."""
    ids = {block.id for document in (source, target) for block in document.blocks if block.id}
    here, there = _group(source, ids), _group(target, ids)
    joined, crossed = _in_common_order(here.groups, there.groups)
    return Pairing(
        name=name,
        source=source,
        target=target,
        pairs=tuple(_merge(here.groups, there.groups, joined, set(crossed))),
        notes=tuple(_pair_notes(source, target)),
        duplicates=tuple(here.duplicates + there.duplicates),
        crossed=tuple(crossed),
        strays=tuple(here.strays + there.strays),
    )


def _send(chapter: Pairing) -> tuple[Any, ...]:
    """How a chapter goes to another process: as its texts, which are joined again there."""
    return pair_documents, (chapter.name, chapter.source, chapter.target)


copyreg.pickle(Pairing, _send)


def with_texts(chapter: Pairing, texts: Mapping[Side, Document]) -> Pairing:
    """The chapter with other texts on the sides that are named."""
    source, target = (texts.get(side, chapter[side]) for side in Side)
    return pair_documents(chapter.name, source, target)


def continued_id(block: Block, ids: Set[str]) -> str | None:
    """The id that a block continues: the class that is one of `ids` or looks like a stamped id."""
    if block.id is not None:
        return None
    return next((c for c in block.classes if c in ids or is_stamped(c)), None)


def is_stamped(name: str) -> bool:
    """Whether a name is what stamping gives: `p7`, `p7-1`."""
    return _STAMPED.fullmatch(name) is not None


def note_id(label: str) -> str:
    """The id of the pair that a note's two versions make."""
    return NOTE_PREFIX + label


def is_note_id(identifier: str) -> bool:
    """Whether an id is that of a note."""
    return identifier.startswith(NOTE_PREFIX)


def _group(document: Document, ids: Set[str]) -> _Grouped:
    result = _Grouped()
    seen: set[str] = set()
    for block in document.blocks:
        if block.kind is Kind.NOTE:
            continue
        continued = continued_id(block, ids)
        if continued and result.groups and result.groups[-1].id == continued:
            result.groups[-1].blocks.append(block)
            continue
        if continued:
            result.strays.append(block)
        if block.id in seen:
            result.duplicates.append(block)
        new = block.id is not None and block.id not in seen
        result.groups.append(_Group(block.id if new else None, [block]))
        seen.update(filter(None, [block.id]))
    return result


def _in_common_order(
    here: Sequence[_Group], there: Sequence[_Group]
) -> tuple[list[tuple[int, int]], list[str]]:
    """Positions joined by an id, in ascending order on both sides, and the ids left over."""
    at = {group.id: index for index, group in enumerate(here) if group.id}
    both = [(at[g.id], index, g.id) for index, g in enumerate(there) if g.id in at]
    kept = set(_longest_ascending([position for position, _, _ in both]))
    joined = [(s, t) for k, (s, t, _) in enumerate(both) if k in kept]
    return joined, [name for k, (_, _, name) in enumerate(both) if k not in kept and name]


def _longest_ascending(values: Sequence[int]) -> list[int]:
    """Indices of a longest ascending subsequence (patience sorting, O(n log n))."""
    tails: list[int] = []
    tops: list[int] = []
    before: list[int] = []
    for index, value in enumerate(values):
        pile = bisect_left(tops, value)
        before.append(tails[pile - 1] if pile else -1)
        if pile == len(tops):
            tops.append(value)
            tails.append(index)
        else:
            tops[pile], tails[pile] = value, index
    chain = []
    index = tails[-1] if tails else -1
    while index >= 0:
        chain.append(index)
        index = before[index]
    return chain[::-1]


def _merge(
    here: Sequence[_Group],
    there: Sequence[_Group],
    joined: Iterable[tuple[int, int]],
    crossed: Set[str],
) -> list[Pair]:
    pairs: list[Pair] = []
    s = t = 0
    for source, target in [*joined, (len(here), len(there))]:
        pairs += [Pair(group.id, (), tuple(group.blocks)) for group in there[t:target]]
        for group in here[s:source]:  # the translation's half of a crossed pair keeps the address
            claimed = group.id in crossed
            pairs.append(Pair(None if claimed else group.id, tuple(group.blocks), ()))
        if source < len(here):
            blocks = tuple(here[source].blocks), tuple(there[target].blocks)
            pairs.append(Pair(there[target].id, *blocks))
        s, t = source + 1, target + 1
    return pairs


def _pair_notes(source: Document, target: Document) -> list[Pair]:
    notes: dict[str, dict[Side, list[Block]]] = {}
    # In the order of the translation, which is that of the page.
    for side, document in ((Side.TARGET, target), (Side.SOURCE, source)):
        for block in document.blocks:
            if block.label is not None:
                notes.setdefault(block.label, {one: [] for one in Side})[side].append(block)
    return [Pair(note_id(label), *map(tuple, sides.values())) for label, sides in notes.items()]
