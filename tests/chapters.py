"""Verbs that let a test about the two texts of a chapter read as a sentence."""

from __future__ import annotations

from collections.abc import Mapping

from visavis.checks import RULES, Finding, Rule, find_problems
from visavis.glossary import Concordance, parse_glossary
from visavis.pairs import Pairing, pair_documents, stamp
from visavis.record import Record, parse_record
from visavis.text import Document, parse_document

FRENCH = "docs/chapter.md"
ENGLISH = "docs_en/chapter.md"
RECORD = "alignment/chapter.jsonl"
LANGUAGES = ("fr", "en")


def read(text: str | None, language: str) -> Document:
    """One side of a chapter; None stands for a file that is not there."""
    path = FRENCH if language == "fr" else ENGLISH
    if text is None:
        return Document(path, language, (), exists=False)
    return parse_document(text, path=path, language=language)


def chapter(fr: str | None, en: str | None) -> Pairing:
    """A chapter whose translation is French and whose original is English."""
    return pair_documents("chapter", read(en, "en"), read(fr, "fr"))


def stamped(fr: str, en: str) -> Pairing:
    """The same, with ids where the texts have none."""
    done = stamp(read(en, "en"), read(fr, "fr"))
    assert not done.doubts, done.doubts
    return pair_documents("chapter", done.source, done.target)


def rule(name: str) -> Rule:
    """The rule of that name."""
    return next(rule for rule in RULES if rule.name == name)


def findings(
    fr: str | None,
    en: str | None,
    *names: str,
    record: str | None = "",
    terms: Mapping[str, str] | None = None,
) -> list[Finding]:
    """What the rules of those names, or all rules, find in a chapter with this record.

    `terms` are the texts of the glossary's files, by the terms' ids. None is a record that is lost.
    """
    rules = tuple(map(rule, names)) or RULES
    lost = Record(path=RECORD, lost=True)
    records = {"chapter": lost if record is None else parse_record(record, RECORD)}
    files = {f"glossary/{name}.yml": text for name, text in (terms or {}).items()}
    concordance = Concordance(parse_glossary(files, LANGUAGES), LANGUAGES)
    return list(find_problems([chapter(fr, en)], rules, records, concordance=concordance))


def finds(name: str, fr: str, en: str) -> list[tuple[str | None, int]]:
    """Where a rule finds something: side and line. Texts without ids are given some."""
    texts = chapter(fr, en) if "{: #" in fr + en else stamped(fr, en)
    return [(found.side, found.line) for found in find_problems([texts], [rule(name)])]
