"""Repairs typography where there is no doubt what was meant, and touches no other byte."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from visavis.text.block import Block, Document, Kind
from visavis.text.parse import parse_document, write_document
from visavis.text.raw import raw_spans
from visavis.text.typography import (
    NARROW_NO_BREAK,
    NO_BREAK,
    SPACES,
    Typography,
    find_typography,
    keeps_typography,
)

_WORDLESS = frozenset({Kind.CODE, Kind.BREAK, Kind.HTML})
_SHAPED = frozenset({Kind.TABLE, Kind.VERSE})
"""In these, spaces may draw something."""
_GAP = re.compile(rf"(?<=\S)[{SPACES}]{{2,}}(?=\S)")
_UNSEEN = re.compile("[\u200b\ufeff\u202a-\u202e\u2066-\u2069]")
_JOINED = re.compile("^(?:ar|arc|ckb|dv|fa|he|ku|ps|sd|ug|ur|yi|th|lo|km|my|ja|zh)(?:-|$)")
"""Languages in which an invisible sign may say something."""
_ENDS = r"(?=[\s\"”’»)\]*_]|$)"
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])'(?=[^\W\d_])")
_OPENS = re.compile(r"[\s(\[*_—–-]\Z|\A\Z")
_CLOSES = re.compile(r"\A(?:[\s)\].,;:!?…*_—–-]|\Z)")
_QUOTE_MARKS = re.compile("[«»“”„]")


@dataclass(frozen=True, slots=True)
class Repair:
    """A few characters of a block that are written otherwise."""

    start: int
    """In characters of the block's source."""
    end: int
    new: str
    reason: str
    """What was wrong, such as `space before a comma`."""


def format_document(document: Document) -> Document:
    """The document with its typography repaired; formatting it again changes nothing.

    What is code, an address, raw HTML or marked as it was printed stays, and so does every block
    whose words or marks would be read otherwise afterwards.
    """
    while (done := _format_once(document)) is not document:  # one repair may show the next fault
        document = done
    return document


def _format_once(document: Document) -> Document:
    found = [find_repairs(block, document) for block in document.blocks]
    done = _repaired(document, found)
    if done is None:  # Each by itself: one that cannot be repaired does not keep the others from it
        kept: list[Sequence[Repair]] = [()] * len(found)
        for number, repairs in enumerate(found):
            kept[number] = repairs
            if repairs and _repaired(document, kept) is None:
                kept[number] = ()
        done = _repaired(document, kept)
    return document if done is None else done


def find_repairs(block: Block, document: Document) -> list[Repair]:
    """What of a block's typography can be repaired without doubt, in the order of the text."""
    wanted = find_typography(document.language)
    if block.kind in _WORDLESS or keeps_typography(document, block):
        return []
    held = raw_spans(block)
    finders: list[Callable[[Block, Document], Iterator[Repair]]] = [_uncomposed, _unseen]
    if block.kind not in _SHAPED:
        finders.append(_gaps)
    finders.append(_apostrophes)
    if wanted:
        finders += [
            lambda block, document: _commas(block, wanted),
            lambda block, document: _spaces(block, wanted),
            lambda block, document: _quotes(block, wanted, _inner_space(document), held),
        ]
    chosen: list[Repair] = []
    for find in finders:
        for repair in find(block, document):
            clear = not any(a < repair.end and repair.start < b for a, b in held)
            apart = all(r.end <= repair.start or repair.end <= r.start for r in chosen)
            if clear and apart:
                chosen.append(repair)
    return sorted(chosen, key=lambda repair: repair.start)


def _repaired(document: Document, found: Sequence[Sequence[Repair]]) -> Document | None:
    """The document with these repairs; None where it would say something else."""
    if not any(found):
        return document
    blocks = [
        replace(block, source=_apply(block.source, repairs))
        for block, repairs in zip(document.blocks, found, strict=True)
    ]
    text = write_document(replace(document, blocks=tuple(blocks)))
    read = parse_document(text, path=document.path, language=document.language)
    kept = [(b.lead, b.source, b.attribute_source) for b in blocks]
    whole = kept == [(b.lead, b.source, b.attribute_source) for b in read.blocks]
    return read if whole and _essence(read) == _essence(document) else None


def _apply(source: str, repairs: Sequence[Repair]) -> str:
    for repair in reversed(repairs):
        source = source[: repair.start] + repair.new + source[repair.end :]
    return source


def _essence(document: Document) -> list[object]:
    """All that typography has no part in."""
    return [
        (
            block.kind,
            block.attributes,
            block.label,
            block.size,
            _letters(block.plain),
            [(i.kind, i.target, _letters(i.text)) for i in block.inlines],
        )
        for block in document.blocks
    ]


