"""Pictures of a text: their bytes, from the archive or the folder in which the text stands.

Only what every browser shows and none runs is taken: PNG, JPEG, GIF and WebP, told by the bytes
themselves. An SVG may hold a script, and WMF and EMF are shown by nobody.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from visavis.intake.tree import Losses, Picture

Find = Callable[[str], bytes | None]
"""The bytes of the picture at an address that stands in the text; None where there is none."""

LARGEST = 20_000_000
"""Bytes of one picture."""
_MARKS = ((b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"))
_REMOTE = re.compile(r"(?:[a-z][a-z0-9+.-]+:|//)", re.IGNORECASE)
_DATA = re.compile(r"data:image/[\w.+-]+(?P<coded>;base64)?,", re.IGNORECASE)


@dataclass(slots=True)
class Album:
    """The pictures of one text, as they are come upon."""

    find: Find
    lost: Losses
    kept: dict[str, bytes] = field(default_factory=dict)
    """By the passing name that stands for them until they get their own; see `name_pictures`."""
    _waiting: list[Picture] = field(default_factory=list)

    def take(self, address: str, words: str) -> bool:
        """Keep the picture at an address; False where it is left out, which is counted then.

        `words` describe it.
        """
        data = _written_out(address) or (None if _is_remote(address) else self.find(address))
        if data is None:
            where = "of another host" if _is_remote(address) else "that is not there"
            self.lost[f"image {where}", address] += 1
            return False
        suffix = _suffix(data)
        if not suffix or len(data) > LARGEST:
            what = "over 20 MB" if suffix else "that is no PNG, JPEG, GIF or WebP"
            self.lost[f"image {what}", address] += 1
            return False
        name = f"{hashlib.blake2b(data, digest_size=16).hexdigest()}{suffix}"
        self.kept[name] = data
        self._waiting.append(Picture(words, name))
        return True

    def drain(self) -> list[Picture]:
        """The pictures that were taken since the last call; they follow what they stood in."""
        waiting, self._waiting = self._waiting, []
        return waiting


def no_pictures(address: str) -> None:
    """A `Find` for texts that bring none."""


def in_archive(data: bytes) -> Find:
    """The pictures in a ZIP archive, by the end of their path."""

    def find(address: str) -> bytes | None:
        wanted = unquote(urlsplit(address).path).lstrip("./")
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                names = archive.namelist()
                found = [name for name in names if f"/{name}".endswith(f"/{wanted}")]
                if not wanted or not found:
                    return None
                with archive.open(min(found, key=len)) as stream:
                    return stream.read(LARGEST + 1)
        except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError):
            return None  # damaged or encrypted, as one file of an archive may be

    return find


def in_folder(folder: Path) -> Find:
    """The pictures in a folder and those below it, and no others."""

    def find(address: str) -> bytes | None:
        try:
            file = (folder / unquote(urlsplit(address).path)).resolve()
            if not file.is_relative_to(folder.resolve()) or not file.is_file():
                return None
            with file.open("rb") as stream:
                return stream.read(LARGEST + 1)
        except (OSError, ValueError):
            return None

    return find


def _is_remote(address: str) -> bool:
    return bool(_REMOTE.match(address))


def _written_out(address: str) -> bytes | None:
    """The picture that is written into its own address."""
    found = _DATA.match(address)
    if found is None:
        return None
    data = unquote_to_bytes(address[found.end() :])
    try:
        return base64.b64decode(data, validate=False) if found["coded"] else data
    except (binascii.Error, ValueError):
        return None


def _suffix(data: bytes) -> str:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    return next((suffix for mark, suffix in _MARKS if data.startswith(mark)), "")
