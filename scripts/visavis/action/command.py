"""Actions as commands of the terminal: how each is written, and what may be taken from a hint."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

_QUOTED = re.compile(r"`visavis ([^`]+)`")
_TAKEN = ("split", "join", "shift")
"""The commands that a hint may propose to be done."""


def write_command(action: str, told: Mapping[str, Any]) -> str:
    """The line that does the same on a terminal."""
    return "visavis " + " ".join(shlex.quote(str(word)) for word in _words(action, told))


def _words(action: str, told: Mapping[str, Any]) -> Sequence[object]:
    if action == "term":
        said = [
            word
            for tag, entry in told["entries"].items()
            for name in ("term", "definition")
            for word in (f"--{name}", f"{tag}={entry.get(name, '')}")
        ]
        return "glossary", "add", told["id"], *said
    address = told["address"]
    match action:
        case "sign":
            return "review", "--accept", address
        case "waive":
            return "review", "--waive", told["rule"], "--reason", told["reason"], address
        case "ask" | "answer":
            return "review", f"--{action}", told["text"], address
        case "split":
            at = [word for words in told["at"] for word in ("--at", words)]
            return "split", address, *at, *(("--side", told["side"]) if told.get("side") else ())
        case "join":
            return "join", address, told["with"]
        case "shift":
            return "shift", told["rows"], "--side", told["side"], "--by", told["by"]
        case "move":
            after = ("--after", told["after"]) if told.get("after") else ()
            return "move", told["rows"], "--to", told["to"], *after
        case "write":
            return "write", address, "--side", told["side"], "--text", told["text"]
        case "insert":
            texts = ((f"--{side}", told[side]) for side in ("source", "target") if told.get(side))
            return "insert", address, *(word for pair in texts for word in pair)
        case "mark":
            return "mark", address, told["mark"] or "none"
    return (action,)


def read_commands(hint: str) -> Iterator[list[str]]:
    """The commands in backquotes of a hint that the desk may do, as their words."""
    for said in _QUOTED.findall(hint):
        words = shlex.split(said)
        if words[0] in _TAKEN:
            yield words


def read_command(words: Sequence[str]) -> tuple[str, dict[str, Any]]:
    """The action that a command of a hint is, and what it is told."""
    options: dict[str, list[str]] = {}
    names: list[str] = []
    rest = iter(words[1:])
    for word in rest:
        if word.startswith("--"):
            options.setdefault(word[2:], []).append(next(rest, ""))
        else:
            names.append(word)
    told: dict[str, Any] = {name: values[-1] for name, values in options.items()}
    if words[0] == "shift":
        told |= {"rows": names[0], "by": int(told["by"])}
    elif words[0] == "split":
        told |= {"at": options.get("at", [])}
    elif words[0] == "join":
        told |= {"with": names[1]}
    return words[0], {**told, "address": names[0].partition("..")[0]}
