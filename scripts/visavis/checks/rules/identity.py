"""Rules about ids, and about what the ids join."""

from __future__ import annotations

import math
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace

from visavis.checks.finding import Problem, Related, Severity
from visavis.checks.rule import TEXT, TEXTS, at_block, name_of, rule
from visavis.pairs import Pair, Pairing, Remedy, continued_id, find_remedies, is_note_id, stamp
from visavis.side import Side
from visavis.text import Block, Document, Kind, name_language

_GLUED = re.compile(r"\{:? ?#([\w-]+) ?\}$")
"""An attribute list on the last line of its paragraph, where none is read."""
_SHORT = 20
"""Letters of a block that cannot be told by its length."""


_OF_A_PART = ("pair.drifted", "pair.missing", "note.words", "term.missing", "term.translated")
"""What follows where a row has a part of its words only, or those of its neighbour too."""


@rule("id.missing", Severity.ERROR, TEXTS, waivable=False, supersedes=_OF_A_PART)
def id_missing(chapter: Pairing) -> Iterator[Problem]:
    """Every block has an id.

    The id joins the two sides and is the row's address for ever. `visavis stamp` allots it; it is
    never written by hand. Continuations (`{: .p7 }`) and footnote definitions need none. A file in
    which no block has an id yet is named once. Where `stamp` could not tell what belongs together,
    the finding says what to write first.
    """
    ids = chapter.ids
    remedies: list[Remedy] | None = None
    for document in chapter.documents:
        rows = [block for block in document.blocks if block.kind is not Kind.NOTE]
        misread = _misread(document)
        nameless = [b for b in rows if b.id is None and not continued_id(b, ids)]
        nameless = [b for b in nameless if id(b) not in misread]
        if nameless and remedies is None:
            remedies = _remedies(chapter)
        if len(nameless) == len(rows) > 1:
            message = f"none of the {len(rows)} blocks has an id"
            yield at_block(document, rows[0], message, _first_step(rows[0], remedies or []))
            continue
        said = {b.plain: b for b in reversed(rows) if b.id and len(b.plain) >= _SHORT}
        for block in nameless:
            hint = _first_step(block, remedies or [])
            if block.plain in said:
                hint = f"delete it: it says the same as {said[block.plain].place}; otherwise {hint}"
            own = next((one for one in remedies or () if one.block is block and one.of), None)
            message = f"{name_of(block)} has no id"
            if block.kind is Kind.PARAGRAPH and (glued := _GLUED.search(block.source)):
                message += f", but ends in {glued[0]}"
                hint = f"write {{: #{glued[1]} }} on a line of its own, directly after it"
            if own and _is_part(own, remedies or ()):
                message = f"{own.of} is cut in two here: {message}"
                hint += "; or cut the other side too, and run `visavis stamp`"
            problem = at_block(document, block, message, hint)
            covers = (own.of,) if own and own.of else _given(chapter, document, block)
            yield replace(problem, covers=covers)


def _misread(document: Document) -> set[int]:
    """Blocks whose attribute list cannot be read or stands astray: that is said at the list."""
    starts = [block.place.line for block in document.blocks]
    lines = (
        f.line for f in document.flaws if f.code in ("attributes.malformed", "attributes.astray")
    )
    return {id(document.blocks[n - 1]) for n in (bisect_right(starts, at) for at in lines) if n}


def _remedies(chapter: Pairing) -> list[Remedy]:
    """What to write before `visavis stamp` can go on."""
    doubts = stamp(chapter.source, chapter.target).doubts
    return [remedy for doubt in doubts for remedy in find_remedies(chapter, doubt)]


def _is_part(remedy: Remedy, remedies: Sequence[Remedy]) -> bool:
    """Whether a block without an id is part of a row, and another block of its side has the id."""
    return f".{remedy.of}" in remedy.advice or any(
        one.of == remedy.of and one.block.id and one.side is remedy.side for one in remedies
    )


def _given(chapter: Pairing, document: Document, block: Block) -> tuple[str, ...]:
    """The id that the other side has where this block has lost its own."""
    line = block.place.line
    before = [one.id for one in document.blocks if one.id and one.place.line < line]
    after = [one.id for one in document.blocks if one.id and one.place.line > line]
    other = chapter.target if document is chapter.source else chapter.source
    ids = [one.id for one in other.blocks if one.id]
    if (before and before[-1] not in ids) or (after and after[0] not in ids):
        return ()
    start = ids.index(before[-1]) + 1 if before else 0
    stop = ids.index(after[0]) if after else len(ids)
    return (ids[start],) if stop - start == 1 else ()


def _first_step(block: Block, remedies: Sequence[Remedy]) -> str:
    """What to do about a block without an id: what its own remedy says, or the first of all."""
    own = next((remedy for remedy in remedies if remedy.block is block), None)
    if own:
        others = [one for one in remedies if one.of and one.of == own.of and one.block.id]
        more = "".join(f", and at {one.block.place} {one.advice}" for one in others)
        return f"{own.advice}{more}; then run `visavis stamp`"
    if remedies:
        first = remedies[0]
        return f"at {first.block.place}, {first.advice}; then run `visavis stamp`"
    return "run `visavis stamp`"


