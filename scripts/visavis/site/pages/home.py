"""What the home page has besides its rows: the lines of a title page, and the chapters."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from visavis.pairs import Pairing
from visavis.publication import (
    HOME,
    Interface,
    chapter_title,
    describe_title_page,
    list_contents,
)
from visavis.site.books import Book, describe_books


def describe_home(
    chapter: Pairing, interface: Interface, edition: str, books: Sequence[Book]
) -> dict[str, Any] | None:
    """What the template `home.html` shows around the first row; nothing of any other chapter."""
    if chapter.name != HOME:
        return None
    return {
        "page": describe_title_page(chapter, interface, edition),
        "contents": _list_contents(interface),
        "books": describe_books(books, interface, HOME),
    }


def _list_contents(interface: Interface) -> list[dict[str, str]]:
    """The chapters besides the home page, as the interface tells them."""
    chapters = interface.publication.chapters.values()
    return [
        {
            "title": chapter_title(one.chapter, interface.side),
            "href": interface.between(HOME, one.chapter.name),
            "size": one.size,
            "time": one.time,
            "about": interface.typeset(
                str(one.chapter[interface.side].meta.get("description") or "")
            ),
        }
        for one in list_contents(chapters, interface.side, interface.language)
    ]
