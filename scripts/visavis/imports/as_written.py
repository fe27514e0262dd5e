"""What a new text says as the old one did stays as it was written, with what was said about it.

One thing can be written in several ways (`- one` and `-   one`). An exchange should show what has
changed, and not that it went through another hand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from visavis.errors import VisavisError
from visavis.imports.file import read_data
from visavis.text import Block, InlineKind, Kind, parse_document

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
    for call, label in reversed(
        [(one, other.text) for one, other in zip(before, now, strict=True)]
    ):
        source = f"{source[: call.start]}[^{label}]{source[call.end :]}"
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
