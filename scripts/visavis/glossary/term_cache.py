"""What was looked up and found before, kept for the next build or check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from sys import intern

from visavis.glossary.find import Finder, Span, Use
from visavis.glossary.term import Glossary
from visavis.store import Cache, content_key, name_code


@dataclass(frozen=True, slots=True)
class TermCache:
    """The caches of an edition."""

    root: Path
    version: str
    """Of what is found with the glossary as it is."""
    lemmas: Cache
    """By language and word: what its forms have in common; and what else dictionaries tell."""

    def open_uses(self, chapter: str) -> Cache:
        """By language and text of a chapter: where it uses the terms, for `find_kept`."""
        return Cache(self.root, f"uses/{chapter}", self.version)


def find_kept(
    cache: Cache, finder: Finder, text: str, hidden: Sequence[Span], *, forbidden: bool = False
) -> list[Use]:
    """What the finder finds in a text, or found there before; `hidden` is no prose."""
    key = content_key(finder.language, text, repr((forbidden, hidden)))
    known = cache.get(key)
    if known is None:
        found = (finder.find_forbidden if forbidden else finder.find_uses)(text, hidden)
        cache.put(key, [[use.term, use.start, use.end, use.listed] for use in found])
        return found
    return [
        # The words of the glossary are kept once, however often they stand.
        Use(intern(term), start, end, text[start:end], intern(listed))
        for term, start, end, listed in known
    ]


def open_term_cache(root: Path, glossary: Glossary) -> TermCache:
    """What is known of the edition at `root`."""
    version = content_key(name_code(), repr(glossary.terms))
    return TermCache(root, version, Cache(root, "lemmas", name_code(), forgets=False))
