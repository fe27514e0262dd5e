"""What a browser makes of the head of a page."""

from __future__ import annotations

import json

import pytest

from harness import Visit

pytestmark = pytest.mark.browser


def test_a_browser_takes_the_manifest_and_keeps_the_data_that_no_script_may_be(
    visit: Visit, server: str
) -> None:
    page = visit("en/partner-state/")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.reload()
    manifest = page.context.new_cdp_session(page).send("Page.getAppManifest")
    assert manifest["url"] == f"{server}en/manifest.webmanifest"
    assert manifest["errors"] == []
    told = json.loads(manifest["data"])
    assert told["lang"] == "en"
    for icon in told["icons"]:
        answer = page.request.get(f"{server}en/{icon['src']}")
        assert (answer.status, answer.headers["content-type"]) == (200, "image/png")
    data = page.locator('script[type="application/ld+json"]').text_content()
    assert json.loads(data or "")["@type"] == "Chapter"
    # Kept pages would hide from a test what the server says.
    assert {*said} <= {"Service Worker registration blocked by Playwright"}
