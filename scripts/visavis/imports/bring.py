"""What an import brings: a chapter as it would be written, with its record."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from pathlib import PurePath

from visavis.checks import LINKS, RULES, Finding, Scope, Severity, check, check_text
from visavis.edition import Edition, record_path
from visavis.errors import VisavisError
from visavis.imports.bitext import Joint
from visavis.imports.chapter import ChapterDraft, join
from visavis.imports.ledger import Discrepancy, Fault, balance_words, left_out
from visavis.imports.reading import Reading
from visavis.imports.replacement import replace_side
from visavis.imports.stock import PICTURES, Stock, gallery_path, rows_of
from visavis.imports.words import SPARE, PlacedText, came_out
from visavis.pairs import Pairing, pair_documents
from visavis.record import (
    Record,
    RecordEntry,
    follow,
    living_pairs,
    new_entry,
    pair_texts,
    write_record,
)
from visavis.settings import Project
from visavis.side import Side
from visavis.text import parse_document

_LONGEST = 200
"""Characters of left-out words that the record of an import quotes."""


@dataclass(frozen=True, slots=True)
class Import:
    """A chapter as it would be written."""

    stock: Stock
    """What there was before."""
    chapter: ChapterDraft
    pairing: Pairing
    """The same, read again."""
    files: dict[str, str]
    pictures: dict[str, bytes]
    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...]
    """What the rules still find: nothing, unless a text that stays has it."""
    passed: tuple[tuple[Side, str], ...] = ()
    """Headings at which the book was not cut, as none answers them: their side and their words."""


def prove(reading: Reading) -> Reading:
    """The same text, written so that the checks find nothing wrong in it by itself.

    What the two parsers would read differently is written with as little markup as can be. Raises
    VisavisError where even that does not help.
    """
    wrong = _wrong_pieces(reading)
    if not wrong:
        return reading
    plainer = reading.plainer(wrong)
    wrong = _wrong_pieces(plainer)
    if wrong:
        words = " ".join(plainer.document.blocks[min(wrong)].plain.split())[:60]
        raise VisavisError(f"this cannot be written as Markdown: {words}", place=reading.name)
    return plainer


def import_pair(stock: Stock, source: Reading, target: Reading, joints: Iterable[Joint]) -> Import:
    """A new chapter of two texts and the joints between them."""
    above = "../" * stock.name.count("/")
    chapter = join(
        source,
        target,
        joints,
        known=stock.known,
        used=stock.used,
        pictures_at=f"{above}{PICTURES}/{stock.name}",
    )
    return _finish(stock, chapter, (source, target))


def import_replacement(stock: Stock, side: Side, new: Reading, joints: Sequence[Joint]) -> Import:
    """The chapter with another text in the place of one side."""
    rows, pairing = rows_of(stock), stock.pairing
    assert pairing is not None
    chapter = replace_side(rows, pairing, side, new, joints, used=stock.used)
    return _finish(stock, chapter, (new,))


def import_texts(stock: Stock, source: str, target: str) -> Import:
    """A chapter of two texts that have their ids already."""
    return _finish(stock, ChapterDraft((), source, target), ())


def _finish(stock: Stock, chapter: ChapterDraft, readings: tuple[Reading, ...]) -> Import:
    project = stock.project
    texts = {stock.path(side): chapter[side] for side in Side}
    languages = (project[side].language for side in Side)
    documents = (
        parse_document(text, path=path, language=language)
        for (path, text), language in zip(texts.items(), languages, strict=True)
    )
    pairing = pair_documents(stock.name, *documents)
    # What links lead to is known when pictures and other chapters are written, too.
    errors = [r for r in RULES if r.severity is Severity.ERROR and r.needs is not LINKS]
    found = check(Edition(project, (pairing,)), Scope(rules=errors))
    findings = tuple(one for one in found if one.path in texts)
    record = write_record(_record(stock, chapter, pairing))
    files = texts | {record_path(project, stock.name): record}
    at = gallery_path(project, stock.name)
    pictures = {f"{at}/{name}": data for name, data in chapter.pictures.items()}
    return Import(stock, chapter, pairing, files, pictures, readings, findings)


def _record(stock: Stock, chapter: ChapterDraft, pairing: Pairing) -> Record:
    """The record after the import. What was signed off stays there, so that changes can be shown.

    Other pairs that have changed enter anew: of their old words nobody has said anything.
    """
    before = {p.id: pair_texts(p) for p in living_pairs(stock.pairing)} if stock.pairing else {}
    record = follow({stock.name: stock.record}, [pairing])[stock.name]
    changed = (p for p in living_pairs(pairing) if pair_texts(p) != before.get(p.id))
    unsure = {row.id: round(row.score, 2) for row in chapter.rows if row.is_unsure}
    fresh = [
        replace(new_entry(pair), score=unsure.get(pair.id))
        for pair in changed
        if not ((known := record.find(pair.id)) and known.signed)
    ]
    moved = [
        replace(record.entries.get(old, RecordEntry(old)), state="moved", moved_to=f"#{new}")
        for old, new in chapter.moved.items()
    ]
    return record.with_entries([*fresh, *moved])


def _wrong_pieces(reading: Reading) -> set[int]:
    document = reading.document
    errors = (one for one in check_text(document) if one.severity is Severity.ERROR)
    given = {rule.name for rule in RULES if rule.given}
    lines = {found.line for found in errors if found.rule not in given}
    return {
        index
        for index, block in enumerate(document.blocks)
        if any(block.place.line <= line <= block.place.last_line + 1 for line in lines)
    }


def balance(
    texts: Sequence[Reading], brought: Sequence[Import]
) -> list[tuple[Reading, list[Discrepancy]]]:
    """The ledger of each file: what it gave and did not come, in any chapter of it."""
    accounts = []
    for text in texts:
        if text.given:
            others = {other.language for other in texts if other is text or not other.given}
            came = [p for done in brought for p in _came(done, others)]
            came.sort(key=lambda passage: passage.kind == SPARE)  # titles tell headings again
            found = [*balance_words(text.given, came, text.named), *map(left_out, text.apart)]
            accounts.append((text, found))
    return accounts


def write_account(accounts: Iterable[tuple[Reading, Sequence[Discrepancy]]]) -> str:
    """The record of an import, as JSON: of each file its words, and what became of them."""
    texts = [
        {
            "file": PurePath(text.name).name,
            "language": text.language,
            "words": sum(len(passage.words) for passage in (*text.given, *text.apart)),
            **{str(fault): _listed(found, fault) for fault in Fault},
        }
        for text, found in accounts
    ]
    return json.dumps(texts, ensure_ascii=False, indent=1) + "\n"


def _listed(found: Sequence[Discrepancy], fault: Fault) -> list[dict[str, str | int]]:
    return [
        {"kind": one.kind, "place": one.place, "words": one.number, "text": one.text[:_LONGEST]}
        for one in found
        if one.fault is fault
    ]


def account_path(project: Project, name: str) -> str:
    """Where the record of an import stands: beside the record of the chapter."""
    return f"{record_path(project, name).removesuffix('.jsonl')}.import.json"


def _came(done: Import, languages: Set[str]) -> Iterator[PlacedText]:
    documents = [d for d in done.pairing.documents if d.language in languages]
    if len(done.readings) > 1:
        yield from came_out(documents, done.chapter.links.keys())
        return
    # One side was exchanged: what stands in it beside the new text was there before.
    yield from came_out([done.readings[0].document])
    for passage in came_out(documents):
        yield replace(passage, kind=SPARE)


def check_pictures(done: Import, *, force: bool) -> None:
    """Raise VisavisError where a picture would replace a folder, or another picture unasked."""
    for path, data in done.pictures.items():
        file = done.stock.project.root / path
        if file.exists() and not file.is_file():
            raise VisavisError(
                "this is no file, and a picture is to stand here",
                place=path,
                hint="give it another name",
            )
        if not force and file.exists() and file.read_bytes() != data:
            raise VisavisError(
                "another picture is there already", place=path, hint="--force writes over it"
            )


def pictures_left_over(done: Import) -> Iterator[str]:
    """The files among the pictures of a chapter that its import has not written."""
    project = done.stock.project
    folder = gallery_path(project, done.stock.name)
    for file in sorted((project.root / folder).glob("[!.]*")):
        path = f"{folder}/{file.name}"
        if path not in done.pictures and file.is_file():
            yield path
