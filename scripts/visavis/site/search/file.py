"""Writes the files that a browser reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from visavis.site.taken import write_or_take


def write_json(
    path: Path, value: Any, before: str = "", after: str = "", *, old: Path | None = None
) -> str:
    """Write a value as compact JSON; what stands `before` and `after` it makes a script of it.

    Returns the JSON. An `old` file that says the same is taken instead.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    write_or_take(path, before + text + after, old)
    return text
