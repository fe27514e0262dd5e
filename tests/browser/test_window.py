"""What is larger than the window, and what comes in from its edge."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from harness import Visit, wait_for

pytestmark = pytest.mark.browser

every_width = pytest.mark.parametrize("width", [390, 1280])

WIDE = """() => {
    const [one, other] = document.querySelectorAll("#p4 > .vv-side");
    const cells = Array.from({ length: 20 }, (_, n) => `<td>colonne&nbsp;${n}</td>`).join("");
    one.innerHTML = `<div class="md-typeset__scrollwrap"><div class="md-typeset__table"><table>
        <tr>${cells}</tr></table></div></div>`;
    const picture = document.createElement("canvas");
    Object.assign(picture, { width: 30, height: 3000 });
    other.innerHTML = `<p><img alt="" src="${picture.toDataURL()}"></p>`;
    dispatchEvent(new Event("resize"));
}"""


@every_width
def test_what_is_too_wide_says_so_and_what_is_too_tall_is_seen_whole(
    width: int, visit: Visit
) -> None:
    page = visit("partner-state/", width=width)
    page.evaluate(WIDE)
    box = page.locator("#p4 .md-typeset__scrollwrap")
    for left, cut in ((0, [False, True]), (200, [True, True]), (9999, [True, False])):
        box.evaluate("(box, left) => { box.scrollLeft = left; }", left)
        expect(box).to_have_attribute("tabindex", "0")
        page.wait_for_function(
            """cut => { const box = document.querySelector("#p4 .md-typeset__scrollwrap");
                return String(["before", "after"].map(side => box.hasAttribute(`data-vv-${side}`)))
                    === String(cut); }""",
            arg=cut,
        )
    assert "gradient" in box.evaluate("box => getComputedStyle(box).maskImage")
    picture = page.locator("#p4 img")
    expect(picture).to_have_js_property("complete", True)
    assert picture.evaluate("picture => picture.getBoundingClientRect().height < innerHeight")


def test_the_drawer_opens_at_the_chapter_that_is_read(visit: Visit) -> None:
    page = visit("crisis-of-value/", width=390)
    page.set_viewport_size({"width": 390, "height": 240})
    page.locator(".md-header__button[for=__drawer]").first.click()
    wait_for(
        page,
        """(() => {
            const [item] = document.querySelectorAll(".md-nav__item--active");
            const { top } = item.getBoundingClientRect();
            return top >= 0 && top < 200 && getComputedStyle(item).visibility === "visible";
        })()""",
    )


@pytest.mark.parametrize("down", [0, 99_999])
@every_width
def test_the_drawer_reaches_the_foot_of_the_window_and_dims_the_page(
    width: int, down: int, visit: Visit
) -> None:
    page = visit("partner-state/", width=width)
    page.evaluate("down => scrollTo(0, down)", down)
    page.locator(".md-header__button[for=__drawer]").first.click()
    page.wait_for_function(
        "document.querySelector('.md-overlay').getBoundingClientRect().width > 9"
    )
    drawer = page.locator(".md-sidebar--primary").bounding_box()
    assert drawer and drawer["y"] + drawer["height"] == 844
    veil = page.locator(".md-overlay")
    assert veil.evaluate("veil => [veil.clientWidth, veil.clientHeight]") == [width, 844]
    expect(veil).to_have_css("opacity", "1")
    veil.click(position={"x": width - 5, "y": 500})
    expect(page.locator("#__drawer")).not_to_be_checked()
