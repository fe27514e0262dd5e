"""`visavis stamp`."""

from __future__ import annotations

import click

from visavis.align import Doubt, Pairing, Stamped, stamp
from visavis.cli.opening import counted, open_project
from visavis.cli.write import write_files
from visavis.edition import Edition, open_edition, record_path
from visavis.record import follow_ids, write_record
from visavis.text import Block, Document, parse_document, write_document


@click.command("stamp")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.pass_context
def command(context: click.Context, dry_run: bool) -> None:
    """Give ids to the paragraphs that have none.

    Between two ids that both sides have, equal sequences of blocks are paired in order. Where the two
    sides do not match, nothing at all is written and the paragraphs in doubt are named (exit code 2).
    An id is allotted once and never again, not even after its paragraph is gone.
    """
    project = open_project(context)
    edition = open_edition(project)
    results = {c.name: stamp_chapter(c, edition) for c in edition.chapters}
    doubts = [line for c in edition.chapters for line in _doubt_lines(c, results[c.name])]
    if doubts:
        for line in doubts:
            click.echo(line, err=True)
        click.echo("visavis: nothing was written; settle the doubts and stamp again", err=True)
        context.exit(2)
    texts = {}
    for chapter in edition.chapters:
        texts.update(_changed(chapter, results[chapter.name]))
    texts.update(_records(edition, results))
    if not dry_run:
        write_files(project.root, texts)
    for name, result in results.items():
        if result.new:
            click.echo(f"{name}: {counted(len(result.new), 'new id')} ({_range(result.new)})")
    if not any(result.new for result in results.values()):
        click.echo("Every block has its id.")


def stamp_chapter(chapter: Pairing, edition: Edition) -> Stamped:
    """Stamp one chapter of an edition, and prove that nothing else has changed."""
    if not (chapter.source.exists and chapter.target.exists):
        missing = chapter.target if chapter.source.exists else chapter.source
        doubt = Doubt((), (), f"{missing.path} is missing")
        return Stamped(chapter.source, chapter.target, (), (doubt,))
    result = stamp(chapter.source, chapter.target, edition.records[chapter.name].ids)
    for before, after in ((chapter.source, result.source), (chapter.target, result.target)):
        if not _same_text(before, after):
            doubt = Doubt((), (), f"an attribute line would change how {before.path} is read")
            return Stamped(chapter.source, chapter.target, (), (doubt,))
    return result


def _same_text(before: Document, after: Document) -> bool:
    read = parse_document(write_document(after), path=after.path, language=after.language)
    return [(b.kind, b.plain) for b in read.blocks] == [(b.kind, b.plain) for b in before.blocks] and [
        block.id for block in read.blocks
    ] == [block.id for block in after.blocks]


def _changed(chapter: Pairing, result: Stamped) -> dict[str, str]:
    texts = {}
    for before, after in ((chapter.source, result.source), (chapter.target, result.target)):
        if write_document(before) != write_document(after):
            texts[after.path] = write_document(after)
    return texts


def _records(edition: Edition, results: dict[str, Stamped]) -> dict[str, str]:
    texts = {}
    for name, result in results.items():
        record = edition.records[name]
        living = {b.id for d in (result.source, result.target) for b in d.blocks if b.id}
        entries = follow_ids(record, living)
        if {entry.id: entry for entry in entries} != dict(record.entries):
            texts[record_path(edition.project, name)] = write_record(entries)
    return texts


def _doubt_lines(chapter: Pairing, result: Stamped) -> list[str]:
    lines = []
    for doubt in result.doubts:
        first = next(iter((*doubt.target, *doubt.source)), None)
        place = str(first.place) if first else chapter.target.path
        lines.append(f"{place}: in doubt: {doubt.reason}")
        for document, blocks in ((chapter.target, doubt.target), (chapter.source, doubt.source)):
            lines += [f"    {_shown(document, block)}" for block in blocks]
    return lines


def _shown(document: Document, block: Block) -> str:
    words = " ".join(block.plain.split())
    start = words if len(words) <= 60 else words[:60] + "…"
    return f"{document.language} {block.place}: {block.id or 'no id'}: {block.kind}: {start}"


def _range(ids: tuple[str, ...]) -> str:
    return ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}" if len(ids) > 3 else ", ".join(ids)
