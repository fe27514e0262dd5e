"""Plain text → the tree: how it marks what it has is seen from all of it, and told."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise

from visavis.imports import words
from visavis.imports.bitext import Segment
from visavis.imports.readers.plain.contents import take_contents
from visavis.imports.readers.plain.frame import take_frame, take_remarks
from visavis.imports.readers.plain.furniture import take_furniture
from visavis.imports.readers.plain.given import account_for
from visavis.imports.readers.plain.heading import (
    find_headings,
    part_headings,
    tell_headings,
)
from visavis.imports.readers.plain.hyphen import Hyphens, Parted
from visavis.imports.readers.plain.layout import (
    Layout,
    Lines,
    choose,
    has_room,
    part,
)
from visavis.imports.readers.plain.line import PlainPassage, indent_of, width_of
from visavis.imports.readers.plain.note import Calls, PlainNote, take_notes
from visavis.imports.readers.plain.shape import cells_of, has_head, items_of
from visavis.imports.readers.plain.wish import NO_WISHES, Wishes
from visavis.imports.tree.node import (
    Block,
    Break,
    HeadingBlock,
    Inline,
    ItemList,
    NoteCall,
    Paragraph,
    Style,
    Styled,
    TableBlock,
    ThematicBreak,
    Verse,
    Words,
    make_paragraph,
)
from visavis.imports.tree.picture import Album
from visavis.input import clean

_BLANK = re.compile(r"\n[^\S\n]*(?:\n[^\S\n]*)+")
_ORNAMENT = re.compile(r"[\s*\-_=~·•.⁂#]*")
_CHANCE = 0.85
"""Lines of prose that are wrapped by hand are hardly ever shorter than this part of the width."""
_EMPHASIS = re.compile(r"(?<![^\W_])_(?=[^\s_])([^_]*[^\s_])_(?![^\W_])")


@dataclass(frozen=True)
class PlainText:
    """A text of which it is still to be decided how its paragraphs are marked."""

    lines: Lines
    language: str
    wishes: Wishes
    album: Album
    """What was decided about it, and what was left out on purpose."""
    title: str = ""
    undone: list[Parted] = field(default_factory=list)
    """The words that were put together."""
    given: tuple[words.PlacedText, ...] = ()
    """The words of the file, before anything was left out."""

    def account(self) -> tuple[tuple[words.PlacedText, ...], tuple[words.PlacedText, ...]]:
        """The words of the file that stay, and those that were left out on purpose."""
        return account_for(self.given, self.album.named, self.undone)


def open_plain(text: str, language: str, album: Album, wishes: Wishes = NO_WISHES) -> PlainText:
    """A text without what is not of it: the frame of its file, and what each page repeats."""
    text = "\f".join(map(clean, text.split("\f")))
    title = ""
    if not wishes.keep_frame:
        text, title = take_frame(text, album.named)
    lines = Lines(tuple(take_furniture(text.strip("\n"), album.named)))
    return PlainText(lines, language, wishes, album, title)


def read_plain(text: PlainText, layout: Layout | None = None) -> list[Block]:
    """The blocks of a text; what was decided about it is added to what is told.

    The lines of a paragraph belong together where they are filled, as a program wraps them: a break
    is meant where the next word would have had room on the line before, and where half of the
    breaks are meant the paragraph is verse.
    """
    wishes, left, told = text.wishes, text.album.named, text.album.told
    layout = wishes.layout or layout or choose(text.lines)
    passages = part(text.lines.all, layout)
    if not wishes.keep_frame:
        passages = take_contents(take_remarks(passages, left), left)
    passages, notes = take_notes(part_headings(passages, wishes.headings))
    left.extend((kind, note.mark) for note in notes for kind in ("call", "note label"))
    headings = find_headings(passages, wishes.headings)
    reader = _Reader(text, passages, notes)
    blocks: list[Block] = []
    at = 0
    levels = {heading.start: heading for heading in headings}
    while at < len(passages):
        heading = levels.get(at)
        if heading:
            run = passages[at : heading.stop]
            blocks.append(HeadingBlock(heading.level, reader.heading(range(at, heading.stop), run)))
            at = heading.stop
        else:
            blocks.append(reader.block(at, passages[at]))
            at += 1
    if layout is not Layout.BLANK:
        told.append(f"paragraphs: {_SAID[layout]}")
    told.extend(tell_headings(headings))
    if reader.hyphens.undone:
        undone = reader.hyphens.undone
        shown = ", ".join(dict.fromkeys(parted.whole for parted in undone[:3]))
        told.append(
            f"hyphens at line ends undone: {len(undone)} ({shown}{'…' * (len(undone) > 3)})"
        )
        text.undone.extend(undone)
    return blocks


def read_line_by_line(source: PlainText, target: PlainText) -> Iterator[Segment]:
    """The segments of two texts of which each line answers the one in its place.

    What was decided is told of the original.
    """
    source.album.told.append(f"paragraphs: {_SAID[Layout.LINE]}, paired line by line")
    sides = [_read_lines(text, source.album.told) for text in (source, target)]
    for ours, theirs in zip(*sides, strict=True):
        yield Segment(ours, theirs)


def _read_lines(text: PlainText, told: list[str]) -> list[tuple[Block, ...]]:
    places = [at for at, line in enumerate(text.lines.all) if line.strip()]
    passages = part(text.lines.all, Layout.LINE)
    found = find_headings(passages, text.wishes.headings)
    levels = {h.start: h.level for h in found if h.stop == h.start + 1}
    told += tell_headings([h for h in found if h.start in levels])
    reader = _Reader(text, passages, ())
    result: list[tuple[Block, ...]] = [()] * len(text.lines.all)
    for number, (at, passage) in enumerate(zip(places, passages, strict=True)):
        level = levels.get(number)
        inside = reader.heading(range(number, number + 1), (passage,))
        result[at] = (HeadingBlock(level, inside) if level else reader.block(number, passage),)
    return result


_SAID = {Layout.INDENT: "begun by an indent", Layout.LINE: "one a line"}


def read_cell(text: str) -> tuple[Block, ...]:
    """The paragraphs of a cell or an entry, whose line breaks are all meant."""
    pieces = (piece for piece in _BLANK.split(clean(text).strip("\n")) if piece.strip())
    return tuple(make_paragraph(_lines_of(piece)) for piece in pieces)


def _lines_of(text: str) -> tuple[Inline, ...]:
    """Words whose line breaks are all meant."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return tuple(i for n, line in enumerate(lines) for i in ((Break(),) * (n > 0) + (Words(line),)))


