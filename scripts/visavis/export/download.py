"""The books that a site may offer beside its pages, by the names that its settings give them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec

from visavis.glossary import bare
from visavis.publication import Publication, Site
from visavis.unicode import spell_plainly

_EPUB = "application/epub+zip"
_PDF = "application/pdf"
_NO_LETTERS = re.compile(r"[^a-z0-9]+")
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class Download:
    """A file that holds the whole edition."""

    media_type: str
    ending: str
    """Of its name, such as `-reveal.epub`."""
    make: Callable[[Publication, Site], bytes]
    """Makes the same bytes of the same edition. May raise VisavisError."""
    module: str = ""
    """The module without which it cannot be made, and"""
    extra: str = ""
    """the extra of this package that brings it."""


# What makes them is loaded where it is called: few builds offer any, and fewer make one anew.


def _make_epub(publication: Publication, site: Site, *, reveal: bool) -> bytes:
    from visavis.export.epub import Layout, make_epub

    return make_epub(publication, site, Layout(reveal=reveal))


def _make_pdf(publication: Publication, site: Site, *, columns: bool) -> bytes:
    from visavis.export.book import COLUMNS, Options, make_book

    return make_book(publication, site, COLUMNS if columns else Options())


DOWNLOADS: Mapping[str, Download] = {
    "epub": Download(_EPUB, ".epub", partial(_make_epub, reveal=False)),
    "epub-reveal": Download(_EPUB, "-reveal.epub", partial(_make_epub, reveal=True)),
    "pdf": Download(_PDF, ".pdf", partial(_make_pdf, columns=False), "typst", "pdf"),
    "pdf-columns": Download(_PDF, "-columns.pdf", partial(_make_pdf, columns=True), "typst", "pdf"),
}
"""In the order in which they are offered."""


def can_be_made(download: Download) -> bool:
    """Whether everything that it wants is installed."""
    return not download.module or find_spec(download.module) is not None


def list_missing(names: Iterable[str]) -> dict[str, str]:
    """What cannot be made of these downloads, with the extra that it wants."""
    return {
        n: DOWNLOADS[n].extra for n in names if n in DOWNLOADS and not can_be_made(DOWNLOADS[n])
    }


def book_name(site: Site, ending: str) -> str:
    """What a book's file is called: as the edition, in signs that every system takes."""
    words = _NO_LETTERS.sub("-", bare(spell_plainly(site.title))).strip("-")
    return (
        words[:_LONGEST].rpartition("-")[0] if len(words) > _LONGEST else words or "edition"
    ) + ending
