"""What a page shows, as a work of somebody: for search engines and for reference managers.

`schema_org` gives JSON-LD in the words of schema.org: a `Book` or a `Chapter` of it, and of a
translation what it is a `translationOfWork`. `list_citation_tags` gives the `<meta>` that reference
managers read: Highwire's `citation_…`, which search engines for scholars ask for, and where a
translator is to be named `DC.creator` and `z:translators`, since Zotero (*Embedded Metadata.js* and
*RDF.js*, June 2026) reads translators in that form alone, and only where no `citation_author` is.

A text that is a reconstruction is nobody's wording: it names no author, and says what it was made
after.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from visavis.edition import HOME
from visavis.pairs import Pairing
from visavis.publication.citation import is_reconstruction
from visavis.publication.interface import Interface
from visavis.publication.naming import chapter_title
from visavis.publication.site import Site
from visavis.settings import Name, state_in
from visavis.side import Side

_CREATIVE_COMMONS = re.compile(r"\bCC[ -](BY(?:-NC)?(?:-SA|-ND)?)[ -](\d\.\d)\b")
_CREATIVE_COMMONS_0 = re.compile(r"\bCC0(?:[ -]1\.0)?\b")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+[^\s<>\".,;)]")


@dataclass(frozen=True, slots=True)
class Work:
    """One text of the edition, or of a chapter of it."""

    title: str
    language: str
    address: str = ""
    """Whole, where it is known under which the site stands."""
    authors: tuple[Name, ...] = ()
    translators: tuple[Name, ...] = ()
    contributors: tuple[Name, ...] = ()
    publisher: str = ""
    date: str = ""
    """When it was published, or else of the edition's version, as ISO 8601 writes it."""
    version: str = ""
    licence: str = ""
    """As it is stated."""
    series: str = ""
    """What the whole is a part of."""
    number: str = ""
    """Which part."""
    about: str = ""
    place: int = 0
    """Which chapter it is, from 1; 0 for the whole."""
    book: Work | None = None
    """What it is a chapter of."""
    original: Work | None = None
    """What it was translated from."""
    translation: Work | None = None
    """What was translated from it."""
    model: Work | None = None
    """What it was re-established from, where it is a reconstruction."""


def describe_work(interface: Interface, name: str, site: Site) -> Work | None:
    """The text that a page shows first; None for a page that shows none."""
    chapter = interface.publication.chapters.get(name)
    if chapter is None:
        return None
    shown = [side for side in interface.sides if chapter[side].exists]
    works = [_describe(interface, side, chapter, site) for side in shown]
    if len(works) < 2:
        return works[0]
    work, other = works
    if is_reconstruction(chapter[shown[0]]):
        return replace(work, model=other)
    if shown[0] is Side.SOURCE:
        return replace(work, translation=other)
    if is_reconstruction(chapter[Side.SOURCE]):
        other = _lost(interface, other)
    return replace(work, original=other)


def _describe(interface: Interface, side: Side, chapter: Pairing, site: Site) -> Work:
    """One text of a chapter; of the home page, the whole."""
    document, language = chapter[side], interface.settings[side].language
    citation = interface.settings.citation
    title = citation[side].title or site.titles.get(side) or site.title
    reconstruction = is_reconstruction(document)
    whole = Work(
        title=title or chapter_title(chapter, side),
        language=language,
        address=_address(interface, HOME, language, site),
        authors=() if reconstruction else citation.authors,
        translators=citation[side].translators,
        contributors=citation[side].contributors,
        publisher=citation[side].publisher or citation.publisher,
        date=citation[side].date or citation.date,
        version=citation.version,
        licence=state_in(citation[side].licence, interface.language),
        series=citation[side].series,
        number=citation[side].number,
        about=str(document.meta.get("description") or ""),
    )
    if chapter.name == HOME:
        return whole
    chapters = [name for name in interface.publication.chapters if name != HOME]
    return replace(
        whole,
        title=chapter_title(chapter, side),
        address=_address(interface, chapter.name, language, site),
        place=chapters.index(chapter.name) + 1,
        book=replace(whole, about="") if title else None,
    )


def _lost(interface: Interface, reconstruction: Work) -> Work:
    """The author's own text, which stands nowhere here: a reconstruction stands in its place."""
    citation = interface.settings.citation
    title = citation.source.title or reconstruction.title
    return Work(title, reconstruction.language, authors=citation.authors)


def _address(interface: Interface, name: str, language: str, site: Site) -> str:
    return site.base and site.base + interface.addresses.page(name, language)


def schema_org(work: Work) -> dict[str, Any]:
    """A work as JSON-LD."""
    return {"@context": "https://schema.org", **_thing(work)}


def _thing(work: Work) -> dict[str, Any]:
    told = {
        "@type": "Chapter" if work.place else "Book",
        "@id": work.address,
        "url": work.address,
        "name": work.title,
        "description": work.about,
        "position": work.place,
        "inLanguage": work.language,
        "author": [*map(_person, work.authors)],
        "translator": [*map(_person, work.translators)],
        "contributor": [*map(_person, work.contributors)],
        "publisher": work.publisher and {"@type": "Organization", "name": work.publisher},
        "datePublished": work.date,
        "version": work.version,
        "license": _licence(work.licence),
        "creativeWorkStatus": work.model and "reconstruction",
        "isPartOf": _thing(work.book) if work.book else _series(work),
        "translationOfWork": work.original and _thing(work.original),
        "workTranslation": work.translation and _thing(work.translation),
        "isBasedOn": work.model and _thing(work.model),
    }
    return {name: value for name, value in told.items() if value}


def _series(work: Work) -> Any:
    series = {"@type": "BookSeries", "name": work.series}
    return work.series and (series | ({"position": work.number} if work.number else {}))


def _person(name: Name) -> Any:
    """A person; a name without parts is that of a person or of a group, which is not guessed."""
    if not name.given:
        return name.family
    parts = {"givenName": name.given, "familyName": name.family}
    return {"@type": "Person", "name": str(name), **parts}


def _licence(stated: str) -> Any:
    return find_licence(stated) or (stated and {"@type": "CreativeWork", "name": stated})


def find_licence(stated: str) -> str:
    """The address of the terms that a statement names; empty where it names none."""
    if found := _ADDRESS.search(stated):
        return found[0]
    if found := _CREATIVE_COMMONS.search(stated):
        return f"https://creativecommons.org/licenses/{found[1].lower()}/{found[2]}/"
    zero = _CREATIVE_COMMONS_0.search(stated)
    return "https://creativecommons.org/publicdomain/zero/1.0/" if zero else ""


def list_citation_tags(work: Work) -> Iterator[tuple[str, str]]:
    """Names and contents of the `<meta>` for reference managers."""
    yield "citation_title", work.title
    if work.book:
        yield "citation_inbook_title", work.book.title
    if work.series:
        yield "citation_series_title", work.series
    for author in work.authors:
        yield ("DC.creator" if work.translators else "citation_author"), _inverted(author)
    for translator in work.translators:
        yield "z:translators", _inverted(translator)
    if work.date:
        yield "citation_publication_date", work.date.replace("-", "/")
    if work.publisher:
        yield "citation_publisher", work.publisher
    yield "citation_language", work.language
    if work.address:
        yield "citation_public_url", work.address
    if work.licence:
        yield "DC.rights", work.licence


def _inverted(name: Name) -> str:
    return f"{name.family}, {name.given}" if name.given else name.family
