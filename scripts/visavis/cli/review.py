"""`visavis review`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, TypeVar, get_args

import click

from visavis.action import (
    Choice,
    History,
    Item,
    Plan,
    Reviewer,
    Why,
    check_waivable,
    plan_answer,
    plan_ask,
    plan_sign_off,
    plan_waive,
    refuse,
)
from visavis.checks import find_rule
from visavis.cli.opening import open_project
from visavis.cli.progress import progress
from visavis.cli.review_words import summarize
from visavis.cli.signing import find_reviewer
from visavis.cli.visible import visible
from visavis.edition import Edition, open_edition
from visavis.errors import VisavisError
from visavis.settings import Project
from visavis.side import Side

PAGE = 25
"""So many pairs are printed at once."""
_F = TypeVar("_F", bound=Callable[..., Any])


def _filters(command: _F) -> _F:
    """The options that say which pairs are meant."""
    kinds: Sequence[str] = ("rows", "notes")
    for option in (
        click.option("--kind", type=click.Choice(kinds), help="Only rows, or only notes."),
        click.option("--rule", metavar="RULE", help="Only where this rule finds something."),
        click.option(
            "--person", metavar="NAME", help="Only what they signed off, waived or asked."
        ),
        click.option(
            "--side",
            type=click.Choice([side.value for side in Side]),
            help="Only what this side must follow, as the other has changed.",
        ),
        click.option("--only", type=click.Choice(get_args(Why)), help="Only what waits for this."),
        click.option("--chapter", metavar="NAME", help="Only this chapter."),
    ):
        command = option(command)
    return command


@click.command("review")
@click.argument("ids", nargs=-1, metavar="[ID]...")
@click.option("--accept", is_flag=True, help="Sign off the pairs that ID names.")
@click.option("--all", "everything", is_flag=True, help="Do it for all that is shown.")
@click.option("--waive", metavar="RULE", help="Put one rule aside for the pairs.")
@click.option("--reason", metavar="TEXT", help="Why it is put aside.")
@click.option("--ask", metavar="TEXT", help="Ask about the pairs; open until it is answered.")
@click.option("--answer", metavar="TEXT", help="Answer what was asked about the pairs.")
@click.option(
    "--from", "returned", type=click.Path(path_type=Path), metavar="FILE.json",
    help="Bring back what somebody has done in a file of `visavis desk --offline`.",
)  # fmt: skip
@_filters
@click.option("--name", help="Who signs; without it, git's user.name or the login name.")
@click.option(
    "--page", type=click.IntRange(0), default=1, help=f"Print these {PAGE} pairs; 0 prints all."
)
@click.pass_context
def command(
    context: click.Context,
    ids: tuple[str, ...],
    accept: bool,
    everything: bool,
    waive: str | None,
    reason: str | None,
    ask: str | None,
    answer: str | None,
    returned: Path | None,
    chapter: str | None,
    only: Why | None,
    side: str | None,
    person: str | None,
    rule: str | None,
    kind: Literal["rows", "notes"] | None,
    name: str | None,
    page: int,
) -> None:
    """Go through what is new, has changed, is doubtful or asked about, and sign it off.

    On a terminal it goes pair by pair, with keys (`?` lists them); elsewhere it prints page by
    page. ID names a pair, as chapter#id, or as id alone where only one chapter (or --chapter) has
    it. With --accept, or with --all, pairs are signed off as they stand; with --waive RULE and
    --reason TEXT a rule is put aside for them, until one of their texts is edited; with --ask TEXT
    something is asked about them, and with --answer TEXT it is answered. Exit code 0: done; 1: some
    pairs were not signed off, as they have errors, or have changed since they were given out;
    2: broken set-up or usage.
    """
    batch = _Batch(ids, accept, everything, waive, reason, ask, answer)
    batch.check(rule)
    if returned:
        if ids or not batch.is_empty:
            raise click.UsageError("--from FILE says itself what is done with which pairs")
        context.exit(_bring_back(open_project(context), returned, name))
    where = Side(side) if side else None
    if everything:  # of all that waits, what it can be done to
        rule, only = rule or waive, only or ("asked" if answer else None)
    choice = Choice(ids, chapter, only, where, person, rule, kind)
    project = open_project(context)
    if batch.is_empty:
        _look(project, choice, name, page)
        return
    by = find_reviewer(project.root, name)
    context.exit(1 if batch.carry_out(project, choice, by) else 0)


@dataclass(frozen=True, slots=True)
class _Batch:
    """What is to be done with many pairs at once."""

    ids: Sequence[str]
    accept: bool
    everything: bool
    waive: str | None
    reason: str | None
    ask: str | None
    answer: str | None

    @property
    def _others(self) -> list[str]:
        named = {"--waive": self.waive, "--ask": self.ask, "--answer": self.answer}
        return [option for option, value in named.items() if value is not None]

    @property
    def is_empty(self) -> bool:
        """Whether nothing is to be done, and pairs are only looked at."""
        return not (self.accept or self.everything or self._others)

    def check(self, shown: str | None) -> None:
        """Raise UsageError with everything at once that makes no sense; `shown` is a rule too."""
        wrong = list(self._find_errors())
        for name in dict.fromkeys(filter(None, (self.waive, shown))):
            try:
                find_rule(name) if name != self.waive else check_waivable(name)
            except VisavisError as error:
                wrong.append(str(error))
        if wrong:
            raise click.UsageError("\n".join(wrong))

    def _find_errors(self) -> Iterator[str]:
        done = [*(["--accept"] if self.accept else []), *self._others]
        if self.everything and self.ids:
            yield "name the pairs, or say --all, not both"
        if len(done) > 1:
            yield f"{' and '.join(done)} are done one by one"
        if done and not (self.ids or self.everything):
            yield f"{done[0]} needs the ids of the pairs, or --all"
        if self.waive and not (self.reason or "").strip():
            yield "--waive needs a --reason"
        if self.reason is not None and not self.waive:
            yield "--reason belongs to --waive RULE"
        for option, text in (("ask", self.ask), ("answer", self.answer)):
            if text is not None and not text.strip():
                yield f"--{option} says nothing"

    def carry_out(self, project: Project, choice: Choice, by: Reviewer) -> list[Item]:
        """Do it; returns the pairs that were not signed off, as they have errors."""
        refused: list[Item] = []

        def plan(edition: Edition) -> Plan:
            items = choice.find(edition)
            if not items:
                return Plan(("Nothing of the kind waits.",), ())
            if self.waive:
                return plan_waive(edition, items, self.waive, (self.reason or "").strip(), by)
            if self.ask:
                return plan_ask(edition, items, self.ask.strip(), by)
            if self.answer:
                return plan_answer(edition, items, self.answer.strip(), by)
            refused.extend(item for item in items if item.refused)
            return plan_sign_off(edition, [item for item in items if not item.refused], by)

        with progress() as step:
            step("Checking", 100)
            done = History(project).act(plan)
        for line in done.said:
            click.echo(visible(line))
        for item in refused:
            click.echo(visible(str(refuse(item))), err=True)
        return refused


def _bring_back(project: Project, file: Path, name: str | None) -> int:
    """Do what a colleague has saved; 1 where some of it could not be done."""
    from visavis.action.returned import bring_review_back, read_review
    from visavis.input import read_bytes

    returned = read_review(read_bytes(file), str(file))
    by = find_reviewer(project.root, name or returned.name)
    done = bring_review_back(project, returned, by)
    for line in done.said or ["Nothing was done."]:
        click.echo(visible(line))
    for line in done.refused:
        click.echo(visible(line), err=True)
    return 1 if done.refused else 0


def _look(project: Project, choice: Choice, name: str | None, page: int) -> None:
    """Go pair by pair on a terminal, or print a page."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        from visavis.cli.review_session import Session

        Session(project, choice, name).run()
        return
    from visavis.cli.review_view import show_items

    with progress() as step:
        step("Reading the texts", 40)
        edition = open_edition(project)
        step("Checking", 60)
        items = choice.find(edition)
    pages = -(-len(items) // PAGE) or 1
    show_items(items[(page - 1) * PAGE : page * PAGE] if page else items, project)
    if page and pages > 1:
        more = f"; the next: `--page {page + 1}`" if page < pages else ""
        click.echo(f"Page {page} of {pages}{more}.")
    click.echo(summarize(edition, items, choice))
