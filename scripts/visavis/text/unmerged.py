"""Merges that git has left in the middle, in any file that people write."""

from __future__ import annotations

from collections.abc import Container, Iterator

CHOOSE = "keep what is right, and delete the lines of <<<<<<<, ======= and >>>>>>>"
"""What to do about one."""


def find_unmerged(text: str, passed: Container[int] = ()) -> Iterator[tuple[int, str]]:
    """The line at which each begins, and what is to be said of it; `passed` lines have none."""
    opened = 0
    lines = text.split("\n") if "<<<<<<< " in text else ()
    for number, line in enumerate(lines, 1):
        if number in passed:
            continue
        if line.startswith("<<<<<<< "):
            opened = number
        elif opened and line.startswith(">>>>>>> "):
            yield opened, f"git has left two versions here, down to line {number}"
            opened = 0
