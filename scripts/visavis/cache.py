"""What was worked out before, kept by the content it was worked out from.

One JSON file a purpose in `.cache/visavis/` of the edition, out of git's sight. It may be deleted
at any time: a cache that is missing, damaged or of another version is empty, and one that cannot be
written is not kept.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import sysconfig
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = ".cache/visavis"


class Cache:
    """Values by content; `save` keeps those that were asked for since it was opened."""

    def __init__(self, root: Path, name: str, version: str, *, forgets: bool = True) -> None:
        """Read the cache `name` of the edition at `root`.

        `version` names the method: whoever changes what is worked out changes it, and what the
        former method left is not used. One that never
        `forgets` keeps also what nobody has asked for.
        """
        self._path = root / FOLDER / f"{name}.json"
        self._version = version
        self._old: Mapping[str, Any] = _read(self._path, version)
        self._used: dict[str, Any] = {} if forgets else dict(self._old)

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
        self._used[key] = value

    def save(self) -> None:
        """Write the file, whole or not at all, where anything in it is new or gone."""
        if self._used == self._old:
            return
        content = {"version": self._version, "values": self._used}
        temporary = None
        with suppress(OSError):
            make_folder(self._path.parent)
            handle, temporary = tempfile.mkstemp(prefix=".cache.", dir=self._path.parent)
            with os.fdopen(handle, "w", encoding="utf-8") as stream:
                json.dump(content, stream, ensure_ascii=False, separators=(",", ":"))
            Path(temporary).replace(self._path)
            temporary = None
        if temporary:
            Path(temporary).unlink(missing_ok=True)


def make_folder(folder: Path) -> None:
    """Make a folder for what is kept, out of git's sight. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / ".gitignore").write_text("*\n", encoding="utf-8")


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
    here = Path(__file__).parent
    known = [sys.version, str(_time(Path(sysconfig.get_path("purelib"))))]
    for folder, _, names in sorted(os.walk(here)):
        for name in sorted(names):
            if name.endswith((".py", ".yml")):
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
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(content, dict) or content.get("version") != version:
        return {}
    values = content.get("values")
    return values if isinstance(values, dict) else {}
