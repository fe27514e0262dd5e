"""TEI that this program has exported → its rows; see `visavis.export.tei` for their names."""

from __future__ import annotations

from collections.abc import Iterator

from visavis.imports.bitext import find_versions
from visavis.imports.readers.tei import TeiReader, in_both_orders, read_root, texts_of
from visavis.imports.tree.node import PictureBlock
from visavis.imports.tree.picture import Album, no_pictures
from visavis.imports.tree.write import MarkdownWriter
from visavis.input import Element
from visavis.side import Side
from visavis.text import Attributes, write_attributes

Written = dict[Side, tuple[str, int]]
"""What a row has on a side: its Markdown with the attribute lines, and its line in the file."""


def read_rows(
    data: bytes, name: str, languages: tuple[str, str]
) -> Iterator[tuple[str, str, Written]]:
    """The chapter, the id and both sides of each row and note, the rows first.

    Nothing where the file is no TEI, or was not exported from an edition. Raises VisavisError.
    """
    root = read_root(data, name)
    if root is None:
        return
    found = {text.attributes.get("xml:lang", ""): text for text in texts_of(root)}
    chapters: dict[str, dict[Side, dict[str, tuple[str, int]]]] = {}
    for side, text in zip(Side, find_versions(found, languages), strict=True):
        for division in text.find_all("div") if text else ():
            if division.attributes.get("type") == "chapter" and division.attributes.get("n"):
                rows = _rows_of(division, TeiReader(root, _Addresses(no_pictures)))
                chapters.setdefault(division.attributes["n"], {})[side] = rows
    for chapter, sides in chapters.items():
        ours, theirs = (sides.get(side, {}) for side in Side)
        for row in in_both_orders(ours, theirs):
            told = zip(Side, (ours.get(row), theirs.get(row)), strict=True)
            yield chapter, row, {side: written for side, written in told if written}


class _Addresses(Album):
    """Pictures by the addresses that they have in the edition."""

    def take(self, address: str, words: str, title: str = "") -> bool:
        self._waiting.append(PictureBlock(words, address, title))
        return True


def _rows_of(division: Element, reader: TeiReader) -> dict[str, tuple[str, int]]:
    """What stands in each row and note of one text of a chapter, and its line; the rows first."""
    prefix = division.attributes.get("xml:id", "") + "."
    rows: dict[str, tuple[str, int]] = {}
    for element in sorted(_named(division, prefix), key=lambda one: one.name == "note"):
        began = element.attributes.get("prev", "").removeprefix("#").removeprefix(prefix)
        row = began or element.attributes["xml:id"].removeprefix(prefix)
        before, line = rows.get(row, ("", element.line))
        is_note = element.name == "note"
        written = _note(element, reader) if is_note else _block(element, row, reader)
        rows[row] = (f"{before}\n{written}" if before else written, line)
    return rows


def _block(element: Element, row: str, reader: TeiReader) -> str:
    rend = element.attributes.get("rend", "").split()
    classes = tuple(word[1:] for word in rend if word.startswith("."))
    others = tuple((w.partition("=")[0], w.partition("=")[2]) for w in rend if "=" in w)
    if "prev" in element.attributes:
        attributes = Attributes(None, (row, *classes), others)
    else:
        attributes = Attributes(row, classes, others)
    pieces = MarkdownWriter(keeps_labels=True).write(reader.element(element))
    markdown = "\n\n".join(piece.markdown for piece in pieces)
    return f"{markdown}\n{write_attributes(attributes)}\n"


def _note(element: Element, reader: TeiReader) -> str:
    label = element.attributes.get("n", "")
    note = MarkdownWriter(keeps_labels=True).note(label, reader.element(element))
    return f"{note.markdown}\n"


def _named(element: Element, prefix: str) -> Iterator[Element]:
    """The elements that are a row's or a note's, in order; a note stands in a row."""
    for child in element.children():
        if child.attributes.get("xml:id", "").startswith(prefix):
            yield child
        yield from _named(child, prefix)
