"""The books that a site may offer beside its pages, by the names that its settings give them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import partial
from importlib.util import find_spec

from visavis.export.book import COLUMNS, make_book
from visavis.export.book import MEDIA_TYPE as PDF
from visavis.export.epub import MEDIA_TYPE, Layout, make_epub
from visavis.glossary import bare
from visavis.publication import Publication, Site

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


DOWNLOADS: Mapping[str, Download] = {
    "epub": Download(MEDIA_TYPE, ".epub", make_epub),
    "epub-reveal": Download(
        MEDIA_TYPE, "-reveal.epub", partial(make_epub, layout=Layout(reveal=True))
    ),
    "pdf": Download(PDF, ".pdf", make_book, "typst", "pdf"),
    "pdf-columns": Download(
        PDF, "-columns.pdf", partial(make_book, options=COLUMNS), "typst", "pdf"
    ),
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
    words = _NO_LETTERS.sub("-", bare(site.title).casefold()).strip("-")
    return (
        words[:_LONGEST].rpartition("-")[0] if len(words) > _LONGEST else words or "edition"
    ) + ending
