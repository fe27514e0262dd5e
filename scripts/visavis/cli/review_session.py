"""`visavis review` on a terminal: pair by pair, with keys; its place is kept.

Every key does what a command does, through the same plans, and can be undone.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NamedTuple

import click

from visavis.action import (
    Act,
    Answer,
    Ask,
    Choice,
    ConflictError,
    Item,
    Join,
    Propose,
    Shift,
    SignOff,
    Sitting,
    Split,
    Waive,
    digest_row,
)
from visavis.checks import find_rule
from visavis.cli.editor import open_editor
from visavis.cli.progress import progress
from visavis.cli.review_view import show_items
from visavis.cli.review_words import summarize
from visavis.cli.signing import find_reviewer
from visavis.cli.visible import visible
from visavis.cli.waiting_list import WaitingList
from visavis.errors import VisavisError
from visavis.settings import Project
from visavis.side import Side

KEYS = """\
a  sign off as it stands        j space  next      s    split the row
w  waive a rule, with a reason  k        back      m    join it with the next
c  ask about it                 u        undo      ↑ ↓  shift a side from here on
r  answer what is asked         q        quit      e E  edit the translation, the original"""
_QUIT = ("q", "\x03", "\x04", "\x1b")
_NEXT = ("j", " ", "\r", "\n", "\x1b[C")
_BACK = ("k", "\x7f", "\x08", "\x1b[D")
_SIDES = {"o": Side.SOURCE, "t": Side.TARGET}


def _prompt(question: str) -> str:
    return str(click.prompt(question, default="", show_default=False))


@dataclass
class Terminal:
    """What the session needs of a terminal; a test gives its own."""

    key: Callable[[], str] = click.getchar
    ask: Callable[[str], str] = _prompt
    clear: Callable[[], None] = click.clear
    say: Callable[[str], None] = lambda text: click.echo(visible(text, keep="\n"))


class _Step(NamedTuple):
    """Something that was done in this sitting."""

    address: str
    before: str | None
    """What had been done with the pair until then."""
    undone: tuple[str, ...]
    """What is said when it is undone."""


class Session:
    """One sitting: the list of what waits, and what each key does with it."""

    def __init__(
        self,
        project: Project,
        choice: Choice,
        name: str | None = None,
        terminal: Terminal | None = None,
    ) -> None:
        self.project = project
        self.choice = choice
        self.terminal = terminal or Terminal()
        by = find_reviewer(project.root, name)
        with progress() as step:
            step("Reading and checking", 100)
            self.sitting = Sitting(project, lambda: by, only=())
            self.list = WaitingList(self.sitting, choice)
        self._steps: list[_Step] = []
        self._actions: dict[str, Callable[[Item], None]] = {
            "a": lambda item: self._do(SignOff, item, "signed off", then=1),
            "w": self._waive,
            "c": self._ask,
            "r": self._answer,
            "s": self._split,
            "m": self._join,
            "e": lambda item: self._edit(item, Side.TARGET),
            "E": lambda item: self._edit(item, Side.SOURCE),
            "u": lambda item: self._undo(),
            "\x1b[A": lambda item: self._shift(item, -1),
            "\x1b[B": lambda item: self._shift(item, 1),
        }

    def run(self) -> None:
        """Go through the list until it ends or somebody quits. Raises VisavisError."""
        try:
            while (item := self._next_item()) is not None:
                self._show(item)
                key = self._read_key()
                if key in _QUIT:
                    break
                self._press(key, item)
        finally:
            self._keep_place()
        self._close()

    def _next_item(self) -> Item | None:
        self.list.take_over()
        if self.list.here is None:
            self.list.complete()
        return self.list.here

    def _show(self, item: Item) -> None:
        done, address = self.list.done, str(item.address)
        self.terminal.clear()
        count = f"{self.list.at + 1} of {len(self.list.items)}{'' if self.list.whole else '+'}"
        told = f" · {done[address]}" if address in done else ""
        self.terminal.say(f"{count} · {len(done)} done{told} · ? for the keys\n")
        show_items([item], self.project)

    def _read_key(self) -> str:
        try:
            return self.terminal.key()
        except (EOFError, KeyboardInterrupt):
            return "q"

    def _press(self, key: str, item: Item) -> None:
        """Do what a key says; what cannot be done is said, and nothing is lost."""
        try:
            if key in _NEXT:
                self.list.at += 1
            elif key in _BACK:
                self.list.at = max(self.list.at - 1, 0)
            elif key in self._actions:
                self._actions[key](item)
            else:
                self._pause(KEYS)
        except VisavisError as error:
            self._pause(str(error))
        except click.Abort:  # Ctrl+C at a question takes it back
            pass

    def _pause(self, text: str) -> None:
        self.terminal.say(f"{text}\n(any key)")
        self._read_key()

    def _judged(self) -> Item:
        """The pair with all that the rules find."""
        self.list.complete()
        assert self.list.here is not None
        return self.list.here

    def _waive(self, item: Item) -> None:
        item = self._judged()
        found = dict.fromkeys(finding.rule for finding in item.findings)
        rules = [name for name in found if find_rule(name).waivable]
        number = 1
        if not rules:
            self._pause("There is nothing here to waive.")
            return
        if len(rules) > 1:
            listed = ", ".join(f"{n} {name}" for n, name in enumerate(rules, 1))
            said = self.terminal.ask(f"Which one? {listed}").strip()
            number = int(said) if said.isdecimal() else 0
        if not 1 <= number <= len(rules):
            return
        waived = rules[number - 1]
        reason = self.terminal.ask(f"Why is {waived} waived?").strip()
        if reason:
            self._do(Waive, item, "waived", rule=waived, reason=reason)

    def _ask(self, item: Item) -> None:
        text = self.terminal.ask("What do you want to know?").strip()
        if text:
            self._do(Ask, item, "asked", then=1, text=text)

    def _answer(self, item: Item) -> None:
        item = self._judged()
        text = self.terminal.ask("The answer?").strip() if item.entry.open_queries else ""
        if text:
            self._do(Answer, item, "answered", text=text)
        elif not item.entry.open_queries:
            self._pause("Nothing is asked here.")

    def _split(self, item: Item) -> None:
        words = self.terminal.ask("Before which words, of either side?").strip()
        if words:
            self._do(Split, item, "split", at=[words])

    def _join(self, item: Item) -> None:
        self.list.complete()
        following = self.sitting.next_row(item)
        if following:
            self._do(Join, item, "joined", with_=following)
        else:
            self._pause("No row follows it.")

    def _shift(self, item: Item, by: int) -> None:
        proposals = [" ".join(words) for words in self._judged().proposals]
        question = "Which side, the original (o) or the translation (t)?"
        if proposals:
            question = f"{question} Or as the aligner proposes (p): {proposals[0]}"
        said = self.terminal.ask(question).strip()
        if said == "p" and proposals:
            self._do(Propose, item, "shifted", command=proposals[0])
        elif said in _SIDES:
            rows, side = f"{item.address}..", _SIDES[said]
            self._do(Shift, item, "shifted", rows=rows, side=side, by=by)

    def _edit(self, item: Item, side: Side) -> None:
        place = (item.pair[side] or item.pair[side.other])[0].place
        self.list.complete()
        open_editor(self.project.root / place.path, place.line)
        self.list.reload()

    def _undo(self) -> None:
        """Undo what was done last, and be where it was done; what is none of this sitting's is
        named. Raises VisavisError.
        """
        self.list.complete()
        said = self.sitting.undo().said
        address, before = "", None
        if self._steps and self._steps[-1].undone == said:
            address, before = self._steps[-1].address, self._steps[-1].before
            del self._steps[-1]
        else:
            self._pause("\n".join(said))
        if before:
            self.list.done[address] = before
        else:
            self.list.done.pop(address, None)
        self.list.reload(address)

    def _do(self, kind: type[Act], item: Item, what: str, *, then: int = 0, **told: Any) -> None:
        """Do something, say what it has made of the rows, and go on.

        Raises VisavisError; a row that has changed since it was shown is shown anew.
        """
        self.list.complete()
        act = kind(address=str(item.address), digest=digest_row(item.pair), **told)
        try:
            plan = self.sitting.act(act)
        except ConflictError:
            self.list.reload()
            raise
        address = str(item.address)
        self._steps.append(_Step(address, self.list.done.get(address), plan.undone))
        self.list.done[address] = what
        if any(change.path.endswith(".md") for change in plan.changes):
            self.list.reload()
            self._pause("\n".join(plan.said))
        else:
            self.list.look_again()
        self.list.at += then

    def _keep_place(self) -> None:
        items = self.list.items
        if items:
            self.sitting.keep_place(str(items[min(self.list.at, len(items) - 1)].address))

    def _close(self) -> None:
        """Say what was done, and what is left."""
        number = len(self.list.done)
        self.terminal.say(f"{number} done; the place is kept." if number else "Nothing was done.")
        if self.list.whole:
            self.terminal.say(summarize(self.sitting.edition, self.list.left(), self.choice))
