"""One writer at a time: a file in the folder that is written to, locked while somebody writes."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from visavis.errors import VisavisError, say_reason

LOCK = ".visavis.lock"
BUILD_LOCK = ".visavis-build.lock"
PATIENCE = 60.0
"""Seconds that a writer waits for another one."""

_held: set[tuple[Path, int]] = set()
"""The locks that threads of this process hold: whoever has one does not wait for itself."""


@contextmanager
def lock_build(folder: Path) -> Iterator[None]:
    """Be the only one who builds a site in a folder. Raises VisavisError."""
    with hold_lock(folder / BUILD_LOCK, "another command is building a site here"):
        yield


def not_locked(place: Path, error: OSError) -> VisavisError:
    """What is said where a lock cannot be taken: of its folder, unless something is in its way."""
    folder = place.parent
    if folder.is_dir() and not os.path.lexists(place):
        return VisavisError(f"nothing can be written here: {say_reason(error)}", place=str(folder))
    return VisavisError(f"this cannot be locked: {say_reason(error)}", place=str(place))


@contextmanager
def hold_lock(place: Path, busy: str, patience: float = PATIENCE) -> Iterator[bool]:
    """Hold a lock; gives whether this is where it was taken, and not inside that already.

    Nothing is left behind. Raises VisavisError, which says `busy` when another command does not
    come to its end.
    """
    import filelock  # only writers need it

    real = Path(os.path.realpath(place.parent), place.name)
    mine = (real, threading.get_ident())
    if mine in _held:
        yield False
        return
    lock = filelock.FileLock(real, timeout=patience)
    try:
        if real.is_symlink():  # opening it would empty the file that it leads to
            raise OSError("it is a link")
        lock.acquire()
    except filelock.Timeout:
        raise VisavisError(busy, hint="try again when it has ended") from None
    except OSError as error:
        raise not_locked(real, error) from None
    _held.add(mine)
    try:
        yield True
    finally:
        _held.discard(mine)
        # Still under the lock. Whoever has waited for this very file sees that it has no name any
        # longer, and makes a new one. Windows deletes it by itself.
        with suppress(OSError):
            real.unlink()
        lock.release()
