"""Who has changed a text, as git knows it: whoever signs it off should be somebody else."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from visavis.store import ask_git
from visavis.text import Block, Place

_HEAD = re.compile(r"^[0-9a-f]{40,64} \d+ (\d+)")
_UNSAVED = "Not Committed Yet"


class Authors:
    """Who wrote the lines of an edition's texts; asked of git once a file."""

    def __init__(self, root: Path, name: str) -> None:
        """`name` is who works here: lines that were not committed yet are theirs."""
        self._root = root
        self._name = name
        self._lines = cache(self._blame)

    def of(self, blocks: Iterable[Block]) -> set[str]:
        """The authors of the lines of some blocks.

        Where git does not know them, whoever signs first is taken for the author.
        """
        return {name for block in blocks for name in self._of_block(block.place)} or {self._name}

    def _of_block(self, place: Place) -> Iterable[str]:
        lines = self._lines(place.path)
        return {lines[n] for n in range(place.line, place.last_line + 1) if n in lines}

    def _blame(self, path: str) -> dict[int, str]:
        """By line, its author; nothing where git is not there or does not know the file."""
        found: dict[int, str] = {}
        line = 0
        blamed = ask_git(self._root, "blame", "--line-porcelain", "--", path) or b""
        for text in blamed.decode("utf-8", "replace").split("\n"):
            head = _HEAD.match(text)
            if head:
                line = int(head[1])
            elif text.startswith("author "):
                author = text.removeprefix("author ")
                found[line] = self._name if author == _UNSAVED else author
        return found
