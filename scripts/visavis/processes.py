"""Work shared out among the processors.

Processes are begun anew (`spawn`), as they are on every system and beside any thread; each costs
half a second, so this is for work of seconds. What a process is given and gives back is pickled. A
script that comes here needs the usual `if __name__ == "__main__":`.
"""

from __future__ import annotations

import os
import signal
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing import get_context
from typing import TypeVar

T = TypeVar("T")
R = TypeVar("R")


def share_out(
    work: Callable[[T], R],
    jobs: Sequence[T],
    begin: Callable[..., object],
    with_: tuple[object, ...] = (),
) -> Iterator[R]:
    """What `work` gives for each job, in order, after `begin(*with_)` in each process.

    Where there is one processor only, or no process can be begun, it gives nothing; where one is
    killed, no more: whoever asks does the rest by himself.
    """
    workers = min(len(jobs), _count_processors())
    if workers < 2:
        return
    # Some systems and disks have nothing to build a pool on; that is known at the first job only.
    with suppress(OSError, ImportError, BrokenProcessPool):
        pool = ProcessPoolExecutor(
            workers, get_context("spawn"), initializer=_begin, initargs=(begin, with_)
        )
        try:
            yield from pool.map(work, jobs)
        finally:
            pool.shutdown(cancel_futures=True)


def _begin(begin: Callable[..., object], with_: tuple[object, ...]) -> None:
    # Ctrl-C goes to every process of a terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    begin(*with_)


def _count_processors() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
