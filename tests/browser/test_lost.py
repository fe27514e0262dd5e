"""A wrong address is answered by a page that needs nothing else, wherever the site stands."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from harness import served, wait_for
from test_editions import copy

pytestmark = pytest.mark.browser

WRONG = ("nowhere", "en/nowhere/at-all/", "partner-state/x/y/z")


@pytest.fixture(scope="module")
def unplaced(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A site that does not know its own address, below a path; where it stands."""
    desk = copy("everything", tmp_path_factory.mktemp("lost"))
    assert desk.run("build").code == 0
    with served(desk.root / "site", "/some/where/") as home:
        yield home


@pytest.mark.parametrize("width", [390, 1280])
def test_it_finds_the_way_home(width: int, unplaced: str, browser: Browser) -> None:
    window = browser.new_context(viewport={"width": width, "height": 844}, service_workers="block")
    broken: list[str] = []
    window.on("console", lambda said: broken.append(said.text))
    page = window.new_page()
    for path in WRONG:
        page.goto(unplaced + path)
        wait_for(page, "home => document.querySelector('a').href === home", unplaced)
        links = page.locator("a").evaluate_all("links => links.map(link => link.href)")
        assert links == [unplaced, f"{unplaced}en/"]
        # It has its own style, and nothing of the site was asked for.
        assert page.evaluate("document.querySelector('main').getBoundingClientRect().width") <= 640
        assert page.evaluate("document.styleSheets.length") == 1
        assert (
            page.evaluate("document.querySelectorAll('svg, img, link[rel=stylesheet]').length") == 0
        )
        page.locator("a").last.click()
        page.wait_for_url(f"{unplaced}en/")
        # What it says to do, it lets one do: the home page opens its search with the words.
        page.go_back()
        wait_for(page, "home => document.querySelector('form').action === home", unplaced)
        page.get_by_role("searchbox").last.fill("verse")
        page.keyboard.press("Enter")
        page.wait_for_url(f"{unplaced}en/?q=verse")
        expect(page.locator("dialog[open] input[type=text]")).to_have_value("verse")
    assert not [said for said in broken if "Content Security" in said]
    window.close()


def test_without_a_script_it_says_so_in_every_language(unplaced: str, browser: Browser) -> None:
    window = browser.new_context(java_script_enabled=False)
    page = window.new_page()
    page.goto(unplaced + WRONG[0])
    for tag in ("fr", "en"):
        expect(page.locator(f"section[lang={tag}]").get_by_role("heading")).to_be_visible()
    window.close()
