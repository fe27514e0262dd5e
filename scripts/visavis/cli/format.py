"""`visavis format`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from visavis.action import History, plan_files
from visavis.cli.check import choose_chapters
from visavis.cli.opening import counted, open_project
from visavis.cli.visible import visible
from visavis.edition import open_edition
from visavis.settings import Project
from visavis.store import lock_edition
from visavis.text import Document, find_repairs, format_document, write_document


@click.command("format")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Say what would be repaired, and write nothing.")
@click.pass_context
def command(context: click.Context, paths: tuple[Path, ...], check: bool) -> None:
    """Repair typography where there is no doubt what was meant.

    Straight quotation marks that clearly open and close, doubled spaces, spaces before a comma,
    spaces that the language does not want before `; : ! ?`, straight apostrophes among round ones,
    invisible signs, accents apart from their letters. Nothing else is touched, not by a byte. A
    block marked {: .as-printed } stays, a file whose front matter says `typography: false`, and the
    edition whose mkdocs.yml says it under `plugins: visavis:`.

    PATH names files or folders of the edition; without any, all is looked at. Exit code 0: done, or
    with --check nothing to do; 1: with --check, something to repair; 2: broken set-up or usage.
    """
    project = open_project(context)
    if not project.typography:
        click.echo("mkdocs.yml says typography: false; nothing was looked at.")
        return
    if check:
        repaired = _format(project, paths, write=False)
    else:
        with lock_edition(project.root):
            repaired = _format(project, paths, write=True)
    context.exit(1 if check and repaired else 0)


def _format(project: Project, paths: tuple[Path, ...], *, write: bool) -> int:
    """Repair the chapters that the paths name, or all; returns in how many places."""
    edition = open_edition(project, choose_chapters(project, paths))
    texts: dict[str, str] = {}
    lines: list[str] = []
    for chapter in edition.chapters:
        for document in chapter.documents:
            done = format_document(document)
            if done is not document:
                texts[document.path] = write_document(done)
                lines += _describe(document, done)
    if write:
        said = f"repaired typography in {', '.join(texts)}"
        History(project).do(plan_files(project, [said], texts), command="format")
    for line in lines:
        click.echo(visible(line))
    if not texts:
        click.echo("Nothing to repair.")
    else:
        places = f"{counted(len(lines), 'place')} in {counted(len(texts), 'file')}"
        click.echo(f"Repaired: {places}." if write else f"{places}; `visavis format` repairs them.")
    return len(lines)


def _describe(before: Document, after: Document) -> Iterator[str]:
    """A line for each repair that was made, at its place before."""
    for block, done in zip(before.blocks, after.blocks, strict=True):
        if block.source != done.source:
            for repair in find_repairs(block, before):
                line, column = block.locate(repair.start)
                yield f"{before.path}:{line}:{column}: {repair.reason}"
