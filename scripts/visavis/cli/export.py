"""`visavis export`."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from visavis.cli.opening import open_project
from visavis.edition import Edition, open_edition
from visavis.errors import VisavisError
from visavis.export import (
    export_annotations,
    export_json_lines,
    export_po,
    export_skos,
    export_tbx,
    export_tei,
    export_tmx,
    export_xliff,
)
from visavis.publication import Addresses, Site
from visavis.settings import read_config
from visavis.side import Side
from visavis.store import replacing

FORMATS: dict[str, tuple[str, Callable[[Edition, Site], str]]] = {
    "annotations": ("the notes as W3C Web Annotations (JSON-LD)", export_annotations),
    "jsonl": ("JSON Lines, a row or note a line", export_json_lines),
    "po": ("PO, as po4a and mdpo have it", export_po),
    "skos": ("the glossary as SKOS (JSON-LD)", export_skos),
    "tbx": ("the glossary as TBX (ISO 30042:2019)", export_tbx),
    "tei": ("TEI P5, both texts joined by `corresp`", export_tei),
    "tmx": ("TMX 1.4b, a translation memory", export_tmx),
    "xliff": ("XLIFF 2.0", export_xliff),
}
"""By name: what it is, and the function that makes the text."""


@click.command(
    "export",
    epilog="Formats: " + "; ".join(f"{name}: {about}" for name, (about, _) in FORMATS.items()),
)
@click.argument("form", metavar="FORMAT", type=click.Choice(list(FORMATS)))
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write a file instead of printing.",
)
@click.option(
    "--base-url",
    help="The address of the published site; without it, VISAVIS_SITE_URL or `site_url` in "
    "mkdocs.yml, or else addresses relative to the site.",
)
@click.pass_context
def command(context: click.Context, form: str, output: Path | None, base_url: str | None) -> None:
    """Print the edition in a format of others."""
    project = open_project(context)
    config = read_config(project.root)
    edition = open_edition(project)
    give_out(FORMATS[form][1](edition, make_site(edition, config, base_url)), output)


def give_out(text: str, output: Path | None) -> None:
    """Print a text, or write it where the user has said."""
    if output is None:
        click.echo(text, nl=False)
        return
    try:
        output.absolute().parent.mkdir(parents=True, exist_ok=True)
        with replacing(output) as stream:
            stream.write(text.encode())
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise VisavisError(f"cannot be written: {reason}", place=str(output)) from None
    click.echo(f"{output}: written", err=True)


def make_site(edition: Edition, config: Any, base_url: str | None) -> Site:
    """Where the edition is published, as the user, the environment or `mkdocs.yml` says."""
    site_url = config.get("site_url")
    base = base_url or os.environ.get("VISAVIS_SITE_URL") or site_url or ""
    base = base if isinstance(base, str) else ""
    directories = config.get("use_directory_urls", True) is not False
    addresses = Addresses(edition.project.target.language, directories)
    title = config.get("site_name")
    return Site(
        addresses.page,
        {side: edition.project[side].language for side in Side},
        edition.project.target.language,
        base.rstrip("/") + "/" if base else "",
        title if isinstance(title, str) else "",
    )
