"""What stands in a map of settings, asked field by field; every mistake is named with its place.

Written by hand, not by jsonschema, which takes longer to load than a small edition to check and
follows aliases that make a few lines stand for gigabytes; nor by msgspec, whose errors tell the
field at fault only within their English words.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePosixPath
from typing import Any

from visavis.errors import VisavisError
from visavis.settings.config import CONFIG, find_line

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


@dataclass(frozen=True, slots=True)
class Fields:
    """A map in the settings of the edition at `root`."""

    root: Path
    way: tuple[str, ...]
    """The keys that lead to it in `mkdocs.yml`."""
    values: Mapping[str, Any]

    @classmethod
    def of(
        cls, root: Path, way: tuple[str, ...], value: Any, known: Collection[str] = ()
    ) -> Fields:
        """Those of a value, which may be left out; none but the `known` ones, if these are given.

        Raises VisavisError, as everything here.
        """
        if value is not None and not isinstance(value, Mapping):
            raise cls(root, way, {}).refusal("", "a map is needed here")
        fields = cls(root, way, value or {})
        unknown = [str(name) for name in fields.values if name not in known]
        if known and unknown:
            hint = f"there are {', '.join(known)}"
            raise fields.refusal(unknown[0], "no such setting", hint)
        return fields

    def inside(self, name: str, known: Collection[str]) -> Fields:
        """The map under a name."""
        return Fields.of(self.root, (*self.way, name), self.values.get(name), known)

    def __contains__(self, name: str) -> bool:
        return self.values.get(name) is not None

    def text(self, name: str, default: str = "") -> str:
        """A text on one line."""
        return self._text(self.values.get(name, default), name)

    def texts(self, name: str) -> tuple[str, ...]:
        """A list of names."""
        values = self.values.get(name, [])
        if not isinstance(values, list):
            hint = "write `- Family, Given`, one a line"
            raise self.refusal(name, "a list of names is needed", hint)
        return tuple(self._text(value, name) for value in values)

    def by_language(self, name: str, *, one_for_all: bool = True) -> Mapping[str, str]:
        """A text for each language, by its tag; where it may be `one_for_all`, under ""."""
        value = self.values.get(name) or {}
        if not (isinstance(value, dict) or one_for_all):
            raise self.refusal(name, "a map of language to sentence is needed")
        if isinstance(value, dict):
            return {self._text(k, name): self._text(v, name) for k, v in value.items()}
        said = self._text(value, name)
        return {"": said} if said else {}

    def day(self, name: str) -> str:
        """A year, a month or a day, as ISO 8601 writes it."""
        value = self.values.get(name, "")
        # YAML makes a date of what looks like one, and a number of a year.
        said = value.isoformat() if type(value) is date else value
        said = str(said) if type(said) is int else said
        if said == "":
            return ""
        if not isinstance(said, str) or not _DATE.fullmatch(said) or not _exists(said):
            raise self.refusal(name, "this is not a date", "write it as in 2026-11-23 or 2026")
        return said

    def number(self, name: str, default: int) -> int:
        """A whole number."""
        value = self.values.get(name, default)
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise self.refusal(name, "a whole number is needed")
        return value

    def switch(self, name: str, default: bool) -> bool:
        """True or false."""
        value = self.values.get(name, default)
        if not isinstance(value, bool):
            raise self.refusal(name, "true or false is needed")
        return value

    def choices(self, name: str, known: Sequence[str]) -> tuple[str, ...]:
        """Some of these names, each once, in the order in which they are written."""
        values = self.values.get(name)
        values = [] if values is None else values
        told = f"there are {', '.join(known)}"
        if not isinstance(values, list):
            raise self.refusal(name, "a list is needed", told)
        for value in values:
            if value not in known:
                raise self.refusal(name, f"{self._text(value, name)} is none of them", told)
        return tuple(dict.fromkeys(values))

    def choice(self, name: str, choices: Sequence[str]) -> str:
        """One of some words; the first where none is given."""
        value = self.text(name, choices[0])
        if value not in choices:
            raise self.refusal(name, f"{value} is no choice", f"write {' or '.join(choices)}")
        return value

    def folder(self, name: str, default: str) -> str:
        """A folder of the edition, written in one way."""
        value = self.values.get(name, default)
        path = PurePosixPath(value.replace("\\", "/")) if isinstance(value, str) else None
        if path is None or not path.parts:
            raise self.refusal(name, "the name of a folder is needed")
        if path.is_absolute() or ".." in path.parts or re.match("[A-Za-z]:", value):
            said = f"{value} leads out of the edition"
            raise self.refusal(name, said, f"name a folder beside {CONFIG}")
        return str(path)

    def refusal(self, name: str, said: str, hint: str = "") -> VisavisError:
        """The mistake in a field, or in the whole map."""
        way = (*self.way, *filter(None, [name]))
        line = find_line(self.root, way)
        place = f"{CONFIG}:{line}" if line else CONFIG
        return VisavisError(f"{'.'.join(way)}: {said}", place=place, hint=hint)

    def _text(self, value: Any, name: str) -> str:
        if isinstance(value, str):
            return " ".join(value.split())
        # What it is instead is not shown: aliases can make it endless.
        raise self.refusal(name, "this is not text", "put it in quotation marks")


def _exists(said: str) -> bool:
    try:
        date.fromisoformat(said + "-01-01"[len(said) - 4 :])
    except ValueError:
        return False
    return True
