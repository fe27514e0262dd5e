"""`visavis desk`."""

from __future__ import annotations

import webbrowser
from functools import partial
from pathlib import Path

import click

from visavis.cli.opening import counted, open_project
from visavis.cli.output import write_out
from visavis.cli.signing import find_name, find_reviewer
from visavis.edition import open_edition
from visavis.settings import Project


@click.command("desk")
@click.option("--port", type=click.IntRange(0, 65535), help="Without it, the first free from 8765.")
@click.option("--read-only", is_flag=True, help="Show everything, and change nothing.")
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
@click.option("--name", help="Who signs; without it, git's user.name or the login name.")
@click.option(
    "--offline", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.html",
    help="Write the rows of a chapter that want a look into one file, for somebody without Python.",
)  # fmt: skip
@click.option("--chapter", metavar="NAME", help="With --offline: this chapter.")
@click.pass_context
def command(
    context: click.Context,
    port: int | None,
    read_only: bool,
    no_browser: bool,
    name: str | None,
    offline: Path | None,
    chapter: str | None,
) -> None:
    """Align, correct and sign off in the browser, on this machine.

    The edition's own pages, with the rows that want a look and everything that `split`, `join`,
    `shift`, `move`, `write` and `review` do. Only the browser that has the printed address is let
    in. What somebody saves who was given an --offline file, `visavis review --from` brings back.
    """
    project = open_project(context)
    if offline:
        if not chapter:
            raise click.UsageError("--offline needs a --chapter")
        _write_offline(project, chapter, offline)
        return
    if chapter:
        raise click.UsageError("--chapter belongs to --offline")
    from visavis.desk.server import make_server

    reviewer = partial(find_reviewer, project.root, name or find_name(project.root))
    with make_server(project, reviewer, port=port, read_only=read_only) as (address, serve, _):
        address += ".desk/"  # leads to where somebody goes on
        click.echo(f"The desk is at {address}\nCtrl+C ends it.")
        if not no_browser:
            webbrowser.open(address)
        serve()


def _write_offline(project: Project, chapter: str, file: Path) -> None:
    from visavis.desk.offline import write_offline

    page, rows = write_offline(open_edition(project), chapter)
    write_out(project, page.encode(), file)
    if not rows:
        click.echo(f"Wrote {file} without any row: nothing in {chapter} wants a look.")
        return
    number = counted(rows, "row")
    click.echo(f"Wrote {file}, {number}. What is saved there, `visavis review --from` brings back.")
