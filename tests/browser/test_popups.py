"""Notes where they are called and terms where they stand, with and without JavaScript."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from harness import Scheme, Traffic, Visit, wait_for

pytestmark = pytest.mark.browser

CHAPTER = "partner-state/"
ORSI = "#p2 > [lang=fr] [href$='#fn:fr--ed-orsi']"
STATE = "#p2 > [lang=fr] [data-term=partner-state]"

COPY = """() => {
    const [first, last] = document.querySelectorAll(':is(#p2, #p3) > [lang=fr] > p');
    getSelection().setBaseAndExtent(first, 0, last, last.childNodes.length);
    const clipboardData = new DataTransfer();
    const event = new ClipboardEvent('copy', {clipboardData, cancelable: true, bubbles: true});
    document.dispatchEvent(event);
    return event.defaultPrevented ? clipboardData.getData('text/plain') : `${getSelection()}`;
}"""

every_width = pytest.mark.parametrize("width", [390, 1280])


def popup(page: Page) -> Locator:
    """The window of a note or a term."""
    return page.locator("#vv-popup")


def box(thing: Locator) -> dict[str, float]:
    """Where something is in the window."""
    found: dict[str, float] = thing.evaluate("e => e.getBoundingClientRect().toJSON()")
    return found


def listed(page: Page, note: str) -> str:
    """What the list at the end says in a note, without the sign of the way back."""
    words = page.locator(f"[id='{note}']").text_content() or ""
    return words.strip().removesuffix("↩").strip()


def twice(page: Page) -> list[str]:
    """The ids that are in a page more than once."""
    found: list[str] = page.evaluate(
        "[...document.querySelectorAll('[id]')].map(e => e.id)"
        ".filter((id, at, all) => all.indexOf(id) !== at)"
    )
    return found


@every_width
def test_a_note_opens_beside_its_call_and_goes_back_to_it(width: int, visit: Visit) -> None:
    page = visit(CHAPTER, width=width)
    call = page.locator(ORSI)
    said = listed(page, "fn:fr--ed-orsi")
    ways: list[Callable[[], None]] = [
        lambda: page.keyboard.press("Escape"),
        lambda: popup(page).get_by_role("button", name="Fermer").click(),
        lambda: page.locator(".vv-heads").click(position={"x": 5, "y": 5}),
        lambda: page.keyboard.press("Enter"),
    ]
    for number, close in enumerate(ways):
        if number % 2:
            call.press("Enter")
        else:
            call.click()
        dialog = page.get_by_role("dialog", name="Note 3 · de l’édition")
        expect(dialog).to_be_focused()
        assert said in (dialog.text_content() or "")
        assert twice(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        window, at = box(dialog), box(call)
        assert window["top"] >= at["bottom"] or window["bottom"] <= at["top"]
        assert window["top"] >= 0 and window["bottom"] <= 845
        if number == 3:
            call.focus()
        close()
        expect(popup(page)).to_have_count(0)
        expect(call).to_be_focused()
    assert page.url.endswith(CHAPTER)


def test_on_a_wide_screen_a_note_leaves_the_other_text_free(visit: Visit) -> None:
    page = visit(CHAPTER)
    for language, other in (("fr", "en"), ("en", "fr")):
        page.locator(f"#p3 > [lang={language}] .footnote-ref").last.click()
        window, side = box(popup(page)), box(page.locator(f"#p3 > [lang={other}]"))
        assert window["right"] <= side["left"] or window["left"] >= side["right"]
    # It goes with the page when that is scrolled.
    page.mouse.wheel(0, 100)
    wait_for(page, "scrollY > 50")
    assert abs(box(popup(page))["top"] - window["top"] + page.evaluate("scrollY")) < 2


def test_on_a_phone_a_note_stands_below_its_row(visit: Visit) -> None:
    page = visit(CHAPTER, width=390)
    page.locator(ORSI).click()
    # The row is longer than the window: the note waits at its foot …
    assert abs(box(popup(page))["bottom"] - 844) < 2
    # … until the end of the row comes into sight.
    page.evaluate("document.querySelector('#p3').scrollIntoView({block: 'end'})")
    row, window, following = (box(page.locator(s)) for s in ("#p2", "#vv-popup", "#p3"))
    assert row["bottom"] <= window["top"] and window["bottom"] <= following["top"]
    page.keyboard.press("Escape")
    # The call, which has left the window, is there again.
    assert 0 < box(page.locator(ORSI))["top"] < 844
    # Where the row ends in the window, the note does not cover the call.
    call = page.locator("#p2 > [lang=en] .footnote-ref").last
    call.evaluate("call => call.scrollIntoView({block: 'end'})")
    call.press("Enter")
    assert box(popup(page))["top"] >= box(call)["bottom"]


def test_the_kind_of_a_note_is_said_in_the_language_of_the_interface(visit: Visit) -> None:
    names = {
        "": ["choix de traduction", "de l’édition", "de l’auteur ou des traducteurs"],
        "en/": ["choice of translation", "by the editor", "by the author or the translators"],
    }
    for path, wanted in names.items():
        page = visit(path + CHAPTER)
        for label, kind in zip(("tr-etat", "ed-orsi", "1"), wanted, strict=True):
            for language in ("fr", "en"):
                page.locator(f"#p2 [href$='#fn:{language}--{label}']").click()
                name = popup(page).get_attribute("aria-label") or ""
                assert name.startswith("Note ") and name.endswith(f" · {kind}")
                text = popup(page).locator("div")
                expect(text).to_have_attribute("lang", language)
                expect(text).to_have_attribute("dir", "ltr")
                page.keyboard.press("Escape")


def test_the_links_in_a_note_work_and_its_name_leads_to_the_list(visit: Visit) -> None:
    page = visit(CHAPTER)
    notes = page.locator(".vv-notes li:has(a[href^=http])")
    assert notes.count()
    label = notes.first.get_attribute("id") or ""
    address = notes.first.locator("a[href^=http]").first.get_attribute("href")
    page.locator(f".vv-pair [href$='#{label}']").first.click()
    link = popup(page).locator("div a[href^=http]").first
    expect(link).to_have_attribute("href", str(address))
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    expect(popup(page).locator(":focus")).to_have_count(1)
    popup(page).locator(":scope > a").click()
    expect(popup(page)).to_have_count(0)
    expect(page.locator(f"[id='{label}']:target")).to_be_in_viewport()
    page.locator(f"[id='{label}'] .footnote-backref").click()
    expect(page.locator(f"[id='{label.replace('fn:', 'fnref:')}']:target")).to_be_in_viewport()
    # Another view may not show what a note belongs to.
    page.locator(ORSI).click()
    page.evaluate("document.dispatchEvent(new CustomEvent('vv:view', {detail: 'stacked'}))")
    expect(popup(page)).to_have_count(0)


@every_width
def test_without_javascript_the_links_lead_to_the_list_and_back(width: int, visit: Visit) -> None:
    page = visit(CHAPTER, width=width, js=False)
    page.locator(ORSI).click()
    note = page.locator("[id='fn:fr--ed-orsi']:target")
    expect(note).to_be_in_viewport()
    note.locator(".footnote-backref").click()
    expect(page.locator("[id='fnref:fr--ed-orsi']:target")).to_be_in_viewport()
    expect(page.locator(".vv-cards")).to_be_hidden()
    page.locator(STATE).click()
    expect(page.locator("h1")).to_contain_text("État Partenaire")


def test_a_term_shows_its_card_to_the_pointer(visit: Visit) -> None:
    page = visit(CHAPTER)
    before = page.locator("#p2").evaluate("row => row.getBoundingClientRect().toJSON()")
    mark = page.locator(STATE)
    mark.hover()
    expect(popup(page)).to_be_visible()
    expect(popup(page).locator("b")).to_have_text(["État Partenaire", "Partner State"])
    expect(popup(page).locator("p").nth(1)).to_contain_text("puissance publique")
    window = box(popup(page))
    assert window["top"] >= box(mark)["bottom"]
    # It can be pointed at, stays while it is, and has taken neither the focus nor any room.
    popup(page).locator("p").nth(1).hover()
    page.wait_for_timeout(400)
    link = popup(page).get_by_role("link", name="Dans le glossaire")
    expect(link).to_have_attribute("href", str(mark.evaluate("a => a.href")))
    expect(page.locator("body")).to_be_focused()
    assert page.locator("#p2").evaluate("row => row.getBoundingClientRect().toJSON()") == before
    assert twice(page) == []
    page.keyboard.press("Escape")
    expect(popup(page)).to_have_count(0)
    # It goes when the pointer does; a click follows the mark.
    mark.hover()
    expect(popup(page)).to_be_visible()
    page.mouse.move(700, 60)
    expect(popup(page)).to_have_count(0)
    page.locator("#p2 > [lang=en] [data-term=partner-state]").hover()
    expect(popup(page)).to_be_visible()
    mark.click()
    page.wait_for_url("**/glossary/partner-state/")


def test_a_term_shows_its_card_to_the_keyboard(visit: Visit) -> None:
    page = visit("en/" + CHAPTER)
    mark = page.locator("#p2 > [lang=en] [data-term=partner-state]")
    page.locator("#p2 > [lang=en] .footnote-ref").first.focus()
    page.keyboard.press("Tab")
    expect(mark).to_be_focused()
    expect(popup(page).locator("b")).to_have_text(["Partner State", "État Partenaire"])
    told = page.locator(f"#{mark.get_attribute('aria-describedby')}")
    expect(told).to_contain_text("Partner State · État Partenaire")
    page.keyboard.press("Escape")
    expect(popup(page)).to_have_count(0)
    expect(mark).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+Tab")
    expect(popup(page)).to_be_visible()
    page.keyboard.press("Tab")
    expect(popup(page)).to_have_count(0)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/en/glossary/partner-state/")


def test_a_tap_on_a_term_shows_its_card(browser: Browser, server: str, traffic: Traffic) -> None:
    window = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True
    )
    traffic.watch(window)
    page = window.new_page()
    page.goto(server + CHAPTER)
    mark = page.locator(STATE)
    mark.tap()
    expect(popup(page)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert box(popup(page))["bottom"] <= box(mark)["top"] or (
        box(popup(page))["top"] >= box(mark)["bottom"]
    )
    mark.tap()
    expect(popup(page)).to_have_count(0)
    mark.tap()
    page.locator(".vv-heads").tap(position={"x": 5, "y": 5})
    expect(popup(page)).to_have_count(0)
    assert page.url.endswith(CHAPTER)
    mark.tap()
    popup(page).get_by_role("link", name="Dans le glossaire").tap()
    page.wait_for_url("**/glossary/partner-state/")
    window.close()


def test_copying_takes_the_text_alone(visit: Visit) -> None:
    page = visit(CHAPTER)
    words = page.locator("#p2 > [lang=fr]").inner_text()
    page.locator(ORSI).click()
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#p2 > [lang=fr]'))")
    assert page.evaluate("getSelection().toString()").split() == words.split()
    # Across the rows too, past a window that is open between them.
    copied = page.evaluate(COPY)
    assert "L’État Partenaire peut exister" in copied
    assert "Chercheur italien" not in copied


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_open_windows_are_accessible(
    scheme: Scheme, visit: Visit, violations: Callable[[Page], list[str]]
) -> None:
    for width in (390, 1280):
        page = visit(CHAPTER, width=width, scheme=scheme)
        page.locator(ORSI).click()
        assert violations(page) == []
        page.keyboard.press("Escape")
        page.locator("#p2 > [lang=fr] .footnote-ref").first.focus()
        page.keyboard.press("Tab")
        expect(popup(page)).to_be_visible()
        assert violations(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@every_width
def test_a_note_that_an_address_leads_to_is_marked_as_a_row_is(
    width: int, scheme: Scheme, visit: Visit
) -> None:
    page = visit(f"{CHAPTER}#fn:fr--ed-orsi", width=width, scheme=scheme)
    ground = "e => getComputedStyle(e).backgroundColor"
    note = page.locator("[id='fn:fr--ed-orsi']")
    expect(note).to_be_in_viewport()
    header, at = box(page.locator(".md-header")), box(note)
    assert at["top"] >= header["bottom"]
    lit = note.evaluate(ground)
    assert lit != page.locator("[id='fn:fr--tr-etat']").evaluate(ground)
    page.goto(page.url.split("#")[0] + "#p3")
    assert page.locator("#p3").evaluate(ground) == lit
