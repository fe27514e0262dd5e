"""Python-Markdown: the attribute list on the line after a block works after every kind of block.

The stock extension takes it after a paragraph, and otherwise reads it as text or gives it to the
last item or cell. Here the line is a block of its own, and what it says goes to the block before
it.
"""

from __future__ import annotations

import re
import xml.etree.ElementTree as etree

from markdown.blockprocessors import BlockProcessor
from markdown.treeprocessors import Treeprocessor

from visavis.text import Attributes, parse_attributes

_LINE = re.compile(r"^\{(?::|[ ]*[#.])[^{}\n]*\}[ \t]*(?:\n|\Z)", re.MULTILINE)
_STASHED = re.compile(r"\x02wzxhzdk:\d+\x03")
_END = "vv-end"  # an element that stands after a finished block, so that nothing joins it


class AttributeLineProcessor(BlockProcessor):
    """Gives the attributes of a line `{: #p7 .verse }` to the block that stands before it."""

    def test(self, parent: etree.Element, block: str) -> bool:
        """Whether a block of text holds such a line at the left margin."""
        return _LINE.search(block) is not None

    def run(self, parent: etree.Element, blocks: list[str]) -> bool | None:
        """Parse what stands before the line, give it the attributes, leave the rest for later."""
        block = blocks.pop(0)
        found = _LINE.search(block)
        attributes = parse_attributes(found[0]) if found else None
        if found is None or attributes is None:
            blocks.insert(0, block)
            return False
        if block[: found.start()].strip():
            self.parser.parseBlocks(parent, [block[: found.start()].rstrip("\n")])
        if len(parent) and parent[-1].tag != _END:
            set_attributes(parent[-1], attributes)
            etree.SubElement(parent, _END)
        if block[found.end() :].strip():
            blocks.insert(0, block[found.end() :])
        return None


class BlockEndProcessor(Treeprocessor):
    """Takes the ends of blocks out again, once all blocks are there."""

    def run(self, root: etree.Element) -> None:
        """Remove them wherever they stand."""
        for parent in list(root.iter()):
            for end in parent.findall(_END):
                parent.remove(end)


def set_attributes(element: etree.Element, attributes: Attributes) -> None:
    """Give an element what an attribute list says; classes are added to those it has."""
    if element.tag == "p" and _STASHED.fullmatch((element.text or "").strip()):
        element.tag = "div"  # raw HTML that waits in the stash; it may not stand in a paragraph
    if attributes.id:
        element.set("id", attributes.id)
    if attributes.classes:
        element.set("class", " ".join([*element.get("class", "").split(), *attributes.classes]))
    for key, value in attributes.others:
        element.set(key, value)
