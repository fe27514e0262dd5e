"""Which chapters have changed since a revision of the repository, the working tree included."""

from __future__ import annotations

import os
from collections.abc import Collection
from shutil import which

from visavis.edition import chapter_at
from visavis.errors import VisavisError
from visavis.settings import CONFIG, Project
from visavis.store import ask_git


def changed_chapters(project: Project, revision: str) -> set[str] | None:
    """The names of the chapters whose texts or record differ from `revision`.

    None stands for all of them: the settings or the glossary have changed, which concern every
    chapter. A file that git does not know yet has changed. Raises VisavisError where there is no
    git, no repository or no such revision.
    """
    if which("git") is None:
        raise VisavisError("git is not installed here", hint="leave --since out")
    verify = ("rev-parse", "--verify", "--quiet", "--end-of-options")
    commit = ask_git(project.root, *verify, f"{revision}^{{commit}}")
    if commit is None:
        inside = ask_git(project.root, "rev-parse", "--is-inside-work-tree")
        reason = f"there is no revision {revision}" if inside else "this is not in a git repository"
        raise VisavisError(reason, hint="`git log` lists the revisions" if inside else "")
    compare = ("diff", "--name-only", "--no-renames", "--relative", "-z")
    differing = ask_git(project.root, *compare, commit.decode().strip(), "--")
    unknown = ask_git(project.root, "ls-files", "--others", "--exclude-standard", "-z")
    if differing is None or unknown is None:
        raise VisavisError("git does not say what has changed")
    return chapters_of(project, os.fsdecode(differing + unknown).split("\0"))


def chapters_of(project: Project, paths: Collection[str]) -> set[str] | None:
    """The names of the chapters that files belong to, given from the root; None for all."""
    if any(path == CONFIG or path.startswith(f"{project.glossary}/") for path in paths):
        return None
    return {name for path in paths if (name := chapter_at(project, path))}
