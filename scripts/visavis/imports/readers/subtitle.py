"""Subtitles → a paragraph a cue; those of two languages answer each other by their times."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from visavis.errors import VisavisError
from visavis.imports.bitext import Segment
from visavis.imports.readers.plain.line import join_lines
from visavis.imports.tree.node import Block, Paragraph, Words
from visavis.imports.tree.picture import Album
from visavis.input import Cue, decode, read_cues

_OVERLAP = 0.5
"""Cues answer each other that are shown together for this part of the shorter one's time."""


def read_subtitles(data: bytes, name: str, album: Album) -> tuple[list[Block], str]:
    """The words of each cue as a paragraph."""
    return [_paragraph(cue) for cue in open_subtitles(data, name)], ""


def open_subtitles(data: bytes, name: str) -> list[Cue]:
    """The cues of a file. Raises VisavisError where there are none."""
    cues = read_cues(decode(data, name))
    if not cues:
        raise VisavisError("there are no cues in it", place=name)
    return cues


def pair_cues(source: Sequence[Cue], target: Sequence[Cue]) -> Iterator[Segment]:
    """The cues that are shown together, as rows; one that stands alone has a row of its own."""
    i = j = 0
    while i < len(source) and j < len(target):
        if not _overlap(source[i], target[j]):
            if source[i].start <= target[j].start:
                yield Segment((_paragraph(source[i]),), ())
                i += 1
            else:
                yield Segment((), (_paragraph(target[j]),))
                j += 1
            continue
        ours, theirs = [source[i]], [target[j]]
        i, j = i + 1, j + 1
        while True:
            if i < len(source) and _overlap(source[i], theirs[-1]):
                ours.append(source[i])
                i += 1
            elif j < len(target) and _overlap(target[j], ours[-1]):
                theirs.append(target[j])
                j += 1
            else:
                break
        yield Segment(tuple(map(_paragraph, ours)), tuple(map(_paragraph, theirs)))
    yield from (Segment((_paragraph(cue),), ()) for cue in source[i:])
    yield from (Segment((), (_paragraph(cue),)) for cue in target[j:])


def _overlap(one: Cue, other: Cue) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    shorter = min(one.end - one.start, other.end - other.start)
    return shared > _OVERLAP * max(shorter, 0.001)


def _paragraph(cue: Cue) -> Paragraph:
    return Paragraph((Words(join_lines(cue.lines)),))
