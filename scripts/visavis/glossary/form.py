"""The forms of a glossary in one language, taken apart into the words that the finder looks for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from visavis.glossary.morphology import Morphology, spell
from visavis.glossary.term import Glossary, Term, TermEntry

_NOUNS = ("noun", "proper noun")


class Role(Enum):
    """What a form is listed for."""

    TERM = "term"
    LOOK_ALIKE = "look-alike"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a form, and how strictly it is meant."""

    spelling: str
    exact: bool
    """Found only as it is written, but for capitals."""
    noun: bool
    """Never found as a form that only a verb has."""
    capitals: int
    """Found only with so many: 0 any, 1 the first letter, 2 all of them (an acronym)."""


@dataclass(frozen=True, slots=True)
class Form:
    """One form of a term, taken apart."""

    term: str
    listed: str
    """As it stands in the glossary."""
    role: Role
    words: tuple[Word, ...]
    gap: int
    foreign: tuple[str, ...]
    """Languages by whose rules the words of an untranslated term are inflected."""


def read_forms(glossary: Glossary, language: str, morphology: Morphology) -> Iterator[Form]:
    """Every form of a language, in the order of the terms."""
    for term in glossary.terms:
        entry = term.entries.get(language)
        if entry is None:
            continue
        for role, listed in _listed(entry):
            words = [listed[start:end] for start, end in morphology.find_tokens(listed)]
            if words and all(map(spell, words)):
                yield _form(term, entry, role, listed, words, morphology, language)


def _listed(entry: TermEntry) -> Iterator[tuple[Role, str]]:
    yield from ((Role.TERM, form) for form in entry.forms)
    yield from ((Role.LOOK_ALIKE, form) for form in entry.look_alikes)
    yield from ((Role.FORBIDDEN, one.form) for one in entry.forbidden)


def _form(
    term: Term,
    entry: TermEntry,
    role: Role,
    listed: str,
    words: list[str],
    morphology: Morphology,
    language: str,
) -> Form:
    spelled = [spell(word) for word in words]
    named = term.part_of_speech == "proper noun" and role is Role.TERM
    fixed = bool(entry.number) and role is Role.TERM
    last = len(words) - 1
    return Form(
        term=term.id,
        listed=listed,
        role=role,
        words=tuple(
            Word(
                spelling=spelled[index],
                exact=fixed or not morphology.inflects(spelled, index),
                noun=term.part_of_speech in _NOUNS and index == last,
                capitals=_capitals(word, named=named),
            )
            for index, word in enumerate(words)
        ),
        gap=entry.gap if role is not Role.LOOK_ALIKE else 0,
        foreign=tuple(tag for tag in term.entries if tag != language) if term.untranslated else (),
    )


def _capitals(word: str, *, named: bool) -> int:
    if len(word) > 1 and word.isupper() and word.isalnum():
        return 2
    return 1 if named and word[:1].isupper() else 0
