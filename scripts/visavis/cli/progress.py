"""A progress bar on a terminal, for work that takes more than a second."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Lock, Timer
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

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
    bar = _Bar()
    timer = Timer(_PATIENCE, bar.show)
    timer.daemon = True
    timer.start()
    try:
        yield bar.step
    finally:
        timer.cancel()
        timer.join()
        bar.stop()


class _Bar:
    """What has been done so far, and the bar that shows it once it is asked for."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._what = ""
        self._done = self._ahead = 0
        self._shown: Progress | None = None
        self._task: TaskID | None = None

    def step(self, what: str, share: int) -> None:
        with self._lock:
            self._done += self._ahead
            self._what, self._ahead = what, share  # it is done when the next one begins
            if self._shown and self._task is not None:
                self._shown.update(self._task, description=what, completed=self._done)

    def show(self) -> None:
        # A command that is done within a second has no need of what draws the bar.
        from rich.console import Console
        from rich.progress import BarColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = SpinnerColumn(), TextColumn("{task.description}"), BarColumn()
        bar = Progress(*columns, TimeElapsedColumn(), console=Console(stderr=True), transient=True)
        with self._lock:
            self._task = bar.add_task(self._what, total=100, completed=self._done)
            self._shown = bar
        bar.start()

    def stop(self) -> None:
        if self._shown:
            self._shown.stop()
