"""Which sentences light up together, and how they are reached, on the edition itself."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Page, expect

from harness import Scheme, Visit, wait_for

pytestmark = pytest.mark.browser

CHAPTERS = ["partner-state", "crisis-of-value"]
CHECKED = Path(__file__).with_name("sentences.yml")
"""What lights up for every sentence of both chapters, read and found right by hand. `--update`
writes it anew; then it wants to be read again."""

LIT = """name => [...(CSS.highlights.get(name) ?? [])].map(range => {
    const at = range.startContainer;
    const words = range.cloneContents();
    words.querySelectorAll('sup[id^="fnref"]').forEach(call => call.remove());
    const side = (at.closest ? at : at.parentElement).closest('.vv-side');
    return [side.lang, words.textContent.trim()];
})"""
POINTS = """side => {
    // The middle of each sentence on the screen, and the sentence as the page counts it.
    const texts = [];
    const walker = document.createTreeWalker(side, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.parentElement.closest('sup[id^="fnref"]')) continue;
        for (let at = 0; at < node.data.length; at += 1)
            if (/\\S/.test(node.data[at])) texts.push([node, at]);
    }
    let start = 0;
    // Where nothing is sure, the side is one piece.
    return (side.dataset.sentences ?? String(texts.length)).split(' ').map(mark => {
        const end = Number(mark.split(':')[0]);
        const [node, at] = texts[Math.floor((start + end) / 2)];
        start = end;
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, at + 1);
        const box = range.getBoundingClientRect();
        return [box.left + box.width / 2, box.top + box.height / 2];
    });
}"""
CONTRAST = """([row, name, ink]) => {
    const side = document.querySelector(`${row} > .vv-side`);
    const canvas = document.createElement('canvas').getContext('2d');
    const rgb = (colour, under) => {
        canvas.fillStyle = under; canvas.fillRect(0, 0, 1, 1);
        canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
        return [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3);
    };
    const light = colour => colour.map(c => c / 255)
        .map(c => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
        .reduce((sum, c, n) => sum + c * [.2126, .7152, .0722][n], 0);
    const probe = document.body.appendChild(document.createElement('i'));
    probe.style.color = `var(--vv-${ink})`;
    const page = getComputedStyle(document.body).backgroundColor;
    const lit = getComputedStyle(side, `::highlight(${name})`).backgroundColor;
    const text = light(rgb(getComputedStyle(probe).color, page));
    const ground = light(rgb(lit, page));
    probe.remove();
    return (Math.max(text, ground) + .05) / (Math.min(text, ground) + .05);
}"""
"""How well text in one of the inks can be read where it is lit."""


def lit(page: Page, name: str = "vv-hover") -> dict[str, list[str]]:
    """What is lit: by language, the sentences in their order, with single spaces."""
    found: dict[str, list[str]] = {}
    for language, text in page.evaluate(LIT, name):
        found.setdefault(language, []).append(" ".join(text.split()))
    return found


def point_at(page: Page, x: float, y: float) -> None:
    """Leave the texts, then point at a place in them, and wait for what lights up there.

    The card of a term that the pointer has crossed must be gone: it covers the text.
    """
    page.mouse.move(0, 0)
    wait_for(page, "!CSS.highlights.has('vv-hover') && !document.querySelector(':popover-open')")
    page.mouse.move(x, y)
    wait_for(page, "CSS.highlights.has('vv-hover')")


def read_by_pointer(page: Page, row: str) -> list[dict[str, Any]]:
    """Go over every sentence of a row with the pointer; each set of lit sentences once."""
    found: list[dict[str, Any]] = []
    page.locator(f"#{row}").evaluate("row => row.scrollIntoView({block: 'center'})")
    for side in page.locator(f"#{row} > .vv-side").all():
        for x, y in side.evaluate(POINTS):
            point_at(page, x, y)
            now = lit(page)
            assert set(now) == {"fr", "en"}, (row, now)
            if now not in found:
                found.append(now)
    return found


def test_every_sentence_lights_its_counterpart_or_the_whole_paragraph(
    visit: Visit, request: pytest.FixtureRequest
) -> None:
    seen: dict[str, dict[str, list[dict[str, Any]]]] = {}
    for chapter in CHAPTERS:
        page = visit(f"{chapter}/")
        page.set_viewport_size({"width": 1280, "height": 1600})
        # Every row in which one text answers the other.
        rows = page.locator(".vv-pair:not(:has(> :is(.vv-empty, .vv-untranslated)))")
        ids = rows.evaluate_all("rows => rows.map(row => row.id)")
        seen[chapter] = {row: read_by_pointer(page, row) for row in ids}
    if request.config.getoption("--update", default=False):
        CHECKED.write_text(yaml.safe_dump(seen, allow_unicode=True, width=100), encoding="utf-8")
    assert seen == yaml.safe_load(CHECKED.read_text(encoding="utf-8"))


@pytest.mark.parametrize("width", [390, 1280])
def test_a_tap_keeps_a_sentence_and_gives_it_an_address(width: int, visit: Visit) -> None:
    page = visit("partner-state/", width=width)
    spot = _spot(page, "p3", 1)
    page.mouse.click(*spot)
    kept = lit(page, "vv-kept")
    assert [len(texts) for texts in kept.values()] == [1, 1]
    assert page.locator("#p3 .vv-number").get_attribute("href") == "#p3.s2"
    # The same place once more, or Escape, puts it out.
    page.mouse.click(*spot)
    assert lit(page, "vv-kept") == {}
    assert page.locator("#p3 .vv-number").get_attribute("href") == "#p3"
    page.mouse.click(*spot)
    page.keyboard.press("Escape")
    assert lit(page, "vv-kept") == {}


@pytest.mark.parametrize("width", [390, 1280])
def test_the_address_of_a_sentence_opens_and_lights_it(width: int, visit: Visit) -> None:
    page = visit("partner-state/#p3.s2", width=width)
    first = lit(page, "vv-kept")
    assert [len(texts) for texts in first.values()] == [1, 1]
    expect(page.locator("#p3")).to_be_in_viewport()
    # In the other interface the other language comes first, and its sentences are counted.
    page = visit("en/partner-state/#p3.s2", width=width)
    assert lit(page, "vv-kept")["en"] == first["en"]
    # One that is not there: the whole paragraph, no guess.
    page = visit("partner-state/#p3.s99", width=width)
    whole = lit(page, "vv-kept")
    assert first["fr"][0] in whole["fr"][0] and len(whole["fr"][0]) > len(first["fr"][0])


def test_the_arrows_walk_through_the_sentences_of_a_row_and_say_them(visit: Visit) -> None:
    page = visit("partner-state/")
    page.evaluate("""() => { window.said = [];
        document.addEventListener('vv:say', event => said.push(event.detail)); }""")
    page.locator("#p3 .vv-number").focus()
    page.keyboard.press("ArrowRight")
    first = lit(page, "vv-kept")
    page.keyboard.press("ArrowRight")
    second = lit(page, "vv-kept")
    assert first != second
    page.keyboard.press("ArrowLeft")
    assert lit(page, "vv-kept") == first
    said = page.evaluate("said")
    assert len(said) == 3
    assert said[0] == said[2]
    assert " ".join(said[0].split()) == f"{first['fr'][0]} — {first['en'][0]}"


@pytest.mark.parametrize("width", [390, 1280])
def test_the_language_switch_keeps_the_sentence(width: int, visit: Visit) -> None:
    # In the midst of a row that has begun far above: the sentence at the edge, by its answer.
    page = visit("partner-state/", width=width)
    page.set_viewport_size({"width": width, "height": 500})
    top = page.locator("#p12").evaluate(
        """row => { const side = row.querySelector(".vv-side[lang=fr]");
            scrollBy(0, side.getBoundingClientRect().bottom - 200); return scrollY; }"""
    )
    assert top > 0
    page.locator("a.vv-language").click()
    page.wait_for_url(re.compile(r"/en/partner-state/#p12\.s\d+$"))
    number = int(page.url.rpartition("s")[2])
    assert number > 1
    english = lit(page, "vv-kept")["en"]
    # And back: the same sentences, one that an address has named.
    page.locator("a.vv-language").click()
    page.wait_for_url(re.compile(r"/edition/partner-state/#p12\.s\d+$"))
    assert lit(page, "vv-kept")["en"] == english


def test_the_page_s_elements_stay_as_they_are(visit: Visit) -> None:
    page = visit("partner-state/")
    before = page.locator("#p3").evaluate("row => row.querySelector('.vv-side').innerHTML")
    page.mouse.click(*_spot(page, "p3", 1))
    assert lit(page, "vv-kept")
    assert page.locator("#p3").evaluate("row => row.querySelector('.vv-side').innerHTML") == before


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_lit_sentence_can_be_read(
    scheme: Scheme, visit: Visit, violations: Callable[[Page], list[str]]
) -> None:
    page = visit("partner-state/#p3.s2", scheme=scheme)
    assert violations(page) == []
    # axe does not see highlights, so the contrast of the text on their colour is worked out here.
    assert page.evaluate(CONTRAST, ["#p3", "vv-kept", "ink"]) >= 4.5


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("address", ["#p7", "#p7..p8"])
def test_a_sentence_under_the_pointer_shows_in_a_row_that_is_lit_itself(
    address: str, scheme: Scheme, visit: Visit
) -> None:
    page = visit(f"partner-state/{address}", scheme=scheme)
    point_at(page, *_spot(page, "p7", 1))
    row = page.locator("#p12").evaluate("row => getComputedStyle(row).backgroundColor")
    # Each word of both sides may be anything that text is: plain, a quotation, a link.
    for name in ("vv-hover", "vv-kept"):
        grounds = page.locator("#p7 > .vv-side *").evaluate_all(
            """(all, name) => [...new Set(all.map(
                one => getComputedStyle(one, `::highlight(${name})`).backgroundColor))]""",
            name,
        )
        assert len(grounds) == 1 and grounds[0] != row, name
        for ink in ("ink", "quiet", "accent"):
            assert page.evaluate(CONTRAST, ["#p7", name, ink]) >= 4.5, (name, ink)


def _spot(page: Page, row: str, number: int) -> tuple[float, float]:
    """A point on the screen in the middle of a sentence of a row's first side, from 0."""
    side = page.locator(f"#{row} > .vv-side[data-sentences]").first
    side.evaluate("side => side.scrollIntoView({block: 'center'})")
    x, y = side.evaluate(POINTS)[number]
    return x, y
