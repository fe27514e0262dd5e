"""Rules about raw HTML: texts come from many hands, and go to every reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html.parser import HTMLParser

from visavis.align import Pairing
from visavis.checks.finding import Severity
from visavis.checks.rule import Problem, at_inline, rule
from visavis.text import Block, Document, Inline, InlineKind

FORBIDDEN = frozenset(
    "script iframe object embed applet form input button textarea select base meta link style "
    "frame frameset svg math template".split()
)
_VOID = frozenset("area base br col embed hr img input link meta source track wbr".split())
_SCHEME = re.compile(r"[\s\x00-\x20]*(?:javascript|vbscript|data)[\s\x00-\x20]*:", re.IGNORECASE)
_ADDRESSES = frozenset("href src action formaction xlink:href data poster srcset".split())


@rule("html.unsafe", Severity.ERROR)
def html_unsafe(chapter: Pairing) -> Iterator[Problem]:
    """Raw HTML and links run nothing in the reader's browser.

    No `<script>` or other element that loads or runs something, no `on…=` attribute, no `style`
    element, no `javascript:` address. A picture as a `data:` address is not accepted either: put it
    into a file.
    """
    for document, block, inline in _inlines(chapter):
        if inline.kind is InlineKind.HTML:
            for danger in _dangers(inline.text):
                yield at_inline(document, block, inline, danger, "write it in Markdown")
        elif _SCHEME.match(inline.target):
            scheme = inline.target.partition(":")[0].strip()
            yield at_inline(
                document,
                block,
                inline,
                f"the address {_short(inline.target)} runs or embeds something ({scheme}:)",
                "link to a page or a file",
            )


@rule("html.unbalanced", Severity.ERROR)
def html_unbalanced(chapter: Pairing) -> Iterator[Problem]:
    """Raw HTML closes what it opens within its block.

    An element left open would take the rows that follow with it.
    """
    for document in chapter.documents:
        for block in document.blocks:
            raw = block.of_kind(InlineKind.HTML)
            if not raw:
                continue
            reader = _Reader()
            reader.feed("".join(inline.text for inline in raw))
            reader.close()
            if reader.open or reader.astray:
                tag = (reader.astray or reader.open)[-1]
                what = "closed and never opened" if reader.astray else "opened and never closed"
                yield at_inline(
                    document, block, raw[0], f"<{tag}> is {what} here", "close it in the same block"
                )


def _inlines(chapter: Pairing) -> Iterator[tuple[Document, Block, Inline]]:
    for document in chapter.documents:
        for block in document.blocks:
            for inline in block.inlines:
                yield document, block, inline


def _dangers(html: str) -> Iterator[str]:
    reader = _Reader()
    reader.feed(html)
    reader.close()
    for tag in dict.fromkeys(reader.tags):
        if tag in FORBIDDEN:
            yield f"raw HTML <{tag}> is not allowed in a text"
    for name, value in reader.attributes:
        if name.startswith("on"):
            yield f"raw HTML with {name}= would run a script"
        elif name in _ADDRESSES and _SCHEME.match(value):
            yield f"raw HTML with the address {_short(value)} would run or embed something"


def _short(address: str) -> str:
    return address if len(address) <= 40 else address[:40] + "…"


class _Reader(HTMLParser):
    """Collects tags and attributes, and follows what is open."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.astray: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_startendtag(tag, attrs)
        if tag not in _VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]

    def handle_endtag(self, tag: str) -> None:
        if self.open and self.open[-1] == tag:
            self.open.pop()
        elif tag not in _VOID:
            self.astray.append(tag)
