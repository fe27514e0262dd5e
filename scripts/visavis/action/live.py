"""An edition that somebody works on: what it holds and what the rules find, true to the files."""

from __future__ import annotations

import os
from collections.abc import Collection, Mapping
from contextlib import suppress
from pathlib import Path
from threading import RLock

from visavis.action.worklist import Findings, find_by_pair
from visavis.checks import RULES, Finding, Scope, check
from visavis.edition import Edition, chapter_at, open_edition
from visavis.pairs import Pairing
from visavis.settings import CONFIG, Project, read_project
from visavis.store import content_key
from visavis.text import write_document


class LiveEdition:
    """The texts and records as they stand in the files, read anew where these have changed.

    Several threads may use it: what they read is put in place whole.
    """

    def __init__(self, project: Project, only: Collection[str] | None = None) -> None:
        """Read an edition, or some of its chapters first. Raises VisavisError."""
        self.project = project
        self._lock = RLock()
        self._judged: Edition | None = None
        self.findings: Findings = {}
        """What the rules found when they were last asked (`judge`), by pair."""
        self._known: Mapping[str, str] = {}
        self.open(only)

    @property
    def is_judged(self) -> bool:
        """Whether the rules were asked about the texts as they are now."""
        return self._judged is self.edition

    @property
    def names(self) -> list[str]:
        """The chapters that there are in the files, in the order of their names."""
        texts = (path for path in self._stamps if path.endswith(".md"))
        found = {chapter_at(self.project, path) for path in texts}
        return sorted(name for name in found if name)

    def open(self, only: Collection[str] | None = None) -> None:
        """Read everything anew, or only some chapters. Raises VisavisError."""
        with self._lock:
            stamps = look_at_files(self.project)
            self.project = read_project(self.project.root)
            self.edition = open_edition(self.project, only)
            self._stamps = stamps

    def refresh(self) -> list[str]:
        """Read what has changed in the files. Returns their paths. Raises VisavisError.

        Of a few chapters that have changed, only these are read.
        """
        with self._lock:
            stamps = look_at_files(self.project)
            known = self._stamps
            changed = sorted(p for p in known | stamps if known.get(p) != stamps.get(p))
            names = {chapter_at(self.project, path) for path in changed}
            moved = known.keys() ^ stamps.keys()
            if None in names or any(path.endswith(".md") for path in moved):
                self.open()
            elif names:
                chapters = {name for name in names if name}
                fresh = open_edition(self.project, chapters)
                self.edition = self.edition.read_anew(fresh)
                self._stamps = stamps
            return changed

    def judge(self) -> None:
        """Ask the rules about the texts as they are. Raises VisavisError."""
        edition = self.edition
        findings = find_by_pair(edition)
        known = {chapter.name: _digest(chapter) for chapter in edition.chapters}
        with self._lock:
            self.findings, self._judged, self._known = findings, edition, known

    def is_known(self, chapter: str) -> bool:
        """Whether the rules were asked about the texts of a chapter as they are now."""
        return self._known.get(chapter) == _digest(self.edition[chapter])

    def judge_quickly(self, chapter: Pairing) -> list[Finding]:
        """What the rules find in a chapter as somebody is writing it.

        Those that would have to learn from the other chapters first are left out.
        """
        rules = [rule for rule in RULES if not (rule.learns or rule.state)]
        return check(self.edition.with_chapter(chapter), Scope({chapter.name}, rules))


def _digest(chapter: Pairing) -> str:
    return content_key(*map(write_document, chapter.documents))


def look_at_files(project: Project) -> dict[str, tuple[int, int]]:
    """Size and time of each file that says something of an edition's rows, by its path there."""
    root = project.root
    kinds: list[tuple[str, tuple[str, ...]]] = [(text.folder, (".md",)) for text in project.texts]
    kinds += [(project.record, (".jsonl",)), (project.glossary, (".yml", ".yaml"))]
    found = [root / CONFIG]
    for start, suffixes in kinds:
        # Unlike `rglob`, it passes over a folder that goes meanwhile.
        for folder, _, names in os.walk(root / start):
            found += (Path(folder, name) for name in names if name.endswith(suffixes))
    stamps = {}
    for file in found:
        if not file.name.startswith("."):
            with suppress(OSError):  # it was deleted meanwhile
                about = file.stat()
                stamps[file.relative_to(root).as_posix()] = about.st_size, about.st_mtime_ns
    return stamps
