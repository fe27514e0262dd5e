"""What was looked up and found before, kept for the next build or check."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from visavis.glossary.find import Finder, Span, Use
from visavis.glossary.term import Glossary
from visavis.store import Cache, content_key, name_code


@dataclass(slots=True)
class TermCache:
    """Two caches of an edition."""

    lemmas: Cache
    """By language and word: what its forms have in common; and what else dictionaries tell."""
    uses: Cache
    """By language and text: where it uses the terms of the glossary as it is."""
    few: int = 300
    """So many texts are searched first: that takes less time than to read what was found in all."""

    @property
    def caches(self) -> tuple[Cache, Cache]:
        """Both."""
        return self.lemmas, self.uses

    def find(
        self, finder: Finder, text: str, hidden: Sequence[Span], *, forbidden: bool = False
    ) -> list[Use]:
        """What the finder finds in a text, or found there before; `hidden` is no prose."""
        search = finder.find_forbidden if forbidden else finder.find_uses
        if self.few:
            self.few -= 1
            return search(text, hidden)
        key = content_key(finder.language, text, repr((forbidden, hidden)))
        known = self.uses.get(key)
        if known is None:
            found = search(text, hidden)
            self.uses.put(key, [[use.term, use.start, use.end, use.listed] for use in found])
            return found
        return [
            Use(term, start, end, text[start:end], listed) for term, start, end, listed in known
        ]

    def save(self) -> None:
        """Write what is new."""
        for cache in self.caches:
            cache.save()


def open_term_cache(root: Path, glossary: Glossary) -> TermCache:
    """What is known of the edition at `root`."""
    version = content_key(name_code(), repr(glossary.terms))
    return TermCache(
        Cache(root, "lemmas", name_code(), forgets=False),
        # A check that has nothing to judge asks for no use, which is no reason to forget them.
        Cache(root, "uses", version, forgets=False),
    )
