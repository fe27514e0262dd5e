"""What `visavis import` does, up to the point where files would be written."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from visavis.aligner import Unit, align
from visavis.checks import RULES, Finding, Severity, find_problems
from visavis.edition import check_name, open_edition, read_record, record_path
from visavis.errors import VisavisError
from visavis.imports import (
    Chapter,
    Joint,
    Known,
    Reading,
    Row,
    body_of,
    join,
    join_pictures,
    merge_joints,
    replace_side,
    with_rows,
    without_pictures,
    words_of_side,
)
from visavis.pairs import Pair, Pairing, pair_documents
from visavis.project import Project, TextSettings
from visavis.record import Entry, Record, follow, living_pairs, new_entry, side_text, write_record
from visavis.text import Block, Document, Kind, parse_document

STATUS = {"source": "published-original", "target": "published-translation"}
"""What the front matter says of a side that took the place of another (`text_status`)."""

_PICTURES = "img"
_NAME = re.compile(r"[^\W_][\w.-]*(?:/[^\W_][\w.-]*)*")
_OF_ONE_TEXT = frozenset(
    "fence.unclosed fence.reserved attributes.malformed attributes.astray id.malformed html.unsafe "
    "html.unbalanced side.empty link.empty note.label parsers.disagree".split()
)
"""Rules that judge a text by itself; what they find in an imported one is its writer's fault."""


@dataclass(frozen=True, slots=True)
class Stock:
    """What the edition has of a chapter before the import."""

    project: Project
    name: str
    pairing: Pairing | None
    record: Record

    @property
    def known(self) -> list[Known]:
        """The rows as they are, by id and words."""
        pairs = self.pairing.pairs if self.pairing else ()
        return [(p.id, words_of_side(p.source), words_of_side(p.target)) for p in pairs if p.id]

    @property
    def used(self) -> frozenset[str]:
        """Every id that was ever given in the chapter."""
        return self.record.ids | {name for name, _, _ in self.known}

    def path(self, side: TextSettings) -> str:
        """Where the text of a side stands, relative to the root."""
        return f"{side.folder}/{self.name}.md"


@dataclass(frozen=True, slots=True)
class Import:
    """A chapter as it would be written."""

    chapter: Chapter
    pairing: Pairing
    """The same, read again."""
    files: dict[str, str]
    pictures: dict[str, bytes]
    readings: tuple[Reading, ...]
    findings: tuple[Finding, ...]
    """What the rules still find: nothing, unless a text that stays has it."""
    passed: tuple[tuple[str, str], ...] = ()
    """TextSettings and words of headings at which the book was not cut, as none answers them."""


def gallery_path(project: Project, name: str) -> str:
    """Where the pictures of a chapter stand: beside the translation, where MkDocs finds them."""
    return f"{project.target.folder}/{_PICTURES}/{name}"


def take_stock(project: Project, name: str) -> Stock:
    """Look at what there is under a name. Raises VisavisError for a name that cannot be one."""
    if not _NAME.fullmatch(name) or name.endswith(".md"):
        raise VisavisError(
            f"{name} is no name for a chapter",
            hint="write it as in `partner-state` or `part-1/partner-state`, without a suffix",
        )
    stock = Stock(project, name, None, Record())
    paths = [stock.path(side) for side in project.sides]
    for side in project.sides:
        _check_case(project.root / side.folder, side, name)
    check_name(name, project)
    record = read_record(project, name)
    for damage in record.damaged:
        raise VisavisError(
            f"this line of the record cannot be read: {damage.reason}",
            place=f"{record_path(project, name)}:{damage.line}",
            hint="mend it, or restore the file from the repository",
        )
    if any((project.root / path).exists() for path in paths):
        return replace(stock, pairing=open_edition(project, [name])[name], record=record)
    return replace(stock, record=record)


def check_free(stock: Stock, *, force: bool) -> None:
    """Raise VisavisError where an import would overwrite something unasked."""
    for side in stock.project.sides:
        path = stock.path(side)
        if (stock.project.root / path).exists() and not force:
            raise VisavisError(
                "the chapter is there already",
                place=path,
                hint="--force writes over it, --replace exchanges one of its sides",
            )


def prove(reading: Reading) -> Reading:
    """The same text, written so that the checks find nothing wrong in it by itself.

    What the two parsers would read differently is written with as little markup as can be. Raises
    VisavisError where even that does not help.
    """
    for _ in range(2):
        wrong = _wrong_pieces(reading)
        if not wrong:
            return reading
        reading = reading.plainer(wrong)
    wrong = _wrong_pieces(reading)
    if wrong:
        words = _start(reading.document.blocks[min(wrong)])
        raise VisavisError(f"this cannot be written as Markdown: {words}", place=reading.name)
    return reading


def align_pair(source: Reading, target: Reading) -> list[Joint]:
    """Which blocks of two texts answer each other."""
    bodies = body_of(source.document), body_of(target.document)
    ours, theirs = (_units(body[i] for i in without_pictures(body)) for body in bodies)
    return join_pictures(_joints(ours, theirs, (source.language, target.language)), *bodies)


def import_pair(stock: Stock, source: Reading, target: Reading, joints: Iterable[Joint]) -> Import:
    """A new chapter of two texts and the joints between them."""
    above = "../" * stock.name.count("/")
    chapter = join(
        source,
        target,
        joints,
        known=stock.known,
        used=stock.used,
        pictures_at=f"{above}{_PICTURES}/{stock.name}",
    )
    return _finish(stock, chapter, (source, target))


