"""A reviewer's word: signing off, waiving, asking and answering, as plans."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from visavis.action.author import Authors
from visavis.action.plan import Plan, plan_records
from visavis.action.worklist import Item
from visavis.checks import Scope, check, find_rule, pair_of
from visavis.edition import Edition
from visavis.errors import VisavisError
from visavis.record import (
    Query,
    Record,
    RecordEntry,
    Waiver,
    answer,
    ask,
    find_drifts,
    sign_off,
    waive,
)
from visavis.side import Side


@dataclass(frozen=True, slots=True)
class Reviewer:
    """Who reviews, and when."""

    name: str
    date: str
    """ISO 8601."""


def plan_sign_off(edition: Edition, items: Sequence[Item], by: Reviewer) -> Plan:
    """Sign pairs off as they stand; those with errors are to be left out by whoever asks."""
    authors = Authors(edition.project.root, by.name) if edition.project.second else None

    def sign(item: Item) -> RecordEntry:
        author = _find_author(item, authors, by.name) if authors else ""
        return sign_off(item.entry, item.pair, date=by.date, name=by.name, author=author)

    return _plan(edition, items, sign, f"Signed off: {name_items(items)}.")


def _find_author(item: Item, authors: Authors, signer: str) -> str:
    """Who has changed what nobody else has signed off yet; the names are parted by commas.

    Whoever signs has seen what the others have changed: what is left for another is their own.
    """
    entry, names = item.entry, set[str]()
    drifts = find_drifts(entry, item.pair) if entry.signed else ()
    if entry.lacks_second:
        names.update(entry.author.split(", "))
    if drifts or not entry.lacks_second:
        sides = [drift.side for drift in drifts] or list(Side)
        names |= authors.of(block for side in sides for block in item.pair[side])
    return signer if signer in names else ", ".join(sorted(names))


def refuse(item: Item) -> VisavisError | None:
    """Why a pair cannot be signed off; None where it can."""
    error = item.refused
    if error is None:
        return None
    return VisavisError(
        f"{item.address} is not signed off: {error.message} ({error.rule})",
        place=f"{error.path}:{error.line}",
        hint=error.hint,
    )


def plan_waive(
    edition: Edition, items: Sequence[Item], rule: str, reason: str, by: Reviewer
) -> Plan:
    """Put one rule aside for pairs. Raises VisavisError where it finds nothing there."""
    check_waivable(rule)
    waiver = Waiver(rule, reason, by.date, by.name)
    for item in items:
        if not any(finding.rule == rule for finding in item.findings):
            _check_found(edition, item, rule)
    said = f"{rule} is waived for {name_items(items)} until one of its texts is edited."
    return _plan(edition, items, lambda item: waive(item.entry, item.pair, waiver), said)


def check_waivable(name: str) -> None:
    """Raise VisavisError for a rule that is not there, or that cannot be put aside."""
    rule = find_rule(name)
    if not rule.waivable:
        raise VisavisError(f"{rule.name} cannot be waived", hint=rule.instead)


def plan_ask(edition: Edition, items: Sequence[Item], text: str, by: Reviewer) -> Plan:
    """Ask about pairs; the question stays open, whoever signs them off, until it is answered."""
    query = Query(text, by.name, by.date)
    said = f"Asked about {name_items(items)}: {text}"
    return _plan(edition, items, lambda item: ask(item.entry, query), said)


def plan_answer(edition: Edition, items: Sequence[Item], text: str, by: Reviewer) -> Plan:
    """Answer the open questions about pairs. Raises VisavisError where there is none."""
    for item in items:
        if not item.entry.open_queries:
            raise VisavisError(f"nothing is asked about {item.address}")
    said = f"Answered: {name_items(items)}."
    return _plan(edition, items, lambda i: answer(i.entry, text, date=by.date, name=by.name), said)


def name_items(items: Sequence[Item]) -> str:
    """Some pairs by their addresses, many by their number."""
    if len(items) > 5:
        return f"{len(items)} pairs"
    return ", ".join(str(item.address) for item in items) or "nothing"


def _check_found(edition: Edition, item: Item, name: str) -> None:
    """Raise VisavisError where a rule finds nothing at a pair, not even what is waived already."""
    texts = edition[item.address.chapter]
    found = check(replace(edition, records={}), Scope({texts.name}, [find_rule(name)]))
    if not any(pair_of(finding, texts) is item.pair for finding in found):
        raise VisavisError(f"{name} finds nothing at {item.address} to waive")


def _plan(
    edition: Edition, items: Sequence[Item], change: Callable[[Item], RecordEntry], said: str
) -> Plan:
    changed: dict[str, list[RecordEntry]] = {}
    for item in items:
        changed.setdefault(item.address.chapter, []).append(change(item))
    records = edition.followed
    return plan_records(
        edition,
        {n: records.get(n, Record()).with_entries(entries) for n, entries in changed.items()},
        said,
    )
