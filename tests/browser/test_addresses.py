"""A row's number is its address: copied, said, followed by the bar; ranges light up as one."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from harness import Visit

pytestmark = pytest.mark.browser

CHAPTER = {"fr": "partner-state/", "en": "en/partner-state/"}
KNOWN = "https://edition.example/edition/"
SAID = {"fr": "Adresse copiée", "en": "Address copied"}
LIT = ".vv-pair[data-vv-lit]"

every_width = pytest.mark.parametrize("width", [390, 1280])
every_interface = pytest.mark.parametrize("tag", CHAPTER)


def lit(page: Page) -> list[str]:
    """List the ids of the rows that a range lights up."""
    ids: list[str] = page.locator(LIT).evaluate_all("rows => rows.map(row => row.id)")
    return ids


def copied(page: Page) -> str:
    """Read what the last copy has left in the clipboard."""
    return str(page.evaluate("navigator.clipboard.readText()"))


def allow_clipboard(page: Page) -> None:
    """Let the page read what it has copied."""
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])


@every_width
@every_interface
def test_a_click_on_the_number_copies_the_permanent_address_and_says_so(
    tag: str, width: int, visit: Visit
) -> None:
    page = visit(f"{CHAPTER[tag]}?view=stacked", width=width)
    allow_clipboard(page)
    page.locator("#p4 .vv-number").click()
    expect(page.locator(".vv-say")).to_contain_text(SAID[tag])
    expect(page.locator(".vv-say")).to_be_in_viewport()
    assert copied(page) == f"{KNOWN}{CHAPTER[tag]}#p4"
    assert page.url.endswith("#p4")
    expect(page.locator("#p4:target")).to_be_in_viewport()


@every_width
def test_a_second_number_with_the_shift_key_makes_a_range(width: int, visit: Visit) -> None:
    page = visit(CHAPTER["en"], width=width)
    allow_clipboard(page)
    page.locator("#p6 .vv-number").click()
    page.locator("#p4 .vv-number").click(modifiers=["Shift"])
    assert page.url.endswith("#p4..p6")
    expect(page.locator(".vv-say")).to_contain_text("#p4..p6")
    assert copied(page) == f"{KNOWN}{CHAPTER['en']}#p4..p6"
    assert lit(page) == ["p4", "p5", "p6"]
    assert page.evaluate("getSelection().isCollapsed")
    # From the keyboard, and from the same beginning.
    page.locator("#p8 .vv-number").focus()
    page.keyboard.press("Shift+Enter")
    page.wait_for_url(re.compile(r"#p6\.\.p8$"))
    expect(page.locator(f"#p8{LIT}")).to_be_visible()
    assert lit(page) == ["p6", "p7", "p8"]
    page.go_back()
    page.wait_for_url(re.compile(r"#p4\.\.p6$"))
    assert lit(page) == ["p4", "p5", "p6"]
    page.locator("#p5 .vv-number").click()
    expect(page.locator(LIT)).to_have_count(0)


@every_width
@every_interface
def test_the_address_of_a_range_opens_lights_and_scrolls(
    tag: str, width: int, visit: Visit
) -> None:
    page = visit(f"{CHAPTER[tag]}#p9..p7", width=width)
    assert lit(page) == ["p7", "p8", "p9"]
    expect(page.locator("#p7 .vv-number")).to_be_in_viewport()
    header, box = page.locator(".md-header").bounding_box(), page.locator("#p7").bounding_box()
    assert header and box and box["y"] >= header["y"] + header["height"] - 1
    colour = "row => getComputedStyle(row).backgroundColor"
    assert page.locator("#p8").evaluate(colour) != page.locator("#p2").evaluate(colour)
    # Who came by the link goes on from its first row.
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.vv-pair').id") == "p7"
    # The other interface opens at the same rows.
    page.locator("a.vv-language").click()
    page.wait_for_url(re.compile(r"#p9\.\.p7$"))
    assert page.locator("html").get_attribute("lang") != tag
    assert lit(page) == ["p7", "p8", "p9"]


def test_without_the_clipboard_the_address_is_copied_the_old_way_or_told(visit: Visit) -> None:
    page = visit(CHAPTER["fr"])
    allow_clipboard(page)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('no')) }")
    page.locator("#p3 .vv-number").click()
    expect(page.locator(".vv-say")).to_contain_text(SAID["fr"])
    assert copied(page).endswith("#p3")
    page.evaluate("() => { document.execCommand = () => false }")
    page.locator("#p5 .vv-number").click()
    expect(page.locator(".vv-say")).to_contain_text(f"{KNOWN}{CHAPTER['fr']}#p5")
    expect(page.locator(".vv-say")).not_to_contain_text(SAID["fr"])
    assert page.url.endswith("#p5")


def test_forced_colours_still_show_what_is_lit(visit: Visit) -> None:
    page = visit(f"{CHAPTER['fr']}#p3..p4")
    page.emulate_media(forced_colors="active")
    edge = "row => getComputedStyle(row).borderInlineStartColor"
    assert page.locator("#p3").evaluate(edge) != page.locator("#p6").evaluate(edge)


@every_width
def test_a_number_leads_to_its_row_without_a_script(width: int, site: Path, visit: Visit) -> None:
    page = visit(CHAPTER["fr"], width=width, js=False)
    page.locator("#p10 .vv-number").click()
    assert page.url.endswith("#p10")
    expect(page.locator("#p10:target")).to_be_in_viewport()
