"""Where every pair of an edition stands: signed off or not, changed, doubtful, waived. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass

from visavis.checks import RULES, Finding, pair_of
from visavis.edition import Edition
from visavis.pairs import Pair, Pairing
from visavis.record import (
    Drift,
    Record,
    RecordEntry,
    Records,
    Status,
    find_drifts,
    find_status,
    living_pairs,
    still_stands,
)


@dataclass(frozen=True, slots=True)
class PairStatus:
    """One pair, and what is to be said of it."""

    pair: Pair
    status: Status
    drifts: tuple[Drift, ...] = ()
    """What has changed since the sign-off, a side each; empty where nothing has."""
    signed: str = ""
    """The day of the sign-off, ISO 8601; empty where there was none."""
    doubtful: bool = False
    """Whether a rule has found something in it, besides that it has changed."""
    waived: bool = False
    """Whether a rule was waived for it, for the texts as they stand."""

    @property
    def id(self) -> str:
        """The pair's id; pairs without one have no status."""
        assert self.pair.id is not None
        return self.pair.id

    @property
    def several(self) -> bool:
        """Whether one side answers with another number of paragraphs than one (n:m)."""
        return not self.pair.one_sided and len(self.pair.blocks) > 2


@dataclass(frozen=True, slots=True)
class ChapterStatus:
    """One chapter: its rows in the order of reading, then its notes."""

    chapter: Pairing
    pairs: tuple[PairStatus, ...]
    counts: Counts

    @property
    def rows(self) -> tuple[PairStatus, ...]:
        """Without the notes."""
        return tuple(pair for pair in self.pairs if not pair.pair.is_note)

    @property
    def notes(self) -> tuple[PairStatus, ...]:
        """The notes alone."""
        return tuple(pair for pair in self.pairs if pair.pair.is_note)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many pairs there are, and of which kind."""

    pairs: int = 0
    reviewed: int = 0
    """Signed off, and as they were then."""
    unreviewed: int = 0
    drifted: int = 0
    """Changed since their sign-off. These three kinds are all pairs; the others are apart."""
    doubtful: int = 0
    """With a finding."""
    waived: int = 0
    """With a rule waived."""
    several: int = 0
    """Where paragraphs answer each other otherwise than one to one."""
    one_sided: int = 0
    """With nothing on one side, on purpose or not yet."""


def find_statuses(
    edition: Edition, records: Records, findings: Iterable[Finding] = ()
) -> tuple[ChapterStatus, ...]:
    """Every chapter with its pairs, in the edition's order."""
    doubts = _doubts(edition, findings)
    found = []
    for chapter in edition.chapters:
        entries = records.get(chapter.name, Record()).entries
        pairs = tuple(
            _status(pair, entries.get(pair.id or ""), (chapter.name, pair.id) in doubts)
            for pair in living_pairs(chapter)
        )
        found.append(ChapterStatus(chapter, pairs, count(pairs)))
    return tuple(found)


def count(pairs: Iterable[PairStatus]) -> Counts:
    """The pairs by kind."""
    return Counts(**Counter(kind for pair in pairs for kind in ("pairs", *list_kinds(pair))))


def count_all(statuses: Iterable[ChapterStatus]) -> Counts:
    """The counts of the whole edition."""
    total: Counter[str] = Counter()
    for status in statuses:
        total.update(asdict(status.counts))
    return Counts(**total)


def list_kinds(status: PairStatus) -> tuple[str, ...]:
    """What is true of a pair, of the names of `Counts`: where it stands, then the rest."""
    more: tuple[str, ...] = ("doubtful",) if status.doubtful else ()
    more += ("waived",) if status.waived else ()
    more += ("several",) if status.several else ()
    more += ("one_sided",) if status.pair.one_sided else ()
    return status.status, *more


def place_findings(
    edition: Edition, findings: Iterable[Finding]
) -> Iterator[tuple[Pairing, Pair | None, Finding]]:
    """Each finding with the chapter it stands in, and its pair where it speaks of one."""
    chapters = {
        path: chapter
        for chapter in edition.chapters
        for path in [*(d.path for d in chapter.documents), _record_path(edition, chapter)]
    }
    for finding in findings:
        chapter = chapters.get(finding.path)
        if chapter is not None:
            yield chapter, pair_of(finding, chapter), finding


def _status(pair: Pair, entry: RecordEntry | None, doubtful: bool) -> PairStatus:
    status = find_status(entry, pair)
    if entry is None:
        return PairStatus(pair, status, doubtful=doubtful)
    return PairStatus(
        pair,
        status,
        drifts=find_drifts(entry, pair) if status == "drifted" else (),
        signed=entry.date[:10] if entry.signed else "",
        doubtful=doubtful,
        waived=any(still_stands(waiver, entry, pair) for waiver in entry.waivers),
    )


def _doubts(edition: Edition, findings: Iterable[Finding]) -> set[tuple[str, str | None]]:
    placed = place_findings(edition, findings)
    seen = {rule.name for rule in RULES if rule.state == "changed"}  # at the pair itself
    return {(c.name, pair.id) for c, pair, f in placed if pair is not None and f.rule not in seen}


def _record_path(edition: Edition, chapter: Pairing) -> str:
    return edition.records.get(chapter.name, Record()).path
