"""What may be done to an edition: a class an action, which plans it and writes its command.

Their fields are what the desk is sent (`message.py`): those without a default are needed.
"""

from __future__ import annotations

import shlex
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Annotated, ClassVar, Protocol

from visavis.action.address import find_pair
from visavis.action.plan import Plan
from visavis.action.rows import plan_join, plan_move, plan_shift, plan_split
from visavis.action.sign import (
    Reviewer,
    plan_answer,
    plan_ask,
    plan_sign_off,
    plan_waive,
    refuse,
)
from visavis.action.worklist import Item
from visavis.action.write import (
    Mark,
    Notes,
    digest_row,
    plan_insert,
    plan_mark,
    plan_term,
    plan_write,
)
from visavis.edition import Edition
from visavis.errors import VisavisError
from visavis.glossary import TermEntry
from visavis.pairs import Pair, written_side
from visavis.record import Drift, compare
from visavis.side import Side

Entries = Mapping[str, TermEntry]
Given = Annotated[str | None, "no null"]
"""Text that need not be told, but is never null."""
GivenSide = Annotated[Side | None, "no null"]


class ConflictError(VisavisError):
    """A row is no longer as it was shown."""

    def __init__(self, address: str, side: Side | None, theirs: str, drift: Drift | None) -> None:
        super().__init__(f"{address} has changed since it was shown")
        self.side = side
        """The side that was to be written."""
        self.theirs = theirs
        """What it says now, in Markdown."""
        self.drift = drift
        """From what it says now to what was to be written."""


