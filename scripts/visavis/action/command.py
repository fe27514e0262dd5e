"""The commands that the hint of a finding proposes."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

_QUOTED = re.compile(r"`visavis ([^`]+)`")
_TAKEN = ("split", "join", "shift")
"""The commands that a hint may propose to be done."""


def read_commands(hint: str) -> Iterator[list[str]]:
    """The commands in backquotes of a hint that the desk may do, as their words."""
    for said in _QUOTED.findall(hint):
        words = shlex.split(said)
        if words[0] in _TAKEN:
            yield words
