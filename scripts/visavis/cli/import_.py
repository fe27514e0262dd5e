"""`visavis import`."""

from __future__ import annotations

from contextlib import nullcontext
from pathlib import Path

import click

from visavis.cli.import_report import report, table
from visavis.cli.importing import (
    Import,
    Stock,
    align_pair,
    align_replacement,
    check_free,
    import_bitext,
    import_pair,
    import_replacement,
    prove,
    rows_of,
    take_stock,
)
from visavis.cli.opening import open_project
from visavis.cli.progress import Step, progress
from visavis.cli.write import write_files
from visavis.errors import VisavisError
from visavis.intake import BITEXT_SUFFIXES, TEXT_SUFFIXES, read_bitext, read_file
from visavis.record import lock_records


@click.command("import")
@click.argument("source", type=click.Path(path_type=Path))
@click.argument("target", type=click.Path(path_type=Path), required=False)
@click.option("--as", "name", required=True, metavar="NAME", help="What the chapter is called.")
@click.option(
    "--replace",
    "side",
    type=click.Choice(["source", "target"]),
    help="Put the text in the place of the original or of the translation of a chapter.",
)
@click.option("--dry-run", is_flag=True, help="Show the alignment, and write nothing.")
@click.option("--force", is_flag=True, help="Write over a chapter that is there.")
@click.pass_context
def command(
    context: click.Context,
    source: Path,
    target: Path | None,
    name: str,
    side: str | None,
    dry_run: bool,
    force: bool,
) -> None:
    """Bring texts into the edition, aligned and stamped.

    SOURCE is the original, TARGET the translation: plain text, Markdown, HTML, DOCX, ODT or EPUB.
    A single SOURCE in TMX, XLIFF, PO or TSV (original, tabulator, translation) holds both, and
    keeps its alignment.

    With --replace the one SOURCE takes the place of one side of the chapter NAME. Ids are kept
    where the new text answers the side that stays; its front matter says from then on
    `text_status: published-original` (or `published-translation`).

    What the alignment is unsure of is listed with its neighbours, and every row enters the record
    as unreviewed.
    """
    project = open_project(context)
    _check_usage(source, target, side)
    # Whoever writes a record has read it under the same lock.
    with nullcontext() if dry_run else lock_records(project.root):
        stock = take_stock(project, name)
        if side is None and not dry_run:
            check_free(stock, force=force)
        with progress() as step:
            done = (
                _bring(stock, source, target, step)
                if side is None
                else _replace(stock, source, side, step)
            )
        if not dry_run:
            write_files(project.root, done.files)
    for line in (*(table(done) if dry_run else ()), *report(done)):
        click.echo(line)
    _say_end(stock, done, side, dry_run)


def _check_usage(source: Path, target: Path | None, side: str | None) -> None:
    """Raise VisavisError for files that cannot go together."""
    for path in filter(None, (source, target)):
        if path.suffix.lower() not in (*TEXT_SUFFIXES, *BITEXT_SUFFIXES):
            raise VisavisError(
                f"{path.suffix or 'a file without a suffix'} is no format that can be imported",
                place=str(path),
                hint=f"there are {', '.join((*TEXT_SUFFIXES, *BITEXT_SUFFIXES))}",
            )
    aligned = [p for p in (source, target) if p and p.suffix.lower() in BITEXT_SUFFIXES]
    if side is not None and (target or aligned):
        raise VisavisError("--replace takes one text, for the side that it names")
    if aligned and target:
        raise VisavisError("this file holds both texts; name it alone", place=str(aligned[0]))
    if not (side or aligned or target):
        raise VisavisError(
            "TARGET is missing: the translation of this text",
            place=str(source),
            hint="to exchange one side of a chapter, say --replace source or --replace target",
        )


def _bring(stock: Stock, source: Path, target: Path | None, step: Step) -> Import:
    project = stock.project
    if target is None:
        step("Reading both texts", 50)
        bitext = read_bitext(source, (project.source.language, project.target.language))
        step("Writing both texts", 50)
        return import_bitext(stock, bitext)
    step("Reading the original", 15)
    ours = prove(read_file(source, project.source.language))
    step("Reading the translation", 15)
    theirs = prove(read_file(target, project.target.language))
    step("Aligning", 50)
    joints = align_pair(ours, theirs)
    step("Writing both texts", 20)
    return import_pair(stock, ours, theirs, joints)


def _replace(stock: Stock, path: Path, side: str, step: Step) -> Import:
    rows_of(stock)  # says what is wrong with the chapter before anything long begins
    project = stock.project
    step("Reading the new text", 20)
    new = prove(read_file(path, (project.source if side == "source" else project.target).language))
    step("Aligning", 60)
    joints = align_replacement(stock, side, new)
    step("Writing both texts", 20)
    return import_replacement(stock, side, new, joints)


def _say_end(stock: Stock, done: Import, side: str | None, dry_run: bool) -> None:
    click.echo("")
    if dry_run:
        click.echo("Nothing was written (--dry-run).")
        return
    click.echo(f"Wrote {', '.join(done.files)}.")
    if side is None:
        click.echo(f"Name {stock.name}.md in the nav of mkdocs.yml, and run `visavis check`.")
        return
    project = stock.project
    if (project.source if side == "source" else project.target).notice:
        click.echo(
            f"mkdocs.yml has a notice about the {side} text (plugins: visavis: {side}: notice); "
            "see whether it is still true."
        )
