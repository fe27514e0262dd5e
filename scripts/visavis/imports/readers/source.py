"""The source of a Markdown text without what is written for the program that reads it."""

from __future__ import annotations

import re

from visavis.imports.tree.node import LOWERED, RAISED, Losses
from visavis.pairs import is_note_id, is_stamped
from visavis.text import (
    Attributes,
    Block,
    Document,
    Kind,
    is_valid_id,
    parse_attributes,
    write_attributes,
)

_TRAILING = re.compile(
    r"[ \t]*(?P<list>\{(?::|[ ]*[#.])[^{}]*\})[ \t]*(?P<closing>#*)[ \t]*(?=\r?\n|\Z)"
)
_DIVISION = re.compile(r"^(:{3,})[ \t]*(?:\{[^{}\n]*\}|[\w.-]*)[ \t]*:*[ \t]*$", re.MULTILINE)
_INLINE = re.compile(r"(?<=[\])*_`])\{(?=[:#. ]|[\w-]+=)[^{}\n]*\}")
_CODE = re.compile(r"(`[^`]+`|``.+?``)", re.DOTALL)
_SHIFTED = re.compile(r"<(su[pb])>([0-9]+)</\1>")
_OURS = frozenset("alone untranslated edition verse".split())
_KEPT = frozenset("lang dir title translate".split())
"""What an attribute list may say of a block beside its classes."""


def _shown_classes() -> frozenset[str]:
    """The classes that a text may give: what the page shows of any other is nothing."""
    from visavis.render import CLASSES  # few texts have attribute lists, and the renderer is heavy

    return CLASSES


def _figure(found: re.Match[str]) -> str:
    """A figure that HTML raises or lowers, as the sign that it is."""
    return found[2].translate(RAISED if found[1] == "sup" else LOWERED)


class MarkdownSource:
    """The body of a text in which every line keeps its place."""

    def __init__(self, document: Document, lost: Losses) -> None:
        self._lost = lost
        self._head = document.head.count("\n")
        self.attributes: dict[int, Attributes] = {}
        """What attribute lists say of blocks, by the line on which these begin, from 0."""
        self.verse = frozenset(
            block.place.line - self._head - 1
            for block in document.blocks
            if block.kind is Kind.VERSE
        )
        pieces: list[str] = []
        for block in document.blocks:
            pieces += [block.lead, self._source(block), "\n" if block.attribute_source else ""]
        self.text = "".join([*pieces, document.tail])
        self.lines = self.text.split("\n")

    def _source(self, block: Block) -> str:
        said, source = block.attributes, block.source
        if block.kind is Kind.HEADING:
            found = _TRAILING.search(source)
            trailing = parse_attributes(found["list"]) if found else None
            if found and trailing:
                said, source = trailing, source[: found.start()] + source[found.end() :]
        kept = self._kept(said)
        if kept != Attributes():
            self.attributes[block.place.line - self._head - 1] = kept
        if block.kind is Kind.CODE:
            return source
        source = self._without(_DIVISION, "division", source)
        # What stands in code is neither a list of attributes nor a raised figure.
        pieces = _CODE.split(source)
        for at in range(0, len(pieces), 2):
            behind = "`" * bool(at)  # a list may stand behind code too
            piece = self._without(_INLINE, "attribute list", behind + pieces[at])[len(behind) :]
            pieces[at] = _SHIFTED.sub(_figure, piece)
        return "".join(pieces)

    def _without(self, pattern: re.Pattern[str], kind: str, source: str) -> str:
        for found in pattern.finditer(source):
            if found[0].strip(": \t"):
                self._lost[kind, found[0].strip()] += 1
        return pattern.sub("", source)

    def _kept(self, said: Attributes) -> Attributes:
        """Of an attribute list what an edition can say too; the rest is said to be lost."""
        own = said.id if said.id and not is_stamped(said.id) else None
        usable = own if own and is_valid_id(own) and not is_note_id(own) else None
        given = [n for n in said.classes if n not in _OURS and not is_stamped(n)]
        classes = tuple(name for name in given if name in _shown_classes())
        others = tuple((k, v) for k, v in said.others if k in _KEPT)
        left = Attributes(
            own if not usable else None,
            tuple(name for name in given if name not in classes),
            tuple(one for one in said.others if one not in others),
        )
        if left != Attributes():
            self._lost["attribute list", write_attributes(left)] += 1
        return Attributes(usable, classes, others)
