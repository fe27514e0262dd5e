"""JSON Lines: one object a line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from visavis.errors import VisavisError
from visavis.input.decode import decode


def read_objects(data: bytes, name: str) -> Iterator[tuple[int, dict[str, Any]]]:
    """Every object with its line. Raises VisavisError for a line that is none."""
    for number, line in enumerate(decode(data, name).split("\n"), 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            raise VisavisError("this line is no JSON", place=f"{name}:{number}") from None
        if not isinstance(told, dict):
            raise VisavisError("this line is no JSON object", place=f"{name}:{number}")
        yield number, told
