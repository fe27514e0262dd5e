"""Reading without a network: the script that keeps a served site, and the site without a server."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

from visavis.site.books import FEED, FOLDER
from visavis.site.card import FOLDER as CARDS
from visavis.site.trim import trim
from visavis.store import replacing

WORKER = "service-worker.js"
"""At the root of the site: a worker serves only what stands below it."""

_TEMPLATE = Path(__file__).with_name("worker.js")
_BYTES = 6
"""So much of each digest: enough to tell two builds apart, and little to load."""
_AT_ONCE = 8_000_000
"""A site of up to so many bytes is kept whole after the first visit; of a larger one the pages are
kept as they are read."""
_LOST = "404.html"
_NEVER = (".map", ".gz", "sitemap.xml", "search_index.js", WORKER)
"""What no reader needs, by the end of the name."""
_PIECES = ("search/entries/", "search/forms/")
"""A large edition's search index: too many files to be named to every reader."""
_UNUSED = ("assets/javascripts/lunr", "assets/javascripts/workers", CARDS)
"""The theme's own search, which no page of ours has, and pictures that only other sites show."""
_UNASKED = (*_UNUSED, FOLDER, FEED)
"""What is not kept for readers who have not asked for it: the books too."""
SITEMAPS = ("sitemap.xml", "sitemap.xml.gz")
_SERVED_ONLY = (*SITEMAPS, _LOST)
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)
_ZIP_MODE = 0o644 << 16


def write_worker(site: Path) -> None:
    """Write the service worker of a built site: the last thing, since it knows every file."""
    listed = [*_list_files(site)]
    files = {path: _digest(site / name) for name, path in listed}
    size = sum((site / name).stat().st_size for name, _ in listed)
    script = _TEMPLATE.read_text("utf-8")
    build = hashlib.sha256((script + _as_script(files)).encode()).hexdigest()[:16]
    frame = _as_script([path for path in files if _is_frame(path)])
    values = {
        "BUILD": _as_script(build),
        "FILES": _as_script(files),
        "FIRST": "Object.keys(FILES)" if size <= _AT_ONCE else frame,
        "LOST": _as_script(_LOST),
    }
    head = "".join(f"const {name} = {value};\n" for name, value in values.items())
    script = f'"use strict";\n{head}{trim(script, ".js")}'
    (site / WORKER).write_text(script, "utf-8", newline="\n")


def strip_served(site: Path) -> None:
    """Take out of a site what only a server has a use for."""
    for name in _SERVED_ONLY:
        (site / name).unlink(missing_ok=True)
    for name in _UNUSED:
        shutil.rmtree(site / name, ignore_errors=True)
    for pattern in ("*.map", "search_index.json"):  # the index is read as a script
        for path in site.rglob(pattern):
            path.unlink()


def write_zip(folder: Path, path: Path) -> None:
    """Pack a folder, itself included; the same files make the same bytes."""
    with (
        replacing(path) as stream,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as packed,
    ):
        for file in sorted(p for p in folder.rglob("*") if p.is_file()):
            name = f"{folder.name}/{file.relative_to(folder).as_posix()}"
            entry = zipfile.ZipInfo(name, _ZIP_TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _ZIP_MODE
            entry.create_system = 3  # Unix, on whatever system it is packed
            packed.writestr(entry, file.read_bytes())


def _list_files(site: Path) -> Iterator[tuple[str, str]]:
    """The files to keep, by name, and the paths under which they are asked for."""
    for name in sorted(_walk(site)):
        hidden = any(p.startswith(".") for p in name.split("/"))
        if not (hidden or name.startswith(_UNASKED) or name.endswith(_NEVER)):
            folder, _, last = name.rpartition("/")
            yield name, (f"{folder}/" if folder else "") if last == "index.html" else name


def _walk(site: Path) -> Iterator[str]:
    """The names of all files but those of an index in pieces, which has more than all else."""
    for place, folders, names in os.walk(site):
        at = "" if place == str(site) else f"{Path(place).relative_to(site).as_posix()}/"
        folders[:] = [name for name in folders if not f"{at}{name}/".endswith(_PIECES)]
        yield from (f"{at}{name}" for name in names)


def _is_frame(path: str) -> bool:
    """Whether a file belongs to the first visit of a site of any size."""
    return path in ("", _LOST) or path.startswith("assets/") or path.endswith("search_index.json")


def _as_script(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()[: 2 * _BYTES]
