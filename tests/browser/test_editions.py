"""Texts that run the other way or have no spaces: Arabic beside French, Japanese beside English.

The editions stand in `tests/editions/`. No font for their letters is needed: what is looked at
holds for the boxes that stand for missing letters too.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Browser, Page, expect

from harness import Traffic, served

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
EDITIONS = ["ar-fr", "ja-en"]
CHAPTER = "walking/"
BOXES = """row => [...row.querySelectorAll(':scope > .vv-ref > .vv-number, :scope > .vv-side')]
    .map(e => { const {left, right} = e.getBoundingClientRect(); return {left, right}; })"""
STRANGERS = r"""() => {
    // Words that stand in another language than they are marked with, told by their letters.
    const of = {
        ar: /\p{Script=Arabic}/u,
        ja: /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u,
    };
    const latin = /\p{Script=Latin}{2}/u;
    const found = [];
    for (const root of document.querySelectorAll('.md-content, .vv-views, .md-copyright')) {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
        while (walker.nextNode()) {
            const {data, parentElement} = walker.currentNode;
            if (parentElement.closest('script, style, .vv-other')) continue;
            const marked = parentElement.closest('[lang]').lang;
            const others = of[marked] ? [latin] : Object.values(of);
            const wrong = others.some(letters => letters.test(data));
            if (wrong) found.push(`${marked}: ${data.trim()}`);
        }
    }
    return found;
}"""


@pytest.fixture(scope="module", params=EDITIONS)
def place(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, str]]:
    """Build one of the editions and serve it: the tags of its languages, and its home's address."""
    name: str = request.param
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    site = shared / f"edition-{name}"
    with FileLock(shared / f"{name}.lock"):
        if not site.exists():
            folder = ROOT / "tests" / "editions" / name
            command = [sys.executable, "-m", "visavis", "-C", str(folder), "build", "--site-dir"]
            subprocess.run([*command, f"{site}.part"], check=True)
            Path(f"{site}.part").rename(site)
    with served(site, prefix="/") as address:
        yield name, address


@pytest.fixture
def page(place: tuple[str, str], browser: Browser) -> Iterator[Page]:
    """An empty page that is watched."""
    traffic = Traffic(place[1])
    context = browser.new_context(viewport={"width": 1280, "height": 844}, reduced_motion="reduce")
    traffic.watch(context)
    yield context.new_page()
    context.close()
    assert (traffic.strays, traffic.missing) == ([], [])


def test_columns_and_numbers_stand_as_the_interface_runs(
    place: tuple[str, str], page: Page
) -> None:
    name, home = place
    own, other = name.split("-")
    for path, language in ((CHAPTER, own), (f"{other}/{CHAPTER}", other)):
        page.set_viewport_size({"width": 1280, "height": 844})
        page.goto(home + path)
        mirrored = language == "ar"
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("body").get_attribute("dir") == ("rtl" if mirrored else "ltr")
        for row in page.locator(".vv-pair").all():
            *texts, number = row.evaluate(BOXES)
            if mirrored:
                assert texts[1]["right"] < texts[0]["left"] < texts[0]["right"] < number["left"]
            else:
                assert number["right"] < texts[0]["left"] < texts[0]["right"] < texts[1]["left"]
        # It stands at the head of its row, whatever the row holds: a table, a picture, a list.
        assert (
            page.locator(".vv-pair").evaluate_all(
                """rows => rows.filter(row => {
                const [top, number] = [row, row.querySelector('.vv-number')]
                    .map(e => e.getBoundingClientRect().top);
                return number - top > 32;
            }).map(row => row.id)"""
            )
            == []
        )
        cells = page.locator(".vv-side td").evaluate_all(
            "cells => cells.map(c => getComputedStyle(c).textAlign)"
        )
        assert set(cells) <= {"start"}
        for side in page.locator("#p9 > .vv-side").all():  # The marks of a list stay in its column.
            start = side.evaluate(
                """side => { const [box, item] = [side, side.querySelector('li')]
                    .map(e => e.getBoundingClientRect());
                    return side.dir === 'rtl' ? box.right - item.right : item.left - box.left; }"""
            )
            assert start > 16
        # The sheet of views hangs below its button and within the window.
        page.locator(".vv-views-button").click()
        box = page.locator("#vv-views").bounding_box()
        button = page.locator(".vv-views-button").bounding_box()
        assert box and button and box["x"] >= 0 and box["x"] + box["width"] <= 1280
        assert (box["x"] < 640) == (button["x"] < 640)
        page.keyboard.press("Escape")
        page.set_viewport_size({"width": 390, "height": 844})
        for element in ("documentElement", "body"):
            assert page.evaluate(f"document.{element}.scrollWidth") == 390


