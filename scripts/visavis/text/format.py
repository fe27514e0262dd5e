"""Repairs typography where there is no doubt what was meant, and touches no other byte."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from visavis.text.block import Document
from visavis.text.parse import parse_document, write_document
from visavis.text.repair import Habit, Repair, find_repairs


def format_document(document: Document) -> Document:
    """The document with its typography repaired; formatting it again changes nothing.

    What is code, an address, raw HTML or marked as it was printed stays, and so does every block
    whose words or marks would be read otherwise afterwards.
    """
    while (done := _format_once(document)) is not document:  # one repair may show the next fault
        document = done
    return document


def _format_once(document: Document) -> Document:
    habit = Habit.of(document)
    found = [find_repairs(block, document, habit) for block in document.blocks]
    done = _repaired(document, found)
    if done is None:  # Each by itself: one that cannot be repaired does not keep the others from it
        kept: list[Sequence[Repair]] = [()] * len(found)
        for number, repairs in enumerate(found):
            kept[number] = repairs
            if repairs and _repaired(document, kept) is None:
                kept[number] = ()
        done = _repaired(document, kept)
    return document if done is None else done


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
