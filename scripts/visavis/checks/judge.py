"""Checking an edition: every rule where it applies, and each fault said once."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from visavis.checks.apart import judge_apart
from visavis.checks.finding import Finding, Severity
from visavis.checks.recorded import Recorded
from visavis.checks.remember import Judge, apply, make_findings, open_findings
from visavis.checks.rule import (
    FILES,
    GLOSSARY,
    LINKS,
    NAV,
    RECORD,
    RECORDED,
    TEXT,
    WRITTEN_RECORD,
    Concern,
    Rule,
)
from visavis.checks.rules import RULES, find_rule
from visavis.checks.rules.link import find_broken_links, link_broken
from visavis.checks.rules.term import find_lost_exceptions, term_exception
from visavis.checks.target import Targets
from visavis.checks.waiver import apply_waivers
from visavis.edition import Edition
from visavis.record import Record
from visavis.text import Document

_MANY = 8
"""More findings of the same are one, where their rule gathers them."""


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be checked."""

    chapters: Collection[str] | None = None
    """Names; None stands for the whole edition."""
    rules: Sequence[Rule] = RULES


def check(edition: Edition, scope: Scope = Scope()) -> list[Finding]:
    """Every finding that is not waived, chapter by chapter, in the order of files and lines.

    Pairs are judged by what is usual in their sample, so an edition that was opened for a few
    chapters needs the rest of their samples (`with_company`). In an edition that was read from disk
    what has not changed since the last time is not judged again.
    """
    whole = edition.complete and scope == Scope()
    cache = open_findings(edition.project.root, forgets=whole) if edition.kept else None
    rules = [rule for rule in scope.rules if rule.is_on(edition.project)]
    judge = Judge(rules, edition.concordance, cache)
    chosen = [c for c in edition.chapters if scope.chapters is None or c.name in scope.chapters]
    names = {chapter.name for chapter in chosen}
    judge_apart(edition, judge, names)
    order = {rule.name: place for place, rule in enumerate(scope.rules)}
    of_samples = _judge_samples(edition, judge, names)
    found: list[Finding] = []
    targets, recorded = Targets(edition), Recorded(edition)
    for chapter in chosen:
        record = edition.record_of(chapter.name)
        written = edition.records.get(chapter.name, Record())
        findings = judge.judge_chapter(chapter)
        for needs, beside in (
            (RECORD, record),
            (WRITTEN_RECORD, written),
            (LINKS, targets),
            (RECORDED, recorded),
        ):
            findings += make_findings(apply(judge.needing(needs), chapter, beside))
        findings.sort(key=lambda finding: order[finding.rule])
        # It would mislead what is said of two versions, or of all that an open fence takes with it.
        spoilt = [one for one in findings if find_rule(one.rule).misleads]
        findings = spoilt or findings + of_samples[chapter.name]
        waived = list(apply_waivers(findings, chapter, record))
        found += sorted(_without_consequences(waived), key=lambda f: (f.path, f.line, f.column))
    if scope.chapters is None and edition.complete:
        found += _look_around(edition, judge, targets)
    found = list(_gathered(found))
    if cache:
        cache.save()
    if edition.concordance.cache:
        edition.concordance.cache.lemmas.save()
    return found


def find_errors(edition: Edition) -> list[Finding]:
    """The errors alone: of the warnings only what would take the place of one is looked for."""
    errors = {rule.name for rule in RULES if rule.severity is Severity.ERROR}
    rules = [rule for rule in RULES if rule.name in errors or errors & {*rule.supersedes}]
    found = check(edition, Scope(rules=rules))
    return [finding for finding in found if finding.severity is Severity.ERROR]


def check_text(document: Document) -> list[Finding]:
    """What the rules find in one text by itself, which need not be a chapter's."""
    rules = [rule for rule in RULES if rule.needs == TEXT]
    return make_findings(apply(rules, document))


def _judge_samples(
    edition: Edition, judge: Judge, names: Collection[str]
) -> dict[str, list[Finding]]:
    """What is found in the samples that hold chapters of these names, by chapter."""
    found: dict[str, list[Finding]] = defaultdict(list)
    for chapters in edition.samples:
        if any(chapter.name in names for chapter in chapters):
            home = {text.path: chapter.name for chapter in chapters for text in chapter.documents}
            for finding in judge.judge_sample(chapters):
                found[home[finding.path]].append(finding)
    return found


def _look_around(edition: Edition, judge: Judge, targets: Targets) -> Iterator[Finding]:
    """What is found beside the chapters: exceptions in chapters that are gone, links of the
    glossary and of `nav`, other files.
    """
    if link_broken in judge.rules:
        yield from find_broken_links(edition.glossary, targets)
    if term_exception in judge.rules:
        names = [chapter.name for chapter in edition.chapters]
        yield from find_lost_exceptions(edition.concordance, names)
    for needs, *looked_at in (
        (NAV, edition.project, targets),
        (GLOSSARY, edition.glossary),
        (FILES, edition.published),
    ):
        yield from make_findings(apply(judge.needing(needs), *looked_at))


def _without_consequences(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings without those that would be gone if others were mended."""
    covered = {identifier for finding in findings for identifier in finding.covers}
    silenced = {
        (identifier, finding.rule)
        for finding in findings
        if find_rule(finding.rule).silences
        for identifier in finding.covers
    }
    superseded = [(name, cause) for cause in findings for name in find_rule(cause.rule).supersedes]
    for finding in findings:
        of_words = Concern.SENTENCE <= find_rule(finding.rule).concern <= Concern.WORD
        about = {finding.pair, *finding.follows}
        if (
            not (of_words and finding.pair in covered)
            and not any(
                finding.rule == name
                and (_stands_there(finding, cause) or about.intersection(cause.covers))
                for name, cause in superseded
            )
            and not any(one in about and rule != finding.rule for one, rule in silenced)
        ):
            yield finding


def _stands_there(finding: Finding, cause: Finding) -> bool:
    """Whether a finding stands where another does, or where that one says that its cause is."""
    place = finding.path, finding.line
    related = {(one.path, one.line) for one in cause.related}
    if not find_rule(cause.rule).silences and place in related:
        return True
    return place == (cause.path, cause.line) and (
        not (finding.column and cause.column)
        or (
            (finding.column < (cause.end_column or math.inf))
            and (cause.column < (finding.end_column or math.inf))
        )
    )


def _gathered(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings, many of the same said once: what a whole text does is one fault, a habit."""
    many = Counter(
        (one.rule, one.side, one.message) for one in findings if find_rule(one.rule).gathers
    )
    said = set()
    for finding in findings:
        key = finding.rule, finding.side, finding.message
        if many[key] <= _MANY:
            yield finding
        elif key not in said:
            said.add(key)
            more = f", here and in {many[key] - 1} places more"
            yield replace(finding, message=finding.message + more)
