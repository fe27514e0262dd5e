"""The glossary: `Term`, one a file, and the words it may stand as in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Source:
    """Where a definition comes from."""

    work: str
    author: str = ""
    year: int | None = None
    link: str = ""
    unverified: bool = False
    """Could not be confirmed for this edition."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A term in one language."""

    term: str
    """The preferred form."""
    definition: str
    """In Markdown, in this language."""
    variants: tuple[str, ...] = ()
    """Other forms as they may stand in a text."""

    @property
    def forms(self) -> tuple[str, ...]:
        """Every form, the preferred one first."""
        return (self.term, *self.variants)


@dataclass(frozen=True, slots=True)
class Term:
    """One concept with its entries by language tag."""

    id: str
    """The file's name and the anchor on the glossary page."""
    entries: Mapping[str, Entry]
    sources: tuple[Source, ...] = ()
    untranslated: bool = False
    """Stays in its own language in the translation."""


@dataclass(frozen=True, slots=True)
class Glossary:
    """All terms, in the order of their ids."""

    terms: tuple[Term, ...] = ()
    by_id: Mapping[str, Term] = field(default_factory=dict)
