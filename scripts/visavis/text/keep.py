"""A text as it was read, to be kept beside it: where it is cut, and what its blocks are.

Its own words are not in it but where a block's plain words differ from what is written, so that it
is small, and of use only with the very text from which it was made.
"""

from __future__ import annotations

import copyreg
from dataclasses import replace
from typing import Any

from visavis.text.block import Attributes, Block, Document, Flaw, Inline, InlineKind, Kind, Place
from visavis.text.note import read_note
from visavis.text.parse import write_document

_KINDS = {kind.value: kind for kind in Kind}
_INLINES = {kind.value: kind for kind in InlineKind}
_NONE = Attributes()


def pack_document(document: Document) -> list[Any]:
    """What JSON can hold of a document."""
    flaws = [[flaw.code, flaw.line, flaw.message, flaw.hint] for flaw in document.flaws]
    blocks = [_pack(block) for block in document.blocks]
    return [len(document.head), dict(document.meta), flaws, blocks]


def unpack_document(packed: list[Any], text: str, *, path: str, language: str) -> Document:
    """The document of a text for which `pack_document` has given this."""
    at, meta, flaws, rows = packed
    head, blocks = text[:at], []
    for lead, written, attribute_line, *fields in rows:
        begin = at + lead
        end = begin + written
        last = end + attribute_line
        blocks.append(_unpack(path, text[at:begin], text[begin:end], text[end:last], *fields))
        at = last
    meta = {key: tuple(value) if isinstance(value, list) else value for key, value in meta.items()}
    said = tuple(Flaw(*flaw) for flaw in flaws)
    return Document(path, language, tuple(blocks), head, text[at:], meta, said)


def _send(document: Document) -> tuple[Any, ...]:
    """How a document goes to another process: as its text.

    Pickled as they are, all strings would be held twice from then on, since Python keeps the UTF-8
    of a string in it that was asked for it.
    """
    sent = pack_document(document), write_document(document), document.path, document.language
    return _receive, (*sent, document.exists)


def _receive(packed: list[Any], text: str, path: str, language: str, exists: bool) -> Document:
    document = unpack_document(packed, text, path=path, language=language)
    return document if exists else replace(document, exists=False)


copyreg.pickle(Document, _send)


def _pack(block: Block) -> list[Any]:
    attributes = block.attributes
    return [
        len(block.lead),
        len(block.source),
        len(block.attribute_source),
        block.kind.value,
        None if block.plain == _bare(block.source) else block.plain,
        block.place.line,
        block.place.last_line,
        None
        if attributes == _NONE
        else [attributes.id, [*attributes.classes], [*map(list, attributes.others)]],
        block.level,
        block.size,
        block.label,
        [[one.kind.value, one.text, one.target, one.title, *_places(one)] for one in block.inlines],
    ]


def _places(inline: Inline) -> tuple[int, int, int, int]:
    return inline.start, inline.end, inline.reference_at, inline.at


def _unpack(
    path: str,
    lead: str,
    source: str,
    attribute_source: str,
    kind: str,
    plain: str | None,
    line: int,
    last_line: int,
    attributes: list[Any] | None,
    level: int,
    size: int,
    label: str | None,
    inlines: list[Any],
) -> Block:
    given = _NONE
    if attributes:
        name, classes, others = attributes
        given = Attributes(name, tuple(classes), tuple(map(tuple, others)))
    return Block(
        _KINDS[kind],
        source,
        _bare(source) if plain is None else plain,
        Place(path, line, last_line),
        lead,
        attribute_source,
        given,
        level,
        size,
        label,
        tuple(Inline(_INLINES[one], *rest) for one, *rest in inlines),
        None if label is None else read_note(label, source),
    )


def _bare(source: str) -> str:
    """The plain words of a block that has no markup and stands on one line."""
    return source.rstrip("\r\n")
