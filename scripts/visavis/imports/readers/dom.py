"""The tree of a page → the tree of a text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from visavis.imports.readers.grid import read_table
from visavis.imports.readers.note import FoundNotes
from visavis.imports.readers.page import (
    BLOCKS,
    CALL,
    HEADINGS,
    NOTE,
    Element,
    HtmlPage,
    is_page_number,
    said,
    text_of,
)
from visavis.imports.readers.paragraph import not_all_strong, parted, unindented, with_initials
from visavis.imports.tree.escape import web_address
from visavis.imports.tree.flatten import run_on
from visavis.imports.tree.node import (
    LOWERED,
    RAISED,
    Block,
    Break,
    CodeBlock,
    CodeSpan,
    HeadingBlock,
    Inline,
    ItemList,
    LinkSpan,
    NoteCall,
    Paragraph,
    PictureBlock,
    Quotation,
    Style,
    Styled,
    ThematicBreak,
    Verse,
    Words,
    any_call,
    has_words,
    make_paragraph,
    shifted,
    split_lines,
    words_of,
)
from visavis.imports.tree.picture import Album

_RUNS = frozenset(
    "script iframe object embed applet input button select textarea svg template canvas "
    "video audio base link meta".split()
)
_MUTE = frozenset("style noscript rp dialog title".split())
_AROUND = frozenset("nav footer aside".split())
"""What belongs to a page, and not to its text; of a book it is a part."""
_STYLES = {
    **dict.fromkeys("em i cite dfn var".split(), Style.EMPHASIS),
    **dict.fromkeys("strong b".split(), Style.STRONG),
}
_SLANTED = re.compile(r"font-style\s*:\s*(?:italic|oblique)")
_HEAVY = re.compile(r"font-weight\s*:\s*(?:bold|[6-9]00)")
_CODE = frozenset("code kbd samp tt".split())
_VERSE = frozenset(
    "poem poetry verse stanza line-block linegroup line-group lg poetry-container z3998:poem "
    "z3998:verse".split()
)
_PAGE_AMONG = re.compile(r"(?<!\S)\[Pg\.?\s*\d{1,4}\]\s?|\s?\[Pg\.?\s*\d{1,4}\]")
_BESIDE = frozenset("sidenote marginnote side-note margin-note".split())
_DROP_CAP = re.compile(r"[«“\"'‘]?[^\W\d_]{1,2}['’]?")
_WIDEST_VERSE = 80

Lines = list[tuple[Inline, ...]]


class Reader:
    """Reads the pages of one text, whose notes have been found."""

    def __init__(self, album: Album, notes: FoundNotes, *, in_book: bool = False) -> None:
        self._left_out = _MUTE if in_book else _MUTE | _AROUND
        self._album = album
        self._lost = album.lost
        self._notes = notes
        self._read: dict[int, tuple[Block, ...]] = {}
        self._in_note = False
        self._within = 0
        album.named += notes.named

    def read(self, page: HtmlPage) -> list[Block]:
        """The blocks of a page."""
        return list(with_initials(self._children(page.body)))

    def _children(self, element: Element) -> Iterator[Block]:
        """The blocks inside an element; what stands loose between them is a paragraph."""
        lines: Lines = []
        for run, child in self._runs(element):
            loose = [*self._paragraphs(run), *self._pictures()]
            line = self._line_of_verse(child) if child is not None else ()
            if loose or not line:
                yield from _verse(lines)
                lines = []
            yield from loose
            if line:
                lines.append(line)
            elif child is not None:
                yield from self._block(child)
                yield from self._pictures()

    def _runs(self, element: Element) -> Iterator[tuple[list[Inline], Element | None]]:
        """What stands loose before each block inside an element, and the block; None after all."""
        run: list[Inline] = []
        for words, child in _pieces(element):
            if child is None or not self._is_block(child):
                run += self._inline(child) if child is not None else self._words(words)
            else:
                yield run, child
                run = []
        yield run, None

    def _pictures(self) -> list[PictureBlock]:
        """The pictures of what was read; those within a list or a quotation follow the whole."""
        return self._album.drain() if not self._within else []

    def _is_block(self, element: Element) -> bool:
        """Whether an element parts paragraphs: by its name, or by what it holds."""
        if element.tag in BLOCKS:
            return True
        inner = element.tag not in _RUNS and element.tag not in _MUTE
        return inner and any(one.tag in BLOCKS for one in element.iter("*"))

    def _paragraphs(self, run: Sequence[Inline]) -> Iterator[Block]:
        """Loose words as paragraphs, which two line breaks part."""
        for part in parted(run):
            if has_words(part) or any_call(part):
                yield make_paragraph(unindented(part))

    def _line_of_verse(self, element: Element) -> tuple[Inline, ...]:
        """The one line of verse that an element is, if it is one."""
        is_line = said(element) & (_VERSE | {"line", "l"}) and element.tag in ("p", "div")
        if not is_line or _has_blocks(element) or element.get(NOTE) is not None:
            return ()
        lines = split_lines(self.inlines(element))
        return lines[0] if len(lines) == 1 else ()

    def _block(self, element: Element) -> Iterator[Block]:
        tag = element.tag
        if (element.get(NOTE) is not None and not self._in_note) or self._is_left_out(element):
            return
        if said(element) & _VERSE:
            yield from self._poem(element)
        elif tag in HEADINGS:
            yield HeadingBlock(HEADINGS[tag], not_all_strong(self.inlines(element)))
        elif tag in ("p", "caption", "summary"):
            if _has_blocks(element):
                yield from self._children(element)
            else:
                yield from self._paragraphs(self.inlines(element))
        elif tag in ("ul", "ol", "dir", "menu"):
            yield self._list(element)
        elif tag == "dt":
            yield Paragraph((Styled(Style.STRONG, self.inlines(element)),))
        elif tag == "blockquote":
            yield Quotation(self._inside(element))
        elif tag == "pre":
            yield from self._pre(element)
        elif tag == "table":
            for caption in element.iterchildren("caption"):
                yield from self._block(caption)
            yield from read_table(element, self._cell, in_note=self._in_note)
        elif tag == "hr":
            yield ThematicBreak()
        else:
            yield from self._children(element)

    def _inside(self, element: Element) -> tuple[Block, ...]:
        """The blocks of a list, a quotation, a table or a note; pictures follow the whole of it."""
        self._within += 1
        blocks = tuple(self._children(element))
        self._within -= 1
        return blocks

    def _is_left_out(self, element: Element) -> bool:
        """Whether an element is no text; what runs, and numbers of pages, are said."""
        tag = element.tag
        if tag in _RUNS:
            self._lost["element that runs or loads something", f"<{tag}>"] += 1
            return True
        if tag == "del":
            self._album.named.append(("deletion", text_of(element)))
            return True
        if is_page_number(element):
            if text_of(element).strip():
                self._album.named.append(("page number", text_of(element)))
            return True
        is_note = tag == "aside" and any("note" in word for word in said(element))
        return tag in self._left_out and not is_note

    def _list(self, element: Element) -> ItemList:
        start = element.get("start", "1")
        first = int(start) if start.isdecimal() and len(start) < 10 else 1
        items: list[tuple[Block, ...]] = []
        for words, child in _pieces(element):
            if child is None:
                items += [(Paragraph((Words(words),)),)] if words.strip() else []
            elif child.tag in ("ul", "ol") and items:  # a list beside the item that it belongs to
                items[-1] = (*items[-1], self._list(child))
            elif child.get(NOTE) is None or self._in_note:
                items.append(self._inside(child) if not self._is_left_out(child) else ())
        return ItemList(tuple(items), max(first, 1) if element.tag == "ol" else 0)

    def _pre(self, element: Element) -> Iterator[Block]:
        """Lines as they stand: code where they say so, else those of a poem or a letter."""
        text = text_of(element).strip("\n")
        lines = [line.strip() for line in text.split("\n")]
        if any(one.tag in _CODE for one in element.iterchildren("*")) or element.get("class"):
            yield CodeBlock(text)
        elif max(map(len, lines)) <= _WIDEST_VERSE:
            for is_blank, stanza in groupby(lines, lambda line: not line):
                if not is_blank:
                    yield Verse(tuple((Words(line),) for line in stanza))
        else:
            yield from (Paragraph((Words(line),)) for line in lines if line)

    def _poem(self, element: Element) -> Iterator[Block]:
        """The stanzas of a poem, however it is marked: elements, line breaks, or both."""
        lines: Lines = []
        for run, child in self._runs(element):
            for number, stanza in enumerate(self._stanzas(run)):
                if number:
                    yield from _verse(lines)
                    lines = []
                lines += stanza
            if child is None:
                break
            inner: list[Lines] = []
            is_leaf = child.tag in ("p", "div", "li", "span") and not _has_blocks(child)
            if is_leaf and child.get(NOTE) is None:
                inner = self._stanzas(self.inlines(child))
                if len(inner) == 1 and len(inner[0]) == 1 and "stanza" not in said(child):
                    lines += inner[0]
                    continue
            yield from _verse(lines)
            lines = []
            if is_leaf:
                yield from (Verse(tuple(stanza)) for stanza in inner)
            elif child.tag in (*HEADINGS, "table", "hr", "pre"):
                yield from self._block(child)
            else:
                yield from self._poem(child)
        yield from _verse(lines)

    def _stanzas(self, run: Sequence[Inline]) -> list[Lines]:
        stanzas = (list(split_lines(part)) for part in parted(run))
        return [stanza for stanza in stanzas if stanza]

    def _cell(self, element: Element) -> tuple[Inline, ...]:
        return run_on(self._inside(element))

    def inlines(self, element: Element) -> tuple[Inline, ...]:
        """What stands inside an element, in one run."""
        found: list[Inline] = []
        for words, child in _pieces(element):
            found += self._inline(child) if child is not None else self._words(words)
        return tuple(found)

    def _words(self, text: str) -> Iterable[Inline]:
        """Words without the numbers of pages that somebody has written among them."""
        for found in _PAGE_AMONG.finditer(text):
            self._album.named.append(("page number", found[0]))
        return (Words(_PAGE_AMONG.sub("", text)),)

    def _inline(self, element: Element) -> Iterable[Inline]:
        tag = element.tag
        if element.get(CALL) is not None and not self._in_note:
            return self._call(element)
        if (element.get(NOTE) is not None and not self._in_note) or self._is_left_out(element):
            return ()
        if tag in BLOCKS and tag not in ("li", "p", "div"):
            return (Words(" "), *self.inlines(element), Words(" "))
        if tag == "br":
            return (Break(),)
        if tag == "img":
            return self._image(element)
        if tag == "a":
            return self._link(element)
        if tag == "ruby":
            return self._ruby(element)
        inside = self.inlines(element)
        if said(element) & _BESIDE and not self._in_note:
            return (NoteCall((Paragraph(inside),)),)
        if tag == "q":
            return (Words("“"), *inside, Words("”"))
        if tag in ("sup", "sub"):
            return shifted(inside, RAISED if tag == "sup" else LOWERED)
        if tag == "math":
            return (CodeSpan(" ".join((element.get("alttext") or text_of(element)).split())),)
        if tag in _CODE:
            return (CodeSpan(words_of(inside)),) if not any_call(inside) else inside
        style = _style(element)
        return (Styled(style, inside),) if style else inside

    def _call(self, element: Element) -> Iterable[Inline]:
        number = int(element.get(CALL))
        if number not in self._read:  # once, since its pictures are gathered in passing
            self._in_note = True
            self._read[number] = tuple(
                block for part in self._notes.elements[number] for block in self._note(part)
            )
            self._in_note = False
        label = str(number + 1) if self._notes.calls[number] > 1 else ""
        return (NoteCall(self._read[number], label),)

    def _note(self, element: Element) -> Iterator[Block]:
        if element.tag in ("p", "dt"):
            yield Paragraph(self.inlines(element))
        elif element.tag == "tr":
            for cell in element.iterchildren("td", "th"):
                yield from self._inside(cell)
        else:
            yield from self._inside(element)

    def _image(self, element: Element) -> Iterable[Inline]:
        words = " ".join((element.get("alt") or "").split())
        if _DROP_CAP.fullmatch(words):  # a letter that was painted
            return (Words(words),)
        shown = self._album.take(element.get("src") or "", words)
        return () if shown or not words else (Words(words),)

    def _link(self, element: Element) -> Iterable[Inline]:
        inside = self.inlines(element)
        written = element.get("href")
        address = web_address(written or "")
        if address and has_words(inside):
            return (LinkSpan(inside, address),)
        if written and has_words(inside):
            self._lost["link", written] += 1
        return inside

    def _ruby(self, element: Element) -> Iterable[Inline]:
        """Words and how they are read, `猫（ねこ）`: Markdown has no ruby."""
        found: list[Inline] = []
        reading: list[Inline] = []
        for words, child in _pieces(element):
            if child is not None and child.tag in ("rt", "rtc"):
                reading += self.inlines(child)
                continue
            inside = tuple(self._inline(child)) if child is not None else (Words(words),)
            if has_words(inside):
                found += _in_parentheses(reading)
                reading = []
                found += inside
        return (*found, *_in_parentheses(reading))


def _pieces(element: Element) -> Iterator[tuple[str, Element | None]]:
    """The words and the elements directly inside an element, in order."""
    if element.text:
        yield element.text, None
    for child in element:
        if isinstance(child.tag, str):
            yield "", child
        if child.tail:
            yield child.tail, None


def _verse(lines: Lines) -> Iterator[Block]:
    if lines:
        yield Verse(tuple(lines))


def _has_blocks(element: Element) -> bool:
    return any(one.tag in BLOCKS and one is not element for one in element.iter("*"))


def _style(element: Element) -> Style | None:
    style = element.get("style", "").lower()
    if element.tag in _STYLES:
        return _STYLES[element.tag]
    if _HEAVY.search(style):
        return Style.STRONG
    return Style.EMPHASIS if _SLANTED.search(style) else None


def _in_parentheses(reading: Sequence[Inline]) -> Iterable[Inline]:
    return (Words("（"), *reading, Words("）")) if has_words(reading) else ()
