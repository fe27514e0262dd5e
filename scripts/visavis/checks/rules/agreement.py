"""The rules that the page shows what was read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from posixpath import commonprefix
from typing import TYPE_CHECKING

from visavis.checks.finding import Problem, Severity
from visavis.checks.raw_html import HtmlReader
from visavis.checks.rule import TEXT, a, at_block, name_of, rule
from visavis.checks.rules.safety import find_imbalance, find_unsafe
from visavis.text import Block, Document, InlineKind, Kind

# The renderer is asked only for a chapter that has changed, so it is imported where it is asked.
if TYPE_CHECKING:
    from visavis.render import Shown

_ALIKE = {Kind.VERSE: Kind.PARAGRAPH, Kind.FIGURE: Kind.PARAGRAPH}
_Said = tuple[str, str] | None
"""What is said of a block, and what to do; None where all is well."""
_TANGLED: _Said = (
    "opens more than 100 [, ( or < without closing them",
    "close them, or put a backslash before each",
)
_SPACED = re.compile(r"\]\((?P<address>[^\s()<>\"']+(?: [^\s()<>\"']+)+)\)")
"""What is meant as the address of a link, and is none in CommonMark."""
_AROUND = 24
"""How many characters a message quotes before and after a difference."""


@rule("parsers.disagree", Severity.ERROR, TEXT, waivable=False)
def parsers_disagree(document: Document) -> Iterator[Problem]:
    r"""What is rendered is what was read.

    The text is cut into blocks by one Markdown parser (CommonMark) and rendered by another
    (Python-Markdown). Where they read it differently, a row would show something else than was
    checked: a paragraph `#1 …` becomes a heading, `1)` begins no list, a list inside a list is lost
    where it is indented by two spaces, `\` at the end of a line is no line break, an attribute
    list inside a paragraph vanishes unless it says a language. It usually helps to put a blank line
    before and after the block, to indent what is inside a list by four spaces, and to put a
    backslash before a sign that is meant as it stands.
    """
    from visavis.render import is_bare, is_tangled

    blocks = [
        block
        for block in document.blocks
        if not is_bare(block) and not _is_told_otherwise(document, block)
    ]
    tangled = [block for block in blocks if is_tangled(block)]
    others = [block for block in blocks if not is_tangled(block)]
    said = [_difference(block, document.language) for block in others]
    said = [*[_TANGLED] * len(tangled), *said]
    for block, one in zip(tangled + others, said, strict=True):
        if one:
            problem = at_block(document, block, f"{name_of(block)} {one[0]}", one[1])
            yield replace(problem, covers=(block.id,) if block.id else ())


def _is_told_otherwise(document: Document, block: Block) -> bool:
    """Whether another rule says already that the block is not shown as it is written."""
    lines = range(block.place.line, block.place.last_line + 1)
    flawed = any(flaw.line in lines for flaw in document.flaws)
    return flawed or bool(find_imbalance(block)) or any(find_unsafe(document, block))


def _difference(block: Block, language: str) -> _Said:
    from visavis.render import read_html, show_block

    shown = show_block(block, language)
    if not shown.kinds and block.plain:
        return "is lost on the page", "put a blank line before and after it"
    if _holds_markdown(block):
        return (
            "has Markdown inside raw HTML (markdown=), which is rendered, but not checked",
            "take the raw HTML away",
        )
    if block.kind is Kind.CODE:
        inside = _tight(block.plain) in _tight(shown.words)
        return None if inside else ("is rendered as something else than code", "fence it")
    if block.kind is Kind.HTML or block.source.lstrip().startswith("<fig"):
        return _other_words(read_html(block.source).words, shown)
    shape = None if block.kind is Kind.NOTE else _other_shape(block, shown)
    return shape or _other_words(block.plain, shown)


def _other_shape(block: Block, shown: Shown) -> _Said:
    kind = _ALIKE.get(block.kind, block.kind)
    if shown.kinds != [kind]:
        became = " and ".join(map(a, shown.kinds)) or "nothing"
        return f"is read as {a(kind)}, but rendered as {became}", _how_to_write(block, shown)
    if kind is Kind.HEADING and shown.level != block.level:
        said = f"is a heading of level {block.level}, but rendered as one of {shown.level}"
        return said, "write it with #"
    if kind in (Kind.LIST, Kind.TABLE) and shown.size != block.size:
        parts = "items" if kind is Kind.LIST else "rows"
        said = f"is read with {block.size} {parts}, but rendered with {shown.size}"
        return said, _how_to_write(block, shown)
    return None


def _how_to_write(block: Block, shown: Shown) -> str:
    if block.kind is Kind.LIST:
        return (
            "begin items with -, * or 1., and indent by four spaces what is inside an item, "
            "with a blank line before it"
        )
    if shown.kinds == [Kind.HEADING]:
        return "write a heading with a space after #, and other words with a backslash before #"
    return "put a blank line before and after it, and begin it at the left margin"


def _other_words(plain: str, shown: Shown) -> _Said:
    read, rendered = _tight(plain), _tight(shown.words)
    if read == rendered:
        return None
    spaced = _SPACED.search(plain)
    if spaced and spaced[0] not in shown.words:
        address = spaced["address"]
        escaped = address.replace(" ", "%20")
        said = f"has a link or a picture with a space in its address: {address}"
        return said, f"write `<{address}>` or `{escaped}`"
    start = len(commonprefix((read, rendered)))
    ours, theirs = _excerpt(plain, start), _excerpt(shown.words, start)
    said = f"is read as “{ours}”, but rendered as “{theirs}”"
    if read[start:].startswith("{"):
        return said, "write an attribute list on a line of its own, directly after its block"
    return said, "put a backslash before a sign that is meant as it stands, or write it otherwise"


def _excerpt(words: str, start: int) -> str:
    """The words around a place that is counted without white space."""
    seen = [index for index, sign in enumerate(words) if not sign.isspace()]
    middle = seen[start] if start < len(seen) else len(words)
    first, last = max(0, middle - _AROUND), middle + _AROUND
    cut = ("…" if first else "", "…" if last < len(words) else "")
    return cut[0] + " ".join(words[first:last].split()) + cut[1]


def _holds_markdown(block: Block) -> bool:
    raw = block.of_kind(InlineKind.HTML)
    return any(name == "markdown" for one in raw for name, _ in HtmlReader(one.text).attributes)


def _tight(words: str) -> str:
    return "".join(words.split())
