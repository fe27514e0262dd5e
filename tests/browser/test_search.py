"""The search: what it shows of what it finds, and where that leads."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from harness import Scheme, Visit, wait_for
from searching import field, look_for, open_search

pytestmark = pytest.mark.browser

LIT = "[...CSS.highlights.get('vv-found') ?? []].map(range => `${range}`)"


def test_the_number_is_that_of_the_results_and_the_same_for_every_form(visit: Visit) -> None:
    page = visit()
    open_search(page)
    count = page.locator("#vv-search .vv-search-count")
    said = []
    for words in ("citoyen", "citoyens"):
        shown = look_for(page, words).count()
        expect(count).to_have_text(re.compile(rf"^{shown} "))
        said.append(shown)
    assert said[0] == said[1] > 10
    # The entry of a term is one of them.
    shown = look_for(page, "main invisible").count()
    expect(page.locator(".vv-found-term")).to_have_count(1)
    expect(count).to_have_text(re.compile(rf"^{shown} "))


def test_a_result_shows_both_sides_and_leads_to_its_row(visit: Visit) -> None:
    page = visit("en/")
    page.get_by_role("link", name="Search").click()
    results = look_for(page, "oral histories")
    expect(page.get_by_role("status").filter(has_text="result")).to_have_text("1 result")
    first = results.first
    sides = first.locator("[lang]")
    assert sides.evaluate_all("sides => sides.map(side => side.lang)") == ["en", "fr"]
    expect(first.locator("mark").first).to_have_text("oral histories")
    # The other side shows the sentence that answers.
    expect(sides.nth(1)).to_contain_text("histoires orales")
    first.locator("a").click()
    page.wait_for_url("**/en/partner-state/?h=*#p8")
    expect(page.locator("#p8:target")).to_be_in_viewport()
    wait_for(page, f"{LIT}.length")
    assert page.evaluate(LIT) == ["oral", "histories", "orales"]


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    ("view", "words", "found"),
    [
        ("view=fr", "birdsong", "en"),
        ("view=en", "oiseaux", "fr"),
        ("view=reveal", "birdsong", "en"),
        ("view=reveal&first=en", "oiseaux", "fr"),
    ],
)
def test_words_in_the_text_that_the_view_hides_are_shown(
    view: str, words: str, found: str, width: int, visit: Visit
) -> None:
    page = visit(f"partner-state/?{view}", width=width)
    open_search(page)
    look_for(page, words).filter(has_text="birdsong").locator("a").click()
    page.wait_for_url("**#p8")
    side = page.locator(f"#p8 > [lang={found}]")
    expect(side).to_be_visible()
    wait_for(page, f"{LIT}.length")
    assert [lit.casefold() for lit in page.evaluate(LIT)] == [words]
    # It stands below the text that is read, can be put away, and is the only one.
    read = page.locator(f"#p8 > .vv-side:not([lang={found}])")
    above, below = read.bounding_box(), side.bounding_box()
    assert above and below and above["y"] + above["height"] <= below["y"]
    expect(page.locator(f"#p7 > [lang={found}]")).to_be_hidden()
    page.locator("#p8 > .vv-more > summary").click()
    expect(side).to_be_hidden()
    expect(read).to_be_visible()
    # What the view shows anyway opens nothing.
    page.goto(page.url.split("?")[0] + f"?{view}&h=naples#p10")
    wait_for(page, f"{LIT}.length")
    expect(page.locator(f"#p10 > [lang={found}]")).to_be_hidden()


@pytest.mark.parametrize("width", [390, 1280])
def test_the_search_goes_on_from_the_query_that_led_here(width: int, visit: Visit) -> None:
    page = visit("en/", width=width)
    open_search(page)
    look_for(page, "oral histories").locator("a").click()
    page.wait_for_url("**/en/partner-state/?h=*#p8")
    open_search(page)
    expect(field(page)).to_have_value("oral histories")
    assert page.evaluate("getSelection().toString()") == "oral histories"
    expect(page.locator(".vv-found-row")).to_have_count(1)
    # What is typed anew stays; whoever came by a link has only the words that it lights.
    look_for(page, "Naples")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    open_search(page)
    expect(field(page)).to_have_value("Naples")
    page = visit("en/partner-state/?h=oral-histories#p8", width=width)
    open_search(page)
    expect(field(page)).to_have_value("oral-histories")
    expect(page.locator(".vv-found-row")).to_have_count(1)


@pytest.mark.parametrize("view", ["view=fr", "view=reveal"])
def test_a_note_in_the_language_that_the_view_hides_is_shown(view: str, visit: Visit) -> None:
    page = visit(f"partner-state/?{view}#fn:en--ed-orsi", width=390)
    expect(page.locator("[id='fn:en--ed-orsi']")).to_be_in_viewport()
    expect(page.locator("[id='fn:fr--ed-orsi']")).to_be_visible()


def test_a_language_is_chosen_and_the_keyboard_is_enough(visit: Visit, server: str) -> None:
    page = visit()
    open_search(page)
    results = look_for(page, "invisible hand")
    expect(page.locator(".vv-found [lang=en] mark").first).to_be_visible()
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowRight")
    expect(page.get_by_role("radio", name="Français")).to_be_checked()
    # The English term is still found by what it is called in French.
    expect(page.locator(".vv-found [lang=en] mark")).to_have_count(0)
    expect(page.locator(".vv-found [lang=fr] mark").first).to_have_text("main invisible")
    field(page).focus()
    links = results.locator("a")
    for key, focused in (("ArrowDown", 0), ("ArrowDown", 1), ("ArrowUp", 0)):
        page.keyboard.press(key)
        expect(links.nth(focused)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(field(page)).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    open_search(page)
    look_for(page, '"sentiers des douaniers"')
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"\?h=.*#"))
    page.goto(f"{server}?q=Naples")
    expect(page.locator(".vv-found mark").first).to_have_text("Naples")


def test_words_in_quotation_marks_are_meant_as_they_are(visit: Visit) -> None:
    page = visit()
    open_search(page)
    assert look_for(page, "citoyen").count() > 3
    assert look_for(page, '"citoyen"').count() == 0
    assert look_for(page, '"partenaire pair"').count() == 0
    assert look_for(page, "« d’État Partenaire »").count() > 3
    expect(page.locator(".vv-found mark").first).to_have_text(re.compile("état partenaire", re.I))
    kinds = look_for(page, "commoners").evaluate_all("all => all.map(one => one.className)")
    assert kinds[0] == "vv-found-term" or kinds[0] == "vv-found-row"
    assert {"vv-found-row", "vv-found-note"} <= set(kinds)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_in_the_open_search(
    scheme: Scheme, visit: Visit, violations: Callable[[Page], list[str]]
) -> None:
    found = []
    for path, width in (("", 390), ("en/", 1280)):
        page = visit(path, width=width, scheme=scheme)
        open_search(page)
        found += violations(page)
        for words in ("commons", "xyzzyx"):
            look_for(page, words)
            found += violations(page)
        dialog = page.get_by_role("dialog")
        assert dialog.evaluate("dialog => dialog.scrollWidth") <= width
    assert found == []


@pytest.mark.parametrize("tag", ["", "en/"])
def test_the_field_says_on_a_telephone_what_it_is_for(
    tag: str, browser: Browser, server: str
) -> None:
    viewport: Any = {"width": 360, "height": 740}
    window = browser.new_context(viewport=viewport, has_touch=True, is_mobile=True)
    page = window.new_page()
    page.goto(server + tag)
    open_search(page)
    assert field(page).evaluate(
        """field => {
            const pen = document.createElement("canvas").getContext("2d");
            const { font, paddingLeft, paddingRight } = getComputedStyle(field);
            pen.font = font;
            const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
            return pen.measureText(field.placeholder).width <= room;
        }"""
    )
    # It has no keys to be told of.
    expect(page.locator(".vv-search-keys")).to_be_hidden()
    expect(page.locator(".vv-search-help")).to_be_visible()
    window.close()


@pytest.mark.parametrize("tag", ["fr", "en"])
def test_the_index_and_the_glossary_have_their_terms_in_one_order(tag: str, site: Path) -> None:
    def names(page: str, pattern: str) -> list[str]:
        return re.findall(pattern, (site / page / "index.html").read_text("utf-8"))

    forms = names("glossary", f'<li><a href="[^"]+" lang="{tag}">([^<]+)</a>')
    listed = re.search(f'<ul lang="{tag}".*?</ul>', (site / "search/index.html").read_text("utf-8"))
    assert listed
    terms = re.findall("<a [^>]+>([^<]+)</a>", listed[0])
    assert len(terms) == 28
    assert terms == [form for form in forms if form in terms]


def test_without_javascript_an_index_stands_in(visit: Visit) -> None:
    told: dict[str, Any] = {
        "": ("Rechercher", "biens communs", "communs"),
        "en/": ("Search", "communs", "commons"),
    }
    for path, (name, _, term) in told.items():
        page = visit(f"{path}partner-state/", js=False)
        page.get_by_role("link", name=name).click()
        page.wait_for_url(f"**/{path}search/")
        page.locator("article").get_by_role("link", name=term, exact=True).click()
        page.wait_for_url("**/glossary/commons/")
