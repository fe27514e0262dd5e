"""Where the fields of a YAML file stand: their lines, by the way that leads to them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import yaml

from visavis.text import read_yaml

Way = tuple[str | int, ...]
"""Keys and positions from the top of the file: `("languages", "fr", "variants", 0)`."""


class Places:
    """The lines of a file's fields, and the keys that it gives twice."""

    def __init__(self, text: str) -> None:
        self._lines: dict[Way, int] = {(): 1}
        self.twice: list[Way] = []
        """Keys that a map has more than once; YAML would let the last one win without a word."""
        node = read_yaml(yaml.compose, text)
        for way, line in _walk(node, ()) if node else ():
            if way in self._lines and way:
                self.twice.append(way)
            self._lines[way] = line

    def line(self, way: Sequence[str | int]) -> int:
        """The line of a field, or of the nearest thing around it that is there."""
        here = tuple(way)
        while here not in self._lines:
            here = here[:-1]
        return self._lines[here]


def _walk(node: yaml.Node, way: Way) -> Iterator[tuple[Way, int]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            here = (*way, str(key.value))
            yield here, key.start_mark.line + 1
            yield from _walk(value, here)
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            here = (*way, index)
            yield here, value.start_mark.line + 1
            yield from _walk(value, here)


def write_way(way: Sequence[str | int]) -> str:
    """A way as a message says it: `languages.fr.variants[0]`."""
    words = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in way)
    return words.removeprefix(".")
