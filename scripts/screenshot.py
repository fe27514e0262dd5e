"""Makes the README's picture of the parallel page: `.venv/bin/python scripts/screenshot.py`.

Needs what the tests need: the development packages and a Chromium (`CHROME` names one).
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from browser import find_browser
from visavis.site.build import build_site

ROOT = Path(__file__).resolve().parent.parent
PICTURE = ROOT / ".github" / "parallel-page.png"
PAGE = "partner-state/index.html"


def main() -> None:
    """Build the site, open a chapter, and keep what a reader sees of it."""
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        site = Path(name) / "site"
        build_site(ROOT, site)
        browser = playwright.chromium.launch(
            executable_path=find_browser(),
            args=["--no-sandbox", "--disable-background-networking", "--disable-gpu"],
        )
        page = browser.new_page(viewport={"width": 1200, "height": 620})
        page.goto((site / PAGE).as_uri())
        page.evaluate("document.querySelector('#p1').scrollIntoView()")
        page.screenshot(path=PICTURE)
        browser.close()
    print(f"{PICTURE}: {PICTURE.stat().st_size // 1024} KB")


if __name__ == "__main__":
    main()
