"""The notes as W3C Web Annotations; see `visavis.annotation.jsonld`."""

from __future__ import annotations

from visavis.annotation import Site, list_annotations, write_annotations
from visavis.edition import Edition


def export_annotations(edition: Edition, site: Site) -> str:
    """One `AnnotationCollection` in JSON-LD, an annotation a note."""
    found = list_annotations(edition.chapters, edition.glossary, edition.project.languages)
    return write_annotations(found, site)
