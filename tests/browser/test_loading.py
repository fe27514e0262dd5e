"""Nothing that a reader looks at moves while a page comes, however slowly it does."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from harness import StaticHost, Visit, served

pytestmark = pytest.mark.browser

CHAPTER = "partner-state/"
WATCH = """window.shifts = 0; new PerformanceObserver(list => {
    for (const entry of list.getEntries()) window.shifts += entry.value;
}).observe({type: "layout-shift", buffered: true})"""


class SlowHost(StaticHost):
    """Pauses in the midst of a page for as long as a browser needs to paint what has come."""

    def do_GET(self) -> None:  # noqa: N802  (the base class calls it so)
        """Send a page in two pieces where its address says how long the first is, in bytes."""
        path, _, place = self.path.partition("?cut=")
        if not place:
            super().do_GET()
            return
        text = (Path(self.translate_path(path)) / "index.html").read_bytes()
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(text[: int(place)])
        self.wfile.flush()
        time.sleep(0.5)
        self.wfile.write(text[int(place) :])


def test_nothing_jumps_while_the_page_starts(visit: Visit, server: str) -> None:
    page = visit("")
    for path in (CHAPTER, f"{CHAPTER}?view=reveal", "", "en/"):
        page.add_init_script(WATCH)
        page.goto(server + path)
        page.wait_for_timeout(300)
        assert page.evaluate("window.shifts") == 0, path


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_jumps_where_a_page_pauses_in_a_row(
    width: int, site: Path, browser: Browser
) -> None:
    text = (site / CHAPTER / "index.html").read_bytes()
    number = text.index(b'<p class="vv-ref">', text.index(b'id="p3"'))
    ends = [
        text.index(end, number) + len(end)
        for end in (b'class="vv-ref">', b'class="vv-number" href="#p3">', b"</a>", b"</p></div>")
    ]
    window = browser.new_context(viewport={"width": width, "height": 844}, service_workers="block")
    window.add_init_script(WATCH)
    page = window.new_page()
    with served(site, handler=SlowHost) as home:
        for end in ends:
            page.goto(f"{home}{CHAPTER}?cut={end}")
            page.wait_for_timeout(100)
            assert page.evaluate("window.shifts") == 0, text[number:end]
    window.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_what_stands_in_for_the_typeface_takes_as_much_room(
    width: int, site: Path, browser: Browser
) -> None:
    window = browser.new_context(viewport={"width": width, "height": 844}, service_workers="block")
    wait, room = '"Visavis Serif"', "document.querySelector('.vv-chapter').offsetHeight"
    heights = []
    with served(site) as home:
        for fonts in (True, False):
            page = window.new_page()
            if not fonts:
                page.route("**/*.woff2", lambda route: route.abort())
            page.goto(home + CHAPTER)
            assert page.evaluate(
                "font => document.fonts.load(`1em ${font}`).then(got => got.length, () => 0)", wait
            ) == int(fonts)
            heights.append(page.evaluate(room))
    window.close()
    assert abs(heights[0] - heights[1]) < heights[0] * 0.04


class LateHost(StaticHost):
    """Sends no typeface before a page has long been read."""

    def do_GET(self) -> None:  # noqa: N802  (the base class calls it so)
        """Wait with a font, and with nothing else."""
        if self.path.endswith(".woff2"):
            time.sleep(1.2)
        super().do_GET()


def test_nothing_jumps_where_the_typeface_comes_late(site: Path, browser: Browser) -> None:
    with served(site, handler=LateHost) as home:
        for path, width in ((CHAPTER, 1280), (f"en/{CHAPTER}", 390), ("", 820)):
            window = browser.new_context(
                viewport={"width": width, "height": 844}, service_workers="block"
            )
            window.add_init_script(WATCH)
            page = window.new_page()
            page.goto(home + path)
            loaded = "document.fonts.ready.then(fonts => [...fonts].map(font => font.status))"
            assert "loaded" in page.evaluate(loaded)
            page.wait_for_timeout(100)
            assert page.evaluate("window.shifts") == 0, (path, width)
            window.close()
