"""`visavis desk`."""

from __future__ import annotations

import webbrowser

import click

from visavis.action import Reviewer
from visavis.cli.opening import open_project
from visavis.cli.signing import find_date, find_name


@click.command("desk")
@click.option("--port", type=click.IntRange(0, 65535), help="Without it, the first free from 8765.")
@click.option("--read-only", is_flag=True, help="Show everything, and change nothing.")
@click.option("--no-browser", is_flag=True, help="Print the address, and open no browser.")
@click.option("--name", help="Who signs; without it, git's user.name or the login name.")
@click.pass_context
def command(
    context: click.Context, port: int | None, read_only: bool, no_browser: bool, name: str | None
) -> None:
    """Align, correct and sign off in the browser, on this machine.

    The edition's own pages, with the rows that want a look and everything that `split`, `join`,
    `shift`, `move` and `review` do. Only the browser that has the printed address is let in.
    """
    from visavis.desk.server import make_server

    project = open_project(context)
    who = name or find_name(project.root)

    def reviewer() -> Reviewer:
        return Reviewer(who, find_date())

    with make_server(project, reviewer, port=port, read_only=read_only) as (address, serve, _):
        click.echo(f"The desk is at {address}\nCtrl+C ends it.")
        if not no_browser:
            webbrowser.open(address)
        serve()
