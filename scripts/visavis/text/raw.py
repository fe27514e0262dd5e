"""What of a block is no prose: code, addresses, raw HTML, the calls of notes."""

from __future__ import annotations

import re
from collections.abc import Iterator

from visavis.text.block import Block, Inline, InlineKind, Kind, line_starts
from visavis.text.grammar import markdown_parser

_CODE = ("fence", "code_block", "html_block")
_RAW = re.compile(
    r"\[\^[^\s\[\]]+\]:?"  # calls and labels of notes
    r"|\b[a-z][a-z0-9+.-]{0,20}://(?:(?!\)\{:)[^\s<>])*|\bwww\.[^\s<>]*"  # addresses
    r"|(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+"
    r"|&(?:#?\w+);"
    r"|(?<=[)*_\]`])\{:?[^{}\r\n]*\}",  # attributes of what stands before
    re.IGNORECASE,
)
_HINTS = ("[^", "://", "www.", "@", "&", "{")
"""What stands in a text in which any of these is to be found."""
_BOX = re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?)[^\r\n]*", re.MULTILINE)
"""The line that opens a box; its title stands in straight quotation marks."""
_LINK_END = re.compile(r"\]\([^\r\n]*\Z")


def raw_spans(block: Block) -> list[tuple[int, int]]:
    """What is no prose: code, addresses, raw HTML, calls of notes, as (start, end)."""
    lower = block.source.lower()
    hinted = any(hint in lower for hint in _HINTS)
    held = [found.span() for found in _RAW.finditer(block.source)] if hinted else []
    held += [span for inline in block.inlines for span in _raw_part(inline, block.source)]
    if block.kind is Kind.ADMONITION:
        held += [found.span() for found in _BOX.finditer(block.source)]
    if block.kind in (Kind.LIST, Kind.QUOTE, Kind.NOTE, Kind.ADMONITION):
        edges = (*line_starts(block.source), len(block.source))
        for token in markdown_parser().parse(block.source):
            if token.type in _CODE and token.map:
                held.append((edges[token.map[0]], edges[min(token.map[1], len(edges) - 1)]))
    return held


def _raw_part(inline: Inline, source: str) -> Iterator[tuple[int, int]]:
    if inline.start < 0:
        return
    if inline.kind in (InlineKind.CODE, InlineKind.HTML, InlineKind.NOTE):
        yield inline.start, inline.end
    elif inline.reference_at >= 0:
        yield inline.reference_at, inline.end
    else:
        # The target and the title of a link; an address in angle brackets is one altogether.
        ending = _LINK_END.search(source[inline.start : inline.end])
        yield inline.start + (ending.start() if ending else 0), inline.end
