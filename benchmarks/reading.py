"""How heavy and how quick the pages are: `python benchmarks/reading.py [--lighthouse PROGRAM]`.

Prints what the first visit of a chapter weighs, compressed, beside plain Material for MkDocs with
the same two texts; the longest task of the browser while a page of 800 pairs is opened, scrolled
and its view changed, and beside it while plain Material's page with the same texts is; and, where
Lighthouse is on the PATH or named, its scores of the home page and of a chapter, as on a telephone,
the median of several runs, with the audits that fail, and those of plain Material. Lighthouse comes
from npm and is no part of the project: `npm install --prefix DIR lighthouse`. The time of a task
depends on the machine, and Lighthouse's also on what else the machine does.
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
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, Response, sync_playwright

from generated import write_bare, write_edition

Report = dict[str, Any]
"""What Lighthouse writes."""
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


def build_plain(edition: Path, work: Path, chapter: str) -> Path:
    """Build plain Material with the texts of an edition: in `chapter` one text after the other."""
    write_bare(work / "bare", edition)
    page = work / "bare" / "docs" / f"{chapter}.md"
    other = page.with_suffix(".en.md").read_text("utf-8").partition("\n---\n")[2]
    page.write_text(page.read_text("utf-8") + other.replace("[^", "[^en-"), "utf-8")
    return build(work / "bare", work / "plain", plain=True)


def compare_weights(browser: Browser, site: Path, plain: Path) -> None:
    """Print what a chapter weighs beside plain Material with the same texts."""
    with served(site) as home, served(plain) as stock:
        own, total = weigh(browser, f"{home}partner-state/")
        _, usual = weigh(browser, f"{stock}partner-state/")
    print(f"first visit of a chapter: {total / 1000:.1f} KB, our CSS and JS {own / 1000:.1f} KB")
    print(f"plain Material, the two texts one after the other: {usual / 1000:.1f} KB")
    print(f"more than it: {(total - usual) / 1000:.1f} KB")


def compare_tasks(browser: Browser, work: Path) -> None:
    """Print the longest task of each thing that a reader does on a page of 800 pairs."""
    write_edition(work / "long", chapters=1, pairs=PAIRS)
    plain = build_plain(work / "long", work, "chapter-000")
    with served(build(work / "long", work / "long-site")) as home, served(plain) as stock:
        usual = time_tasks(browser, f"{stock}chapter-000/", ())
        ours = time_tasks(browser, f"{home}chapter-000/", VIEWS)
    print(f"a page of {PAIRS} pairs; the longest task in ms of the processor, of ours and of the")
    print("same texts one after the other with plain Material:")
    for what, took in ours.items():
        beside = f" {usual[what]:4.0f}  {took / usual[what]:.2f} times" if what in usual else ""
        print(f"  {what:20} {took:4.0f}{beside}")


def time_tasks(browser: Browser, address: str, views: Sequence[str]) -> dict[str, float]:
    """The longest task, in ms of the processor, of opening, scrolling and each view."""
    took = {}
    page = browser.new_page(viewport={"width": 1280, "height": 844})
    with tracing(browser, page) as told:
        page.goto(address, wait_until="load")
        page.wait_for_timeout(1000)
    took["opened"] = max(told)
    with tracing(browser, page) as told:
        for step in range(60):
            page.mouse.wheel(0, 700 if step < 30 else 20_000)
            page.wait_for_timeout(50)
    took["scrolled"] = max(told)
    page.evaluate("scrollTo(0, document.body.scrollHeight / 2)")
    for view in views:
        page.wait_for_timeout(500)
        with tracing(browser, page) as told:
            page.evaluate("view => document.getElementById(`vv-view-${view}`).click()", view)
            page.wait_for_timeout(500)
        took[f"view {view}"] = max(told)
    page.close()
    return took


@contextmanager
def tracing(browser: Browser, page: Page) -> Iterator[list[float]]:
    """How long each task of the page's main thread takes, in ms, while something is done.

    Time of the processor, not of the clock: other programs of the machine do not count, nor do the
    pages that the browser's own windows are made of.
    """
    tasks: list[float] = []
    browser.start_tracing(page=page, categories=["toplevel", "blink.user_timing"])
    yield tasks
    page.evaluate("performance.mark('the page')")
    events = json.loads(browser.stop_tracing())["traceEvents"]
    main = {(event["pid"], event["tid"]) for event in events if event["name"] == "the page"}
    tasks += [
        event.get("tdur", 0) / 1000
        for event in events
        if (event["pid"], event["tid"]) in main and event["name"].endswith("RunTask")
    ]


def compare_scores(program: str, sites: Mapping[str, Path], chrome: str, runs: int) -> None:
    """Print what Lighthouse says of two pages of each site, in turns."""
    pages = {"home page": "", "chapter": "partner-state/"}
    told: dict[str, list[Report]] = {}
    for _ in range(runs):
        for owner, site in sites.items():
            with served(site) as home:
                for name, path in pages.items():
                    report = ask_lighthouse(program, home + path, chrome)
                    told.setdefault(f"{name}, {owner}", []).append(report)
    for page, reports in told.items():
        say_scores(page, reports)


def ask_lighthouse(program: str, address: str, chrome: str) -> Report:
    """Its report of a page, as on a telephone."""
    command = [program, address, "--quiet", "--output=json", "--form-factor=mobile"]
    command += [f"--only-categories={','.join(CATEGORIES)}", f"--chrome-flags={' '.join(FLAGS)}"]
    environment = os.environ | {"CHROME_PATH": chrome}
    done = subprocess.run(command, env=environment, capture_output=True, check=True)
    report: Report = json.loads(done.stdout)
    return report


def say_scores(page: str, reports: Sequence[Report]) -> None:
    """Print the median of each score and measure, and the audits that fail in every run."""
    print(f"{page}, the median of {len(reports)}:")
    for category in CATEGORIES:
        scores = [report["categories"][category]["score"] * 100 for report in reports]
        print(f"  {category:16} {median(scores):.0f}   {' '.join(f'{s:.0f}' for s in scores)}")
    for name in reports[0]["audits"]:
        each = [report["audits"][name] for report in reports]
        if all(one["score"] is not None and one["score"] < 1 for one in each):
            value = median(one.get("numericValue", 0) for one in each)
            print(f"    {name} {median(one['score'] for one in each):.2f}, {value:.0f}")


def main() -> None:
    """Measure the edition of this repository and one that is long."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--lighthouse", default=shutil.which("lighthouse"), metavar="PROGRAM")
    parser.add_argument("--only", choices=["weight", "tasks", "scores"], help="one of the three")
    parser.add_argument("--runs", type=int, default=3, help="of Lighthouse; the median counts")
    options = parser.parse_args()
    sys.path.insert(0, str(ROOT / "scripts"))
    from browser import find_browser

    chrome = find_browser()
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        work = Path(name)
        browser = playwright.chromium.launch(executable_path=chrome, args=list(FLAGS[1:]))
        if options.only in (None, "tasks"):
            compare_tasks(browser, work / "tasks")
        site = build(ROOT, work / "site")
        plain = build_plain(ROOT, work, "partner-state")
        if options.only in (None, "weight"):
            compare_weights(browser, site, plain)
        browser.close()
        if options.lighthouse and options.only in (None, "scores"):
            sites = {"ours": site, "plain Material": plain}
            compare_scores(options.lighthouse, sites, chrome, options.runs)


if __name__ == "__main__":
    main()
