"""Blocks of Markdown as elements of TEI."""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Sequence

from markdown_it.tree import SyntaxTreeNode

from visavis.export.unit import TranslationUnit
from visavis.export.xml import XML, add, add_words
from visavis.side import Side
from visavis.text import Block, Kind, block_tokens

MIXED = frozenset("p head l cell note item hi ref code eg ab figDesc quote".split())
"""Elements in which words and elements stand beside each other."""
LEVEL = "level-"
"""How the type of a heading begins, whose level is told."""
_NO_NAME = re.compile(r"[^\w.-]")
_LINE_BREAK = re.compile(r"<br\b", re.IGNORECASE)
_STYLES = {"em": "italic", "strong": "bold"}


def element_name(language: str, chapter: str) -> str:
    """The name of a chapter's division, which XML holds to the form of names."""
    return f"{language}.{_NO_NAME.sub('_', chapter)}"


class TeiChapter:
    """One text of a chapter, whose rows are added in order."""

    def __init__(
        self,
        division: etree.Element,
        units: Sequence[TranslationUnit],
        side: Side,
        own: str,
        other: str,
    ) -> None:
        self._division, self._side, self._own, self._other = division, side, own, other
        self._open = [(0, division)]
        """The divisions that are open, with the levels of their headings."""
        self._notes = {
            unit.pair[side][0].label: unit for unit in units if unit.note and unit.pair[side]
        }
        self._called: set[str | None] = set()

    def add_row(self, unit: TranslationUnit) -> None:
        """Add the blocks that a row has on this side."""
        for number, block in enumerate(unit.pair[self._side]):
            name = f"{self._own}.{unit.pair.id}" + (f"-{number + 1}" if number else "")
            said = {f"{XML}id": name}
            if number:
                said["prev"] = f"#{self._own}.{unit.pair.id}"
            elif unit.pair[self._side.other]:
                said["corresp"] = f"#{self._other}.{unit.pair.id}"
            self._add_block(block, said)

    def add_uncalled(self) -> None:
        """Add the notes that nothing has called."""
        for label in [label for label in self._notes if label not in self._called]:
            self._add_note(self._open[-1][1], str(label))

    def _add_block(self, block: Block, said: dict[str, str]) -> None:
        (node,) = SyntaxTreeNode(block_tokens(block)).children[:1] or (None,)
        if node is None:
            return
        if node.type == "heading":
            self._begin_division(block.level)
        parent = self._open[-1][1]
        if block.kind is Kind.VERSE:
            element = add(parent, "lg")
            self._add_lines(element, node)
        elif block.kind is Kind.FIGURE and node.type == "paragraph":
            (image,) = (one for one in node.walk() if one.type == "image")
            element = self._add_picture(parent, image)
        else:
            element = self._add_node(parent, node)
        element.attrib.update(said)
        kept = [f".{name}" for name in block.classes if name != _row(said)]
        kept += (f"{key}={value}" for key, value in block.attributes.others)
        rend = [*element.get("rend", "").split(), *kept]
        if rend:
            element.set("rend", " ".join(rend))

    def _begin_division(self, level: int) -> None:
        if self._open[-1][0] == 0 and not len(self._division):
            self._open[0] = (0, self._division)  # the first heading is the chapter's own
            return
        while len(self._open) > 1 and self._open[-1][0] >= level:
            self._open.pop()
        self._open.append((level, add(self._open[-1][1], "div", type="section")))

    def _add_nodes(self, parent: etree.Element, nodes: Iterable[SyntaxTreeNode]) -> None:
        for node in nodes:
            self._add_node(parent, node)

    def _add_node(self, parent: etree.Element, node: SyntaxTreeNode) -> etree.Element:
        if node.type == "heading":
            return self._with_words(add(parent, "head", type=f"{LEVEL}{node.tag[1]}"), node)
        if node.type == "paragraph":
            return self._with_words(parent if node.hidden else add(parent, "p"), node)
        if node.type in ("bullet_list", "ordered_list"):
            return self._add_list(parent, node)
        if node.type == "blockquote":
            element = add(parent, "quote")
        elif node.type == "table":
            return self._add_table(parent, node)
        elif node.type in ("fence", "code_block"):
            element = add(parent, "eg", node.content, **{f"{XML}space": "preserve"})
            if node.info.split():
                element.set("rend", node.info.split()[0])
            return element
        elif node.type == "hr":
            return add(parent, "milestone", unit="section", rend="rule")
        elif node.type == "admonition":
            return self._add_admonition(parent, node)
        elif node.type == "html_block":
            return add(parent, "ab", node.content.rstrip("\n"), type="html")
        else:
            element = add(parent, "ab")
        self._add_nodes(element, node.children)
        return element

    def _add_list(self, parent: etree.Element, node: SyntaxTreeNode) -> etree.Element:
        ordered = node.type == "ordered_list"
        element = add(parent, "list", rend="numbered" if ordered else "bulleted")
        if ordered and node.attrs.get("start", 1) != 1:
            element.set("n", str(node.attrs["start"]))
        for item in node.children:
            self._add_nodes(add(element, "item"), item.children)
        return element

    def _add_table(self, parent: etree.Element, node: SyntaxTreeNode) -> etree.Element:
        element = add(parent, "table")
        for part in node.children:
            for row in part.children:
                line = add(element, "row")
                if part.type == "thead":
                    line.set("role", "label")
                for cell in row.children:
                    self._with_words(add(line, "cell"), cell)
                    aligned = str(cell.attrs.get("style", "")).rpartition(":")[2]
                    if aligned:
                        line[-1].set("rend", aligned)
        return element

    def _add_admonition(self, parent: etree.Element, node: SyntaxTreeNode) -> etree.Element:
        kind = str(node.meta.get("tag", "")).split() or ["note"]
        element = add(parent, "floatingText", type="admonition", subtype=kind[0])
        element.set("rend", "folded" if node.markup.startswith("?") else "boxed")
        body = add(element, "body")
        for child in node.children:
            if child.type == "admonition_title":
                self._with_words(add(body, "head"), child)
            else:
                self._add_node(body, child)
        if all(child.tag == "head" for child in body):
            add(body, "p")
        return element

    def _add_lines(self, stanza: etree.Element, node: SyntaxTreeNode) -> None:
        line = add(stanza, "l")
        for inline in node.children[0].children if node.children else ():
            if inline.type in ("softbreak", "hardbreak"):
                line = add(stanza, "l")
            else:
                self._add_inline(line, inline)

    def _with_words(self, element: etree.Element, node: SyntaxTreeNode) -> etree.Element:
        for child in node.children:
            self._add_inlines(element, child.children)
        return element

    def _add_inlines(self, element: etree.Element, nodes: Iterable[SyntaxTreeNode]) -> None:
        for node in nodes:
            self._add_inline(element, node)

    def _add_inline(self, element: etree.Element, node: SyntaxTreeNode) -> None:
        if node.type in ("text", "text_special"):
            add_words(element, node.content)
        elif node.type == "softbreak":
            add_words(element, " ")
        elif node.type == "hardbreak" or _LINE_BREAK.match(node.content):
            add(element, "lb")
        elif node.type in _STYLES:
            self._add_inlines(add(element, "hi", rend=_STYLES[node.type]), node.children)
        elif node.type == "code_inline":
            add(element, "code", node.content)
        elif node.type == "link":
            reference = add(element, "ref", target=str(node.attrs.get("href", "")))
            if node.attrs.get("title"):
                reference.set("n", str(node.attrs["title"]))
            self._add_inlines(reference, node.children)
        elif node.type == "image":
            self._add_picture(element, node)
        elif node.type == "footnote_ref":
            self._call(element, str(node.meta["label"]))

    def _add_picture(self, parent: etree.Element, node: SyntaxTreeNode) -> etree.Element:
        figure = add(parent, "figure")
        if node.attrs.get("title"):
            add(figure, "head", str(node.attrs["title"]))
        add(figure, "graphic", url=str(node.attrs.get("src", "")))
        if node.children:
            self._add_inlines(add(figure, "figDesc"), node.children)
        return figure

    def _call(self, element: etree.Element, label: str) -> None:
        """The note at its first call; a reference to it at every other."""
        unit = self._notes.get(label)
        if unit is None:
            add_words(element, f"[^{label}]")
        elif label in self._called:
            add(element, "ref", label, target=f"#{self._own}.{unit.pair.id}", type="note")
        else:
            self._add_note(element, label)

    def _add_note(self, parent: etree.Element, label: str) -> None:
        self._called.add(label)
        unit = self._notes[label]
        note = add(parent, "note", n=label, type=str(unit.note).replace(" ", "-"))
        note.set(f"{XML}id", f"{self._own}.{unit.pair.id}")
        if unit.pair[self._side.other]:
            note.set("corresp", f"#{self._other}.{unit.pair.id}")
        (definition,) = SyntaxTreeNode(block_tokens(unit.pair[self._side][0])).children
        inside = definition.children
        if len(inside) == 1 and inside[0].type == "paragraph":
            self._with_words(note, inside[0])
        else:
            self._add_nodes(note, inside)


def _row(said: dict[str, str]) -> str:
    """The class by which a block says which row it continues, which `prev` says here."""
    return said.get("prev", "").rpartition(".")[2]
