"""One short text in every format that can be imported, and what is left of it afterwards."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from pathlib import Path

DATA = Path(__file__).parents[1] / "data" / "imports"
RICH = (".md", ".html", ".docx", ".odt", ".epub")
"""The formats that can say all that the text holds."""
UNITS = ("units.tsv", "units.po", "units.tmx", "units-1.2.xlf", "units-2.0.xlf")

LIGHTHOUSE = (
    "# The lighthouse",
    "The keeper wrote every evening, *without fail*, in a **thick** notebook.[^n1] In 1893 he had "
    "filled 12 of them.",
    "He kept a letter from his sister, who had never seen the sea:",
    "> Tell me what colour it is tonight. I shall believe you.",
    "## What he sang",
    "When the fog came, he sang:",
    "Grey is the water,\ngrey is the stone,\nnobody’s daughter\nleads me home.",
    "His list for the winter was short:",
    "-   oil for the lamp;\n-   three reams of paper;\n"
    "-   a [barometer](https://example.org/barometer).",
    "| Month | Ships | Wrecks |\n| --- | --- | --- |\n| January | 41 | 2 |\n| February | 38 | 0 |",
    "Nobody came before March.",
    "[^n1]: The wind is never mentioned in it.",
)
"""The English text as every rich format should arrive."""


def specimen(name: str) -> bytes:
    """The bytes of a file of the data; a folder named like an archive is packed into one."""
    place = DATA / name
    if place.is_file():
        return place.read_bytes()
    files = sorted(file for file in place.rglob("*") if file.is_file())
    return pack({file.relative_to(place).as_posix(): file.read_bytes() for file in files})


def pack(files: dict[str, bytes]) -> bytes:
    """A ZIP archive of these files."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, content in files.items():
            archive.writestr(path, content)
    return result.getvalue()


def pack_book(files: dict[str, str]) -> bytes:
    """An EPUB whose spine has these files in their order; `toc.ncx` is its table of contents."""
    texts = [name for name in files if not name.endswith(".ncx")]
    items = "".join(f'<item id="{name}" href="{name}"/>' for name in texts)
    if "toc.ncx" in files:
        items += '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>'
    spine = "".join(f'<itemref idref="{name}"/>' for name in texts)
    package = (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0"><metadata/>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )
    container = '<container><rootfile full-path="book/content.opf"/></container>'
    head = (
        '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'
        "<head><title/></head><body>"
    )
    return pack(
        {
            "META-INF/container.xml": container.encode(),
            "book/content.opf": package.encode(),
            **{f"book/{name}": f"{head}{files[name]}</body></html>".encode() for name in texts},
            **{f"book/{name}": files[name].encode() for name in files if name not in texts},
        }
    )


def written(given: str | dict[str, str], encoding: str = "utf-8") -> bytes:
    """The bytes of a file of a case; of several, those of an EPUB with these in their order."""
    return given.encode(encoding) if isinstance(given, str) else pack_book(given)


def unpack(data: bytes) -> dict[str, bytes]:
    """The files of a ZIP archive."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def put(folder: Path, name: str) -> Path:
    """Write a specimen into a folder, as a person has it on the desk."""
    file = folder / name
    file.write_bytes(specimen(name))
    return file


def picture(shade: int) -> bytes:
    """A PNG of 60 × 40 grey pixels."""
    rows = (b"\0" + bytes([shade]) * 60) * 40
    head = struct.pack(">IIBBBBB", 60, 40, 8, 0, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(rows)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
