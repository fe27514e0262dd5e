"""The pair that somebody names: `partner-state#p7`, or `p7` where that says enough."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from visavis.edition import Edition
from visavis.errors import VisavisError
from visavis.pairs import Pair, Pairing
from visavis.record import living_pairs

_FEW = 5
"""A message names no more; a book may have hundreds."""


def find_pair(edition: Edition, said: str, chapter: str | None = None) -> tuple[Pairing, Pair]:
    """The row or note that is meant, and its chapter. Raises VisavisError."""
    name, _, identifier = said.rpartition("#")
    chapters = [find_chapter(edition, name or chapter or "")] if name or chapter else None
    found = [
        (one, pair)
        for one in chapters or edition.chapters
        for pair in living_pairs(one)
        if pair.id == identifier
    ]
    if len(found) > 1:
        places = [f"{one.name}#{identifier}" for one, _ in found]
        raise VisavisError(f"{said} may be {_some(places)}", hint="name the chapter too")
    if not found:
        raise VisavisError(f"there is no pair {said}", hint="`visavis review` shows what there is")
    return found[0]


def find_row(edition: Edition, said: str, chapter: str | None = None) -> tuple[Pairing, Pair]:
    """The row that is meant; a note is none. Raises VisavisError."""
    found, pair = find_pair(edition, said, chapter)
    if pair in found.notes:
        raise VisavisError(f"{said} is a note, not a row", hint="name a row")
    return found, pair


def find_range(edition: Edition, said: str) -> tuple[Pairing, tuple[Pair, ...]]:
    """The rows of `p7`, `p7..p9`, or `p7..`: from one to another, or to the end of the chapter.

    Raises VisavisError.
    """
    first, dots, last = said.partition("..")
    found, start = find_row(edition, first)
    end = find_row(edition, last, found.name)[1] if last else found.pairs[-1] if dots else start
    at, to = found.index(start), found.index(end)
    if to < at:
        turned = f"{found.name}#{end.id}..{start.id}"
        raise VisavisError(f"{end.id} stands before {start.id}", hint=f"write {turned}")
    return found, found.pairs[at : to + 1]


def find_chapter(edition: Edition, name: str) -> Pairing:
    """A chapter by its name. Raises VisavisError."""
    for chapter in edition.chapters:
        if chapter.name == name:
            return chapter
    names = [chapter.name for chapter in edition.chapters]
    begun = [known for known in names if name and known.startswith(name)]
    close = begun or get_close_matches(name, names, 1)
    hint = f"did you mean {close[0]}?" if len(close) == 1 else f"there are {_some(begun or names)}"
    raise VisavisError(f"there is no chapter {name}", hint=hint)


def _some(names: Sequence[str]) -> str:
    """The first few of them, and how many more there are."""
    more = len(names) - _FEW
    return ", ".join(names[:_FEW]) + (f" and {more} more" if more > 0 else "")
