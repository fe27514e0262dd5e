"""Lines of a plain text that stand together and are no paragraph: a list, a table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from visavis.imports.readers.plain.line import indent_of

_ITEM = re.compile(r"[^\S\n]*(?P<mark>[-•·‣▪◦*+])[^\S\n]+(?=\S)")
_SPOKEN = re.compile(r"[.!?…][\s\"'”’»]*$")
"""How a line of dialogue ends, which may begin with a dash too."""


def items_of(lines: Sequence[str]) -> list[list[str]]:
    """The items of a list, each as its lines without the mark; nothing where it is none.

    All begin with the same mark, at the same indent or where the first goes on; what stands deeper
    without one continues an item. Lines of dialogue are no items.
    """
    items: list[list[str]] = []
    first = _ITEM.match(lines[0])
    if not first:
        return []
    for line in lines:
        found = _ITEM.match(line)
        if found and found["mark"] == first["mark"] and indent_of(line) <= indent_of(lines[0]):
            items.append([line[found.end() :]])
        elif indent_of(line) > indent_of(lines[0]):
            items[-1].append(line)
        else:
            return []
    spoken = sum(bool(_SPOKEN.search(item[-1])) for item in items)
    is_dialogue = first["mark"] == "-" and spoken * 2 > len(items)
    return items if len(items) > 1 and not is_dialogue else []


def cells_of(lines: Sequence[str]) -> list[list[str]]:
    """The cells of a table, whose lines have equally many tabs; nothing where it is none."""
    rows = [[cell.strip() for cell in line.strip().split("\t")] for line in lines]
    width = len(rows[0])
    return rows if len(rows) > 1 < width and all(len(row) == width for row in rows) else []


def has_head(rows: Sequence[Sequence[str]]) -> bool:
    """Whether the first row names the columns: it has no figures, and those below it have."""
    figures = [any(any(c.isdecimal() for c in cell) for cell in row) for row in rows]
    return not figures[0] and all(rows[0]) and any(figures[1:])
