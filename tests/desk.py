"""A small edition in a folder, and the commands that a translator types there."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner

from visavis.cli.main import cli
from visavis.edition import open_edition
from visavis.record import RecordEntry, Records
from visavis.settings import read_project


@dataclass(frozen=True)
class Said:
    """What a command said, and how it ended."""

    code: int
    out: str
    err: str


@dataclass(frozen=True)
class Desk:
    """An edition whose translation is French and whose original is English."""

    root: Path

    def write(self, name: str, fr: str, en: str) -> None:
        """Write both texts of a chapter."""
        for folder, text in (("docs", fr), ("docs_en", en)):
            file = self.root / folder / f"{name}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")

    def edit(self, path: str, old: str, new: str) -> None:
        """Exchange words that stand in a file once."""
        file = self.root / path
        text = file.read_text(encoding="utf-8")
        assert text.count(old) == 1, f"{old} stands {text.count(old)} times in {path}"
        file.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, *arguments: str, epoch: int = 1_700_000_000, columns: int = 100) -> Said:
        """Type `visavis …`; the clock stands still at `epoch`."""
        around = environment(epoch, columns)
        typed = ["-C", str(self.root), *arguments]
        done = CliRunner().invoke(cli, typed, env=around, catch_exceptions=False)
        return Said(done.exit_code, done.stdout, done.stderr)

    def git(self, *arguments: str) -> str:
        """Run git here, as somebody, with no settings from outside."""
        who = ("-c", "user.name=Ana", "-c", "user.email=ana@example.org")
        done = subprocess.run(
            ["git", *who, "-c", "init.defaultBranch=main", *arguments],
            cwd=self.root,
            env={**os.environ, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"},
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def records(self) -> Records:
        """The records as they stand in the files."""
        return open_edition(read_project(self.root)).records

    def entry(self, name: str, identifier: str) -> RecordEntry:
        """One line of a record."""
        return self.records()[name].entries[identifier]

    def files(self) -> dict[str, bytes]:
        """Every file, to see that nothing was written; the cache is nobody's work."""
        files = (p for p in self.root.rglob("*") if p.is_file())
        return {str(p): p.read_bytes() for p in files if ".cache" not in p.parts}


def make_desk(root: Path) -> Desk:
    """An edition without chapters."""
    (root / "mkdocs.yml").write_text("site_name: An edition\n", encoding="utf-8")
    for folder in ("docs", "docs_en"):
        (root / folder).mkdir()
    return Desk(root)


def environment(epoch: int = 1_700_000_000, columns: int = 100) -> Mapping[str, str | None]:
    """What a command finds around it, besides what is there anyway."""
    git = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    clock = {"SOURCE_DATE_EPOCH": str(epoch), "COLUMNS": str(columns)}
    return {**git, **clock, "NO_COLOR": None, "FORCE_COLOR": None}
