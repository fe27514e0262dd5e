"""Watching the edition's files: polled, as that works on every system and every disk."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import click

from visavis.action import look_at_files
from visavis.cli.visible import visible
from visavis.errors import VisavisError
from visavis.settings import Project

PERIOD = 0.5
"""Seconds between two looks."""


def watch_changes(
    project: Project, wait: Callable[[], None] = lambda: time.sleep(PERIOD)
) -> Iterator[list[str]]:
    """Yield the files that have changed, from the root, each time that some have; without end.

    The first time none have: it is where the watch begins. Later it waits until a whole period has
    passed without another change, so that an editor that writes several files is followed once.
    """
    known = look_at_files(project)
    yield []
    while True:
        wait()
        seen = look_at_files(project)
        if seen == known:
            continue
        while True:
            wait()
            settled = look_at_files(project)
            if settled == seen:
                break
            seen = settled
        changed = {name for name in known | seen if known.get(name) != seen.get(name)}
        known = seen
        if changed:
            yield sorted(changed)


def follow_edits(
    project: Project,
    check: Callable[[], object],
    wait: Callable[[], None] = lambda: time.sleep(PERIOD),
) -> None:
    """Check now and after every change, until the user interrupts; a broken set-up is only said."""
    with suppress(KeyboardInterrupt):
        for changed in watch_changes(project, wait):
            if changed:
                click.echo(f"\n{visible(', '.join(changed))} changed:", err=True)
            _say_of(check)
            if not changed:
                click.echo("Watching the edition; Ctrl+C ends it.", err=True)


def _say_of(check: Callable[[], object]) -> None:
    try:
        check()
    except VisavisError as error:
        click.echo(f"visavis: {visible(str(error))}", err=True)
