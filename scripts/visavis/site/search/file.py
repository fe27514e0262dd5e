"""Writes the files that a browser reads."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def write_json(path: Path, value: Any, before: str = "", after: str = "") -> None:
    """Write a value as compact JSON; what stands `before` and `after` it makes a script of it."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(before + as_json(value) + after, "utf-8", newline="")


def as_json(value: Any) -> str:
    """A value as compact JSON."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
