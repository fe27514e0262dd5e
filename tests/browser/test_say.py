"""What scripts say is read out politely, shown when asked, and heard inside a dialog."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from harness import Visit

pytestmark = pytest.mark.browser

SAY = "detail => document.dispatchEvent(new CustomEvent('vv:say', {detail}))"


def test_a_sentence_is_said_politely_and_shown_only_when_asked(visit: Visit) -> None:
    page = visit("partner-state/", width=390)
    region = page.get_by_role("status").and_(page.locator(".vv-say"))
    page.evaluate(SAY, "Bonjour")
    expect(region).to_have_text("Bonjour")
    assert region.evaluate("region => region.getBoundingClientRect().width") <= 1
    page.evaluate(SAY, {"text": "Adresse copiée", "show": True})
    expect(region).to_have_text("Adresse copiée")
    expect(region).to_be_in_viewport()
    assert region.evaluate("region => region.getBoundingClientRect().width") > 60


def test_an_open_dialog_holds_what_is_said(visit: Visit) -> None:
    page = visit("partner-state/")
    page.evaluate("() => document.body.appendChild(document.createElement('dialog')).showModal()")
    page.evaluate(SAY, "Dedans")
    expect(page.locator("dialog .vv-say")).to_have_text("Dedans")
