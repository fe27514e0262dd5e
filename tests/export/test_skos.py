"""The glossary as SKOS, read as the web of data reads it."""

from __future__ import annotations

import json

from rdflib import Graph, Literal, URIRef
from rdflib.namespace import DCTERMS, RDF, SKOS

from pages import edition
from visavis.export import export_skos
from visavis.glossary import Forbidden, Source, Term, TermEntry
from visavis.publication import Addresses, Site
from visavis.side import Side

COMMONS = Term(
    "commons",
    {
        "en": TermEntry("commons", "A *shared* good.", ("commoning",)),
        "fr": TermEntry(
            "communs", "Un bien.", forbidden=(Forbidden("bien commun", {"en": "No."}),), usage="Pl."
        ),
    },
    (Source("A Book", "Ana", 1990, "https://example.org/book"), Source("Another", unverified=True)),
    related=("state",),
)
STATE = Term(
    "state", {"en": TermEntry("state", "A power."), "fr": TermEntry("État", "Un pouvoir.")}
)
BASE = "https://example.org/edition/"
TAGS = {Side.SOURCE: "en", Side.TARGET: "fr"}
SITE = Site(Addresses("fr").page, TAGS, "fr", BASE, "An edition")
HERE = URIRef(f"{BASE}glossary/commons/")


def graph() -> Graph:
    """The statements of the file."""
    return Graph().parse(data=export_skos(edition(terms=(COMMONS, STATE)), SITE), format="json-ld")


def test_every_term_is_a_concept_of_the_scheme_at_the_address_of_its_page() -> None:
    told = graph()
    scheme = URIRef(f"{BASE}glossary/")
    assert set(told.subjects(RDF.type, SKOS.Concept)) == {HERE, URIRef(f"{BASE}glossary/state/")}
    assert set(told.objects(scheme, SKOS.hasTopConcept)) == set(
        told.subjects(SKOS.inScheme, scheme)
    )
    assert (scheme, DCTERMS.title, Literal("An edition")) in told


def test_a_concept_has_one_preferred_label_a_language_and_the_others_apart() -> None:
    told = graph()
    assert set(told.objects(HERE, SKOS.prefLabel)) == {
        Literal("commons", lang="en"), Literal("communs", lang="fr"),
    }  # fmt: skip
    assert set(told.objects(HERE, SKOS.altLabel)) == {Literal("commoning", lang="en")}
    assert set(told.objects(HERE, SKOS.hiddenLabel)) == {Literal("bien commun", lang="fr")}
    assert set(told.objects(HERE, SKOS.editorialNote)) == {Literal("bien commun: No.", lang="en")}


def test_a_concept_tells_its_meaning_its_use_its_sources_and_its_kin() -> None:
    told = graph()
    assert Literal("A *shared* good.", lang="en") in set(told.objects(HERE, SKOS.definition))
    assert set(told.objects(HERE, SKOS.scopeNote)) == {Literal("Pl.", lang="fr")}
    assert set(told.objects(HERE, SKOS.related)) == {URIRef(f"{BASE}glossary/state/")}
    assert set(told.objects(HERE, DCTERMS.source)) == {
        URIRef("https://example.org/book"), Literal("Another (unverified)"),
    }  # fmt: skip


def test_nothing_has_to_be_fetched_to_read_it() -> None:
    context = json.loads(export_skos(edition(terms=(STATE,)), SITE))["@context"]
    assert isinstance(context, dict)
