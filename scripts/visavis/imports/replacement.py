"""Another text in the place of one side of a chapter: the ids stay where it answers.

What a new text says as the old one did stays as it was written, with what was said about it: one
thing can be written in several ways (`- one` and `-   one`), and an exchange should show what has
changed, and not that it went through another hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from visavis.errors import VisavisError
from visavis.imports.bitext import Joint
from visavis.imports.chapter import ChapterDraft, body_of, notes_in, notes_of, write_new, write_old
from visavis.imports.notes import SideNotes, calls, settle_apparatus
from visavis.imports.patience import match
from visavis.imports.readers import read_data
from visavis.imports.reading import Reading
from visavis.imports.rows import Row, fit_rows, name_rows
from visavis.pairs import Pairing
from visavis.side import Side
from visavis.text import Block, Document, InlineKind, Kind, parse_document

_STATUSES = {Side.SOURCE: "published-original", Side.TARGET: "published-translation"}
"""What the front matter says of a side that took the place of another (`text_status`)."""
_STATUS = re.compile(r"^text_status:[^\r\n]*", re.MULTILINE)
_FENCE = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\r|\n|\Z)", re.MULTILINE)


def replace_side(
    old: Sequence[Row],
    chapter: Pairing,
    side: Side,
    new: Reading,
    joints: Iterable[Joint],
    *,
    used: Set[str] = frozenset(),
) -> ChapterDraft:
    """Put another text in the place of one side of a chapter.

    `old` are its rows as they stand, in order; `joints` join the blocks of the new text (their
    `source`) to the rows (their `target`). Rows that are settled keep both sides. The other side
    keeps every word; only its marks, and the labels of notes that lose their answer, change.
    """
    staying = side.other
    rows, moved = _rejoined(old, body_of(new.document), list(joints), side)
    fitted, misfits = fit_rows(rows, frozen=staying)
    named = name_rows(fitted, used)
    replaced, stays = chapter[side], chapter[staying]
    kept = _kept_notes(replaced, named, side, new)
    there = _labels(notes_in(stays))
    new_notes = notes_as_written(notes_in(new.document), notes_in(replaced), new.labels)
    notes_of_sides = {
        side: SideNotes(new_notes, new.labels, _labels(kept)),
        staying: SideNotes(notes_in(stays), used=there, stays=True),
    }
    shared = there & _labels(notes_in(replaced))
    settled, apparatus = settle_apparatus(named, notes_of_sides, shared)
    notes = [block.source.rstrip("\r\n") for block in kept]
    notes += notes_of(new_notes, side, apparatus)
    head = set_status(replaced.head, _STATUSES[side])
    texts = {
        side: write_new(settled, side, head, notes),
        staying: write_old(stays, settled, staying, apparatus),
    }
    return ChapterDraft(
        tuple(settled),
        texts[Side.SOURCE],
        texts[Side.TARGET],
        tuple(misfits),
        apparatus.links,
        moved,
    )


def without_edition(old: Sequence[Row], side: Side, new: Reading) -> Reading:
    """The new text without the blocks of the edition itself, which stay as they are.

    They are in it where it was once taken from the edition. Raises VisavisError where it has no
    others.
    """
    blocks = [(block, row.settled) for row in old for block in row[side]]
    there, here = [block.plain for block, _ in blocks], [b.plain for b in body_of(new.document)]
    gone = {at for place, at in match(there, here) if blocks[place][1]}
    if len(gone) == len(here):
        raise VisavisError("there is no text in it", place=new.name)
    return new.part([index for index in range(len(here)) if index not in gone]) if gone else new


def set_status(head: str, status: str) -> str:
    """Front matter that says what kind of text this is; all other lines as they are."""
    line = f"text_status: {status}"
    if _STATUS.search(head):
        return _STATUS.sub(line, head, count=1)
    fences = list(_FENCE.finditer(head))
    if len(fences) < 2:
        return f"{head}---\n{line}\n---\n"
    return f"{head[: fences[-1].start()]}{line}\n{head[fences[-1].start() :]}"


def _rejoined(
    old: Sequence[Row], blocks: Sequence[Block], joints: Sequence[Joint], side: Side
) -> tuple[list[Row], dict[str, str]]:
    rows: list[Row] = []
    moved: dict[str, str] = {}
    for joint in joints:
        new = [blocks[index] for index in joint.source]
        together = _neighbours(joint.target) if new else []
        if together:
            stays = [b for index in together for b in old[index][side.other]]
            new = as_written(new, (b for index in together for b in old[index][side]))
            # The address stays with the paragraphs that stay.
            first, *others = sorted(together, key=lambda index: not old[index][side.other])
            name = old[first].id
            made = Row((), (), joint.score, name)
            rows.append(made.with_side(side, new).with_side(side.other, stays))
            moved.update({old[i].id or "": name or "" for i in others})
        else:
            alone = Row((), (), joint.score)
            rows += [alone.with_side(side, [block]) for block in new]
        for index in joint.target[len(together) :]:
            left = old[index]
            if left.settled:
                rows.append(left)
            elif left[side.other]:
                rows.append(replace(left.with_side(side, ()), score=joint.score))
    return rows, moved


def _neighbours(indices: Sequence[int]) -> list[int]:
    """The rows that can be made one: those that follow the first without a gap."""
    return [index for place, index in enumerate(indices) if index == indices[0] + place]


def _kept_notes(document: Document, rows: Sequence[Row], side: Side, new: Reading) -> list[Block]:
    """The notes of the old text that its settled rows call, and the new text does not have."""
    called = {call.text for row in rows if row.settled for call in calls(row, side)}
    has = {new.labels.get(note.label or ""): note.plain for note in notes_in(new.document)}
    return [
        note
        for note in notes_in(document)
        if note.label in called and has.get(note.label) != note.plain
    ]


def _labels(notes: Iterable[Block]) -> frozenset[str]:
    return frozenset(note.label for note in notes if note.label)


_CALL = re.compile(r"\[\^[^\]\s]+\]")


def as_written(new: Iterable[Block], old: Iterable[Block]) -> list[Block]:
    """The new blocks of a row; those of the same words and markup as an old one, as that was.

    Of the same words in other markup the attributes are kept.
    """
    known = {(block.kind, block.plain): block for block in old}
    return [_written(block, known.get((block.kind, block.plain))) for block in new]


def notes_as_written(
    new: Iterable[Block], old: Iterable[Block], given: Mapping[str, str]
) -> list[Block]:
    """The same for notes; `given` are the labels that they came with, by those that they have."""
    known = {block.label: block for block in old}
    result = []
    for note in new:
        before = known.get(given.get(note.label or ""))
        is_same = before is not None and before.plain == note.plain
        if before is not None and is_same and _normal(before) == _unlabelled(note):
            head = f"[^{before.label}]:"
            note = replace(note, source=before.source.replace(head, f"[^{note.label}]:", 1))
        result.append(note)
    return result


def _written(new: Block, old: Block | None) -> Block:
    if old is None:
        return new
    kept = replace(new, attributes=old.attributes)
    if _unlabelled(new) == _unlabelled(old) or _unlabelled(new) != _normal(old):
        return kept
    before, now = (block.of_kind(InlineKind.NOTE) for block in (old, new))
    if len(before) != len(now) or any(call.start < 0 for call in before):
        return kept
    source = old.source
    for call, new_call in reversed([*zip(before, now, strict=True)]):
        source = f"{source[: call.start]}[^{new_call.text}]{source[call.end :]}"
    text = f"{source.rstrip()}\n{old.attribute_source}"
    read = parse_document(text, path="", language="").blocks
    return replace(read[0], place=new.place) if len(read) == 1 else kept


def _unlabelled(block: Block) -> str:
    return _CALL.sub("[^]", block.source).strip()


def _normal(block: Block) -> str:
    """How an import would write a block, without the labels of notes; empty if not as one."""
    is_note = block.kind is Kind.NOTE
    called = [f"–[^{block.label}]\n"] if is_note else []
    notes = [f"[^{call.text}]: –\n" for call in block.of_kind(InlineKind.NOTE)]
    text = "\n".join([*called, block.source.rstrip(), block.attribute_source, *notes])
    try:
        pieces = read_data(text.encode(), ".md", "", "").pieces
    except VisavisError:
        return ""
    found = [piece.markdown for piece in pieces if bool(piece.label) == is_note]
    return _CALL.sub("[^]", found[0]).strip() if len(found) == 1 else ""
