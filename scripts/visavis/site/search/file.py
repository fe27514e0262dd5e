"""Writes the files that a browser reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def write_json(path: Path, value: Any, before: str = "", after: str = "") -> str:
    """Write a value as compact JSON; what stands `before` and `after` it makes a script of it.

    Returns the JSON.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    path.write_text(before + text + after, "utf-8", newline="")
    return text
