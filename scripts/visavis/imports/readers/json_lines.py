"""JSON Lines of two languages → segments: `{"en": "…", "fr": "…"}`, or `source` and `target`."""

from __future__ import annotations

from collections.abc import Iterator

from visavis.imports.bitext import Segment
from visavis.imports.readers.plain import read_cell
from visavis.imports.tree.picture import Album
from visavis.input import clean, read_objects
from visavis.text import named_language


def read_json_lines(
    data: bytes, name: str, languages: tuple[str, str], album: Album
) -> Iterator[Segment]:
    """One row a line; fields of other names are left out by name. Raises VisavisError."""
    others: set[str] = set()
    for _, told in read_objects(data, name):
        sides = {languages[0]: "", languages[1]: ""}
        for key, value in told.items():
            language = named_language(str(key), languages)
            if language and isinstance(value, str):
                sides[language] = clean(value)
            elif isinstance(value, str):
                others.add(str(key))
        yield Segment(read_cell(sides[languages[0]]), read_cell(sides[languages[1]]))
    album.told += [f"field left out: {key}" for key in sorted(others)]
