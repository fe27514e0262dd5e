"""What the interface says of rows: plain values for JSON, as `manual/how-to/desk.md` has them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from visavis.action import WHY, ConflictError, Item, digest_row, find_sentence_starts, read_commands
from visavis.checks import Finding, find_rule
from visavis.edition import Edition
from visavis.glossary import Concordance
from visavis.pairs import MARKS, Pair, Pairing, written_side
from visavis.record import Drift, find_drifts
from visavis.render import note_address
from visavis.settings import Project
from visavis.side import Side

_FEW = 12
"""So many words tell a row in a list."""


def describe_item(item: Item, project: Project) -> dict[str, Any]:
    """A row in the list."""
    words = (item.pair.target or item.pair.source)[0].plain.split()
    side = Side.TARGET if item.pair.target else Side.SOURCE
    return {
        "address": str(item.address),
        "chapter": item.address.chapter,
        "id": item.address.id,
        "why": item.why,
        "findings": len(item.findings),
        "error": item.refused is not None,
        "words": " ".join(words[:_FEW]) + ("…" if len(words) > _FEW else ""),
        "language": project[side].language,
        "direction": project[side].direction,
    }


def describe_row(item: Item, edition: Edition, *, waits: bool) -> dict[str, Any]:
    """A row with all that is known of it."""
    chapter, pair, entry = edition[item.address.chapter], item.pair, item.entry
    why, said = (item.why, WHY[item.why]) if waits else ("signed", "signed off")
    return {
        **describe_item(item, edition.project),
        "digest": digest_row(pair),
        "why": why,
        "said": ", ".join(filter(None, [said, item.doubt])),
        "note": pair in chapter.notes,
        "anchors": list(_anchors(chapter, pair, edition.project)),
        "signed": {"date": entry.date, "name": entry.name} if entry.signed else None,
        "findings": [describe_finding(one, pair) for one in item.findings],
        "queries": [
            {
                "text": query.text,
                "name": query.name,
                "date": query.date[:10],
                "answer": query.answer,
                "answered_by": query.answered_by,
            }
            for query in entry.queries
        ],
        "waivers": [{"rule": w.rule, "reason": w.reason, "name": w.name} for w in entry.waivers],
        "changes": [
            {"side": drift.side.value, "pieces": list(describe_drift(drift))}
            for drift in (find_drifts(entry, pair) if entry.signed else ())
        ],
        "one_sided": pair.one_sided,
        "mark": next((c for b in pair.blocks for c in b.classes if c in MARKS.values()), ""),
        "next": (following.id or "") if (following := chapter.after(pair)) else "",
        "sides": {side.value: _side(chapter, pair, side, edition.project) for side in Side},
        "terms": list(describe_terms(edition.concordance, chapter, pair, edition.project)),
    }


def describe_finding(finding: Finding, pair: Pair) -> dict[str, Any]:
    """A finding, with the words that it is about and what may be done about it."""
    rule = find_rule(finding.rule)
    side, start, end = _locate(finding, pair)
    return {
        **finding.as_dict(),
        "summary": rule.summary,
        "waivable": rule.waivable,
        "instead": rule.instead,
        "at": {"side": side, "start": start, "end": end} if side else None,
        "commands": [" ".join(words) for words in read_commands(finding.hint)],
    }


def describe_drift(drift: Drift) -> Iterator[dict[str, str]]:
    """The text as it is, with what was taken out and what was put in."""
    at = 0
    for change in drift.changes:
        start, end = change.new_span
        yield {"text": drift.new[at:start], "mark": ""}
        if change.old:
            yield {"text": change.old, "mark": "del"}
        if change.old and change.new:
            yield {"text": " ", "mark": ""}
        if change.new:
            yield {"text": change.new, "mark": "ins"}
        at = end
    yield {"text": drift.new[at:], "mark": ""}


def describe_conflict(error: ConflictError) -> dict[str, Any]:
    """Of a row that has changed since it was shown: what it says now, beside what was written."""
    drift = error.drift
    pieces = [*describe_drift(drift)] if drift else [{"text": error.theirs, "mark": ""}]
    side = error.side.value if error.side else None
    return {"side": side, "theirs": error.theirs, "pieces": pieces}


def describe_terms(
    concordance: Concordance, chapter: Pairing, pair: Pair, project: Project
) -> Iterator[dict[str, Any]]:
    """The terms that a row uses, and how they are rendered."""
    source, target = project.languages
    for one in concordance.read(chapter):
        if one.pair is pair and one.source:
            yield {
                "id": one.term.id,
                "source": one.term.entries[source].term,
                "target": list(one.term.entries[target].forms),
                "deviates": one.deviates,
            }


def _anchors(chapter: Pairing, pair: Pair, project: Project) -> Iterator[str]:
    """The ids under which a row or a note stands on a page."""
    if pair not in chapter.notes:
        yield pair.id or ""
        return
    for side in (Side.TARGET, Side.SOURCE):
        for block in pair[side]:
            yield note_address(block.label or "", project[side].language)


def _side(chapter: Pairing, pair: Pair, side: Side, project: Project) -> dict[str, Any]:
    blocks = pair[side]
    return {
        "language": project[side].language,
        "direction": project[side].direction,
        "name": project[side].name,
        "markdown": written_side(blocks),
        "path": chapter[side].path,
        "line": blocks[0].place.line if blocks else 0,
        "sentences": find_sentence_starts(blocks, chapter[side].language),
    }


def _locate(finding: Finding, pair: Pair) -> tuple[str, int, int]:
    """The side of a finding, and where its words stand in what `written_side` gives.

    The whole side where it names no words.
    """
    for side in Side:
        offset = 0
        for block in pair[side]:
            place, lines = block.place, block.source.splitlines()
            if place.path == finding.path and place.line <= finding.line <= place.last_line:
                line = finding.line - place.line
                start = offset + sum(len(one) + 1 for one in lines[:line])
                length = len(lines[line]) if line < len(lines) else 0
                if not finding.column:
                    return side.value, 0, 0
                end = finding.end_column - 1 if finding.end_column else length
                return side.value, start + finding.column - 1, start + end
            offset += len(written_side([block])) + 2
    return "", 0, 0
