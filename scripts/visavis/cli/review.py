"""`visavis review`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import click

from visavis.checks import Scope, check, find_pair, find_rule
from visavis.cli.opening import counted, open_project
from visavis.cli.progress import progress
from visavis.cli.review_items import Choice, Item, Why
from visavis.cli.signing import change_records, find_date, find_name
from visavis.edition import Edition, open_edition
from visavis.errors import VisavisError
from visavis.record import (
    Record,
    RecordEntry,
    Records,
    Waiver,
    follow,
    living_pairs,
    sign_off,
    waive,
)
from visavis.settings import Project


@click.command("review")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--accept", is_flag=True, help="Sign off the pairs that ID names.")
@click.option("--all", "everything", is_flag=True, help="Sign off all that is shown.")
@click.option("--waive", "rule", metavar="RULE", help="Put one rule aside for the pairs.")
@click.option("--reason", help="Why it is put aside.")
@click.option("--chapter", metavar="NAME", help="Only this chapter.")
@click.option("--name", help="Who signs; without it, git's user.name or the login name.")
@click.option(
    "--only",
    type=click.Choice(["new", "changed", "doubtful"]),
    help="Only what is new, has changed since its sign-off, or has findings.",
)
@click.pass_context
def command(
    context: click.Context,
    ids: tuple[str, ...],
    accept: bool,
    everything: bool,
    rule: str | None,
    reason: str | None,
    chapter: str | None,
    name: str | None,
    only: Why | None,
) -> None:
    """Show what is new, has changed or is doubtful, and sign it off.

    ID names a pair, as chapter#id, or as id alone where only one chapter (or --chapter) has it.
    With --accept, or with --all, pairs are signed off as they stand; with --waive RULE and
    --reason TEXT a rule is put aside for a pair, until one of its texts is edited. Exit code 0:
    done; 1: some pairs were not signed off, as they have errors; 2: broken set-up or usage.
    """
    _check_usage(ids, accept, everything, rule, reason)
    project = open_project(context)
    if not (accept or everything or rule):
        _show(project, Choice(ids, chapter, only))
        return
    who, date = name or find_name(project.root), find_date()
    if rule:
        _waive(project, ids, chapter, Waiver(rule, reason or "", date, who))
        return
    choice = Choice(ids, chapter, only)
    refused = _accept(project, choice, lambda item: _sign(item, date, who))
    context.exit(1 if refused else 0)


def _check_usage(
    ids: Sequence[str], accept: bool, everything: bool, rule: str | None, reason: str | None
) -> None:
    if everything and ids:
        raise click.UsageError("name the pairs, or say --all, not both")
    if accept and not (ids or everything):
        raise click.UsageError("--accept needs the ids of the pairs, or --all")
    if rule and (accept or everything):
        raise click.UsageError("a pair is either signed off or a rule waived for it, one by one")
    if rule and not (ids and reason and reason.strip()):
        raise click.UsageError("--waive needs the ids of the pairs and a --reason")
    if reason and not rule:
        raise click.UsageError("--reason belongs to --waive RULE")


def _show(project: Project, choice: Choice) -> None:
    from visavis.cli.review_view import show_items

    with progress() as step:
        step("Reading the texts", 40)
        edition = open_edition(project)
        records = follow(edition.records, edition.chapters)
        step("Checking", 60)
        shown = choice.find(edition, records)
        everything = shown if choice == Choice() else Choice().find(edition, records)
    show_items(shown, project)
    click.echo(_summary(edition, everything))


def _summary(edition: Edition, items: Sequence[Item]) -> str:
    pairs = sum(1 for chapter in edition.chapters for _ in living_pairs(chapter))
    total = f"{counted(len(edition.chapters), 'chapter')}, {counted(pairs, 'pair')}"
    if not items:
        return f"{total}: all signed off as they stand."
    counts = Counter(item.why for item in items)
    told = ", ".join(f"{counts[why]} {why}" for why in ("new", "changed", "doubtful"))
    doubtful = "; what is right as it stands, with `--waive RULE --reason WHY`"
    how = "sign off with `visavis review --accept ID` or `--all`"
    return f"{total}: {told}; {how}{doubtful if counts['doubtful'] else ''}."


def _sign(item: Item, date: str, name: str) -> RecordEntry:
    return sign_off(item.entry, item.pair, date=date, name=name)


def _accept(project: Project, choice: Choice, sign: Callable[[Item], RecordEntry]) -> list[Item]:
    """Sign off; returns the pairs that were left out for their errors."""
    signed: list[Item] = []
    refused: list[Item] = []

    def change(edition: Edition, records: Records) -> Records:
        for item in choice.find(edition, records):
            (refused if item.refused else signed).append(item)
        return _exchange(records, signed, sign)

    lines = change_records(project, change)
    for line in lines:
        click.echo(line)
    click.echo(f"Signed off: {_named(signed)}.")
    for item in refused:
        assert item.refused is not None
        error = item.refused
        said = f"{error.path}:{error.line}: {item.address} is not signed off: {error.message}"
        click.echo(f"{said} ({error.rule})", err=True)
    return refused


def _waive(project: Project, ids: tuple[str, ...], chapter: str | None, waiver: Waiver) -> None:
    rule = find_rule(waiver.rule)
    if rule is None:
        raise VisavisError(f"there is no rule {waiver.rule}", hint="`visavis rules` lists them")
    if not rule.waivable:
        raise VisavisError(f"{rule.name} cannot be waived", hint=rule.instead)
    items: list[Item] = []

    def change(edition: Edition, records: Records) -> Records:
        items.extend(Choice(ids, chapter).find(edition, records))
        for item in items:
            texts = edition[item.address.chapter]
            found = check(replace(edition, records={}), Scope({texts.name}, [rule]))
            if not any(find_pair(finding, texts) is item.pair for finding in found):
                raise VisavisError(f"{rule.name} finds nothing at {item.address} to waive")
        return _exchange(records, items, lambda item: waive(item.entry, item.pair, waiver))

    for line in change_records(project, change):
        click.echo(line)
    click.echo(f"{waiver.rule} is waived for {_named(items)} until one of its texts is edited.")


def _exchange(
    records: Records, items: Sequence[Item], change: Callable[[Item], RecordEntry]
) -> Records:
    changed: dict[str, list[RecordEntry]] = {}
    for item in items:
        changed.setdefault(item.address.chapter, []).append(change(item))
    return {
        name: records.get(name, Record()).with_entries(entries) for name, entries in changed.items()
    }


def _named(items: Sequence[Item]) -> str:
    if len(items) > 5:
        return counted(len(items), "pair")
    return ", ".join(str(item.address) for item in items) or "nothing"
