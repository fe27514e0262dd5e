"""Rules about footnotes: calls, definitions, and both languages having them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from visavis.checks.finding import Problem, Severity
from visavis.checks.rule import TEXT, TEXTS, at_block, at_inline, rule
from visavis.checks.rules.file import find_flaws
from visavis.pairs import Pair, Pairing, note_id
from visavis.side import Side
from visavis.text import (
    Block,
    Document,
    Inline,
    InlineKind,
    NoteKind,
    is_valid_id,
    note_kind,
)


@rule("note.undefined", Severity.ERROR, TEXT)
def note_undefined(document: Document) -> Iterator[Problem]:
    """A note that is called is defined in the same file."""
    defined = _defined_labels(document)
    for block, call in _calls(document.blocks):
        if call.text not in defined:
            yield at_inline(
                document,
                block,
                call,
                f"the note [^{call.text}] is called and not defined",
                f"write `[^{call.text}]: …` at the end of {document.path}",
            )


@rule("note.uncalled", Severity.ERROR, TEXTS)
def note_uncalled(chapter: Pairing) -> Iterator[Problem]:
    """A note that is defined is called in the same file.

    A call in another note counts where that one is called from the text.
    """
    for side in Side:
        called = _called_labels(chapter[side])
        for block in chapter[side].blocks:
            if block.label is not None and block.label not in called:
                pair, call = _call_beyond(chapter, side, block.label)
                where = "where it belongs"
                if pair and call and pair[side]:
                    where = f"in {pair[side][0].place}, as in {call.place}"
                problem = at_block(
                    chapter[side],
                    block,
                    f"the note [^{block.label}] is defined and never called",
                    f"write [^{block.label}] {where}, or delete the note",
                )
                yield replace(problem, follows=(pair.id,) if pair and pair.id else ())


@rule("note.duplicate", Severity.ERROR, TEXT)
def note_duplicate(document: Document) -> Iterator[Problem]:
    """A note is defined once in a file."""
    seen: dict[str, int] = {}
    for block in document.blocks:
        if block.label in seen:
            yield at_block(
                document,
                block,
                f"the note [^{block.label}] is already defined at line {seen[block.label]}",
                "give one of the two another label, in its call too",
            )
        elif block.label is not None:
            seen[block.label] = block.place.line


@rule("note.label", Severity.ERROR, TEXT)
def note_label(document: Document) -> Iterator[Problem]:
    """A note's label can stand in an address: lower-case letters, digits and hyphens."""
    for block in document.blocks:
        if block.label is not None and not is_valid_id(note_id(block.label)):
            yield at_block(
                document,
                block,
                f"[^{block.label}] is no label: lower-case letters, digits and hyphens",
                "give the note another label, in its call too",
            )


@rule("note.nested", Severity.ERROR, TEXT)
def note_nested(document: Document) -> Iterator[Problem]:
    """A note is defined by itself, at the left margin.

    Inside a list, a quotation or another note the renderer loses it.
    """
    return find_flaws(document, "note.nested")


@rule("note.one-sided", Severity.ERROR, TEXTS)
def note_one_sided(chapter: Pairing) -> Iterator[Problem]:
    """A note of the text itself is called on both sides of its row.

    Labels that begin with `tr-` (a translator's choice), `ed-` (the editor's context) or `src-`
    (a source) may stand on one side. Any other beginning, `xx-`, says nothing: such a note is the
    text's own, so a slip in the prefix is found here. Rows that have only one side are not looked
    at.
    """
    pairs = [pair for pair in chapter.pairs if not pair.one_sided]
    in_rows = {
        side: {call.text for pair in pairs for _, call in _calls(pair[side])} for side in Side
    }
    waiting = {
        side: _defined_labels(chapter[side]) - _called_labels(chapter[side]) for side in Side
    }
    for pair in pairs:
        for side in Side:
            for block, call in _unanswered(pair[side], pair[side.other]):
                elsewhere, other = call.text in in_rows[side.other], chapter[side.other].path
                # One that waits for its call is named where it waits, see `note_uncalled`; one that
                # is called in another row of the other side is named on the translation's.
                if call.text in waiting[side.other] or (elsewhere and side is Side.SOURCE):
                    continue
                yield at_inline(
                    chapter[side],
                    block,
                    call,
                    f"the note [^{call.text}] is not called in {pair[side.other][0].place}",
                    f"call it in the same row of {other}, or put back what was exchanged"
                    if elsewhere
                    else f"call and define it in {other}; tr-, ed-, src- may stand alone",
                    pair,
                )


def _unanswered(
    blocks: tuple[Block, ...], answers: tuple[Block, ...]
) -> Iterator[tuple[Block, Inline]]:
    """The calls of the text's own notes that the other side of the row does not have."""
    answered = {call.text for _, call in _calls(answers)}
    for block, call in _calls(blocks):
        if call.text not in answered and note_kind(call.text) is NoteKind.TEXT:
            yield block, call


def _call_beyond(chapter: Pairing, side: Side, label: str) -> tuple[Pair | None, Block | None]:
    """The row whose other side calls a note, and the block that does, where there is one."""
    for pair in chapter.pairs:
        for block, call in _calls(pair[side.other]):
            if call.text == label:
                return pair, block
    return None, None


def _defined_labels(document: Document) -> set[str]:
    return {block.label for block in document.blocks if block.label is not None}


def _called_labels(document: Document) -> set[str]:
    """The labels of the notes that a reader comes to from the text, by way of other notes too."""
    inside: dict[str | None, set[str]] = {}
    for block, call in _calls(document.blocks):
        inside.setdefault(block.label, set()).add(call.text)
    found: set[str] = set()
    waiting = list(inside.get(None, ()))
    while waiting:
        label = waiting.pop()
        if label not in found:
            found.add(label)
            waiting += inside.get(label, ())
    return found


def _calls(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, Inline]]:
    for block in blocks:
        for call in block.of_kind(InlineKind.NOTE):
            yield block, call
