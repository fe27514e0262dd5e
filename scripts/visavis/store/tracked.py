"""What git knows of files: those that it tracks, and those that it has committed.

What git tracks comes with the texts, from anybody: it was not made on this machine.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path


def is_tracked(root: Path, path: str) -> bool:
    """Whether git tracks a file or anything in a folder of the edition at `root`.

    Where git is needed to tell and does not, it is taken for tracked.
    """
    root = Path(os.path.abspath(root))  # `../tree` has parents that it does not stand in
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            return _is_listed(root, path, _changed(folder / ".git"))
    return False


def committed_since(root: Path, paths: Sequence[str], at: int) -> bool:
    """Whether git has committed files as they are, at a time (seconds since 1970) or later."""
    when = ask_git(root, "log", "-1", "--format=%ct", "--", *paths)
    if not when or int(when) < at:
        return False
    return ask_git(root, "status", "--porcelain", "--ignored", "--", *paths) == b""


@lru_cache(maxsize=64)
def _is_listed(root: Path, path: str, index: int) -> bool:
    return ask_git(root, "ls-files", "-z", "--", path) != b""


def ask_git(root: Path, *arguments: str) -> bytes | None:
    """What git says of the folder; None where it fails, or is not there."""
    # Git would run the monitor of files that a repository names in its settings.
    command = ["git", "-c", "core.fsmonitor=false", "--no-optional-locks", "-C", str(root)]
    try:
        done = subprocess.run([*command, *arguments], capture_output=True, check=False)
    except OSError:
        return None
    return None if done.returncode else done.stdout


def _changed(git: Path) -> int:
    """When the index was last written: git need be asked only once for each. 0 where unknown."""
    try:
        return (git / "index").stat().st_mtime_ns
    except OSError:
        return 0
