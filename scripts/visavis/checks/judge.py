"""Checking an edition: every rule where it applies, what is known remembered, each fault said once.

What a rule finds follows from what it needs alone, so it is kept by that: a chapter or a sample in
which no letter has changed is not judged again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass

from visavis.checks.finding import Finding
from visavis.checks.rule import (
    FILES,
    RECORD,
    SAMPLE,
    TERMS,
    TEXT,
    TEXTS,
    WRITTEN_RECORD,
    Concern,
    Problem,
    Rule,
    Spoils,
)
from visavis.checks.rules import RULES, find_rule
from visavis.checks.rules.term import find_lost_exceptions, term_exception
from visavis.checks.sample import Sample
from visavis.checks.waiver import apply_waivers
from visavis.edition import Edition
from visavis.pairs import Pairing
from visavis.record import Record
from visavis.store import Cache, content_key, name_code
from visavis.text import Document, write_document


@dataclass(frozen=True, slots=True)
class Scope:
    """What is to be checked."""

    chapters: Collection[str] | None = None
    """Names; None stands for the whole edition."""
    rules: Sequence[Rule] = RULES

    def needing(self, needs: object) -> list[Rule]:
        """Its rules with this need."""
        return [rule for rule in self.rules if rule.needs == needs]


def check(edition: Edition, scope: Scope = Scope()) -> list[Finding]:
    """Every finding that is not waived, chapter by chapter, in the order of files and lines.

    Pairs are judged by what is usual in their sample, so an edition that was opened for a few
    chapters needs the rest of their samples (`with_company`). In an edition that was read from disk
    what has not changed since the last time is not judged again.
    """
    whole = edition.complete and scope == Scope()
    root = edition.project.root
    cache = Cache(root, "findings", name_code(), forgets=whole) if edition.kept else None
    chosen = [c for c in edition.chapters if scope.chapters is None or c.name in scope.chapters]
    order = {rule.name: place for place, rule in enumerate(scope.rules)}
    of_samples = _judge_samples(edition, {chapter.name for chapter in chosen}, scope, cache)
    found: list[Finding] = []
    for chapter in chosen:
        findings = _judge_chapter(edition, chapter, scope, cache)
        findings.sort(key=lambda finding: order[finding.rule])
        # It would mislead what is said of two versions, or of all that an open fence takes with it.
        spoilt = [one for one in findings if _named(one.rule).spoils is Spoils.CHAPTER]
        findings = spoilt or findings + of_samples[chapter.name]
        record = edition.followed.get(chapter.name, Record())
        waived = list(apply_waivers(findings, chapter, record))
        found += sorted(_without_consequences(waived), key=lambda f: (f.path, f.line, f.column))
    if term_exception in scope.rules and scope.chapters is None and edition.complete:
        found += find_lost_exceptions(edition.concordance, [c.name for c in edition.chapters])
    if scope.chapters is None and edition.complete:
        rules = scope.needing(FILES)
        found += [rule.make_finding(one) for rule, one in _apply(rules, edition.published)]
    if cache:
        cache.save()
    if edition.concordance.cache:
        edition.concordance.cache.save()
    return found


def check_text(document: Document) -> list[Finding]:
    """What the rules find in one text by itself, which need not be a chapter's."""
    return [rule.make_finding(found) for rule, found in _apply(Scope().needing(TEXT), document)]


def _judge_samples(
    edition: Edition, names: Collection[str], scope: Scope, cache: Cache | None
) -> dict[str, list[Finding]]:
    """What the rules about samples find in those that hold the chapters asked for, by chapter."""
    found: dict[str, list[Finding]] = defaultdict(list)
    rules = scope.needing(SAMPLE)
    for chapters in edition.samples:
        if any(chapter.name in names for chapter in chapters):
            sample = Sample(chapters)
            for finding in _remember(cache, rules, _contents(chapters), _gravest(sample, rules)):
                found[sample.chapter_of(finding.path).name].append(finding)
    return found


def _judge_chapter(
    edition: Edition, chapter: Pairing, scope: Scope, cache: Cache | None
) -> list[Finding]:
    """What the rules find that need no more than the chapter, its record and the glossary."""
    findings: list[Finding] = []
    rules = scope.needing(TEXT)
    for document in chapter.documents:
        findings += _remember(cache, rules, _content(document), _apply(rules, document))
    texts, terms = list(_contents([chapter])), edition.concordance
    rules = scope.needing(TEXTS)
    findings += _remember(cache, rules, texts, _apply(rules, chapter))
    rules, texts = scope.needing(TERMS), [*texts, repr(terms.glossary.terms)]
    findings += _remember(cache, rules, texts, _apply(rules, chapter, terms))
    for needs, records in ((RECORD, edition.followed), (WRITTEN_RECORD, edition.records)):
        record = records.get(chapter.name, Record())
        rules = scope.needing(needs)
        findings += _remember(None, rules, (), _apply(rules, chapter, record))
    return findings


def _apply(rules: Sequence[Rule], *needed: object) -> Iterator[tuple[Rule, Problem]]:
    return ((rule, problem) for rule in rules for problem in rule.check(*needed))


def _remember(
    cache: Cache | None,
    rules: Sequence[Rule],
    content: Iterable[str],
    problems: Iterable[tuple[Rule, Problem]],
) -> list[Finding]:
    """The problems as findings; what was found in the same content before is not asked again."""
    if cache is None:
        return [rule.make_finding(problem) for rule, problem in problems]
    key = content_key(*sorted(rule.name for rule in rules), *content)
    known = cache.get(key)
    if known is None:
        known = [[rule.name, *astuple(problem)] for rule, problem in problems]
        cache.put(key, known)
    return [
        _named(name).make_finding(Problem(*[*fields, tuple(covers)]))
        for name, *fields, covers in known
    ]


def _contents(chapters: Iterable[Pairing]) -> Iterator[str]:
    for chapter in chapters:
        for document in chapter.documents:
            yield from _content(document)


def _content(document: Document) -> tuple[str, ...]:
    there = "there" if document.exists else "missing"
    return document.path, document.language, there, write_document(document)


def _gravest(sample: Sample, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Problem]]:
    """The problems of a sample; of each pair those of the widest concern, and those of form."""
    found = [
        (rule, (sample.chapter_of(problem.path).name, problem.pair), problem)
        for rule, problem in _apply(rules, sample)
    ]
    gravest: dict[tuple[str, str | None], Concern] = {}
    for rule, where, _ in found:
        gravest[where] = min(gravest.get(where, Concern.FORM), rule.concern)
    for rule, where, problem in found:
        if rule.concern in (gravest[where], Concern.FORM):
            yield rule, problem


def _without_consequences(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings without those that would be gone if others were mended."""
    covered = {identifier for finding in findings for identifier in finding.covers}
    superseded = [
        (name, finding.path, finding.line, finding.covers)
        for finding in findings
        for name in _named(finding.rule).supersedes
    ]
    for finding in findings:
        of_words = Concern.SENTENCE <= _named(finding.rule).concern <= Concern.WORD
        if not (of_words and finding.pair in covered) and not any(
            finding.rule == name
            and ((finding.path, finding.line) == (path, line) or finding.pair in covers)
            for name, path, line, covers in superseded
        ):
            yield finding


def _named(name: str) -> Rule:
    rule = find_rule(name)
    assert rule is not None
    return rule
