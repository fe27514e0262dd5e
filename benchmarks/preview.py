"""How soon an edit is seen: `python benchmarks/preview.py [--chapters 37] [--pairs 49] [EDITION]`.

Previews a generated edition, or a copy of one that is given, as `visavis serve` does, changes one
word in a chapter in the middle, and prints the seconds by the clock from saving the file to the
page that has the new word (wanted: 1), and to the site in which all that follows from the edit is
made too. The best of several edits is printed as well: a busy machine only ever takes longer.
"""

from __future__ import annotations

import argparse
import logging
import shutil
import socket
import statistics
import tempfile
import threading
import time
import urllib.request
from pathlib import Path

from generated import write_edition
from visavis.settings import read_project
from visavis.site.preview import Preview

WANTED = 1.0
"""Seconds from saving to the page."""


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("edition", type=Path, nargs="?")
    parser.add_argument("--chapters", type=int, default=37)
    parser.add_argument("--pairs", type=int, default=49)
    parser.add_argument("--edits", type=int, default=3)
    options = parser.parse_args()
    logging.getLogger("mkdocs").setLevel(logging.CRITICAL)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        root, home = Path(name) / "edition", Path(name) / "sites"
        home.mkdir()
        if options.edition:
            shutil.copytree(options.edition, root, ignore=shutil.ignore_patterns("site", ".cache"))
        else:
            write_edition(root, options.chapters, options.pairs)
        preview = Preview(root, f"127.0.0.1:{_free_port()}", home)
        thread = threading.Thread(target=preview.serve, daemon=True)
        thread.start()
        while not preview.server.serve_thread.is_alive():
            time.sleep(0.1)
        folder = root / read_project(root).target.folder
        files = sorted(folder.rglob("*.md"), key=lambda file: file.stat().st_size)
        times = [_edit(preview, folder, files[-2], n) for n in range(options.edits)]
        preview.server.shutdown()
        thread.join()
    for what, seconds in zip(("page", "all that follows"), zip(*times, strict=True), strict=True):
        told = f"{statistics.median(seconds):5.2f} s, the best {min(seconds):5.2f} s"
        wanted = f" (wanted {WANTED})" if what == "page" else ""
        print(f"from saving to {what:16} {told}{wanted}")


def _edit(preview: Preview, folder: Path, file: Path, number: int) -> tuple[float, float]:
    """Seconds until the page of a file has another word, and until everything is made anew."""
    text, word = file.read_text("utf-8"), f"xyz{number}xyz"
    name = file.relative_to(folder).with_suffix("").as_posix()
    address = f"{preview.server.url}{name}/"
    before = preview.server.root
    end = text.rindex(".\n{: #") if ".\n{: #" in text else len(text.rstrip())
    file.write_text(f"{text[:end]} {word}{text[end:]}", "utf-8", newline="")
    begin = time.perf_counter()
    while word not in str(urllib.request.urlopen(address).read(), "utf-8"):
        time.sleep(0.01)
    page = time.perf_counter() - begin
    while preview.server.root == before:
        time.sleep(0.01)
    return page, time.perf_counter() - begin


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


if __name__ == "__main__":
    main()
