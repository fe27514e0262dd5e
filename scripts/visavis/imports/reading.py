"""One text that was read from a file, on its way to become one side of a chapter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from visavis.errors import VisavisError
from visavis.imports.tree.node import Block, Losses
from visavis.imports.tree.picture import Album
from visavis.imports.tree.write import MarkdownWriter, WrittenBlock
from visavis.imports.words import PlacedText
from visavis.text import Attributes, Document, InlineKind, parse_document, write_attributes

BLOCK = "b"
"""Blocks are called `b1`, `b2`… until they are given their ids."""


@dataclass(frozen=True)
class Reading:
    """The text of one file in the edition's dialect."""

    name: str
    """What messages call the file."""
    language: str
    pieces: tuple[WrittenBlock, ...]
    title: str = ""
    lost: Losses = field(default_factory=Counter)
    pictures: Mapping[str, bytes] = field(default_factory=dict)
    """By the passing names under which the pieces show them."""
    given: tuple[PlacedText, ...] = ()
    """The words of the file as its format gives them; of a file with two texts, those of both."""
    apart: tuple[PlacedText, ...] = ()
    """Other words of the file, which the reader left out as a whole: a licence, the contents."""
    named: tuple[tuple[str, str], ...] = ()
    """Words that the reader left out by intention: what they are, and themselves."""
    told: tuple[str, ...] = ()
    """What was decided about the file in reading it, a line each."""
    meta: Mapping[str, Any] = field(default_factory=dict)
    """What else the text says of itself, such as its author."""

    @cached_property
    def document(self) -> Document:
        """The text, read as the edition will read it; every block has a passing id."""
        text = _join(self.pieces)
        return parse_document(text, path=self.name, language=self.language)

    @property
    def labels(self) -> dict[str, str]:
        """The labels that notes came with, by the passing ones that they have in the document."""
        return {piece.label: piece.given for piece in self.pieces if piece.given}

    @property
    def ids(self) -> dict[str, str]:
        """The ids that blocks came with, by the passing ones that they have in the document."""
        return {f"{BLOCK}{n}": piece.id for n, piece in enumerate(self.pieces, 1) if piece.id}

    def plainer(self, indices: Collection[int]) -> Reading:
        """The same words, with as little markup as can be in the pieces of these indices."""
        pieces = (
            replace(piece, markdown=piece.plainer) if index in indices else piece
            for index, piece in enumerate(self.pieces)
        )
        return replace(self, pieces=tuple(pieces))

    def without_pictures(self, why: str, shown: Mapping[str, bytes]) -> Reading:
        """The same text with its pictures among what is left out, as `why`.

        Those that the edition shows already, by address, are not lost. Raises VisavisError where
        it says nothing else.
        """
        bodies = tuple(piece for piece in self.pieces if not piece.is_picture)
        if not bodies:
            raise VisavisError("there is no text in it", place=self.name)
        known = {name for name, data in self.pictures.items() if data in shown.values()}
        pictures = (piece.markdown for piece in self.pieces if piece.is_picture)
        left = sum(not any(f"]({name})" in shows for name in known) for shows in pictures)
        lost = Counter({key: number for key, number in self.lost.items() if key[1] not in shown})
        return replace(self, pieces=bodies, lost=lost + Counter({(why, ""): left}), pictures={})

    def with_album(self, album: Album) -> Reading:
        """The same text with what comes of its file beside it."""
        return replace(
            self,
            lost=album.lost,
            pictures=album.kept,
            named=tuple(album.named),
            told=tuple(album.told),
            meta=album.meta,
        )

    def part(self, indices: Sequence[int]) -> Reading:
        """Some blocks of the text, with the notes that they call, as a text of its own."""
        bodies = [piece for piece in self.pieces if not piece.label]
        body = [block for block in self.document.blocks if block.label is None]
        called = {call.text for i in indices for call in body[i].of_kind(InlineKind.NOTE)}
        notes = (piece for piece in self.pieces if piece.label in called)
        return replace(self, pieces=(*(bodies[i] for i in indices), *notes))

    def misread(self) -> set[int]:
        """The pieces that are not read as one block each. Law: no other piece is ever lost."""
        if _names(self.document) == [_name(i, piece) for i, piece in enumerate(self.pieces)]:
            return set()
        return {index for index, piece in enumerate(self.pieces) if not _is_one(index, piece)}

    def sound(self) -> Reading:
        """The same text, in which each piece is read as one block."""
        return self.plainer(self.misread())


def make_reading(
    name: str,
    language: str,
    blocks: Iterable[Block],
    title: str = "",
    album: Album | None = None,
) -> Reading:
    """Write a text in the dialect. Raises VisavisError where it is empty or nested too deeply."""
    writer = MarkdownWriter()
    try:
        pieces = (*writer.write(tuple(blocks)), *writer.notes())
    except RecursionError:
        raise VisavisError("nested too deeply", place=name) from None
    if not pieces:
        raise VisavisError("there is no text in it", place=name)
    reading = Reading(name, language, pieces, " ".join(title.split())).sound()
    return reading.with_album(album) if album else reading


def _join(pieces: Sequence[WrittenBlock]) -> str:
    return "\n".join(map(_with_name, range(len(pieces)), pieces))


def _with_name(index: int, piece: WrittenBlock) -> str:
    if piece.label:
        return piece.markdown + "\n"
    classes = ("verse",) * piece.verse + ("alone",) * piece.alone + piece.classes
    attributes = Attributes(f"{BLOCK}{index + 1}", classes, piece.others)
    return f"{piece.markdown}\n{write_attributes(attributes)}\n"


def _is_one(index: int, piece: WrittenBlock) -> bool:
    document = parse_document(_with_name(index, piece), path="", language="")
    return _names(document) == [_name(index, piece)] and not document.flaws


def _name(index: int, piece: WrittenBlock) -> str:
    return f"^{piece.label}" if piece.label else f"{BLOCK}{index + 1}"


def _names(document: Document) -> list[str]:
    return [f"^{b.label}" if b.label else b.id or "" for b in document.blocks]
