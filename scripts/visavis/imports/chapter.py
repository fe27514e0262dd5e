"""Rows → the two files of a chapter."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from visavis.imports.bitext import Joint
from visavis.imports.gallery import Gallery
from visavis.imports.notes import Apparatus, SideNotes, settle_apparatus
from visavis.imports.patience import match
from visavis.imports.reading import Reading
from visavis.imports.rows import Row, fit_rows, name_rows
from visavis.pairs import MARKS, is_stamped
from visavis.side import Side, TwoSided
from visavis.text import Attributes, Block, Document, Kind, write_attributes, write_document


@dataclass(frozen=True, slots=True)
class ChapterDraft(TwoSided):
    """The two texts of a chapter, and what had to be done so that they stand face to face."""

    rows: tuple[Row, ...]
    source: str
    target: str
    misfits: tuple[Row, ...] = ()
    """What answers each other, but could not be put into one row."""
    links: Mapping[str, str] = field(default_factory=dict)
    """Links that only one side has: the labels of the notes that they are now → their addresses."""
    moved: Mapping[str, str] = field(default_factory=dict)
    """Ids that are gone → the id of the row that has taken their paragraphs in."""
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """What is to be written into the folder of its pictures, by name."""


Known = tuple[str, str, str]
"""A row that had an id before: the id, and the words of both sides."""


def join(
    source: Reading,
    target: Reading,
    joints: Iterable[Joint],
    *,
    known: Sequence[Known] = (),
    used: Set[str] = frozenset(),
    pictures_at: str = "img",
) -> ChapterDraft:
    """Two texts and the joints between their blocks → a chapter with ids.

    `pictures_at` is how the texts call the folder of their pictures.

    Every block is in exactly one row. A row whose words are those of a `known` one keeps its id; no
    other id in `used` is given again. What only the original has waits for its translation; what
    only the translation has stands alone.
    """
    ours, theirs = body_of(source.document), body_of(target.document)
    rows = [
        Row(
            tuple(ours[index] for index in joint.source),
            tuple(theirs[index] for index in joint.target),
            joint.score,
        )
        for joint in joints
    ]
    fitted, misfits = fit_rows(rows)
    texts = {Side.SOURCE: source, Side.TARGET: target}
    named = name_rows(_with_own_ids(_with_known_ids(fitted, known), texts, used), used)
    notes = {side: SideNotes(notes_in(text.document), text.labels) for side, text in texts.items()}
    settled, apparatus = settle_apparatus(named, notes)
    gallery = Gallery(pictures_at, texts)
    settled = gallery.hang(settled)
    ours_text, theirs_text = (
        write_new(settled, side, _head(text), notes_of(text.document.blocks, side, apparatus))
        for side, text in texts.items()
    )
    return ChapterDraft(
        tuple(settled),
        ours_text,
        theirs_text,
        tuple(misfits),
        apparatus.links,
        pictures=gallery.files,
    )


def body_of(document: Document) -> list[Block]:
    """The blocks that stand in rows: all but the notes."""
    return [block for block in document.blocks if block.kind is not Kind.NOTE]


def notes_in(document: Document) -> list[Block]:
    """The notes of a text."""
    return [block for block in document.blocks if block.label is not None]


def words_of_side(blocks: Iterable[Block]) -> str:
    """The plain words of one side of a row."""
    return "\n".join(block.plain for block in blocks)


def _with_own_ids(rows: Sequence[Row], texts: Mapping[Side, Reading], used: Set[str]) -> list[Row]:
    """The rows whose texts call them by one id, such as `water`, under this id."""
    taken = set(used) | {row.id for row in rows if row.id}
    ids = {side: text.ids for side, text in texts.items()}
    result = []
    for row in rows:
        named = [ids[side].get(row[side][0].id or "") for side in Side if row[side]]
        name = named[0] if named and len(set(named)) == 1 else None
        if name and row.id is None and name not in taken:
            taken.add(name)
            row = replace(row, id=name)
        result.append(row)
    return result


def _with_known_ids(rows: Sequence[Row], known: Sequence[Known]) -> list[Row]:
    """Rows that stood in the chapter before, word for word, have their ids again."""
    words = [(words_of_side(row.source), words_of_side(row.target)) for row in rows]
    pairs = match(words, [(source, target) for _, source, target in known])
    ids = {index: known[place][0] for index, place in pairs}
    return [replace(row, id=ids.get(index)) for index, row in enumerate(rows)]


def _head(reading: Reading) -> str:
    headings = (block.plain for block in reading.document.blocks if block.kind is Kind.HEADING)
    title = reading.title or next(headings, "")
    said = {"title": title, **reading.meta} if title else reading.meta
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in said.items()]
    return f"---\n{''.join(lines)}---\n" if lines else ""


def notes_of(blocks: Iterable[Block], side: Side, apparatus: Apparatus) -> list[str]:
    """The definitions of a new text under their new labels, and those of its links."""
    notes = []
    for block in blocks:
        if block.label is not None:
            notes.append(_relabelled(block, apparatus.labels[side]).source.rstrip("\n"))
    return notes + apparatus.new_notes[side]


def _relabelled(block: Block, labels: Mapping[str, str]) -> Block:
    old = block.label or ""
    new = labels.get(old, old)
    if new == old:
        return block
    return replace(block, source=block.source.replace(f"[^{old}]:", f"[^{new}]:", 1), label=new)


def write_new(rows: Sequence[Row], side: Side, head: str, notes: Sequence[str]) -> str:
    """The text of a side that was imported."""
    parts = [head] if head else []
    for row in rows:
        for index, block in enumerate(row[side]):
            attributes = block.attributes if row.settled else _attributes(row, side, index, block)
            source = block.source.rstrip("\r\n").replace("\r\n", "\n")
            parts.append(f"{source}\n{write_attributes(attributes)}\n")
    return "\n".join([*parts, *(f"{note}\n" for note in notes)])


def write_old(document: Document, rows: Sequence[Row], side: Side, apparatus: Apparatus) -> str:
    """The text of a side that stays: only attribute lines and the labels of notes may change."""
    changed: dict[int, Block] = {}
    end = "\r\n" if "\r\n" in write_document(document) else "\n"
    for row in rows:
        if row.settled:
            continue
        for index, block in enumerate(row[side]):
            attributes = _attributes(row, side, index, block)
            line = block.attribute_source
            if attributes != block.attributes or not line:
                line = write_attributes(attributes) + end
            source = block.source if block.source.endswith(("\n", "\r")) else block.source + end
            changed[block.place.line] = replace(block, source=source, attribute_source=line)
    blocks = tuple(
        changed.get(block.place.line) or _relabelled(block, apparatus.labels[side])
        for block in document.blocks
    )
    text = write_document(replace(document, blocks=blocks))
    for note in apparatus.new_notes[side]:
        text = f"{text.rstrip()}{end}{end}{note}{end}"
    return text


def _attributes(row: Row, side: Side, index: int, block: Block) -> Attributes:
    marks = [name for name in block.classes if name in MARKS.values()]
    kept = [c for c in block.classes if c not in (*marks, row.id) and not is_stamped(c)]
    if index:
        return Attributes(None, (row.id or "", *kept), block.attributes.others)
    if row.one_sided and not marks:
        has_words = block.plain.strip() and block.kind is not Kind.FIGURE
        marks = [MARKS[side if has_words else Side.TARGET]]
    if not row.one_sided:
        marks = []
    return Attributes(row.id, (*kept, *marks), block.attributes.others)
