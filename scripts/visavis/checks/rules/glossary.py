"""Rules about the glossary by itself: what its terms still lack, and which is there twice."""

from __future__ import annotations

from collections.abc import Iterator

from visavis.checks.finding import Problem, Severity
from visavis.checks.rule import GLOSSARY, rule
from visavis.glossary import UNTOLD, Glossary, Term
from visavis.text import name_language


@rule(
    "term.undefined",
    Severity.WARNING,
    GLOSSARY,
    waivable=False,
    instead="write it into the term's file",
)
def term_undefined(glossary: Glossary) -> Iterator[Problem]:
    """A term has a definition in both languages, and a reason for each word that it forbids.

    A spreadsheet often has none: `visavis glossary import` writes `…` in its place, and the site
    leaves the place empty.
    """
    for term in glossary.terms:
        for tag, entry in term.entries.items():
            language, line = name_language(tag), entry.lines.get("definition", 1)
            if entry.definition == UNTOLD:
                said = f"{term.id} has no definition in {language} yet"
                yield Problem(term.path, line, said, "write it in place of the …")
            for one in entry.forbidden:
                if UNTOLD in one.why.values():
                    said = f"nothing says yet why “{one.form}” must not stand for {term.id}"
                    yield Problem(term.path, line, said, "write the reason in place of the …")


@rule(
    "term.duplicate",
    Severity.WARNING,
    GLOSSARY,
    waivable=False,
    instead="write both into one file, and delete the other",
)
def term_duplicate(glossary: Glossary) -> Iterator[Problem]:
    """No two terms of the glossary are called the same in both languages.

    The site would list the pair twice. Of words that mean two things, each may be a term where the
    other language tells them apart.
    """
    known: dict[frozenset[tuple[str, str]], Term] = {}
    for term in glossary.terms:
        names = frozenset((tag, entry.term.casefold()) for tag, entry in term.entries.items())
        first = known.setdefault(names, term)
        if first is not term:
            told = " · ".join(f"“{entry.term}”" for entry in term.entries.values())
            said = f"{term.id} is called {told}, as {first.id} in {first.path} is"
            yield Problem(term.path, 1, said, "write both into one file, and delete the other")
