"""`visavis check`."""

from __future__ import annotations

import os
import shutil
import sys
from functools import cache
from pathlib import Path

import click

from visavis.checks import RULES, Finding, Severity, find_problems
from visavis.cli.opening import counted, open_project
from visavis.cli.report import FORMATS, Context, render_report
from visavis.edition import Edition, Project, open_edition
from visavis.errors import VisavisError


@click.command("check")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", help="Form of the report."
)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "never"]),
    default="error",
    help="The least grave finding that makes the command fail.",
)
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], form: str, fail_on: str) -> None:
    """Check that the two texts answer each other.

    PATH names files or folders of the edition; without any, everything is checked. Exit code 0: clean;
    1: findings at or above --fail-on; 2: broken set-up or usage.
    """
    project = open_project(context)
    edition = open_edition(project, _chapters(project, paths))
    findings = list(find_problems(edition.chapters))
    limit = None if fail_on == "never" else Severity(fail_on)
    surroundings = _surroundings(edition, form, limit)
    click.echo(render_report(findings, form, surroundings), nl=False, color=True)
    context.exit(1 if any(surroundings.fails(finding) for finding in findings) else 0)


def summary_of(edition: Edition) -> str:
    """The sentence that a translator likes to read."""
    pairs = sum(len(chapter.pairs) for chapter in edition.chapters)
    chapters = counted(len(edition.chapters), "chapter")
    return f"No findings: {chapters}, {counted(pairs, 'pair')}, and all of them agree."


def _surroundings(edition: Edition, form: str, limit: Severity | None) -> Context:
    colour = form == "text" and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return Context(
        rules={rule.name: rule for rule in RULES},
        read_line=_line_reader(edition.project.root),
        summary=summary_of(edition),
        fail_on=limit,
        colour=colour,
        width=shutil.get_terminal_size((100, 24)).columns,
        root=_below_checkout(edition.project.root),
    )


def _line_reader(root: Path):  # type: ignore[no-untyped-def]
    @cache
    def lines(path: str) -> list[str]:
        try:
            return (root / path).read_text("utf-8").splitlines()
        except OSError:
            return []

    return lambda path, number: (lines(path)[number - 1 : number] or [""])[0]


def _below_checkout(root: Path) -> Path | None:
    """Where the edition stands in the repository around it; forges want paths from the top."""
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    return root.relative_to(top) if top != root else None


def _chapters(project: Project, paths: tuple[Path, ...]) -> list[str]:
    """The names of the chapters that the paths belong to. Raises VisavisError for a path of none."""
    names: list[str] = []
    for path in paths:
        file = Path(os.path.abspath(path))
        if not file.exists():
            raise VisavisError("there is no such file", place=str(path))
        found = False
        for side in project.sides:
            folder = project.root / side.folder
            if file == project.root or folder.is_relative_to(file):
                return []
            if file.is_relative_to(folder):
                inside = sorted(file.rglob("*.md")) if file.is_dir() else [file]
                names += [p.relative_to(folder).with_suffix("").as_posix() for p in inside]
                found = True
        if not found:
            folders = " and ".join(side.folder for side in project.sides)
            raise VisavisError(f"not in {folders}", place=str(path))
    return names


__all__ = ["Finding", "command", "summary_of"]
