"""All that can be asked for; here those that a reviewer signs, and those that point to another."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from visavis.action.act import Act, Bench
from visavis.action.plan import Plan
from visavis.action.rows import Join, Move, Shift, Split
from visavis.action.sign import plan_answer, plan_ask, plan_sign_off, plan_waive, refuse
from visavis.action.write import AddTerm, Insert, SetMark, Write
from visavis.errors import VisavisError
from visavis.side import Side


@dataclass(frozen=True, slots=True, kw_only=True)
class SignOff(Act):
    """The row is right as it stands."""

    name = "sign"

    def plan_at(self, bench: Bench) -> Plan:
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

    def plan_at(self, bench: Bench) -> Plan:
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

    def plan_at(self, bench: Bench) -> Plan:
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

    def plan_at(self, bench: Bench) -> Plan:
        """Answer all that is open."""
        item, by = bench.item(self.address), bench.reviewer
        return plan_answer(bench.edition, [item], _need("text", self.text), by)

    def _words(self) -> Sequence[object]:
        return "review", "--answer", self.text, self.address


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

    def plan_at(self, bench: Bench) -> Plan:
        """What that action does."""
        return self.meant(bench).plan_at(bench)

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
    if words[0] == "join":
        return Join(address=names[0], with_=names[1])
    said = {name: values[-1] for name, values in options.items()}
    if words[0] == "split":
        side = Side(said["side"]) if "side" in said else None
        return Split(address=names[0], at=options.get("at", []), side=side)
    return Shift.of(names[0], Side(said["side"]), int(said["by"]))


def _need(name: str, said: str) -> str:
    if not said.strip():
        raise VisavisError(f"the {name} is empty")
    return said.strip()
