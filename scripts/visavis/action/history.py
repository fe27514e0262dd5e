"""What was done today, kept so that it can be undone to the beginning, also after a crash.

A file a day in the edition's cache, a line an action, written before the action is: what it says,
when, and of each file the stretch that changes, with the digests of the whole before and after;
what is no text is kept beside, by its digest. Whether an action was carried out, and is not undone
yet, is seen at the files themselves: only one whose files are as it left them can be undone.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

from visavis.action.plan import Change, Plan, carry_out, read_known
from visavis.action.stretch import Stretch, as_bytes, digest
from visavis.edition import Edition, open_edition
from visavis.errors import VisavisError, say_reason
from visavis.settings import Project
from visavis.store import (
    committed_since,
    keep_folder,
    lock_edition,
    replacing,
)

_FOLDER = "history"


@dataclass(frozen=True, slots=True)
class Step:
    """An action that was done."""

    said: tuple[str, ...]
    """What it did, a line each, in words."""
    at: int
    """When, in seconds since 1970; 0 where that is not known."""
    stretches: tuple[Stretch, ...]
    command: str = ""
    """The command that writes whole files, as `import`; empty for what is done to rows."""
    undone: bool = False

    @property
    def time(self) -> str:
        """When it was done, on the clock of this machine: `14:03`."""
        return datetime.fromtimestamp(self.at).strftime("%H:%M") if self.at else "a time unknown"


@dataclass(slots=True)
class _Told:
    """What the lines of a day tell."""

    steps: list[Step] = field(default_factory=list)
    again: list[int] = field(default_factory=list)
    """What was undone and can be done again, the last at the end."""


class History:
    """The actions of a day on an edition, by whatever command or desk they were done."""

    def __init__(self, project: Project) -> None:
        """Take the edition; where nothing can be kept beside it, only this process knows."""
        self._project = project
        self._lines: list[bytes] = []
        self._kept: dict[str, bytes] = {}

    def do(self, plan: Plan, *, command: str = "") -> None:
        """Carry a plan out, so that it can be undone. Raises VisavisError.

        A `command` that writes whole files, as `import`, is undone by `visavis undo` alone.
        """
        if not plan.changes:
            return
        with lock_edition(self._project.root):
            self._settle()
            self._keep(plan.changes)
            files = [asdict(Stretch.of(change)) for change in plan.changes]
            told = {"said": plan.said, "at": int(time.time()), "command": command}
            self._append({**told, "files": files})
            carry_out(self._project, plan)

    def act(self, plan: Callable[[Edition], Plan]) -> Plan:
        """Read the edition, plan something and do it, all under one lock. Raises VisavisError."""
        with lock_edition(self._project.root):
            planned = plan(open_edition(self._project))
            self.do(planned)
        return planned

    def undo(self, *, committed: bool = False) -> Plan | None:
        """Undo the last action that was done and not undone; None where there is none.

        Raises VisavisError where its files have changed since, and where git has committed them
        since, unless that is said to be meant.
        """
        with lock_edition(self._project.root):
            found = self._settle()
            if found is None:
                return None
            number, step = found
            plan = self._turn(step, back=True)
            if not committed and self._is_committed(step):
                raise VisavisError(
                    f"what was done last, at {step.time}, is committed in git since: "
                    f"{_summary(step)}",
                    hint="`visavis undo --yes` undoes it all the same",
                )
            carry_out(self._project, plan)
            self._append({"undone": number})
        return plan

    def plan_undo(self) -> Plan | None:
        """What undoing would do; None where there is nothing to undo. Raises VisavisError."""
        with lock_edition(self._project.root):
            found = self._settle()
            return self._turn(found[1], back=True) if found else None

    def redo(self) -> Plan | None:
        """Do again what was undone last, if nothing was done since; None where there is nothing.

        Raises VisavisError where its files have changed since.
        """
        with lock_edition(self._project.root):
            self._settle()
            told = self._read()
            if not told.again:
                return None
            plan = self._turn(told.steps[told.again[-1]], back=False)
            self._append({"redone": told.again[-1]})
            carry_out(self._project, plan)
        return plan

    @property
    def last(self) -> Step | None:
        """The last action that can be undone; None where there is none."""
        steps = reversed(self._read().steps)
        return next((s for s in steps if not s.undone and not self._never_was(s)), None)

    @property
    def is_committed(self) -> bool:
        """Whether git has committed since what would be undone."""
        return (step := self.last) is not None and self._is_committed(step)

    def _is_committed(self, step: Step) -> bool:
        paths = [stretch.path for stretch in step.stretches]
        return committed_since(self._project.root, paths, step.at)

    def _settle(self) -> tuple[int, Step] | None:
        """The last action that was done and not undone.

        One that never was is marked so: later it would look like any other.
        """
        for number, step in reversed([*enumerate(self._read().steps)]):
            if not step.undone:
                if not self._never_was(step):
                    return number, step
                self._append({"never": number})
        return None

    def _never_was(self, step: Step) -> bool:
        """Whether an action was written down and not done, or undone and not marked so.

        Both are left by a command that was killed in between: the files are as before.
        """
        return all(_is(self._content(one), one.before) for one in step.stretches)

    def _turn(self, step: Step, *, back: bool) -> Plan:
        changes = []
        for stretch in step.stretches:
            content = self._content(stretch)
            if not _is(content, stretch.after if back else stretch.before):
                verb = "undone" if back else "done again"
                raise VisavisError(
                    "this file has changed since, and is left as it is",
                    place=stretch.path,
                    hint=f"what was done at {step.time} cannot be {verb}: {_summary(step)}",
                )
            turn = stretch.back if back else stretch.again
            changes.append(turn(content, self._find_kept))
        what = "undone" if back else "done again"
        return Plan(tuple(f"{what}: {line}" for line in step.said), tuple(changes))

    def _content(self, stretch: Stretch) -> str | bytes | None:
        return read_known(self._project, stretch.path, whole=stretch.whole)

    def _read(self) -> _Told:
        found = _Told()
        for told in _parse(self._read_lines()):
            if "files" in told:
                found.steps.append(_step(told))
                found.again.clear()
                continue
            for event in ("undone", "never", "redone"):
                number = told.get(event)
                if isinstance(number, int) and 0 <= number < len(found.steps):
                    undone = event != "redone"
                    found.steps[number] = replace(found.steps[number], undone=undone)
                    if event == "undone":
                        found.again.append(number)
                    elif number in found.again:
                        found.again.remove(number)
        return found

    def _read_lines(self) -> Sequence[bytes]:
        file = self._file()
        try:
            return file.read_bytes().splitlines() if file else self._lines
        except OSError:
            return ()

    def _append(self, told: Mapping[str, Any]) -> None:
        """Add a line, which is on the disk before anything else is done. Raises VisavisError."""
        data = json.dumps(told, ensure_ascii=False).encode("utf-8", "surrogatepass")
        file = self._file()
        if file is None:
            self._lines.append(data)
            return
        try:
            with file.open("ab") as stream:
                # A line that a crash has cut short must not take this one with it.
                stream.write(b"\n" + data + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise _cannot_keep(error) from None

    def _keep(self, changes: Iterable[Change]) -> None:
        """Keep what is no text, and nothing of another day. Raises VisavisError."""
        file = self._file()
        wholes = (
            one
            for change in changes
            if Stretch.of(change).whole
            for one in (change.before, change.after)
        )
        contents = [data for data in map(as_bytes, wholes) if data is not None]
        if file is None:
            self._kept.update({digest(data): data for data in contents})
            return
        try:
            if not file.exists():
                for old in file.parent.iterdir():
                    old.unlink()
            for data in contents:
                with replacing(file.parent / digest(data)) as stream:
                    stream.write(data)
        except OSError as error:
            raise _cannot_keep(error) from None

    def _find_kept(self, name: str) -> bytes:
        file = self._file()
        try:
            return self._kept[name] if file is None else (file.parent / name).read_bytes()
        except (OSError, LookupError):
            raise VisavisError("what this file was is not kept any longer") from None

    def _file(self) -> Path | None:
        folder = keep_folder(self._project.root, _FOLDER)
        return folder / f"{date.today().isoformat()}.jsonl" if folder else None


def _step(told: Mapping[str, Any]) -> Step:
    files = tuple(Stretch(**stretch) for stretch in told["files"])
    return Step(tuple(told["said"]), told.get("at", 0), files, told.get("command", ""))


def _summary(step: Step) -> str:
    return "; ".join(step.said)


def _cannot_keep(error: OSError) -> VisavisError:
    return VisavisError(f"the history, for undoing, cannot be written: {say_reason(error)}")


def _is(content: str | bytes | None, wanted: str) -> bool:
    """Whether a file is the one of a digest; one that is not there is as an empty one."""
    return not content if wanted == "" else content is not None and digest(content) == wanted


def _parse(lines: Sequence[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        with suppress(ValueError):
            told = json.loads(line)
            if isinstance(told, dict):
                yield told
