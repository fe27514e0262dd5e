"""The words of texts as they will be written, to be held against those that were given."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from visavis.imports.words.placed import PlacedText
from visavis.text import Block, Document, Kind

SPARE = "spare"
"""The kind of passages that may answer what was given, and need not: a title repeats a heading."""


def came_out(documents: Iterable[Document], apart: Set[str] = frozenset()) -> Iterator[PlacedText]:
    """The passages of texts as they will be written: rows, then notes, then what the heads say.

    `apart` are the labels of notes that the import itself has added.
    """
    for document in documents:
        notes = [block for block in document.blocks if block.label is not None]
        body = (block for block in document.blocks if block.label is None)
        for block in (*body, *(note for note in notes if note.label not in apart)):
            yield PlacedText(str(block.kind), str(block.place), _words_of(block))
            for title in (inline.title for inline in block.inlines if inline.title):
                yield PlacedText(SPARE, str(block.place), title)
            yield PlacedText(SPARE, str(block.place), _language_of(block))
        for value in document.meta.values():
            yield PlacedText(SPARE, document.path, str(value))


def _words_of(block: Block) -> str:
    """The words of a block, without the title that a page gives a box which has none."""
    if block.kind is Kind.ADMONITION and '"' not in block.source.split("\n", 1)[0]:
        return block.plain.partition(" ")[2]
    return block.plain


def _language_of(block: Block) -> str:
    """The language that a block of code says it is in, or what kind of box a box is."""
    opening = block.source.split("\n", 1)[0].strip("`~!?+ ").split()
    return opening[0] if opening and block.kind in (Kind.CODE, Kind.ADMONITION) else ""
