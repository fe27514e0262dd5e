"""What waits for a reviewer: the pairs that are new, have changed, or are doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from visavis.checks import Finding, Severity, check, find_pair
from visavis.edition import Edition
from visavis.errors import VisavisError
from visavis.pairs import Pair, Pairing
from visavis.record import Address, Record, RecordEntry, Records, find_status, living_pairs

Why = Literal["new", "changed", "doubtful"]


@dataclass(frozen=True, slots=True)
class Item:
    """One pair that somebody should look at."""

    address: Address
    pair: Pair
    entry: RecordEntry
    why: Why
    findings: tuple[Finding, ...]
    """What the rules say of it, apart from its drift."""

    @property
    def refused(self) -> Finding | None:
        """The error for which it cannot be signed off."""
        return next((f for f in self.findings if f.severity is Severity.ERROR), None)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which pairs a command is about."""

    ids: tuple[str, ...] = ()
    chapter: str | None = None
    only: Why | None = None

    def find(self, edition: Edition, records: Records) -> list[Item]:
        """The pairs that `ids` name, or else all that wait. Raises VisavisError."""
        if self.ids:
            findings = _findings_by_pair(edition, records)
            places = [self._named(said, edition) for said in dict.fromkeys(self.ids)]
            return [_make_item(*place, records, findings) for place in places]
        chapters = [self._chapter(edition)] if self.chapter else edition.chapters
        findings = _findings_by_pair(edition, records)
        items = (item for chapter in chapters for item in _waiting(chapter, records, findings))
        return [item for item in items if self.only in (None, item.why)]

    def _chapter(self, edition: Edition) -> Pairing:
        for chapter in edition.chapters:
            if chapter.name == self.chapter:
                return chapter
        names = ", ".join(chapter.name for chapter in edition.chapters)
        raise VisavisError(f"there is no chapter {self.chapter}", hint=f"there are {names}")

    def _named(self, said: str, edition: Edition) -> tuple[Pairing, Pair]:
        name, _, identifier = said.rpartition("#")
        choice = replace(self, chapter=name) if name else self
        chapters = [choice._chapter(edition)] if choice.chapter else edition.chapters
        found = [(c, p) for c in chapters for p in living_pairs(c) if p.id == identifier]
        if len(found) > 1:
            places = ", ".join(f"{c.name}#{identifier}" for c, _ in found)
            raise VisavisError(f"{said} may be {places}", hint="name the chapter too")
        if not found:
            raise VisavisError(
                f"there is no pair {said}", hint="`visavis review` shows what there is"
            )
        return found[0]


_Findings = Mapping[tuple[str, str], list[Finding]]
"""By chapter and id."""


def _waiting(chapter: Pairing, records: Records, findings: _Findings) -> Iterator[Item]:
    """The pairs of a chapter that are new, changed or doubtful, in the order of reading."""
    for pair in living_pairs(chapter):
        item = _make_item(chapter, pair, records, findings)
        if item.findings or find_status(item.entry, pair) != "reviewed":
            yield item


def _make_item(chapter: Pairing, pair: Pair, records: Records, findings: _Findings) -> Item:
    """What is known of one pair."""
    assert pair.id is not None
    entry = records.get(chapter.name, Record()).entries.get(pair.id, RecordEntry(pair.id))
    status = find_status(entry, pair)
    found = tuple(findings.get((chapter.name, pair.id), ()))
    why: Why = "changed" if status == "drifted" else "doubtful" if found else "new"
    return Item(Address(chapter.name, pair.id), pair, entry, why, found)


def _findings_by_pair(edition: Edition, records: Records) -> _Findings:
    chapters = {document.path: c for c in edition.chapters for document in c.documents}
    found: dict[tuple[str, str], list[Finding]] = {}
    # What has not been written down yet is written at the sign-off.
    for finding in check(replace(edition, records=records)):
        chapter = chapters.get(finding.path)
        pair = find_pair(finding, chapter) if chapter else None
        if chapter and pair and pair.id and finding.rule != "pair.drifted":
            found.setdefault((chapter.name, pair.id), []).append(finding)
    return found
