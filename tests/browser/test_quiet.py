"""A page begins with what is to be read; what can be done with it comes when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from harness import Traffic, Visit, Walk

pytestmark = pytest.mark.browser

CHAPTERS = ("partner-state/", "crisis-of-value/", "en/partner-state/", "en/crisis-of-value/")
with_and_without_script = pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])


@pytest.fixture(params=[True, False], ids=["js", "no-js"])
def phone(
    request: pytest.FixtureRequest, browser: Browser, traffic: Traffic
) -> Iterator[Callable[[str], Page]]:
    """Opens pages of the edition in one tab of a telephone: a finger and no pointer."""
    window = browser.new_context(
        viewport={"width": 390, "height": 844},
        has_touch=True,
        is_mobile=True,
        java_script_enabled=request.param,
        service_workers="block",
    )
    traffic.watch(window)
    page = window.new_page()

    def open_page(path: str) -> Page:
        page.goto(traffic.home + path)
        return page

    yield open_page
    window.close()


def test_the_first_sentence_stands_high_on_a_telephone(phone: Callable[[str], Page]) -> None:
    for path in CHAPTERS:
        box = phone(path).locator("#p2 > .vv-side").first.bounding_box()
        assert box and box["y"] < 300, path


def test_the_number_alone_stands_at_a_row_until_it_is_tapped(
    phone: Callable[[str], Page],
) -> None:
    page = phone(CHAPTERS[0])
    scripts = page.locator("html.js").count() == 1
    ways = [".vv-other", *([".vv-cite"] if scripts else [])]
    for way in ways:
        assert page.locator(f"{way}:visible").count() == 0
    number = page.locator("#p3 .vv-number")
    box = number.bounding_box()
    assert box and min(box["width"], box["height"]) >= 24
    number.tap()
    for way in ways:
        expect(page.locator(f"#p3 {way}")).to_be_visible()
        assert page.locator(f"{way}:visible").count() == 1


@with_and_without_script
@pytest.mark.parametrize("width", [390, 1280])
def test_the_home_page_is_a_title_page(width: int, js: bool, visit: Visit) -> None:
    page = visit("", width=width, js=js)
    tops = []
    for part in (
        ".vv-authors",
        "#p1 > [lang=fr] > h1",
        "#p1 > [lang=en] > h1",
        ".vv-credits",
        ".vv-notice",
        ".vv-contents:not(.vv-books)",
        "#p2",
    ):
        box = page.locator(part).bounding_box()
        assert box, part
        tops.append(box["y"])
        # All but the list and the rows stand on the axis of the page.
        if part != "#p2":
            middle = box["x"] + box["width"] / 2
            assert (
                abs(middle - page.evaluate("document.querySelector('article').clientWidth / 2"))
                < width / 20
            )
    assert tops == sorted(tops)
    expect(page.locator(".vv-authors")).to_have_text("Michel Bauwens")
    sizes = page.locator("#p1 h1").evaluate_all(
        "all => all.map(one => parseFloat(getComputedStyle(one).fontSize))"
    )
    assert sizes[0] > 1.5 * sizes[1] > 0
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # Both titles stand there in any view.
    if js:
        page = visit("?view=fr", width=width)
        expect(page.locator("#p1 > [lang=en]")).to_be_visible()
        expect(page.locator("#p2 > [lang=en]")).to_be_hidden()


@with_and_without_script
def test_a_notice_is_one_line_that_tells_why(js: bool, visit: Visit) -> None:
    page = visit(CHAPTERS[0], width=390, js=js)
    line = page.get_by_text("Anglais\u202f: une reconstruction – pourquoi")
    box = line.bounding_box()
    assert box and box["height"] < 30
    told = page.get_by_text("ce ne sont pas les mots")
    expect(told).to_be_hidden()
    line.click()
    expect(told).to_be_visible()


def test_the_view_of_one_text_names_the_other(visit: Visit) -> None:
    page = visit(CHAPTERS[0] + "?view=reveal")
    summary = page.locator("#p3 > .vv-more > summary")
    assert summary.evaluate("one => one.innerText") == "Anglais"
    page.locator(".vv-views-button").click()
    page.locator("#vv-first-2").check()
    assert summary.evaluate("one => one.innerText") == "Français"
    page = visit("en/" + CHAPTERS[0] + "?view=reveal", js=False)
    page.locator(".vv-views-button").click()
    page.locator("#vv-view-reveal").check()
    assert page.locator("#p3 > .vv-more > summary").evaluate("one => one.innerText") == "French"


def test_no_title_is_marked_as_a_term(walk: Walk) -> None:
    for page in walk(["", *CHAPTERS]):
        assert page.locator(".vv-side > h1").count() == 2
        assert page.locator("h1 .vv-term").count() == 0
    assert page.locator(".vv-term").count() > 5


@pytest.mark.parametrize("width", [390, 820, 1280, 1920])
def test_the_menu_stands_at_one_place_on_every_page(width: int, walk: Walk) -> None:
    places = set()
    for page in walk(["", CHAPTERS[0], "glossary/", "alignment/", "en/notes/"], width=width):
        button = page.locator(".md-header__button[for=__drawer]")
        box = button.bounding_box() if button.is_visible() else None
        places.add((box["x"], box["y"]) if box else None)
    assert len(places) == 1
    assert (None in places) == (width == 1920)


@with_and_without_script
def test_the_foot_leads_readers_to_the_notes_and_others_to_the_rest(js: bool, visit: Visit) -> None:
    page = visit(CHAPTERS[0], width=390, js=js)
    foot = page.locator("footer")
    expect(foot.get_by_role("link", name="Notes")).to_be_visible()
    rest = foot.get_by_role("link", name="Alignement")
    expect(rest).to_be_hidden()
    foot.get_by_text("À propos de cette édition").click()
    expect(rest).to_be_visible()
    expect(foot.get_by_role("link", name="Règles")).to_be_visible()


def test_the_button_of_the_views_says_its_name_on_a_telephone_and_the_title_is_whole(
    walk: Walk,
) -> None:
    names = {CHAPTERS[0]: "Affichage", CHAPTERS[2]: "View"}
    for width in (360, 390, 1280):
        for page, name in zip(walk(names, width=width), names.values(), strict=True):
            assert page.locator(".vv-views-button").evaluate("one => one.innerText") == name
            expect(page.locator(".vv-views-name")).to_be_visible()
            title = page.locator(".md-header__topic:first-child > .md-ellipsis")
            assert title.evaluate("one => one.scrollHeight <= one.clientHeight"), width
            assert page.evaluate("document.documentElement.scrollWidth") <= width
