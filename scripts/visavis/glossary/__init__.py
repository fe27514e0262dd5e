"""The glossary layer: terms, and where they occur."""

from visavis.glossary.concordance import Concordance, Occurrence, PlacedUse, list_pairs
from visavis.glossary.excerpt import Piece, excerpt
from visavis.glossary.find import Finder, Use
from visavis.glossary.memory import Memory, open_memory
from visavis.glossary.morphology import bare
from visavis.glossary.read import parse_glossary, read_glossary
from visavis.glossary.schema import SCHEMA_LINE, SCHEMA_NAME, schema_text
from visavis.glossary.term import (
    GLOSSARY,
    REVERSE,
    Entry,
    Exemption,
    Forbidden,
    Glossary,
    Source,
    Term,
    said_in,
    term_page,
)

__all__ = [
    "GLOSSARY",
    "REVERSE",
    "SCHEMA_LINE",
    "SCHEMA_NAME",
    "Concordance",
    "Entry",
    "Exemption",
    "Finder",
    "Forbidden",
    "Glossary",
    "Memory",
    "Occurrence",
    "Piece",
    "PlacedUse",
    "Source",
    "Term",
    "Use",
    "bare",
    "excerpt",
    "list_pairs",
    "open_memory",
    "parse_glossary",
    "read_glossary",
    "said_in",
    "schema_text",
    "term_page",
]
