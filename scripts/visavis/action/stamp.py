"""Stamping an edition: the chapters that can be, and what is in doubt in the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from visavis.action.plan import Plan, describe_moves, record_changes, text_changes
from visavis.edition import Edition
from visavis.pairs import Doubt, Pairing, Stamped, pair_documents, stamp
from visavis.record import follow, keep_ids
from visavis.side import Side
from visavis.text import Document, parse_document, write_document


@dataclass(frozen=True, slots=True)
class Stamping:
    """What stamping does to an edition."""

    plan: Plan
    doubts: Mapping[str, tuple[Doubt, ...]]
    """By the name of the chapter; these chapters stay as they are."""


def plan_stamp(edition: Edition) -> Stamping:
    """Give ids to the blocks that have none, in every chapter in which that is sure.

    Raises VisavisError where a record cannot be read, as an id in it could be given again.
    """
    for record in edition.records.values():
        record.check()
    results = {chapter.name: _stamp_chapter(chapter, edition) for chapter in edition.chapters}
    doubts = {name: result.doubts for name, result in results.items() if result.doubts}
    stamped = [pair_documents(name, r.source, r.target) for name, r in results.items()]
    records = follow(edition.records, stamped, leave=doubts)
    pairs = zip(edition.chapters, stamped, strict=True)
    texts = (change for before, after in pairs for change in text_changes(before, after))
    changes = (*texts, *record_changes(edition, records))
    said = (
        *(line for name, result in results.items() for line in _new_ids(name, result)),
        *(line for chapter in edition.chapters for line in _kept(chapter, results[chapter.name])),
        *describe_moves(edition.records, records),
    )
    return Stamping(Plan(said, changes), doubts)


def _stamp_chapter(chapter: Pairing, edition: Edition) -> Stamped:
    """Stamp one chapter, and prove that nothing else has changed."""
    record = edition.records[chapter.name]
    if record.twin:
        said = f"{record.twin} has its other side, under another name"
        place = next(one.path for one in chapter.documents if one.exists)
        doubt = Doubt((), (), said, place, hint="give both files the same name")
        return Stamped(chapter.source, chapter.target, (), (doubt,))
    kept = keep_ids(chapter, record)
    result = stamp(kept.source, kept.target, record.ids)
    if result.doubts:
        return Stamped(chapter.source, chapter.target, (), result.doubts)
    for side in Side:
        if not _same_text(chapter[side], result[side]):
            place = chapter[side].path
            doubt = Doubt((), (), "an attribute line would change how it is read", place)
            return Stamped(chapter.source, chapter.target, (), (doubt,))
    return result


def _same_text(before: Document, after: Document) -> bool:
    text = write_document(after)
    if text == write_document(before):
        return True
    read = parse_document(text, path=after.path, language=after.language).blocks
    same_words = [(b.kind, b.plain) for b in read] == [(b.kind, b.plain) for b in before.blocks]
    return same_words and [block.id for block in read] == [block.id for block in after.blocks]


def _new_ids(name: str, result: Stamped) -> Iterator[str]:
    ids = result.new
    if ids:
        few = ", ".join(ids) if 1 < len(ids) <= 3 else f"{ids[0]} to {ids[-1]}"
        many = f"{len(ids)} new ids ({few})" if len(ids) > 1 else f"1 new id ({ids[0]})"
        yield f"{name}: {many}"


def _kept(chapter: Pairing, result: Stamped) -> Iterator[str]:
    """The ids that one side had lost, or that have gone to where most of their words are."""
    fresh = set(result.new)
    for side in Side:
        old_ids = {block.id for block in chapter[side].blocks}
        for old, new in zip(chapter[side].blocks, result[side].blocks, strict=True):
            if new.id and new.id != old.id and new.id not in fresh:
                kept = "with most of its words" if new.id in old_ids or old.id else "again"
                yield f"{new.id}: written {kept} in {old.place}"
