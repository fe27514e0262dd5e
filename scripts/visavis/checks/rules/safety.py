"""Rules about raw HTML and attributes: texts come from many hands, and go to every reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from visavis.checks.danger import (
    HtmlReader,
    find_attribute_dangers,
    find_dangers,
    hides_markup,
    is_unsafe_address,
    shortened,
)
from visavis.checks.finding import Severity
from visavis.checks.rule import TEXT, Problem, Spoils, at_inline, at_offset, rule
from visavis.text import Block, Document, Inline, InlineKind, Kind

_LIST = re.compile(r"\{[^{}\n]*\}")


@rule("html.unsafe", Severity.ERROR, TEXT, waivable=False, spoils=Spoils.BLOCK)
def html_unsafe(document: Document) -> Iterator[Problem]:
    """Raw HTML, links and attribute lists run nothing in the reader's browser.

    No `<script>` or other element that loads, runs or sends something, no `on…=` and no `style=`
    attribute, no `javascript:` address, whether in raw HTML, in a link or in an attribute list
    `{: … }`. A picture as a `data:` address is not accepted either: put it into a file. Show such a
    thing as code where the text speaks of it.
    """
    for block in document.blocks:
        yield from find_unsafe(document, block)


@rule("html.unbalanced", Severity.ERROR, TEXT, waivable=False, spoils=Spoils.BLOCK)
def html_unbalanced(document: Document) -> Iterator[Problem]:
    """Raw HTML closes what it opens within its block.

    An element or a comment left open would take the rows that follow with it. What HTML lets end by
    itself, such as `<li>`, may do so inside an element that is closed; `<br>` and `<img>` have no
    end.
    """
    for block in document.blocks:
        said = find_imbalance(block)
        if said:
            first = block.of_kind(InlineKind.HTML)[0]
            yield at_inline(document, block, first, said, "close it in the same block")


def is_safe(document: Document) -> bool:
    """Whether a text, which need not be a chapter's, runs nothing and leaves nothing open."""
    return not any(
        find_imbalance(block) or any(find_unsafe(document, block)) for block in document.blocks
    )


def find_unsafe(document: Document, block: Block) -> Iterator[Problem]:
    """What a block would run, in raw HTML, in links, in attribute lists."""
    if block.inlines or "{" in block.source:
        yield from _unsafe_inside(document, block)
    for danger in find_attribute_dangers(block.attributes.others):
        line, hint = block.place.last_line + 1, "take it out of the attribute list"
        yield Problem(document.path, line, danger, hint, block.id, document.language)


def find_imbalance(block: Block) -> str:
    """What the raw HTML of a block leaves open, or closes that is not open; empty if nothing."""
    raw = "".join(inline.text for inline in block.of_kind(InlineKind.HTML))
    if not raw:
        return ""
    reader = HtmlReader(raw)
    if reader.unread.startswith("<"):
        return f"{shortened(reader.unread.split()[0])} is opened and never closed here"
    if reader.astray:
        return f"<{reader.astray[-1]}> is closed and never opened here"
    return f"<{reader.open[-1]}> is opened and never closed here" if reader.open else ""


def _unsafe_inside(document: Document, block: Block) -> Iterator[Problem]:
    for inline in block.inlines:
        if inline.kind is InlineKind.HTML and hides_markup(inline.text):
            said = "only a plain comment <!-- … --> may begin with <! or <?"
            yield at_inline(document, block, inline, said, "write it as a comment, or take it out")
        elif inline.kind is InlineKind.HTML:
            for tag in HtmlReader(inline.text).tags:
                for danger in find_dangers(tag.name, tag.attributes):
                    yield _at_tag(document, block, inline, tag.offset, danger)
        elif is_unsafe_address(inline.target):
            said = f"the address {shortened(inline.target)} runs or embeds something"
            yield at_inline(document, block, inline, said, "link to a page or a file")
    if block.kind is not Kind.CODE:
        yield from _unsafe_lists(document, block)


def _at_tag(document: Document, block: Block, inline: Inline, offset: int, danger: str) -> Problem:
    start = inline.start + offset
    if inline.start < 0 or not block.source.startswith(inline.text[:1], inline.start):
        return at_inline(document, block, inline, danger, "write it in Markdown")
    end = block.source.find(">", start)
    return at_offset(document, block, start, end + 1, danger, "write it in Markdown")


def _unsafe_lists(document: Document, block: Block) -> Iterator[Problem]:
    """Attribute lists inside a block, which the renderer gives to what stands before them."""
    code = [(i.start, i.end) for i in block.of_kind(InlineKind.CODE)]
    for found in _LIST.finditer(block.source):
        if any(start <= found.start() < end for start, end in code):
            continue
        for danger in find_attribute_dangers(_items(found[0][1:-1])):
            yield at_offset(
                document, block, *found.span(), danger, "take it out of the attribute list"
            )


def _items(text: str) -> Iterator[tuple[str, str]]:
    """Every `key=value` that somebody could read in an attribute list, however it is written."""
    for before, value in pairwise(text.split("=")):
        words = before.split()
        if words:
            yield words[-1].strip("\"':"), value.strip(" \t\"'")
