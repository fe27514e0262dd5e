"""The site without a network: kept after the first visit, or opened from a folder."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from harness import hosted, wait_for
from visavis.site.offline import WORKER, write_worker

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
KEPT = """async () => {
    await navigator.serviceWorker.ready;
    const names = await caches.keys();
    const counts = await Promise.all(names.map(async name =>
        [name.split(" ").at(-1), (await (await caches.open(name)).keys()).length]));
    return navigator.serviceWorker.controller ? Object.fromEntries(counts) : null;
}"""


def build_of(site: Path) -> tuple[str, int]:
    """The name of a site's build and how many files belong to it."""
    script = (site / WORKER).read_text("utf-8")
    named = re.search(r'BUILD = "(\w+)"', script)
    assert named
    return named[1], len(re.findall(r'"[^"]*":"[0-9a-f]{12}"', script))


def wait_until_kept(page: Page, site: Path) -> None:
    """Wait until the browser has this build whole, and no other."""
    name, count = build_of(site)
    kept = None
    for _ in range(300):
        kept = page.evaluate(KEPT)
        if kept == {name: count}:
            return
        page.wait_for_timeout(100)
    pytest.fail(f"the browser keeps {kept}, not {count} files of {name}")


@pytest.fixture
def window(browser: Browser) -> Iterator[BrowserContext]:
    """A window that keeps what the site asks it to keep."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, reduced_motion="reduce")
    context.set_default_timeout(30_000)
    yield context
    context.close()


def find(page: Page, words: str) -> None:
    """Look for words and go to the first row that has them."""
    page.keyboard.press("/")
    wait_for(page, "document.activeElement.matches('input')")
    page.keyboard.type(words)
    page.locator("dialog[open] a[href*='#p']").first.click()
    page.wait_for_url(re.compile("#p"))
    expect(page.locator(".vv-pair:target")).to_be_in_viewport()


def test_what_was_visited_once_is_there_without_a_network(
    site: Path, window: BrowserContext, tmp_path: Path
) -> None:
    own = Path(shutil.copytree(site, tmp_path / "site"))
    with hosted(own) as host:
        home = host.address
        page = window.new_page()
        page.goto(home)
        wait_until_kept(page, own)
        host.reachable = False
        # Pages that were never opened, in both interfaces, with whatever they load later.
        for path in ("partner-state/?view=stacked", "en/crisis-of-value/"):
            page.goto(home + path)
            page.locator("#p4 .vv-cite").click()
            expect(page.locator(".vv-dialog textarea")).to_be_visible()
            page.keyboard.press("Escape")
        find(page, "citizens")
        # The edition answers an address that is not there, and leads on one without its last slash.
        page.goto(f"{home}nowhere/")
        expect(page.locator(".vv-lost").first).to_be_visible()
        expect(page.locator("main")).to_have_css("max-width", re.compile("px"))
        page.goto(f"{home}partner-state")
        expect(page.locator("#p4")).to_be_visible()

        # A new build is read as soon as there is a network, and kept instead of the old one, whole.
        text = own / "crisis-of-value/index.html"
        text.write_text(text.read_text("utf-8").replace("</h1>", " – NEW</h1>", 1), "utf-8")
        host.reachable = True
        page.goto(home + "crisis-of-value/")
        expect(page.locator("h1").first).to_contain_text("NEW")
        # What is not of the build that is kept is not mixed with it.
        host.reachable = False
        page.reload()
        expect(page.locator("h1").first).not_to_contain_text("NEW")
        host.reachable = True
        write_worker(own)
        page.goto(home)
        wait_until_kept(page, own)
        host.reachable = False
        page.goto(home + "crisis-of-value/")
        expect(page.locator("h1").first).to_contain_text("NEW")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The edition as it is packed for readers without a server."""
    folder = tmp_path_factory.mktemp("offline") / "edition"
    command = [sys.executable, "-m", "visavis", "build", "--offline", "--site-dir", str(folder)]
    address = {"VISAVIS_SITE_URL": "https://edition.example/edition/"}
    subprocess.run(command, cwd=ROOT, env=os.environ | address, check=True)
    return folder


def test_the_folder_is_read_and_searched_from_the_disk(
    folder: Path, window: BrowserContext
) -> None:
    asked: list[str] = []
    wrong: list[str] = []
    window.on("request", lambda request: asked.append(request.url))
    window.on("requestfailed", lambda request: wrong.append(request.url))
    window.on("weberror", lambda error: wrong.append(str(error.error)))
    page = window.new_page()
    page.goto((folder / "index.html").as_uri())
    page.locator(".vv-contents a").first.click()
    page.wait_for_url(re.compile(r"/partner-state\.html"))
    page.locator("#p3 a.vv-other").click()
    page.wait_for_url(re.compile(r"/en/partner-state\.html.*#p3$"))
    page.keyboard.press("?")
    expect(page.locator("dialog:modal kbd").first).to_be_visible()
    page.keyboard.press("Escape")
    page.locator("#p4 .vv-cite").click()
    # What is cited is the edition on the web, not somebody's disk.
    cited = page.locator(".vv-dialog textarea")
    expect(cited).to_have_value(re.compile("https://edition.example/edition/en/partner-state/#p4"))
    page.keyboard.press("Escape")
    page.locator("a.vv-language").click()
    wait_for(page, "document.documentElement.lang === 'fr'")
    page.wait_for_load_state()
    # One that stands nowhere on the web has no address to be cited.
    page.locator("link[rel=canonical]").evaluate("link => link.remove()")
    page.locator("#p4 .vv-cite").click()
    expect(cited).to_be_visible()
    for form in page.locator("dialog[open] input[name=form]").all():
        form.check()
        expect(cited).to_have_value(re.compile("Bauwens"))
        assert not re.search("file:|<>|undefined", cited.input_value())
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.keyboard.press("/")
    page.get_by_role("dialog").get_by_role("textbox").fill("bibliotheque")
    hit = page.locator(".vv-found-row a").first
    hit.click()
    page.wait_for_url(re.compile(r"/partner-state\.html\?h=.*#p6$"))
    wait_for(page, "CSS.highlights.get('vv-found')?.size")
    assert wrong == []
    assert [url for url in asked if not url.startswith((folder.as_uri(), "blob:", "data:"))] == []
    assert page.evaluate("navigator.serviceWorker?.controller ?? null") is None
    assert folder.with_name("edition.zip").is_file()
