"""The search beside Material's own: what a first search loads, and how long it takes.

    python benchmarks/search.py [PAIRS ...]

Bytes are those of everything that is asked for besides the page itself until the first result is
there, compressed as a static host sends them (gzip). Time is from the first keystroke; Material's
search begins to load with the page, so that the time from the request of the page is told too.
`index` is the processor time of writing the index of both interfaces. Texts are drawn by Zipf's
law from the edition's words and 40,000 of a dictionary, 75 words a side; one row in 400 has the
query. Both sites are one page; only their indexes are large.
"""

from __future__ import annotations

import functools
import gzip
import http.server
import itertools
import json
import os
import random
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from html import escape
from pathlib import Path
from urllib.parse import unquote, urlsplit

from playwright.sync_api import Browser, Page, TimeoutError, sync_playwright
from simplemma.strategies.dictionaries.dictionary_factory import DefaultDictionaryFactory

from visavis.edition import Edition, open_edition
from visavis.pairs import Pair, Pairing
from visavis.publication import Addresses, Interface, list_entries, publish
from visavis.settings import read_project
from visavis.side import Side
from visavis.site.search import INDEX, PIECES, write_search
from visavis.text import Block, Document, Kind, Place

ROOT = Path(__file__).resolve().parent.parent
SIZES = (25, 1_000, 10_000, 100_000)
WORDS = 75
"""A paragraph has so many on each side."""
ROWS = 50
"""A chapter has so many."""
QUERY = {"fr": "bibliothèque", "en": "library"}
PATIENCE = 120_000
"""Milliseconds that a search may take."""
WATCH = """() => {
  addEventListener("keydown", () => (window.typed ??= performance.now()), true);
  const found = ".vv-found mark, .md-search-result__link mark";
  const look = () => {
    if (document.querySelector(found)) window.seen = performance.now();
    else requestAnimationFrame(look);
  };
  look();
}"""
"""The page takes the time itself: who asks from outside hears of a result late."""
CHROME = os.environ.get("CHROME") or shutil.which("chromium") or shutil.which("google-chrome")
IN_PIECES = f' data-pieces="{PIECES}"'
STOCK = "site_name: Stock\ntheme: {name: material, language: fr, font: false}\nplugins: [search]\n"


def main() -> None:
    """Measure at each size."""
    sizes = [int(size) for size in sys.argv[1:]] or SIZES
    project = read_project(ROOT)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        ours, theirs = Path(name) / "ours", Path(name) / "theirs"
        build_sites(ours, theirs)
        browser = playwright.chromium.launch(executable_path=CHROME, args=["--no-sandbox"])
        print("  pairs  search          index    requests      loaded  keystroke to result")
        for size in sizes:
            shown = show(Edition(project, tuple(make_chapters(size))))
            interfaces = [replace(shown, side=side) for side in (Side.TARGET, Side.SOURCE)]
            (ours / INDEX).write_text('{"config": {}, "docs": []}', "utf-8")
            before = processor_time()
            write_search(ours, interfaces)
            told = f"{processor_time() - before:6.1f} s"
            pieces = size >= project.pieces_from
            home = ours / "index.html"
            html = home.read_text("utf-8").replace(IN_PIECES, "")
            begin = " data-home="
            home.write_text(html.replace(begin, f"{IN_PIECES}{begin}") if pieces else html)
            report(size, "pieces" if pieces else "whole", told, measure(browser, ours, ask_ours))
            write_stock(theirs, shown)
            report(size, "Material", "", measure(browser, theirs, ask_theirs))
        browser.close()


def show(edition: Edition) -> Interface:
    """The French interface of texts that are not judged, and whose sentences are not told."""
    published = replace(publish(Edition(edition.project, ())), edition=edition)
    published.__dict__["sentences"] = {}
    return Interface(published, Side.TARGET, Addresses("fr"))


