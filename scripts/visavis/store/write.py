"""Files are written whole or not at all, and those of one call all together.

Every file is first written beside its place, under a hidden name. Which they are stands in a
journal from the beginning: as long as some are missing it says so, and whoever finds it throws away
what is there; when all are there it says that, and whoever finds it puts them in their places. So a
command that is killed leaves either what was there before or, after the next command, all that it
meant to write.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from visavis.errors import VisavisError, say_reason
from visavis.store.lock import BUILD_LOCK, LOCK, PATIENCE, hold_lock
from visavis.store.place import check_place
from visavis.store.tracked import is_tracked

JOURNAL = ".visavis.journal"
_GONE = ""
"""Stands in the journal in place of the digest of a file that is taken away."""


@contextmanager
def lock_edition(root: Path, *, patience: float = PATIENCE) -> Iterator[None]:
    """Be the only one who writes the files of the edition at `root`.

    Whoever reads a record, changes it and writes it does all three inside. What a command that was
    killed had begun to write is brought to an end first.
    Raises VisavisError when another command does not come to its end.
    """
    with hold_lock(root / LOCK, "another command is writing here", patience) as first:
        if first:
            _finish_writing(root)
        yield


def write_files(root: Path, contents: Mapping[str, str | bytes | None]) -> None:
    """Write files inside `root` (path → text or bytes), byte for byte; None takes a file away.

    Raises VisavisError, and then everything is as it was.
    """
    if not contents:
        return
    with _said_as_error(root):
        places = {path: check_place(root, path) for path in contents}
    data = {p: c.encode("utf-8") if isinstance(c, str) else c for p, c in contents.items()}
    with _said_as_error(root), lock_edition(root):
        digests = {
            p: _GONE if content is None else digest_bytes(content) for p, content in data.items()
        }
        try:
            _write_journal(root, digests, complete=False)
            for path, place in places.items():
                content = data[path]
                if content is None:
                    continue
                place.parent.mkdir(parents=True, exist_ok=True)
                mode = place.stat().st_mode & 0o777 if place.exists() else 0o644
                _write_new(_waiting(place), content, mode)
            _write_journal(root, digests, complete=True)
        except BaseException:
            _throw_away(root, list(places))
            raise
        _finish_writing(root)


def _finish_writing(root: Path) -> None:
    """Bring to its end, under the lock, what a command had begun to write. Raises VisavisError."""
    journal = check_place(root, JOURNAL)
    _waiting(journal).unlink(missing_ok=True)
    if not journal.exists():
        return
    try:
        known = json.loads(journal.read_bytes())
        files, complete = dict(known["files"]), known["complete"] is True
    except (OSError, ValueError, LookupError, TypeError, RecursionError):
        files, complete = {}, False
    if is_tracked(root, JOURNAL):  # then it was not we who wrote it
        raise VisavisError("this file is the program's own", place=JOURNAL, hint="delete it")
    if not complete:
        _throw_away(root, list(files))
        return
    with _said_as_error(root):
        for path, digest in files.items():
            place = check_place(root, path)
            waiting = _waiting(place)
            if digest == _GONE:
                place.unlink(missing_ok=True)
            elif waiting.is_file() and digest_bytes(waiting.read_bytes()) == digest:
                waiting.replace(place)
        journal.unlink()


def settle(root: Path) -> None:
    """Where a command was killed while it wrote here, finish what it began. Raises VisavisError."""
    journal = root / JOURNAL
    if os.path.lexists(journal) or os.path.lexists(_waiting(journal)):
        with lock_edition(root):
            pass


def is_vacant(folder: Path) -> bool:
    """Whether there is no file in a folder yet; what a killed command left of ours is none."""
    settle(folder)
    return not any(
        name not in (LOCK, BUILD_LOCK) for _, _, names in os.walk(folder) for name in names
    )


@contextmanager
def replacing(place: Path) -> Iterator[BinaryIO]:
    """A file to write into that takes its place at the end, whole, or is gone. Raises OSError."""
    handle, name = tempfile.mkstemp(prefix=f".{place.name}.", dir=place.parent)
    try:
        with os.fdopen(handle, "wb") as stream:
            yield stream
        Path(name).chmod(0o644)
        Path(name).replace(place)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _waiting(place: Path) -> Path:
    return place.with_name(f".{place.name}.new")


def _write_new(place: Path, data: bytes, mode: int) -> None:
    """Write a file that is not there; one of the same name is thrown away, never written into."""
    place.unlink(missing_ok=True)
    with place.open("xb") as stream:
        stream.write(data)
        stream.flush()
        os.fsync(stream.fileno())
    place.chmod(mode)


def _write_journal(root: Path, digests: Mapping[str, str], *, complete: bool) -> None:
    content = json.dumps({"complete": complete, "files": digests}).encode()
    waiting = _waiting(root / JOURNAL)
    _write_new(waiting, content, 0o644)
    waiting.replace(root / JOURNAL)


def _throw_away(root: Path, paths: list[str]) -> None:
    for path in (*paths, JOURNAL):
        with suppress(OSError, VisavisError):
            _waiting(check_place(root, path)).unlink(missing_ok=True)
    with suppress(OSError):
        (root / JOURNAL).unlink(missing_ok=True)


def digest_bytes(data: bytes) -> str:
    """The name of some bytes: 128 bits of BLAKE2b, as hexadecimal digits."""
    return hashlib.blake2b(data, digest_size=16).hexdigest()


@contextmanager
def _said_as_error(root: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise not_written(root, error) from None


def not_written(root: Path, error: OSError) -> VisavisError:
    """What is said where the system refuses: of the file that is to be, not of ours beside it."""
    place = Path(str(error.filename or ""))
    if place.name.startswith(".") and place.suffix == ".new":
        place = place.with_name(place.stem[1:])
    if place.name == JOURNAL:
        place = place.parent
    shown = place.as_posix() if error.filename else ""
    if place != root and place.is_relative_to(root):
        shown = place.relative_to(root).as_posix()
    return VisavisError(f"cannot be written: {say_reason(error)}", place=shown)
