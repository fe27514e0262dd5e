"""DOCX, ODT and EPUB are ZIP archives: what is in them, before anybody else unpacks it."""

from __future__ import annotations

import io
import lzma
import zipfile
import zlib

from visavis.errors import VisavisError

_MOST_BYTES = 200_000_000
_MOST_FILES = 20_000
_TEXTS = (".xml", ".rels", ".xhtml", ".html", ".htm", ".opf", ".ncx", ".css")
_CHUNK = 1 << 20
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""How the container begins in which Word keeps a DOCX with a password, and every .doc."""
DAMAGED = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    ValueError,
    OSError,
    RuntimeError,  # encrypted, or packed in an unknown way
)
"""What reading an archive raises where it is not in order."""
_LOCKS = {"META-INF/manifest.xml": b"encryption-data", "META-INF/encryption.xml": b"html"}
"""Where ODT and EPUB say what is encrypted, and how it shows that the text is. Fonts may be."""


def repack(data: bytes, name: str, suffix: str, needed: str) -> bytes:
    """The same archive with its texts alone, every one unpacked once and within bounds.

    What a ZIP archive says of its own sizes may be a lie, so the bytes themselves are counted.
    Raises VisavisError for what is no archive, is damaged, holds no `needed`, or unpacks to more
    than a book.
    """
    if data.startswith(_OLE):
        raise VisavisError(
            f"not a {suffix} file: it has a password, or is of an older Word",
            place=name,
            hint=f"save it as {suffix} without a password",
        )
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return _repack(archive, name, suffix, needed)
    except DAMAGED as error:
        what = f"not a readable {suffix} file" if data[:2] == b"PK" else f"not a {suffix} file"
        reason = " ".join(str(error).split())[:100] or "it is damaged"
        raise VisavisError(f"{what}: {reason[0].lower()}{reason[1:]}", place=name) from None


def _repack(archive: zipfile.ZipFile, name: str, suffix: str, needed: str) -> bytes:
    entries = archive.infolist()
    if not any(entry.filename.startswith(needed) for entry in entries):
        raise VisavisError(f"not a {suffix} file: it holds no {needed}", place=name)
    if len(entries) > _MOST_FILES:
        raise VisavisError(f"it holds more than {_MOST_FILES} files", place=name)
    for lock, word in _LOCKS.items():
        if lock in archive.namelist() and word in archive.read(lock):
            raise VisavisError(
                "it is encrypted", place=name, hint="save it without a password or copy protection"
            )
    room = _MOST_BYTES
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_STORED) as kept:
        for entry in entries:
            content = b""
            if entry.filename.endswith(_TEXTS) or entry.filename == "mimetype":
                content = _unpack(archive, entry, room, name)
                room -= len(content)
            kept.writestr(zipfile.ZipInfo(entry.filename), content)
    return result.getvalue()


def _unpack(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, room: int, name: str) -> bytes:
    chunks = []
    with archive.open(entry) as stream:
        while chunk := stream.read(_CHUNK):
            room -= len(chunk)
            if room < 0:
                raise VisavisError(
                    f"it unpacks to more than {_MOST_BYTES // 1_000_000} MB", place=name
                )
            chunks.append(chunk)
    return b"".join(chunks)
