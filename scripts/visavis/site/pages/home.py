"""What the home page has besides its rows: the lines of a title page, and the chapters."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from typing import Any

from visavis.edition import HOME
from visavis.pairs import Pairing
from visavis.publication import (
    Interface,
    chapter_title,
    describe_title_page,
    list_contents,
)
from visavis.site.books import Book, describe_books
from visavis.store import Cache, name_code

_LONG = 30
"""Of more chapters than so many only the titles are listed, and these are folded."""
_FOLD = 20
"""So many are in one fold where the book has no parts."""


def describe_home(
    chapter: Pairing,
    interface: Interface,
    edition: str,
    books: Sequence[Book],
    parts: Mapping[str, str],
) -> dict[str, Any] | None:
    """What the template `home.html` shows around the first row; nothing of any other chapter.

    `parts` says in which part of the book a chapter stands, by the chapter's name.
    """
    if chapter.name != HOME:
        return None
    return {
        "page": describe_title_page(chapter, interface, edition),
        "contents": list(_group(_list_contents(interface, parts))),
        "books": describe_books(books, interface, HOME),
    }


def _group(entries: Sequence[dict[str, str]]) -> Iterator[dict[str, Any]]:
    """The chapters by the parts of the book; in a long list, by their numbers where it has none."""
    is_long = len(entries) > _LONG
    first = 1
    for part, found in groupby(entries, lambda entry: entry["part"]):
        group = list(found)
        step = _FOLD if is_long and not part else len(group)
        for start in range(0, len(group), step):
            some = group[start : start + step]
            last = first + len(some) - 1
            yield {
                "name": part or (f"{first}–{last}" if is_long else ""),
                "about": "" if part else some[0]["title"],
                "entries": some,
                "folded": is_long,
                "open": first == 1 and last <= _FOLD,
            }
            first = last + 1


def _list_contents(interface: Interface, parts: Mapping[str, str]) -> list[dict[str, str]]:
    """The chapters besides the home page, as the interface tells them."""
    chapters, edition = interface.publication.chapters.values(), interface.publication.edition
    side, language = interface.side, interface.language
    name = f"sizes/{language}"
    known = Cache(edition.project.root, name, name_code()) if edition.kept else None
    listed = list_contents(chapters, side, language, known)
    if known:
        known.save()
    return [
        {
            "part": interface.typeset(parts.get(one.chapter.name, "")),
            "title": chapter_title(one.chapter, side),
            "href": interface.between(HOME, one.chapter.name),
            "size": one.size,
            "time": one.time,
            "about": interface.typeset(str(one.chapter[side].meta.get("description") or "")),
        }
        for one in listed
    ]
