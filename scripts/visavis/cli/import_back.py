"""`visavis import` of a file that this program has exported: by the addresses of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path

import click

from visavis.action import History, plan_files
from visavis.cli.opening import counted
from visavis.cli.progress import progress
from visavis.cli.signing import find_date, find_name
from visavis.edition import record_path
from visavis.errors import VisavisError
from visavis.imports import Import, check_free
from visavis.imports.exchange import (
    EXCHANGE_SUFFIXES,
    ReturnedFile,
    ReturnedUnit,
    bring_edited,
    bring_whole,
    read_units,
)
from visavis.input import read_bytes
from visavis.record import find_status, living_pairs, parse_record, sign_off, write_record
from visavis.settings import Project
from visavis.side import Side
from visavis.store import lock_edition

_SHOWN = 8


def import_exchanged(
    project: Project,
    file: Path,
    side: Side | None,
    name: str | None,
    *,
    dry_run: bool,
    force: bool,
) -> bool:
    """Bring in a file whose units name rows by their addresses; returns whether it is one.

    That is the words of the side that is named, or else, where the file says how its rows were
    written, all its chapters.
    """
    units = _read_units(project, file)
    with nullcontext() if dry_run or not units else lock_edition(project.root):
        if units and side:
            _import_side(project, file, units, side, only=name, dry_run=dry_run)
        elif _is_whole(units):
            _import_whole(project, file, units, name, dry_run=dry_run, force=force)
        else:
            return False
    return True


def _read_units(project: Project, file: Path) -> list[ReturnedUnit]:
    """The units of a file that names rows by their addresses; none of a file of any other kind."""
    if file.suffix.lower() not in EXCHANGE_SUFFIXES:
        return []
    units = read_units(read_bytes(file), file.suffix, str(file), project.languages)
    return units if any(unit.address for unit in units) else []


def _import_side(
    project: Project,
    file: Path,
    units: Sequence[ReturnedUnit],
    side: Side,
    *,
    only: str | None,
    dry_run: bool,
) -> None:
    """Put the edited words of one side into their rows, and say what became of them."""
    wanted = [u for u in units if not (only and u.chapter) or u.chapter == only]
    if only and not any(unit.chapter for unit in wanted):
        raise VisavisError(f"it has no row of {only}", place=str(file))
    with progress() as step:
        step("Finding the rows", 100)
        returned = bring_edited(project, wanted, side, str(file))
    contents = {path: text for done in returned.chapters for path, text in done.files.items()}
    contents |= _signed(project, returned, contents)
    if not dry_run:
        _do(project, file, contents)
    for line in _told(returned, contents, dry_run=dry_run):
        click.echo(line)


def _import_whole(
    project: Project,
    file: Path,
    units: Sequence[ReturnedUnit],
    name: str | None,
    *,
    dry_run: bool,
    force: bool,
) -> None:
    """Bring in all chapters of a file that was exported from an edition, with their ids."""
    chapters = list(dict.fromkeys(unit.chapter for unit in units if unit.chapter))
    if name is None:
        names = {chapter: chapter for chapter in chapters}
    elif len(chapters) == 1:
        names = {chapters[0]: name}
    else:
        names = {chapter: f"{name}-{chapter}" for chapter in chapters}
    with progress() as step:
        step("Writing the chapters", 100)
        brought = bring_whole(project, units, names)
    for done in brought:
        check_free(done.stock, force=dry_run or force)
    if not dry_run:
        _do(project, file, {p: t for done in brought for p, t in done.files.items()})
    for line in _brought(brought):
        click.echo(line)
    for unit in units:
        if not unit.chapter and any(unit[side] for side in Side):
            click.echo(f"{file}:{unit.line}: left out: it names no row")
    click.echo("Nothing was written (--dry-run)." if dry_run else "Next: `visavis check`.")


def _do(project: Project, file: Path, contents: Mapping[str, str]) -> None:
    History(project).do(plan_files(project, [f"imported {file.name}"], contents), command="import")


def _is_whole(units: Sequence[ReturnedUnit]) -> bool:
    """Whether a file says how its rows were written, so that chapters can be made of it."""
    named = [unit for unit in units if unit.address]
    return bool(named) and all(any(unit.markdown(side) for side in Side) for unit in named)


def _brought(brought: Sequence[Import]) -> Iterator[str]:
    for done in brought:
        notes = counted(len(done.pairing.notes), "note")
        yield f"{done.stock.name}: {counted(len(done.pairing.pairs), 'row')}, {notes}"
        for finding in done.findings:
            yield f"{finding.path}:{finding.line}: {finding.rule}: {finding.message}"


def _signed(project: Project, returned: ReturnedFile, contents: dict[str, str]) -> dict[str, str]:
    """The records in which those rows are signed off that were found right elsewhere."""
    chapters = {done.stock.name: done.pairing for done in returned.chapters}
    signed: dict[str, str] = {}
    for chapter, rows in _by_chapter(returned.final).items():
        stock = returned.stocks[chapter]
        pairing = chapters.get(chapter, stock.pairing)
        path = record_path(project, chapter)
        record = parse_record(contents[path]) if path in contents else stock.record
        pairs = {pair.id: pair for pair in living_pairs(pairing)} if pairing else {}
        right = [
            (record.entries[row], pairs[row])
            for row in rows
            if row in pairs
            and row in record.entries
            and find_status(record.entries[row], pairs[row]) != "reviewed"
        ]
        if right:
            date, name = find_date(), find_name(project.root)
            entries = [sign_off(*one, date=date, name=name) for one in right]
            signed[path] = write_record(record.with_entries(entries))
    return signed


def _by_chapter(addresses: Sequence[str]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for address in addresses:
        chapter, _, row = address.partition("#")
        found.setdefault(chapter, []).append(row)
    return found


def _told(returned: ReturnedFile, contents: dict[str, str], *, dry_run: bool) -> Iterator[str]:
    changed = returned.changed
    shown = ", ".join(changed[:_SHOWN]) + (", …" if len(changed) > _SHOWN else "")
    yield f"{counted(len(changed), 'row')} changed{': ' if changed else ''}{shown}"
    if returned.final:
        yield f"{counted(len(returned.final), 'row')} found right in the other program"
    for line in returned.unplaced:
        yield f"not brought in: {line}"
    if dry_run:
        yield "Nothing was written (--dry-run)."
    elif contents:
        yield f"Wrote {', '.join(contents)}."
        yield "Next: `visavis check`."
    else:
        yield "Nothing had to be written."
