"""Translated sentences in gettext's files (PO), which translators and their programs know.

Every sentence has a name, its context (`msgctxt`); its English words are the `msgid`. A translation
that is missing, marked `fuzzy`, or made of other English words than those that are said today is
stale: English stands in its place, and a test names it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from gettext import c2py
from pathlib import Path
from typing import Any

from visavis.unicode import primary


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence: what it is translated from, and its forms by number, mostly one."""

    english: tuple[str, ...]
    forms: tuple[str, ...]
    """Empty where it is not translated."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sentences of one file by name."""

    messages: Mapping[str, Message]
    plural: str
    """Which form a number takes, as an expression of C."""

    def form(self, name: str, number: int) -> str:
        """A sentence about so many things, with `{n}` in it."""
        forms = self.messages[name].forms
        return forms[min(int(c2py(self.plural)(number)), len(forms) - 1)]


@cache
def read_catalogue(folder: Path, language: str) -> Catalogue | None:
    """The catalogue of a language, or of it without its region; None where there is none.

    English is the template, `visavis.pot`.
    """
    if primary(language) == "en":
        return _read(folder / "visavis.pot", "en")
    for name in (language, primary(language)):
        file = folder / f"{name}.po"
        if file.is_file():
            return _read(file, name)
    return None


def _read(file: Path, language: str) -> Catalogue:
    # Babel is loaded here, at the first catalogue: `visavis check` speaks English and needs none.
    from babel.messages.pofile import read_po

    with file.open("rb") as stream:
        catalog = read_po(stream, locale=language.replace("-", "_"))
    template = file.suffix == ".pot"
    messages = {}
    for message in catalog:
        if message.context:
            english = _forms(message.id)
            forms = english if template else _forms(message.string)
            stale = message.fuzzy and not template
            messages[message.context] = Message(english, () if stale or not all(forms) else forms)
    return Catalogue(messages, "n != 1" if template else str(catalog.plural_expr))


def _forms(text: Any) -> tuple[str, ...]:
    forms: Sequence[str] = [text] if isinstance(text, str) else text
    return tuple(forms)
