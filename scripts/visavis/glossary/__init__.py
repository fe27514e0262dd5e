"""The glossary layer: terms, and where they occur."""

from visavis.glossary.find import Finder, Use
from visavis.glossary.read import read_glossary
from visavis.glossary.term import Entry, Glossary, Source, Term

__all__ = ["Entry", "Finder", "Glossary", "Source", "Term", "Use", "read_glossary"]
