"""`visavis check`."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Collection
from dataclasses import replace
from functools import cache
from pathlib import Path

import click

from visavis.checks import RULES, Finding, Scope, Severity, check
from visavis.cli.opening import counted, open_project
from visavis.cli.progress import progress
from visavis.cli.report import FORMATS, Context, render_report
from visavis.cli.since import changed_chapters
from visavis.cli.watch import follow_edits
from visavis.edition import Edition, open_edition, with_company
from visavis.errors import VisavisError
from visavis.settings import CONFIG, Project

SET_UP = "set-up"
"""What reports call a failure that is no rule's: a file that cannot be read, a wrong setting."""


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
@click.option(
    "--since", metavar="REV", help="Only the chapters that differ from this revision of git."
)
@click.option("--watch", is_flag=True, help="Check again after every change, until Ctrl+C.")
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    form: str,
    fail_on: str,
    since: str | None,
    watch: bool,
) -> None:
    """Check that the two texts answer each other.

    PATH names files or folders of the edition; without any, everything is checked. Exit code 0:
    clean, or the end of --watch; 1: findings at or above --fail-on; 2: broken set-up or usage.
    """
    limit = None if fail_on == "never" else Severity(fail_on)
    try:
        project = open_project(context)

        def check() -> bool:
            return _check(project, _choose(project, paths, since), form, limit)

        if watch:
            follow_edits(project, check)
        failed = False if watch else check()
    except VisavisError as error:
        if form != "text":  # What a machine reads is whole, and says what the one line says.
            surroundings = _surroundings(Path(context.obj or ".").resolve(), "", form, limit)
            click.echo(render_report(_as_findings(error), form, surroundings), nl=False)
        raise
    context.exit(1 if failed else 0)


def _check(
    project: Project, names: Collection[str] | None, form: str, limit: Severity | None
) -> bool:
    """Check some chapters, or all; return whether the findings make the command fail."""
    with progress() as step:
        step("Reading the texts", 40)
        edition = open_edition(project, None if names is None else with_company(project, names))
        step("Checking", 60)
        findings = check(edition, Scope(names))
    checked = tuple(c for c in edition.chapters if names is None or c.name in names)
    summary = summary_of(replace(edition, chapters=checked))
    surroundings = _surroundings(project.root, summary, form, limit)
    click.echo(render_report(findings, form, surroundings), nl=False, color=True)
    return any(surroundings.fails(finding) for finding in findings)


def _as_findings(error: VisavisError) -> list[Finding]:
    """A broken set-up as the reports can say it, with the file and the line where it names them."""
    findings = []
    for one in error.errors:
        path, _, line = one.place.rpartition(":")
        place = (path, int(line)) if line.isdecimal() else (one.place or CONFIG, 1)
        said = Finding(*place, one.message, one.hint, rule=SET_UP, severity=Severity.ERROR)
        findings.append(said)
    return findings


def _choose(project: Project, paths: tuple[Path, ...], since: str | None) -> set[str] | None:
    """The names of the chapters to check; None stands for all of them."""
    named = choose_chapters(project, paths)
    changed = changed_chapters(project, since) if since is not None else None
    if named is None or changed is None:
        return changed if named is None else named
    return named & changed


def summary_of(edition: Edition) -> str:
    """The sentence that a translator likes to read."""
    if not edition.chapters:
        return "No findings: there was no chapter to check."
    pairs = sum(len(chapter.pairs) for chapter in edition.chapters)
    chapters = counted(len(edition.chapters), "chapter")
    return f"No findings: {chapters}, {counted(pairs, 'pair')}, and all of them agree."


def _surroundings(root: Path, summary: str, form: str, limit: Severity | None) -> Context:
    colour = form == "text" and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    return Context(
        rules={rule.name: rule for rule in RULES},
        read_line=_line_reader(root),
        summary=summary,
        fail_on=limit,
        colour=colour,
        width=shutil.get_terminal_size((100, 24)).columns,
        root=_below_checkout(root),
    )


_QUOTED = (".md", ".yml", ".yaml", ".jsonl")
"""Files of which a report shows lines."""


def _line_reader(root: Path) -> Callable[[str, int], str]:
    @cache
    def lines(path: str) -> list[str]:
        if not path.endswith(_QUOTED):
            return []
        try:
            # Line ends as Markdown knows them: `splitlines` would break at U+2028 too.
            return (root / path).read_text("utf-8-sig", "replace").split("\n")
        except OSError:
            return []

    return lambda path, number: (lines(path)[number - 1 : number] or [""])[0]


def _below_checkout(root: Path) -> Path | None:
    """Where the edition stands in the repository around it; forges want paths from the top."""
    top = next((folder for folder in (root, *root.parents) if (folder / ".git").exists()), root)
    return root.relative_to(top) if top != root else None


def choose_chapters(project: Project, paths: tuple[Path, ...]) -> set[str] | None:
    """The names of the chapters that paths belong to; None stands for all of them.

    Raises VisavisError for a path that belongs to no chapter.
    """
    names: set[str] = set()
    folders = [_real(project.root / text.folder) for text in project.texts]
    for path in paths:
        file = _find_path(project.root, path)
        if any(folder.is_relative_to(file) for folder in folders):
            return None
        inside = file.rglob("*.md") if file.is_dir() else [file]
        found = {
            text.relative_to(folder).with_suffix("").as_posix()
            for text in inside
            for folder in folders
            if text.is_relative_to(folder) and text.suffix == ".md"
        }
        if not found:
            named = " and ".join(text.folder for text in project.texts)
            raise VisavisError(f"there is no Markdown text of {named} here", place=str(path))
        names |= found
    return names or None


def _find_path(root: Path, path: Path) -> Path:
    """A path from the current folder or, where that is not in the edition, from its root."""
    found = [_real(start / path) for start in (Path.cwd(), root) if (start / path).exists()]
    if not found:
        raise VisavisError("there is no such file", place=str(path))
    return next((file for file in found if file.is_relative_to(_real(root))), found[0])


def _real(path: Path) -> Path:
    """Links and `..` resolved in the folders, so that paths compare; the name stays as it is."""
    path = Path(os.path.abspath(path))
    return Path(os.path.realpath(path.parent)) / path.name
