"""`visavis glossary`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from contextlib import nullcontext
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from visavis.cli.opening import counted, open_project
from visavis.edition import Edition, open_edition
from visavis.errors import VisavisError
from visavis.settings import Project
from visavis.store import lock_edition, read_text

if TYPE_CHECKING:
    from visavis.glossary.suggest import Suggestion

FORMATS = ("tbx", "skos")


@click.group("glossary")
def command() -> None:
    """List the terms, propose new ones, exchange them with other programs."""


@command.command("list")
@click.pass_context
def list_(context: click.Context) -> None:
    """List the terms in both languages: in how many paragraphs each stands, and deviates."""
    edition = open_edition(open_project(context))
    found = [one for chapter in edition.chapters for one in edition.concordance.read(chapter)]
    source, target = edition.project.languages
    rows: list[tuple[str, ...]] = [("id", source, target, "paragraphs", "deviations")]
    for term in edition.glossary.terms:
        own = [one for one in found if one.term.id == term.id]
        deviating = sum(one.deviates for one in own)
        names = (term.entries[tag].term for tag in (source, target))
        rows.append((term.id, *names, str(len(own)), str(deviating or "")))
    for line in _table(rows):
        click.echo(line)


@command.command("suggest")
@click.option(
    "--most", type=click.IntRange(1), default=30, show_default=True, help="So many, the best first."
)
@click.option(
    "--format", "form", type=click.Choice(["table", "json", "yaml"]), default="table",
    help="yaml prints the beginnings of terms' files.",
)  # fmt: skip
@click.pass_context
def suggest(context: click.Context, most: int, form: str) -> None:
    """Propose pairs of terms that the glossary does not have yet.

    Expressions of both languages that stand in the same sentences again and again, with what speaks
    for each pair: how often each stands, how often both (dice: 1 where never one without the
    other), and where. It is statistics: read the rows before you believe it.
    """
    from visavis.glossary.suggest import suggest_terms  # NumPy and dictionaries are loaded with it

    edition = open_edition(open_project(context))
    project = edition.project
    found = suggest_terms(edition.chapters, edition.glossary, project.languages)[:most]
    if form == "json":
        told = [{**asdict(one), "rows": list(one.rows)} for one in found]
        click.echo(json.dumps(told, ensure_ascii=False, indent=2))
    elif form == "yaml":
        click.echo("\n---\n".join(_begin_terms(found, edition)), nl=bool(found))
    else:
        for line in _suggestions(found, project) if found else ["Nothing to propose."]:
            click.echo(line)


@command.command("export")
@click.argument("form", metavar="FORMAT", type=click.Choice(FORMATS))
@click.option(
    "--output", "-o", type=click.Path(path_type=Path, dir_okay=False),
    help="Write a file instead of printing.",
)  # fmt: skip
@click.option("--base-url", help="The address of the published site, for SKOS.")
@click.pass_context
def export(context: click.Context, form: str, output: Path | None, base_url: str | None) -> None:
    """Print the glossary as TBX (ISO 30042:2019, dialect TBX-Basic) or SKOS (JSON-LD).

    The same as `visavis export`.
    """
    from visavis.cli.export import print_format

    print_format(context, form, output, base_url)


@command.command("add")
@click.argument("name", metavar="ID")
@click.option(
    "--term", "terms", multiple=True, metavar="TAG=TERM", required=True,
    help="The term in a language; once for each of both.",
)  # fmt: skip
@click.option(
    "--definition", "definitions", multiple=True, metavar="TAG=TEXT",
    help="What it means, in that language, in Markdown; once for each of both.",
)  # fmt: skip
@click.pass_context
def add(
    context: click.Context, name: str, terms: tuple[str, ...], definitions: tuple[str, ...]
) -> None:
    """Add a term, in a file of its own.

    ID names it and its file; TAG is a language, as in `--term en=river --term fr=fleuve`.
    `visavis undo` takes it away.
    """
    from visavis.action import AddTerm, History
    from visavis.glossary import TermEntry

    project = open_project(context)
    told, meant = _by_tag(terms, "--term"), _by_tag(definitions, "--definition")
    for what, given in (("--term", told), ("--definition", meant)):
        lacking = [tag for tag in project.languages if not given.get(tag, "").strip()]
        if lacking:
            said = " ".join(f"{what} {tag}=…" for tag in lacking)
            raise VisavisError("a term is said and defined in both languages", hint=f"say {said}")
    entries = {tag: TermEntry(term, meant.get(tag, "")) for tag, term in told.items()}
    done = History(project).act(AddTerm(id=name, entries=entries).plan)
    for line in done.said:
        click.echo(line)


def _by_tag(said: Sequence[str], option: str) -> dict[str, str]:
    """What was said of each language. Raises UsageError."""
    found = {tag: text for tag, equals, text in (one.partition("=") for one in said) if equals}
    if len(found) < len(said):
        raise click.UsageError(f"{option} says TAG=…, once for a language")
    return found


@command.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.option("--force", is_flag=True, help="Write over terms that are there.")
@click.option("--encoding", metavar="NAME", default="", help="Of CSV: windows-1252, koi8-r…")
@click.pass_context
def import_(context: click.Context, file: Path, dry_run: bool, force: bool, encoding: str) -> None:
    """Bring in terms from a TBX or CSV file, one file each in the glossary's folder.

    The first row of a CSV file names its columns: a language tag for the term in that language, and
    as far as there are any `id`, `TAG definition`, `TAG variants`, `TAG forbidden`, `TAG usage`,
    where TAG is the language's; several variants are parted by |. Terms that are there already stay
    as they are, unless --force is given; what these formats cannot say (gaps, look-alikes,
    exceptions…) is kept even then.
    """
    from visavis.action import History, plan_files
    from visavis.glossary import parse_glossary
    from visavis.glossary.exchange import keep_rest, read_terms
    from visavis.glossary.write import write_term
    from visavis.input import decode, read_bytes

    project = open_project(context)
    data = read_bytes(file)
    if encoding:
        data = decode(data, file.name, encoding=encoding).encode()
    brought = read_terms(data, file.name, project.languages)
    with nullcontext() if dry_run else lock_edition(project.root):
        edition = open_edition(project)
        there = edition.glossary.by_id
        texts = {}
        for term in brought.terms:
            old = there.get(term.id)
            if old is None:
                texts[f"{project.glossary}/{term.id}.yml"] = write_term(term)
            elif force:
                texts[old.path] = write_term(keep_rest(term, old))
        parse_glossary(_whole(edition, texts), project.languages)
        if not dry_run:
            History(project).do(
                plan_files(project, [f"brought terms from {file.name}"], texts),
                command="glossary import",
            )
    for line in brought.doubts:
        click.echo(line)
    kept = [term.id for term in brought.terms if term.id in there and not force]
    if kept:
        click.echo(f"There already, and left as they are: {', '.join(kept)} (--force writes them).")
    wrote = "Would write" if dry_run else "Wrote"
    click.echo(f"{wrote} {counted(len(texts), 'term')}{': ' if texts else ''}{', '.join(texts)}")


def _whole(edition: Edition, texts: dict[str, str]) -> dict[str, str]:
    """The files of the glossary as they would be, to be read before they are written."""
    root = edition.project.root
    old = {term.path: read_text(root, term.path) for term in edition.glossary.terms}
    return {**old, **texts}


def _suggestions(found: Sequence[Suggestion], project: Project) -> Iterator[str]:
    source, target = project.languages
    rows: list[tuple[str, ...]] = [(source, target, source, target, "both", "dice", "where")]
    for one in found:
        counts = (one.source_uses, one.target_uses, one.together)
        where = ", ".join(one.rows[:3]) + (f" and {len(one.rows) - 3} more" * (len(one.rows) > 3))
        rows.append((one.source, one.target, *map(str, counts), f"{one.dice:.2f}", where))
    return _table(rows)


def _begin_terms(found: Sequence[Suggestion], edition: Edition) -> Iterator[str]:
    """A term's file for each, with its evidence as a comment and definitions to be written."""
    from visavis.glossary import UNTOLD, Term, TermEntry
    from visavis.glossary.exchange import name_term
    from visavis.glossary.write import write_term

    source, target = edition.project.languages
    taken = set(edition.glossary.by_id)
    for one in found:
        entries = {source: TermEntry(one.source, UNTOLD), target: TermEntry(one.target, UNTOLD)}
        term = Term(name_term(one.source, taken), entries)
        taken.add(term.id)
        evidence = f"# {one.together} times together, dice {one.dice:.2f}: {', '.join(one.rows)}"
        schema, _, fields = write_term(term).rstrip("\n").partition("\n")
        yield f"{schema}\n{evidence}\n{fields}"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        cells = (f"{cell:{width}}" for cell, width in zip(row, widths, strict=True))
        yield "  ".join(cells).rstrip()
