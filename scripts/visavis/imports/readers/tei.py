"""TEI P5 → the tree: one text, or two that are joined by `corresp`.

Source: TEI Consortium, *TEI P5: Guidelines for Electronic Text Encoding and Interchange*.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from visavis.errors import VisavisError
from visavis.imports.bitext import Segment, find_versions
from visavis.imports.tree.escape import near_address
from visavis.imports.tree.node import (
    Admonition,
    Block,
    Break,
    CodeBlock,
    CodeSpan,
    HeadingBlock,
    Inline,
    ItemList,
    LinkSpan,
    NoteCall,
    Quotation,
    Style,
    Styled,
    TableBlock,
    ThematicBreak,
    Verse,
    Words,
    has_words,
    make_paragraph,
    split_lines,
    words_of,
)
from visavis.imports.tree.picture import Album
from visavis.input import Element, Node, clean, parse_xml

TEI_SUFFIXES = (".tei", ".xml")
_STRONG = re.compile(r"\bbold\b|\bb\b")
_SPACE = re.compile(r"\s+")
_PARTED = frozenset("div div1 div2 div3 div4 div5 div6 div7 body front back group text sp".split())
_BLOCKS = _PARTED | frozenset(
    "head p ab lg l quote cit epigraph list docTitle titlePart speaker stage opener closer byline "
    "docAuthor titlePage table figure space floatingText".split()
)
_HEADING = re.compile(r"level-[1-6]")
_ORDERED = re.compile(r"order|number", re.IGNORECASE)
_ALIGNED = ("left", "right", "center")
_KIND = re.compile(r"[a-z][a-z-]*")
_LEVEL = re.compile(r"div([1-6])")
_SILENT = frozenset("teiHeader fw pb cb milestone anchor figDesc graphic index".split())


def read_tei(data: bytes, name: str, album: Album) -> tuple[list[Block], str]:
    """The blocks of a text and its title. Raises VisavisError for XML that is no TEI."""
    root = _root(data, name)
    texts = list(root.children("text"))
    blocks = [block for text in texts for block in TeiReader(root, album).blocks(text, 0)]
    return blocks, _title(root)


def read_tei_pair(
    data: bytes, name: str, languages: tuple[str, str], album: Album
) -> list[Segment]:
    """The rows of a file that holds both texts, whose elements name each other; else none."""
    root = _root(data, name)
    found = {t.attributes.get("xml:lang", ""): t for t in texts_of(root)}
    texts = find_versions(found, languages)
    if texts[0] is None or texts[1] is None:
        return []
    reader = TeiReader(root, album)
    ours, theirs = ({_id(e): e for e in _named(text)} for text in texts if text)
    named = {_corresponding(element): key for key, element in ours.items()}
    answers: dict[str, Element] = {}
    for key, element in theirs.items():
        answered = named.get(key, _corresponding(element))
        free = answered in ours and answered not in answers
        answers[answered if free else f"#{key}"] = element

    def read(element: Element | None) -> tuple[Block, ...]:
        return reader.element(element) if element is not None else ()

    order = in_both_orders(ours, answers)
    return [Segment(read(ours.get(key)), read(answers.get(key))) for key in order]


def in_both_orders(ours: Collection[str], theirs: Iterable[str]) -> Iterator[str]:
    """The keys of two texts, in an order that is that of both as far as it can be."""
    rest = dict.fromkeys(theirs)
    for key in ours:
        if key in rest:
            alone = takewhile(lambda other: other not in ours, rest)
            for other in list(alone):
                del rest[other]
                yield other
            del rest[key]
        yield key
    yield from rest


def read_root(data: bytes, name: str) -> Element | None:
    """The element `TEI` of a file; None where there is none. Raises VisavisError for no XML."""
    root = next(parse_xml(data, name).children(), None)
    if root is not None and root.name == "teiCorpus":
        root = next(root.children("TEI"), root)
    return root if root is not None and root.name in ("TEI", "teiCorpus") else None


def _root(data: bytes, name: str) -> Element:
    root = read_root(data, name)
    if root is None:
        raise VisavisError("not a TEI file: its root is not <TEI>", place=name)
    return root


def texts_of(root: Element) -> Iterator[Element]:
    """The texts inside that say in which language they are."""
    for text in root.children("text", "group"):
        if text.attributes.get("xml:lang"):
            yield text
        yield from texts_of(text)


def _named(element: Element) -> Iterator[Element]:
    """The innermost elements with an id and a counterpart."""
    for child in element.children():
        if child.name == "note" and element.name not in _PARTED:
            continue  # it belongs to the words that call it
        inside = list(_named(child))
        if inside:
            yield from inside
        elif child.attributes.get("xml:id"):
            yield child


def _id(element: Element) -> str:
    return element.attributes.get("xml:id", "")


def _corresponding(element: Element) -> str:
    return element.attributes.get("corresp", "").split(" ")[0].removeprefix("#")


def _title(root: Element) -> str:
    for statement in root.find_all("titleStmt"):
        for title in statement.children("title"):
            return " ".join(title.text.split())
    return ""


class TeiReader:
    """Reads one text; notes that stand elsewhere are looked up by their ids."""

    def __init__(self, root: Element, album: Album) -> None:
        self._album, self._lost = album, album.lost
        self._notes = {_id(note): note for note in _every(root, "note") if _id(note)}
        self._called = {
            e.attributes.get("target", "").removeprefix("#") for e in _every(root, "ref", "ptr")
        } & set(self._notes)

    def blocks(self, element: Element, level: int) -> list[Block]:
        """The blocks of a division."""
        found: list[Block] = []
        run: list[Node] = []
        for node in element.inside:
            if isinstance(node, str) or not _is_block(node):
                run.append(node)
                continue
            found += self._run(run)
            run = []
            found += [*self._block(node, level), *self._album.drain()]
        found += self._run(run)
        return found + self._album.drain()

    def element(self, element: Element) -> tuple[Block, ...]:
        """An element of a row."""
        if element.name == "note":
            return self._note(element)
        found = self._block(element, 0)
        return (*found, *self._album.drain())

    def _note(self, element: Element) -> tuple[Block, ...]:
        """What a note says."""
        return tuple(self.blocks(element, 0))

    def _run(self, nodes: Iterable[Node]) -> list[Block]:
        inlines = self.inlines(nodes)
        return [make_paragraph(inlines)] if has_words(inlines) else []

    def _block(self, element: Element, level: int) -> list[Block]:
        name = element.name
        if name in _SILENT and _word(element, "rend") != "rule":
            return []
        if name in _PARTED:
            found = _LEVEL.fullmatch(name)
            deeper = int(found[1]) if found else level + name.startswith("div")
            return self.blocks(element, deeper)
        if name == "head" and _HEADING.fullmatch(element.attributes.get("type", "")):
            level = int(element.attributes["type"][-1])
        kind = element.attributes.get("type", "") if name == "ab" else ""
        if kind == "verse":
            return [Verse(split_lines(self.inlines(element.inside)))]
        if name in ("head", "docTitle", "titlePart") or kind == "heading":
            inlines = self.inlines(element.inside)
            return [HeadingBlock(min(max(level, 1), 6), inlines)] if has_words(inlines) else []
        if name == "lg":
            return self._stanza(element, level)
        if name == "l":
            return [Verse((self.inlines(element.inside),))]
        if name == "floatingText" and element.attributes.get("type") == "admonition":
            return [self._admonition(element)]
        if name in ("quote", "cit", "epigraph", "q", "floatingText"):
            return [Quotation(tuple(self.blocks(element, level)))]
        if name == "list":
            items = tuple(tuple(self.blocks(item, level)) for item in element.children("item"))
            said = f"{element.attributes.get('type', '')} {element.attributes.get('rend', '')}"
            first = element.attributes.get("n", "")
            start = int(first) if first.isdecimal() and len(first) < 10 else 1
            return [ItemList(items, start if _ORDERED.search(said) else 0)]
        if name == "table":
            return self._table(element)
        if name == "eg":
            return [CodeBlock(element.text, _word(element, "rend"))]
        if name == "figure":
            self._take(element)
            return []
        if name == "note":
            return [] if _id(element) in self._called else self.blocks(element, level)
        if _word(element, "rend") == "rule":
            return [ThematicBreak()]
        if name in ("ab", "p", "speaker", "stage", "opener", "closer", "byline", "docAuthor"):
            inside = any(_is_block(child) and child.name != "note" for child in element.children())
            return self.blocks(element, level) if inside else self._run(element.inside)
        if name == "space":
            return [ThematicBreak()]
        return self.blocks(element, level)

    def _table(self, element: Element) -> list[Block]:
        rows = [list(row.children("cell")) for row in element.children("row")]
        width = max(map(len, rows), default=0)
        if not width:
            return []
        told = [[self.inlines(cell.inside) for cell in row] for row in rows]
        head, *body = (tuple(row + [()] * (width - len(row))) for row in told)
        first = [_word(cell, "rend") for cell in rows[0]]
        aligned = tuple(word if word in _ALIGNED else "" for word in first)
        return [TableBlock(head, tuple(body), aligned=aligned + ("",) * (width - len(aligned)))]

    def _admonition(self, element: Element) -> Block:
        heads = [head for body in element.children("body") for head in body.children("head")]
        title = words_of(self.inlines(heads[0].inside)) if heads else None
        inside = [
            b for body in element.children("body") for b in self.blocks(_without(body, heads), 0)
        ]
        mark = "???" if _word(element, "rend") == "folded" else "!!!"
        kind = element.attributes.get("subtype", "")
        return Admonition(mark, kind if _KIND.fullmatch(kind) else "note", title, tuple(inside))

    def _take(self, figure: Element) -> None:
        """Keep a picture; it follows what it stands in."""
        told = {
            name: " ".join("".join(one.text for one in figure.children(name)).split())
            for name in ("figDesc", "head")
        }
        for graphic in figure.children("graphic"):
            self._album.take(graphic.attributes.get("url", ""), told["figDesc"], told["head"])

    def _stanza(self, element: Element, level: int) -> list[Block]:
        lines = tuple(self.inlines(line.inside) for line in element.children("l"))
        rest = [b for e in element.children() if e.name != "l" for b in self._block(e, level)]
        return [*([Verse(lines)] if lines else []), *rest]

    def inlines(self, nodes: Iterable[Node]) -> tuple[Inline, ...]:
        """What stands inside an element, in one run."""
        found: list[Inline] = []
        for node in nodes:
            if isinstance(node, str):
                found.append(Words(_SPACE.sub(" ", clean(node))))
            else:
                found += self._inline(node)
        return tuple(found)

    def _inline(self, element: Element) -> Iterator[Inline]:
        name = element.name
        if name == "lb":
            yield Break()
        elif name in _SILENT:
            self._lost["element of TEI", f"<{name}>"] += name not in ("pb", "cb", "anchor")
        elif name == "note":
            yield NoteCall(self._note(element), element.attributes.get("n", ""))
        elif name in ("ref", "ptr") and self._target(element) in self._notes:
            note = self._notes[self._target(element)]
            label = note.attributes.get("n", "") or self._target(element)
            yield NoteCall(self._note(note), label)
        elif name == "ref" and near_address(element.attributes.get("target", "")):
            address = near_address(element.attributes["target"])
            yield LinkSpan(self.inlines(element.inside), address, element.attributes.get("n", ""))
        elif name == "code":
            yield CodeSpan(element.text)
        elif name == "figure":
            self._take(element)
        elif name in ("hi", "emph", "foreign", "title"):
            rend = element.attributes.get("rend", "").lower()
            style = Style.STRONG if _STRONG.search(rend) else Style.EMPHASIS
            yield Styled(style, self.inlines(element.inside))
        elif name == "choice":
            readings = [*element.children("reg", "corr", "expan"), *element.children()]
            for reading in readings[:1]:
                yield from self.inlines(reading.inside)
        else:
            yield from self.inlines(element.inside)

    def _target(self, element: Element) -> str:
        return element.attributes.get("target", "").removeprefix("#")


def _every(element: Element, *names: str) -> Iterator[Element]:
    for child in element.children():
        if child.name in names:
            yield child
        yield from _every(child, *names)


def _is_block(element: Element) -> bool:
    return element.name in _BLOCKS


def _word(element: Element, attribute: str) -> str:
    """The first word of an attribute."""
    return next(iter(element.attributes.get(attribute, "").split()), "")


def _without(element: Element, left_out: Sequence[Element]) -> Element:
    """The element without some of its children."""
    return replace(element, inside=[node for node in element.inside if node not in left_out])