def align_replacement(stock: Stock, side: str, new: Reading) -> list[Joint]:
    """Which blocks of a new text stand for which rows: seen from both sides of the chapter.

    The side that stays tells what the new text should say; the one that goes is in its language,
    which often makes it the better witness.
    """
    rows = rows_of(stock)
    units = _units(body_of(new.document))
    project = stock.project
    languages = {"source": project.source.language, "target": project.target.language}
    witnesses = []
    for witness in ("source", "target"):
        there = [i for i, row in enumerate(rows) if not row.settled and _side(row, witness)]
        others = [_unit(_side(rows[i], witness)) for i in there]
        tongues = (languages[side], languages[witness])
        joints = _joints(units, others, tongues)
        witnesses.append(with_rows(joints, there, len(rows)))
    return merge_joints(*witnesses)


def import_replacement(stock: Stock, side: str, new: Reading, joints: Sequence[Joint]) -> Import:
    """The chapter with another text in the place of one side."""
    rows = rows_of(stock)
    assert stock.pairing is not None
    documents = stock.pairing.source, stock.pairing.target
    chapter = replace_side(rows, documents, side, new, joints, status=STATUS[side], used=stock.used)
    return _finish(stock, chapter, (new,))


def rows_of(stock: Stock) -> list[Row]:
    """The rows of a chapter that is to have another side. Raises VisavisError if it has faults."""
    pairing = stock.pairing
    if pairing is None or not all(document.exists for document in pairing.documents):
        place = stock.path(stock.project.target)
        raise VisavisError("there is no such chapter yet", place=place, hint="import both texts")
    faulty = pairing.duplicates or pairing.crossed or pairing.strays
    if faulty or any(pair.id is None for pair in pairing.pairs) or pairing.source.flaws:
        raise VisavisError(
            "the ids of this chapter are not in order",
            place=pairing.target.path,
            hint="run `visavis check` and mend what it finds first",
        )
    return [Row(p.source, p.target, id=p.id, settled=_stays(p)) for p in pairing.pairs]


def _stays(pair: Pair) -> bool:
    """Whether another text has nothing to say of a row: it is the edition's own, or a picture."""
    return any(block.is_edition for block in pair.blocks) or all(
        block.kind is Kind.FIGURE for block in pair.blocks
    )


def _finish(stock: Stock, chapter: Chapter, readings: tuple[Reading, ...]) -> Import:
    project = stock.project
    texts = {stock.path(project.source): chapter.source, stock.path(project.target): chapter.target}
    source, target = (
        parse_document(texts[stock.path(side)], path=stock.path(side), language=side.language)
        for side in (project.source, project.target)
    )
    pairing = pair_documents(stock.name, source, target)
    errors = [rule for rule in RULES if rule.severity is Severity.ERROR]
    findings = tuple(find_problems([pairing], errors))
    record = write_record(_record(stock, chapter, pairing))
    files = texts | {record_path(project, stock.name): record}
    at = gallery_path(project, stock.name)
    pictures = {f"{at}/{name}": data for name, data in chapter.pictures.items()}
    return Import(chapter, pairing, files, pictures, readings, findings)


def _record(stock: Stock, chapter: Chapter, pairing: Pairing) -> Record:
    """The record after the import. What was signed off stays there, so that changes can be shown.

    Other pairs that have changed enter anew: of their old words nobody has said anything.
    """
    before = {p.id: _texts(p) for p in living_pairs(stock.pairing)} if stock.pairing else {}
    record = follow({stock.name: stock.record}, [pairing])[stock.name]
    changed = (p for p in living_pairs(pairing) if _texts(p) != before.get(p.id))
    fresh = [new_entry(p) for p in changed if not record.entries[p.id or ""].signed]
    moved = [
        replace(record.entries.get(old, Entry(old)), state="moved", moved_to=f"#{new}")
        for old, new in chapter.moved.items()
    ]
    return record.with_entries([*fresh, *moved])


def _texts(pair: Pair) -> tuple[str, str]:
    return side_text(pair.source), side_text(pair.target)


def _wrong_pieces(reading: Reading) -> set[int]:
    document = reading.document
    nothing = Document("", "", (), exists=False)
    rules = [rule for rule in RULES if rule.name in _OF_ONE_TEXT]
    lines = {f.line for f in find_problems([pair_documents("", document, nothing)], rules)}
    return {
        index
        for index, block in enumerate(document.blocks)
        if any(block.place.line <= line <= block.place.last_line + 1 for line in lines)
    }


def _joints(
    source: Sequence[Unit], target: Sequence[Unit], languages: tuple[str, str]
) -> list[Joint]:
    links = align(source, target, unit="paragraph", languages=languages)
    return [Joint(link.source, link.target, link.score) for link in links]


def _units(blocks: Iterable[Block]) -> list[Unit]:
    return [_unit((block,)) for block in blocks]


def _unit(blocks: Sequence[Block]) -> Unit:
    words = " ".join(block.plain for block in blocks)
    return Unit(words or blocks[0].source.strip(), blocks[0].kind.value)


def _side(row: Row, side: str) -> tuple[Block, ...]:
    return row.source if side == "source" else row.target


def _start(block: Block) -> str:
    return " ".join(block.plain.split())[:60]


def _check_case(folder: Path, side: TextSettings, name: str) -> None:
    wanted = unicodedata.normalize("NFC", name).casefold()
    for path in folder.rglob("*.md"):
        found = path.relative_to(folder).with_suffix("").as_posix()
        if found != name and unicodedata.normalize("NFC", found).casefold() == wanted:
            raise VisavisError(
                f"{found}.md and {name}.md differ only in upper and lower case",
                place=f"{side.folder}/{found}.md",
                hint="many systems take them for one file; choose another name",
            )
