"""The pictures of a book: those that the edition publishes, in the size that they have."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath

from visavis.edition import Edition
from visavis.export.book.node import Content, Node, find_nodes
from visavis.export.book.typesetter import Typesetter
from visavis.export.book.volume import BookChapter, BookRow, BookSide
from visavis.export.book.write import Picture, Writer, find_picture

_KINDS = {".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp"}
"""What Typst can draw."""
_SMALL = 20.0
"""In points: a picture that is higher does not stand in a line of words."""


@dataclass(slots=True)
class Pictures:
    """Takes the pictures of chapters in, each once, and gives them their places."""

    edition: Edition
    typesetter: Typesetter
    writer: Writer
    _seen: set[str] = field(default_factory=set)

    def lift(self, chapter: BookChapter) -> BookChapter:
        """A chapter whose larger pictures stand by themselves."""
        for side in chapter.list_sides():
            self._take(side)
        return _lift_all(chapter, self.writer.pictures)

    def _take(self, side: BookSide) -> None:
        published = self.edition.published
        for picture in find_nodes(side.nodes, "picture"):
            path = find_picture(picture, side)
            suffix = PurePosixPath(path).suffix.lower()
            if path in self._seen or path not in published.files or suffix not in _KINDS:
                continue
            self._seen.add(path)
            name = f"picture-{len(self._seen)}{suffix}"
            size = self.typesetter.probe(name, published.read_file(path))
            if size:
                self.writer.pictures[path] = Picture(name, *size)


def _lift_pictures(side: BookSide, pictures: Mapping[str, Picture]) -> BookSide:
    """The same with the larger pictures below the paragraphs that show them."""

    def stands_in_line(picture: Node) -> bool:
        path = find_picture(picture, side)
        return path not in pictures or pictures[path].height <= _SMALL

    if not any(find_nodes(side.nodes, "picture")):
        return side
    return replace(side, nodes=tuple(_lift(side.nodes, stands_in_line)))


def _lift(nodes: Sequence[Node], keep: Callable[[Node], bool]) -> Iterator[Node]:
    for node in nodes:
        if node.tag in ("p", "heading"):
            lifted: list[Node] = []
            children = tuple(_without(node.children, keep, lifted))
            if children:
                yield Node(node.tag, children, node.told)
            yield from lifted
        elif node.tag == "table":
            columns = max((len(row.children) for row in node.nodes), default=1)
            yield _narrow(node, keep, str(max(1, columns)))
        elif node.children and node.tag not in ("picture", "code"):
            yield Node(node.tag, tuple(_lift(node.nodes, keep)), node.told)
        else:
            yield node


def _narrow(node: Node, keep: Callable[[Node], bool], among: str) -> Node:
    """A table whose pictures find room in its columns."""
    if node.tag == "picture":
        return Node("picture", (), {**node.told, "among": among})
    if node.tag == "cell":
        node = Node(node.tag, tuple(_lift(node.nodes, keep)), node.told)
    children = tuple(
        child if isinstance(child, str) else _narrow(child, keep, among) for child in node.children
    )
    return Node(node.tag, children, node.told)


def _without(
    pieces: Sequence[Content], keep: Callable[[Node], bool], lifted: list[Node]
) -> Iterator[Content]:
    for piece in pieces:
        if isinstance(piece, str):
            yield piece
        elif piece.tag == "picture":
            if keep(piece):
                yield Node("picture", (), {**piece.told, "inline": "1"})
            else:
                lifted.append(piece)
        else:
            children = tuple(_without(piece.children, keep, lifted))
            if children or not piece.children:
                yield Node(piece.tag, children, piece.told)


def _lift_all(chapter: BookChapter, pictures: Mapping[str, Picture]) -> BookChapter:
    rows: list[BookRow] = [
        replace(row, sides=tuple(_lift_pictures(side, pictures) for side in row.sides))
        for row in chapter.rows
    ]
    notes = tuple(
        tuple(replace(note, side=_lift_pictures(note.side, pictures)) for note in own)
        for own in chapter.notes
    )
    return replace(chapter, rows=tuple(rows), notes=notes)
