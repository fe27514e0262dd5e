"""What a reader must know of each text of a page: its language, its notice, where it is edited."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from visavis.pairs import Pairing
from visavis.publication import Interface, is_reconstruction
from visavis.side import Side


def describe_sides(
    chapter: Pairing, interface: Interface, edit: Mapping[Side, str]
) -> list[dict[str, Any]]:
    """What the frame says, in the order of the columns."""
    return [_describe(chapter, side, interface, edit.get(side, "")) for side in interface.sides]


def _describe(chapter: Pairing, side: Side, interface: Interface, edit: str) -> dict[str, Any]:
    text, document = interface.settings[side], chapter[side]
    return {
        "language": text.language,
        "dir": text.direction,
        "name": text.name,
        "edit_url": edit + document.path.removeprefix(f"{text.folder}/") if edit else None,
        "text_status": document.meta.get("text_status", ""),
    }


def describe_notices(chapter: Pairing, interface: Interface) -> list[dict[str, str]]:
    """What is to be known of each text, in the order of the columns; empty where nothing is.

    A line in the words of the interface, and the notice in its language, if there is one in it.
    """
    notices = [_notice(chapter, side, interface) for side in interface.sides]
    return notices if any(notices) else []


def _notice(chapter: Pairing, side: Side, interface: Interface) -> dict[str, str]:
    notice = interface.settings[side].notice
    if not notice:
        return {}
    language = interface.language if interface.language in notice else next(iter(notice))
    rebuilt = is_reconstruction(chapter[side])
    line = "notice_reconstruction" if rebuilt else "notice_text"
    called = interface.called[interface.settings[side].language]
    return {
        "line": interface.say(line, language=called),
        "why": interface.words["notice_why"] if rebuilt else "",
        "language": language,
        "text": notice[language],
    }
