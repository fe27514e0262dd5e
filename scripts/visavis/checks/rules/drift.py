"""Rules that remember: the texts against what was signed off."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import replace

from visavis.checks.finding import Problem, Related, Severity
from visavis.checks.rule import RECORD, WRITTEN_RECORD, at_block, rule
from visavis.pairs import Pair, Pairing
from visavis.record import (
    ChangedPassage,
    Drift,
    Record,
    RecordEntry,
    find_drifts,
    find_passages,
    keep_ids,
    living_pairs,
    locate_change,
)
from visavis.side import Side
from visavis.text import Block, name_language

_MOST = 2
"""So many changed sentences are quoted in a message."""


@rule(
    "pair.drifted",
    Severity.WARNING,
    RECORD,
    waivable=False,
    instead="sign the pair off",
    state="changed",
    supersedes=("meaning.negation", "meaning.ordinal", "meaning.name", "word.emphasis"),
)
def pair_drifted(chapter: Pairing, record: Record) -> Iterator[Problem]:
    """A pair has the words that were signed off.

    When one side has changed since its sign-off, the finding stands at the other side: that is
    where to look, and perhaps to follow. Where both have changed, it says so, at the translation.
    It quotes the sentences as they were and as they are: `[-…-]` is around what is gone, `{+…+}`
    around what is new. The line that has changed is named too. When both are right again,
    `visavis review --accept` signs the pair off as it stands.

    Only words count: a change of white space, of typography (quotation marks, apostrophes, dashes,
    commas, ligatures) or of markup is none. Pairs that nobody has signed off yet are counted by
    `visavis review` and are no finding. Known false alarm: a correction of spelling, which the
    other language cannot follow; sign it off.
    """
    for pair in living_pairs(chapter):
        entry = record.find(pair.id)
        if entry is None or not entry.signed or pair.one_sided:
            continue  # what is missing on one side, and was not before, other rules say
        drifts = find_drifts(entry, pair)
        if drifts:
            yield _problem(chapter, pair, entry, drifts)


@rule("pair.asked", Severity.WARNING, RECORD, waivable=False, instead="answer it", state="asked")
def pair_asked(chapter: Pairing, record: Record) -> Iterator[Problem]:
    """Nothing is asked about a pair.

    A question (`visavis review --ask`) stays open until somebody answers it, whoever signs the pair
    off meanwhile: a sign-off hides no objection.
    """
    for pair in living_pairs(chapter):
        entry = record.find(pair.id)
        for query in entry.open_queries if entry else ():
            block = pair.blocks[0]
            yield Problem(
                block.place.path,
                block.place.line,
                f"{query.name or 'somebody'} asks about {pair.id}: {query.text}",
                f"answer it: `visavis review --answer TEXT {chapter.name}#{pair.id}`",
                pair.id,
            )


@rule("id.unrecorded", Severity.ERROR, WRITTEN_RECORD, waivable=False, supersedes=("pair.missing",))
def id_unrecorded(chapter: Pairing, record: Record) -> Iterator[Problem]:
    """An id in the text is one that `visavis stamp` has given, and that is not gone.

    It comes of an id written or changed by hand. A chapter that was never stamped, or whose record
    has a damaged line, is not looked at.
    """
    if not record.entries or record.damaged:
        return
    kept: dict[int, str] | None = None
    for side in Side:
        for block in chapter[side].blocks:
            entry = record.find(block.id)
            if block.id is None or (entry is not None and not entry.gone):
                continue
            said = "belonged to a paragraph that is gone" if entry else "was never given"
            kept = _kept_ids(chapter, record) if kept is None else kept
            own = kept.get(id(block)) or _missing_here(chapter, side, block)
            hint = (
                f"run `visavis stamp`, which writes {own} here, with most of its words"
                if id(block) in kept
                else f"write {own or 'its own id'} again; or delete the attribute line and run "
                "`visavis stamp`"
            )
            problem = at_block(chapter[side], block, f"the id {block.id} {said}", hint)
            yield replace(problem, covers=(own,) if own else ())


def _kept_ids(chapter: Pairing, record: Record) -> dict[int, str]:
    """By block, the id that `visavis stamp` gives to it in the place of the one that it has."""
    kept = keep_ids(chapter, record)
    return {
        id(old): new.id
        for side in Side
        for old, new in zip(chapter[side].blocks, kept[side].blocks, strict=True)
        if new.id and new.id != old.id
    }


def _missing_here(chapter: Pairing, side: Side, block: Block) -> str:
    """The one id that the other side has between the same two neighbours, and this side nowhere."""
    here = [one.id for one in chapter[side].blocks if one.id]
    there = [one.id for one in chapter[side.other].blocks if one.id]
    at = here.index(block.id or "")
    start, stop = here[at - 1 : at], here[at + 1 : at + 2]
    if not set(start + stop) <= set(there):
        return ""
    between = there[
        there.index(start[0]) + 1 if start else 0 : there.index(stop[0]) if stop else len(there)
    ]
    missing = [name for name in between if name not in here]
    return missing[0] if len(missing) == 1 else ""


@rule("id.gone", Severity.WARNING, WRITTEN_RECORD, waivable=False)
def id_gone(chapter: Pairing, record: Record) -> Iterator[Problem]:
    """A paragraph that is gone from both sides has left its address.

    Links to it lead to what became of it, once `visavis stamp` has written that down.
    """
    if not all(document.exists for document in chapter.documents):
        return
    living = {pair.id for pair in living_pairs(chapter)}
    living |= {block.id for document in chapter.documents for block in document.blocks}
    for entry in record.entries.values():
        if not entry.gone and entry.id not in living:
            yield Problem(
                chapter.target.path,
                1,
                f"{entry.id} is gone from both sides",
                "run `visavis stamp`, which keeps its address",
                entry.id,
            )


@rule("record.missing", Severity.WARNING, WRITTEN_RECORD, waivable=False)
def record_missing(chapter: Pairing, record: Record) -> Iterator[Problem]:
    """A chapter with ids has its record, where others of the edition have theirs.

    Without it nobody knows any more what was signed off, what was waived, and which ids are gone.
    Where both texts were given another name, `visavis stamp` lets the record follow them.
    """
    rows = [block for pair in chapter.pairs for block in pair.blocks]
    if record.lost and not record.twin and rows and all(pair.id for pair in chapter.pairs):
        yield Problem(
            rows[0].place.path,
            rows[0].place.line,
            f"{record.path}, the record of this chapter, is missing"
            + (f": its words are recorded as {record.heir_of}" if record.heir_of else ""),
            f"run `visavis stamp`, which lets sign-offs and addresses of {record.heir_of} follow"
            if record.heir_of
            else f"restore it, where git has it by `git checkout -- {shlex.quote(record.path)}`; "
            "or, for a chapter that is new, run `visavis stamp`",
        )


@rule("record.damaged", Severity.ERROR, RECORD, waivable=False)
def record_damaged(chapter: Pairing, record: Record) -> Iterator[Problem]:
    """Every line of the record can be read.

    A line that cannot is passed over and kept in its place; the others stand. It comes of an edit
    by hand, or of a merge that was left in the middle: then delete the lines of git's marks
    (`<<<<<<<` and its like), and where an id has two lines now, both may stay.
    """
    for damage in record.damaged:
        yield Problem(
            record.path,
            damage.line,
            f"this line of the record of {chapter.name} cannot be read: {damage.reason}",
            "mend it, or restore the file from the repository",
        )


def _problem(
    chapter: Pairing, pair: Pair, entry: RecordEntry, drifts: tuple[Drift, ...]
) -> Problem:
    since = say_since(entry)
    sign = f"`visavis review --accept {chapter.name}#{pair.id}`"
    changed = {drift.side: _describe(drift, chapter[drift.side].language) for drift in drifts}
    names = {side: name_language(chapter[side].language) for side in Side}
    if len(drifts) > 1:
        said = "; ".join(f"{names[side]} {words}" for side, words in changed.items())
        place = pair.target[0].place
        message = f"both sides of {pair.id} have changed {since}: {said}"
        hint = f"compare it with {pair.source[0].place}, then {sign}"
        problem = Problem(place.path, place.line, message, hint, pair.id)
    else:
        (drift,) = drifts
        side = drift.side.other
        message = (
            f"the {names[drift.side]} side of {pair.id} has changed {since}, "
            f"the {names[side]} side has not: {changed[drift.side]}"
        )
        hint = f"compare it with {pair[drift.side][0].place}, then {sign}"
        problem = at_block(chapter[side], pair[side][0], message, hint, pair)
    places = tuple(_changed_here(pair, drift, changed[drift.side]) for drift in drifts)
    return replace(problem, related=places)


def say_since(entry: RecordEntry) -> str:
    """Since when, and whose sign-off it was, as far as that is known."""
    if not entry.name:
        return "since the sign-off" + (f" of {entry.date[:10]}" if entry.date else "")
    return f"since {entry.name} signed it off" + (f" on {entry.date[:10]}" if entry.date else "")


def _describe(drift: Drift, language: str) -> str:
    """The sentences as they were and as they are."""
    passages = find_passages(drift, language)
    told = ", ".join(map(_quote, passages[:_MOST]))
    more = len(passages) - _MOST
    return told + (f" and {more} more sentence{'s' if more > 1 else ''}" if more > 0 else "")


def _quote(passage: ChangedPassage) -> str:
    if not passage.old:
        return f"“{passage.new}” added"
    return f"“{passage.old}” → “{passage.new}”" if passage.new else f"“{passage.old}” taken out"


def _changed_here(pair: Pair, drift: Drift, words: str) -> Related:
    """The line in which words have changed."""
    block, at = locate_change(drift, pair[drift.side])
    line, column = block.locate(at)
    return Related(block.place.path, line, f"{pair.id} has changed here: {words}", column)
