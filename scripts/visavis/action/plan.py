"""What an action does to the files: worked out, shown, done whole or not at all, and undone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import unified_diff
from itertools import chain

from visavis.edition import Edition, record_path
from visavis.errors import VisavisError
from visavis.pairs import Pairing
from visavis.record import Edited, Record, Records, follow, write_record
from visavis.settings import Project
from visavis.store import is_vacant, lock_edition, read_data, read_text, write_files
from visavis.text import write_document

ATTRIBUTES = """\
# Two people who sign off neighbouring pairs change neighbouring lines, which git would call a
# conflict. It keeps both; of two lines for one id, the later sign-off stands.
*.jsonl text eol=lf merge=union
"""
_LONGEST = 100
"""So many characters of a line of the record tell its id and what has become of it."""


@dataclass(frozen=True, slots=True)
class Change:
    """A file as it is and as it is to be."""

    path: str
    """Relative to the edition's root."""
    before: str | bytes | None
    """None where there is no file; bytes where it is no text."""
    after: str | bytes | None
    """None where there is to be none."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What an action is going to do."""

    said: tuple[str, ...]
    """What it does, a line each, in words."""
    changes: tuple[Change, ...]

    @property
    def undone(self) -> tuple[str, ...]:
        """What is said where it is undone."""
        return tuple(f"undone: {line}" for line in self.said)

    def show(self) -> str:
        """The lines that change, as a difference that git would show; those of a record are cut."""
        pieces = []
        for change in self.changes:
            if isinstance(change.before, bytes) or isinstance(change.after, bytes):
                continue
            old, new = ((t or "").splitlines(True) for t in (change.before, change.after))
            lines = unified_diff(old, new, change.path, change.path, n=1)
            most = _LONGEST if change.path.endswith(".jsonl") else None
            pieces += [line.rstrip("\r\n")[:most] + "\n" for line in lines]
        return "".join(pieces)


def carry_out(project: Project, plan: Plan) -> None:
    """Do what was planned, all of it or nothing.

    Raises VisavisError where a file is no longer as it was when the plan was made.
    """
    with lock_edition(project.root):
        for change in plan.changes:
            whole = isinstance(change.before, bytes)
            if read_known(project, change.path, whole=whole) != change.before:
                raise VisavisError(
                    "this file has changed meanwhile", place=change.path, hint="try again"
                )
        write_files(project.root, {change.path: change.after for change in plan.changes})


def plan_edit(edition: Edition, edited: Edited, *said: str) -> Plan:
    """The plan of an edit: texts and records that differ."""
    before = {chapter.name: chapter for chapter in edition.chapters}
    after = {**before, **{chapter.name: chapter for chapter in edited.chapters}}
    records = follow({**edition.followed, **edited.records}, after.values())
    texts = (text_changes(before[chapter.name], chapter) for chapter in edited.chapters)
    return Plan(said, (*chain.from_iterable(texts), *record_changes(edition, records)))


def plan_records(edition: Edition, changed: Records, said: str) -> Plan:
    """The plan of a change of records alone; they follow the texts at the same time."""
    records = {**edition.followed, **changed}
    lines = describe_moves(edition.records, edition.followed)
    return Plan((*lines, said), record_changes(edition, records))


def describe_moves(before: Records, after: Records) -> Iterator[str]:
    """A line for each id that is gone now and was not before."""
    for name, record in after.items():
        known = before[name].entries if name in before else {}
        for entry in record.entries.values():
            if entry.gone and entry.id in known and not known[entry.id].gone:
                went = f"its address leads to {entry.moved_to}" if entry.moved_to else "retired"
                yield f"{name}: {entry.id} is gone; {went}"


def text_changes(before: Pairing, after: Pairing) -> Iterator[Change]:
    """The files of those texts of a chapter that differ."""
    for old, new in zip(before.documents, after.documents, strict=True):
        known = write_document(old) if old.exists else None
        if new.exists and write_document(new) != known:
            yield Change(new.path, known, write_document(new))


def record_changes(edition: Edition, records: Records) -> tuple[Change, ...]:
    """The files of those records that differ from the edition's."""
    project = edition.project
    texts = {
        record_path(project, name): write_record(record)
        for name, record in records.items()
        if dict(record.entries) != dict(edition.records.get(name, Record()).entries)
    }
    if texts and is_vacant(project.root / project.record):
        texts[f"{project.record}/.gitattributes"] = ATTRIBUTES
    return tuple(Change(path, read_known(project, path), text) for path, text in texts.items())


def plan_files(project: Project, said: Iterable[str], contents: Mapping[str, str | bytes]) -> Plan:
    """Give these files these contents; what they have already is no change. Raises VisavisError."""
    changes = []
    for path, after in contents.items():
        whole = isinstance(after, bytes)
        try:
            before = read_known(project, path, whole=whole)
        except VisavisError:  # what stands there is no text, and is written over all the same
            before = read_known(project, path, whole=True)
        if before != after:
            changes.append(Change(path, before, after))
    return Plan(tuple(said), tuple(changes))


def read_known(project: Project, path: str, *, whole: bool = False) -> str | bytes | None:
    """The text of a file, or, `whole`, its bytes; None where there is none. Raises VisavisError."""
    if not (project.root / path).exists():
        return None
    return read_data(project.root, path) if whole else read_text(project.root, path)
