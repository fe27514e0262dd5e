"""Texts that an edition had already, under another name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from visavis.imports.bring import Import
from visavis.side import Side
from visavis.store import list_files

_NO_TEXT = ("{:", "---", "title:", "![")
_LONG = 8
"""Letters that a line has at least which tells a text from others."""


def find_twice(chapters: Sequence[Import]) -> dict[str, str]:
    """By the name of a chapter that was brought, one that has half its lines on each side."""
    found = [_find_on(side, chapters) for side in Side]
    return {name: other for name, other in found[0].items() if name in found[1]}


def _find_on(side: Side, chapters: Sequence[Import]) -> dict[str, str]:
    project = chapters[0].stock.project
    folder = project[side].folder
    brought = {done.stock.name for done in chapters}
    where: dict[str, str] = {}
    for path in list_files(project.root, folder):
        name = path.removesuffix(".md")
        if path.endswith(".md") and name not in brought:
            text = (project.root / folder / path).read_text("utf-8", "replace")
            where |= dict.fromkeys(_lines(text), name)
    twice = {}
    for done in chapters:
        lines = _lines(done.files.get(done.stock.path(side), ""))
        known = Counter(where[line] for line in lines if line in where)
        if known and 2 * known.total() >= len(lines):
            twice[done.stock.name] = known.most_common(1)[0][0]
    return twice


def _lines(text: str) -> set[str]:
    lines = map(str.strip, text.splitlines())
    return {line for line in lines if len(line) >= _LONG and not line.startswith(_NO_TEXT)}
