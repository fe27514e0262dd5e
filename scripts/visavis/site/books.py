"""The books that a site offers beside its pages: made with it, kept by what they are made from.

Source of the feed: *OPDS 2.0*, draft, and the *Readium Web Publication Manifest*.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from babel.units import format_unit

from visavis.errors import VisavisError
from visavis.export.download import DOWNLOADS, Download, book_name, can_be_made
from visavis.publication import Interface, Publication, Site, latest_day, tell_date
from visavis.render import number_locale
from visavis.side import Side
from visavis.store import content_key, keep_folder, name_code, replacing

FOLDER = "downloads/"
FEED = "opds.json"
FEED_TYPE = "application/opds+json"


@dataclass(frozen=True, slots=True)
class Book:
    """A file that is offered."""

    name: str
    """As the settings name it, such as `epub-reveal`."""
    path: str
    """From the root of the site."""
    media_type: str
    content: bytes


def make_books(publication: Publication, site: Site) -> tuple[Book, ...]:
    """Those that the settings ask for and that can be made here. Raises VisavisError."""
    return tuple(
        _make(name, DOWNLOADS[name], publication, site)
        for name in publication.edition.project.downloads
        if name in DOWNLOADS and can_be_made(DOWNLOADS[name])
    )


def describe_books(books: Sequence[Book], interface: Interface, here: str) -> list[dict[str, str]]:
    """The books as a page lists them, with their sizes and the day of the edition."""
    language, addresses = interface.language, interface.addresses
    day = latest_day(interface.publication)
    return [
        {
            "href": addresses.between(interface.address(here), book.path),
            "type": book.media_type,
            "name": interface.say(f"download_{book.name.replace('-', '_')}"),
            "about": " · ".join(
                filter(None, [_tell_size(len(book.content), language), tell_date(day, language)])
            ),
        }
        for book in books
    ]


def write_books(folder: Path, books: Sequence[Book], interface: Interface, site: Site) -> None:
    """Write the books into a site, and the feed that lists them."""
    for book in books:
        place = folder / book.path
        place.parent.mkdir(exist_ok=True)
        place.write_bytes(book.content)
    if books:
        feed = json.dumps(_feed(books, interface, site), ensure_ascii=False, indent=1)
        (folder / FEED).write_text(feed + "\n", "utf-8", newline="")


def _make(name: str, download: Download, publication: Publication, site: Site) -> Book:
    path = FOLDER + book_name(site, download.ending)
    if path in publication.edition.published.files:
        raise VisavisError(
            f"downloads: {name} is written here, where the texts have a file of their own",
            place=f"{publication.edition.project.target.folder}/{path}",
            hint="give that file another name",
        )
    root = publication.edition.project.root
    kept = keep_folder(root, "downloads") if publication.edition.kept else None
    if kept is None:
        return Book(name, path, download.media_type, download.make(publication, site))
    place = kept / f"{name}-{_key(publication, site)}"
    if not place.is_file():
        content = download.make(publication, site)
        for old in kept.glob(f"{name}-*"):
            old.unlink()
        with replacing(place) as stream:
            stream.write(content)
    return Book(name, path, download.media_type, place.read_bytes())


def _key(publication: Publication, site: Site) -> str:
    """The name of everything that a book is made from."""
    edition = publication.edition
    blocks = (
        block.lead + block.source + block.attribute_source
        for chapter in publication.chapters.values()
        for document in chapter.documents
        for block in document.blocks
    )
    told = [
        *(repr(replace(edition.project, root=Path())), repr(edition.glossary.terms)),
        *(site.base, site.title, repr(site.titles), latest_day(publication)),
        repr([(c.name, [d.meta for d in c.documents]) for c in publication.chapters.values()]),
    ]
    files = (content.decode("latin-1") for _, content in edition.published.read())
    return content_key(name_code(), publication.texts.version, *told, *blocks, *files)


def _tell_size(size: int, language: str) -> str:
    """Such as `48 kB`."""
    unit, number = ("megabyte", size / 1e6) if size >= 1e6 else ("kilobyte", size / 1e3)
    shown = round(number, 1) if size >= 1e6 else max(round(number), 1)
    locale = number_locale(language)
    return format_unit(shown, f"digital-{unit}", "short", locale=locale)


def _feed(books: Sequence[Book], interface: Interface, site: Site) -> Mapping[str, Any]:
    return {
        "metadata": {"title": site.title},
        "links": [{"rel": "self", "href": site.base + FEED, "type": FEED_TYPE}],
        "publications": [*_publications(books, interface, site)],
    }


def _publications(
    books: Sequence[Book], interface: Interface, site: Site
) -> Iterator[Mapping[str, Any]]:
    settings = interface.settings
    titles = {site.languages[side]: site.titles.get(side) or site.title for side in Side}
    authors = list(map(str, settings.citation.authors))
    translators = list(map(str, settings.citation.target.translators))
    for book in books:
        about = {
            "@type": "http://schema.org/Book",
            "title": titles,
            "subtitle": interface.say(f"download_{book.name.replace('-', '_')}"),
            "author": authors,
            "translator": translators,
            "language": [*settings.languages],
            "modified": latest_day(interface.publication),
        }
        link = {
            "rel": "http://opds-spec.org/acquisition/open-access",
            "href": site.base + book.path,
            "type": book.media_type,
        }
        yield {"metadata": {k: v for k, v in about.items() if v}, "links": [link]}
