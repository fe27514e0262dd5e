"""`visavis stamp`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from visavis.action import History, Stamping, plan_stamp
from visavis.cli.opening import counted, open_project
from visavis.cli.progress import progress
from visavis.cli.visible import visible
from visavis.edition import Edition, open_edition
from visavis.pairs import Doubt, Pairing, find_remedies
from visavis.store import lock_edition
from visavis.text import Block, Document

_SETTLE = """\
visavis: {chapters} not stamped. What one side has on purpose is marked {{: .alone }}, what waits
for translation {{: .untranslated }}. Then stamp again."""
_MOST_SHOWN = 20
"""Blocks of a side that are named where a stretch is in doubt."""


@click.command("stamp")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.pass_context
def command(context: click.Context, dry_run: bool) -> None:
    """Give ids to the paragraphs that have none.

    Between two ids that both sides have, equal sequences of blocks are paired in order. Where the
    two sides of a chapter do not match, nothing of it is written; the paragraphs in doubt are
    named, with what to write there, and the other chapters are stamped all the same (exit code 2).
    An id stays with most of the recorded words, also where a paragraph was split or joined by hand;
    it is allotted once and never again, not even after its paragraph is gone: the record keeps it,
    with the address where its words went, if they are clearly found elsewhere.
    """
    project = open_project(context)
    with lock_edition(project.root), progress() as step:
        step("Reading the texts", 60)
        edition = open_edition(project)
        step("Stamping", 40)
        done = plan_stamp(edition)
        if not dry_run:
            History(project).do(done.plan, command="stamp")
    for line in done.plan.said:
        click.echo(visible(line))
    for line in _doubt_lines(edition, done):
        click.echo(visible(line), err=True)
    if not (done.plan.said or done.doubts):
        click.echo("Every block has its id.")
    elif dry_run:
        click.echo("This was a dry run: nothing was written.")
    if done.doubts:
        number = len(done.doubts)
        chapters = "this chapter was" if number == 1 else f"these {number} chapters were"
        click.echo(_SETTLE.format(chapters=chapters), err=True)
        context.exit(2)


def _doubt_lines(edition: Edition, done: Stamping) -> Iterator[str]:
    for chapter in edition.chapters:
        for doubt in done.doubts.get(chapter.name, ()):
            yield from _describe(chapter, doubt)


def _describe(chapter: Pairing, doubt: Doubt) -> Iterator[str]:
    """A doubt, its blocks, and what to write at them."""
    first = next(iter((*doubt.source, *doubt.target)), None)
    place = doubt.place or str(first.place if first else chapter.source.path)
    yield f"{place}: in doubt: {doubt.reason}"
    if doubt.hint:
        yield f"    → {doubt.hint}"
    remedies = find_remedies(chapter, doubt)
    advice = {id(remedy.block): remedy.advice for remedy in remedies}
    for document, blocks in ((chapter.source, doubt.source), (chapter.target, doubt.target)):
        for block in blocks[:_MOST_SHOWN]:
            yield f"    {_shown(document, block)}"
            if id(block) in advice:
                yield f"        → {advice.pop(id(block))}"
        if len(blocks) > _MOST_SHOWN:
            yield f"    … and {counted(len(blocks) - _MOST_SHOWN, 'block')} more"
    for remedy in remedies:
        if id(remedy.block) in advice:  # at a block beside the stretch
            yield f"    {_shown(chapter[remedy.side], remedy.block)}"
            yield f"        → {remedy.advice}"


def _shown(document: Document, block: Block) -> str:
    words = " ".join(block.plain.split())
    start = words if len(words) <= 60 else words[:60] + "…"
    return f"{document.language} {block.place}: {block.id or 'no id'}: {block.kind}: {start}"
