"""An edition at the desk: what its pages ask for, and what is told when something changes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from threading import Event, Thread
from typing import Any
from urllib.parse import quote

from visavis.action import (
    Act,
    Choice,
    Reviewer,
    Sitting,
    Undo,
    Write,
    find_pair,
    write_side,
)
from visavis.checks import find_rule, pair_of
from visavis.desk.describe import describe_finding, describe_item, describe_row, describe_terms
from visavis.desk.preview import preview_rows
from visavis.errors import VisavisError
from visavis.record import living_pairs
from visavis.settings import Project
from visavis.side import Side
from visavis.site.live import LiveSite


class Desk:
    """An edition on the desk. Its methods take and give plain values; any thread may call them."""

    def __init__(
        self,
        project: Project,
        folder: Path,
        find_reviewer: Callable[[], Reviewer],
        *,
        read_only: bool = False,
    ) -> None:
        """Read the edition; `folder` is an empty one for the scripts and sheets of its site."""
        self.read_only = read_only
        self.tell: Callable[[dict[str, Any]], None] = lambda news: None
        """Called with what all pages should know."""
        self._sitting = Sitting(project, find_reviewer)
        self._sitting.changed = self._show
        self._revision = 0
        self._trouble = ""
        self._wanted, self._ended = Event(), Event()
        self.site = LiveSite(project.root, folder)
        self.site.show(self._sitting.edition)

    # Its threads.

    def begin(self) -> None:
        """Judge what there is, and follow the files from now on."""
        for work in (self._judge_on, self._watch):
            Thread(target=work, daemon=True).start()

    def end(self) -> None:
        """Let the threads come to their end."""
        self._ended.set()
        self._wanted.set()

    def _judge_on(self) -> None:
        # Whoever opens the desk asks for this page at once; the rules have work for much longer.
        try:
            self.site.page(self.find_start().partition("#")[0])
        except VisavisError as error:
            self._say_trouble(str(error))
        self._wanted.set()
        while not self._ended.is_set():
            self._wanted.wait()
            self._wanted.clear()
            while not (self._ended.is_set() or self._sitting.live.is_judged):
                try:
                    self._sitting.judge()
                except VisavisError as error:
                    self._say_trouble(str(error))
                    break
                self.tell({"judged": True, "revision": self._revision})

    def _watch(self) -> None:
        from watchfiles import watch

        project = self._sitting.live.project
        names = [project.source.folder, project.target.folder, project.glossary, project.record]
        folders = [project.root / name for name in names if (project.root / name).is_dir()]
        for _ in watch(*folders, stop_event=self._ended, debounce=200, step=40):
            self._take_in()

    def _take_in(self) -> None:
        """Read what has changed in the files; what cannot be read just now is said."""
        try:
            self._sitting.take_in()
            self._trouble = ""
        except VisavisError as error:
            self._say_trouble(str(error))

    def _show(self, paths: list[str]) -> None:
        """From now on show the edition as it was read anew."""
        self._revision += 1
        self.site.show(self._sitting.edition)
        self._wanted.set()
        self.tell({"changed": paths, "revision": self._revision})

    def _say_trouble(self, said: str) -> None:
        if said != self._trouble:
            self._trouble = said
            self.tell({"trouble": said})

    # What it shows.

    def state(self) -> dict[str, Any]:
        """Where the edition stands, and what can be undone."""
        self._take_in()
        edition, waiting = self._sitting.edition, self._sitting.find(Choice())
        left = {chapter.name: 0 for chapter in edition.chapters}
        for item in waiting:
            left[item.address.chapter] += 1
        return {
            "version": 1,
            "revision": self._revision,
            "read_only": self.read_only,
            "judged": self._sitting.live.is_judged,
            "trouble": self._trouble,
            "undo": list(self._sitting.undoable),
            "place": self._sitting.place,
            "languages": {
                side.value: {
                    "tag": edition.project[side].language,
                    "name": edition.project[side].name,
                }
                for side in Side
            },
            "chapters": [
                {
                    "name": name,
                    "title": title,
                    "pages": self.site.addresses(name),
                    "pairs": sum(1 for _ in living_pairs(edition[name])),
                    "left": left[name],
                }
                for name, title in self.site.chapters.items()
            ],
        }

    def rows(self, told: Mapping[str, Any]) -> dict[str, Any]:
        """The rows that want a look, and by what the list can be narrowed."""
        choice = Choice(
            chapter=told.get("chapter") or None,
            only=told.get("only") or None,
            side=Side(told["side"]) if told.get("side") else None,
            person=told.get("person") or None,
            rule=told.get("rule") or None,
            kind=told.get("kind") or None,
        )
        places = self.site.order
        every = self._sitting.find(Choice())
        items = sorted(
            self._sitting.find(choice), key=lambda item: places.get(item.address.chapter, 0)
        )
        order = told.get("order") or self._sitting.usual_order
        project = self._sitting.live.project
        rules = {finding.rule for item in every for finding in item.findings}
        people = {
            name
            for item in every
            for name in (item.entry.name, *(query.name for query in item.entry.queries))
        }
        return {
            "judged": self._sitting.live.is_judged,
            "order": order,
            "rows": [describe_item(item, project) for item in self._sitting.sort(items, order)],
            "rules": sorted(rules),
            "people": sorted(people - {""}),
            "why": sorted({item.why for item in every}),
        }

    def row(self, address: str) -> dict[str, Any]:
        """One row with all that is known of it. Raises VisavisError."""
        item, waits = self._sitting.look(address)
        told = describe_row(item, self._sitting.edition, waits=waits)
        return {**told, "judged": self._sitting.live.is_known(item.address.chapter)}

    def judge(self, write: Write) -> dict[str, Any]:
        """What the rules find where one side of a row were written so. Raises VisavisError."""
        edition, live = self._sitting.edition, self._sitting.live
        chapter, pair = find_pair(edition, write.address)
        made = write_side(chapter, pair, write.side, write.text, write.notes)
        written = next(one for one in (*made.pairs, *made.notes) if one.id == pair.id)
        quick = [one for one in live.judge_quickly(made) if pair_of(one, made) is written]
        kept = [
            finding
            for finding in self._sitting.item(write.address).findings
            if find_rule(finding.rule).learns
        ]
        return {
            "findings": [describe_finding(finding, written) for finding in quick],
            "kept": [describe_finding(finding, pair) for finding in kept],
            "terms": list(describe_terms(edition.concordance, made, written, edition.project)),
        }

    def find_start(self) -> str:
        """Where somebody goes on, from the root of the site: where they were, if that row waits
        still, or at the first of the list.
        """
        self._take_in()
        waiting = [one["address"] for one in self.rows({})["rows"]]
        place = self._sitting.place
        address = place if place in waiting else next(iter(waiting), "")
        name, _, identifier = address.partition("#")
        if not name:
            return ""
        language = self._sitting.edition.project.target.language
        return f"{self.site.addresses(name)[language]}#{quote(identifier)}"

    def keep_place(self, address: str) -> dict[str, Any]:
        """Remember where somebody is; there is nothing to say of it."""
        self._sitting.keep_place(address)
        return {}

    # What it does.

    def act(self, act: Act | Undo, *, dry: bool = False) -> dict[str, Any]:
        """Do something, or only say what it would do (`dry`). Raises VisavisError."""
        sitting, address = self._sitting, act.address
        if self.read_only and not dry:
            raise VisavisError("this desk only shows", hint="start it without --read-only")
        if isinstance(act, Undo):
            plan, command = sitting.undo(dry=dry), "visavis undo"
        else:
            meant = act.meant(sitting)
            command, address = meant.write_command(), meant.address
            plan = sitting.plan(act) if dry else sitting.act(act)
        if dry:
            return {
                "said": plan.said,
                "command": command,
                "difference": plan.show(),
                "preview": preview_rows(sitting.edition, plan, address),
            }
        return {
            "said": plan.said,
            "command": command,
            "texts": any(change.path.endswith((".md", ".yml")) for change in plan.changes),
            "go": sitting.find_living(address),
            "undo": list(sitting.undoable),
        }
