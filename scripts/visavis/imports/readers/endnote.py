"""Notes that a page or an e-book knows only as links: a call leads to a note that leads back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

Node = Mapping[str, Any]

_MOST_CALL_WORDS = 8
"""Characters of a call: `12`, `[12]`, `note 3`, `*`."""


@dataclass(slots=True)
class _Seen:
    calls: dict[str, str] = field(default_factory=dict)
    """Address of a note → id of its call."""
    holders: dict[str, Sequence[Node]] = field(default_factory=dict)
    """Id → the blocks that stand under it."""


def find_notes(blocks: Sequence[Node]) -> dict[str, Sequence[Node]]:
    """The notes by the address that calls them, without the links that lead back.

    Only what is sure is taken: the call has an id, stands outside the note, is a few characters
    long, and the note links back to that very id.
    """
    seen = _Seen()
    _look(blocks, seen)
    notes: dict[str, Sequence[Node]] = {}
    for address, call in seen.calls.items():
        held = seen.holders.get(address.removeprefix("#"))
        back = f"#{call}"
        if held is not None and back not in notes and _links_to(held, back):
            _cut_links(held, back)
            notes[address] = held
    return notes


def _look(nodes: Sequence[Any], seen: _Seen) -> None:
    for node, around in _walk(nodes, ""):
        kind, content = node["t"], node["c"]
        if kind == "Link" and content[2][0].startswith("#"):
            identifier = content[0][0] or around
            words = "".join(str(n["c"]) for n, _ in _walk(content[1], "") if n["t"] == "Str")
            if identifier and len(words) <= _MOST_CALL_WORDS:
                seen.calls.setdefault(content[2][0], identifier)
        elif kind == "Div" and content[0][0]:
            seen.holders.setdefault(content[0][0], content[1])
        elif kind in ("Para", "Plain"):
            for identifier in _first_ids(content):
                seen.holders.setdefault(identifier, [node])


def _first_ids(inlines: Sequence[Node]) -> Iterator[str]:
    """The ids at the very beginning of a paragraph."""
    for node in inlines:
        content: Any = node.get("c")
        if node["t"] in ("Span", "Link"):
            if content[0][0]:
                yield content[0][0]
            if content[1]:
                yield from _first_ids(content[1])
                return
        elif node["t"] == "Superscript":
            yield from _first_ids(content)
            return
        else:
            return


def _walk(value: Any, around: str) -> Iterator[tuple[Node, str]]:
    """Every node with content, with the id of the span around it."""
    if isinstance(value, list):
        for one in value:
            yield from _walk(one, around)
    elif isinstance(value, dict):
        if "t" in value and "c" in value:
            yield value, around
            if value["t"] == "Str":
                return
            if value["t"] == "Span":
                around = value["c"][0][0] or around
        yield from _walk(value.get("c"), around)


def _links_to(blocks: Sequence[Node], address: str) -> bool:
    return any(n["t"] == "Link" and n["c"][2][0] == address for n, _ in _walk(blocks, ""))


def _cut_links(value: Any, address: str) -> None:
    """Take the links to an address out, where they stand in a list of inlines."""
    if isinstance(value, list):
        value[:] = [one for one in value if not _is_link_to(one, address)]
        for one in value:
            _cut_links(one, address)
    elif isinstance(value, dict):
        _cut_links(value.get("c"), address)


def _is_link_to(value: Any, address: str) -> bool:
    return isinstance(value, dict) and value.get("t") == "Link" and value["c"][2][0] == address
