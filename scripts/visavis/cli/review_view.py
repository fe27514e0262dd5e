"""Pairs on the terminal: both texts side by side, or one above the other where it is narrow."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.table import Table
from rich.text import Text

from visavis.action import WHY, Item
from visavis.cli.visible import visible
from visavis.record import Drift, Query, find_drifts
from visavis.settings import Project
from visavis.side import Side
from visavis.text import Block

_NARROW = 72
"""Columns below which the texts stand one above the other."""


def show_items(items: Iterable[Item], project: Project) -> None:
    """Print pairs, the original and the translation beside each other.

    On a terminal what was taken out is struck through and what was put in is bold; without colours
    they stand in [-…-] and {+…+}.
    """
    width = shutil.get_terminal_size((100, 24)).columns
    console = Console(file=sys.stdout, width=width, highlight=False, emoji=False)
    marked = not console.is_terminal or bool(os.environ.get("NO_COLOR"))
    for item in items:
        console.print(_title(item), soft_wrap=True)
        drifts = {drift.side: drift for drift in find_drifts(item.entry, item.pair)}
        if not item.entry.signed:
            drifts = {}
        sides = [
            _side(project[side].language, item.pair[side], drifts.get(side), marked)
            for side in Side
        ]
        if width < _NARROW:
            console.print(*sides, sep="\n")
        else:
            table = Table.grid(padding=(0, 4, 0, 0), expand=True)
            for _ in sides:
                table.add_column(ratio=1, overflow="fold")
            table.add_row(*sides)
            _print_table(console, table, marked)
        for query in item.entry.queries:
            console.print(Text(visible(describe_query(query)), style="magenta"), soft_wrap=True)
        for finding in item.findings:
            said = f"{finding.path}:{finding.line}: {finding.rule}: {finding.message}"
            console.print(Text(visible(said), style="yellow"), soft_wrap=True)
        console.print()


def describe_query(query: Query) -> str:
    """What was asked, by whom, and what was answered."""
    asked = f"{query.name or 'somebody'} asks ({query.date[:10]}): {query.text}"
    if query.open:
        return asked
    return f"{asked} — {query.answered_by} ({query.answered_on[:10]}): {query.answer}"


def _print_table(console: Console, table: Table, plain: bool) -> None:
    if not plain:
        console.print(table)
        return
    with console.capture() as captured:  # a file has no need of the spaces that fill a column
        console.print(table)
    for line in captured.get().splitlines():
        console.out(line.rstrip(), highlight=False)


def _title(item: Item) -> Text:
    title = Text(visible(str(item.address)), style="bold")
    settled = item.why == "new" and item.entry.signed  # it was named, and nothing in it waits
    title.append(f"  {'signed off' if settled else WHY[item.why]}", style="cyan")
    if item.doubt:
        title.append(f"; {item.doubt}")
    if item.entry.signed and item.entry.date:
        by = f" by {item.entry.name}" if item.entry.name else ""
        said = {"changed": " of", "new": ""}.get(item.why, "; signed off")
        title.append(visible(f"{said} {item.entry.date[:10]}{by}"))
    return title


def _side(language: str, blocks: Sequence[Block], drift: Drift | None, marked: bool) -> Text:
    if not blocks and drift is None:
        return Text(f"{language}  (nothing)", style="dim")
    place = f"  {blocks[0].place}" if blocks else "  (nothing any longer)"
    side = Text.assemble((f"{language}{visible(place)}\n", "dim"))
    if drift is None:
        side.append(_words("\n\n".join(block.plain for block in blocks)))
    else:
        side.append_text(_changed(drift, marked))
    return side


def _changed(drift: Drift, marked: bool) -> Text:
    """The text as it is, with what was taken out before what was put in."""
    text, at = Text(), 0
    for change in drift.changes:
        start, end = change.new_span
        text.append(_words(drift.new[at:start]))
        if not change.new and start and not drift.new[:start].endswith(" "):
            text.append(" ")
        if change.old:
            old = f"[-{change.old}-]" if marked else change.old
            text.append(_words(old), style="strike red")
        if change.old and change.new:
            text.append(" " if not marked else "")
        if change.new:
            new = f"{{+{change.new}+}}" if marked else change.new
            text.append(_words(new), style="bold underline green")
        at = end
    text.append(_words(drift.new[at:]))
    return text


def _words(text: str) -> str:
    return visible(text, keep="\n")
