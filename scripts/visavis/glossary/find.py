"""Where terms occur in a text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from visavis.glossary.term import Glossary

_APOSTROPHES = "'’"
_SPACES = re.compile(r"[ \u00a0\u202f]+")


@dataclass(frozen=True, slots=True)
class Use:
    """A term in a text."""

    term: str
    """The id of the term."""
    start: int
    """In characters of the text."""
    end: int


class Finder:
    """Finds the listed forms of a glossary's terms in the texts of one language.

    Case, the form of the apostrophe and no-break spaces make no difference; the longest form wins;
    a form stands at word borders, after an elided article too (`l’État partenaire`).
    """

    def __init__(self, glossary: Glossary, language: str) -> None:
        self._terms: dict[str, str] = {}
        for term in glossary.terms:
            entry = term.entries.get(language)
            for form in entry.forms if entry else ():
                self._terms.setdefault(_normal(form), term.id)

    @cached_property
    def _pattern(self) -> re.Pattern[str] | None:
        forms = sorted(self._terms, key=lambda form: (-len(form), form))
        if not forms:
            return None
        words = "|".join(
            re.escape(form).replace(r"\ ", "[ \u00a0\u202f]").replace("'", f"[{_APOSTROPHES}]")
            for form in forms
        )
        # Most words begin with none of the terms' first letters: they need not be tried on each.
        first = "".join(sorted({re.escape(form[0]) for form in forms}))
        return re.compile(rf"(?<!\w)(?=[{first}])(?:{words})(?!\w)", re.IGNORECASE)

    def find_uses(self, text: str) -> list[Use]:
        """Every use, in order, none overlapping."""
        if self._pattern is None:
            return []
        # Some letters are alike to `re` and not in lower case (ı and i, ſ and s): these are no use.
        return [
            Use(term, found.start(), found.end())
            for found in self._pattern.finditer(text)
            if (term := self._terms.get(_normal(found[0])))
        ]


def _normal(form: str) -> str:
    return _SPACES.sub(" ", form).replace("’", "'").lower()
