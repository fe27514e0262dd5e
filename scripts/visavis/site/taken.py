"""Files of a new site that are taken from the old one, since they would be made as they are.

One file then has two names: to make one costs a file system ten times what it costs to look at it.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path


def take(old: Path, new: Path) -> None:
    """Give a file its name in the new site; a copy where the system has no such thing."""
    try:
        os.link(old, new)
    except OSError:
        shutil.copy2(old, new)


def write_or_take(path: Path, text: str, old: Path | None) -> None:
    """Write a file of a new site, or take the `old` one if it says the same.

    Its folder is there.
    """
    content = text.encode()
    if old is not None and _says(old, content):
        take(old, path)
    else:
        path.write_bytes(content)


def _says(file: Path, content: bytes) -> bool:
    try:
        return not file.is_symlink() and file.read_bytes() == content
    except OSError:
        return False
