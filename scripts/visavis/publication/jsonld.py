"""The notes as W3C Web Annotations, in JSON-LD.

One `AnnotationCollection` with one page, an annotation a note:

    {"id": "annotations.jsonld#partner-state/tr-lucratif", "type": "Annotation",
     "motivation": "commenting",
     "body": [{"type": "Choice", "items": [
                 {"type": "TextualBody", "value": "…", "language": "fr", "format": …}, …]},
              {"type": "TextualBody", "purpose": "tagging", "value": "translation"}],
     "target": [{"type": "SpecificResource", "source": "partner-state/#p3", "language": "fr",
                 "selector": {"type": "TextQuoteSelector",
                              "exact": "…", "prefix": "…", "suffix": "…"}}, …]}

A target is a side of a row, in the interface of its language. Its text is the words of that side as
the page sets them, without the numbers of notes; `prefix`, `exact` and `suffix` together stand in
it once. The words are those that the note quotes, or that its call follows. A note that only
another note calls has that one for its target. The two languages of a note are a `Choice`: the same
said twice. Nobody is named as the creator, since a note does not say who wrote it.

Source: W3C, Web Annotation Data Model, Recommendation of 23 February 2017.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any
from urllib.parse import quote

from visavis.publication.annotation import Anchor, Annotation
from visavis.publication.site import Site
from visavis.render import note_address, typeset
from visavis.text import NoteKind

NAME = "annotations.jsonld"
"""The name of the file in a published site; the ids of the annotations begin so."""
CONTEXT = "http://www.w3.org/ns/anno.jsonld"
_MOTIVATIONS = {
    NoteKind.TEXT: "commenting",
    NoteKind.TRANSLATION: "commenting",
    NoteKind.CONTEXT: "describing",
    NoteKind.SOURCE: "linking",
}
_CONTEXT_LENGTH = 32
"""Characters before and after the quotation; more where these stand in the text twice."""


def write_annotations(annotations: Iterable[Annotation], site: Site) -> str:
    """The text of the file."""
    items = [_annotation(annotation, site) for annotation in annotations]
    here = site.base + NAME
    page = {"id": f"{here}#page", "type": "AnnotationPage", "startIndex": 0, "items": items}
    label = {"label": site.title} if site.title else {}
    collection: dict[str, Any] = {
        "@context": CONTEXT,
        "id": here,
        "type": "AnnotationCollection",
        **label,
        "total": len(items),
        "first": page,
    }
    return json.dumps(collection, ensure_ascii=False, indent=1) + "\n"


def select(anchor: Anchor, language: str) -> dict[str, str]:
    """A `TextQuoteSelector`: the words, and as much around them as makes them the only ones."""
    text = typeset(anchor.text, language)
    length = _CONTEXT_LENGTH
    while True:
        start, end = max(anchor.start - length, 0), anchor.end + length
        found = text[start:end]
        if text.find(found, text.find(found) + 1) < 0:
            return {
                "type": "TextQuoteSelector",
                "exact": text[anchor.start : anchor.end],
                "prefix": text[start : anchor.start],
                "suffix": text[anchor.end : end],
            }
        length *= 2


def _annotation(annotation: Annotation, site: Site) -> dict[str, Any]:
    name = quote(f"{annotation.chapter}/{annotation.label}")
    return {
        "id": f"{site.base}{NAME}#{name}",
        "type": "Annotation",
        "motivation": _MOTIVATIONS[annotation.kind],
        "body": [*_bodies(annotation, site), _tag(annotation.kind)],
        "target": list(_targets(annotation, site)),
    }


def _bodies(annotation: Annotation, site: Site) -> Iterator[dict[str, Any]]:
    items = [
        {
            "type": "TextualBody",
            "value": typeset(version.note.comment, site.languages[version.side]),
            "language": site.languages[version.side],
            "format": "text/markdown",
        }
        for version in annotation.versions
    ]
    if len(items) > 1:
        yield {"type": "Choice", "items": items}
    else:
        yield from items


def _tag(kind: NoteKind) -> dict[str, str]:
    return {"type": "TextualBody", "purpose": "tagging", "value": str(kind), "format": "text/plain"}


def _targets(annotation: Annotation, site: Site) -> Iterator[Any]:
    for anchor in annotation.anchors:
        yield {
            "type": "SpecificResource",
            "source": site.address(annotation.chapter, anchor.side, anchor.pair.id or ""),
            "language": site.languages[anchor.side],
            "selector": select(anchor, site.languages[anchor.side]),
        }
    if not annotation.anchors:
        for label in annotation.called_by or (annotation.label,):
            # A note stands on the pages of both interfaces, under its own language.
            own = note_address(label, site.languages[annotation.versions[-1].side])
            page = site.page(annotation.chapter, site.language)
            yield f"{site.base}{page}#{quote(own, safe=':')}"
