"""Subtitles, SRT and WebVTT → their cues."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

_TIME = r"(?:(\d+):)?(\d{1,2}):(\d{1,2})[.,](\d{1,3})"
_TIMES = re.compile(rf"\s*{_TIME}\s*-->\s*{_TIME}.*")
_TAG = re.compile(r"</?(?:\w[^<>]*)?>|\{\\[^{}]*\}")


@dataclass(frozen=True, slots=True)
class Cue:
    """Words, and when they are shown."""

    line: int
    start: float
    """In seconds."""
    end: float
    lines: tuple[str, ...]


def read_cues(text: str) -> list[Cue]:
    """The cues of a file, in the order of their times, without tags and without empty ones."""
    cues: list[Cue] = []
    lines = text.split("\n")
    at = 0
    while at < len(lines):
        found = _TIMES.fullmatch(lines[at])
        if not found:
            at += 1
            continue
        start, end = _seconds(found.groups()[:4]), _seconds(found.groups()[4:])
        first = at = at + 1
        while at < len(lines) and lines[at].strip() and not _TIMES.fullmatch(lines[at]):
            at += 1
        shown = [html.unescape(_TAG.sub("", line)).strip() for line in lines[first:at]]
        words = tuple(filter(None, shown))
        if words:
            cues.append(Cue(first, start, end, words))
    return sorted(cues, key=lambda cue: (cue.start, cue.line))


def _seconds(parts: tuple[str | None, ...]) -> float:
    hours, minutes, seconds, rest = (part or "0" for part in parts)
    return int(hours) * 3600 + int(minutes) * 60 + int(seconds) + int(rest.ljust(3, "0")) / 1000
