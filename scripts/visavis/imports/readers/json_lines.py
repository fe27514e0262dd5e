"""JSON Lines of two languages → segments: `{"en": "…", "fr": "…"}`, or `source` and `target`."""

from __future__ import annotations

import json
from collections.abc import Iterator

from visavis.errors import VisavisError
from visavis.imports.bitext import Account, Segment
from visavis.imports.readers.plain import read_cell
from visavis.input import clean, decode
from visavis.text import named_language


def read_json_lines(
    data: bytes, name: str, languages: tuple[str, str], account: Account
) -> Iterator[Segment]:
    """One row a line; fields of other names are left out by name. Raises VisavisError."""
    others: set[str] = set()
    for number, line in enumerate(decode(data, name).split("\n"), 1):
        if not line.strip():
            continue
        try:
            told = json.loads(line)
        except (ValueError, RecursionError):
            raise VisavisError("this line is no JSON", place=f"{name}:{number}") from None
        if not isinstance(told, dict):
            raise VisavisError("this line is no JSON object", place=f"{name}:{number}")
        sides = {languages[0]: "", languages[1]: ""}
        for key, value in told.items():
            language = named_language(str(key), languages)
            if language and isinstance(value, str):
                sides[language] = clean(value)
            elif isinstance(value, str):
                others.add(str(key))
        yield Segment(read_cell(sides[languages[0]]), read_cell(sides[languages[1]]))
    account.told += [f"field left out: {key}" for key in sorted(others)]
