"""Judging many samples at once, on all processors."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from visavis.checks.remember import Judge, open_findings
from visavis.checks.rule import SAMPLE, Rule
from visavis.checks.rules import RULES
from visavis.edition import Edition
from visavis.glossary import Concordance, Glossary, open_term_cache
from visavis.pairs import Pairing
from visavis.settings import Project
from visavis.store import Cache

_FEWEST = 3
"""So many samples take longer to judge than processes to begin."""
_New = list[dict[str, Any]]
"""What a process has put into each of its caches."""


def judge_apart(edition: Edition, judge: Judge, names: Collection[str]) -> None:
    """Let other processes find what is not known yet of the samples with chapters of these names.

    What they find is put into the caches, where the rest of the check looks for it; what they do
    not find it finds by itself.
    """
    caches = _caches(judge)
    if not (caches and judge.needing(SAMPLE)):
        return  # what is found in the texts alone is found sooner than a process begins
    asked = [one for one in edition.samples if any(chapter.name in names for chapter in one)]
    jobs = [chapters for chapters in asked if not judge.knows(chapters)]
    if len(jobs) < _FEWEST:
        return
    from visavis.processes import share_out  # what it stands on is loaded for a large edition only

    rules = tuple(rule.name for rule in judge.rules)
    for found in share_out(_judge, jobs, _begin, (edition.project, edition.glossary, rules)):
        for cache, new in zip(caches, found, strict=True):
            cache.take(new)


_shared: list[tuple[list[Rule], Concordance, Cache]] = []
"""What the judges of this process have in common from job to job."""


def _begin(project: Project, glossary: Glossary, names: Collection[str]) -> None:
    terms = Concordance(glossary, project.languages, open_term_cache(project.root, glossary))
    rules = [rule for rule in RULES if rule.name in names]
    _shared[:] = [(rules, terms, open_findings(project.root, forgets=False))]


def _judge(chapters: Sequence[Pairing]) -> _New:
    judge = Judge(*_shared[0])
    judge.judge_sample(chapters)
    for chapter in chapters:
        judge.judge_chapter(chapter)
    judge.terms.forget()
    return [cache.give() for cache in _caches(judge)]


def _caches(judge: Judge) -> list[Cache]:
    terms = judge.terms.cache
    return [judge.cache, terms.lemmas] if judge.cache and terms else []
