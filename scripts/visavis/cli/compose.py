"""`visavis compose`."""

from __future__ import annotations

from pathlib import Path

import click

from visavis.checks import find_errors
from visavis.cli.opening import counted, open_project
from visavis.edition import open_edition
from visavis.errors import VisavisError
from visavis.store import is_vacant, write_files


@click.command("compose")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
@click.pass_context
def command(context: click.Context, folder: Path) -> None:
    """Write the site as plain pages, for any generator.

    FOLDER is made, or must be empty. It becomes a project of its own: the pages in both interfaces
    as finished HTML, what belongs to them, and an mkdocs.yml that needs no plugin.
    """
    from visavis.site.tree import compose_tree

    edition = open_edition(open_project(context))
    if not is_vacant(folder):
        raise VisavisError("the folder is not empty", place=str(folder), hint="name a new one")
    if find_errors(edition):
        raise VisavisError("the edition has errors", hint="`visavis check` names them")
    files = compose_tree(edition)
    folder.mkdir(parents=True, exist_ok=True)
    write_files(folder, files)
    click.echo(f"{folder}: {counted(len(files), 'file')}")
