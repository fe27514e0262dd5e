"""`visavis export epub`."""

from __future__ import annotations

from pathlib import Path

import click

from visavis.cli.export import choose_side, open_publication, with_output, write_book
from visavis.export.download import book_name
from visavis.export.epub import Layout, make_epub
from visavis.side import Side


@click.command("epub")
@click.option("--first", metavar="TAG", help="The language that stands first; else the original's.")
@click.option(
    "--reveal",
    is_flag=True,
    help="Show the first text alone; a ¶ after each paragraph calls up the other, as a note.",
)
@click.option("--language", metavar="TAG", help="The text in this language alone.")
@with_output("; without it, one named after the edition, in the current folder")
@click.pass_context
def command(
    context: click.Context,
    first: str | None,
    reveal: bool,
    language: str | None,
    output: Path | None,
    base_url: str | None,
) -> None:
    """Write an EPUB 3.3: both texts row by row, their notes as pop-ups, the glossary.

    Exit code 0: written; 1: written, though there are errors in the texts; 2: not written.
    """
    if language and (first or reveal):
        raise click.UsageError("--language is one text alone: there is no --first and no --reveal")
    publication, site = open_publication(context, base_url)
    chosen = language or first
    side = choose_side(site, chosen) if chosen else Side.SOURCE
    layout = Layout(side, reveal=reveal, alone=bool(language))
    name = book_name(site, layout.ending(site.languages) + ".epub")
    made = make_epub(publication, site, layout)
    write_book(context, publication, made, output or Path(name))
