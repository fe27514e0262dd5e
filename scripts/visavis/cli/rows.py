"""What is done to rows, from `visavis split` to `mark`, and `visavis undo` and `redo`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Any, Literal, TypeVar

import click

from visavis.action import Edit, History, Insert, Join, Move, SetMark, Shift, Split, Write
from visavis.cli.opening import open_project
from visavis.cli.progress import progress
from visavis.cli.visible import visible
from visavis.edition import open_edition
from visavis.errors import VisavisError
from visavis.side import Side
from visavis.store import lock_edition

_F = TypeVar("_F", bound=Callable[..., Any])
_SIDES = click.Choice([side.value for side in Side])


def _dry_run(command: _F) -> _F:
    return click.option(
        "--dry-run", is_flag=True, help="Show the lines that would change, and write nothing."
    )(command)


@click.command("split")
@click.argument("row", metavar="ID")
@click.option(
    "--at",
    multiple=True,
    metavar="WORDS",
    help="The first words of the second part; once for a side, or for each of both.",
)
@click.option("--side", type=_SIDES, help="Part this side alone; both parts answer the other.")
@_dry_run
@click.pass_context
def split(
    context: click.Context, row: str, at: tuple[str, ...], side: str | None, dry_run: bool
) -> None:
    """Part a row into two.

    ID is chapter#id, or id alone where only one chapter has it. Where the words are given of one
    side only, the other is parted before the sentence that answers. The id stays with the part that
    has most of the recorded words; the other gets a new one.
    """
    only = Side(side) if side else None
    _do(context, Split(address=row, at=at, side=only), dry_run)


@click.command("join")
@click.argument("first", metavar="ID")
@click.argument("second", metavar="ID")
@click.option("--apart", is_flag=True, help="Leave the paragraphs as they are, in one row.")
@_dry_run
@click.pass_context
def join(context: click.Context, first: str, second: str, apart: bool, dry_run: bool) -> None:
    """Make one row of two that follow each other.

    Where both texts have both, two paragraphs become one; where one text has only one of them, the
    other's stay as they are and the second continues the first. The id that has most of the
    recorded words stays; the address of the other leads there.
    """
    _do(context, Join(address=first, with_=second, apart=apart), dry_run)


@click.command("shift")
@click.argument("rows", metavar="ID..ID")
@click.option("--side", type=_SIDES, required=True, help="The side that stands in wrong rows.")
@click.option("--by", type=int, required=True, help="So many rows on; -1 is one row back.")
@_dry_run
@click.pass_context
def shift(context: click.Context, rows: str, side: str, by: int, dry_run: bool) -> None:
    """Let one side of some rows answer the rows further on, or back.

    `p20..p25` names the rows, `p20..` those to the end of the chapter. No word moves in its file:
    the ids do. What is left without another side is marked.
    """
    _do(context, Shift.of(rows, Side(side), by), dry_run)


@click.command("move")
@click.argument("rows", metavar="ID[..ID]")
@click.option("--to", required=True, metavar="CHAPTER", help="The chapter where they are to be.")
@click.option("--after", metavar="ID", help="Behind this row; without it, at the end.")
@_dry_run
@click.pass_context
def move(context: click.Context, rows: str, to: str, after: str | None, dry_run: bool) -> None:
    """Carry rows to another chapter.

    The notes that they call go with them, and so do their sign-offs. They get ids of that chapter,
    and their addresses lead there.
    """
    _do(context, Move.of(rows, to, after), dry_run)


@click.command("write")
@click.argument("row", metavar="ID")
@click.option("--side", type=_SIDES, required=True, help="The side that is written.")
@click.option("--text", help="What it is to say, in Markdown; without it, standard input.")
@_dry_run
@click.pass_context
def write(context: click.Context, row: str, side: str, text: str | None, dry_run: bool) -> None:
    """Put other words on one side of a row or a note.

    The line in braces stays as it is, and every other byte of the file. A paragraph more continues
    the row.
    """
    written = sys.stdin.read() if text is None else text
    _do(context, Write(address=row, side=Side(side), text=written), dry_run)


@click.command("insert")
@click.argument("row", metavar="ID")
@click.option("--source", default="", help="What the original says, in Markdown.")
@click.option("--target", default="", help="What the translation says.")
@_dry_run
@click.pass_context
def insert(context: click.Context, row: str, source: str, target: str, dry_run: bool) -> None:
    """Put a new row behind another. One that has one side only is marked."""
    _do(context, Insert(address=row, source=source, target=target), dry_run)


@click.command("mark")
@click.argument("row", metavar="ID")
@click.argument("name", type=click.Choice(["alone", "untranslated", "none"]))
@_dry_run
@click.pass_context
def mark(
    context: click.Context, row: str, name: Literal["alone", "untranslated", "none"], dry_run: bool
) -> None:
    """Say of a row with one side that it is so on purpose, or waits for its translation."""
    marked = "" if name == "none" else name
    _do(context, SetMark(address=row, mark=marked), dry_run)


@click.command("undo")
@click.option("--yes", is_flag=True, help="Undo also what is committed in git since.")
@click.pass_context
def undo(context: click.Context, yes: bool) -> None:
    """Undo what was done last, back to the beginning of the day, and say when it was done.

    Whatever a command or the desk has written into the edition; one more call goes one step further
    back, `redo` goes forward again. A file that was changed since is left as it is, and so is what
    git has committed since: on a terminal you are asked, elsewhere --yes undoes it.
    """
    history = History(open_project(context))
    last = history.last
    if last and not yes and history.is_committed and sys.stdin.isatty():
        for line in last.said:
            click.echo(visible(line))
        question = f"This was done at {last.time} and is committed in git since. Undo it?"
        yes = click.confirm(question, abort=True)
    done = history.undo(committed=yes)
    if done is None:
        raise VisavisError("there is nothing to undo")
    for line in done.said:
        click.echo(visible(line))
    if last:
        click.echo(f"It was done at {last.time}; `visavis redo` does it again.")


@click.command("redo")
@click.pass_context
def redo(context: click.Context) -> None:
    """Do again what `undo` undid last, if nothing else was done since."""
    done = History(open_project(context)).redo()
    if done is None:
        raise VisavisError("there is nothing to do again")
    for line in done.said:
        click.echo(visible(line))


def _do(context: click.Context, edit: Edit, dry_run: bool) -> None:
    """Plan and, unless it is a dry run, carry out, all under one lock."""
    project = open_project(context)
    with lock_edition(project.root), progress() as step:
        step("Reading the texts", 100)
        planned = edit.plan(open_edition(project))
        if not dry_run:
            History(project).do(planned)
    if dry_run:
        click.echo(visible(planned.show(), keep="\n\t"), nl=False)
    for line in planned.said:
        click.echo(visible(line))
    if dry_run:
        click.echo("This was a dry run: nothing was written.")
