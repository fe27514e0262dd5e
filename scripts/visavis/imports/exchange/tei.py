"""TEI that this program has exported → its rows; see `visavis.export.tei` for their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from visavis.imports.readers.tei import TeiReader, in_both_orders, read_root, texts_of
from visavis.imports.tree.node import PictureBlock
from visavis.imports.tree.picture import Album, no_pictures
from visavis.imports.tree.write import MarkdownWriter
from visavis.input import Element
from visavis.side import Side
from visavis.text import Attributes, write_attributes
from visavis.unicode import primary

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
    found = {primary(text.attributes.get("xml:lang", "")): text for text in texts_of(root)}
    chapters: dict[str, dict[Side, _Chapter]] = {}
    for side, language in zip(Side, languages, strict=True):
        text = found.get(primary(language))
        for division in text.find_all("div") if text else ():
            if division.attributes.get("type") == "chapter" and division.attributes.get("n"):
                read = _Chapter(division, TeiReader(root, _Addresses(no_pictures, Counter())))
                chapters.setdefault(division.attributes["n"], {})[side] = read
    for chapter, sides in chapters.items():
        ours, theirs = (sides[side].rows if side in sides else {} for side in Side)
        for row in in_both_orders(ours, theirs):
            told = zip(Side, (ours.get(row), theirs.get(row)), strict=True)
            yield chapter, row, {side: written for side, written in told if written}


class _Addresses(Album):
    """Pictures by the addresses that they have in the edition."""

    def take(self, address: str, words: str, title: str = "") -> bool:
        self._waiting.append(PictureBlock(words, address, title))
        return True


@dataclass(slots=True)
class _Chapter:
    """One text of a chapter."""

    division: Element
    reader: TeiReader
    rows: dict[str, tuple[str, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        prefix = self.division.attributes.get("xml:id", "") + "."
        named = list(_named(self.division, prefix))
        for element in sorted(named, key=lambda one: one.name == "note"):
            began = element.attributes.get("prev", "").removeprefix("#").removeprefix(prefix)
            row = began or element.attributes["xml:id"].removeprefix(prefix)
            before, line = self.rows.get(row, ("", element.line))
            written = self._note(element) if element.name == "note" else self._block(element, row)
            self.rows[row] = (f"{before}\n{written}" if before else written, line)

    def _block(self, element: Element, row: str) -> str:
        rend = element.attributes.get("rend", "").split()
        classes = tuple(word[1:] for word in rend if word.startswith("."))
        others = tuple((w.partition("=")[0], w.partition("=")[2]) for w in rend if "=" in w)
        is_first = "prev" not in element.attributes
        attributes = Attributes(row if is_first else None, classes, others)
        if not is_first:
            attributes = Attributes(None, (row, *classes), others)
        pieces = MarkdownWriter(keeps_labels=True).write(self.reader.element(element))
        markdown = "\n\n".join(piece.markdown for piece in pieces)
        return f"{markdown}\n{write_attributes(attributes)}\n"

    def _note(self, element: Element) -> str:
        writer = MarkdownWriter(keeps_labels=True)
        return (
            writer.note(element.attributes.get("n", ""), self.reader.note(element)).markdown + "\n"
        )


def _named(element: Element, prefix: str) -> Iterator[Element]:
    """The elements that are a row's or a note's, in order; a note stands in a row."""
    for child in element.children():
        if child.attributes.get("xml:id", "").startswith(prefix):
            yield child
        yield from _named(child, prefix)
