"""Pictures of the pages, to be looked at: `.venv/bin/python scripts/pictures.py OUT [--site DIR]`.

Writes `PAGE-INTERFACE-WIDTH-SCHEME[-VIEW].png` for every page, both interfaces, light and dark, at
the widths of two phones, a tablet, a laptop and a wide screen; of a chapter also its midst and its
end, and at two widths every view. Needs what the tests need: the development packages and a
Chromium (`CHROME` names one).
"""

from __future__ import annotations

import argparse
import functools
import http.server
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, sync_playwright

from browser import find_browser
from visavis.site.build import build_site

ROOT = Path(__file__).resolve().parent.parent
HEIGHTS = {360: 740, 390: 844, 820: 1180, 1280: 800, 1920: 1080}
"""The widths that are looked at, in pixels, and the height of a window so wide."""
INTERFACES = {"fr": "", "en": "en/"}
CHAPTER = "partner-state/"
PAGES = {
    "home": "index.html",
    "chapter": f"{CHAPTER}index.html",
    "second": "crisis-of-value/index.html",
    "glossary": "glossary/index.html",
    "alignment": "alignment/index.html",
}
PARTS = {"midst": 0.4, "notes": 0.75, "end": 1.0}
"""How far down a chapter is looked at as well, as a part of its length."""
VIEWS = ("columns", "stacked", "fr", "en", "reveal")
VIEW_WIDTHS = (390, 1280)


class Picture(NamedTuple):
    """One picture to make."""

    name: str
    """Of the file, without its ending."""
    path: str
    """Of the page, below the site."""
    width: int
    """Of the window, in pixels."""
    scheme: str
    """`light` or `dark`."""

    down: float = 0.0
    """How far down the page, as a part of its length."""


def list_pictures() -> Iterator[Picture]:
    """Everything that ought to be looked at before a change of the look is called done."""
    for scheme in ("light", "dark"):
        for width in HEIGHTS:
            yield Picture(f"wrong-fr-{width}-{scheme}", "404.html", width, scheme)
            for tag, folder in INTERFACES.items():
                end = f"{tag}-{width}-{scheme}"
                for page, path in PAGES.items():
                    yield Picture(f"{page}-{end}", folder + path, width, scheme)
                for part, down in PARTS.items():
                    yield Picture(f"{part}-{end}", folder + PAGES["chapter"], width, scheme, down)
        for view in VIEWS:
            for width in VIEW_WIDTHS:
                path = f"{PAGES['chapter']}?view={view}"
                yield Picture(f"chapter-fr-{width}-{scheme}-{view}", path, width, scheme)


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a folder on a free port: without a server there is no search, and no page 404."""
    handler = functools.partial(SilentHandler, directory=site)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


class SilentHandler(http.server.SimpleHTTPRequestHandler):
    """Answers and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


def take(browser: Browser, home: str, out: Path, wanted: str) -> int:
    """Write the pictures whose names hold `wanted`; how many there were."""
    pictures = [picture for picture in list_pictures() if wanted in picture.name]
    for picture in pictures:
        page = browser.new_page(
            viewport={"width": picture.width, "height": HEIGHTS[picture.width]},
            color_scheme="dark" if picture.scheme == "dark" else "light",
        )
        page.goto(home + picture.path)
        page.evaluate(f"scrollTo(0, {picture.down} * document.body.scrollHeight)")
        page.wait_for_timeout(150)  # Fonts and what glides.
        page.screenshot(path=out / f"{picture.name}.png")
        page.close()
    return len(pictures)


def main() -> None:
    """Build the site unless one is given, and picture it."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("out", type=Path, help="the folder for the pictures")
    parser.add_argument("--site", type=Path, help="a built site, instead of building the edition")
    parser.add_argument("--only", default="", help="a part of the names of the pictures wanted")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        site = options.site.resolve() if options.site else Path(name) / "site"
        if not options.site:
            build_site(ROOT, site)
        browser = playwright.chromium.launch(
            executable_path=find_browser(),
            args=["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
        )
        with served(site) as home:
            number = take(browser, home, options.out, options.only)
        browser.close()
    print(f"{options.out}: {number} pictures")


if __name__ == "__main__":
    main()
