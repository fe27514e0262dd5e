"""The container of a book: a zip file whose bytes depend on nothing but what is in it.

Source: W3C, EPUB 3.3, chapter 4 (Open Container Format).
"""

from __future__ import annotations

import io
from collections.abc import Mapping
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

FOLDER = "EPUB"
_LONG_AGO = (1980, 1, 1, 0, 0, 0)
"""The earliest time that a zip file can give; no clock of any machine is asked."""
_PACKED = frozenset({"png", "jpg", "jpeg", "gif", "webp", "mp3", "m4a", "opus", "mp4", "webm"})
_CONTAINER = f"""<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="{FOLDER}/package.opf"
 media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def pack(files: Mapping[str, bytes]) -> bytes:
    """The content of an EPUB with these files, in their order."""
    stream = io.BytesIO()
    with ZipFile(stream, "w") as archive:
        _add(archive, "mimetype", b"application/epub+zip", packed=True)
        _add(archive, "META-INF/container.xml", _CONTAINER.encode())
        for name, content in files.items():
            packed = name.rpartition(".")[2] in _PACKED
            _add(archive, f"{FOLDER}/{name}", content, packed=packed)
    return stream.getvalue()


def _add(archive: ZipFile, name: str, content: bytes, *, packed: bool = False) -> None:
    entry = ZipInfo(name, _LONG_AGO)
    entry.create_system = 3  # Unix, on every machine
    entry.external_attr = 0o644 << 16
    entry.compress_type = ZIP_STORED if packed else ZIP_DEFLATED
    archive.writestr(entry, content)
