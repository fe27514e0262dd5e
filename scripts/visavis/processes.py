"""Work shared out among the processors.

Each process is a Python of its own, which is begun anew and talks through pipes: so it is the same
on every system, beside any thread and on a disk that cannot be written, and the program that comes
here is not run again in it, as `multiprocessing` would. It costs half a second, so this is for work
of seconds, and whoever has several kinds of it keeps the processes from one to the next. What a
process is given and gives back is pickled.
"""

from __future__ import annotations

import gc
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from queue import SimpleQueue
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from visavis.processes import answer; answer()"
"""What a process runs: it finds its modules where this one does, and not in the current folder."""


class _Process:
    """A process that does one job after the other."""

    def __init__(self) -> None:
        # What goes wrong in it goes wrong here again, and is said then.
        self._child = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            # There is a process for each processor: threads of NumPy's would wait for each other.
            env=os.environ | {"OPENBLAS_NUM_THREADS": "1"},
        )

    def begin(self, begin: Callable[..., object], with_: tuple[object, ...]) -> None:
        """Have something done before the next jobs, without waiting for it."""
        self._send((begin, with_, False))

    def ask(self, work: Callable[[T], R], job: T) -> R:
        """What the work gives. Raises OSError or EOFError where the process is gone."""
        self._send((work, (job,), True))
        assert self._child.stdout
        result: R = pickle.load(self._child.stdout)
        return result

    def end(self) -> None:
        self._child.kill()
        self._child.communicate()

    def _send(self, what: Any) -> None:
        assert self._child.stdin
        pickle.dump(what, self._child.stdin)
        self._child.stdin.flush()


_kept: ContextVar[list[_Process] | None] = ContextVar("_kept", default=None)
"""The processes that stay, where they do."""


@contextmanager
def keep_processes() -> Iterator[None]:
    """Let all that is shared out inside go to the same processes, which end with it."""
    if _kept.get() is not None:
        yield
        return
    processes: list[_Process] = []
    before = _kept.set(processes)
    try:
        yield
    finally:
        _kept.reset(before)
        _end(processes)


def share_out(
    work: Callable[[T], R],
    jobs: Sequence[T],
    begin: Callable[..., object] = tuple,
    with_: tuple[object, ...] = (),
) -> Iterator[R]:
    """What `work` gives for each job, in order, after `begin(*with_)` in each process.

    Where there is one processor only, or no process can be begun, it gives nothing; where one ends
    before its time, no more: whoever asks does the rest by himself.
    """
    workers = min(len(jobs), _count_processors())
    if workers < 2:
        return
    kept = _kept.get()
    processes = [] if kept is None else kept
    idle: SimpleQueue[_Process] = SimpleQueue()
    threads = ThreadPoolExecutor(workers)

    def do(job: T) -> R:
        process = idle.get()
        try:
            return process.ask(work, job)
        finally:
            idle.put(process)

    left = len(jobs)
    try:
        with suppress(OSError, EOFError, pickle.UnpicklingError):
            for number in range(workers):
                if number == len(processes):
                    processes.append(_Process())
                processes[number].begin(begin, with_)
                idle.put(processes[number])
            for result in threads.map(do, jobs):
                left -= 1
                yield result
    finally:
        # One that has not done all of its jobs would give their results for those of the next.
        if kept is None or left:
            _end(processes)
        threads.shutdown(cancel_futures=True)


def _end(processes: list[_Process]) -> None:
    while processes:
        with suppress(OSError):
            processes.pop().end()


def answer() -> None:
    """Do the jobs that come in at standard input, until it is closed."""
    # Ctrl-C goes to every process of a terminal; the first one ends the others.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    gc.set_threshold(50_000)  # as the first one has it, see `visavis.cli.main`
    jobs, results = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever a job prints is no result
    with suppress(EOFError):
        while True:
            work, job, wanted = pickle.load(jobs)
            result = work(*job)
            if wanted:
                pickle.dump(result, results)
                results.flush()


def _count_processors() -> int:
    """Those that this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
