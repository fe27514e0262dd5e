"""What git tracks comes with the texts, from anybody: it was not made on this machine."""

from __future__ import annotations

import os
import subprocess
from functools import lru_cache
from pathlib import Path


def is_tracked(root: Path, path: str) -> bool:
    """Whether git tracks a file or anything in a folder of the edition at `root`.

    Where git is needed to tell and does not, it is taken for tracked.
    """
    root = Path(os.path.abspath(root))  # `../tree` has parents that it does not stand in
    for folder in (root, *root.parents):
        if (folder / ".git").exists():
            return _ask_git(root, path, _changed(folder / ".git"))
    return False


@lru_cache(maxsize=64)
def _ask_git(root: Path, path: str, index: int) -> bool:
    # Git would run the monitor of files that a repository names in its settings.
    command = ["git", "-c", "core.fsmonitor=false", "-C", str(root), "ls-files", "-z", "--", path]
    try:
        done = subprocess.run(command, capture_output=True, check=False)
    except OSError:
        return True
    return done.returncode != 0 or bool(done.stdout)


def _changed(git: Path) -> int:
    """When the index was last written: git need be asked only once for each. 0 where unknown."""
    try:
        return (git / "index").stat().st_mtime_ns
    except OSError:
        return 0
