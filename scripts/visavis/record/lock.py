"""The record's folder: which records stand in it, and one writer at a time."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from visavis.errors import VisavisError
from visavis.text import check_inside

LOCK = ".visavis.lock"
PATIENCE = 60.0
"""Seconds that a writer waits for another one."""


@contextmanager
def lock_records(root: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Be the only one who writes the records of the edition at `root`, and the ids they speak of.

    Whoever reads a record, changes it and writes it does all three inside. Nothing is left behind.
    Raises VisavisError when another command does not come to its end.
    """
    import filelock  # only writers need it

    lock = filelock.FileLock(root / LOCK, timeout=patience)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise VisavisError(
            "another command is writing the record", hint="try again when it has ended"
        ) from None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise VisavisError(f"the record cannot be locked: {reason}", place=LOCK) from None
    try:
        yield
    finally:
        # Still under the lock. Whoever has waited for this very file sees that it has no name any
        # longer, and makes a new one. Windows deletes it by itself.
        with suppress(OSError):
            (root / LOCK).unlink()
        lock.release()


def list_records(root: Path, folder: str) -> list[str]:
    """The names of the chapters that have a record, those that are gone included."""
    check_inside(root, folder)
    place = root / folder
    names = [file.relative_to(place).with_suffix("").as_posix() for file in place.rglob("*.jsonl")]
    return sorted(name for name in names if not name.rpartition("/")[2].startswith("."))
