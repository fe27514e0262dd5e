"""`visavis export`: a command for each format, since some have options of their own."""

from __future__ import annotations

import os
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any, TypeVar

import click

from visavis.checks import find_errors
from visavis.cli.lazy import LazyGroup
from visavis.cli.opening import counted, open_project
from visavis.cli.output import write_out
from visavis.edition import Edition, open_edition
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
from visavis.publication import Addresses, Publication, Site, publish
from visavis.render import Dialect
from visavis.settings import list_extensions, list_titles, read_config
from visavis.side import Side

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
"""What is printed, by name: what it is, and the function that makes the text."""
BOOKS = {
    "epub": "an EPUB 3.3, both texts row by row or one alone",
    "pdf": "the book, both texts on facing pages with level rows, or one alone",
}
"""What is written into a file and has options of its own: `visavis.cli.export_NAME` holds it as
`command`."""
_Command = TypeVar("_Command", bound=Callable[..., Any])


class _Formats(LazyGroup):
    """Makes the command of a format when it is called."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted([*FORMATS, *BOOKS])

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in BOOKS:
            command: click.Command = import_module(f"visavis.cli.export_{cmd_name}").command
            return command
        return _printing(cmd_name) if cmd_name in FORMATS else None

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        told = {name: about for name, (about, _) in FORMATS.items()} | BOOKS
        with formatter.section("Formats"):
            formatter.write_dl(sorted(told.items()))

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # Options may stand before the format, too.
        at = next((i for i, arg in enumerate(args) if arg in FORMATS or arg in BOOKS), 0)
        return super().parse_args(ctx, [*args[at : at + 1], *args[:at], *args[at + 1 :]])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args and self.get_command(ctx, args[0]) is None:
            there = ", ".join(self.list_commands(ctx))
            raise click.UsageError(f"{args[0]} is no format; there are {there}", ctx)
        return super().resolve_command(ctx, args)


@click.group(
    "export",
    cls=_Formats,
    subcommand_metavar="FORMAT [OPTIONS]",
    epilog="`visavis export FORMAT --help` tells the options of a format.",
)
def command() -> None:
    """Write the edition in a format of others."""


def with_output(default: str) -> Callable[[_Command], _Command]:
    """The options that every format has; `default` is what happens without `--output`."""

    def add(command: _Command) -> _Command:
        for option in (
            click.option(
                "--base-url",
                help="The address of the published site; without it, VISAVIS_SITE_URL or "
                "`site_url` in mkdocs.yml, or else addresses relative to the site.",
            ),
            click.option(
                "--output",
                "-o",
                type=click.Path(path_type=Path, dir_okay=False),
                help=f"Write this file{default}.",
            ),
        ):
            command = option(command)
        return command

    return add


def _printing(name: str) -> click.Command:
    """The command that prints a text."""

    @click.command(name, help=f"Print {FORMATS[name][0]}.")
    @with_output(" instead of printing")
    @click.pass_context
    def command(context: click.Context, output: Path | None, base_url: str | None) -> None:
        print_format(context, name, output, base_url)

    return command


def open_publication(context: click.Context, base_url: str | None) -> tuple[Publication, Site]:
    """What a book is made of: everything that is said of the edition, and where it is published."""
    project = open_project(context)
    config = read_config(project.root)
    edition = open_edition(project)
    dialect = Dialect.of(*list_extensions(config))
    publication = publish(edition, dialect=dialect, findings=())
    return publication, describe_site(edition, config, base_url)


def choose_side(site: Site, tag: str) -> Side:
    """The text in a language. Raises UsageError where the edition has none."""
    tags = {own: side for side, own in site.languages.items()}
    if tag not in tags:
        raise click.UsageError(f"{tag} is no language of this edition: {', '.join(tags)}")
    return tags[tag]


def print_format(
    context: click.Context, name: str, output: Path | None, base_url: str | None
) -> None:
    """Print an edition in a format, or write it where the user has said."""
    project = open_project(context)
    edition = open_edition(project)
    site = describe_site(edition, read_config(project.root), base_url)
    text = FORMATS[name][1](edition, site)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_out(project, text.encode(), output)
        click.echo(f"{output}: written", err=True)


def write_book(context: click.Context, publication: Publication, made: bytes, to: Path) -> None:
    """Write a book, and fail where it is one of texts with errors in them."""
    write_out(publication.edition.project, made, to)
    click.echo(f"{to}: written", err=True)
    errors = len(find_errors(publication.edition))
    if errors:
        said = f"{counted(errors, 'error')} in the texts of this book; visavis check says where"
        click.echo(said, err=True)
        context.exit(1)


def describe_site(edition: Edition, config: Any, base_url: str | None) -> Site:
    """Where the edition is published, as the user, the environment or `mkdocs.yml` says."""
    site_url = config.get("site_url")
    base = base_url or os.environ.get("VISAVIS_SITE_URL") or site_url or ""
    base = base if isinstance(base, str) else ""
    directories = config.get("use_directory_urls", True) is not False
    addresses = Addresses(edition.project.target.language, directories)
    title = config.get("site_name")
    title = title if isinstance(title, str) else ""
    base = base.rstrip("/") + "/" if base else ""
    return Site.of(edition.project, addresses, base, title, list_titles(config, edition.project))
