"""A line of the text quoted with the place marked: cut to fit, measured in terminal cells.

A wide character fills two cells, a combining mark none; a mark that counted characters would stand
in the wrong place under Chinese or decomposed French. The widths are those of Unicode Annex 11.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from visavis.cli.visible import visible
from visavis.unicode import count_cells


@dataclass(frozen=True, slots=True)
class Quote:
    """A line as it is shown, and the place in it."""

    text: str
    """Without what a terminal would obey; … stands for what is cut away."""
    offset: int
    """Cells before the place."""
    length: int
    """Cells that the place fills; 0 where the whole line is meant."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """A character with the marks that stand on it."""

    glyph: str
    width: int
    """In terminal cells."""


def quote_line(line: str, column: int, end_column: int, room: int) -> Quote:
    """Cut the line to `room` cells (20 or more) around the place; columns as in `Finding`."""
    line = line.rstrip("\r\n")
    begin = min(max(column - 1, 0), len(line))
    end = min(end_column - 1, len(line)) if end_column > 0 else len(line)
    # A paragraph of a megabyte is one line: only what stands near the place is measured.
    low, high = max(0, begin - 2 * room), min(len(line), begin + 2 * room)
    clusters, owners = _clusters(line[low:high] + " ")  # The blank is the place after the end.
    start = owners[begin - low]
    after = owners[max(begin, min(end, high) - 1) - low] + 1 if column > 0 else start
    cut = low > 0 or high < len(line) or _width(clusters[:-1]) > room
    first, stop = _window(clusters, start, after, room - 2) if cut else (0, len(clusters))
    head = "…" if first > 0 or low > 0 else ""
    tail = "…" if stop < len(clusters) - 1 or high < len(line) else ""
    text = "".join(cluster.glyph for cluster in clusters[first:stop])
    shown = text.rstrip()
    seen = _width(clusters[start:stop]) - (len(text) - len(shown))
    return Quote(
        head + shown + tail,
        len(head) + _width(clusters[first:start]),
        min(_width(clusters[start : min(after, stop)]), max(seen, 1)),
    )


def _window(clusters: list[Cluster], start: int, after: int, room: int) -> tuple[int, int]:
    """The range of clusters to show: the place, or its beginning, and as much around it as fits."""
    first = stop = start
    used = 0
    while stop < after and used + clusters[stop].width <= room * 2 // 3:
        used += clusters[stop].width
        stop += 1
    grown = True
    while grown:
        grown = False
        if first > 0 and used + clusters[first - 1].width <= room:
            first -= 1
            used += clusters[first].width
            grown = True
        if stop < len(clusters) and used + clusters[stop].width <= room:
            used += clusters[stop].width
            stop += 1
            grown = True
    return first, stop


def _clusters(text: str) -> tuple[list[Cluster], list[int]]:
    """The clusters of the text, and for each of its characters the number of its cluster."""
    clusters: list[Cluster] = []
    owners: list[int] = []
    for char in text:
        alone = _measure(char)
        if alone.width:
            clusters.append(alone)
        elif clusters:
            clusters[-1] = Cluster(clusters[-1].glyph + alone.glyph, clusters[-1].width)
        else:  # A mark at the very beginning has nothing to stand on.
            clusters.append(Cluster("\N{DOTTED CIRCLE}" + alone.glyph, 1))
        owners.append(len(clusters) - 1)
    return clusters, owners


@cache
def _measure(char: str) -> Cluster:
    """A character by itself, as it is shown."""
    shown = visible(char)
    return Cluster(shown, sum(map(count_cells, shown)))


def _width(clusters: list[Cluster]) -> int:
    return sum(cluster.width for cluster in clusters)
