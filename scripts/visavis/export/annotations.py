"""The notes as W3C Web Annotations; see `visavis.publication.jsonld`."""

from __future__ import annotations

from visavis.edition import Edition
from visavis.glossary import Finder
from visavis.publication import Site, find_annotations, write_annotations
from visavis.side import Side


def export_annotations(edition: Edition, site: Site) -> str:
    """One `AnnotationCollection` in JSON-LD, an annotation a note."""
    finders = {side: Finder(edition.glossary, edition.project[side].language) for side in Side}
    found = (one for chapter in edition.chapters for one in find_annotations(chapter, finders))
    return write_annotations(found, site)
