"""What `split`, `join`, `shift` and `move` do to the blocks of one file, and what they never do."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from visavis.errors import VisavisError
from visavis.pairs.pair import MARKS, Pairing
from visavis.pairs.pairing import with_texts
from visavis.side import Side
from visavis.text import (
    LINE_END,
    Attributes,
    Block,
    Document,
    Kind,
    parse_attributes,
    parse_document,
    write_document,
)


def is_sure(chapter: Pairing) -> bool:
    """Whether it is certain which blocks of a chapter answer each other."""
    doubts = (chapter.duplicates, chapter.crossed, chapter.strays)
    return not any(doubts) and not any(document.doubts for document in chapter.documents)


def check_sure(chapter: Pairing) -> None:
    """Raise VisavisError where it is not certain which blocks answer each other."""
    if not is_sure(chapter):
        raise VisavisError(
            f"the ids of {chapter.name} are in disorder",
            place=chapter.target.path,
            hint=f"mend first what `visavis check {chapter.target.path}` says",
        )


def write_token(block: Block, document: Document, token: str, old: str | None = None) -> Block:
    """The block under another id (`#p7`), or as what continues one (`.p7`).

    `old` is the id that it has or continues. Nothing else of its attribute line is touched.
    """
    if old and block.attribute_source:
        found = rf"(?<=[\s{{:])[#.]{re.escape(old)}(?=[\s}}])"
        line = re.sub(found, token, block.attribute_source, count=1)
        return _with_line(block, block.source, line)
    if block.attribute_source:
        line = re.sub(r"\{:?", lambda m: f"{m[0]} {token}", block.attribute_source, count=1)
        return _with_line(block, block.source, line)
    end = line_end(block, document)
    closed = block.source.endswith(("\n", "\r"))
    source = block.source if closed else block.source + end
    return _with_line(block, source, f"{{: {token} }}" + (end if closed else ""))


def without_token(block: Block, old: str) -> Block:
    """The block without its id; without its attribute line, if that says nothing else."""
    if block.attributes == Attributes(old):
        return replace(block, attribute_source="", attributes=Attributes())
    found = rf"\s?(?<=[\s{{:])[#.]{re.escape(old)}(?=[\s}}])"
    return _with_line(block, block.source, re.sub(found, "", block.attribute_source, count=1))


def mark(block: Block, name: str) -> Block:
    """The block with a class more, behind its id."""
    line = re.sub(r"(#[^\s}]+)", lambda m: f"{m[0]} .{name}", block.attribute_source, count=1)
    return _with_line(block, block.source, line)


def unmark(block: Block) -> Block:
    """The block without what says that it has no other side."""
    if not (block.alone or block.untranslated):
        return block
    found = rf"[ \t]*(?<=[\s{{:])\.(?:{'|'.join(MARKS.values())})(?=[\s}}])"
    return _with_line(block, block.source, re.sub(found, "", block.attribute_source))


def line_end(block: Block, document: Document) -> str:
    """How the lines around the end of a block end."""
    found: list[str] = LINE_END.findall(block.source[-2:]) or LINE_END.findall(block.source)
    if not found:
        found = LINE_END.findall(document.head + "".join(b.lead for b in document.blocks))
    return found[-1] if found else "\n"


def closed(block: Block, end: str) -> Block:
    """The block with a line break at its end, so that another may follow."""
    written = block.attribute_source or block.source
    if not written or written.endswith(("\n", "\r")):
        return block
    if block.attribute_source:
        return replace(block, attribute_source=block.attribute_source + end)
    return replace(block, source=block.source + end)


def with_blocks(document: Document, blocks: Iterable[Block]) -> Document:
    """The document with other blocks, read again from the text that they make."""
    text = write_document(replace(document, blocks=tuple(blocks)))
    if not (text or document.exists):
        return document
    return parse_document(text, path=document.path, language=document.language)


def finish(before: Pairing, texts: Mapping[Side, Document], doing: str) -> Pairing:
    """The chapter with its new texts, if they say the same. Raises VisavisError where they do not.

    Every word, link, note call and picture is still there, in the order in which it stood.
    """
    after = with_texts(before, texts)
    for old, new in zip(before.documents, after.documents, strict=True):
        if essence(old.blocks) != essence(new.blocks) or not is_sure(after):
            raise unreadable(old, doing)
    return after


def unreadable(document: Document, doing: str) -> VisavisError:
    """What is said where an edit would make something else of the text."""
    return VisavisError(
        f"{doing} here would change how the text is read",
        place=document.path,
        hint="choose a place between two sentences, outside of emphasis, links and headings",
    )


def essence(blocks: Iterable[Block]) -> tuple[str, list[object]]:
    """What nothing may change: the words one after the other, and what stands among them."""
    blocks = list(blocks)
    words = "".join("".join(block.plain.split()) for block in blocks)
    inlines = [(i.kind, i.target, "".join(i.text.split())) for b in blocks for i in b.inlines]
    return words, list(inlines)


def among(block: Block, blocks: Sequence[Block]) -> int:
    """The number of this very block among others, or -1: blocks may be equal and yet two."""
    return next((n for n, other in enumerate(blocks) if other is block), -1)


def is_row(block: Block) -> bool:
    """Whether a block is part of a row, and not a note."""
    return block.kind is not Kind.NOTE


def _with_line(block: Block, source: str, line: str) -> Block:
    attributes = parse_attributes(line)
    assert attributes is not None, line
    return replace(block, source=source, attribute_source=line, attributes=attributes)