@rule("id.duplicate", Severity.ERROR, TEXTS, waivable=False, supersedes=_OF_A_PART)
def id_duplicate(chapter: Pairing) -> Iterator[Problem]:
    """An id stands once on each side.

    It usually comes of copying a paragraph together with its attribute line.
    """
    duplicates = _identities(chapter.duplicates)
    for document in chapter.documents:
        first: dict[str | None, Block] = {}
        before: Block | None = None
        for block in document.blocks:
            first.setdefault(block.id, block)
            if id(block) in duplicates:
                hint = "delete the attribute line of the copy and run `visavis stamp`"
                if block.plain and block.plain == first[block.id].plain:
                    hint = "delete it: it says the same"
                elif before is first[block.id]:
                    goes_on = f"if it goes on with {block.id}, write .{block.id} in the place of"
                    hint = f"{goes_on} #{block.id}; otherwise {hint}"
                line = first[block.id].place.line
                said = f"{block.id} is already the id of the block at line {line}"
                yield replace(at_block(document, block, said, hint), covers=(block.id or "",))
            before = block


@rule("id.reserved", Severity.ERROR, TEXT, waivable=False)
def id_reserved(document: Document) -> Iterator[Problem]:
    """Ids that begin with `note-` belong to footnotes, those with `vv-` to the page itself."""
    for block in document.blocks:
        if block.id and block.id.startswith("vv-"):
            yield at_block(
                document,
                block,
                f"{block.id} may be the name of something on the page",
                "delete the id and run `visavis stamp`",
            )
        if block.id and is_note_id(block.id):
            yield at_block(
                document,
                block,
                f"{block.id} is the address of a note, not of a block",
                "delete the id and run `visavis stamp`",
            )


_OF_A_SIDE = ("pair.drifted", "note.words", "note.uncalled")
"""What follows where a row has lost a side."""


@rule("pair.missing", Severity.ERROR, TEXTS, supersedes=_OF_A_SIDE)
def pair_missing(chapter: Pairing) -> Iterator[Problem]:
    """A block has its counterpart on the other side.

    What stands on one side on purpose is marked `{: .alone }`; what waits for its translation,
    `{: .untranslated }`.
    """
    if not all(document.blocks for document in chapter.documents):
        return  # `file.missing` or `file.empty` says it once for all
    crossed = set(chapter.crossed)
    before: dict[Side, tuple[str, Block]] = {}  # that side's last block with an id
    nameless = {side: _nameless(chapter[side], chapter) for side in Side}
    misread = set().union(*(_misread(document) for document in chapter.documents))
    around = zip((None, *chapter.pairs), chapter.pairs, (*chapter.pairs[1:], None), strict=False)
    for previous, pair, following in around:
        block, side = pair.blocks[0], Side.TARGET if pair.target else Side.SOURCE
        other = chapter[side.other]
        expected = pair.id is not None and pair.one_sided and pair.id not in crossed
        if expected and not (block.alone or block.untranslated):
            name, last = before.get(side.other, ("", None))
            where = f"after {name} ({last.place})" if last else f"at the beginning of {other.path}"
            hint = f"write it {where} or mark it {{: .alone }}"
            candidate = nameless[side.other].get(last.place.line if last else 0)
            covers: tuple[str, ...] = (pair.id or "",)
            if candidate:
                hint = f"if it is the block without an id at {candidate.place}, run `visavis stamp`"
            else:
                for one, ids in ((previous, (previous, pair)), (following, (pair, following))):
                    if one and one.id and _holds_both(chapter, one, block, side):
                        place = one[side.other][-1].place
                        joined = f"{chapter.name}#{' '.join(p.id or '' for p in ids if p)}"
                        hint = f"if {place} says it too, `visavis join {joined}`; or {hint}"
                        covers = (pair.id or "", one.id)
                        break
            message = f"{pair.id} has no {name_language(other.language)} side"
            if not (candidate and id(candidate) in misread):
                problem = at_block(chapter[side], block, message, hint, pair)
                yield replace(problem, covers=covers)
        before |= {one: (pair.id, pair[one][-1]) for one in Side if pair[one] and pair.id}


def _holds_both(chapter: Pairing, pair: Pair, block: Block, side: Side) -> bool:
    """Whether what answers a side of a pair is so long that it may answer the next block too."""
    if pair.one_sided or len(block.plain) < _SHORT:
        return False

    def lengths(one: Pair) -> tuple[int, int]:
        ours, theirs = (sum(len(b.plain) for b in one[which]) for which in (side, side.other))
        return ours, theirs

    rest = [lengths(one) for one in chapter.pairs if one is not pair and not one.one_sided]
    usual = (sum(theirs for _, theirs in rest) + 100) / (sum(ours for ours, _ in rest) + 100)
    ours, theirs = lengths(pair)
    if not ours or not theirs:
        return False
    alone, both = (
        abs(math.log(theirs / (length * usual))) for length in (ours, ours + len(block.plain))
    )
    return both < alone / 2


