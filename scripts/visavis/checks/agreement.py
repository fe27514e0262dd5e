"""The rule that two parsers see the same blocks."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from visavis.align import Pairing
from visavis.checks.finding import Severity
from visavis.checks.rule import Problem, at_block, name_of, rule
from visavis.render import FENCE, rendered_kinds
from visavis.text import Block, Document, Kind, write_document

_ALIKE = {Kind.VERSE: Kind.PARAGRAPH, Kind.FIGURE: Kind.PARAGRAPH}


@rule("parsers.disagree", Severity.ERROR)
def parsers_disagree(chapter: Pairing) -> Iterator[Problem]:
    """The blocks that are paired are the blocks that are rendered.

    The text is cut into blocks by one Markdown parser (CommonMark) and rendered by another
    (Python-Markdown). Where they read it differently, a row would show something else than was
    checked. It usually helps to put a blank line before and after the block, to write `# Heading` with
    a space, and to indent what is inside a list by four spaces.
    """
    for document in chapter.documents:
        seen = [block for block in document.blocks if block.kind is not Kind.NOTE]
        rendered = rendered_kinds(write_document(document).removeprefix(document.head))
        for block, kind in zip_longest(seen, rendered):
            if block is None or kind is None or _common(block) is not _common_kind(kind):
                yield _disagreement(document, block or document.blocks[-1], kind)
                break


@rule("fence.reserved", Severity.ERROR)
def fence_reserved(chapter: Pairing) -> Iterator[Problem]:
    """No block begins with `:::`, which parts the rows of a composed page."""
    for document in chapter.documents:
        for block in document.blocks:
            if any(line.startswith(FENCE) for line in block.source.splitlines()):
                yield at_block(
                    document, block, f"{name_of(block)} has a line that begins with :::",
                    "indent it or write it as code",
                )


def _disagreement(document: Document, block: Block, kind: Kind | None) -> Problem:
    seen = f"the renderer sees a {kind} here" if kind else "the renderer sees no block here"
    return at_block(
        document,
        block,
        f"{name_of(block)} is read as a {block.kind}, but {seen}",
        "put a blank line before and after it",
    )


def _common(block: Block) -> Kind:
    if block.kind is Kind.FIGURE and block.source.lstrip().startswith("<"):
        return Kind.HTML
    return _common_kind(block.kind)


def _common_kind(kind: Kind) -> Kind:
    return _ALIKE.get(kind, kind)
