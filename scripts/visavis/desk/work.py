"""What is done at the desk: one edition, its list, and actions that can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from threading import Event, RLock, Thread
from typing import Any

from visavis.action import (
    Choice,
    History,
    Item,
    LiveEdition,
    Plan,
    Reviewer,
    digest_row,
    find_pair,
    plan_answer,
    plan_ask,
    plan_insert,
    plan_join,
    plan_mark,
    plan_move,
    plan_shift,
    plan_sign_off,
    plan_split,
    plan_term,
    plan_waive,
    plan_write,
    worst_first,
    write_side,
)
from visavis.checks import Severity, find_rule
from visavis.checks import find_pair as pair_of
from visavis.desk.command import read_command, read_commands, write_command
from visavis.desk.describe import (
    describe_drift,
    describe_finding,
    describe_item,
    describe_row,
    describe_terms,
)
from visavis.desk.preview import preview_rows
from visavis.edition import Edition
from visavis.errors import VisavisError
from visavis.glossary import TermEntry
from visavis.pairs import Pair, Pairing, written_side
from visavis.record import Drift, compare, living_pairs
from visavis.settings import Project
from visavis.side import Side
from visavis.site.live import LiveSite
from visavis.store import Cache, lock_edition

Told = Mapping[str, Any]


class ConflictError(VisavisError):
    """A row is no longer as it was shown."""

    def __init__(self, address: str, side: Side | None, theirs: str, pieces: Sequence[Any]) -> None:
        super().__init__(f"{address} has changed since it was shown")
        self.told = {
            "side": side.value if side else None,
            "theirs": theirs,
            "pieces": pieces,
        }


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
        self._find_reviewer = find_reviewer
        self._lock = RLock()
        self._live = LiveEdition(project)
        self._history = History(project)
        self._place = Cache(project.root, "review", "1", forgets=False)
        self._lists: dict[object, list[Item]] = {}
        self._revision = 0
        self._trouble = ""
        self._wanted, self._ended = Event(), Event()
        self.site = LiveSite(project.root, folder)
        self.site.show(self._live.edition)

    # Its threads.

    def begin(self) -> None:
        """Judge what there is, and follow the files from now on."""
        self._wanted.set()
        for work in (self._judge_on, self._watch):
            Thread(target=work, daemon=True).start()

    def end(self) -> None:
        """Let the threads come to their end."""
        self._ended.set()
        self._wanted.set()

    def _judge_on(self) -> None:
        while not self._ended.is_set():
            self._wanted.wait()
            self._wanted.clear()
            while not (self._ended.is_set() or self._live.is_judged):
                try:
                    self._live.judge()
                except VisavisError as error:
                    self._say_trouble(str(error))
                    break
                self._say({"judged": True})

    def _watch(self) -> None:
        from watchfiles import watch

        project = self._live.project
        names = [project.source.folder, project.target.folder, project.glossary, project.record]
        folders = [project.root / name for name in names if (project.root / name).is_dir()]
        for _ in watch(*folders, stop_event=self._ended, debounce=200, step=40):
            self.take_in()

    def take_in(self) -> list[str]:
        """Read what has changed in the files. Returns their paths."""
        with self._lock:
            try:
                changed = self._live.refresh()
            except VisavisError as error:
                self._say_trouble(str(error))
                return []
            self._trouble = ""
            if changed:
                self._lists.clear()
                self._revision += 1
                self.site.show(self._live.edition)
                self._wanted.set()
                self._say({"changed": changed})
            return changed

    def _say(self, news: dict[str, Any]) -> None:
        self._lists.clear()
        self.tell({**news, "revision": self._revision})

    def _say_trouble(self, said: str) -> None:
        if said != self._trouble:
            self._trouble = said
            self.tell({"trouble": said})

    # What it shows.

    def state(self) -> dict[str, Any]:
        """Where the edition stands, and what can be undone."""
        self.take_in()
        edition, waiting = self._live.edition, self._find(Choice())
        left = {chapter.name: 0 for chapter in edition.chapters}
        for item in waiting:
            left[item.address.chapter] += 1
        return {
            "version": 1,
            "revision": self._revision,
            "read_only": self.read_only,
            "judged": self._live.is_judged,
            "trouble": self._trouble,
            "undo": list(self._history.last),
            "place": str(self._place.get("place") or ""),
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

    def rows(self, told: Told) -> dict[str, Any]:
        """The rows that want a look, and by what the list can be narrowed."""
        choice = Choice(
            chapter=told.get("chapter") or None,
            only=told.get("only") or None,
            side=Side(told["side"]) if told.get("side") else None,
            person=told.get("person") or None,
            rule=told.get("rule") or None,
            kind=told.get("kind") or None,
        )
        items, every = self._find(choice), self._find(Choice())
        order = self.site.order
        items = sorted(items, key=lambda item: order.get(item.address.chapter, 0))
        chosen = told.get("order") or self._usual_order()
        if chosen == "worst":
            items = worst_first(items)
        project = self._live.project
        rules = {finding.rule for item in every for finding in item.findings}
        people = {
            name
            for item in every
            for name in (item.entry.name, *(query.name for query in item.entry.queries))
        }
        return {
            "judged": self._live.is_judged,
            "order": chosen,
            "rows": [describe_item(item, project) for item in items],
            "rules": sorted(rules),
            "people": sorted(people - {""}),
            "why": sorted({item.why for item in every}),
        }

    def _usual_order(self) -> str:
        """Of what nobody has signed off yet, as after an import, the doubtful comes first."""
        records = self._live.edition.followed.values()
        signed = any(entry.signed for record in records for entry in record.entries.values())
        return "text" if signed else "worst"

    def row(self, address: str) -> dict[str, Any]:
        """One row with all that is known of it. Raises VisavisError."""
        with self._lock:
            item = self._item(address)
            waits = any(one.address == item.address for one in self._find(Choice()))
            told = describe_row(item, self._live.edition, waits=waits)
            return {**told, "judged": self._live.is_known(item.address.chapter)}

    def judge(self, told: Told) -> dict[str, Any]:
        """What the rules find where one side of a row were written so. Raises VisavisError."""
        side = Side(told["side"])
        chapter, pair = find_pair(self._live.edition, told["address"])
        made = write_side(chapter, pair, side, told["text"], _read_notes(told))
        written = _same(made, pair)
        quick = [one for one in self._live.judge_quickly(made) if pair_of(one, made) is written]
        kept = [
            finding
            for finding in self._item(told["address"]).findings
            if (rule := find_rule(finding.rule)) and rule.learns
        ]
        edition = self._live.edition
        return {
            "findings": [describe_finding(finding, written) for finding in quick],
            "kept": [describe_finding(finding, pair) for finding in kept],
            "terms": list(describe_terms(edition.concordance, made, written, edition.project)),
        }

    def keep_place(self, address: str) -> None:
        """Remember where somebody is."""
        self._place.put("place", address)
        self._place.save()

    # What it does.

    def act(self, told: Told) -> dict[str, Any]:
        """Do something, or only say what it would do (`dry`). Raises VisavisError."""
        dry = bool(told.get("dry"))
        if self.read_only and not dry:
            raise VisavisError("this desk only shows", hint="start it without --read-only")
        root = self._live.project.root
        with self._lock, lock_edition(root):
            self.take_in()
            if told["action"] == "undo":
                plan = self._history.undo()
                if plan is None:
                    raise VisavisError("there is nothing to undo")
                return self._done(plan, told, "visavis undo")
            action, said = self._read(told)
            plan = self._plan(action, said)
            command = write_command(action, said)
            if dry:
                return {
                    "said": plan.said,
                    "command": command,
                    "difference": plan.show(),
                    "preview": preview_rows(self._live.edition, plan, str(said["address"])),
                }
            self._history.do(plan)
            return self._done(plan, said, command)

    def _read(self, told: Told) -> tuple[str, Told]:
        """The action that is meant; a command of a hint is one too. Raises VisavisError."""
        action, said = str(told["action"]), told
        if action == "do":
            proposed = [
                words
                for finding in self._item(told["address"]).findings
                for words in read_commands(finding.hint)
                if " ".join(words) == told["command"]
            ]
            if not proposed:
                raise VisavisError("nothing here proposes this command")
            action, said = read_command(proposed[0])
        elif action != "term":
            self._check(told)
        return action, said

    def _check(self, told: Told) -> None:
        """Raise ConflictError where a row is not as it was shown."""
        _, pair = find_pair(self._live.edition, told["address"])
        if told.get("digest") in (None, digest_row(pair)):
            return
        side = Side(told["side"]) if told.get("action") == "write" else None
        theirs = written_side(pair[side]) if side else ""
        drift = compare(side, theirs, told["text"]) if side else None
        if side and theirs == told.get("base"):
            return  # only the other side has changed
        raise ConflictError(told["address"], side, theirs, _mark_words(drift, theirs))

    def _plan(self, action: str, told: Told) -> Plan:
        edition = self._live.edition
        address = str(told.get("address", ""))
        side = Side(told["side"]) if told.get("side") else None
        match action:
            case "sign":
                return plan_sign_off(edition, [self._signable(address)], self._find_reviewer())
            case "waive":
                rule, reason = told["rule"], _need(told, "reason")
                item = self._item(address)
                return plan_waive(edition, [item], rule, reason, self._find_reviewer())
            case "ask" | "answer":
                plan = plan_ask if action == "ask" else plan_answer
                item = self._item(address)
                return plan(edition, [item], _need(told, "text"), self._find_reviewer())
            case "split":
                return plan_split(edition, address, told["at"], side)
            case "join":
                return plan_join(edition, address, told["with"], apart=bool(told.get("apart")))
            case "move":
                return plan_move(edition, told["rows"], told["to"], told.get("after"))
            case "insert":
                return plan_insert(edition, address, told.get("source", ""), told.get("target", ""))
            case "mark":
                return plan_mark(edition, address, told["mark"])
            case "term":
                entries = {tag: TermEntry(**entry) for tag, entry in told["entries"].items()}
                return plan_term(edition, told["id"], entries)
        assert side is not None
        if action == "shift":
            return plan_shift(edition, told["rows"], side, told["by"])
        return plan_write(edition, address, side, told["text"], _read_notes(told))

    def _done(self, plan: Plan, told: Told, command: str) -> dict[str, Any]:
        """What has been done, and where to go on."""
        texts = any(change.path.endswith((".md", ".yml")) for change in plan.changes)
        self.take_in()
        return {
            "said": plan.said,
            "command": command,
            "texts": texts,
            "go": self._nearest(str(told.get("address", ""))),
            "undo": list(self._history.last),
        }

    def _nearest(self, address: str) -> str:
        """A row, or where its address leads by now."""
        name, _, identifier = address.partition("#")
        edition = self._live.edition
        chapter = next((c for c in edition.chapters if c.name == name), None)
        if chapter is None or any(pair.id == identifier for pair in living_pairs(chapter)):
            return address
        entry = edition.records[name].entries.get(identifier)
        went = entry.moved_to if entry else ""
        return f"{name}{went}" if went.startswith("#") else went or f"{name}#"

    def _signable(self, address: str) -> Item:
        """A row that may be signed off. Raises VisavisError for one with an error."""
        item = self._item(address)
        chapter = self._live.edition[item.address.chapter]
        error = item.refused
        if not self._live.is_known(chapter.name):
            quick = self._live.judge_quickly(chapter)
            here = (one for one in quick if pair_of(one, chapter) is item.pair)
            error = next((one for one in here if one.severity is Severity.ERROR), None)
        if error:
            raise VisavisError(
                f"{address} is not signed off: {error.message} ({error.rule})",
                place=f"{error.path}:{error.line}",
                hint=error.hint,
            )
        return item

    def _item(self, address: str) -> Item:
        (item,) = Choice((address,)).find(self._live.edition, self._live.findings)
        return item

    def _find(self, choice: Choice) -> list[Item]:
        if choice not in self._lists:
            self._lists[choice] = choice.find(self._live.edition, self._live.findings)
        return self._lists[choice]

    @property
    def edition(self) -> Edition:
        """The edition as it is shown."""
        return self._live.edition


def _same(chapter: Pairing, pair: Pair) -> Pair:
    return next(one for one in (*chapter.pairs, *chapter.notes) if one.id == pair.id)


def _need(told: Told, name: str) -> str:
    said = str(told[name]).strip()
    if not said:
        raise VisavisError(f"the {name} is empty")
    return said


def _read_notes(told: Told) -> Mapping[str, Mapping[Side, str]]:
    notes = told.get("notes") or {}
    return {
        label: {Side(side): text for side, text in sides.items()} for label, sides in notes.items()
    }


def _mark_words(drift: Drift | None, theirs: str) -> Sequence[Any]:
    return list(describe_drift(drift)) if drift else [{"text": theirs, "mark": ""}]