class Bench(Protocol):
    """Where somebody works at an edition: what actions ask of it."""

    @property
    def edition(self) -> Edition:
        """The edition as it was read last."""

    @property
    def reviewer(self) -> Reviewer:
        """Who signs, and when."""

    def item(self, address: str) -> Item:
        """A row. Raises VisavisError."""

    def judged(self, item: Item) -> Item:
        """A row with the errors that it has now."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Act(ABC):
    """Something that somebody wants to be done about a row."""

    name: ClassVar[str]
    address: str
    digest: Given = None
    """Of the row as it was shown (`digest_row`)."""

    @abstractmethod
    def plan(self, bench: Bench) -> Plan:
        """What it does to the files. Raises VisavisError."""

    @abstractmethod
    def _words(self) -> Sequence[object]:
        """The command that does the same, without the name of the program."""

    def write_command(self) -> str:
        """The line that does the same on a terminal."""
        return shlex.join(["visavis", *map(str, self._words())])

    def meant(self, bench: Bench) -> Act:
        """The action that is meant, where this one only points to it. Raises VisavisError."""
        return self

    def check(self, edition: Edition) -> None:
        """Raise VisavisError where there is no such row, ConflictError where it has changed."""
        _, pair = find_pair(edition, self.address)
        if self.digest not in (None, digest_row(pair)):
            self._check_conflict(pair)

    def _check_conflict(self, pair: Pair) -> None:
        raise ConflictError(self.address, None, "", None)


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff(Act):
    """The row is right as it stands."""

    name = "sign"

    def plan(self, bench: Bench) -> Plan:
        """Sign it off, unless it has an error."""
        item, by = bench.item(self.address), bench.reviewer
        error = refuse(bench.judged(item))
        if error:
            raise error
        return plan_sign_off(bench.edition, [item], by)

    def _words(self) -> Sequence[object]:
        return "review", "--accept", self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Waive(Act):
    """A rule is put aside for the row."""

    name = "waive"
    rule: str
    reason: str

    def plan(self, bench: Bench) -> Plan:
        """Waive it, with a reason."""
        item, by = bench.item(self.address), bench.reviewer
        return plan_waive(bench.edition, [item], self.rule, _need("reason", self.reason), by)

    def _words(self) -> Sequence[object]:
        return "review", "--waive", self.rule, "--reason", self.reason, self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask(Act):
    """Something is asked about the row."""

    name = "ask"
    text: str

    def plan(self, bench: Bench) -> Plan:
        """Ask it."""
        item, by = bench.item(self.address), bench.reviewer
        return plan_ask(bench.edition, [item], _need("text", self.text), by)

    def _words(self) -> Sequence[object]:
        return "review", "--ask", self.text, self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer(Act):
    """What was asked about the row is answered."""

    name = "answer"
    text: str

    def plan(self, bench: Bench) -> Plan:
        """Answer all that is open."""
        item, by = bench.item(self.address), bench.reviewer
        return plan_answer(bench.edition, [item], _need("text", self.text), by)

    def _words(self) -> Sequence[object]:
        return "review", "--answer", self.text, self.address


@dataclass(frozen=True, slots=True, kw_only=True)
class Split(Act):
    """The row becomes two."""

    name = "split"
    at: list[str]
    """The first words of the second parts."""
    side: GivenSide = None
    """The only side that is parted, where one is."""

    def plan(self, bench: Bench) -> Plan:
        """Part it."""
        return plan_split(bench.edition, self.address, self.at, self.side)

    def _words(self) -> Sequence[object]:
        at = [word for words in self.at for word in ("--at", words)]
        return "split", self.address, *at, *(("--side", self.side.value) if self.side else ())


@dataclass(frozen=True, slots=True, kw_only=True)
class Join(Act):
    """The row and the one behind it become one."""

    name = "join"
    with_: str
    apart: bool = False

    def plan(self, bench: Bench) -> Plan:
        """Join them."""
        return plan_join(bench.edition, self.address, self.with_, apart=self.apart)

    def _words(self) -> Sequence[object]:
        return "join", self.address, self.with_


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift(Act):
    """One side of some rows answers others."""

    name = "shift"
    rows: str
    side: Side
    by: int

    def plan(self, bench: Bench) -> Plan:
        """Shift it."""
        return plan_shift(bench.edition, self.rows, self.side, self.by)

    def _words(self) -> Sequence[object]:
        return "shift", self.rows, "--side", self.side.value, "--by", self.by


@dataclass(frozen=True, slots=True, kw_only=True)
class Move(Act):
    """Rows go to another chapter."""

    name = "move"
    rows: str
    to: str
    after: str | None = None

    def plan(self, bench: Bench) -> Plan:
        """Carry them there."""
        return plan_move(bench.edition, self.rows, self.to, self.after)

    def _words(self) -> Sequence[object]:
        after = ("--after", self.after) if self.after else ()
        return "move", self.rows, "--to", self.to, *after


@dataclass(frozen=True, slots=True, kw_only=True)
class Write(Act):
    """One side of the row says something else."""

    name = "write"
    side: Side
    text: str
    base: Given = None
    """What the side said when it was shown."""
    notes: Notes = field(default_factory=dict)

    def plan(self, bench: Bench) -> Plan:
        """Write it."""
        return plan_write(bench.edition, self.address, self.side, self.text, self.notes)

    def _words(self) -> Sequence[object]:
        return "write", self.address, "--side", self.side.value, "--text", self.text

    def _check_conflict(self, pair: Pair) -> None:
        theirs = written_side(pair[self.side])
        if theirs != self.base:  # or only the other side has changed
            drift = compare(self.side, theirs, self.text)
            raise ConflictError(self.address, self.side, theirs, drift)


@dataclass(frozen=True, slots=True, kw_only=True)
class Insert(Act):
    """A row is put behind the row."""

    name = "insert"
    source: str = ""
    target: str = ""

    def plan(self, bench: Bench) -> Plan:
        """Put it there."""
        return plan_insert(bench.edition, self.address, self.source, self.target)

    def _words(self) -> Sequence[object]:
        texts = (("--source", self.source), ("--target", self.target))
        return "insert", self.address, *(word for pair in texts if pair[1] for word in pair)


@dataclass(frozen=True, slots=True, kw_only=True)
class SetMark(Act):
    """The row has one side on purpose, or waits for the other."""

    name = "mark"
    mark: Mark

    def plan(self, bench: Bench) -> Plan:
        """Mark it, or take the mark off."""
        return plan_mark(bench.edition, self.address, self.mark)

    def _words(self) -> Sequence[object]:
        return "mark", self.address, self.mark or "none"


@dataclass(frozen=True, slots=True, kw_only=True)
class AddTerm(Act):
    """The glossary gets a term, wherever somebody is."""

    name = "term"
    address: str = ""
    id: str
    entries: Entries

    def plan(self, bench: Bench) -> Plan:
        """Add it."""
        return plan_term(bench.edition, self.id, self.entries)

    def check(self, edition: Edition) -> None:
        """It is about no row."""

    def _words(self) -> Sequence[object]:
        said = [
            word
            for tag, entry in self.entries.items()
            for name, text in (("--term", entry.term), ("--definition", entry.definition))
            for word in (name, f"{tag}={text}")
        ]
        return "glossary", "add", self.id, *said


@dataclass(frozen=True, slots=True, kw_only=True)
class Propose(Act):
    """What a finding proposes: it is one of the others."""

    name = "do"
    command: str

    def meant(self, bench: Bench) -> Act:
        """The action that the command is. Raises VisavisError where no finding proposes it."""
        for words in bench.item(self.address).proposals:
            if " ".join(words) == self.command:
                return read_command(words)
        raise VisavisError("nothing here proposes this command")

    def plan(self, bench: Bench) -> Plan:
        """What that action does."""
        return self.meant(bench).plan(bench)

    def _words(self) -> Sequence[object]:
        return (self.command,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo:
    """What was done last is undone."""

    name: ClassVar[str] = "undo"
    address: str = ""
    """Where somebody is."""


ACTS: tuple[type[Act] | type[Undo], ...] = (
    SignOff, Waive, Ask, Answer, Split, Join, Shift, Move, Write, Insert, SetMark, AddTerm, Propose,
    Undo,
)  # fmt: skip
"""All that can be asked for."""


def read_command(words: Sequence[str]) -> Act:
    """The action that a command of a hint is."""
    options: dict[str, list[str]] = {}
    names: list[str] = []
    rest = iter(words[1:])
    for word in rest:
        if word.startswith("--"):
            options.setdefault(word[2:], []).append(next(rest, ""))
        else:
            names.append(word)
    address = names[0].partition("..")[0]
    said = {name: values[-1] for name, values in options.items()}
    if words[0] == "join":
        return Join(address=address, with_=names[1], apart=bool(said.get("apart")))
    side = Side(said["side"]) if "side" in said else None
    if words[0] == "split":
        return Split(address=address, at=options.get("at", []), side=side)
    return Shift(address=address, rows=names[0], side=Side(said["side"]), by=int(said["by"]))


def _need(name: str, said: str) -> str:
    if not said.strip():
        raise VisavisError(f"the {name} is empty")
    return said.strip()