def _nameless(document: Document, chapter: Pairing) -> dict[int, Block]:
    """Blocks that have lost their ids, by the line of the block before them (0: none)."""
    ids = chapter.ids
    found, line = {}, 0
    for block in document.blocks:
        if block.id is None and block.kind is not Kind.NOTE and not continued_id(block, ids):
            found[line] = block
        line = block.place.line
    return found


@rule("pair.crossed", Severity.ERROR, TEXTS)
def pair_crossed(chapter: Pairing) -> Iterator[Problem]:
    """The ids stand in the same order on both sides.

    Two paragraphs that were exchanged on one side are one finding, and so is a stretch that was
    moved. The longest run in common order counts as right; what stands outside it is named.
    """
    crossed = set(chapter.crossed)
    if not crossed:
        return
    here, there = (_first_blocks(chapter[side]) for side in Side)
    order, other = [n for n in here if n in there], [n for n in there if n in here]
    at = {name: n for n, name in enumerate(other)}
    exchanged = {
        name: other[n]
        for n, name in enumerate(order)
        if name != other[n] and order[at[name]] == other[n] and crossed & {name, other[n]}
    }
    for n, name in enumerate(order):
        partner = exchanged.get(name)
        if partner in order[:n]:
            yield _exchanged(chapter, here[partner], here[name], there[name], there[partner])
        elif name in crossed and partner is None:
            follows = n > 0 and order[n - 1] in crossed and at[name] == at[order[n - 1]] + 1
            if not (follows and order[n - 1] not in exchanged):
                yield _moved(chapter, here[name], there[name], order[:n], other[: at[name]])


def _first_blocks(document: Document) -> dict[str, Block]:
    """The first block with each id, in their order."""
    found: dict[str, Block] = {}
    for block in document.blocks:
        if block.id:
            found.setdefault(block.id, block)
    return found


def _exchanged(chapter: Pairing, first: Block, second: Block, *there: Block) -> Problem:
    said = f"{first.id} and {second.id} are exchanged: {there[0].place} has {second.id} first"
    hint = "exchange the two paragraphs on one side, with their attribute lines"
    problem = at_block(chapter.source, second, said, hint)
    places = ((there[0], second), (there[1], first))
    related = (
        Related(place.place.path, place.place.line, f"{one.id} stands here")
        for place, one in places
    )
    return replace(problem, related=tuple(related))


def _moved(
    chapter: Pairing, block: Block, there: Block, before: Sequence[str], others: Sequence[str]
) -> Problem:
    ours, theirs = (f"after {ids[-1]}" if ids else "first" for ids in (before, others))
    said = f"{block.id} stands {ours} here, and {theirs} in {there.place}"
    hint = "move one of the two paragraphs, with its attribute line"
    return at_block(chapter.source, block, said, hint)


@rule("continuation.astray", Severity.ERROR, TEXTS)
def continuation_astray(chapter: Pairing) -> Iterator[Problem]:
    """A continuation `{: .p7 }` follows the block that it continues, directly."""
    ids = chapter.ids
    strays = _identities(chapter.strays)
    for document in chapter.documents:
        for block in document.blocks:
            if id(block) in strays:
                continued = continued_id(block, ids)
                if any(other.id == continued for other in document.blocks):
                    said = f"continues {continued}, but does not follow it"
                    hint = f"move it directly after {continued}, or delete the class"
                else:
                    said = f"continues {continued}, which is not in this file"
                    hint = f"delete the class .{continued} and run `visavis stamp`"
                yield at_block(document, block, f"{name_of(block)} {said}", hint)


@rule("mark.contradicted", Severity.ERROR, TEXTS)
def mark_contradicted(chapter: Pairing) -> Iterator[Problem]:
    """What is marked `.alone` or `.untranslated` has nothing on the other side."""
    for pair in chapter.pairs:
        if pair.one_sided:
            continue
        for side, block in _sided(pair):
            mark = "alone" if block.alone else "untranslated" if block.untranslated else ""
            if mark:
                yield at_block(
                    chapter[side],
                    block,
                    f"{pair.id} is marked .{mark}, but the other side has it",
                    f"take .{mark} out of its attribute line",
                    pair,
                )


@rule("pair.untranslated", Severity.WARNING, TEXTS, gathers=True)
def pair_untranslated(chapter: Pairing) -> Iterator[Problem]:
    """A block waits for its translation.

    It is published as it is, with a label on the empty side, and counted. Where many wait, the
    first is named, with their number; `visavis check CHAPTER` names those of a chapter.
    """
    for pair in chapter.pairs:
        if not pair.one_sided:
            continue
        for side, block in _sided(pair):
            if block.untranslated:
                yield at_block(
                    chapter[side],
                    block,
                    "this is not translated yet",
                    f"write it in {chapter[side.other].path} and take .untranslated out here",
                    pair,
                )


def _identities(blocks: tuple[Block, ...]) -> set[int]:
    """Blocks may be equal and yet two; this tells them apart."""
    return {id(block) for block in blocks}


def _sided(pair: Pair) -> Iterator[tuple[Side, Block]]:
    return ((side, block) for side in Side for block in pair[side])
