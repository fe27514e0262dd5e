"""`visavis export pdf`."""

from __future__ import annotations

from pathlib import Path

import click

from visavis.cli.export import choose_side, open_publication, with_output, write_book
from visavis.export.book import PAPERS, Options, make_book
from visavis.export.download import book_name
from visavis.side import Side


@click.command("pdf")
@click.option(
    "--layout",
    type=click.Choice(["facing", "columns"]),
    default="facing",
    help="The original on left-hand and the translation on right-hand pages, to be bound; or both "
    "beside each other on wide pages, for screens. Rows are level in either.",
)
@click.option(
    "--paper",
    type=click.Choice(sorted(PAPERS)),
    help="The size of a page, a5 without it; of `columns` a4. These are turned.",
)
@click.option("--language", metavar="TAG", help="The text in this language alone.")
@with_output("; without it, one named after the edition, in the current folder")
@click.pass_context
def command(
    context: click.Context,
    layout: str,
    paper: str | None,
    language: str | None,
    output: Path | None,
    base_url: str | None,
) -> None:
    """Write the book as a PDF: facing pages with level rows, notes at their foot.

    Exit code 0: written; 1: written, though there are errors in the texts; 2: not written.
    """
    publication, site = open_publication(context, base_url)
    sides = (choose_side(site, language),) if language else tuple(Side)
    options = Options(layout, paper or ("a4" if layout == "columns" else "a5"), sides)
    ending = f"-{language}" if language else "-columns" if layout == "columns" else ""
    made = make_book(publication, site, options)
    write_book(context, publication, made, output or Path(book_name(site, f"{ending}.pdf")))
