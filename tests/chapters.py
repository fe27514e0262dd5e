"""Verbs that let a test about the two texts of a chapter read as a sentence."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from visavis.asset import Published, published_files
from visavis.checks import RULES, Finding, Rule, Scope, check, find_rule
from visavis.edition import Edition
from visavis.glossary import parse_glossary
from visavis.pairs import Pairing, pair_documents, stamp
from visavis.record import Record, Records, parse_record
from visavis.settings import Project, TextSettings
from visavis.text import Document, parse_document

FRENCH = "docs/chapter.md"
ENGLISH = "docs_en/chapter.md"
RECORD = "alignment/chapter.jsonl"
LANGUAGES = ("en", "fr")
PROJECT = Project(
    Path("/nowhere"),
    source=TextSettings("en", "docs_en", "English"),
    target=TextSettings("fr", "docs", "Français"),
)


def read(text: str | None, language: str) -> Document:
    """One side of a chapter; None stands for a file that is not there."""
    return _parse(text, FRENCH if language == "fr" else ENGLISH, language)


def _parse(text: str | None, path: str, language: str) -> Document:
    if text is None:
        return Document(path, language, (), exists=False)
    return parse_document(text, path=path, language=language)


def chapter(fr: str | None, en: str | None, name: str = "chapter") -> Pairing:
    """A chapter whose translation is French and whose original is English."""
    return pair_documents(name, read(en, "en"), read(fr, "fr"))


def stamped(fr: str, en: str) -> Pairing:
    """The same, with ids where the texts have none."""
    done = stamp(read(en, "en"), read(fr, "fr"))
    assert not done.doubts, done.doubts
    return pair_documents("chapter", done.source, done.target)


def rule(name: str) -> Rule:
    """The rule of that name."""
    return find_rule(name)


def check_chapters(
    *chapters: Pairing, rules: Sequence[Rule] = RULES, records: Records | None = None
) -> list[Finding]:
    """What rules find in an edition of these chapters."""
    return check(Edition(PROJECT, chapters, records=records or {}), Scope(rules=rules))


def findings(
    fr: str | None,
    en: str | None,
    *names: str,
    record: str | None = "",
    terms: Mapping[str, str] | None = None,
    files: Mapping[str, str] | None = None,
    nav: Sequence[str] = (),
    languages: tuple[str, str] = LANGUAGES,
) -> list[Finding]:
    """What the rules of those names, or all rules, find in a chapter with this record.

    `terms` are the texts of the glossary's files, by the terms' ids; `files` what stands beside the
    texts, by path; `nav` what the settings list. None is a record that is lost. The original is the
    second text, and the first of the languages its own.
    """
    rules = tuple(map(rule, names)) or RULES
    lost = Record(path=RECORD, lost=True)
    records = {"chapter": lost if record is None else parse_record(record, RECORD)}
    texts = {f"glossary/{name}.yml": text for name, text in (terms or {}).items()}
    glossary = parse_glossary(texts, languages)
    source, target = languages
    sides = _parse(en, ENGLISH, source), _parse(fr, FRENCH, target)
    project = replace(
        PROJECT,
        source=replace(PROJECT.source, language=source),
        target=replace(PROJECT.target, language=target),
        nav=tuple(nav),
    )
    edition = Edition(project, (pair_documents("chapter", *sides),), glossary, records)
    edition.__dict__["published"] = published(files or {})
    return check(edition, Scope(rules=rules))


def published(files: Mapping[str, str]) -> Published:
    """What is published of files beside the texts, given by path and by text (Latin-1)."""
    with tempfile.TemporaryDirectory() as folder:
        project = replace(PROJECT, root=Path(folder))
        for side in project.texts:
            (project.root / side.folder).mkdir()
        for path, text in files.items():
            (project.root / path).parent.mkdir(parents=True, exist_ok=True)
            (project.root / path).write_bytes(text.encode("latin-1"))
        return published_files(project)


def finds(name: str, fr: str, en: str) -> list[tuple[str | None, int]]:
    """Where a rule finds something: side and line. Texts without ids are given some."""
    texts = chapter(fr, en) if "{: #" in fr + en else stamped(fr, en)
    return [(found.side, found.line) for found in check_chapters(texts, rules=[rule(name)])]
