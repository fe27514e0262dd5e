"""Whose the texts are and what they are called, as `mkdocs.yml` says it for those who cite them.

Nothing is guessed: what the settings do not say, no citation says either. A name is written
`Family, Given`; one without a comma, such as that of a group, is taken as it stands.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from visavis.settings.fields import Fields
from visavis.settings.schema import OF_A_TEXT
from visavis.side import TwoSided
from visavis.unicode import primary

Statement = Mapping[str, str]
"""What is said, by the language in which it is; "" for every language."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person or a group."""

    family: str
    """The whole name where it has no parts."""
    given: str = ""

    def __str__(self) -> str:
        return f"{self.given} {self.family}".strip()


@dataclass(frozen=True, slots=True)
class Credits:
    """What is to be said of one of the two texts."""

    title: str = ""
    """Of the whole work in this language, as its publisher calls it."""
    translators: tuple[Name, ...] = ()
    contributors: tuple[Name, ...] = ()
    """Who is named besides them."""
    publisher: str = ""
    date: str = ""
    """When it was published, as that of the edition is written."""
    licence: Statement = field(default_factory=dict)
    """As it is stated."""
    series: str = ""
    """What it is a part of."""
    number: str = ""
    """Which part, of the series or else of the work."""


@dataclass(frozen=True, slots=True)
class CitationSettings(TwoSided):
    """`plugins: visavis: citation:` in `mkdocs.yml`; all of it may be left out."""

    authors: tuple[Name, ...] = ()
    version: str = ""
    """Of the edition."""
    date: str = ""
    """Of that version: a year, a month or a day, as ISO 8601 writes it."""
    publisher: str = ""
    """Of the edition."""
    licence: Statement = field(default_factory=dict)
    """Of what the edition adds of its own, the blocks marked `.edition`."""
    source: Credits = field(default_factory=Credits)
    target: Credits = field(default_factory=Credits)


def state_in(statement: Statement, language: str) -> str:
    """What is said for a reader of this language; empty where nothing is."""
    said = (statement.get(tag) for tag in (language, primary(language), "", "en"))
    return next(filter(None, said), "")


def read_citation(fields: Fields) -> CitationSettings:
    """What stands under `citation`. Raises VisavisError."""
    return CitationSettings(
        authors=_names(fields, "authors"),
        version=fields.text("version"),
        date=fields.day("date"),
        publisher=fields.text("publisher"),
        licence=fields.by_language("licence"),
        source=_read_credits(fields.inside("source", OF_A_TEXT)),
        target=_read_credits(fields.inside("target", OF_A_TEXT)),
    )


def _read_credits(fields: Fields) -> Credits:
    return Credits(
        title=fields.text("title"),
        translators=_names(fields, "translators"),
        contributors=_names(fields, "contributors"),
        publisher=fields.text("publisher"),
        date=fields.day("date"),
        licence=fields.by_language("licence"),
        series=fields.text("series"),
        number=fields.text("number"),
    )


def _names(fields: Fields, name: str) -> tuple[Name, ...]:
    parted = (text.partition(",") for text in fields.texts(name))
    return tuple(Name(family.strip(), given.strip()) for family, _, given in parted)
