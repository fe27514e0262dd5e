"""The list of chapters beside each page, made once for all pages of a folder.

Material renders every entry anew on every page, so that the time of a build grows with the square
of the number of chapters. Seen from pages of one folder the plain entries are the same, character
by character; only the entry of the page itself, and sections, are left to Material's own template.
"""

from __future__ import annotations

from collections.abc import Callable
from posixpath import dirname
from typing import TypeAlias

from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils import normalize_url

_OWN_LOOK = ("icon", "status", "subtitle")
"""What a page's front matter may ask for that only Material's template draws."""
Leaves: TypeAlias = "Callable[[Navigation, Page | None], list[str]]"


def make_leaves() -> Leaves:
    """A function for the template `nav.html`: the HTML of each entry, empty where it is Material's.

    It keeps what it has made; make a new one for each build.
    """
    made: dict[tuple[str, int], str] = {}

    def leaves(nav: Navigation, page: Page | None) -> list[str]:
        if page is None:  # a template such as `404.html`, whose links are absolute
            return [""] * len(nav.items)
        # An index page stands in its folder, any other page in one of its own beside it.
        here = page.url if page.is_index else dirname(page.url.rstrip("/")) + "/*"
        entries = []
        for number, item in enumerate(nav.items):
            if item.active or item is page:
                entries.append("")
                continue
            if (here, number) not in made:
                made[here, number] = _leaf(item, page)
            entries.append(made[here, number])
        return entries

    return leaves


def _leaf(item: object, page: Page) -> str:
    if not isinstance(item, Page) or hasattr(item, "typeset"):
        return ""
    if any(name in (item.meta or {}) for name in _OWN_LOOK):
        return ""
    address = normalize_url(item.url, page)
    title = f'<span class="md-ellipsis">{item.title}</span>'
    return f'<li class="md-nav__item"><a href="{address}" class="md-nav__link">{title}</a></li>'
