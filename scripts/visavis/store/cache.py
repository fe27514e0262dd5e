"""What was worked out before, kept by the content it was worked out from.

One file a purpose, or a chapter of it, in `.cache/visavis/` of the edition, out of git's sight: a
line that tells the version and the digest of what follows, and a line of JSON. It may be deleted at
any time: a cache that is missing, damaged or of another version is empty, and one that cannot be
written is not kept. So is one that git tracks, since then it comes from whoever sends texts, or
that a link leads to.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import sysconfig
import time
from collections.abc import Mapping
from contextlib import suppress
from functools import cache, cached_property
from pathlib import Path
from typing import Any

from visavis.errors import VisavisError
from visavis.store.place import check_place
from visavis.store.tracked import is_tracked
from visavis.store.write import digest_bytes, replacing

FOLDER = ".cache/visavis"
_ABANDONED = 3_600
"""Seconds after which nobody is still writing a file."""


class Cache:
    """Values by content; `save` keeps those that were asked for since it was opened."""

    def __init__(self, root: Path, name: str, version: str, *, forgets: bool = True) -> None:
        """Take the cache `name` of the edition at `root`, which is read when it is first asked.

        `version` names the method: whoever changes what is worked out changes it, and what the
        former method left is not used. One that never `forgets` keeps also what nobody has asked
        for.
        """
        self._root = root
        self._name = name
        self._version = version
        self._forgets = forgets
        self._used: dict[str, Any] = {}
        self._new: dict[str, Any] = {}

    @cached_property
    def _old(self) -> Mapping[str, Any]:
        place = self._place()
        return _read(place, self._version) if place else {}

    @property
    def is_empty(self) -> bool:
        """Whether there is no file of this version; only its first line is read for that."""
        place = self._place() or Path(os.devnull)
        try:
            with place.open("rb") as file:
                return bool(json.loads(file.readline())["version"] != self._version)
        except (OSError, ValueError, KeyError, TypeError):
            return True

    def get(self, key: str) -> Any:
        """The JSON value kept under a key, or None."""
        if key in self._used:
            return self._used[key]
        value = self._old.get(key)
        if value is not None:
            self._used[key] = value
        return value

    def put(self, key: str, value: Any) -> None:
        """Keep a JSON value, which must not be None."""
        self._used[key] = self._new[key] = value

    def give(self) -> dict[str, Any]:
        """What was put here since the last time, for a cache of the same name to `take`."""
        new, self._new = self._new, {}
        return new

    def take(self, new: Mapping[str, Any]) -> None:
        """Keep what was put into another cache of the same name."""
        self._used.update(new)
        self._new.update(new)

    def save(self) -> None:
        """Write the file, whole or not at all, where anything in it is new or gone."""
        if not (self._forgets or self._new):
            return
        kept = self._used if self._forgets else {**self._old, **self._used}
        place = self._place()
        if kept == self._old or place is None:
            return
        values = json.dumps(kept, ensure_ascii=False, separators=(",", ":"))
        body = values.encode("utf-8", "surrogatepass")
        head = {"version": self._version, "digest": digest_bytes(body)}
        with suppress(OSError):
            _make_folder(self._root / FOLDER)
            place.parent.mkdir(parents=True, exist_ok=True)
            with replacing(place) as stream:
                stream.write(json.dumps(head).encode() + b"\n" + body)
            _tidy(place.parent)

    def _place(self) -> Path | None:
        """Where the file stands; None where nothing may be kept."""
        try:
            place = check_place(self._root, f"{FOLDER}/{self._name}.json")
        except (VisavisError, OSError):
            return None
        there = (self._root / FOLDER).is_dir()
        return None if there and is_tracked(self._root, FOLDER) else place


def keep_folder(root: Path, name: str) -> Path | None:
    """A folder beside the caches, made if it is not there; None where nothing may be kept."""
    try:
        place = check_place(root, f"{FOLDER}/{name}/x").parent
        if (root / FOLDER).is_dir() and is_tracked(root, FOLDER):
            return None
        _make_folder(root / FOLDER)
        place.mkdir(parents=True, exist_ok=True)
    except (VisavisError, OSError):
        return None
    return place


def _make_folder(folder: Path) -> None:
    """Make the folder, out of git’s sight."""
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / ".gitignore").is_file():
        with replacing(folder / ".gitignore") as stream:
            stream.write(b"*\n")


@cache
def _tidy(folder: Path) -> None:
    """Throw away what commands that were killed have left half written in a folder, once."""
    for left in folder.glob(".*.json.*"):
        if time.time() - left.stat().st_mtime > _ABANDONED:
            left.unlink()


def content_key(*texts: str) -> str:
    """The name of some texts in their order: 128 bits of BLAKE2b, as hexadecimal digits."""
    digest = hashlib.blake2b(digest_size=16)
    for text in texts:
        data = text.encode("utf-8", "surrogatepass")
        digest.update(len(data).to_bytes(8, "little"))
        digest.update(data)
    return digest.hexdigest()


@cache
def name_code() -> str:
    """A version for what follows from the code as a whole: it changes with every file of it.

    The files are told by their sizes and times, as are the installed packages by that of their
    folder, since whoever changes a line somewhere may not know what was worked out by it.
    """
    here = Path(__file__).parent.parent
    known = [sys.version, str(_time(Path(sysconfig.get_path("purelib"))))]
    for folder, _, names in sorted(os.walk(here)):
        for name in sorted(names):
            if not name.endswith(".pyc"):
                about = Path(folder, name).stat()
                known.append(f"{folder}/{name} {about.st_size} {about.st_mtime_ns}")
    return content_key(*known)


def _time(path: Path) -> int:
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0


def _read(path: Path, version: str) -> Mapping[str, Any]:
    try:
        head, _, body = path.read_bytes().partition(b"\n")
        if json.loads(head) != {"version": version, "digest": digest_bytes(body)}:
            return {}
        values = json.loads(body)
    except (OSError, ValueError, RecursionError):
        return {}
    return values if isinstance(values, dict) else {}