def _letters(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFC", text) if c.isalnum())


def _uncomposed(block: Block, document: Document) -> Iterator[Repair]:
    for found in re.finditer(r".[\u0300-\u036f]+", block.source):
        composed = unicodedata.normalize("NFC", found[0])
        if composed != found[0]:
            yield Repair(*found.span(), composed, "accent written apart from its letter")


def _unseen(block: Block, document: Document) -> Iterator[Repair]:
    if not _JOINED.match(document.language):
        for found in _UNSEEN.finditer(block.source):
            yield Repair(*found.span(), "", "invisible sign")


def _gaps(block: Block, document: Document) -> Iterator[Repair]:
    for found in _GAP.finditer(block.source):
        line = block.source[: found.start()].replace("\r", "\n").rpartition("\n")[2]
        if re.fullmatch(r"[\s>]*(?:[-*+]|\d+[.)]|>|#+|:|\[\^[^\]]*\]:)", line):
            continue  # the space after the mark of an item, a quotation, a heading
        unbroken = [c for c in found[0] if c != " "]
        yield Repair(*found.span(), unbroken[0] if unbroken else " ", "doubled space")


def _apostrophes(block: Block, document: Document) -> Iterator[Repair]:
    """Straight apostrophes, where the text has round ones too."""
    if "’" in "".join(other.plain for other in document.blocks):
        for found in _APOSTROPHE.finditer(block.source):
            yield Repair(*found.span(), "’", "straight apostrophe among round ones")


def _commas(block: Block, wanted: Typography) -> Iterator[Repair]:
    if "," in wanted.tight:
        for found in re.finditer(rf"(?<=\w)[{SPACES}]+(?=,{_ENDS})", block.source):
            yield Repair(*found.span(), "", "space before a comma")


def _spaces(block: Block, wanted: Typography) -> Iterator[Repair]:
    """Spaces before signs: too many for the language, or of a kind that breaks the line."""
    tight = "".join(sign for sign in wanted.tight if sign != ",")
    if tight and not _QUOTE_MARKS.search(block.source):  # what is quoted may be another language
        for found in re.finditer(
            rf"(?<=\w)[{SPACES}](?=[{tight}]+{_ENDS})(?![:;][()])", block.source
        ):
            if not _in_emphasis(block, found.start()):
                reason = f"space before {block.source[found.end()]}"
                yield Repair(*found.span(), "", reason)
    if wanted.spaced:
        signs = re.escape(wanted.spaced)
        for found in re.finditer(rf"\u2009(?=[{signs}])|(?<=«)\u2009", block.source):
            yield Repair(*found.span(), NARROW_NO_BREAK, "a space that may break the line")


def _in_emphasis(block: Block, at: int) -> bool:
    """Whether a place may stand in emphasis, which often is another language."""
    marks = len(re.findall(r"(?<!\\)[*_]+", block.source[:at]))
    return marks % 2 == 1


def _inner_space(document: Document) -> str:
    """The space inside guillemets that the text has most: as typed, or one that breaks no line."""
    text = "".join(block.plain for block in document.blocks)
    counts = {space: text.count(f"«{space}") for space in (NO_BREAK, NARROW_NO_BREAK, " ")}
    return max(counts, key=lambda space: counts[space])


def _quotes(
    block: Block, wanted: Typography, inner: str, held: Sequence[tuple[int, int]]
) -> Iterator[Repair]:
    """Straight quotation marks, where each of them clearly opens or closes."""
    source = block.source
    if _QUOTE_MARKS.search(source) or (block.label or "").startswith("tr-"):
        return  # inside or around others they may be anything
    places = [
        found.start()
        for found in re.finditer('"', source)
        if not any(start <= found.start() < end for start, end in held)
    ]
    sides = [_side(source, at) for at in places]
    empty = any(not source[a + 1 : b].strip() for a, b in pairwise(places))
    if empty or len(places) % 2 or sides != ["open", "close"] * (len(places) // 2):
        return
    opening, closing = wanted.quotes[0]
    space = inner if wanted.inside.get(opening) else ""
    for at, side in zip(places, sides, strict=True):
        start, end = at, at + 1
        if side == "open":
            end += bool(space) and source[end : end + 1] in SPACES
        new = opening + space if side == "open" else space + closing
        yield Repair(start, end, new, "straight quotation mark")


def _side(source: str, at: int) -> str:
    """Whether a straight mark opens or closes, by what stands beside it."""
    before, after = source[:at][-1:], source[at + 1 :][:1]
    if before.isdigit():
        return "unsure"  # inches, or seconds
    opens, closes = bool(_OPENS.search(before)), bool(_CLOSES.match(after))
    if opens and closes:  # beside a dash it is the other side that tells
        opens, closes = bool(after.strip()), bool(before.strip())
    if opens == closes:
        return "unsure"
    return "open" if opens else "close"
