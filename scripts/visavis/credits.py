"""Whose the texts are and what they are called, as `mkdocs.yml` says it for those who cite them.

Nothing is guessed: what the settings do not say, no citation says either. A name is written
`Family, Given`; one without a comma, such as that of a group, is taken as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from visavis.config import CONFIG
from visavis.errors import VisavisError

_WHERE = "plugins.visavis.citation"
_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


Statement = Mapping[str, str]
"""What is said, by the language in which it is; "" for every language."""


@dataclass(frozen=True, slots=True)
class Name:
    """A person or a group."""

    family: str
    """The whole name where it has no parts."""
    given: str = ""


@dataclass(frozen=True, slots=True)
class Credits:
    """What is to be said of one of the two texts."""

    title: str = ""
    """Of the whole work in this language, as its publisher calls it."""
    translators: tuple[Name, ...] = ()
    contributors: tuple[Name, ...] = ()
    """Who is named besides them."""
    publisher: str = ""
    licence: Statement = field(default_factory=dict)
    """As it is stated."""


@dataclass(frozen=True, slots=True)
class CitationSettings:
    """`plugins: visavis: citation:` in `mkdocs.yml`; all of it may be left out."""

    authors: tuple[Name, ...] = ()
    version: str = ""
    """Of the edition."""
    date: str = ""
    """Of that version: a year, a month or a day, as ISO 8601 writes it."""
    licence: Statement = field(default_factory=dict)
    """Of what the edition adds of its own, the blocks marked `.edition`."""
    source: Credits = field(default_factory=Credits)
    target: Credits = field(default_factory=Credits)


def state_in(statement: Statement, language: str) -> str:
    """What is said for a reader of this language; empty where nothing is."""
    said = (statement.get(tag) for tag in (language, language.partition("-")[0], "", "en"))
    return next(filter(None, said), "")


def make_citation_settings(value: Any) -> CitationSettings:
    """Read what stands under `citation`. Raises VisavisError."""
    known = ("authors", "version", "date", "licence", "source", "target")
    settings = _Settings.of(value, _WHERE, known)
    return CitationSettings(
        authors=settings.names("authors"),
        version=settings.text("version"),
        date=settings.day("date"),
        licence=settings.by_language("licence"),
        source=_make_credits(settings.values.get("source"), f"{_WHERE}.source"),
        target=_make_credits(settings.values.get("target"), f"{_WHERE}.target"),
    )


def _make_credits(value: Any, where: str) -> Credits:
    known = ("title", "translators", "contributors", "publisher", "licence")
    settings = _Settings.of(value, where, known)
    return Credits(
        title=settings.text("title"),
        translators=settings.names("translators"),
        contributors=settings.names("contributors"),
        publisher=settings.text("publisher"),
        licence=settings.by_language("licence"),
    )


@dataclass(frozen=True, slots=True)
class _Settings:
    values: Mapping[str, Any]
    where: str

    @classmethod
    def of(cls, value: Any, where: str, known: tuple[str, ...]) -> _Settings:
        values = {} if value is None else value
        if not isinstance(values, dict):
            raise VisavisError(f"{where}: a map is needed here", place=CONFIG)
        unknown = [str(name) for name in values if name not in known]
        if unknown:
            hint = f"there are {', '.join(known)}"
            raise VisavisError(f"{where}.{unknown[0]}: no such setting", place=CONFIG, hint=hint)
        return cls(values, where)

    def text(self, name: str) -> str:
        return self._text(self.values.get(name, ""), name)

    def names(self, name: str) -> tuple[Name, ...]:
        values = self.values.get(name, [])
        if not isinstance(values, list):
            raise self._refuse(
                name, "a list of names is needed", "write `- Family, Given`, one a line"
            )
        return tuple(_parse_name(self._text(value, name)) for value in values)

    def day(self, name: str) -> str:
        value = self.values.get(name, "")
        # YAML makes a date of what looks like one, and a number of a year.
        said = value.isoformat() if type(value) is date else value
        said = str(said) if type(said) is int else said
        if said == "":
            return ""
        if not isinstance(said, str) or not _DATE.fullmatch(said) or not _exists(said):
            raise self._refuse(name, "this is not a date", "write it as in 2026-11-23 or 2026")
        return said

    def by_language(self, name: str) -> Mapping[str, str]:
        value = self.values.get(name, "")
        if isinstance(value, dict):
            return {self._text(k, name): self._text(v, name) for k, v in value.items()}
        said = self._text(value, name)
        return {"": said} if said else {}

    def _text(self, value: Any, name: str) -> str:
        if isinstance(value, str):
            return " ".join(value.split())
        # What it is instead is not shown: aliases can make it endless.
        raise self._refuse(name, "this is not text", "put it in quotation marks")

    def _refuse(self, name: str, said: str, hint: str) -> VisavisError:
        return VisavisError(f"{self.where}.{name}: {said}", place=CONFIG, hint=hint)


def _exists(said: str) -> bool:
    try:
        date.fromisoformat(said + "-01-01"[len(said) - 4 :])
    except ValueError:
        return False
    return True


def _parse_name(text: str) -> Name:
    family, _, given = text.partition(",")
    return Name(family.strip(), given.strip())
