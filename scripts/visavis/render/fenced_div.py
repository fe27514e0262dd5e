"""Python-Markdown: divisions between `:::` lines, as Pandoc writes them.

    ::: {: #p7 .vv-pair }

    Any blocks.

    :::

A row of the page is written so, and not as `<div markdown="block">`: there an innocent `</div>` in
a code span ends the division and takes the rest of the page with it.
"""

from __future__ import annotations

import xml.etree.ElementTree as etree

from markdown.blockprocessors import BlockProcessor

from visavis.render.attribute_line import set_attributes
from visavis.text import parse_attributes

FENCE = ":::"


class FencedDivProcessor(BlockProcessor):
    """Turns `::: {: … }` … `:::` into a `div`; divisions nest."""

    def test(self, parent: etree.Element, block: str) -> bool:
        """Whether a block of text begins with a fence."""
        return block.startswith(FENCE)

    def run(self, parent: etree.Element, blocks: list[str]) -> bool | None:
        """Take the blocks up to the closing fence and parse them inside the division."""
        opening = _take_line(blocks)
        attributes = parse_attributes(opening.removeprefix(FENCE).strip())
        if attributes is None:  # a closing fence without an opening one says nothing
            return None
        division = etree.SubElement(parent, "div")
        set_attributes(division, attributes)
        self.parser.parseBlocks(division, _take_inside(blocks))
        return None


def _take_inside(blocks: list[str]) -> list[str]:
    inside: list[str] = []
    depth = 1
    while blocks:
        if not blocks[0].startswith(FENCE):
            inside.append(blocks.pop(0))
            continue
        line = _take_line(blocks)
        depth += 1 if line.removeprefix(FENCE).strip() else -1
        if depth == 0:
            break
        inside.append(line)
    return inside


def _take_line(blocks: list[str]) -> str:
    line, _, rest = blocks.pop(0).partition("\n")
    if rest.strip():
        blocks.insert(0, rest)
    return line
