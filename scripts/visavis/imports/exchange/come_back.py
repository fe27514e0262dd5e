"""An edited file → the chapters as they would be: changed rows are changed, nothing else moves."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from visavis.edition import open_edition
from visavis.errors import VisavisError
from visavis.imports.bring import Import, import_texts
from visavis.imports.exchange.markup import is_as_before, parted, plain_source, with_pieces
from visavis.imports.exchange.unit import ReturnedUnit
from visavis.imports.stock import Stock, take_stock
from visavis.pairs import Pair, unmark
from visavis.record import side_text
from visavis.settings import Project
from visavis.side import Side
from visavis.text import (
    Attributes,
    Block,
    Document,
    Kind,
    parse_document,
    write_attributes,
    write_document,
)


@dataclass(slots=True)
class ReturnedFile:
    """What a file brings back."""

    chapters: list[Import] = field(default_factory=list)
    """Those that differ from what there is."""
    changed: list[str] = field(default_factory=list)
    """The addresses of the rows and notes that were changed."""
    final: list[str] = field(default_factory=list)
    """The addresses of those that somebody has found right in the other program."""
    stocks: dict[str, Stock] = field(default_factory=dict)
    """What the edition has of each chapter that the file names."""
    unplaced: list[str] = field(default_factory=list)
    """What could not be brought in, a line each, with its reason."""


def bring_edited(
    project: Project, units: Sequence[ReturnedUnit], side: Side, name: str
) -> ReturnedFile:
    """Put the edited words of one side into the rows that they were exported from, by their ids.

    A unit without an address is looked for by the words of its other side. Raises VisavisError
    where none of the chapters is there.
    """
    names = dict.fromkeys(unit.chapter for unit in units)
    edition = open_edition(project, names)
    stocks = (take_stock(project, chapter, edition) for chapter in names if chapter)
    there = {stock.name: stock for stock in stocks if stock.pairing}
    if not there:
        raise VisavisError(
            "no unit of it bears the address of a row of this edition",
            place=name,
            hint="`visavis export` writes them; a file without is imported with --as",
        )
    returned = ReturnedFile(stocks=there)
    rows = _rows_by_words(there.values(), side.other)
    placed = [_placed(unit, rows, side.other) for unit in units]
    for chapter, stock in there.items():
        edited = _Chapter(stock, side, returned, name)
        for unit in placed:
            if unit.chapter == chapter:
                edited.take(unit)
        done = edited.finish()
        if done:
            returned.chapters.append(done)
    for unit in placed:
        if unit.chapter not in there:
            said = unit.address or "no address"
            returned.unplaced.append(f"{name}:{unit.line}: {said}: there is no such row")
    return returned


def bring_whole(
    project: Project, units: Sequence[ReturnedUnit], names: Mapping[str, str]
) -> list[Import]:
    """The chapters of an edition that was exported, as they were; `names` are their new names.

    Their words may have been edited since.
    """
    chapters: list[Import] = []
    for chapter, name in names.items():
        own = [unit for unit in units if unit.chapter == chapter]
        texts = {side: "".join(_whole(own, side)) for side in Side}
        stock = take_stock(project, name)
        chapters.append(import_texts(stock, texts[Side.SOURCE], texts[Side.TARGET]))
    return chapters


def _whole(units: Sequence[ReturnedUnit], side: Side) -> Iterator[str]:
    """The text of a side: its blocks as they were written, with the words as they are now."""
    blocks = [
        (unit, block)
        for unit in units
        for block in parse_document(_markdown(unit, side), path="", language="").blocks
    ]
    title = next((block.plain for _, block in blocks if block.kind is Kind.HEADING), "")
    if title:
        quoted = title.replace("\\", "\\\\").replace('"', '\\"')
        yield f'---\ntitle: "{quoted}"\n---\n\n'
    for number, (unit, block) in enumerate(blocks):
        alone = sum(other is unit for other, _ in blocks) == 1
        source = block.source
        pieces = unit.pieces(side)
        edited = unit[side].strip() and not is_as_before(block, pieces)
        if alone and edited and not unit.is_markdown:
            source = f"{with_pieces(block, pieces) or block.source.rstrip()}\n"
        yield "\n" * bool(number) + source + block.attribute_source


def _markdown(unit: ReturnedUnit, side: Side) -> str:
    """A side of a unit as it was written; one that was added since takes after the other."""
    written, other = unit.markdown(side), unit.markdown(side.other)
    if written and not (unit[side.other].strip() and not other):
        return written
    blocks = parse_document(written or other, path="", language="").blocks
    if not blocks or not unit[side].strip():
        return written
    if written:  # it waited, and is answered now
        return "".join(b.source + unmark(b).attribute_source for b in blocks)
    like = blocks[0]
    if like.label is not None:
        return f"[^{like.label}]: {plain_source(unit[side], Kind.PARAGRAPH)}\n"
    attributes = Attributes(unit.row, ("verse",) if like.kind is Kind.VERSE else ())
    return f"{plain_source(unit[side], like.kind, like.level)}\n{write_attributes(attributes)}\n"


def _rows_by_words(stocks: Iterable[Stock], side: Side) -> dict[tuple[str, ...], list[str]]:
    """The addresses of the rows and notes that say the same on a side, by their words."""
    rows: dict[tuple[str, ...], list[str]] = {}
    for stock in stocks:
        for row, pair in _pairs_of(stock).items():
            words = tuple(side_text(pair[side]).split())
            rows.setdefault(words, []).append(f"{stock.name}#{row}")
    return rows


def _placed(
    unit: ReturnedUnit, rows: Mapping[tuple[str, ...], Sequence[str]], side: Side
) -> ReturnedUnit:
    """A unit without an address under that of the one row whose other side it has, if any."""
    found = rows.get(tuple(unit[side].split()), ()) if not unit.address else ()
    return replace(unit, address=found[0]) if len(found) == 1 else unit


def _pairs_of(stock: Stock) -> dict[str, Pair]:
    """The rows and notes of a chapter that is there, by their ids."""
    assert stock.pairing is not None
    return {p.id: p for p in (*stock.pairing.pairs, *stock.pairing.notes) if p.id}


class _Chapter:
    """One chapter whose side is edited."""

    def __init__(self, stock: Stock, side: Side, returned: ReturnedFile, name: str) -> None:
        assert stock.pairing is not None
        self._stock, self._side, self._returned, self._name = stock, side, returned, name
        self._pairing, self._pairs = stock.pairing, _pairs_of(stock)
        self._new: dict[int, Block] = {}
        """Blocks of the edited side in another wording, by their line."""
        self._added: dict[str, Block] = {}
        """New blocks of rows that had none on this side."""

    def take(self, unit: ReturnedUnit) -> None:
        """Put one unit into its row."""
        pair = self._pairs.get(unit.row)
        if pair is None:
            self._leave(unit, "there is no such row")
            return
        blocks = pair[self._side]
        words = unit[self._side]
        if not words.strip():
            if blocks:
                self._leave(unit, f"the {self._side.value} is empty; the text stays as it is")
        elif not blocks:
            self._add(pair, unit)
        elif unit.is_markdown:
            self._rewrite(pair, unit)
        else:
            self._reword(pair, unit)
        if unit.is_final and words.strip():
            self._returned.final.append(unit.address)

    def finish(self) -> Import | None:
        """The chapter, where anything in it is another than before."""
        if not self._new and not self._added:
            return None
        texts = {
            self._side: self._edited(self._pairing[self._side]),
            self._side.other: self._unmarked(self._pairing[self._side.other]),
        }
        return import_texts(self._stock, texts[Side.SOURCE], texts[Side.TARGET])

    def _reword(self, pair: Pair, unit: ReturnedUnit) -> None:
        blocks = pair[self._side]
        whole = unit.pieces(self._side)
        parts = parted(whole) if len(blocks) > 1 else [whole]
        if len(parts) != len(blocks):
            self._leave(unit, f"it has {len(parts)} paragraphs, the row {len(blocks)}")
            return
        made: dict[int, Block] = {}
        for block, pieces in zip(blocks, parts, strict=True):
            if is_as_before(block, pieces):
                continue
            source = with_pieces(block, pieces)
            if source is None:
                self._leave(unit, "its words do not fit the markup of the row")
                return
            made[block.place.line] = replace(block, source=source + _end(block))
        if made:
            self._new |= made
            self._returned.changed.append(unit.address)

    def _rewrite(self, pair: Pair, unit: ReturnedUnit) -> None:
        """The same for words that are Markdown."""
        blocks = pair[self._side]
        written = "\n\n".join(_body(block) for block in blocks)
        if written.split() == unit[self._side].split():
            return
        read = _parsed(unit[self._side], blocks[0])
        if len(read) != len(blocks):
            self._leave(unit, f"it has {len(read)} paragraphs, the row {len(blocks)}")
            return
        for block, new in zip(blocks, read, strict=True):
            self._new[block.place.line] = replace(block, source=new.source.rstrip() + _end(block))
        self._returned.changed.append(unit.address)

    def _add(self, pair: Pair, unit: ReturnedUnit) -> None:
        """A translation of a row that had none."""
        answer = pair[self._side.other][0]
        if answer.label is not None or answer.kind in (
            Kind.TABLE,
            Kind.CODE,
            Kind.FIGURE,
            Kind.LIST,
        ):
            self._leave(unit, f"a {answer.kind} is to be written by hand")
            return
        words = unit[self._side]
        source = words if unit.is_markdown else plain_source(words, answer.kind, answer.level)
        classes = ("verse",) if answer.kind is Kind.VERSE else ()
        made = parse_document(source + "\n", path="", language="").blocks
        if len(made) != 1:
            self._leave(unit, "its words cannot stand in one paragraph")
            return
        self._added[unit.row] = replace(
            made[0],
            lead="\n",
            source=source.rstrip() + "\n",
            attribute_source=write_attributes(Attributes(unit.row, classes)) + "\n",
        )
        self._returned.changed.append(unit.address)

    def _edited(self, document: Document) -> str:
        """The text of the side with its new words; a new block follows those of the row before."""
        behind: dict[int, list[Block]] = {}
        last = 0
        for pair in self._pairing.pairs:
            if pair.id in self._added:
                behind.setdefault(last, []).append(self._added[pair.id])
            if pair[self._side]:
                last = pair[self._side][-1].place.line
        blocks = behind.get(0, [])
        for block in document.blocks:
            blocks += [self._new.get(block.place.line, block), *behind.get(block.place.line, ())]
        return write_document(replace(document, blocks=tuple(blocks)))

    def _unmarked(self, document: Document) -> str:
        """The other text, whose blocks wait no longer where they are answered now."""
        blocks = (unmark(b) if b.id in self._added else b for b in document.blocks)
        return write_document(replace(document, blocks=tuple(blocks)))

    def _leave(self, unit: ReturnedUnit, why: str) -> None:
        self._returned.unplaced.append(f"{self._name}:{unit.line}: {unit.address}: {why}")


def _body(block: Block) -> str:
    """What a unit of Markdown holds of a block: of a note without its label."""
    if block.label is None:
        return block.source
    return block.source.partition("]:")[2]


def _parsed(written: str, like: Block) -> tuple[Block, ...]:
    text = written if like.label is None else f"[^{like.label}]: {written.strip()}"
    return parse_document(text + "\n", path="", language="").blocks


def _end(block: Block) -> str:
    return block.source[len(block.source.rstrip("\r\n")) :] or "\n"
