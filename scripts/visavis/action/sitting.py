"""Somebody works through an edition: what waits in it, where one is, and what is done.

`visavis review` on a terminal and the desk in a browser both sit here: one list, one set of
actions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from threading import RLock
from typing import Literal

from visavis.action.act import Act
from visavis.action.history import History
from visavis.action.live import LiveEdition
from visavis.action.plan import Plan
from visavis.action.sign import Reviewer
from visavis.action.worklist import Choice, Item, worst_first
from visavis.checks import pair_of
from visavis.edition import Edition
from visavis.errors import VisavisError
from visavis.record import living_pairs
from visavis.settings import Project
from visavis.store import Cache, lock_edition

Order = Literal["text", "worst"]


class Sitting:
    """One sitting at an edition. Any thread may call its methods."""

    def __init__(
        self,
        project: Project,
        find_reviewer: Callable[[], Reviewer],
        only: Collection[str] | None = None,
    ) -> None:
        """Read the edition, or `only` some of its chapters first (`live.open` reads the others).

        `find_reviewer` says who signs, and when. Raises VisavisError.
        """
        self.live = LiveEdition(project, only)
        self.history = History(project)
        self._find_reviewer = find_reviewer
        self._place = Cache(project.root, "review", "1", forgets=False)
        self._lists: dict[Choice, list[Item]] = {}
        self._lock = RLock()
        self.changed: Callable[[list[str]], object] = lambda paths: None
        """Called with the paths of files that were read anew."""

    @property
    def edition(self) -> Edition:
        """The edition as it was read last."""
        return self.live.edition

    @property
    def place(self) -> str:
        """The address where somebody was last; empty where nobody was."""
        return str(self._place.get("place") or "")

    def keep_place(self, address: str) -> None:
        """Remember where somebody is, beyond this sitting."""
        self._place.put("place", address)
        self._place.save()

    def take_in(self) -> None:
        """Read what has changed in the files. Raises VisavisError."""
        with self._lock:
            changed = self.live.refresh()
            if changed:
                self._lists.clear()
                self.changed(changed)

    def judge(self) -> None:
        """Ask the rules about the texts as they are. Raises VisavisError."""
        self.live.judge()
        self._lists.clear()

    # The list.

    def find(self, choice: Choice) -> list[Item]:
        """What waits of a choice, in the order of reading. Raises VisavisError."""
        if choice not in self._lists:
            self._lists[choice] = choice.find(self.edition, self.live.findings)
        return self._lists[choice]

    def sort(self, items: Iterable[Item], order: Order | None = None) -> list[Item]:
        """Rows in an order; without one, in that in which they are gone through first.

        Where somebody has brought texts in whose doubts nobody has looked at, these come first.
        """
        items = list(items)
        return worst_first(items) if (order or self.usual_order) == "worst" else items

    @property
    def usual_order(self) -> Order:
        """The order in which an edition is gone through if nobody says another."""
        waiting = self.find(Choice())
        fresh = any(item.why == "doubtful" and not item.entry.signed for item in waiting)
        return "worst" if fresh else "text"

    def item(self, address: str) -> Item:
        """A row, whether it waits or not. Raises VisavisError."""
        (item,) = Choice((address,)).find(self.edition, self.live.findings)
        return item

    def look(self, address: str) -> tuple[Item, bool]:
        """A row, and whether it waits. Raises VisavisError."""
        with self._lock:
            item = self.item(address)
            return item, any(one.address == item.address for one in self.find(Choice()))

    def next_row(self, item: Item) -> str:
        """The address of the row behind one; empty where none is."""
        chapter = self.edition[item.address.chapter]
        here = next((row for row in chapter.pairs if row.id == item.address.id), None)
        behind = chapter.after(here) if here else None
        return f"{chapter.name}#{behind.id}" if behind and behind.id else ""

    @property
    def places(self) -> Mapping[str, int]:
        """By address, the place of each row and each note in the order of reading."""
        pairs = ((c.name, pair.id) for c in self.edition.chapters for pair in living_pairs(c))
        return {f"{name}#{identifier}": number for number, (name, identifier) in enumerate(pairs)}

    def find_living(self, address: str) -> str:
        """A row's address, or where it leads by now; `chapter#` where that is not known."""
        name, _, identifier = address.partition("#")
        chapter = next((c for c in self.edition.chapters if c.name == name), None)
        if chapter is None or any(pair.id == identifier for pair in living_pairs(chapter)):
            return address
        entry = self.edition.records[name].find(identifier)
        went = entry.moved_to if entry else ""
        return f"{name}{went}" if went.startswith("#") else went or f"{name}#"

    # The actions.

    def act(self, act: Act) -> Plan:
        """Do something about a row. Returns what was done. Raises VisavisError.

        Raises ConflictError where the row is not the one that was shown (`digest`).
        """
        with self._lock, lock_edition(self.live.project.root):
            plan = self.plan(act)
            self.history.do(plan)
            self.take_in()
            return plan

    @property
    def undoable(self) -> tuple[str, ...]:
        """What the last action says that can be undone; nothing where there is none."""
        last = self.history.last
        return last.said if last and not last.command else ()

    def undo(self, *, dry: bool = False) -> Plan:
        """Undo what was done to rows last, or only say how. Raises VisavisError where nothing was.

        What a command has written that writes whole files, as `import`, stays.
        """
        with self._lock, lock_edition(self.live.project.root):
            last = self.history.last
            if last and last.command:
                raise VisavisError(
                    "there is nothing to undo here",
                    hint=f"`visavis undo` takes back `{last.command}`, done at {last.time}",
                )
            plan = self.history.plan_undo() if dry else self.history.undo()
            if plan is None:
                raise VisavisError("there is nothing to undo")
            self.take_in()
            return plan

    def plan(self, act: Act) -> Plan:
        """What an action would do to the files as they are. Raises VisavisError."""
        with self._lock:
            self.take_in()
            act.check(self.edition)
            return act.plan_at(self)

    @property
    def reviewer(self) -> Reviewer:
        """Who signs, and when."""
        return self._find_reviewer()

    def judged(self, item: Item) -> Item:
        """A row with the errors that it has now, if the rules were asked before it changed."""
        chapter = self.edition[item.address.chapter]
        if self.live.is_known(chapter.name):
            return item
        quick = self.live.judge_quickly(chapter)
        return replace(
            item, findings=tuple(one for one in quick if pair_of(one, chapter) is item.pair)
        )
