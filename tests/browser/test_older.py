"""Browsers that lack what is newer: everything can still be read, opened, chosen and copied.

What they lack is taken away from this machine's browser: interfaces before any script runs, and
from style sheets and pages the words that such a browser would not know.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from harness import served

pytestmark = pytest.mark.browser

UNKNOWN = {
    "@supports not selector(:popover-open)": "@media all",
    "@supports not (color: light-dark(#000, #fff))": "@media all",
    ":has(": ":unknown-has(",
    "::highlight(": "::unknown-highlight(",
    "light-dark(": "unknown-light-dark(",
    "content-visibility:": "unknown-visibility:",
}
"""What is not known, or said for those who do not know it."""
WITHOUT = """
for (const name of ["popover", "togglePopover", "showPopover", "hidePopover"])
    delete HTMLElement.prototype[name];
for (const name of ["showModal", "show", "close"]) delete HTMLDialogElement.prototype[name];
for (const name of ["role", "ariaLabel", "checkVisibility"]) delete Element.prototype[name];
delete window.Highlight;
delete CSS.highlights;
delete window.requestIdleCallback;
const supports = CSS.supports.bind(CSS);
CSS.supports = (...what) => !what[0].includes(":has") && supports(...what);
const none = { get() { throw new DOMException("denied", "SecurityError"); } };
for (const name of ["localStorage", "sessionStorage"]) Object.defineProperty(window, name, none);
for (const name of ["clipboard", "serviceWorker"])
    Object.defineProperty(Navigator.prototype, name, { value: undefined });
"""


def _age(route: Route) -> None:
    response = route.fetch()
    text = response.text()
    kind = response.headers.get("content-type", "")
    if "css" in kind:
        for word, instead in UNKNOWN.items():
            text = text.replace(word, instead)
    elif "html" in kind:
        text = re.sub(r" (popover(target)?)(?=[ =>])", r" data-\1", text)
    route.fulfill(response=response, body=text)


@pytest.fixture(scope="module")
def home(site: Any) -> Iterator[str]:
    """Serve the edition for this module's own windows."""
    with served(site) as address:
        yield address


@pytest.fixture(params=[390, 1280])
def old(
    request: pytest.FixtureRequest, browser: Browser, home: str
) -> Iterator[tuple[Page, str, int]]:
    """A page of a browser of some years ago, with a finger; its own errors fail the test."""
    width = request.param
    viewport: Any = {"width": width, "height": 844}
    window = browser.new_context(viewport=viewport, has_touch=True, reduced_motion="reduce")
    window.set_default_timeout(10_000)
    window.add_init_script(WITHOUT)
    window.route(re.compile(r"\.css$|/$|\?[^/]*$"), _age)
    errors: list[str] = []
    window.on("weberror", lambda error: errors.append(str(error.error)))
    yield window.new_page(), home, width
    window.close()
    assert errors == []


def test_older_browsers_show_the_texts_and_their_views(old: tuple[Page, str, int]) -> None:
    page, home, width = old
    page.goto(f"{home}partner-state/")
    one, other = (page.locator(f"#p7 > [lang={tag}]").bounding_box() for tag in ("fr", "en"))
    assert one and other
    # Side by side where there is room, as anywhere.
    assert (abs(one["y"] - other["y"]) < 4) == (width == 1280)
    sheet = page.locator("#vv-views")
    expect(sheet).to_be_hidden()
    page.locator(".vv-views-button").tap()
    expect(sheet).to_be_in_viewport()
    page.locator("#vv-view-only-1").check()
    expect(page.locator("#p7 > [lang=en]")).to_be_hidden()
    expect(page.locator("#p7 > [lang=fr]")).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_be_hidden()
    assert "view=fr" in page.url
    # It goes along, though nothing is kept.
    page.locator("a.vv-language").tap()
    page.wait_for_url("**/en/partner-state/?view=fr*")
    expect(page.locator("#p7 > [lang=en]")).to_be_hidden()


def test_older_browsers_open_notes_and_terms(old: tuple[Page, str, int]) -> None:
    page, home, _ = old
    page.goto(f"{home}partner-state/")
    for call in (".footnote-ref", "a.vv-term"):
        link = page.locator(f".vv-side[lang=fr] {call}").first
        link.scroll_into_view_if_needed()
        link.tap()
        popup = page.locator("#vv-popup")
        expect(popup).to_be_in_viewport()
        word, box = link.bounding_box(), popup.bounding_box()
        assert word and box
        assert abs(box["y"] - word["y"]) < 500
        colour = popup.evaluate("popup => getComputedStyle(popup).backgroundColor")
        assert colour not in ("transparent", "rgba(0, 0, 0, 0)")
        # Nothing of the page lies over it.
        middle = [box["x"] + box["width"] / 2, box["y"] + box["height"] / 2]
        assert page.evaluate(
            "([x, y]) => document.elementFromPoint(x, y).closest('#vv-popup') !== null", middle
        )
        popup.locator("button").tap()
        expect(popup).to_have_count(0)


def test_older_browsers_cite_copy_and_find(old: tuple[Page, str, int]) -> None:
    page, home, _ = old
    page.goto(f"{home}partner-state/#p3.s2")
    # The row stands for its sentence.
    expect(page.locator("#p3.vv-kept")).to_be_in_viewport()
    page.locator("#p4 .vv-number").tap()
    expect(page.locator(".vv-say")).to_contain_text("#p4")
    page.locator("#p4 .vv-cite").tap()
    dialog = page.locator(".vv-dialog")
    expect(dialog).to_be_in_viewport()
    expect(dialog.locator("textarea")).to_have_value(re.compile("Bauwens"))
    dialog.locator("button").last.tap()
    expect(dialog).to_be_hidden()
    # The search is a page.
    page.locator(".vv-search-link").tap()
    page.wait_for_url("**/search/")
    expect(page.locator("article a").first).to_be_visible()
