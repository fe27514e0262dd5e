"""What the rules find in texts, from the cache where these very texts were judged before.

What a rule finds follows from what it needs alone, so it is kept by that: a chapter or a sample in
which no letter has changed is not judged again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, field
from pathlib import Path
from typing import Any

from visavis.checks.finding import Finding, Problem, Related
from visavis.checks.rule import SAMPLE, TERMS, TEXT, TEXTS, Concern, Needs, Rule
from visavis.checks.rules import find_rule
from visavis.checks.sample import Sample
from visavis.glossary import Concordance
from visavis.pairs import Pairing
from visavis.store import Cache, content_key, name_code
from visavis.text import Document, write_document

Found = Iterable[tuple[Rule, Problem]]


def open_findings(root: Path, *, forgets: bool) -> Cache:
    """What was found in the edition at `root` before, by this very code."""
    return Cache(root, "findings", name_code(), forgets=forgets)


@dataclass(frozen=True, slots=True)
class Judge:
    """Some rules, with what they share and what they have found before."""

    rules: Sequence[Rule]
    terms: Concordance
    cache: Cache | None = None
    _digests: dict[int, tuple[Document, str]] = field(default_factory=dict)
    """By the `id` of a text, which is held here: what tells it from any other."""

    def needing(self, needs: Needs[...]) -> list[Rule]:
        """The rules with this need."""
        return [rule for rule in self.rules if rule.needs == needs]

    def judge_text(self, document: Document) -> list[Finding]:
        """What is found in one text by itself."""
        rules = self.needing(TEXT)
        return self._remember(rules, [self._digest(document)], apply(rules, document))

    def judge_chapter(self, chapter: Pairing) -> list[Finding]:
        """What is found in a chapter by its texts and the glossary."""
        findings = [one for text in chapter.documents for one in self.judge_text(text)]
        rules = self.needing(TEXTS)
        findings += self._remember(rules, self._contents([chapter]), apply(rules, chapter))
        rules = self.needing(TERMS)
        found = apply(rules, chapter, self.terms)
        return findings + self._remember(rules, self._with_terms(chapter), found)

    def judge_sample(self, chapters: Sequence[Pairing]) -> list[Finding]:
        """What is found in chapters that show together what is usual."""
        rules = self.needing(SAMPLE)
        return self._remember(rules, self._contents(chapters), _gravest(Sample(chapters), rules))

    def knows(self, chapters: Sequence[Pairing]) -> bool:
        """Whether all that is found in a sample and in its chapters was found before."""
        asked = [(self.needing(SAMPLE), self._contents(chapters))]
        asked += [(self.needing(TERMS), self._with_terms(chapter)) for chapter in chapters]
        cache = self.cache
        return cache is not None and all(
            cache.get(_key(rules, content)) is not None for rules, content in asked if rules
        )

    def _contents(self, chapters: Iterable[Pairing]) -> list[str]:
        return [self._digest(text) for chapter in chapters for text in chapter.documents]

    def _digest(self, document: Document) -> str:
        """Worked out once, though a text belongs to its chapter and to its sample too."""
        known = self._digests.get(id(document))
        if known is None:
            there = "there" if document.exists else "missing"
            about = document.path, document.language, there, write_document(document)
            known = self._digests[id(document)] = document, content_key(*about)
        return known[1]

    def _with_terms(self, chapter: Pairing) -> list[str]:
        return [*self._contents([chapter]), self.terms.digest]

    def _remember(
        self, rules: Sequence[Rule], content: Iterable[str], found: Found
    ) -> list[Finding]:
        """What is found, as findings; nothing that was found before is asked for again."""
        if not rules:
            return []
        if self.cache is None:
            return make_findings(found)
        key = _key(rules, content)
        known = self.cache.get(key)
        if known is None:
            known = [[rule.name, *astuple(problem)] for rule, problem in found]
            self.cache.put(key, known)
        return [_restore(*fields) for fields in known]


def apply(rules: Sequence[Rule], *needed: object) -> Iterator[tuple[Rule, Problem]]:
    """What rules find in what they need, rule by rule."""
    return ((rule, problem) for rule in rules for problem in rule.check(*needed))


def make_findings(found: Found) -> list[Finding]:
    """What rules have found, as findings."""
    return [rule.make_finding(problem) for rule, problem in found]


def _restore(name: str, *fields: Any) -> Finding:
    *others, covers, related, follows = fields
    places = tuple(Related(*place) for place in related)
    return find_rule(name).make_finding(Problem(*[*others, tuple(covers), places, tuple(follows)]))


def _key(rules: Sequence[Rule], content: Iterable[str]) -> str:
    return content_key(*sorted(rule.name for rule in rules), *content)


def _gravest(sample: Sample, rules: Sequence[Rule]) -> Iterator[tuple[Rule, Problem]]:
    """The problems of a sample; of each pair those of the widest concern, and those of form."""
    found = [
        (rule, (sample.chapter_of(problem.path).name, problem.pair), problem)
        for rule, problem in apply(rules, sample)
    ]
    gravest: dict[tuple[str, str | None], Concern] = {}
    for rule, where, _ in found:
        gravest[where] = min(gravest.get(where, Concern.FORM), rule.concern)
    for rule, where, problem in found:
        if rule.concern in (gravest[where], Concern.FORM):
            yield rule, problem
