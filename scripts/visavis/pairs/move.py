"""Carries rows to another chapter, with the notes that they call."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import PurePosixPath

from visavis.errors import VisavisError
from visavis.pairs.pair import Pair, Pairing
from visavis.pairs.pairing import NOTE_PREFIX, is_note_id, note_id, with_texts
from visavis.pairs.stamp import Namer
from visavis.pairs.surgery import (
    among,
    check_sure,
    closed,
    is_row,
    is_sure,
    line_end,
    with_blocks,
    write_token,
)
from visavis.side import Side
from visavis.text import LINE_END, Block, Document, InlineKind


@dataclass(frozen=True, slots=True)
class Moved:
    """Two chapters after rows went from one to the other."""

    chapter: Pairing
    other: Pairing
    ids: tuple[tuple[str, str], ...]
    """The ids of the rows and of the notes that left, each with the one that it has now."""


def move(
    chapter: Pairing,
    other: Pairing,
    rows: Sequence[Pair],
    after: Pair | None = None,
    taken: Set[str] = frozenset(),
) -> Moved:
    """Put rows that follow each other behind a row of another chapter, or at its end.

    They get ids of that chapter; `taken` are those that were ever used there. Notes that they call
    go with them, and stay as well where something else calls them; a label that is taken there is
    exchanged. Raises VisavisError for what would mean something else there.
    """
    check_sure(chapter)
    check_sure(other)
    after = after or (other.pairs[-1] if other.pairs else None)
    behind = other.after(after) if after else None
    namer = Namer.of(other, taken)
    ids, last = {}, after.id if after else None
    for row in rows:
        _check_links(row, chapter, other)
        ids[row.id or ""] = last = namer.next(last, behind.id if behind else None)
    labels = _labels(chapter, other, rows, taken)
    leaving, arrived = {}, {}
    for side in Side:
        gone = [block for row in rows for block in row[side]]
        kept = _called(chapter, [b for b in chapter[side].blocks if among(b, gone) < 0], side)
        leaving[side] = _take_out(chapter[side], gone, set(labels) - kept)
        notes = [b for b in chapter[side].blocks if b.label in labels]
        anchor = _last_block(other, after, side)
        arrived[side] = _put_in(other[side], anchor, gone, notes, rows, ids, labels)
    here, there = with_texts(chapter, leaving), with_texts(other, arrived)
    _check_words(chapter, other, here, there)
    left = {note.id for note in chapter.notes} - {note.id for note in here.notes}
    notes_moved = [(note_id(a), note_id(b)) for a, b in labels.items() if note_id(a) in left]
    return Moved(here, there, (*ids.items(), *notes_moved))


def _check_links(row: Pair, chapter: Pairing, other: Pairing) -> None:
    """Raise VisavisError for a link that would lead elsewhere from another file."""
    elsewhere = PurePosixPath(chapter.name).parent != PurePosixPath(other.name).parent
    for block in row.blocks:
        for inline in (*block.of_kind(InlineKind.LINK), *block.of_kind(InlineKind.IMAGE)):
            target = inline.target
            relative = not re.match(r"[a-z][a-z0-9+.-]*:|/", target, re.IGNORECASE)
            here = target.startswith("#")
            if inline.reference_at >= 0 or here or (elsewhere and relative and target):
                raise VisavisError(
                    f"the link to {target} would not lead there from {other.name}",
                    place=str(block.place),
                    hint=f"write it as it is to stand in {other.name}, in full"
                    if not here
                    else f"write {PurePosixPath(chapter.name).name}.md{target} first",
                )


def _called(chapter: Pairing, blocks: Iterable[Block], side: Side) -> set[str]:
    """The labels of the notes that some blocks call, and those that these call in turn."""
    notes = {block.label: block for block in chapter[side].blocks if block.label}
    found: set[str] = set()
    waiting = [b for b in blocks if is_row(b)]
    while waiting:
        for call in waiting.pop().of_kind(InlineKind.NOTE):
            if call.text not in found:
                found.add(call.text)
                waiting += [notes[call.text]] if call.text in notes else []
    return found


def _labels(
    chapter: Pairing, other: Pairing, rows: Sequence[Pair], taken: Set[str]
) -> dict[str, str]:
    """The labels of the notes that go along, and what they are called in the other chapter."""
    used = {block.label for document in other.documents for block in document.blocks if block.label}
    used |= {name.removeprefix(NOTE_PREFIX) for name in taken if is_note_id(name)}
    labels = {}
    for side in Side:
        for label in sorted(_called(chapter, [b for row in rows for b in row[side]], side)):
            if label not in labels and label in used:
                stem = "" if label.isdecimal() else f"{label}-"
                numbers = range(1 if label.isdecimal() else 2, len(used) + 3)
                labels[label] = next(f"{stem}{n}" for n in numbers if f"{stem}{n}" not in used)
            labels.setdefault(label, label)
            used.add(labels[label])
    return labels


def _take_out(document: Document, gone: Sequence[Block], notes: Set[str]) -> Document:
    """The document without some blocks; what else stands between blocks stays."""

    def blocks() -> Iterator[Block]:
        lead: str | None = None
        for block in document.blocks:
            if among(block, gone) >= 0 or block.label in notes:
                if block is document.blocks[0] or block.lead.strip() or lead is not None:
                    lead = block.lead if lead is None else lead + block.lead.strip("\r\n")
                continue
            yield block if lead is None else replace(block, lead=lead)
            lead = None

    return with_blocks(document, blocks())


def _last_block(chapter: Pairing, row: Pair | None, side: Side) -> Block | None:
    """The last block of a side down to a row."""
    above = chapter.pairs[: chapter.index(row) + 1] if row else ()
    blocks = [block for one in above for block in one[side]]
    return blocks[-1] if blocks else None


def _put_in(
    document: Document,
    anchor: Block | None,
    gone: Sequence[Block],
    notes: Sequence[Block],
    rows: Sequence[Pair],
    ids: Mapping[str, str],
    labels: Mapping[str, str],
) -> Document:
    end = line_end(document.blocks[0], document) if document.blocks else "\n"
    old = {id(block): row.id or "" for row in rows for block in row.blocks}

    def arriving(block: Block) -> Block:
        done = _renamed(block, labels)
        if id(block) in old:
            sign = "#" if block.id else "."
            done = write_token(done, document, sign + ids[old[id(block)]], old[id(block)])
        source, line = (LINE_END.sub(end, t) for t in (done.source, done.attribute_source))
        return closed(replace(done, lead=end, source=source, attribute_source=line), end)

    place = among(anchor, document.blocks) + 1 if anchor else 0
    blocks = _insert(list(document.blocks), place, list(map(arriving, gone)), end)
    blocks = _insert(blocks, len(blocks), list(map(arriving, notes)), end)
    if blocks and not document.blocks and not document.head.strip("\ufeff"):
        blocks[0] = replace(blocks[0], lead="")
    return with_blocks(document, blocks)


def _insert(blocks: list[Block], place: int, new: list[Block], end: str) -> list[Block]:
    """Some blocks with new ones among them, all apart from each other."""
    before, after = blocks[:place], blocks[place:]
    if not new:
        return blocks
    if before:
        before[-1] = closed(before[-1], end)
    elif after:
        new[0] = replace(new[0], lead=after[0].lead)
        after[0] = replace(after[0], lead=end)
    if before and after and not after[0].lead:
        after[0] = replace(after[0], lead=end)
    return [*before, *new, *after]


def _renamed(block: Block, labels: Mapping[str, str]) -> Block:
    """The block with the labels of its calls, and its own, exchanged."""
    source = block.source
    for call in reversed(block.of_kind(InlineKind.NOTE)):
        if call.start >= 0 and call.text in labels:
            source = f"{source[: call.start]}[^{labels[call.text]}]{source[call.end :]}"
    if block.label and block.label in labels:
        source = source.replace(f"[^{block.label}]:", f"[^{labels[block.label]}]:", 1)
    return replace(block, source=source)


def _check_words(before: Pairing, other: Pairing, after: Pairing, there: Pairing) -> None:
    """Raise VisavisError where a block would be lost, or read otherwise."""
    for side in Side:
        copied = {(b.kind, b.plain) for b in after[side].blocks if b.label is not None} & {
            (b.kind, b.plain) for b in there[side].blocks
        }
        counts = [
            Counter((b.kind, b.plain) for c in chapters for b in c[side].blocks)
            for chapters in ((before, other), (after, there))
        ]
        lost = any(counts[1][key] != n and key not in copied for key, n in counts[0].items())
        if lost or set(counts[0]) != set(counts[1]) or not (is_sure(after) and is_sure(there)):
            raise VisavisError("the rows would be read otherwise there", place=there[side].path)
