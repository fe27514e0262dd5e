"""Rules about raw HTML and attributes: texts come from many hands, and go to every reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from visavis.checks.finding import Problem, Severity
from visavis.checks.raw_html import (
    ADDRESSES,
    LOADED,
    HtmlReader,
    hides_markup,
    leads_abroad,
    shortened,
)
from visavis.checks.rule import TEXT, at_block, at_inline, at_offset, rule
from visavis.pairs import continued_id
from visavis.text import AS_PRINTED, Block, Document, InlineKind

if TYPE_CHECKING:
    from visavis.render import Dropped


@rule(
    "html.unsafe",
    Severity.ERROR,
    TEXT,
    waivable=False,
    supersedes=("link.lost", "link.elsewhere", "link.broken"),
)
def html_unsafe(document: Document) -> Iterator[Problem]:
    """A text holds nothing that its page would not show.

    What becomes of a text goes through one list of the elements, attributes, classes and addresses
    that a text may have, and what is not in it is taken away: `<script>`, `onclick=`, `style=`, an
    address that is neither `https:`, `http:` or `mailto:` nor a file of the edition, a class that
    is not listed here, an id that stands twice. Write it in Markdown, or show it as code where the
    text speaks of it.

    The classes are `verse`, `edition`, `caption`, `center`, `right`, `small`, and the kinds of a
    box: `note`, `abstract`, `info`, `tip`, `success`, `question`, `warning`, `failure`, `danger`,
    `bug`, `example`, `quote`.
    """
    for block in document.blocks:
        yield from find_unsafe(document, block)


@rule("html.unbalanced", Severity.ERROR, TEXT, waivable=False)
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


def find_unsafe(document: Document, block: Block) -> Iterator[Problem]:
    """What the gate takes away of a block, each at its place."""
    from visavis.render import find_dropped, is_bare, is_tangled

    if (is_bare(block) and not block.classes) or is_tangled(block):
        return
    for inline in block.of_kind(InlineKind.HTML):
        if hides_markup(inline.text):
            said = "only a plain comment <!-- … --> may begin with <! or <?"
            yield at_inline(document, block, inline, said, "write it as a comment, or take it out")
    for one in find_dropped(block, document.language):
        if not _is_told_elsewhere(document, block, one):
            yield _at(document, block, one)


def _is_told_elsewhere(document: Document, block: Block, one: Dropped) -> bool:
    """Whether another rule says it, or nothing is lost by it."""
    if not one.attribute:
        return False
    if one.attribute in ADDRESSES | LOADED:  # `link.empty`, and `image.remote`
        return not one.value or (one.attribute in LOADED and leads_abroad(one.value))
    if one.attribute == "class":
        ids = {each.id for each in document.blocks if each.id}
        return one.value in {"alone", "untranslated", AS_PRINTED, continued_id(block, ids), *ids}
    # Words in braces at the end of a heading: `parsers.disagree` says that they vanish.
    written = one.value or block.of_kind(InlineKind.HTML)
    return not written and one.attribute not in dict(block.attributes.others)


def _at(document: Document, block: Block, one: Dropped) -> Problem:
    said, hint, wanted = _describe(one)
    found = re.search(wanted, block.source, re.IGNORECASE)
    if found:
        return at_offset(document, block, *found.span(), said, hint)
    if re.search(wanted, block.attribute_source, re.IGNORECASE):
        line = block.place.last_line + 1
        return Problem(document.path, line, said, hint, block.id, document.language)
    return at_block(document, block, said, hint)


def _describe(one: Dropped) -> tuple[str, str, str]:
    """What is said of it, what to do, and how it looks in a text."""
    value = shortened(one.value)
    if not one.attribute:
        said = f"raw HTML <{one.tag}> is not allowed in a text"
        return said, "write it in Markdown, or show it as code", rf"<{re.escape(one.tag)}\b"
    if one.attribute in ADDRESSES:
        said = f"a text may not lead to the address {value}"
        hint = "link to a page or a file of the edition, or to https://…"
        return said, hint, re.escape(one.value)
    if one.attribute == "class":
        said = f"the class .{value} is none that a text may give"
        return said, "take it out, or see the documentation for those there are", re.escape(value)
    if one.attribute == "id":
        said = f"the id {value} stands twice, or is not one"
        return said, "give it another name", re.escape(one.value)
    said = f"the attribute {one.attribute}= is not allowed in a text"
    return said, "take it out", rf"\b{re.escape(one.attribute)}\s*="


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
