"""Processes that end while they write."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

_WRITING = os.O_WRONLY | os.O_RDWR


def killed_at(step: int, root: Path, command: Callable[[], object]) -> bool:
    """Whether a process that is killed when it changes something in `root` for the nth time was."""
    child = os.fork()
    if child == 0:
        left = [step]

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            writes = event == "open" and isinstance(arguments[2], int) and arguments[2] & _WRITING
            if (writes or event in ("os.rename", "os.remove", "os.mkdir")) and (
                str(arguments[0]).startswith(str(root))
            ):
                left[0] -= 1
                if not left[0]:
                    os._exit(9)

        sys.addaudithook(watch)
        try:
            command()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 9
