"""`visavis stamp`."""

from __future__ import annotations

from collections.abc import Iterator

import click

from visavis.action import record_texts
from visavis.cli.opening import counted, open_project
from visavis.cli.signing import describe_moves
from visavis.edition import Edition, open_edition, record_path
from visavis.errors import VisavisError
from visavis.pairs import Doubt, Pairing, Stamped, pair_documents, stamp
from visavis.project import Project
from visavis.record import Record, follow
from visavis.side import Side
from visavis.store import lock_edition, write_files
from visavis.text import Block, Document, parse_document, write_document

_SETTLE = """\
visavis: nothing was written. Write what is missing or delete what is too much; what one side
has on purpose is marked {: .alone }, what waits for translation {: .untranslated }. Then stamp
again."""
_MEND = "visavis: these chapters have no new ids. Mend what is named, then stamp again."
_MOST_SHOWN = 20
"""Blocks of a side that are named where a stretch is in doubt."""


@click.command("stamp")
@click.option("--dry-run", is_flag=True, help="Say what would be done, and write nothing.")
@click.pass_context
def command(context: click.Context, dry_run: bool) -> None:
    """Give ids to the paragraphs that have none.

    Between two ids that both sides have, equal sequences of blocks are paired in order. Where the
    two sides do not match, nothing at all is written and the paragraphs in doubt are named (exit
    code 2); a chapter with an attribute list where none is read stays as it is, and the others
    are stamped. An id is allotted once and never again, not even after its paragraph is gone: the
    record keeps it, with the address where its words went, if they are clearly found elsewhere.
    """
    project = open_project(context)
    if dry_run:
        _stamp(context, project, dry_run=True)
        return
    with lock_edition(project.root):
        _stamp(context, project, dry_run=False)


def _stamp(context: click.Context, project: Project, *, dry_run: bool) -> None:
    edition = open_edition(project)
    _check_records(edition)
    results = {c.name: stamp_chapter(c, edition) for c in edition.chapters}
    doubts = [line for c in edition.chapters for line in _doubt_lines(c, results[c.name])]
    for line in doubts:
        click.echo(line, err=True)
    if not all(doubt.of_form for result in results.values() for doubt in result.doubts):
        click.echo(_SETTLE, err=True)
        context.exit(2)
    texts = {}
    for chapter in edition.chapters:
        texts.update(_changed(chapter, results[chapter.name]))
    records = _follow(edition, results)
    texts.update(record_texts(edition, records))
    if not dry_run:
        write_files(project.root, texts)
    for name, result in results.items():
        if result.new:
            click.echo(f"{name}: {counted(len(result.new), 'new id')} ({_range(result.new)})")
    given = [line for c in edition.chapters for line in _given_back(c, results[c.name])]
    moves = list(describe_moves(edition.records, records))
    for line in (*given, *moves):
        click.echo(line)
    if not (given or moves or doubts or any(result.new for result in results.values())):
        click.echo("Every block has its id.")
    elif dry_run:
        click.echo("This was a dry run: nothing was written.")
    if doubts:
        click.echo(_MEND, err=True)
        context.exit(2)


def _given_back(chapter: Pairing, result: Stamped) -> Iterator[str]:
    """The ids that one side had lost and the other had kept."""
    fresh = set(result.new)
    for side in Side:
        for old, new in zip(chapter[side].blocks, result[side].blocks, strict=True):
            if old.id is None and new.id is not None and new.id not in fresh:
                yield f"{new.id}: written again in {old.place}"


def _check_records(edition: Edition) -> None:
    """An id in a line that cannot be read could be allotted again."""
    for name, record in edition.records.items():
        for damage in record.damaged:
            raise VisavisError(
                f"this line of the record cannot be read: {damage.reason}",
                place=f"{record_path(edition.project, name)}:{damage.line}",
                hint="mend it, or restore the file from the repository",
            )


def stamp_chapter(chapter: Pairing, edition: Edition) -> Stamped:
    """Stamp one chapter of an edition, and prove that nothing else has changed."""
    if not (chapter.source.exists and chapter.target.exists):
        missing = chapter.target if chapter.source.exists else chapter.source
        doubt = Doubt((), (), "this side of the chapter is missing", missing.path)
        return Stamped(chapter.source, chapter.target, (), (doubt,))
    result = stamp(chapter.source, chapter.target, edition.records[chapter.name].ids)
    for side in Side:
        if not _same_text(chapter[side], result[side]):
            place = chapter[side].path
            doubt = Doubt((), (), "an attribute line would change how it is read", place)
            return Stamped(chapter.source, chapter.target, (), (doubt,))
    return result


def _same_text(before: Document, after: Document) -> bool:
    text = write_document(after)
    if text == write_document(before):
        return True
    read = parse_document(text, path=after.path, language=after.language).blocks
    same_words = [(b.kind, b.plain) for b in read] == [(b.kind, b.plain) for b in before.blocks]
    return same_words and [block.id for block in read] == [block.id for block in after.blocks]


def _changed(chapter: Pairing, result: Stamped) -> dict[str, str]:
    return {
        chapter[side].path: write_document(result[side])
        for side in Side
        if write_document(chapter[side]) != write_document(result[side])
    }


def _follow(edition: Edition, results: dict[str, Stamped]) -> dict[str, Record]:
    stamped = (pair_documents(name, r.source, r.target) for name, r in results.items())
    return follow(edition.records, stamped)


def _doubt_lines(chapter: Pairing, result: Stamped) -> list[str]:
    lines = []
    for doubt in result.doubts:
        first = next(iter((*doubt.source, *doubt.target)), None)
        place = doubt.place or str(first.place if first else chapter.source.path)
        lines.append(f"{place}: in doubt: {doubt.reason}")
        for side, blocks in zip(Side, (doubt.source, doubt.target), strict=True):
            lines += [f"    {_shown(chapter[side], block)}" for block in blocks[:_MOST_SHOWN]]
            if len(blocks) > _MOST_SHOWN:
                lines.append(f"    … and {counted(len(blocks) - _MOST_SHOWN, 'block')} more")
    return lines


def _shown(document: Document, block: Block) -> str:
    words = " ".join(block.plain.split())
    start = words if len(words) <= 60 else words[:60] + "…"
    return f"{document.language} {block.place}: {block.id or 'no id'}: {block.kind}: {start}"


def _range(ids: tuple[str, ...]) -> str:
    return ids[0] if len(ids) == 1 else f"{ids[0]} to {ids[-1]}" if len(ids) > 3 else ", ".join(ids)
