"""Markdown → `Document`. `write_document(parse_document(x)) == x`, byte for byte."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from markdown_it.common.utils import normalizeReference
from markdown_it.token import Token

from visavis.errors import VisavisError
from visavis.text.attribute import is_valid_id, parse_attributes
from visavis.text.block import Attributes, Block, Document, Flaw, Kind, Place
from visavis.text.front_matter import split_front_matter
from visavis.text.grammar import ATTRIBUTE_LINE, MOST_LEVELS, markdown_parser
from visavis.text.inline import plain_text, read_inlines
from visavis.text.limit import check_limits
from visavis.text.meta import read_meta
from visavis.text.note import read_note
from visavis.text.unmerged import CHOOSE, find_unmerged

_LINES = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+")
_TRAILING_LIST = re.compile(r"\{(?::|[ ]*[#.])[^{}]*\}\s*$")
_BARE = re.compile(r"\{:?[ \t]*([a-z][a-z0-9-]*)[ \t]*\}")
"""A list with one word, to which the sign is wanting that tells an id from a class."""
_KINDS = {
    "heading_open": Kind.HEADING,
    "paragraph_open": Kind.PARAGRAPH,
    "bullet_list_open": Kind.LIST,
    "ordered_list_open": Kind.LIST,
    "blockquote_open": Kind.QUOTE,
    "table_open": Kind.TABLE,
    "fence": Kind.CODE,
    "code_block": Kind.CODE,
    "hr": Kind.BREAK,
    "footnote_reference_open": Kind.NOTE,
    "admonition_open": Kind.ADMONITION,
    "html_block": Kind.HTML,
}


@dataclass(frozen=True, slots=True)
class _Span:
    """The tokens of one top-level block and its lines, 0-based and half-open."""

    tokens: tuple[Token, ...]
    first: int
    last: int

    @property
    def is_attributes(self) -> bool:
        return self.tokens[0].type == ATTRIBUTE_LINE


def parse_document(text: str, *, path: str, language: str) -> Document:
    """Read one text.

    `path` is what places and messages name. What cannot be read as it was meant is kept in
    `Document.flaws`. Raises VisavisError for lists and quotes nested so deeply that some of the
    text would not be read, and past the limits.
    """
    head, body = split_front_matter(text)
    meta, flaws = read_meta(head, path)
    lines = _LINES.findall(body)
    offset = len(_LINES.findall(head)) if head.strip("\ufeff") else 0
    check_limits(body, path, first_line=offset + 1)
    blocks: list[Block] = []
    done = 0
    tokens = markdown_parser().parse(body)
    _check_depth(tokens, path, offset)
    spans = list(_spans(tokens, lines))
    for span, following in zip(spans, [*spans[1:], None], strict=False):
        if span.is_attributes:
            if span.last != done:  # not the one that the block before has taken
                flaws.append(_astray(span.first + offset + 1))
            continue
        line = ""
        if following is not None and following.is_attributes and following.first == span.last:
            line = lines[following.first]
        attributes, flaw = _read_attribute_line(line, span.last + offset + 1)
        flaws += filter(None, (flaw, _flaw(span, lines, offset)))
        lead = "".join(lines[done : span.first])
        place = Place(path, span.first + offset + 1, span.last + offset)
        blocks.append(_block(span, lines, lead, line, attributes, place))
        done = span.last + bool(line)
    tail = "".join(lines[done:])
    code = [block.place for block in blocks if block.kind is Kind.CODE]
    coded = {line for place in code for line in range(place.line, place.last_line + 1)}
    for line_number, said in find_unmerged(text, coded):
        flaws.append(Flaw("file.unmerged", line_number, said, CHOOSE))
    return Document(path, language, tuple(blocks), head, tail, meta, tuple(flaws))


def write_document(document: Document) -> str:
    """The text of a document, exactly as it was read."""
    pieces = [document.head]
    for block in document.blocks:
        pieces += (block.lead, block.source, block.attribute_source)
    pieces.append(document.tail)
    return "".join(pieces)


def block_tokens(block: Block) -> list[Token]:
    """The tokens of one block, as the parser made them, with places from the block's first line."""
    around = {"references": dict(_references(block))}
    return markdown_parser().parse(block.source.rstrip("\r\n"), around)


def _references(block: Block) -> Iterator[tuple[str, dict[str, str]]]:
    """What the links by reference mean, whose definitions stand elsewhere in the file."""
    for inline in block.inlines:
        if inline.reference_at >= 0:
            words = block.source[inline.start : inline.reference_at].removeprefix("!")
            label = block.source[inline.reference_at : inline.end][1:-1] or words[1:-1]
            yield normalizeReference(label), {"href": inline.target, "title": inline.title}


