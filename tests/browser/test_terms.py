"""The pages of terms: from a mark in the text, to every use, and back to its row."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from harness import Visit

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("width", [390, 1280])
def test_a_term_leads_to_its_page_and_every_use_to_its_row(width: int, visit: Visit) -> None:
    page = visit("partner-state/", width=width, js=False)
    page.locator("#p4 [lang=en] .vv-term[data-term=commons]").click()
    page.wait_for_url(re.compile("/glossary/commons/$"))
    row = page.locator(".vv-uses ol > li").first
    assert row.locator("[lang=fr] mark").all_inner_texts() == ["communs", "communs"]
    assert row.locator("[lang=en] mark").all_inner_texts() == ["commons", "commons"]
    french, english = (row.locator(f"p[lang={tag}]").bounding_box() for tag in ("fr", "en"))
    assert french
    assert english
    beside = english["x"] >= french["x"] + french["width"] and english["y"] == french["y"]
    assert beside == (width == 1280)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    row.locator(".vv-number").click()
    page.wait_for_url(re.compile("/partner-state/#p4$"))
    expect(page.locator("#p4")).to_be_in_viewport()


def test_the_other_interface_has_the_same_term_and_old_addresses_stand(visit: Visit) -> None:
    page = visit("glossary/for-benefit/")
    page.locator("a[href='#deviation']").click()
    expect(page.locator("#deviation .vv-remark")).to_be_in_viewport()
    page.locator("a.vv-language").click()
    page.wait_for_url(re.compile("/en/glossary/for-benefit/"))
    expect(page.locator("h1")).to_have_text(
        "for-benefit association · association d’utilité publique"
    )
    expect(page.locator(".vv-remark").first).to_contain_text("The French says")
    old = visit("glossary/#for-benefit")
    expect(old.locator("h2:target")).to_be_in_viewport()
    old.get_by_role("link", name="Glossaire anglais–français").click()
    expect(old.locator("h2").first).to_contain_text("abundance")
