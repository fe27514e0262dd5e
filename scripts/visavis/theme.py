"""Where the theme's files stand, found without importing it."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from pathlib import Path


@cache
def theme_folders() -> tuple[Path, ...]:
    """The folders of Material's templates; none where it is not installed."""
    found = find_spec("material")
    folders = (found.submodule_search_locations if found else None) or ()
    return tuple(Path(folder, "templates") for folder in folders)


@cache
def is_icon(name: str) -> bool:
    """Whether the theme has an icon, named as in `material/book`; the name must be a plain path."""
    return any((folder / ".icons" / f"{name}.svg").is_file() for folder in theme_folders())
