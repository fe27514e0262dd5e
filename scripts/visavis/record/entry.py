"""What the record knows: `RecordEntry`, one id's line, and `Record`, the lines of one chapter."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple

from visavis.errors import VisavisError
from visavis.side import TwoSided

STATES = ("unreviewed", "reviewed", "retired", "moved")
_ID = re.compile(r'"id"\s*:\s*"([^"\\]+)"')


@dataclass(frozen=True, slots=True)
class Waiver:
    """One rule that does not speak of one pair, as long as its texts stand as they did."""

    rule: str
    """Name of the rule, such as `link.lost`; of a waiver without one, nothing is waived."""
    reason: str
    """Why, in the reviewer's words."""
    date: str = ""
    """When it was given, ISO 8601."""
    name: str = ""
    """Who gave it."""
    texts: str = ""
    """The digest of both sides as they stood (`digest_pair`); empty: the words of the entry."""


@dataclass(frozen=True, slots=True)
class Query:
    """A question about a pair, which stays open until somebody answers it."""

    text: str
    """What is asked, in the words of the one who asks."""
    name: str = ""
    """Who asks."""
    date: str = ""
    """When it was asked, ISO 8601."""
    answer: str = ""
    """What was answered; empty as long as nobody has."""
    answered_by: str = ""
    answered_on: str = ""
    """When it was answered, ISO 8601."""

    @property
    def open(self) -> bool:
        """Whether it waits for an answer."""
        return not self.answered_on


@dataclass(frozen=True, slots=True)
class RecordEntry(TwoSided):
    """What is known of one id, living or gone."""

    id: str
    state: str = "unreviewed"
    """`unreviewed`, `reviewed`; or, when its paragraph is gone, `retired` or `moved`."""
    source: str = ""
    """The original's words as they stood when the pair was signed off (or, until then, stamped)."""
    target: str = ""
    """The translation's words as they stood then."""
    date: str = ""
    """When it was signed off, ISO 8601."""
    name: str = ""
    """Who signed it off."""
    waivers: tuple[Waiver, ...] = ()
    """The rules that were waived, each as the texts stood."""
    author: str = ""
    """Who had changed it before it was signed off, where a second pair of eyes is wanted; several
    names are parted by commas."""
    queries: tuple[Query, ...] = ()
    """The questions about it, in the order in which they were asked."""
    moved_to: str = ""
    """Where the paragraph went, as `chapter#id` or, in the same chapter, `#id`."""
    score: float | None = None
    """How sure the aligner was of the pair when it was brought in, 0 to 1, where it was in doubt:
    until somebody signs it off, or puts it beside other words."""
    others: Mapping[str, Any] = field(default_factory=dict)
    """Fields that this version does not know; they are kept as they are."""

    @property
    def texts(self) -> tuple[str, str]:
        """The recorded words of both sides; where neither has any, none were recorded."""
        return self.source, self.target

    @property
    def gone(self) -> bool:
        """Whether no paragraph has this id any longer."""
        return self.state in ("retired", "moved")

    @property
    def signed(self) -> bool:
        """Whether somebody has signed the pair off, be it gone or not."""
        return self.state == "reviewed" or (self.gone and bool(self.date))

    @property
    def open_queries(self) -> tuple[Query, ...]:
        """The questions that nobody has answered yet."""
        return tuple(query for query in self.queries if query.open)

    @property
    def lacks_second(self) -> bool:
        """Whether only those have signed it off who had changed it."""
        return self.signed and bool(self.author) and self.name in self.author.split(", ")


class Damage(NamedTuple):
    """A line of a record that cannot be read. It stays in the file until somebody mends it."""

    line: int
    """From 1."""
    reason: str
    text: str
    """The line as it stands, without its line break."""
    after: str = ""
    """The id of the entry that stood before it, where there was one."""


@dataclass(frozen=True, slots=True)
class Record:
    """The entries of one chapter, by id."""

    entries: Mapping[str, RecordEntry] = field(default_factory=dict)
    damaged: tuple[Damage, ...] = ()
    """Lines that could not be read."""
    path: str = ""
    """The file, relative to the edition's root, where it came from one."""
    lost: bool = False
    """Whether there is no file, though other chapters of the edition have theirs."""
    heir_of: str = ""
    """Of one that is lost: the chapter without texts whose record speaks of these paragraphs, as
    both texts were given another name."""
    twin: str = ""
    """The chapter that has the other side of this one, as only one of the two texts was given
    another name."""

    @property
    def ids(self) -> frozenset[str]:
        """Every id that was ever used, those in damaged lines included."""
        salvaged = {name for damage in self.damaged for name in _ID.findall(damage.text)}
        return frozenset(self.entries) | salvaged

    def find(self, identifier: str | None) -> RecordEntry | None:
        """The entry of an id, if both are there."""
        return self.entries.get(identifier or "")

    def check(self) -> None:
        """Raise VisavisError where a line cannot be read: an id in it could be given again."""
        for damage in self.damaged:
            raise VisavisError(
                f"this line of the record cannot be read: {damage.reason}",
                place=f"{self.path}:{damage.line}",
                hint="mend it, or restore the file from the repository",
            )

    def with_entries(self, entries: Iterable[RecordEntry]) -> Record:
        """The record with some entries put in or exchanged."""
        return replace(self, entries={**self.entries, **{entry.id: entry for entry in entries}})


Records = Mapping[str, Record]
"""The records of an edition, by the chapter's name."""


def natural(identifier: str) -> tuple[tuple[int, str], ...]:
    """Sort key that puts `p7-1` between `p7` and `p8`, and `p10` after `p9`."""
    return tuple(
        (len(part), part) if part.isdigit() else (-1, part)
        for part in re.findall(r"[0-9]+|[^0-9-]+", identifier)
    )


def merge_entries(one: RecordEntry, other: RecordEntry) -> RecordEntry:
    """The entry that stands where a merge has left two for the same id, in either order.

    Gone stands above living, signed off above not, and the later date above the earlier. The
    waivers of both stand, as each holds only for the texts that it was given for, and so do the
    questions: one that was answered in one of them is answered.
    """
    first, second = sorted((one, other), key=_weight, reverse=True)
    told = any(first.texts)  # a side may rightly be empty, but not both
    waivers: dict[str, Waiver] = {}
    for waiver in sorted((*one.waivers, *other.waivers), key=lambda w: (w.date, repr(w))):
        waivers[waiver.rule] = waiver
    return replace(
        first,
        waivers=tuple(waivers[name] for name in sorted(waivers)),
        queries=merge_queries(one.queries, other.queries),
        source=first.source if told else second.source,
        target=first.target if told else second.target,
        others={**second.others, **first.others},
    )


def _weight(entry: RecordEntry) -> tuple[bool, bool, str, str]:
    return entry.gone, entry.signed, entry.date, repr(entry)


def merge_queries(one: Iterable[Query], other: Iterable[Query]) -> tuple[Query, ...]:
    """The questions of both, each once; an answer stands above none, the later above another."""
    found: dict[tuple[str, str, str], Query] = {}
    for query in sorted((*one, *other), key=lambda q: (q.answered_on, q.answer, q.answered_by)):
        found[query.date, query.name, query.text] = query
    return tuple(found[key] for key in sorted(found))