class _Reader:
    """Makes blocks of the passages of one text."""

    def __init__(
        self, text: PlainText, passages: Sequence[PlainPassage], notes: Sequence[PlainNote]
    ) -> None:
        self._width = text.lines.width
        self.hyphens = Hyphens((line for p in passages for line in p.lines), text.language)
        self._notes: dict[int, dict[tuple[str, int], PlainNote]] = {}
        for note in notes:
            self._notes.setdefault(note.passage, {})[note.mark, note.order] = note
        self._emphasises = _emphasises(passages)

    def heading(self, places: range, run: Sequence[PlainPassage]) -> tuple[Inline, ...]:
        """The words of a heading that may stand in several passages."""
        inlines: list[Inline] = []
        for at, passage in zip(places, run, strict=True):
            inlines += [*([Words(" ")] if inlines else []), *self._prose(at, passage)]
        return tuple(inlines)

    def block(self, at: int, passage: PlainPassage) -> Block:
        words = "".join(passage.lines)
        if not any(c.isalnum() for c in words) and _ORNAMENT.fullmatch(words):
            return ThematicBreak()
        if items := items_of(passage.lines):
            text = "\n".join(map(self.hyphens.join, items))
            return ItemList(tuple((Paragraph(item),) for item in self._lines(at, text)))
        if rows := cells_of(passage.lines):
            return self._table(at, rows)
        if _is_verse(passage, self._width):
            least = min(map(indent_of, passage.lines))
            lines = "\n".join(_verse_line(line, least) for line in passage.lines)
            return Verse(tuple(self._lines(at, lines)))
        return Paragraph(self._prose(at, passage))

    def _table(self, at: int, rows: Sequence[Sequence[str]]) -> Block:
        text = "\n".join(cell for row in rows for cell in row)
        cells, width = self._lines(at, text), len(rows[0])
        grid = [tuple(islice(cells, width)) for _ in rows]
        head = grid.pop(0) if has_head(rows) else ((),) * width
        return TableBlock(head, tuple(grid))

    def _prose(self, at: int, passage: PlainPassage) -> tuple[Inline, ...]:
        return next(self._lines(at, self.hyphens.join(passage.lines)))

    def _lines(self, at: int, text: str) -> Iterator[tuple[Inline, ...]]:
        """The lines of a passage as inlines; what is set off over several is so in each."""
        calls = Calls(self._notes.get(at, {}))
        lines: list[list[Inline]] = [[]]
        for number, piece in enumerate(_EMPHASIS.split(text) if self._emphasises else [text]):
            for below, line in enumerate(piece.split("\n")):
                if below:
                    lines.append([])
                inlines = tuple(map(self._inline, calls.split(line)))
                if number % 2 and inlines:
                    lines[-1].append(Styled(Style.EMPHASIS, inlines))
                else:
                    lines[-1] += inlines
        yield from map(tuple, lines)

    def _inline(self, piece: str | PlainNote) -> Inline:
        if isinstance(piece, str):
            return Words(piece)
        words = self.hyphens.join(piece.lines)
        pieces = _EMPHASIS.split(words) if self._emphasises else [words]
        inlines = tuple(
            Styled(Style.EMPHASIS, (Words(p),)) if n % 2 else Words(p)
            for n, p in enumerate(pieces)
            if p
        )
        return NoteCall((Paragraph(inlines),), piece.label)


def _emphasises(passages: Sequence[PlainPassage]) -> bool:
    """Whether the book sets words off `_so_`: most underscores stand in pairs around words."""
    pairs = rest = 0
    for passage in passages:
        text = "\n".join(passage.lines)
        found = len(_EMPHASIS.findall(text))
        pairs += found
        rest += text.count("_") - 2 * found
    return pairs > 0 and rest <= pairs


def _is_verse(passage: PlainPassage, width: int) -> bool:
    """Whether half of the line breaks are meant.

    Where nothing sets the lines in, a break may come a little early by chance, and of two lines the
    second has to begin as a line of verse does.
    """
    lines = passage.lines
    if len(lines) < 2 or max(map(width_of, lines)) > width:
        return False
    if not indent_of(lines[0]):
        width = int(_CHANCE * width)
        if len(lines) == 2 and not lines[1][:1].isupper():
            return False
    room = sum(has_room(a, b, width) for a, b in pairwise(lines))
    return room * 2 >= len(lines) - 1


def _verse_line(line: str, least: int) -> str:
    return "\u00a0" * (indent_of(line) - least) + line.strip()
