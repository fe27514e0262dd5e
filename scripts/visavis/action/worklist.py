"""What waits for a reviewer: the pairs that are new, have changed, are doubtful, or asked about."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from visavis.action.address import find_chapter, find_pair
from visavis.action.command import read_commands
from visavis.checks import RULES, Concern, Finding, Severity, check, find_rule, pair_of
from visavis.edition import Edition
from visavis.pairs import Pair, Pairing, is_note_id
from visavis.record import (
    Address,
    Record,
    RecordEntry,
    find_drifts,
    find_status,
    living_pairs,
    still_stands,
)
from visavis.side import Side

Why = Literal["asked", "changed", "second", "doubtful", "new"]
"""The gravest of the reasons why a pair waits; `doubtful` is one that has findings, or of which the
aligner was in doubt."""
WHY: Mapping[Why, str] = {
    "asked": "a question is open",
    "changed": "changed since its sign-off",
    "doubtful": "doubtful",
    "second": "waits for a second pair of eyes",
    "new": "nobody has signed it off",
}
"""The reasons in words, first those that want a look soonest."""


@dataclass(frozen=True, slots=True)
class Item:
    """One pair that somebody should look at."""

    address: Address
    pair: Pair
    entry: RecordEntry
    why: Why
    findings: tuple[Finding, ...] = ()
    """What the rules say of it, apart from its drift and its questions."""

    @property
    def refused(self) -> Finding | None:
        """The error for which it cannot be signed off."""
        return next((f for f in self.findings if f.severity is Severity.ERROR), None)

    @property
    def rules(self) -> set[str]:
        """The rules that find something in it, those too of which `findings` says nothing."""
        states = {"asked"} if self.entry.open_queries else set()
        if find_status(self.entry, self.pair) == "drifted":
            states.add("changed")
        own = {rule.name for rule in RULES if rule.state in states}
        return {finding.rule for finding in self.findings} | own

    @property
    def gravity(self) -> tuple[int, ...]:
        """The lower, the sooner somebody should look: errors, then links that the aligner doubted,
        then what is said of whole pairs.
        """
        concerns = (find_rule(finding.rule).concern for finding in self.findings)
        widest = min(concerns, default=Concern.FORM)
        # Within each kind the order of the text: who goes from page to page at each row loses time.
        return self.refused is None, [*WHY].index(self.why), self.entry.score is None, widest

    @property
    def doubt(self) -> str:
        """What the aligner said of the pair when it was brought in, where it was in doubt."""
        score = self.entry.score
        return "" if score is None else f"the aligner was {score:.0%} sure of it"

    @property
    def proposals(self) -> list[list[str]]:
        """The commands that its findings propose, each as its words."""
        found = (words for finding in self.findings for words in read_commands(finding.hint))
        return [list(words) for words in dict.fromkeys(map(tuple, found))]

    @property
    def to_follow(self) -> Side | None:
        """The side that has not followed a change of the other, where there is one."""
        drifts = find_drifts(self.entry, self.pair) if self.entry.signed else ()
        return drifts[0].side.other if len(drifts) == 1 else None


@dataclass(frozen=True, slots=True)
class Choice:
    """Which pairs are meant."""

    ids: tuple[str, ...] = ()
    chapter: str | None = None
    only: Why | None = None
    side: Side | None = None
    """Only what this side must follow."""
    person: str | None = None
    """Only what this person has signed off, waived or asked."""
    rule: str | None = None
    """Only where this rule finds something."""
    kind: Literal["rows", "notes"] | None = None

    @property
    def needs_findings(self) -> bool:
        """Whether it cannot be told without asking the rules."""
        return self.only == "doubtful" or self.rule is not None

    def find(self, edition: Edition, findings: Findings | None = None) -> list[Item]:
        """The pairs that `ids` name, or else all that wait, in the order of reading.

        `findings` are those of the edition, where they are known already; an empty map leaves them
        out. Raises VisavisError for a name that is not there.
        """
        known = find_by_pair(edition) if findings is None else findings
        if self.ids:
            named = [find_pair(edition, said, self.chapter) for said in dict.fromkeys(self.ids)]
            return [_make_item(*place, edition, known) for place in named]
        chapters = [find_chapter(edition, self.chapter)] if self.chapter else edition.chapters
        items = (item for chapter in chapters for item in _waiting(chapter, edition, known))
        return [item for item in items if self._wants(item)]

    def _wants(self, item: Item) -> bool:
        entry = item.entry
        people = {entry.name, *(w.name for w in entry.waivers), *(q.name for q in entry.queries)}
        return (
            self.only in (None, item.why)
            and (self.side is None or item.to_follow is self.side)
            and (self.person is None or self.person in people)
            and (self.rule is None or self.rule in item.rules)
            and (self.kind is None or (self.kind == "notes") == is_note_id(entry.id))
        )


def worst_first(items: Iterable[Item]) -> list[Item]:
    """Pairs in the order in which they want a look; those alike stay in the order of reading."""
    return sorted(items, key=lambda item: item.gravity)


Findings = Mapping[tuple[str, str], Sequence[Finding]]
"""What the rules find, by the chapter and the id of the pair."""


def find_by_pair(edition: Edition) -> Findings:
    """What the rules find in an edition, by pair."""
    chapters = {document.path: c for c in edition.chapters for document in c.documents}
    found: dict[tuple[str, str], list[Finding]] = {}
    seen = {rule.name for rule in RULES if rule.state or rule.whole}
    # What has not been written down yet is written at the sign-off.
    followed = edition.records is edition.followed
    for finding in check(edition if followed else replace(edition, records=edition.followed)):
        chapter = chapters.get(finding.path)
        pair = pair_of(finding, chapter) if chapter else None
        if chapter and pair and pair.id and finding.rule not in seen:
            found.setdefault((chapter.name, pair.id), []).append(finding)
    return found


def _waiting(chapter: Pairing, edition: Edition, findings: Findings) -> Iterator[Item]:
    """The pairs of a chapter that want a look, in the order of reading."""
    for pair in living_pairs(chapter):
        item = _make_item(chapter, pair, edition, findings)
        if item.why != "new" or not item.entry.signed:
            yield item


def _make_item(chapter: Pairing, pair: Pair, edition: Edition, findings: Findings) -> Item:
    """What is known of one pair."""
    assert pair.id is not None
    records = edition.followed
    entry = records.get(chapter.name, Record()).entries.get(pair.id, RecordEntry(pair.id))
    # What was waived since the rules were asked.
    waived = {w.rule for w in entry.waivers if still_stands(w, entry, pair)}
    known = findings.get((chapter.name, pair.id), ())
    found = tuple(finding for finding in known if finding.rule not in waived)
    why: Why = "new"
    if entry.open_queries:
        why = "asked"
    elif find_status(entry, pair) == "drifted":
        why = "changed"
    elif edition.project.second and entry.lacks_second:
        why = "second"
    elif found or entry.score is not None:
        why = "doubtful"
    return Item(Address(chapter.name, pair.id), pair, entry, why, found)
