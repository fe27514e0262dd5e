"""The glossary as SKOS, in JSON-LD: concepts that the web of data can link to.

Source: *SKOS Simple Knowledge Organization System Reference*, W3C Recommendation, 18 August 2009.
The addresses of the concepts are those of the terms' pages. A forbidden rendering is a hidden
label: it leads to the concept and is never shown as its name; the reason is an editorial note.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

from visavis.edition import Edition
from visavis.glossary import GLOSSARY, UNTOLD, Source, Term, term_page
from visavis.publication import Site

CONTEXT = {
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "dct": "http://purl.org/dc/terms/",
    "skos:inScheme": {"@type": "@id"},
    "skos:topConceptOf": {"@type": "@id"},
    "skos:hasTopConcept": {"@type": "@id"},
    "skos:related": {"@type": "@id"},
}


def export_skos(edition: Edition, site: Site) -> str:
    """The edition's glossary as a file."""
    terms = edition.glossary.terms
    scheme = site.base + site.page(GLOSSARY, site.language)
    about: dict[str, Any] = {"@id": scheme, "@type": "skos:ConceptScheme"}
    if site.title:
        about["dct:title"] = site.title
    about["skos:hasTopConcept"] = [_address(term.id, site) for term in terms]
    graph = [about, *(_concept(term, scheme, site) for term in terms)]
    return json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"


def _concept(term: Term, scheme: str, site: Site) -> dict[str, Any]:
    entries = term.entries.items()
    told = {
        "skos:prefLabel": [_said(entry.term, tag) for tag, entry in entries],
        "skos:altLabel": [_said(v, tag) for tag, entry in entries for v in entry.variants],
        "skos:hiddenLabel": [_said(f.form, tag) for tag, entry in entries for f in entry.forbidden],
        "skos:definition": [
            _said(entry.definition, tag) for tag, entry in entries if entry.definition != UNTOLD
        ],
        "skos:scopeNote": [_said(entry.usage, tag) for tag, entry in entries if entry.usage],
        "skos:editorialNote": list(_reasons(term)),
        "skos:related": [_address(other, site) for other in term.related],
        "dct:source": [_source(source) for source in term.sources],
    }
    return {
        "@id": _address(term.id, site),
        "@type": "skos:Concept",
        "skos:notation": term.id,
        "skos:inScheme": scheme,
        "skos:topConceptOf": scheme,
        **{name: values for name, values in told.items() if values},
    }


def _reasons(term: Term) -> Iterable[Mapping[str, str]]:
    for entry in term.entries.values():
        for one in entry.forbidden:
            for language, why in one.told.items():
                yield _said(f"{one.form}: {why}", language)


def _source(source: Source) -> Any:
    cited = source.cited + (" (unverified)" if source.unverified else "")
    return {"@id": source.link, "dct:bibliographicCitation": cited} if source.link else cited


def _said(text: str, language: str) -> dict[str, str]:
    return {"@language": language, "@value": text}


def _address(term: str, site: Site) -> str:
    return site.base + site.page(term_page(term), site.language)
