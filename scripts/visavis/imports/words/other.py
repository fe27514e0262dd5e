"""The words of subtitles, JSON Lines and TEI."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import replace

from visavis.imports.words.placed import PlacedText
from visavis.input import Element, Node, decode, parse_xml, read_cues

_FIGURE = re.compile(r"\W*(?:\d+|\w)?\W*")


def cue_words(data: bytes, name: str) -> Iterator[PlacedText]:
    """The words that subtitles show."""
    for cue in read_cues(decode(data, name)):
        yield PlacedText("cue", str(cue.line), " ".join(cue.lines))


def json_words(data: bytes, name: str) -> Iterator[PlacedText]:
    """The two longest texts of each line: the others are ids and remarks."""
    for number, line in enumerate(decode(data, name).split("\n"), 1):
        fields = list(_fields(line).values())
        longest = sorted(fields, key=len, reverse=True)[:2]
        for value in (field for field in fields if field in longest):
            yield PlacedText("field", str(number), value)


def _fields(line: str) -> dict[str, str]:
    try:
        told = json.loads(line) if line.strip() else {}
    except (ValueError, RecursionError):
        return {}
    return {k: v for k, v in told.items() if isinstance(v, str)} if isinstance(told, dict) else {}


def tei_words(data: bytes, name: str) -> Iterator[PlacedText]:
    """The words of a TEI document, without its header."""
    for text in parse_xml(data, name).find_all("text"):
        yield from _passages(text)


def _passages(element: Element) -> Iterator[PlacedText]:
    inner = [child for child in element.children() if any(child.children())]
    if not inner or element.name in ("p", "ab", "head", "l", "note", "item"):
        yield PlacedText("paragraph", str(element.line), _without_calls(element).text)
        return
    for child in element.children():
        yield from _passages(child)


def _without_calls(element: Element) -> Element:
    """An element without the figures that call notes."""
    kept: list[Node] = [
        node if isinstance(node, str) else _without_calls(node)
        for node in element.inside
        if isinstance(node, str) or node.name != "ref" or not _FIGURE.fullmatch(node.text)
    ]
    return replace(element, inside=kept)
