"""Waivers: findings that a reviewer has looked at and put aside, as long as the texts stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from visavis.checks.finding import Finding
from visavis.checks.rules import find_rule
from visavis.pairs import Pair, Pairing
from visavis.record import Record, living_pairs, still_stands


def apply_waivers(
    findings: Iterable[Finding], chapter: Pairing, record: Record
) -> Iterator[Finding]:
    """The findings of one chapter without those that are waived for the texts as they stand."""
    if not any(entry.waivers for entry in record.entries.values()):
        return iter(findings)
    return (finding for finding in findings if not is_waived(finding, chapter, record))


def is_waived(finding: Finding, chapter: Pairing, record: Record) -> bool:
    """Whether a finding is put aside, and neither text of its pair was edited since."""
    if not find_rule(finding.rule).waivable:
        return False
    pair = pair_of(finding, chapter)
    entry = record.find(pair.id) if pair else None
    if pair is None or entry is None:
        return False
    waivers = [waiver for waiver in entry.waivers if waiver.rule == finding.rule]
    return any(still_stands(waiver, entry, pair) for waiver in waivers)


def pair_of(finding: Finding, chapter: Pairing) -> Pair | None:
    """The pair that a finding speaks of: the one it names, or the one around its line."""
    for pair in living_pairs(chapter):
        if pair.id == finding.pair or (finding.pair is None and _stands_in(finding, pair)):
            return pair
    return None


def _stands_in(finding: Finding, pair: Pair) -> bool:
    places = [block.place for block in pair.blocks]
    return any(p.path == finding.path and p.line <= finding.line <= p.last_line for p in places)
