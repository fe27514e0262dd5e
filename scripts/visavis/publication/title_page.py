"""What the title page of an edition says, in whatever medium: who wrote and translated it. Pure.

From `citation:` in `mkdocs.yml`; what is not said there the page does not say either. The title
itself is the first row of the home page, where that is a heading of the first level.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.lists import format_list

from visavis.edition import HOME
from visavis.pairs import Pairing
from visavis.publication.interface import Interface
from visavis.publication.naming import chapter_title
from visavis.publication.site import Site
from visavis.render import number_locale
from visavis.settings import Credits, Name
from visavis.side import Side

if TYPE_CHECKING:
    from visavis.publication.publication import Publication


@dataclass(frozen=True, slots=True)
class TitlePage:
    """The lines around the title, as an interface says them, and the title where no row has it."""

    authors: str
    credits: tuple[str, ...]
    """Who translated it, what it translates, of which series it is a part."""
    imprint: str
    """Who published the edition, and the year."""
    titles: tuple[str, str] = ("", "")
    """In the language of the interface and in the other; empty where the first row is the title."""


def describe_title_page(chapter: Pairing, interface: Interface, edition: str) -> TitlePage:
    """The title page before the home page `chapter`; `edition` is what the site is called."""
    settings = interface.settings.citation
    own, other = (settings[side] for side in interface.sides)
    titles = _titles(chapter, interface, edition)
    credits = (
        _translation(interface),
        _original(titles, interface),
        _series(own) or _series(other),
    )
    return TitlePage(
        authors=_join(settings.authors, interface),
        credits=tuple(filter(None, credits)),
        imprint=", ".join(filter(None, [settings.publisher, settings.date[:4]])),
        titles=("", "") if has_title_row(chapter) else titles,
    )


def has_title_row(chapter: Pairing) -> bool:
    """Whether a page begins with a row that is its title."""
    blocks = chapter.pairs[0].blocks if chapter.pairs else ()
    return any(block.level == 1 for block in blocks)


def list_bound(publication: Publication, site: Site) -> Mapping[str, Pairing]:
    """The chapters that a book has behind its title page, by name, in the order of reading.

    A home page that says nothing but the title of the edition would be a second title page.
    """
    chapters = dict(publication.chapters)
    home = chapters.get(HOME)
    if home and len(chapters) > 1 and _says_title_only(home, site):
        del chapters[HOME]
    return chapters


def _says_title_only(home: Pairing, site: Site) -> bool:
    if len(home.pairs) != 1 or not has_title_row(home):
        return False
    (row,) = home.pairs
    said = {side: [block.plain for block in row[side]] for side in Side}
    calls = any(block.inlines for block in row.blocks)
    return not calls and all(
        said[side] == [site.titles.get(side) or site.title] for side in Side if row[side]
    )


def _translation(interface: Interface) -> str:
    credits = interface.settings.citation.target
    if not credits.translators:
        return ""
    said = interface.say("translated_by", names=_join(credits.translators, interface))
    if credits.contributors:
        names = _join(credits.contributors, interface)
        said += ", " + interface.say("contributed_by", names=names)
    return _with_imprint(said, credits)


def _original(titles: tuple[str, str], interface: Interface) -> str:
    credits = interface.settings.citation.source
    if not credits.title or credits.title in titles:
        return ""
    # Without a series it is a part of the work itself.
    title = credits.title if credits.series else _numbered(credits.title, credits.number)
    return _with_imprint(interface.say("original_text", title=title), credits)


def _series(credits: Credits) -> str:
    return _numbered(credits.series, credits.number)


def _numbered(title: str, number: str) -> str:
    return f"{title}, {number}" if title and number else title


def _with_imprint(said: str, credits: Credits) -> str:
    imprint = ", ".join(filter(None, [credits.publisher, credits.date[:4]]))
    return f"{said} ({imprint})" if imprint else said


def _titles(chapter: Pairing, interface: Interface, edition: str) -> tuple[str, str]:
    """In both languages: those of the first row, or what settings and texts call the work."""
    if has_title_row(chapter):
        return chapter_title(chapter, interface.side), chapter_title(chapter, interface.side.other)
    first, second = (
        interface.settings.citation[side].title or str(chapter[side].meta.get("title") or "")
        for side in interface.sides
    )
    return first or edition, second


def _join(names: Iterable[Name], interface: Interface) -> str:
    said = list(map(str, names))
    return format_list(said, locale=number_locale(interface.language)) if said else ""
