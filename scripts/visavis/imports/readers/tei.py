"""TEI P5 → the tree: one text, or two that are joined by `corresp`.

Source: TEI Consortium, *TEI P5: Guidelines for Electronic Text Encoding and Interchange*.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from visavis.errors import VisavisError
from visavis.imports.bitext import Account, Segment, primary
from visavis.imports.readers.codes import open_xml
from visavis.imports.tree.node import (
    Block,
    Break,
    Heading,
    Inline,
    ItemList,
    Losses,
    NoteCall,
    Paragraph,
    Quotation,
    Rule,
    Style,
    Styled,
    Verse,
    Words,
    has_words,
    make_paragraph,
)
from visavis.imports.tree.picture import Album
from visavis.input import Element, Node, clean

_STRONG = re.compile(r"\bbold\b|\bb\b")
_SPACE = re.compile(r"\s+")
_PARTED = frozenset("div div1 div2 div3 div4 div5 div6 div7 body front back group text sp".split())
_BLOCKS = _PARTED | frozenset(
    "head p ab lg l quote cit epigraph list docTitle titlePart speaker stage opener closer byline "
    "docAuthor titlePage table figure space floatingText".split()
)
_LEVEL = re.compile(r"div([1-6])")
_SILENT = frozenset("teiHeader fw pb cb milestone anchor figDesc graphic index".split())


def read_tei(data: bytes, name: str, album: Album) -> tuple[list[Block], str]:
    """The blocks of a text and its title. Raises VisavisError for XML that is no TEI."""
    root = _root(data, name)
    texts = list(root.children("text"))
    blocks = [block for text in texts for block in _Reader(root, album.lost).blocks(text, 0)]
    return blocks, _title(root)


def read_tei_pair(
    data: bytes, name: str, languages: tuple[str, str], account: Account
) -> list[Segment]:
    """The rows of a file that holds both texts, whose elements name each other; else none."""
    root = _root(data, name)
    found = {primary(t.attributes.get("xml:lang", "")): t for t in _texts(root)}
    texts = [found.get(primary(language)) for language in languages]
    if texts[0] is None or texts[1] is None:
        return []
    reader = _Reader(root, account.lost)
    ours, theirs = ({_id(e): e for e in _named(text)} for text in texts if text)
    segments: list[Segment] = []
    done: set[str] = set()
    for element in ours.values():
        for other, lone in _before(theirs, ours, done, element):
            segments.append(Segment((), reader.element(lone)))
            done.add(other)
        answer = theirs.get(_corresponding(element))
        answered = reader.element(answer) if answer is not None else ()
        segments.append(Segment(reader.element(element), answered))
        done.add(_id(answer) if answer is not None else "")
    rest = (element for key, element in theirs.items() if key not in done)
    return segments + [Segment((), reader.element(element)) for element in rest]


def _before(
    theirs: Mapping[str, Element],
    ours: Mapping[str, Element],
    done: set[str],
    element: Element,
) -> Iterator[tuple[str, Element]]:
    """What only the translation has, as far as it stands before the answer of an element."""
    answer = _corresponding(element)
    if answer not in theirs:
        return
    for key, other in theirs.items():
        if key == answer:
            return
        if key not in done and _corresponding(other) not in ours:
            yield key, other


def _root(data: bytes, name: str) -> Element:
    try:
        root = open_xml(data, name, "TEI", "TEI")
    except VisavisError as error:
        if "root" not in str(error):
            raise
        root = open_xml(data, name, "teiCorpus", "TEI")
        root = next(root.children("TEI"), root)
    return root


def _texts(root: Element) -> Iterator[Element]:
    for text in root.children("text", "group"):
        if text.attributes.get("xml:lang"):
            yield text
        yield from _texts(text)


def _named(element: Element) -> Iterator[Element]:
    """The innermost elements with an id and a counterpart."""
    for child in element.children():
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
            return " ".join("".join(_strings(title)).split())
    return ""


def _strings(element: Element) -> Iterator[str]:
    for node in element.inside:
        if isinstance(node, str):
            yield node
        else:
            yield from _strings(node)


class _Reader:
    """Reads one text; notes that stand elsewhere are looked up by their ids."""

    def __init__(self, root: Element, lost: Losses) -> None:
        self._lost = lost
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
            found += self._block(node, level)
        return found + self._run(run)

    def element(self, element: Element) -> tuple[Block, ...]:
        """An element of a row."""
        kind = element.attributes.get("type", "")
        if element.name == "ab" and kind == "heading":
            return (Heading(1, self.inlines(element.inside)),)
        if element.name == "ab" and kind == "verse":
            lines = [line for part in _lines(element) for line in part.split("\n") if line.strip()]
            return (Verse(tuple((Words(line.strip()),) for line in lines)),)
        if element.name in ("ab", "note", "p"):
            parts = [part for part in _lines(element) if part.strip()]
            return tuple(Paragraph((Words(_SPACE.sub(" ", part).strip()),)) for part in parts)
        return tuple(self._block(element, 0))

    def _run(self, nodes: Iterable[Node]) -> list[Block]:
        inlines = self.inlines(nodes)
        return [make_paragraph(inlines)] if has_words(inlines) else []

    def _block(self, element: Element, level: int) -> list[Block]:
        name = element.name
        if name in _SILENT:
            return []
        if name in _PARTED:
            found = _LEVEL.fullmatch(name)
            deeper = int(found[1]) if found else level + name.startswith("div")
            return self.blocks(element, deeper)
        if name in ("head", "docTitle", "titlePart"):
            inlines = self.inlines(element.inside)
            return [Heading(min(max(level, 1), 6), inlines)] if has_words(inlines) else []
        if name == "lg":
            return self._stanza(element, level)
        if name == "l":
            return [Verse((self.inlines(element.inside),))]
        if name in ("quote", "cit", "epigraph", "q", "floatingText"):
            return [Quotation(tuple(self.blocks(element, level)))]
        if name == "list":
            items = tuple(tuple(self.blocks(item, level)) for item in element.children("item"))
            return [ItemList(items, 1 if "order" in element.attributes.get("type", "") else 0)]
        if name == "note":
            return [] if _id(element) in self._called else self.blocks(element, level)
        if name in ("ab", "p", "speaker", "stage", "opener", "closer", "byline", "docAuthor"):
            inside = any(_is_block(child) and child.name != "note" for child in element.children())
            return self.blocks(element, level) if inside else self._run(element.inside)
        if name == "space" or element.attributes.get("rend") == "rule":
            return [Rule()]
        return self.blocks(element, level)

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
            yield NoteCall(tuple(self.blocks(element, 0)), element.attributes.get("n", ""))
        elif name in ("ref", "ptr") and self._target(element) in self._notes:
            note = self._notes[self._target(element)]
            yield NoteCall(tuple(self.blocks(note, 0)), self._target(element))
        elif name in ("hi", "emph", "foreign", "title"):
            rend = element.attributes.get("rend", "").lower()
            style = Style.STRONG if _STRONG.search(rend) else Style.EMPHASIS
            yield Styled(style, self.inlines(element.inside))
        elif name == "choice":
            kept = [c for c in element.children() if c.name in ("reg", "corr", "expan")]
            yield from self.inlines((kept or list(element.children())[:1])[0].inside)
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


def _lines(element: Element) -> Iterator[str]:
    """The words between breaks."""
    part: list[str] = []
    for node in element.inside:
        if isinstance(node, Element) and node.name == "lb":
            yield "".join(part)
            part = []
        else:
            part.append(node if isinstance(node, str) else "".join(_strings(node)))
    yield "".join(part)
