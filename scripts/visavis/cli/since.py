"""Which chapters have changed since a revision of the repository, the working tree included."""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

from visavis.errors import VisavisError
from visavis.settings import CONFIG, Project
from visavis.side import Side


def changed_chapters(project: Project, revision: str) -> set[str] | None:
    """The names of the chapters whose texts or record differ from `revision`.

    None stands for all of them: the settings or the glossary have changed, which concern every
    chapter. A file that git does not know yet has changed. Raises VisavisError where there is no
    git, no repository or no such revision.
    """
    verify = ("rev-parse", "--verify", "--quiet", "--end-of-options")
    commit = _git(project.root, *verify, f"{revision}^{{commit}}")
    if commit is None:
        inside = _git(project.root, "rev-parse", "--is-inside-work-tree")
        reason = f"there is no revision {revision}" if inside else "this is not in a git repository"
        raise VisavisError(reason, hint="`git log` lists the revisions" if inside else "")
    compare = ("diff", "--name-only", "--no-renames", "--relative", "-z")
    differing = _git(project.root, *compare, commit.strip(), "--")
    unknown = _git(project.root, "ls-files", "--others", "--exclude-standard", "-z")
    if differing is None or unknown is None:
        raise VisavisError("git does not say what has changed")
    return chapters_of(project, (*differing.split("\0"), *unknown.split("\0")))


def chapters_of(project: Project, paths: Iterable[str]) -> set[str] | None:
    """The names of the chapters that files belong to, given from the root; None for all."""
    folders = {project[side].folder: ".md" for side in Side} | {project.record: ".jsonl"}
    names: set[str] = set()
    for path in map(PurePosixPath, filter(None, paths)):
        if path == PurePosixPath(CONFIG) or path.is_relative_to(project.glossary):
            return None
        for folder, suffix in folders.items():
            if path.is_relative_to(folder) and path.suffix == suffix:
                names.add(path.relative_to(folder).with_suffix("").as_posix())
    return names


def _git(root: Path, *arguments: str) -> str | None:
    """What git says; None where it fails. Raises VisavisError where there is no git."""
    try:
        done = subprocess.run(
            ["git", "-C", str(root), "--no-optional-locks", *arguments],
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="surrogateescape",
        )
    except OSError:
        raise VisavisError("git is not installed here", hint="leave --since out") from None
    return done.stdout if done.returncode == 0 else None
