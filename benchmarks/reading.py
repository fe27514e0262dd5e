"""How heavy and how quick the pages are: `python benchmarks/reading.py [--lighthouse PROGRAM]`.

Prints what the first visit of a chapter weighs, compressed, beside plain Material for MkDocs with
the same two texts; the longest task of the browser while a page of 800 pairs is scrolled and its
view is changed; and, where Lighthouse is on the PATH or named, its scores of the home page and of a
chapter, as on a telephone, with the audits that fail. Lighthouse comes from npm and is no part of
the project: `npm install --prefix DIR lighthouse`. The time of a task depends on the machine.
"""

from __future__ import annotations

import argparse
import functools
import gzip
import http.server
import json
import mimetypes
import os
import shutil
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, Response, sync_playwright

from generated import write_bare, write_edition

ROOT = Path(__file__).resolve().parent.parent
PAIRS = 800
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
FLAGS = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-background-networking")
OWN = "/assets/visavis/"
VIEWS = ("columns", "stacked", "reveal", "only-1", "only-2", "auto")


class Host(http.server.SimpleHTTPRequestHandler):
    """A static host that compresses, as all that publish sites do."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        """Answer with the file, compressed."""
        file = Path(self.translate_path(self.path))
        file = file / "index.html" if file.is_dir() else file
        if not file.is_file():
            self.send_error(404)
            return
        body = gzip.compress(file.read_bytes(), mtime=0)
        self.send_response(200)
        self.send_header("Content-Type", mimetypes.guess_type(file.name)[0] or "text/plain")
        self.send_header("Content-Encoding", "gzip")
        self.send_header("Cache-Control", "max-age=600")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on a free port; gives the address of its home page."""
    host = http.server.ThreadingHTTPServer(
        ("127.0.0.1", 0), functools.partial(Host, directory=site)
    )
    threading.Thread(target=host.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{host.server_port}/"
    host.shutdown()
    host.server_close()


def build(folder: Path, site: Path, *, plain: bool = False) -> Path:
    """Build an edition, or a folder of plain MkDocs, without a word."""
    tool = ["mkdocs", "build", "-q"] if plain else ["visavis", "build"]
    command = [sys.executable, "-m", *tool, "--site-dir", str(site)]
    environment = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    subprocess.run(command, cwd=folder, env=environment, check=True, stdout=subprocess.DEVNULL)
    return site


def weigh(browser: Browser, address: str) -> tuple[int, int]:
    """Bytes that a first visit brings, compressed: of our own style and scripts, and of all."""
    context = browser.new_context()
    page = context.new_page()
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))
    page.goto(address, wait_until="networkidle")
    sizes = {answer.url: len(gzip.compress(answer.body())) for answer in answers}
    context.close()
    own = sum(size for url, size in sizes.items() if OWN in url)
    return own, sum(sizes.values())


def compare_weights(browser: Browser, site: Path, work: Path) -> None:
    """Print what a chapter weighs beside plain Material with the same texts."""
    write_bare(work / "bare", ROOT)
    chapter = work / "bare" / "docs" / "partner-state.md"
    other = chapter.with_suffix(".en.md").read_text("utf-8").partition("\n---\n")[2]
    both = chapter.read_text("utf-8") + other.replace("[^", "[^en-")
    chapter.write_text(both, "utf-8")
    plain = build(work / "bare", work / "plain", plain=True)
    with served(site) as home, served(plain) as stock:
        own, total = weigh(browser, f"{home}partner-state/")
        _, usual = weigh(browser, f"{stock}partner-state/")
    print(f"first visit of a chapter: {total / 1000:.1f} KB, our CSS and JS {own / 1000:.1f} KB")
    print(f"plain Material, the two texts one after the other: {usual / 1000:.1f} KB")
    print(f"more than it: {(total - usual) / 1000:.1f} KB")


def time_tasks(browser: Browser, work: Path) -> None:
    """Print the longest task of each thing that a reader does on a page of 800 pairs."""
    write_edition(work / "long", chapters=1, pairs=PAIRS)
    with served(build(work / "long", work / "long-site")) as home:
        page = browser.new_page(viewport={"width": 1280, "height": 844})
        print(f"a page of {PAIRS} pairs; the longest task in ms of the processor:")
        with longest(browser, page, "while it is opened"):
            page.goto(f"{home}chapter-000/", wait_until="load")
            page.wait_for_timeout(1000)
        with longest(browser, page, "while it is scrolled"):
            for step in range(60):
                page.mouse.wheel(0, 700 if step < 30 else 20_000)
                page.wait_for_timeout(50)
        page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
        for view in VIEWS:
            page.wait_for_timeout(500)
            with longest(browser, page, f"when {view} is chosen"):
                page.evaluate("view => document.getElementById(`vv-view-${view}`).click()", view)
                page.wait_for_timeout(500)
        page.close()


@contextmanager
def longest(browser: Browser, page: Page, what: str) -> Iterator[None]:
    """Print the longest task of the page's main thread while something is done.

    Time of the processor, not of the clock: other programs of the machine do not count.
    """
    browser.start_tracing(page=page, categories=["toplevel", "__metadata"])
    yield
    events = json.loads(browser.stop_tracing())["traceEvents"]
    main = {
        (event["pid"], event["tid"])
        for event in events
        if event["name"] == "thread_name" and event["args"]["name"] == "CrRendererMain"
    }
    tasks = [
        event.get("tdur", 0) / 1000
        for event in events
        if (event["pid"], event["tid"]) in main and event["name"].endswith("RunTask")
    ]
    print(f"  {what}: {max(tasks, default=0):.0f}")


def score(program: str, site: Path, chrome: str) -> None:
    """Print what Lighthouse says of two pages."""
    with served(site) as home:
        for name, path in (("home page", ""), ("chapter", "partner-state/")):
            command = [program, home + path, "--quiet", "--output=json", "--form-factor=mobile"]
            command += [f"--only-categories={','.join(CATEGORIES)}"]
            command += [f"--chrome-flags={' '.join(FLAGS)}"]
            done = subprocess.run(
                command, env=os.environ | {"CHROME_PATH": chrome}, capture_output=True, check=True
            )
            told = json.loads(done.stdout)
            scores = (told["categories"][category] for category in CATEGORIES)
            print(f"{name}: " + ", ".join(f"{c['title']} {c['score'] * 100:.0f}" for c in scores))
            for audit in told["audits"].values():
                if audit["score"] is not None and audit["score"] < 1:
                    shown = audit.get("displayValue", "")
                    print(f"  {audit['id']} {audit['score']:.2f} {shown}")


def main() -> None:
    """Measure the edition of this repository and one that is long."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lighthouse", default=shutil.which("lighthouse"), metavar="PROGRAM")
    parser.add_argument("--only", choices=["weight", "tasks", "scores"], help="one of the three")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT / "scripts"))
    from browser import find_browser

    chrome = find_browser()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        work = Path(name)
        site = build(ROOT, work / "site")
        browser = playwright.chromium.launch(executable_path=chrome, args=list(FLAGS[1:]))
        if options.only in (None, "weight"):
            compare_weights(browser, site, work)
        if options.only in (None, "tasks"):
            time_tasks(browser, work)
        browser.close()
        if options.lighthouse and options.only in (None, "scores"):
            score(options.lighthouse, site, chrome)


if __name__ == "__main__":
    main()
