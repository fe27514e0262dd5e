"""`visavis serve`."""

from __future__ import annotations

import logging

import click

from visavis.cli.opening import open_project


@click.command("serve")
@click.option("-a", "--address", help="Host and port; without it, 127.0.0.1:8000.")
@click.option("-o", "--open", "open_browser", is_flag=True, help="Open the browser.")
@click.pass_context
def command(context: click.Context, address: str | None, open_browser: bool) -> None:
    """Preview the site and follow every change.

    Findings are shown in the log and on the page, at their rows. After an edit the page comes at
    once, what is found in it and all that follows from it a moment later.
    """
    from visavis.site.build import show_log
    from visavis.site.preview import serve_site

    project = open_project(context)
    show_log()
    logging.getLogger("mkdocs").setLevel(logging.INFO)
    serve_site(project.root, address, open_browser=open_browser)