def _check_depth(tokens: list[Token], path: str, offset: int) -> None:
    for token in tokens:
        if token.level >= MOST_LEVELS - 1:
            line = (token.map or [0])[0] + offset + 1
            raise VisavisError(
                "lists and quotes nested too deeply",
                place=f"{path}:{line}",
                hint="write them side by side, or put a backslash before what is none",
            )


def _spans(tokens: list[Token], lines: list[str]) -> Iterator[_Span]:
    start = 0
    for index, token in enumerate(tokens):
        if token.level == 0 and token.nesting <= 0:
            group = tuple(tokens[start : index + 1])
            start = index + 1
            if group[0].map is not None:
                first, last = group[0].map
                last = min(last, len(lines))
                while last > first + 1 and not lines[last - 1].strip(" \t\r\n"):
                    last -= 1
                yield _Span(group, first, last)


def _block(
    span: _Span, lines: list[str], lead: str, line: str, attributes: Attributes, place: Place
) -> Block:
    opening = span.tokens[0]
    source = "".join(lines[span.first : span.last])
    kind = _kind(span, attributes)
    plain, calls = plain_text(span.tokens, "\n" if kind is Kind.VERSE else " ")
    label = opening.meta["label"] if kind is Kind.NOTE else None
    return Block(
        kind=kind,
        source=source,
        plain=plain,
        place=place,
        lead=lead,
        attribute_source=line,
        attributes=attributes,
        level=int(opening.tag[1]) if kind is Kind.HEADING else 0,
        size=_size(kind, span.tokens),
        label=label,
        inlines=read_inlines(span.tokens, source, span.first, calls),
        note=read_note(label, source) if label is not None else None,
    )


def _kind(span: _Span, attributes: Attributes) -> Kind:
    opening = span.tokens[0]
    kind = _KINDS[opening.type]
    if kind is Kind.PARAGRAPH and "verse" in attributes.classes:
        return Kind.VERSE
    if kind is Kind.PARAGRAPH and _is_image(span.tokens):
        return Kind.FIGURE
    if kind is Kind.HTML and opening.content.lstrip().lower().startswith("<figure"):
        return Kind.FIGURE
    return kind


def _is_image(tokens: tuple[Token, ...]) -> bool:
    children = [c for t in tokens if t.type == "inline" for c in t.children or ()]
    kinds = [child.type for child in children if child.type != "softbreak"]
    return kinds in (["image"], ["link_open", "image", "link_close"])


def _size(kind: Kind, tokens: tuple[Token, ...]) -> int:
    if kind is Kind.LIST:
        return sum(token.type == "list_item_open" and token.level == 1 for token in tokens)
    if kind is Kind.TABLE:
        return sum(token.type == "tr_open" for token in tokens) - 1  # the head is no row of it
    return 0


def _read_attribute_line(line: str, number: int) -> tuple[Attributes, Flaw | None]:
    if not line:
        return Attributes(), None
    attributes = parse_attributes(line)
    if attributes is None:
        message = f"{line.strip()} is not an attribute list"
        bare = _BARE.fullmatch(line.strip())
        hint = "an id begins with #, a class with a dot, and a value is written key=value"
        if bare:
            hint = f"write {{: #{bare[1]} }} for the id, {{: .{bare[1]} }} for a class"
        return Attributes(), Flaw("attributes.malformed", number, message, hint)
    if attributes.id is not None and not is_valid_id(attributes.id):
        form = "lower-case letters, digits and hyphens, a letter first"
        message = f"#{attributes.id} is not an id: {form}"
        return attributes, Flaw(
            "id.malformed", number, message, "delete it and let `visavis stamp` give one"
        )
    return attributes, None


def _astray(number: int) -> Flaw:
    return Flaw(
        "attributes.astray",
        number,
        "the attribute list belongs to no block",
        "put it on the line directly after its block, one to a block",
    )


def _flaw(span: _Span, lines: list[str], offset: int) -> Flaw | None:
    number = span.first + offset + 1
    if any(token.type == "footnote_reference_open" for token in span.tokens[1:]):
        return Flaw(
            "note.nested",
            number,
            "a note is defined inside another block",
            "define it at the left margin, after a blank line",
        )
    if span.tokens[0].type == "heading_open":
        # One that says something of the last words is none of them, nor are words that look so.
        texts = (lines[span.first], plain_text(span.tokens)[0])
        return _astray(number) if all(map(_TRAILING_LIST.search, texts)) else None
    return _unclosed(span, lines, number)


def _unclosed(span: _Span, lines: list[str], number: int) -> Flaw | None:
    opening = span.tokens[0]
    if opening.type != "fence":
        return None
    last = lines[span.last - 1].strip()
    fence = opening.markup[0]
    if span.last - span.first > 1 and len(last) >= len(opening.markup) and set(last) == {fence}:
        return None
    return Flaw(
        "fence.unclosed",
        number,
        f"the code fence {opening.markup} is opened and never closed",
        f"close it with {opening.markup} on a line of its own",
    )
