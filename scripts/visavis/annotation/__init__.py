"""The annotation layer: what the notes are about, and how other programs are told."""

from visavis.annotation.find import Anchor, Annotation, Version, find_annotations, list_annotations
from visavis.annotation.jsonld import NAME, Site, write_annotations

__all__ = [
    "NAME",
    "Anchor",
    "Annotation",
    "Site",
    "Version",
    "find_annotations",
    "list_annotations",
    "write_annotations",
]
