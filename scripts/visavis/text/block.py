"""The text model: a `Document` is a sequence of `Block`s that re-join to the file, byte by byte."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import Any

from visavis.text.note import Note

LINE_END = re.compile(r"\r\n|\r|\n")


@lru_cache(maxsize=16)
def line_starts(source: str) -> tuple[int, ...]:
    """Where the lines of a block begin; kept, since thousands of findings can stand in one."""
    return (0, *(found.end() for found in LINE_END.finditer(source)))


class Kind(str, Enum):
    """What a block is. The value is the word that messages use."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    LIST = "list"
    QUOTE = "quote"
    TABLE = "table"
    CODE = "code"
    FIGURE = "figure"
    VERSE = "verse"
    BREAK = "thematic break"
    NOTE = "note"
    ADMONITION = "admonition"
    HTML = "raw HTML"

    def __str__(self) -> str:
        return self.value


class InlineKind(str, Enum):
    """What an inline feature is."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"
    IMAGE = "image"
    NOTE = "note call"
    HTML = "raw HTML"

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in the edition."""

    path: str
    """File, relative to the edition's root, with forward slashes."""
    line: int
    """First line, from 1."""
    last_line: int
    """Last line, from 1, inclusive."""

    def __str__(self) -> str:
        return f"{self.path}:{self.line}"


@dataclass(frozen=True, slots=True)
class Inline:
    """One inline feature of a block, in the order of the text."""

    kind: InlineKind
    text: str
    """The plain text inside it; for a note call its label, for raw HTML the tag."""
    target: str = ""
    """Where a link or an image points."""
    title: str = ""
    """The title of a link or an image."""
    start: int = -1
    """Where it begins in the block's source, in characters; -1 where that is not known."""
    end: int = -1
    """Where it ends in the block's source."""
    reference_at: int = -1
    """Of a link or an image by reference (`[words][label]`): where its words end; otherwise -1."""
    at: int = -1
    """Of the call of a note: where it stands among the block's plain words; otherwise -1."""


@dataclass(frozen=True, slots=True)
class Attributes:
    """A standard attribute list, `{: #p7 .verse lang=fr }`, taken apart."""

    id: str | None = None
    classes: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Flaw:
    """Something that cannot be read as it was surely meant; a rule turns it into a finding."""

    code: str
    """The name of the rule that reports it."""
    line: int
    message: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """One top-level block of a text, with all that the checks and the page need to know of it."""

    kind: Kind
    source: str
    """The block as it is written, line breaks included, without its attribute line."""
    plain: str
    """The words without markup; lines joined by a space, except in verse and code."""
    place: Place
    lead: str = ""
    """What stands between the block before and this one: blank lines, link definitions."""
    attribute_source: str = ""
    """The attribute line after the block as it is written, line break included, if there is one."""
    attributes: Attributes = Attributes()
    level: int = 0
    """Of a heading, 1 to 6; otherwise 0."""
    size: int = 0
    """Items of a list, body rows of a table; otherwise 0."""
    label: str | None = None
    """Of a note (a footnote definition): the label it is called by."""
    inlines: tuple[Inline, ...] = ()
    note: Note | None = None
    """What the definition of a note says of itself."""

    @property
    def id(self) -> str | None:
        """The id that the attribute line gives, if any."""
        return self.attributes.id

    @property
    def classes(self) -> tuple[str, ...]:
        """The classes that the attribute line gives."""
        return self.attributes.classes

    @property
    def alone(self) -> bool:
        """Stands on one side only, on purpose."""
        return "alone" in self.classes

    @property
    def untranslated(self) -> bool:
        """Waits for its translation."""
        return "untranslated" in self.classes

    @property
    def is_indented_code(self) -> bool:
        """Is code because a tab or four spaces stand before it, which may have been a slip."""
        return self.kind is Kind.CODE and self.source[:1] in (" ", "\t")

    @property
    def is_edition(self) -> bool:
        """Is the edition's own, not the author's or the translators'."""
        return "edition" in self.classes

    def locate(self, offset: int) -> tuple[int, int]:
        """Line in the file and column, both from 1, of a character of the source."""
        starts = line_starts(self.source)
        line = bisect_right(starts, offset) - 1
        return self.place.line + line, offset - starts[line] + 1

    def of_kind(self, kind: InlineKind) -> tuple[Inline, ...]:
        """The inline features of one kind, in order."""
        return tuple(inline for inline in self.inlines if inline.kind is kind)


@dataclass(frozen=True, slots=True)
class Document:
    """One file of one side."""

    path: str
    """Relative to the edition's root, with forward slashes."""
    language: str
    """BCP 47 tag of the text."""
    blocks: tuple[Block, ...]
    head: str = ""
    """Byte-order mark and front matter as they are written."""
    tail: str = ""
    """What follows the last block."""
    meta: Mapping[str, Any] = field(default_factory=dict)
    """The front matter, read."""
    flaws: tuple[Flaw, ...] = ()
    exists: bool = True
    """False for the side that a chapter lacks: no file, no blocks, only the path it should have."""

    @property
    def doubts(self) -> tuple[Flaw, ...]:
        """The flaws that make its blocks uncertain; those of its head have no part in them."""
        return tuple(flaw for flaw in self.flaws if not flaw.code.startswith("meta."))

    @property
    def waits(self) -> bool:
        """Whether it says `text_status: untranslated`; it may have some of its text already."""
        return self.meta.get("text_status") == "untranslated"

    @property
    def untranslated(self) -> bool:
        """Whether it is still to be written: no file, no text in it, or it says so itself."""
        return not self.blocks or self.waits
