"""What was done today, kept so that it can be undone to the beginning, also after a crash.

A file a day in the edition's cache, a line an action, written before the action is: what it says,
and of each file the stretch that changes, with the digests of the whole before and after. Whether
an action was carried out, and is not undone yet, is seen at the files themselves: only one whose
files are as it left them can be undone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from visavis.action.plan import Change, Plan, carry_out, read_known
from visavis.edition import Edition, open_edition
from visavis.errors import VisavisError, say_reason
from visavis.settings import Project
from visavis.store import content_key, keep_folder, lock_edition

_FOLDER = "history"


@dataclass(frozen=True, slots=True)
class _Stretch:
    """What changes of a file, between what stays at its beginning and at its end."""

    path: str
    start: int
    """In characters."""
    old: str
    new: str
    before: str
    """Digest of the whole; empty where there was no file."""
    after: str

    @classmethod
    def of(cls, change: Change) -> _Stretch:
        old, new = change.before or "", change.after or ""
        start = _common(old, new)
        end = _common(old[start:][::-1], new[start:][::-1])
        return cls(
            change.path,
            start,
            old[start : len(old) - end],
            new[start : len(new) - end],
            "" if change.before is None else content_key(old),
            content_key(new),
        )

    def back(self, text: str) -> Change:
        """The way back from the text as the action left it."""
        if not self.before:
            return Change(self.path, text, None)
        head, tail = text[: self.start], text[self.start + len(self.new) :]
        return Change(self.path, text, head + self.old + tail)


@dataclass(frozen=True, slots=True)
class _Step:
    said: tuple[str, ...]
    stretches: tuple[_Stretch, ...]
    undone: bool = False


class History:
    """The actions of a day on an edition, by whatever command or desk they were done."""

    def __init__(self, project: Project) -> None:
        """Take the edition; where nothing can be kept beside it, only this process knows."""
        self._project = project
        self._lines: list[bytes] = []

    def do(self, plan: Plan) -> None:
        """Carry a plan out, so that it can be undone. Raises VisavisError."""
        if not plan.changes:
            return
        with lock_edition(self._project.root):
            self._settle()
            files = [asdict(_Stretch.of(change)) for change in plan.changes]
            self._append({"said": plan.said, "files": files})
            carry_out(self._project, plan)

    def act(self, plan: Callable[[Edition], Plan]) -> Plan:
        """Read the edition, plan something and do it, all under one lock. Raises VisavisError."""
        with lock_edition(self._project.root):
            planned = plan(open_edition(self._project))
            self.do(planned)
        return planned

    def undo(self) -> Plan | None:
        """Undo the last action that was done and not undone; None where there is none.

        Raises VisavisError where its files have changed since.
        """
        with lock_edition(self._project.root):
            found = self._settle()
            if found is None:
                return None
            number, step = found
            plan = self._way_back(step)
            carry_out(self._project, plan)
            self._append({"undone": number})
        return plan

    def plan_undo(self) -> Plan | None:
        """What undoing would do; None where there is nothing to undo. Raises VisavisError."""
        with lock_edition(self._project.root):
            found = self._settle()
            return self._way_back(found[1]) if found else None

    def _settle(self) -> tuple[int, _Step] | None:
        """The last action that was done and not undone.

        One that never was is marked so: later it would look like any other.
        """
        for number, step in reversed([*enumerate(self._read())]):
            if not step.undone:
                if not self._never_was(step):
                    return number, step
                self._append({"undone": number})
        return None

    @property
    def last(self) -> tuple[str, ...]:
        """What the last action says that can be undone; nothing where there is none."""
        steps = (s for s in reversed(self._read()) if not s.undone and not self._never_was(s))
        return next((step.said for step in steps), ())

    def _never_was(self, step: _Step) -> bool:
        """Whether an action was written down and not done, or undone and not marked so.

        Both are left by a command that was killed in between: the files are as before.
        """
        return all(_is(read_known(self._project, one.path), one.before) for one in step.stretches)

    def _way_back(self, step: _Step) -> Plan:
        changes = []
        for stretch in step.stretches:
            text = read_known(self._project, stretch.path)
            if text is None or not _is(text, stretch.after):
                raise VisavisError(
                    "this file has changed since, and is left as it is",
                    place=stretch.path,
                    hint=f"what cannot be undone: {'; '.join(step.said)}",
                )
            changes.append(stretch.back(text))
        return Plan(tuple(f"undone: {line}" for line in step.said), tuple(changes))

    def _read(self) -> list[_Step]:
        steps: list[_Step] = []
        for told in _parse(self._read_lines()):
            number = told.get("undone")
            if isinstance(number, int) and 0 <= number < len(steps):
                steps[number] = replace(steps[number], undone=True)
            elif "files" in told:
                files = tuple(_Stretch(**stretch) for stretch in told["files"])
                steps.append(_Step(tuple(told["said"]), files))
        return steps

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
            for old in file.parent.glob("*.jsonl"):
                if old != file:
                    old.unlink()
            with file.open("ab") as stream:
                # A line that a crash has cut short must not take this one with it.
                stream.write(b"\n" + data + b"\n")
                stream.flush()
                os.fsync(stream.fileno())
        except OSError as error:
            raise VisavisError(
                f"what is done cannot be kept for undoing: {say_reason(error)}"
            ) from None

    def _file(self) -> Path | None:
        folder = keep_folder(self._project.root, _FOLDER)
        return folder / f"{date.today().isoformat()}.jsonl" if folder else None


def _common(one: str, other: str) -> int:
    """With how many characters two texts begin alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _is(text: str | None, digest: str) -> bool:
    """Whether a file is the one of a digest; one that is not there is as an empty one."""
    return not text if digest == "" else text is not None and content_key(text) == digest


def _parse(lines: Sequence[bytes]) -> Iterator[dict[str, Any]]:
    for line in lines:
        with suppress(ValueError):
            told = json.loads(line)
            if isinstance(told, dict):
                yield told
