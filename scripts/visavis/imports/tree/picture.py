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
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import unquote, unquote_to_bytes, urlsplit

from visavis.imports.tree.node import Losses, PictureBlock
from visavis.input import DAMAGED

Find = Callable[[str], bytes | None]
"""The bytes of the picture at an address that stands in the text; None where there is none."""

LARGEST = 20_000_000
"""Bytes of one picture."""
_MOST = 200_000_000
"""Bytes of all pictures of one text."""
_STEP = 30_000
_TOO_MANY = "after the first 200 MB of pictures"
_MARKS = ((b"\x89PNG\r\n\x1a\n", ".png"), (b"\xff\xd8\xff", ".jpg"), (b"GIF8", ".gif"))
_REMOTE = re.compile(r"(?:(?:https?|ftps?):|//)", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:", re.IGNORECASE)
_DATA = re.compile(r"data:image/[\w.+-]+(?:;[\w.+-]+=[^;,]*)*(?P<coded>;base64)?,", re.IGNORECASE)


@dataclass(slots=True)
class Album:
    """What comes of a file beside its text: its pictures, and what there is to say of it."""

    find: Find
    lost: Losses = field(default_factory=Counter)
    """What could not be taken over."""
    told: list[str] = field(default_factory=list)
    """What was decided about the file, a line each."""
    is_markdown: bool = False
    """Whether the texts of a file that holds two are Markdown."""
    meta: dict[str, Any] = field(default_factory=dict)
    """What the text says of itself besides its title."""
    named: list[tuple[str, str]] = field(default_factory=list)
    """Words that are left out by intention: what they are, and themselves."""
    kept: dict[str, bytes] = field(default_factory=dict)
    """By the passing name that stands for them until they get their own; see `Gallery`."""
    _waiting: list[PictureBlock] = field(default_factory=list)
    _known: dict[str, tuple[str, str]] = field(default_factory=dict)
    """By address: the passing name, or why the picture is left out."""
    _room: int = _MOST
    """Bytes that may still come; below nothing once a picture was too many."""

    def take(self, address: str, words: str, title: str = "") -> bool:
        """Keep the picture at an address; False where it is left out, which is counted then.

        `words` describe it.
        """
        if address not in self._known:
            self._known[address] = self._keep(address)
        name, why = self._known[address]
        if why:
            self.lost[f"image {why}", address] += 1
            return False
        self._waiting.append(PictureBlock(words, name, title))
        return True

    def drain(self) -> list[PictureBlock]:
        """The pictures that were taken since the last call; they follow what they stood in."""
        waiting, self._waiting = self._waiting, []
        return waiting

    def _keep(self, address: str) -> tuple[str, str]:
        if self._room < 0:
            return "", _TOO_MANY
        data, why = _look(address, self.find)
        if why:
            return "", why
        name = f"{hashlib.blake2b(data, digest_size=16).hexdigest()}{_suffix(data)}"
        if name not in self.kept:
            self._room -= len(data)
            if self._room < 0:
                return "", _TOO_MANY
            self.kept[name] = data
        return name, ""


def no_pictures(address: str) -> None:
    """A `Find` for texts that bring none."""


def in_archive(data: bytes) -> Find:
    """The pictures in a ZIP archive, by the end of their path."""
    by_last: dict[str, list[str]] = {}
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
    except DAMAGED:
        return no_pictures
    for name in archive.namelist():
        by_last.setdefault(name.rpartition("/")[2], []).append(name)

    def find(address: str) -> bytes | None:
        try:
            wanted = unquote(urlsplit(address).path).lstrip("./")
            there = by_last.get(wanted.rpartition("/")[2], [])
            found = [name for name in there if f"/{name}".endswith(f"/{wanted}")]
            if not wanted or not found:
                return None
            with archive.open(min(found, key=len)) as stream:
                return stream.read(LARGEST + 1)
        except DAMAGED:  # or an address that is none
            return None

    return find


def in_folder(folder: Path, within: Path | None = None) -> Find:
    """The pictures at addresses as a folder sees them: in it and below, or anywhere `within`."""

    def find(address: str) -> bytes | None:
        try:
            file = (folder / unquote(urlsplit(address).path)).resolve()
            if not file.is_relative_to((within or folder).resolve()) or not file.is_file():
                return None
            with file.open("rb") as stream:
                return stream.read(LARGEST + 1)
        except (OSError, ValueError, RuntimeError):  # RuntimeError: links in a circle
            return None

    return find


def _look(address: str, find: Find) -> tuple[bytes, str]:
    """The picture at an address, or why there is none that can be taken."""
    if _REMOTE.match(address):
        return b"", "of another host"
    if address[:5].lower() == "data:":
        found = _DATA.match(address)
        if found and _is_too_long(address, found):
            return b"", "over 20 MB"
        data, missing = _written_out(address, found), "written into its address that cannot be read"
    elif _SCHEME.match(address):
        return b"", "at an address that is not followed"
    else:
        data, missing = find(address), "that is not there"
    if data is None:
        return b"", missing
    if not _suffix(data):
        return b"", "that is no PNG, JPEG, GIF or WebP"
    return (data, "") if len(data) <= LARGEST else (b"", "over 20 MB")


def _is_too_long(address: str, found: re.Match[str]) -> bool:
    """Whether it must hold more than one picture: base64 makes four letters of three bytes."""
    longest = (4 * LARGEST // 3 if found["coded"] else LARGEST) * (3 if "%" in address else 1)
    return len(address) - found.end() > longest + _STEP


def _written_out(address: str, found: re.Match[str] | None) -> bytes | None:
    """The picture that is written into its own address."""
    if found is None:
        return None
    written = address[found.end() :]
    try:
        if not found["coded"]:
            return _unquoted(written)
        return base64.b64decode(_unquoted(written) if "%" in written else written)
    except (binascii.Error, ValueError):
        return None


def _unquoted(written: str) -> bytes:
    """The bytes, step by step: `unquote_to_bytes` needs the room of a hundred for each `%41`."""
    data = bytearray()
    start = 0
    while start < len(written):
        stop = start + _STEP
        parted = written.find("%", stop - 2, stop)
        stop = parted if parted >= 0 else stop
        data += unquote_to_bytes(written[start:stop])
        start = stop
    return bytes(data)


def _suffix(data: bytes) -> str:
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return ".webp"
    return next((suffix for mark, suffix in _MARKS if data.startswith(mark)), "")
