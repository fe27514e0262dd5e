"""A progress bar on a terminal, for work that takes more than a second."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer
from typing import Protocol

_PATIENCE = 1.0
"""Seconds before the bar appears: what is done sooner needs none."""


class Step(Protocol):
    """Says that a step begins, and what share of the whole it is."""

    def __call__(self, what: str, share: int) -> None:
        """`share` in percent; all steps together are 100."""


@contextmanager
def progress() -> Iterator[Step]:
    """Show how far a command is; nothing where the errors do not go to a terminal."""
    if not sys.stderr.isatty():
        yield lambda what, share: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn()
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    task = bar.add_task("", total=100)
    ahead = 0

    def step(what: str, share: int) -> None:
        nonlocal ahead
        bar.update(task, description=what, advance=ahead)
        ahead = share  # it is done when the next one begins

    timer = Timer(_PATIENCE, bar.start)
    timer.daemon = True
    timer.start()
    try:
        yield step
    finally:
        timer.cancel()
        timer.join()
        bar.stop()
