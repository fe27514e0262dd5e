"""The list that a reviewer goes through: there at once, completed meanwhile, true to the files."""

from __future__ import annotations

from dataclasses import replace
from threading import Thread

from visavis.action import Choice, Findings, Item, find_by_pair
from visavis.edition import Edition, open_edition
from visavis.errors import VisavisError
from visavis.settings import Project
from visavis.side import Side

_QUICK = 5
"""So many chapters are read one by one for the first pair, before all are."""


class WaitingList:
    """What waits in an edition, in the order of reading, and where one is in it."""

    def __init__(self, project: Project, choice: Choice, kept: str = "") -> None:
        """Read the first chapter in which something waits, and all the others meanwhile.

        `kept` is the address at which to begin. Raises VisavisError.
        """
        self.items: list[Item] = []
        self.at = 0
        self.whole = False
        """Whether every chapter is read and the rules have been asked."""
        self.done: dict[str, str] = {}
        """By address, what was done with a pair in this sitting."""
        self._project = project
        self._choice = choice
        self._named: tuple[str, ...] = ()
        """The addresses of the pairs that `choice` names."""
        self._findings: Findings = {}
        self._loaded: tuple[Edition, Findings] | VisavisError | None = None
        self._stamps = self._look_at_files()
        self._begin(kept)
        self._thread: Thread | None = Thread(target=self._load, daemon=True)
        self._thread.start()
        if not self.items:
            self.complete()
        self._go_to(kept)

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
        if isinstance(self._loaded, VisavisError):
            raise self._loaded
        assert self._loaded is not None
        here = self.here
        self._edition, self._findings = self._loaded
        self.whole = True
        self._refresh(here)

    def edition(self) -> Edition:
        """The edition as it stands in the files. Raises VisavisError where they have changed."""
        if self._look_at_files() != self._stamps:
            self.reload()
            raise VisavisError("the texts have changed meanwhile", hint="this is how they are now")
        return self._edition

    def reload(self) -> None:
        """Read and judge everything anew; the place is kept. Raises VisavisError."""
        here = self.here
        self._stamps = self._look_at_files()
        self._edition = open_edition(self._project)
        self._findings = find_by_pair(self._edition)
        self._thread, self.whole = None, True
        self._refresh(here)

    def take_records(self) -> None:
        """Read the record of the pair anew, which is quick: the texts are as they were."""
        here = self.items[self.at]
        fresh = open_edition(self._project, {here.address.chapter})
        self._edition = replace(self._edition, records={**self._edition.records, **fresh.records})
        self.items[self.at] = Choice((str(here.address),)).find(self._edition, self._findings)[0]

    def left(self) -> list[Item]:
        """What waits still. Raises VisavisError for a name that never was there."""
        choice = self._choice
        if choice.ids and self._named:  # a row may be gone by now
            choice = replace(choice, ids=tuple(one for one in self._named if self._lives(one)))
            if not choice.ids:
                return []
        found = choice.find(self._edition, self._findings)
        self._named = tuple(str(item.address) for item in found)
        return found

    def _lives(self, address: str) -> bool:
        name, _, identifier = address.partition("#")
        chapters = [c for c in self._edition.chapters if c.name == name]
        return any(pair.id == identifier for c in chapters for pair in (*c.pairs, *c.notes))

    def _begin(self, kept: str) -> None:
        """Find the first pair, without what the rules find, in few chapters."""
        if self._choice.ids or self._choice.needs_findings:
            return
        names = sorted({path.partition("/")[2].removesuffix(".md") for path in self._stamps})
        wanted = self._choice.chapter or kept.partition("#")[0]
        first = names.index(wanted) if wanted in names else 0
        for name in names[first : first + (1 if self._choice.chapter else _QUICK)]:
            self._edition = open_edition(self._project, {name})
            self.items = replace(self._choice, chapter=None).find(self._edition, {})
            if self.items:
                return

    def _load(self) -> None:
        try:
            edition = open_edition(self._project)
            self._loaded = edition, find_by_pair(edition)
        except VisavisError as error:
            self._loaded = error

    def _refresh(self, here: Item | None) -> None:
        """Make the list anew, what was done in this sitting included, and stay at the place."""
        waiting = self.left()
        known = {str(item.address) for item in waiting}
        places = {
            f"{chapter.name}#{pair.id}": number
            for number, (chapter, pair) in enumerate(
                (c, p) for c in self._edition.chapters for p in (*c.pairs, *c.notes)
            )
        }
        ids = tuple(one for one in self.done if one in places and one not in known)
        done = Choice(ids).find(self._edition, self._findings) if ids else []
        self.items = [*waiting, *done]
        if not self._choice.ids:
            self.items.sort(key=lambda item: places[str(item.address)])
        self._go_to(str(here.address) if here else "")

    def _go_to(self, address: str) -> None:
        """Be at a pair, or where one was."""
        names = [str(item.address) for item in self.items]
        if address in names:
            self.at = names.index(address)
        else:
            self.at = min(self.at, max(len(names) - 1, 0))

    def _look_at_files(self) -> dict[str, tuple[int, int]]:
        """Size and time of every text, which tell whether somebody has changed one."""
        found = {}
        for side in Side:
            folder = self._project.root / self._project[side].folder
            for file in folder.rglob("*.md"):
                about = file.stat()
                path = f"{side.value}/{file.relative_to(folder).as_posix()}"
                found[path] = (about.st_size, about.st_mtime_ns)
        return found
