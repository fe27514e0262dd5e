"""`visavis build`."""

from __future__ import annotations

import time
from pathlib import Path

import click

from visavis.cli.opening import counted, open_project


@click.command("build")
@click.option(
    "-d",
    "--site-dir",
    type=click.Path(path_type=Path),
    help="Where the site goes; without it, `site` in the edition.",
)
@click.option("--strict/--no-strict", default=True, help="Whether a warning of MkDocs stops it.")
@click.pass_context
def command(context: click.Context, site_dir: Path | None, strict: bool) -> None:
    """Make the site.

    The texts are checked first; with errors in them nothing is built, and the site that was there
    stays as it was.
    """
    from rich.console import Console
    from rich.progress import Progress

    from visavis.site.build import build_site, show_log

    project = open_project(context)
    site = site_dir.absolute() if site_dir else project.root / "site"
    show_log()
    started = time.monotonic()
    console = Console(stderr=True)
    with Progress(console=console, transient=True, disable=not console.is_terminal) as progress:
        task = progress.add_task("Building", total=None)
        build_site(project.root, site, strict=strict, on_page=lambda: progress.advance(task))
    pages = sum(1 for _ in site.rglob("*.html"))
    click.echo(f"{site}: {counted(pages, 'page')} in {time.monotonic() - started:.1f} s")
