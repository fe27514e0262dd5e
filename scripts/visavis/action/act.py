"""An action: what somebody wants to be done, how it is planned, and the command that does the same.

The fields of a class are what the desk is sent (`message.py`): those without a default are needed.
"""

from __future__ import annotations

import shlex
from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, ClassVar, Protocol

from visavis.action.address import find_pair
from visavis.action.plan import Plan
from visavis.action.sign import Reviewer
from visavis.action.worklist import Item
from visavis.edition import Edition
from visavis.errors import VisavisError
from visavis.pairs import Pair
from visavis.record import Drift
from visavis.side import Side
from visavis.store import content_key

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
    def plan_at(self, bench: Bench) -> Plan:
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
class Edit(Act):
    """One that changes the edition itself, whoever does it."""

    @abstractmethod
    def plan(self, edition: Edition) -> Plan:
        """What it does to the files. Raises VisavisError."""

    def plan_at(self, bench: Bench) -> Plan:
        """The same."""
        return self.plan(bench.edition)


def digest_row(pair: Pair) -> str:
    """Tells the two texts of a row, as they are written, from any others."""
    written = (
        "".join(block.source + block.attribute_source for block in pair[side]) for side in Side
    )
    return content_key(*written)
