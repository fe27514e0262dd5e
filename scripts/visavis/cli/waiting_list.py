"""The list that a reviewer goes through: there at once, completed meanwhile, true to the files."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread

from visavis.action import Choice, Item, Sitting
from visavis.errors import VisavisError

_QUICK = 5
"""So many chapters are read one by one for the first pair, before all are."""


class WaitingList:
    """What waits in an edition, in the order of a sitting, and where one is in it."""

    def __init__(self, sitting: Sitting, choice: Choice) -> None:
        """Read the first chapter in which something waits, and all the others meanwhile.

        It begins where somebody was last. Raises VisavisError.
        """
        self.items: list[Item] = []
        self.at = 0
        self.whole = False
        """Whether every chapter is read and the rules have been asked."""
        self.done: dict[str, str] = {}
        """By address, what was done with a pair in this sitting."""
        self._sitting = sitting
        self._choice = choice
        self._named: tuple[str, ...] = ()
        """The addresses of the pairs that `choice` names."""
        self._error: VisavisError | None = None
        self._begin()
        self._thread: Thread | None = Thread(target=self._load, daemon=True)
        self._thread.start()
        if not self.items:
            self.complete()
        self._go_to(sitting.place)

    @property
    def here(self) -> Item | None:
        """The pair where one is; None behind the last one."""
        return self.items[self.at] if self.at < len(self.items) else None

    def complete(self) -> None:
        """Wait until everything is read and judged. Raises VisavisError."""
        if self._thread is not None:
            self._thread.join()
            self.take_over()

    def take_over(self) -> None:
        """Make the list complete, if everything is read and judged by now. Raises VisavisError."""
        if self._thread is None or self._thread.is_alive():
            return
        self._thread = None
        if self._error:
            raise self._error
        self.whole = True
        self._refresh(self.here)

    def reload(self, address: str = "") -> None:
        """Read and judge what has changed, and be at a pair, or where one was.

        Raises VisavisError.
        """
        here = self.here
        self._sitting.take_in()
        self._sitting.judge()
        self._refresh(here)
        if address:
            self._go_to(address)

    def look_again(self) -> None:
        """See how the pair where one is stands in the record now, whose texts are as they were."""
        if self.here:
            self.items[self.at] = self._sitting.item(str(self.here.address))

    def left(self) -> list[Item]:
        """What waits still. Raises VisavisError for a name that never was there."""
        choice = self._choice
        if choice.ids and self._named:  # a row may be gone by now
            choice = replace(choice, ids=tuple(one for one in self._named if self._lives(one)))
            if not choice.ids:
                return []
        found = self._sitting.find(choice)
        self._named = tuple(str(item.address) for item in found)
        return found

    def _lives(self, address: str) -> bool:
        return address in self._sitting.places

    def _begin(self) -> None:
        """Find the first pair, without what the rules find, in few chapters.

        Where nobody has signed anything yet, what is in doubt comes first: that takes the rules,
        or what an import has left in the record.
        """
        if self._choice.ids or self._choice.needs_findings:
            return
        live, names = self._sitting.live, self._sitting.live.names
        wanted = self._choice.chapter or self._sitting.place.partition("#")[0]
        first = names.index(wanted) if wanted in names else 0
        for name in names[first : first + (1 if self._choice.chapter else _QUICK)]:
            live.open({name})
            records = live.edition.records.values()
            entries = [entry for record in records for entry in record.entries.values()]
            brought = any(entry.score is not None for entry in entries)
            if brought or self._sitting.place or any(entry.signed for entry in entries):
                found = replace(self._choice, chapter=None).find(live.edition, {})
                self.items = self._sitting.sort(found, "worst" if brought else "text")
            if self.items:
                return

    def _load(self) -> None:
        try:
            self._sitting.live.open()
            self._sitting.judge()
        except VisavisError as error:
            self._error = error

    def _refresh(self, here: Item | None) -> None:
        """Make the list anew, what was done in this sitting included, and stay at the place."""
        waiting = self.left()
        known = {str(item.address) for item in waiting}
        places = self._sitting.places
        ids = tuple(one for one in self.done if one in places and one not in known)
        items = [*waiting, *map(self._sitting.item, ids)]
        if not self._choice.ids:
            items.sort(key=lambda item: places[str(item.address)])
            items = self._sitting.sort(items)
        self.items = items
        self._go_to(str(here.address) if here else "")

    def _go_to(self, address: str) -> None:
        """Be at a pair, or where one was."""
        names = [str(item.address) for item in self.items]
        if address in names:
            self.at = names.index(address)
        else:
            self.at = min(self.at, max(len(names) - 1, 0))
