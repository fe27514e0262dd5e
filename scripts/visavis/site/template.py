"""The theme's templates, compiled once."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from jinja2 import Environment, FileSystemBytecodeCache

from visavis.cache import FOLDER, make_folder


def keep_templates(env: Environment, root: Path) -> None:
    """Keep what Jinja makes of the templates with the edition at `root`, by what stands in them."""
    folder = root / FOLDER / "templates"
    with suppress(OSError):  # where nothing can be written they are compiled each time
        make_folder(folder)
        env.bytecode_cache = FileSystemBytecodeCache(str(folder))
