"""The glossary: `Term`, one a file, and the words it may stand as in each language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

GLOSSARY = "glossary"
"""The name of the glossary's page, as chapters have names."""
REVERSE = f"{GLOSSARY}-reverse"
"""That of the same in the order of the other language."""


UNTOLD = "…"
"""Stands for a definition or a reason that is still to be written: a file must have one."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where a definition comes from."""

    work: str
    author: str = ""
    year: int | None = None
    link: str = ""
    unverified: bool = False
    """Could not be confirmed for this edition."""
    language: str = ""
    """Tag of the language of its title; empty where nobody says it."""

    @property
    def cited(self) -> str:
        """Author, work and year, as far as they are known."""
        return ", ".join(filter(None, (self.author, self.work, str(self.year or ""))))


@dataclass(frozen=True, slots=True)
class Forbidden:
    """A rendering that must not stand for the term."""

    form: str
    why: Mapping[str, str]
    """The reason, by language."""

    @property
    def told(self) -> Mapping[str, str]:
        """The reasons without those that are still to be written."""
        return {tag: why for tag, why in self.why.items() if why != UNTOLD}


@dataclass(frozen=True, slots=True)
class TermEntry:
    """A term in one language."""

    term: str
    """The preferred form."""
    definition: str
    """In Markdown, in this language."""
    variants: tuple[str, ...] = ()
    """Other accepted forms."""
    gap: int = 0
    """How many words may stand between two words of the term."""
    gender: str = ""
    """`masculine`, `feminine`, `neuter`, `common`, or nothing where it does not matter."""
    number: str = ""
    """`singular` or `plural` where the word has this meaning in that number only."""
    look_alikes: tuple[str, ...] = ()
    """Longer expressions that hold the words and not the term."""
    forbidden: tuple[Forbidden, ...] = ()
    usage: str = ""
    """Remarks on its use, in Markdown, in this language."""
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, repr=False)
    """Where in the term's file `definition` and `usage` stand, from 1."""

    @property
    def forms(self) -> tuple[str, ...]:
        """Every accepted form, the preferred one first."""
        return (self.term, *self.variants)


@dataclass(frozen=True, slots=True)
class Exemption:
    """A pair in which the term is rendered otherwise, on purpose or as the source has it."""

    chapter: str
    pair: str
    why: Mapping[str, str]
    """The reason, by language."""
    line: int = 0
    """Where it stands in the term's file, from 1."""


@dataclass(frozen=True, slots=True)
class Term:
    """One concept with its entries by language tag."""

    id: str
    """The file's name and the anchor on the glossary page."""
    entries: Mapping[str, TermEntry]
    sources: tuple[Source, ...] = ()
    untranslated: bool = False
    """Stays in its own language in the translation."""
    enforced: bool = True
    """Whether the translation has to have one of its renderings; otherwise it is only marked."""
    part_of_speech: str = ""
    related: tuple[str, ...] = ()
    """Ids of other terms."""
    exceptions: tuple[Exemption, ...] = ()
    path: str = ""
    """Its file, relative to the edition's root; empty for a term that has none."""


@dataclass(frozen=True)
class Glossary:
    """All terms, in the order of their ids."""

    terms: tuple[Term, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, Term]:
        """The same by their ids."""
        return {term.id: term for term in self.terms}


def said_in(words: Mapping[str, str], language: str) -> str:
    """A reason in a language, or else in English, or else in whatever language it has."""
    return words.get(language) or words.get("en") or next(iter(words.values()), "")


def term_page(identifier: str) -> str:
    """The name of a term's page, as chapters have names."""
    return f"{GLOSSARY}/{identifier}"
