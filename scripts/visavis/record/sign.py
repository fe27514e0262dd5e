"""Signing off and waiving: how a reviewer's word enters the record, and how long it holds."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from dataclasses import replace
from typing import Literal

from visavis.pairs import Pair
from visavis.record.drift import find_drifts
from visavis.record.entry import Query, RecordEntry, Waiver
from visavis.record.words import side_text

Status = Literal["unreviewed", "reviewed", "drifted"]
"""Where a living pair stands."""


def find_status(entry: RecordEntry | None, pair: Pair) -> Status:
    """Where a pair stands: nobody has read it, it is as it was signed off, or it has changed."""
    if entry is None or not entry.signed:
        return "unreviewed"
    return "drifted" if find_drifts(entry, pair) else "reviewed"


def sign_off(
    entry: RecordEntry, pair: Pair, *, date: str, name: str, author: str = ""
) -> RecordEntry:
    """The entry of a pair that somebody has read and found right, as it stands now.

    Waivers that an edit has ended go; questions stay open. `author` is who had changed it, where a
    second pair of eyes is wanted.
    """
    return replace(
        entry,
        state="reviewed",
        source=side_text(pair.source),
        target=side_text(pair.target),
        date=date,
        name=name,
        author=author,
        waivers=tuple(_dated(w, pair) for w in entry.waivers if still_stands(w, entry, pair)),
        moved_to="",
        score=None,
    )


def waive(entry: RecordEntry, pair: Pair, waiver: Waiver) -> RecordEntry:
    """The entry with one rule waived for the texts as they stand now."""
    kept = [w for w in entry.waivers if w.rule != waiver.rule]
    waivers = sorted((*kept, _dated(waiver, pair, anew=True)), key=lambda w: w.rule)
    return replace(entry, waivers=tuple(waivers))


def ask(entry: RecordEntry, query: Query) -> RecordEntry:
    """The entry with one question more."""
    return replace(entry, queries=(*entry.queries, query))


def answer(entry: RecordEntry, text: str, *, date: str, name: str) -> RecordEntry:
    """The entry with all its open questions answered."""
    answered = {"answer": text, "answered_by": name, "answered_on": date}
    queries = (replace(q, **answered) if q.open else q for q in entry.queries)
    return replace(entry, queries=tuple(queries))


def still_stands(waiver: Waiver, entry: RecordEntry, pair: Pair) -> bool:
    """Whether neither text was edited since a waiver was given."""
    if waiver.texts:
        return waiver.texts == digest_pair(pair)
    return not find_drifts(entry, pair)


def digest_pair(pair: Pair) -> str:
    """A short digest of both sides as they are written, in all but white space.

    A waiver is closer to the letter than a sign-off: a rule about quotation marks or links that
    was waived has to speak again when they change, and one about kinds or marks too. The digest is
    the first 16 hexadecimal digits of a SHA-256.
    """
    written = [
        [[block.kind.value, _tight(block.source), sorted(block.classes)] for block in side]
        for side in (pair.source, pair.target)
    ]
    return hashlib.sha256(json.dumps(written).encode()).hexdigest()[:16]


def _dated(waiver: Waiver, pair: Pair, *, anew: bool = False) -> Waiver:
    """A waiver with the digest of the texts that it was given for."""
    return replace(waiver, texts=digest_pair(pair)) if anew or not waiver.texts else waiver


def _tight(source: str) -> str:
    return " ".join(unicodedata.normalize("NFC", source).split())
