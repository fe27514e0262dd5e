"""The list of forms and look-alikes, and how a finder does on it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from visavis.glossary import Finder, Glossary, Term, TermEntry

FILE = Path(__file__).parent / "cases" / "glossary" / "forms.yml"
_MARK = re.compile(r"\[(.*?)\]", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of the list, and where terms stand in it."""

    language: str
    text: str
    spans: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Score:
    """How many forms there are, were found, and were found where they should be."""

    forms: int
    look_alikes: int
    found: int
    right: int
    missed: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def recall(self) -> float:
        """The share of the forms that were found."""
        return self.right / self.forms

    @property
    def precision(self) -> float:
        """The share of what was found that is a form."""
        return self.right / self.found


def lists() -> list[dict[str, Any]]:
    """The lists of both languages, as they are written."""
    loaded: list[dict[str, Any]] = yaml.safe_load(FILE.read_text("utf-8"))
    return loaded


def glossary_of(given: dict[str, Any]) -> Glossary:
    """The terms of a list."""
    terms = []
    for name, fields in given["terms"].items():
        fields = dict(fields)
        kind, english = fields.pop("part_of_speech", ""), fields.pop("english", "")
        for several in ("variants", "look_alikes"):
            fields[several] = tuple(fields.get(several, ()))
        entries = {given["language"]: TermEntry(definition="…", **fields)}
        if english:
            entries["en"] = TermEntry(english, "…")
        terms.append(Term(name, entries, part_of_speech=kind, untranslated=bool(english)))
    return Glossary(tuple(terms))


def sentences(given: dict[str, Any]) -> Iterator[Sentence]:
    """The sentences of a list, the brackets taken off."""
    for marked in (*given["found"], *given["passes"]):
        spans, text, after = [], "", 0
        for found in _MARK.finditer(marked):
            text += marked[after : found.start()]
            spans.append((len(text), len(text) + len(found[1])))
            text += found[1]
            after = found.end()
        yield Sentence(given["language"], text + marked[after:], tuple(spans))


def score() -> Score:
    """How the finder does on the whole list."""
    forms = look_alikes = found = right = 0
    missed, wrong = [], []
    for given in lists():
        finder = Finder(glossary_of(given), given["language"])
        for sentence in sentences(given):
            uses = finder.find_uses(sentence.text)
            spans = {(use.start, use.end) for use in uses}
            forms += len(sentence.spans)
            look_alikes += not sentence.spans
            found += len(spans)
            right += len(spans & set(sentence.spans))
            missed += [sentence.text[slice(*s)] for s in sentence.spans if s not in spans]
            wrong += [
                f"{use.form} ({use.term}) in {sentence.text}"
                for use in uses
                if (use.start, use.end) not in sentence.spans
            ]
    return Score(forms, look_alikes, found, right, tuple(missed), tuple(wrong))