def build_sites(ours: Path, theirs: Path) -> None:
    """Build the first edition, and a page of Material's with nothing of ours."""
    command = [sys.executable, "-m", "visavis", "build", "--site-dir", str(ours)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (ours / "service-worker.js").unlink(missing_ok=True)
    source = theirs.with_name("stock")
    (source / "docs").mkdir(parents=True)
    (source / "docs" / "index.md").write_text("# Stock\n\nA page.\n", "utf-8")
    (source / "mkdocs.yml").write_text(STOCK, "utf-8")
    command = [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", str(theirs)]
    subprocess.run(command, cwd=source, check=True, capture_output=True)


def make_chapters(size: int) -> Iterator[Pairing]:
    """Chapters of so many rows together."""
    texts = {language: draw_texts(language, size) for language in ("fr", "en")}
    for number, start in enumerate(range(0, size, ROWS)):
        pairs = []
        blocks: dict[str, list[Block]] = {"fr": [], "en": []}
        for row in range(start, min(start + ROWS, size)):
            for language in blocks:
                text = next(texts[language])
                place = Place("x.md", 1, 1)
                blocks[language].append(Block(Kind.PARAGRAPH, text, text, place))
            pairs.append(Pair(f"p{row - start + 1}", (blocks["en"][-1],), (blocks["fr"][-1],)))
        en, fr = (Document("x.md", tag, tuple(blocks[tag])) for tag in ("en", "fr"))
        yield Pairing(f"chapter-{number}", en, fr, tuple(pairs))


def draw_texts(language: str, size: int) -> Iterator[str]:
    """Paragraphs of words as rare as in a real text; one in some hundreds has the query."""
    draw = random.Random(f"{language} 1")
    edition = open_edition(read_project(ROOT))
    own = Counter(
        word
        for chapter in edition.chapters
        for document in chapter.documents
        if document.language == language
        for block in document.blocks
        for word in re.findall(r"[^\W\d_]+", block.plain)
    )
    listed = [str(w) for w in DefaultDictionaryFactory().get_dictionary(language)]
    words = [word for word, _ in own.most_common()]
    words += draw.sample(listed, min(40_000, len(listed)))
    weights = list(itertools.accumulate(1 / (rank + 2.7) for rank in range(len(words))))
    for number in range(size):
        text = draw.choices(words, cum_weights=weights, k=WORDS)
        if number % 400 == 7:
            text[WORDS // 2] = QUERY[language]
        yield " ".join(text).capitalize() + "."


def write_stock(site: Path, shown: Interface) -> None:
    """Write the entries of an interface as Material's plugin would."""
    index = json.loads((site / INDEX).read_text("utf-8"))
    docs = [
        {
            "location": entry.location,
            "title": escape(entry.title),
            "text": "".join(f"<p>{escape(text)}</p>" for text in entry.sides.values()),
        }
        for entry in list_entries(shown)
    ]
    text = json.dumps({"config": index["config"], "docs": docs}, ensure_ascii=False)
    (site / INDEX).write_text(text, "utf-8")


def ask_ours(page: Page) -> None:
    """Open our search and type."""
    page.keyboard.press("/")
    page.keyboard.insert_text(QUERY["en"])


def ask_theirs(page: Page) -> None:
    """Open Material's and type."""
    page.keyboard.press("/")
    page.locator(".md-search__input").press_sequentially(QUERY["en"])


def measure(
    browser: Browser, site: Path, ask: Callable[[Page], None]
) -> tuple[int, int, float, float] | None:
    """Requests, bytes, seconds from the keystroke, from the page's request; None: too long."""
    with served(site) as (address, sent):
        page = browser.new_page(bypass_csp=True)  # Playwright evaluates text
        begun = time.perf_counter()
        page.goto(address, wait_until="load")
        # Nobody types before the page has come to rest.
        page.evaluate("() => new Promise(done => requestIdleCallback(done))")
        frame = {
            name for name in sent if "search" not in name or name.endswith("visavis/search.js")
        }
        page.evaluate(WATCH)
        try:
            ask(page)
            page.wait_for_function("window.seen", timeout=PATIENCE)
        except TimeoutError:
            return None
        else:
            took: float = page.evaluate("window.seen - window.typed")
        finally:
            end = time.perf_counter()
            page.close()
        loaded = [number for name, number in list(sent.items()) if name not in frame]
        return len(loaded), sum(loaded), took / 1000, end - begun


@contextmanager
def served(site: Path) -> Iterator[tuple[str, dict[str, int]]]:
    """Serve a site as a static host does; gives its address and the bytes sent, by path."""
    sent: dict[str, int] = {}
    Host.read(site / INDEX)  # a host has it compressed already
    handler = functools.partial(Host, site=site, sent=sent)
    host = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=host.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{host.server_port}/", sent
    host.shutdown()


class Host(http.server.BaseHTTPRequestHandler):
    """Compresses what it sends, each file once."""

    kept: dict[tuple[str, int, float], bytes] = {}  # noqa: RUF012 -- shared on purpose

    def __init__(self, *args: object, site: Path, sent: dict[str, int]) -> None:
        self._site, self._sent = site, sent
        super().__init__(*args)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        """Answer with the file."""
        name = unquote(urlsplit(self.path).path).lstrip("/") or "index.html"
        path = self._site / name
        if path.is_dir():
            path = path / "index.html"
        if not path.is_file():
            self.send_error(404)
            return
        body = self.read(path)
        kinds = {".js": "text/javascript", ".css": "text/css", ".json": "application/json"}
        self.send_response(200)
        self.send_header(
            "Content-Type",
            kinds.get(
                path.suffix, "text/html" if path.suffix == ".html" else "application/octet-stream"
            ),
        )
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
        self._sent[name] = len(body)

    @classmethod
    def read(cls, path: Path) -> bytes:
        """What is sent of a file."""
        stat = path.stat()
        key = (str(path), stat.st_size, stat.st_mtime)
        if key not in cls.kept:
            cls.kept[key] = gzip.compress(path.read_bytes(), 6)
        return cls.kept[key]

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def report(size: int, name: str, told: str, found: tuple[int, int, float, float] | None) -> None:
    """One line of the table."""
    line = f"{size:7} {name:10} {told:>12}"
    if found is None:
        print(f"{line}  more than {PATIENCE // 1000} s", flush=True)
        return
    requests, loaded, seconds, whole = found
    told = f"{requests:11} {loaded / 1000:8.0f} kB {seconds:8.2f} s"
    print(f"{line} {told} ({whole:.2f} s from the page’s request)", flush=True)


def processor_time() -> float:
    """Seconds of processor time of this process and of those it has waited for."""
    return sum(
        usage.ru_utime + usage.ru_stime
        for usage in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    main()
