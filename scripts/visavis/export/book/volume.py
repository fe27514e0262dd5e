"""What a book holds: chapters of rows, and the notes that they call. Nothing is set yet."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from visavis.export.book.cut import find_ends, measure_words, split_lines
from visavis.export.book.node import HOME, Node, find_nodes, read_blocks
from visavis.pairs import Pair, Pairing
from visavis.publication import Publication, Site, chapter_title, list_bound, row_number
from visavis.render import Html, note_address, read_words, spoken_language
from visavis.side import Side


@dataclass(frozen=True, slots=True)
class BookSide:
    """One text of a row, or a note."""

    tag: str
    """Of its language."""
    nodes: tuple[Node, ...] = ()
    chapter: str = ""
    """From which its links are written."""
    small: bool = False
    href: str = ""
    """Of the row in the web edition."""
    label: str = ""
    """By which others lead to it."""

    @property
    def words(self) -> int:
        """How many characters it has, as places are counted."""
        return sum(map(measure_words, self.nodes))

    @property
    def calls(self) -> list[str]:
        """What its calls of notes are called within the book."""
        calls = (call.told.get("id") for call in find_nodes(self.nodes, "call"))
        return [f"c {self.chapter} {call}" for call in calls if call]


@dataclass(frozen=True, slots=True)
class Cut:
    """Where both sides of a row may be parted."""

    places: tuple[int, ...]
    """By side."""
    kind: str
    """`block`, `sentence` or `line`."""


@dataclass(frozen=True, slots=True)
class BookRow:
    """What stands on one level."""

    sides: tuple[BookSide, ...]
    number: str = ""
    cuts: tuple[Cut, ...] = ()

    @property
    def level(self) -> int:
        """That of the heading that it is; 0 for none."""
        nodes = [node for side in self.sides for node in side.nodes[:1]]
        return int(nodes[0].told["level"]) if nodes and nodes[0].tag == "heading" else 0


@dataclass(frozen=True, slots=True)
class BookNote:
    """A note at the foot of a page."""

    side: BookSide
    address: str
    """What its calls name."""


@dataclass(frozen=True, slots=True)
class BookChapter:
    """What begins on an opening of its own."""

    name: str
    titles: tuple[str, ...]
    """By side; for running heads and contents."""
    rows: tuple[BookRow, ...]
    notes: tuple[tuple[BookNote, ...], ...] = ((), ())
    """By side, in the order in which they are called."""

    def list_sides(self) -> Iterator[BookSide]:
        """Every side of every row, and every note."""
        for row in self.rows:
            yield from row.sides
        for notes in self.notes:
            yield from (note.side for note in notes)


@dataclass(frozen=True, slots=True)
class Collector:
    """Takes the texts of a publication."""

    publication: Publication
    site: Site
    sides: tuple[Side, ...] = tuple(Side)
    """Which texts the book has, in their order."""

    def chapters(self) -> Iterator[BookChapter]:
        """Every chapter that has rows, in the order of reading."""
        chapters = list_bound(self.publication, self.site).values()
        self.publication.texts.render_apart(chapters, self.sides)
        for chapter in chapters:
            if chapter.pairs:
                yield self._chapter(chapter)

    def _chapter(self, chapter: Pairing) -> BookChapter:
        texts = {side: self.publication.texts.of(chapter, side) for side in self.sides}
        rows = []
        for number, pair in enumerate(chapter.pairs):
            sides = tuple(
                self._side(chapter, pair, side, texts[side].passages[number].html)
                for side in self.sides
            )
            marks = self.publication.sentences.get(chapter.name, {}).get(pair.id or "", {})
            row = BookRow(sides, row_number(pair.id or ""))
            rows.append(
                replace(row, cuts=tuple(find_cuts(row, [marks.get(s, "") for s in self.sides])))
            )
        return BookChapter(
            chapter.name,
            tuple(chapter_title(chapter, side) for side in self.sides),
            tuple(rows),
            tuple(tuple(self._notes(chapter, side, texts[side].notes)) for side in self.sides),
        )

    def _side(self, chapter: Pairing, pair: Pair, side: Side, html: Html) -> BookSide:
        language = self.publication.edition.project[side].language
        nodes = tidy(read_blocks(html.on_page(_at_home)))
        if not nodes and side is Side.TARGET and self._waits(chapter, pair):
            said = read_words(language)["untranslated"]
            told = {"lang": spoken_language(language)}
            nodes = (Node("p", (Node("em", (Node("lang", (said,), told),)),), {"style": "plain"}),)
        label = row_label(language, chapter.name, pair.id) if pair.id else ""
        href = self.site.address(chapter.name, side, pair.id) if self.site.base and pair.id else ""
        return BookSide(language, nodes, chapter.name, href=href, label=label)

    def _waits(self, chapter: Pairing, pair: Pair) -> bool:
        return chapter.target.untranslated or pair.untranslated

    def _notes(self, chapter: Pairing, side: Side, notes: Mapping[str, Html]) -> Iterator[BookNote]:
        language = self.publication.edition.project[side].language
        for number, (label, html) in enumerate(notes.items(), 1):
            address = note_address(label, language)
            nodes = read_blocks(html.on_page(_at_home))
            back = f"c {chapter.name} fnref{address.removeprefix('fn')}"
            head = Node("label", (str(number),), {"to": back})
            nodes = _begin_with(head, tidy(nodes))
            name = f"n {chapter.name} {address}"
            yield BookNote(BookSide(language, nodes, chapter.name, True, "", name), address)


def row_label(tag: str, chapter: str, identifier: str = "") -> str:
    """What a row is called within the book; the chapter itself without an id."""
    return f"r {tag} {chapter} {identifier}".rstrip()


def _at_home(target: str) -> str:
    return HOME + target


def _begin_with(head: Node, nodes: Sequence[Node]) -> tuple[Node, ...]:
    first = nodes[0] if nodes else None
    if first and first.tag == "p" and first.told.get("style") != "verse":
        return (Node("p", (head, *first.children), first.told), *nodes[1:])
    return (Node("p", (head,)), *nodes)


def tidy(nodes: Sequence[Node]) -> tuple[Node, ...]:
    """Verse as lines."""
    made: list[Node] = []
    for node in nodes:
        if node.tag == "p" and node.told.get("style") == "verse":
            made += split_lines(node)
        elif node.tag in ("group", "quote", "box", "list", "item"):
            made.append(Node(node.tag, tidy(node.nodes), node.told))
        else:
            made.append(node)
    return tuple(made)


def find_cuts(row: BookRow, marks: Sequence[str]) -> list[Cut]:
    """Where a row can be parted before anything of it has been set."""
    if row.level:
        return []
    totals = [side.words for side in row.sides]
    ends = [find_ends(side.nodes)[:-1] for side in row.sides]
    cuts: list[Cut] = []
    if len(totals) == 1:
        return [Cut((place,), "block") for place in ends[0]]
    if 0 in totals:
        for place in max(ends, key=len):
            cuts.append(Cut(tuple(place if total else 0 for total in totals), "block"))
        return cuts
    if len({len(one) for one in ends}) == 1:
        cuts = [Cut(places, "block") for places in zip(*ends, strict=True)]
    told = [_read_marks(one) for one in marks]
    if all(one and one[-1][0] == total for one, total in zip(told, totals, strict=True)):
        cuts = _merge(cuts, _answering(*told), totals)
    return cuts


def _read_marks(marks: str) -> list[tuple[int, str]]:
    parted = (mark.partition(":") for mark in marks.split())
    return [(int(end), group) for end, _, group in parted]


def _answering(*sides: Sequence[tuple[int, str]]) -> list[Cut]:
    """Where all sentences so far on both sides answer each other, and none is left."""
    found: list[dict[frozenset[str], int]] = []
    for marks in sides:
        closed: dict[frozenset[str], int] = {}
        for number, ((end, group), (_, after)) in enumerate(pairwise(marks), 1):
            before = frozenset(name for _, name in marks[:number])
            rest = {name for _, name in marks[number:]} - {""}
            if group and after and not before & rest:
                closed.setdefault(before - {""}, end)
        found.append(closed)
    first, second = found
    places = ((end, second[groups]) for groups, end in first.items() if groups in second)
    return [Cut(place, "sentence") for place in places]


def _merge(blocks: Sequence[Cut], others: Sequence[Cut], totals: Sequence[int]) -> list[Cut]:
    """All cuts in their order; one that crosses another is left out."""
    kept: list[Cut] = list(blocks)
    for cut in others:
        before = [one for one in kept if one.places[0] < cut.places[0]]
        after = [one for one in kept if one.places[0] >= cut.places[0]]
        low = before[-1].places if before else (0,) * len(totals)
        high = after[0].places if after else tuple(totals)
        if all(a < b < c for a, b, c in zip(low, cut.places, high, strict=True)):
            kept = [*before, cut, *after]
    return kept


def called(nodes: Sequence[Node]) -> list[str]:
    """The addresses of the notes that are called, each once."""
    return list(dict.fromkeys(call.told["to"] for call in find_nodes(nodes, "call")))
