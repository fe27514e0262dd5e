"""The keys, what stands for each of them without one, and what readers ask of their system."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from harness import Visit, wait_for

pytestmark = pytest.mark.browser

CHAPTER = {"fr": "partner-state/", "en": "en/partner-state/"}
FOCUSED = "document.activeElement.closest('.vv-pair')?.id ?? ''"
MOVES = """[...document.querySelectorAll('*')].filter(e => [null, '::before', '::after'].some(p => {
    const { transitionDuration, animationName } = getComputedStyle(e, p);
    return /[1-9]/.test(transitionDuration) || animationName !== 'none';
})).map(e => e.className)"""
SAID = {
    "fr": {"list": "Raccourcis clavier", "row": "Paragraphe 3", "view": "Affichage\xa0: "},
    "en": {"list": "Keyboard shortcuts", "row": "Paragraph 3", "view": "View: "},
}


def press(page: Page, keys: str) -> None:
    """Press keys one after the other."""
    for key in keys:
        page.keyboard.press(key)


@pytest.mark.parametrize(("tag", "width", "scheme"), [("fr", 390, "dark"), ("en", 1280, "light")])
def test_every_key_does_what_the_list_says(
    tag: str, width: int, scheme: str, visit: Visit, violations: Callable[[Page], list[str]]
) -> None:
    page = visit(CHAPTER[tag], width=width, scheme=scheme)
    press(page, "j")
    # The script comes with the first key.
    wait_for(page, f"({FOCUSED}) === 'p1'")
    press(page, "njk")
    assert page.evaluate(FOCUSED) == "p2"
    press(page, "jp")
    assert page.evaluate(FOCUSED) == "p2"
    press(page, "j")
    row = page.get_by_role("group", name=SAID[tag]["row"], exact=True)
    expect(row).to_be_focused()
    assert row.evaluate("row => getComputedStyle(row).outlineStyle") == "solid"
    header = page.locator(".md-header").bounding_box()
    box = row.bounding_box()
    assert header and box and box["y"] >= header["y"] + header["height"] - 1
    assert "partner-state" in page.url, "Material's own keys would have turned the page"

    press(page, "v")
    expect(page.locator("#vv-view-columns")).to_be_checked()
    expect(page.locator(".vv-say")).to_contain_text(re.compile("Côte à côte|Side by side"))
    assert "view=columns" in page.url
    press(page, "c")
    expect(page.locator("#vv-cite-title")).to_contain_text("3")
    press(page, "jc?")  # A dialog hears no keys of the page.
    page.keyboard.press("Escape")
    expect(row).to_be_focused()

    press(page, "?")
    listed = page.get_by_role("dialog", name=SAID[tag]["list"])
    expect(listed).to_be_visible()
    keys = listed.locator("kbd").all_inner_texts()
    assert keys == ["j", "n", "k", "p", "→", "←", "v", "l", "c", "/", "?"]
    assert violations(page) == []
    page.keyboard.press("Escape")
    press(page, "l")
    page.wait_for_url(re.compile("view=columns#p3$"))
    assert page.locator("html").get_attribute("lang") != tag
    press(page, "/")
    wait_for(page, "document.activeElement.matches('input')")
    page.keyboard.type("jnk")
    assert page.evaluate("document.activeElement.value") == "jnk"


@pytest.mark.parametrize("address", ["#p9", "#p9.s2", "#p9..p10"])
def test_from_an_address_the_first_key_leads_to_the_next_paragraph(
    address: str, visit: Visit
) -> None:
    for key, wanted in (("j", "p10"), ("k", "p8")):
        page = visit(f"{CHAPTER['fr']}{address}")
        press(page, key)
        wait_for(page, f"({FOCUSED}) !== '' && document.activeElement.id !== 'p9'")
        assert page.evaluate(FOCUSED) == wanted
        page.close()


@pytest.mark.parametrize(("width", "keys"), [(390, ""), (1280, "kk")])
def test_the_way_back_to_the_top_leaves_the_text_alone(width: int, keys: str, visit: Visit) -> None:
    page = visit(f"{CHAPTER['fr']}#p9", width=width)
    press(page, keys)
    page.mouse.wheel(0, -60)  # Whoever goes up is offered the rest of the way.
    button = page.locator(".md-top")
    expect(button).to_be_visible()
    box = button.bounding_box()
    assert box and box["y"] > 844 * 0.85 and box["x"] + box["width"] > width * 0.85
    assert box["x"] + box["width"] <= width and box["y"] + box["height"] <= 844
    button.click()
    wait_for(page, "scrollY === 0")


def test_all_that_the_keys_do_is_reached_with_tab(visit: Visit) -> None:
    page = visit(f"{CHAPTER['fr']}?view=fr", width=1280)
    reached = set()
    for _ in range(150):
        page.keyboard.press("Tab")
        reached.add(
            page.evaluate(
                """(() => {
                    const element = document.activeElement;
                    if (element.matches("body")) return "";
                    const { outlineStyle, boxShadow } = getComputedStyle(element);
                    const seen = outlineStyle !== "none" || boxShadow !== "none";
                    const names = ["vv-number", "vv-cite", "vv-views-button", "vv-language"];
                    const name = names.find((name) => element.classList.contains(name));
                    return name && (seen ? name : `${name} unseen`);
                })()"""
            )
        )
    assert reached >= {"vv-number", "vv-cite", "vv-views-button", "vv-language"}
    assert [name for name in reached if name and "unseen" in name] == []
    page.locator(".vv-keys").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name="Raccourcis clavier")).to_be_visible()
    # Who hits keys by accident puts them out of use, for good; also those of the theme.
    page.get_by_role("checkbox").uncheck()
    page.keyboard.press("Escape")
    expect(page.locator(".vv-keys")).to_be_focused()
    before = page.url
    page.reload()
    press(page, "jvcn?f/")
    page.wait_for_timeout(300)
    assert page.url == before
    assert page.evaluate(FOCUSED) == ""
    expect(page.locator("dialog:modal")).to_have_count(0)


SPOKEN = """words => {
    const texts = document.querySelectorAll(".vv-side[lang=fr], .vv-notes > ol[lang=fr]");
    const spoken = [];
    for (const text of texts) {
        const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
        while (walker.nextNode())
            if (new RegExp(words).test(walker.currentNode.data))
                spoken.push(walker.currentNode.parentElement.closest("[lang]").lang);
    }
    return spoken;
}"""


@pytest.mark.parametrize(
    ("path", "words"),
    [("partner-state/", "commoners|Big Society"), ("crisis-of-value/", "produsers")],
)
def test_a_word_that_stays_in_the_other_language_is_spoken_in_it(
    path: str, words: str, visit: Visit
) -> None:
    spoken = visit(path, width=390, js=False).evaluate(SPOKEN, words)
    assert len(spoken) >= 3
    assert set(spoken) == {"en"}


def test_motion_colours_and_zoom_are_those_that_the_reader_asks_for(visit: Visit) -> None:
    # A window of 1280 pixels at 200 % has 640 of them; at 400 %, the least that WCAG asks for, 320.
    page = visit(f"{CHAPTER['fr']}#p4..p5", width=640)
    assert page.evaluate(MOVES) == []
    for width, height in ((640, 400), (320, 256)):
        page.set_viewport_size({"width": width, "height": height})
        assert page.evaluate("document.documentElement.scrollWidth") == width
        page.locator("#p4 .vv-cite").click()
        # What can be done is in sight, without a scroll that nothing hints at.
        expect(page.locator(".vv-dialog")).to_be_visible()
        for button in page.locator(".vv-dialog button").all():
            expect(button).to_be_in_viewport(ratio=1)
        close = page.locator(".vv-dialog button").last
        covered = (
            "button => button.contains(document.elementFromPoint(...(({x, y}) => [x + 5, y + 5])"
        )
        assert close.evaluate(f"{covered}(button.getBoundingClientRect())))")
        assert page.locator(".vv-dialog").evaluate("box => box.scrollWidth - box.clientWidth") == 0
        close.click()
    page.emulate_media(forced_colors="active")
    page.locator("#p6 .vv-number").focus()
    page.keyboard.press("j")
    wait_for(page, f"({FOCUSED}) === 'p7'")
    assert page.locator("#p7").evaluate("row => getComputedStyle(row).outlineStyle") == "solid"
