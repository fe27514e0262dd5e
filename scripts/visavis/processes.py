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
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from queue import Empty, SimpleQueue
from threading import Thread
from typing import Any, TypeVar

T = TypeVar("T")
R = TypeVar("R")
_PROGRAM = "import sys; sys.path[:] = sys.argv[1:]; from visavis.processes import answer; answer()"
"""What a process runs: it finds its modules where this one does, and not in the current folder."""
_ENVIRONMENT = {
    # There is a process for each processor: threads of NumPy's would wait for each other.
    "OPENBLAS_NUM_THREADS": "1",
    # What an array of NumPy's has stood in is kept for the next: where glibc gives it back to the
    # system, which clears it again, work on arrays takes half as long again. In bytes.
    "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(64 << 20),
}
_MOST = 8
"""A process holds some 150 MB, and a container may have fewer processors than its machine."""
LOST = (OSError, EOFError, pickle.UnpicklingError, CancelledError)
"""What is raised where a process is gone, or none could be begun."""


class _Process:
    """A process that does one job after the other."""

    def __init__(self) -> None:
        # What goes wrong in it goes wrong here again, and is said then.
        self._child = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, *sys.path],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | _ENVIRONMENT,
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
        """End it, whatever it does. It may be asked for twice."""
        self._child.kill()
        self._child.wait()
        for pipe in (self._child.stdin, self._child.stdout):
            assert pipe
            with suppress(OSError):
                pipe.close()

    def _send(self, what: Any) -> None:
        assert self._child.stdin
        pickle.dump(what, self._child.stdin)
        self._child.stdin.flush()


@dataclass(frozen=True, slots=True, eq=False)
class _Work:
    """What is done for each of some jobs."""

    do: Callable[[Any], Any]
    begin: Callable[..., object]
    with_: tuple[object, ...]


class _Team:
    """Processes that do what is in one queue, in its order."""

    def __init__(self) -> None:
        self._processes: list[_Process] = []
        self._queue: SimpleQueue[tuple[_Work, Any, Future[Any]] | None] = SimpleQueue()

    def do(self, work: _Work, jobs: Sequence[Any]) -> list[Future[Any]]:
        """Begin jobs. Those that nobody can do are cancelled."""
        results: list[Future[Any]] = [Future() for _ in jobs]
        for job, result in zip(jobs, results, strict=True):
            self._queue.put((work, job, result))
        try:
            while len(self._processes) < min(len(jobs), _count_processors()):
                self._processes.append(_Process())
                Thread(target=self._serve, args=self._processes[-1:], daemon=True).start()
        except OSError:
            self._give_up()
        return results

    def close(self) -> None:
        """Let the processes end when they have done what was begun."""
        self._queue.put(None)

    def end(self) -> None:
        """End the processes now."""
        self._give_up()
        self.close()
        for process in [*self._processes]:
            process.end()

    def _serve(self, process: _Process) -> None:
        begun: _Work | None = None
        while job := self._queue.get():
            work, given, result = job
            if not result.set_running_or_notify_cancel():
                continue
            try:
                if work is not begun:
                    process.begin(work.begin, work.with_)
                    begun = work
                result.set_result(process.ask(work.do, given))
            except Exception as error:
                self._processes.remove(process)
                result.set_exception(error)
                self._give_up()
                break
        else:
            self.close()  # for the next to see
        process.end()

    def _give_up(self) -> None:
        with suppress(Empty):
            while job := self._queue.get_nowait():
                job[-1].cancel()
            self.close()  # as it was


_kept: ContextVar[_Team | None] = ContextVar("_kept", default=None)
"""The processes that stay, where they do."""


@contextmanager
def keep_processes() -> Iterator[None]:
    """Let the same processes do all that is begun inside; they end when it is done."""
    if _kept.get() is not None:
        yield
        return
    team = _Team()
    before = _kept.set(team)
    try:
        yield
        team.close()
    except BaseException:
        team.end()
        raise
    finally:
        _kept.reset(before)


def begin_work(
    work: Callable[[T], R],
    jobs: Sequence[T],
    begin: Callable[..., object] = tuple,
    with_: tuple[object, ...] = (),
) -> Sequence[Future[R]]:
    """Begin what `work` gives for each job, after `begin(*with_)` in each process, and go on.

    Where there is one processor only, nothing is begun. A result that cannot be had raises one of
    `LOST`: whoever asks does that by himself.
    """
    if min(len(jobs), _count_processors()) < 2:
        return []
    with keep_processes():
        team = _kept.get()
        assert team
        return team.do(_Work(work, begin, with_), jobs)


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
    results = begin_work(work, jobs, begin, with_)
    try:
        with suppress(*LOST):
            for result in results:
                yield result.result()
    finally:
        for result in results:
            result.cancel()


def answer() -> None:
    """Do the jobs that come in at standard input, until it is closed."""
    # Ctrl-C goes to every process of a terminal: the others end when the first one has ended.
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
    """Those that this process may use, and not more than `_MOST`."""
    if hasattr(os, "sched_getaffinity"):
        return min(len(os.sched_getaffinity(0)), _MOST)
    return min(os.cpu_count() or 1, _MOST)
