"""Small editions with a record, and where their pairs stand."""

from __future__ import annotations

from chapters import PROJECT, RECORD, chapter
from visavis.edition import Edition
from visavis.pairs import Pairing
from visavis.publication import ChapterStatus, publish
from visavis.record import Record, living_pairs, parse_record, sign_off
from visavis.record import new_entry as enter


def signed(texts: Pairing) -> Record:
    """The record of a chapter that somebody has signed off as it stands."""
    entries = (
        sign_off(enter(pair), pair, date="2024-05-06T07:08:09Z", name="Ana")
        for pair in living_pairs(texts)
    )
    return Record(path=RECORD).with_entries(entries)


def recorded(*lines: str) -> Record:
    """A record of these lines."""
    return parse_record("\n".join(lines), RECORD)


def edition(*chapters: Pairing, **records: Record) -> Edition:
    """An edition of these chapters; the records are named after theirs."""
    return Edition(PROJECT, chapters, records=records)


def since(fr: str, en: str, fr_now: str, en_now: str) -> Edition:
    """An edition of one chapter that was signed off and then edited."""
    return edition(chapter(fr_now, en_now), chapter=signed(chapter(fr, en)))


def statuses(whole: Edition) -> tuple[ChapterStatus, ...]:
    """Where its pairs stand, findings and all, as the site asks for it."""
    return publish(whole).statuses
