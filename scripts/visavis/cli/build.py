"""`visavis build`."""

from __future__ import annotations

import os
import time
from pathlib import Path

import click

from visavis.cli.opening import counted, open_project
from visavis.cli.output import find_site_folder
from visavis.cli.progress import progress


@click.command("build")
@click.option(
    "-d",
    "--site-dir",
    type=click.Path(path_type=Path),
    help="Where the site goes; without it, `site` in the edition, or `site-offline`.",
)
@click.option("--offline", is_flag=True, help="A folder, and a zip of it, that need no server.")
@click.option("--strict/--no-strict", default=True, help="Whether a warning of MkDocs stops it.")
@click.pass_context
def command(context: click.Context, site_dir: Path | None, offline: bool, strict: bool) -> None:
    """Make the site.

    The texts are checked first; with errors in them nothing is built, and the site that was there
    stays as it was.
    """
    from visavis.export.download import list_missing
    from visavis.site.build import build_site, show_log
    from visavis.site.offline import write_zip

    project = open_project(context)
    site = find_site_folder(project, site_dir, "site-offline" if offline else "site")
    show_log()
    started = time.monotonic()
    with progress() as step:
        step("Building", 100)
        built = build_site(project.root, site, strict=strict, offline=offline)
    pages = sum(name.endswith(".html") for _, _, names in os.walk(site) for name in names)
    took = (
        f"in {time.monotonic() - started:.1f} s" if built else "as they were: nothing has changed"
    )
    click.echo(f"{site}: {counted(pages, 'page')} {took}")
    for name, extra in list_missing(project.downloads).items():
        click.echo(
            f"downloads: {name} is left out: it wants pip install 'visavis[{extra}]'", err=True
        )
    if offline:
        packed = site.with_name(f"{site.name}.zip")
        write_zip(site, packed)
        click.echo(
            f"{packed}: {packed.stat().st_size / 1_000_000:.1f} MB; open {site.name}/index.html"
        )
