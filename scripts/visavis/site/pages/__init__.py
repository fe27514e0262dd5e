"""The pages of the site, each in its own module: what is put into its template."""

from __future__ import annotations

from collections.abc import Iterator

from visavis.publication import Interface
from visavis.site.page import Page
from visavis.site.pages.alignment import alignment_page
from visavis.site.pages.chapter import ChapterPages
from visavis.site.pages.glossary import glossary_pages
from visavis.site.pages.gone import gone_pages
from visavis.site.pages.index import index_page
from visavis.site.pages.notes import notes_page
from visavis.site.pages.rules import rules_page
from visavis.site.pages.term import term_page


def list_pages(interface: Interface, chapters: ChapterPages) -> Iterator[Page]:
    """Every page of an interface: the chapters, what stands around them, what is gone."""
    yield from chapters.list(interface)
    yield from gone_pages(interface)
    yield alignment_page(interface)
    yield index_page(interface)
    yield rules_page(interface)
    if interface.names.notes:
        yield notes_page(interface)
    glossary = interface.publication.edition.glossary
    if glossary.terms:
        yield from glossary_pages(interface)
        for term in glossary.terms:
            yield term_page(term, interface, chapters.kept)


__all__ = ["ChapterPages", "list_pages"]
