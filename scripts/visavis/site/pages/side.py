"""The heads of the two columns: what a reader must know of each text before reading it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from visavis.aligner import split_sentences
from visavis.pairs import Pairing
from visavis.publication import Interface
from visavis.side import Side


def describe_sides(
    chapter: Pairing, interface: Interface, edit: Mapping[Side, str]
) -> list[dict[str, Any]]:
    """What the template `sides.html` says, in the order of the columns."""
    return [_describe(chapter, side, interface, edit.get(side, "")) for side in interface.sides]


def _describe(chapter: Pairing, side: Side, interface: Interface, edit: str) -> dict[str, Any]:
    text, document = interface.settings[side], chapter[side]
    tags = sorted(text.notice, key=lambda tag: tag != interface.language)
    return {
        "language": text.language,
        "dir": text.direction,
        "name": text.name,
        "edit_url": edit + document.path.removeprefix(f"{text.folder}/") if edit else None,
        "text_status": document.meta.get("text_status", ""),
        "status": [{"language": tag, **_part(text.notice[tag], tag)} for tag in tags],
    }


def _part(notice: str, language: str) -> dict[str, str]:
    """A notice as its first sentence, and what follows it."""
    sentences = split_sentences(notice, language) or [(0, 0)]
    end = sentences[0][1]
    return {"text": notice[:end].strip(), "more": notice[end:].strip()}
