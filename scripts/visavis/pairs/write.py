"""Writes one side of a row, a new row or a note, and leaves every other byte of the file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from visavis.errors import VisavisError
from visavis.pairs.pair import MARKS, Pair, Pairing
from visavis.pairs.pairing import with_texts
from visavis.pairs.surgery import (
    among,
    closed,
    line_end,
    mark,
    unmark,
    with_blocks,
    write_token,
)
from visavis.side import Side
from visavis.text import LINE_END, Block, Document, Kind, parse_document

_ENDS = re.compile(r"(?:\r\n|\r|\n)*\Z")


def written_side(blocks: Sequence[Block]) -> str:
    """One side of a row as somebody writes it: its Markdown, without the attribute lines.

    Lines end with LF here; the blocks are parted by an empty line.
    """
    return "\n\n".join(LINE_END.sub("\n", _ENDS.sub("", block.source)) for block in blocks)


def rewrite(chapter: Pairing, pair: Pair, side: Side, text: str) -> Pairing:
    """The chapter with other words on one side of a row, or of a note.

    Each block of the text takes the place of one that is there, with its attribute line; one more
    continues the row. A side that had nothing gets its place behind the row before. Raises
    VisavisError where anything else in the file would be read otherwise.
    """
    document = chapter[side]
    if pair in chapter.notes:
        text = _labelled(text, pair)
    if text.strip("\n") == written_side(pair[side]):
        return chapter
    parts = _parse(text, document, pair)
    if not pair[side]:
        return _fill(chapter, pair, side, parts)
    fresh = _take_places(document, pair, side, parts)
    kept: list[Block] = []
    for block in document.blocks:
        number = among(block, pair[side])
        kept += fresh if number == 0 else [block] if number < 0 else []
    return _finish(chapter, with_blocks(document, kept), side, pair, len(parts))


def insert_row(
    chapter: Pairing, after: Pair | None, texts: Mapping[Side, str], identifier: str
) -> Pairing:
    """The chapter with a row more, behind another or at the beginning.

    One with words on one side only is marked. Raises VisavisError.
    """
    given = {side: text for side, text in texts.items() if text.strip()}
    if not given:
        raise VisavisError("the row says nothing", hint="write at least one of its sides")
    documents: dict[Side, Document] = {}
    for side, text in given.items():
        parts = _parse(text, chapter[side], Pair(identifier, (), ()))
        blocks = [_new_block(part, chapter[side], identifier, n) for n, part in enumerate(parts)]
        if len(given) == 1:
            blocks[0] = mark(blocks[0], MARKS[side])
        documents[side] = _put(chapter, after, side, blocks)
    done = with_texts(chapter, documents)
    _check_rest(chapter, done, {identifier}, "a row")
    return done


def add_note(document: Document, label: str, text: str) -> Document:
    """A text with the definition of a note more, at its end. Raises VisavisError."""
    end = line_end(document.blocks[-1], document) if document.blocks else "\n"
    source = f"[^{label}]: {_indented(text, end)}{end}"
    block = replace(_blank(document), lead=end, source=source, kind=Kind.NOTE, label=label)
    made = with_blocks(document, [*_closed(document.blocks, document), block])
    if [b.label for b in made.blocks if b.label][-1:] != [label]:
        raise VisavisError(f"{label} would not be read as a note", place=document.path)
    return made


def set_mark(chapter: Pairing, pair: Pair, name: str) -> Pairing:
    """The chapter with a row of one side marked `alone` or `untranslated`, or with neither.

    Raises VisavisError.
    """
    if not pair.one_sided:
        raise VisavisError(
            f"{pair.id} has both sides",
            place=str(pair.blocks[0].place),
            hint="only a row of one side is marked",
        )
    side = Side.SOURCE if pair.source else Side.TARGET
    first = unmark(pair[side][0])
    marked = mark(first, name) if name else first
    blocks = (marked if block is pair[side][0] else block for block in chapter[side].blocks)
    return with_texts(chapter, {side: with_blocks(chapter[side], blocks)})


def _indented(text: str, end: str) -> str:
    """The words of a note, as they stand behind its label."""
    lines = LINE_END.split(text.strip())
    return end.join([lines[0], *(f"    {line}" if line else line for line in lines[1:])])


def _labelled(text: str, note: Pair) -> str:
    """What is written for a note, with its label where only its words are given."""
    if not text.strip() or re.match(r"\s*\[\^[^\]]+\]:", text):
        return text
    words = _indented(text, "\n")
    return f"[^{note.blocks[0].label}]: {words}"


def _parse(text: str, document: Document, pair: Pair) -> tuple[Block, ...]:
    """The blocks of what somebody has written for one side. Raises VisavisError."""
    plain = LINE_END.sub("\n", text).strip("\n") + "\n"
    read = parse_document(plain, path=document.path, language=document.language)
    label = pair.blocks[0].label if pair.blocks else None
    said = ""
    if not read.blocks:
        said = "nothing would be left"
    elif read.head or any(block.lead.strip() for block in read.blocks) or read.tail.strip():
        said = "part of it would be no part of the row"
    elif any(block.attribute_source for block in read.blocks):
        said = "the line in braces is kept as it is, and is not written here"
    elif read.flaws:
        said = read.flaws[0].message
    elif [block.label for block in read.blocks] != [label] and any(
        label or block.label for block in read.blocks
    ):
        said = "a note is one paragraph with its label, and stands by itself"
    if said:
        here = (str(b.place) for b in pair.blocks if b.place.path == document.path)
        raise VisavisError(said, place=next(here, document.path))
    return read.blocks


def _take_places(document: Document, pair: Pair, side: Side, parts: Sequence[Block]) -> list[Block]:
    """The new blocks of a side: each with the place of an old one, the rest behind them."""
    old = pair[side]
    fresh = []
    for number, part in enumerate(parts):
        if number < len(old):
            fresh.append(_as_in(part, old[number], document))
        else:
            fresh.append(_new_block(part, document, pair.id or "", number))
    return _closed(fresh, document) if len(parts) > len(old) else fresh


def _as_in(part: Block, old: Block, document: Document) -> Block:
    """A block that stands where another one stood, with its line ends and its attribute line."""
    end = line_end(old, document)
    words = LINE_END.sub(end, _ENDS.sub("", part.source))
    closing = _ENDS.search(old.source)
    assert closing is not None
    return replace(old, source=words + closing[0])


def _new_block(part: Block, document: Document, identifier: str, number: int) -> Block:
    """A block that is put into a text: the first of a row, or one that continues it."""
    end = line_end(_blank(document), document)
    words = LINE_END.sub(end, _ENDS.sub("", part.source)) + end
    block = replace(part, lead=end, source=words)
    return write_token(block, document, f"#{identifier}" if number == 0 else f".{identifier}")


def _blank(document: Document) -> Block:
    """Any block of a text, for what is usual there; an empty one where there is none."""
    if document.blocks:
        return replace(document.blocks[0], attribute_source="", note=None, inlines=())
    made = parse_document("x\n", path=document.path, language=document.language)
    return replace(made.blocks[0], source="")


def _fill(chapter: Pairing, pair: Pair, side: Side, parts: Sequence[Block]) -> Pairing:
    """Write a side that had nothing; the other is no longer alone."""
    document, identifier = chapter[side], pair.id or ""
    if pair in chapter.notes:
        label = pair.blocks[0].label or ""
        body = re.sub(r"\A\[\^[^\]]+\]:[ \t]*", "", written_side(parts))
        made = add_note(document, label, re.sub(r"(?m)^ {4}", "", body))
    else:
        before = _last_with(chapter, pair, side)
        blocks = [_new_block(part, document, identifier, n) for n, part in enumerate(parts)]
        made = _put(chapter, before, side, blocks)
    known = pair[side.other]
    other = chapter[side.other]
    freed = (unmark(block) if among(block, known) >= 0 else block for block in other.blocks)
    done = with_texts(chapter, {side: made, side.other: with_blocks(other, freed)})
    _check_rest(chapter, done, {identifier}, "what is written")
    return done


def _put(chapter: Pairing, before: Pair | None, side: Side, blocks: Sequence[Block]) -> Document:
    """A text with blocks behind those of a row, or before all others."""
    document = chapter[side]
    row = before if before is None or before[side] else _last_with(chapter, before, side)
    if row is None:
        rest = list(document.blocks)
        first = replace(blocks[0], lead=rest[0].lead if rest else "")
        end = line_end(_blank(document), document)
        if rest and not rest[0].lead.strip("\r\n ") and "\n" not in rest[0].lead[:1]:
            rest[0] = replace(rest[0], lead=end + rest[0].lead.lstrip("\r\n"))
        return with_blocks(document, [first, *blocks[1:], *rest])
    at = next(n for n, block in enumerate(document.blocks) if block is row[side][-1])
    head = _closed(document.blocks[: at + 1], document)
    return with_blocks(document, [*head, *blocks, *document.blocks[at + 1 :]])


def _last_with(chapter: Pairing, pair: Pair, side: Side) -> Pair | None:
    """The last row above one that has something on a side."""
    above = chapter.pairs[: chapter.index(pair)]
    return next((row for row in reversed(above) if row[side]), None)


def _closed(blocks: Iterable[Block], document: Document) -> list[Block]:
    return [closed(block, line_end(block, document)) for block in blocks]


def _finish(chapter: Pairing, document: Document, side: Side, pair: Pair, number: int) -> Pairing:
    done = with_texts(chapter, {side: document})
    _check_rest(chapter, done, {pair.id or ""}, "what is written")
    made = next((one for one in (*done.pairs, *done.notes) if one.id == pair.id), None)
    if made is None or len(made[side]) != number:
        raise _otherwise(document, "what is written")
    return done


def _check_rest(before: Pairing, after: Pairing, own: set[str], doing: str) -> None:
    """Raise VisavisError where anything but some rows is read otherwise than it was."""
    for side in Side:
        if _rest(before, side, own) != _rest(after, side, own):
            raise _otherwise(after[side], doing)
        if len(after[side].flaws) > len(before[side].flaws):
            raise _otherwise(after[side], doing)


def _rest(chapter: Pairing, side: Side, own: set[str]) -> list[tuple[str | None, str, str]]:
    rows = ((row.id, row[side]) for row in (*chapter.pairs, *chapter.notes) if row.id not in own)
    return [
        (identifier, block.kind.value, _ENDS.sub("", block.source))
        for identifier, blocks in rows
        for block in blocks
    ]


def _otherwise(document: Document, doing: str) -> VisavisError:
    return VisavisError(
        f"{doing} would change how the rest of the text is read",
        place=document.path,
        hint="close what it opens: a fence, a tag, a quotation",
    )
