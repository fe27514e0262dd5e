"""The rule about paragraphs that have the words of another row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import takewhile

from visavis.checks.finding import Problem, Related, Severity
from visavis.checks.recorded import Owner, Recorded, is_another
from visavis.checks.rule import RECORDED, at_block, rule
from visavis.pairs import Pair, Pairing, continued_id
from visavis.record import side_text
from visavis.side import Side
from visavis.text import Block, Kind, name_language

_FEW = 40
"""A text with fewer characters may stand in several places."""
_REST = 0.25
"""So much of the pairs of words that were recorded may still be there by chance."""
_MANY = 40
"""Where more rows of a chapter have other words, the whole text was exchanged."""


@rule(
    "pair.displaced",
    Severity.ERROR,
    RECORDED,
    silences=True,
    supersedes=("id.missing", "id.duplicate", "note.undefined"),
)
def pair_displaced(chapter: Pairing, recorded: Recorded) -> Iterator[Problem]:
    """A row has its own words, and not those that are recorded of another.

    Two paragraphs were exchanged, one was pasted from another row or chapter, or the ids of one
    side have shifted. One finding says whose words stand there, and what follows from it (words
    that do not answer each other, notes that are not called) is not said again.

    It asks the record, so it knows only what was stamped or signed off. Nothing is said where both
    sides have gone to another row together, of a paragraph of a few words, and where a whole text
    was exchanged. Known false alarm: a paragraph of which the author has made a refrain.
    """
    if not recorded.is_written:
        return
    owners = {side: _owners(chapter, recorded, side) for side in Side}
    for side in Side:
        there = owners[side.other]
        own = {
            name: owner
            for name, owner in owners[side].items()
            if not (
                name in there and (there[name].chapter, there[name].id) == (owner.chapter, owner.id)
            )
        }
        yield from _said_of_rows(chapter, side, own)
        yield from _copies(chapter, recorded, side)


def _owners(chapter: Pairing, recorded: Recorded, side: Side) -> dict[str, Owner]:
    """By the id of a row, the other row whose words it has on a side."""
    entries = recorded.record(chapter.name).entries
    changed = []
    for pair in chapter.pairs:
        entry = entries.get(pair.id or "")
        if entry is None or entry.gone or not pair[side] or len(entry[side]) < _FEW:
            continue
        words = side_text(pair[side])
        if words != entry[side] and len(words) >= _FEW:
            changed.append((entry.id, words, entry[side]))
    if len(changed) > _MANY:
        return {}
    found = {}
    for name, words, before in changed:
        if is_another(words, before, side, _REST):
            owner = recorded.find_owner(words, side)
            if owner and (owner.chapter, owner.id) != (chapter.name, name):
                found[name] = owner
    return found


def _said_of_rows(chapter: Pairing, side: Side, owners: Mapping[str, Owner]) -> Iterator[Problem]:
    rows = [pair for pair in chapter.pairs if pair.id in owners]
    pairs = {pair.id: pair for pair in chapter.pairs if pair.id}
    order = [block.id for block in chapter[side.other].blocks if block.id and block.id in pairs]
    here = {n: o.id for n, o in owners.items() if o.chapter == chapter.name and o.id in order}
    done: set[str] = set()
    for pair in rows:
        name = pair.id or ""
        other = here.get(name)
        if name in done:
            continue
        if other and here.get(other) == name:
            done |= {name, other}
            yield _exchanged(chapter, side, pair, pairs[other])
            continue
        run = _run(here, order, name)
        if len(run) > 1:
            done.update(run)
            yield _shifted(chapter, side, pairs, run, here)
        else:
            yield _foreign(chapter, side, pair, owners[name])


def _exchanged(chapter: Pairing, side: Side, one: Pair, other: Pair) -> Problem:
    language = name_language(chapter[side].language)
    first, second = one[side][0], other[side][0]
    if {one.id, other.id} & set(chapter.crossed):
        hint = f"exchange their attribute lines, here and at {second.place}"
    else:
        hint = f"exchange the two paragraphs, here and at {second.place}; the attribute lines stay"
    said = f"{one.id} and {other.id} are exchanged: in {language} each has the other’s words"
    related = Related(second.place.path, second.place.line, f"{other.id} has the words of {one.id}")
    problem = at_block(chapter[side], first, said, hint, one)
    return replace(problem, covers=(one.id or "", other.id or ""), related=(related,))


def _run(here: Mapping[str, str], order: Sequence[str], name: str) -> list[str]:
    """The rows around one that have the words of the row as far off as it has, in their order.

    Where the last words of all stand at the other end, that row is one of them.
    """
    place = {one: n for n, one in enumerate(order)}
    steps = {one: place[there] - place[one] for one, there in here.items() if one in place}
    if name not in steps:
        return [name]
    at = place[name]
    far = {one for one, step in steps.items() if step == steps[name]}
    first = at - sum(1 for _ in takewhile(far.__contains__, order[:at][::-1]))
    run = list(takewhile(far.__contains__, order[first:]))
    if abs(steps[name]) == 1 and len(run) > 1:
        start, end = (run[0], run[-1]) if steps[name] < 0 else (run[-1], run[0])
        closing = here[start]
        if here.get(closing) == end:
            return [closing, *run] if steps[name] < 0 else [*run, closing]
    return run


def _shifted(
    chapter: Pairing,
    side: Side,
    pairs: Mapping[str, Pair],
    run: Sequence[str],
    here: Mapping[str, str],
) -> Problem:
    language, name = name_language(chapter[side].language), chapter.name
    first = pairs[run[0]]
    said = f"from {run[0]} to {run[-1]} the {language} sides have the words of other rows: "
    said += f"{run[1]} those of {here[run[1]]}"
    order = [block.id for block in chapter[side.other].blocks]
    by = order.index(here[run[1]]) - order.index(run[1])
    if {here[one] for one in run} == set(run):
        hint = "put each paragraph above its own attribute line again"
    else:
        hint = f"`visavis shift {name}#{run[0]}..{run[-1]} --side {side.value} --by {by}`"
    return replace(at_block(chapter[side], first[side][0], said, hint, first), covers=tuple(run))


def _foreign(chapter: Pairing, side: Side, pair: Pair, owner: Owner) -> Problem:
    language = name_language(chapter[side].language)
    answered = f", which answer {pair[side.other][0].place}" if pair[side.other] else ""
    whose = _name(owner)
    if owner.chapter == chapter.name:
        whose = whose.partition("#")[2]
    said = f"the {language} side of {pair.id} has the words of {whose}"
    hint = f"write the words of {pair.id} here again{answered}"
    problem = at_block(chapter[side], pair[side][0], said, hint, pair)
    return replace(problem, covers=(pair.id or "",), related=_stands(owner))


def _copies(chapter: Pairing, recorded: Recorded, side: Side) -> Iterator[Problem]:
    """Paragraphs too many that were copied from another chapter."""
    doubled = {id(block) for block in chapter.duplicates}
    extra = [
        block
        for block in chapter[side].blocks
        if (block.id is None or id(block) in doubled) and block.kind is not Kind.NOTE
    ]
    for block in extra:
        if len(block.plain) < _FEW or continued_id(block, chapter.ids):
            continue
        owner = recorded.find_owner(block.plain, side)
        if owner and owner.kept and owner.chapter != chapter.name:
            line = block.place.line
            ahead = [b.id for b in chapter[side].blocks if b.id and b.place.line < line]
            yield _copied(chapter, side, block, owner, ahead[-1] if ahead else "")


def _copied(chapter: Pairing, side: Side, block: Block, owner: Owner, before: str) -> Problem:
    after = f" --after {before}" if before else ""
    hint = (
        f"delete it; if that row belongs here, `visavis move {owner.chapter}#{owner.id} --to "
        f"{chapter.name}{after}` then"
    )
    problem = at_block(chapter[side], block, f"this is {_name(owner)}", hint)
    return replace(problem, related=_stands(owner))


def _name(owner: Owner) -> str:
    where = f" ({owner.place})" if owner.place else ""
    return f"{owner.chapter}#{owner.id}{where}"


def _stands(owner: Owner) -> tuple[Related, ...]:
    if owner.place is None:
        return ()
    said = f"{owner.id} stands here" if owner.kept else f"{owner.id} has other words here"
    return (Related(owner.place.path, owner.place.line, said),)