def test_what_is_said_of_a_chapter_stands_below_its_title(
    place: tuple[str, str], page: Page
) -> None:
    name, home = place
    page.goto(home)
    edge = "right" if name.startswith("ar") else "left"
    ends = (
        page.locator(".vv-contents li")
        .first.locator("a, span")
        .evaluate_all(f"all => all.map(one => Math.round(one.getBoundingClientRect().{edge}))")
    )
    assert len(ends) == 2 and ends[0] == ends[1]


def test_axe_finds_nothing(
    place: tuple[str, str], page: Page, violations: Callable[[Page], list[str]]
) -> None:
    name, home = place
    other = name.split("-")[1]
    found = []
    page.set_viewport_size({"width": 390, "height": 844})
    for path in ("", CHAPTER, f"{other}/{CHAPTER}", "alignment/"):
        page.emulate_media(color_scheme="dark" if path == CHAPTER else "light")
        page.goto(home + path)
        found += violations(page)
    assert found == []


def test_every_word_says_what_language_it_is_in(place: tuple[str, str], page: Page) -> None:
    name, home = place
    for path in ("", CHAPTER, f"{name.split('-')[1]}/{CHAPTER}", "alignment/", "404.html"):
        page.goto(home + path)
        assert page.evaluate(STRANGERS) == [], path
    # The interface has no words of its own language yet, and English ones run as English does.
    page.goto(home + CHAPTER)
    for part in ("#vv-views > fieldset", "#p3 > .vv-more > summary", ".md-copyright > div"):
        assert page.locator(part).first.evaluate(
            "e => [e.lang, getComputedStyle(e).direction]"
        ) == [
            "en",
            "ltr",
        ]


def test_sentences_answer_each_other_and_notes_open_in_their_direction(
    place: tuple[str, str], page: Page
) -> None:
    name, home = place
    own = name.split("-")[0]
    page.goto(home + CHAPTER)
    # The row with three sentences: each has its own answer.
    first, second = page.locator("#p16 > .vv-side").evaluate_all(
        "sides => sides.map(side => side.dataset.sentences.split(' ').map(s => s.split(':')[1]))"
    )
    assert len(first) == len(second) == 3
    assert first == second and len(set(first)) == 3
    page.locator(f"#p6 > [lang={own}] .footnote-ref").click()
    note = page.locator("#vv-popup")
    expect(note).to_contain_text("70")
    box = note.bounding_box()
    assert box and box["x"] >= 0 and box["x"] + box["width"] <= 1280
    told = note.locator("[lang]").first.evaluate("e => [e.lang, getComputedStyle(e).direction]")
    assert told == [own, "rtl" if own == "ar" else "ltr"]
    page.keyboard.press("Escape")
    expect(note).to_be_hidden()


def test_signs_break_strictly_and_are_not_slanted(place: tuple[str, str], page: Page) -> None:
    name, home = place
    own = name.split("-")[0]
    page.goto(home + CHAPTER)
    side = page.locator(f"#p23 > [lang={own}]")
    style = side.evaluate(
        """side => { const own = getComputedStyle(side); return {
            slant: getComputedStyle(side.querySelector('em')).fontStyle,
            breaks: own.lineBreak,
            signs: side.getBoundingClientRect().width / parseFloat(own.fontSize)}; }"""
    )
    assert style["slant"] == "normal"
    if own == "ja":
        assert style["breaks"] == "strict"
        assert 25 <= style["signs"] <= 40
