"""The glossary layer: terms, and where they occur."""

from visavis.glossary.concordance import Concordance, Occurrence, PlacedUse, list_pairs
from visavis.glossary.excerpt import excerpt
from visavis.glossary.find import Finder, Use
from visavis.glossary.morphology import bare
from visavis.glossary.read import parse_glossary, read_glossary
from visavis.glossary.schema import SCHEMA_LINE, SCHEMA_NAME, schema_text
from visavis.glossary.term import (
    GLOSSARY,
    REVERSE,
    UNTOLD,
    Exemption,
    Forbidden,
    Glossary,
    Source,
    Term,
    TermEntry,
    said_in,
    term_page,
)
from visavis.glossary.term_cache import open_term_cache

__all__ = [
    "GLOSSARY",
    "REVERSE",
    "SCHEMA_LINE",
    "SCHEMA_NAME",
    "UNTOLD",
    "Concordance",
    "Exemption",
    "Finder",
    "Forbidden",
    "Glossary",
    "Occurrence",
    "PlacedUse",
    "Source",
    "Term",
    "TermEntry",
    "Use",
    "bare",
    "excerpt",
    "list_pairs",
    "open_term_cache",
    "parse_glossary",
    "read_glossary",
    "said_in",
    "schema_text",
    "term_page",
]
