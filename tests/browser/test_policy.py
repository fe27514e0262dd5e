"""The scripts of the pages keep to a strict Content-Security-Policy, whatever is asked of them."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Route, expect

from visavis.site.csp import server_policy

pytestmark = pytest.mark.browser

WATCH = """window.broken = [];
document.addEventListener("securitypolicyviolation", event =>
    broken.push([event.effectiveDirective, event.blockedURI, event.sourceFile]))"""


def _with_policy(route: Route) -> None:
    response = route.fetch()
    headers = {**response.headers, "content-security-policy": server_policy()}
    route.fulfill(response=response, headers=headers)


def test_no_script_breaks_the_policy(browser: Browser, server: str) -> None:
    window = browser.new_context(service_workers="block", reduced_motion="reduce")
    window.set_default_timeout(10_000)
    window.add_init_script(WATCH)
    window.route(re.compile(r"/$"), _with_policy)
    errors: list[str] = []
    window.on("weberror", lambda error: errors.append(str(error.error)))
    page = window.new_page()
    page.goto(f"{server}partner-state/")
    page.wait_for_load_state("networkidle")

    page.locator(".footnote-ref").first.click()
    expect(page.locator("#vv-popup")).to_be_in_viewport()
    page.keyboard.press("Escape")
    page.locator("a.vv-term").first.hover()
    expect(page.locator("#vv-popup")).to_be_in_viewport()
    page.locator("#p4 .vv-number").click()
    page.locator("#p4 .vv-cite").click()
    expect(page.locator("dialog textarea")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("dialog kbd").first).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("v")
    page.evaluate("getSelection().selectAllChildren(document.querySelector('.vv-chapter'))")
    page.evaluate("document.execCommand('copy')")
    page.keyboard.press("/")
    page.keyboard.type("commons")
    expect(page.locator(".vv-found mark").first).to_be_visible()

    assert page.evaluate("broken") == []
    assert errors == []
    window.close()
