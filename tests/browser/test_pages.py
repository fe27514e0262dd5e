"""Every page, in a real browser: valid, accessible, self-contained, at home in both interfaces."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import html5lib
import pytest
from playwright.sync_api import Locator, Page, expect

from harness import Scheme, Traffic, Visit, Walk, wait_for
from visavis.site.mend import MENDS

pytestmark = pytest.mark.browser

INTERFACES = {"fr": "", "en": "en/"}
"""The tag of each interface and the folder in which it stands; the first is the site's own."""

OTHER = {"fr": "en", "en": "fr"}
WORDS = {
    "fr": {"next": "Suivant", "theme": "thème"},
    "en": {"next": "Next", "theme": "theme"},
}

every_interface = pytest.mark.parametrize("tag", INTERFACES)
every_width = pytest.mark.parametrize("width", [390, 1280])
every_scheme = pytest.mark.parametrize("scheme", ["light", "dark"])
with_and_without_script = pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])


def pages_of(site: Path, tag: str) -> list[str]:
    """List the addresses of one interface's pages, relative to the home of the site.

    The pages of terms are alike and many: those with a deviation, and the longest, stand for all.
    """
    built = list(site.rglob("index.html"))
    terms = {file for file in built if file.parent.parent.name == "glossary"}
    telling = {file for file in terms if 'id="deviation"' in file.read_text(encoding="utf-8")}
    telling |= set(sorted(terms, key=lambda file: file.stat().st_size)[-2:])
    kept = (file for file in built if file not in terms or file in telling)
    found = sorted(file.relative_to(site).parent.as_posix() + "/" for file in kept)
    english = [path for path in found if path.startswith("en/")]
    french = ["" if path == "./" else path for path in found if path not in english]
    return {"fr": french, "en": english}[tag]


def chapters_of(site: Path, tag: str) -> list[str]:
    """List the addresses of one interface's parallel pages."""
    return [
        path
        for path in pages_of(site, tag)
        if 'class="vv-pair' in (site / path / "index.html").read_text(encoding="utf-8")
    ]


def shown_switch(page: Page) -> Locator:
    """The one label of the three that switches between light, dark and the system's choice."""
    return page.locator(".vv-palette label:visible")


def test_every_page_is_valid_html(
    site: Path, html_errors: Callable[[list[Path]], list[str]]
) -> None:
    assert html_errors(sorted(site.rglob("*.html"))) == []


def test_a_first_visit_loads_little_of_ours(site: Path) -> None:
    for path in chapters_of(site, "fr"):
        page = site / path / "index.html"
        asked = re.findall(
            r'(?:href|src)="([^"]*assets/visavis/[^"]+\.(?:css|js))"', page.read_text("utf-8")
        )
        own = {(page.parent / name).resolve() for name in asked}
        assert len(own) > 10
        assert sum(len(gzip.compress(file.read_bytes(), 9)) for file in own) < 25_000, path


def test_every_mend_still_finds_its_place(site: Path) -> None:
    for built in site.rglob("index.html"):
        html = built.read_text(encoding="utf-8")
        assert [mend.stock for mend in MENDS if mend.stock in html] == []
        assert [mend.ours for mend in MENDS if mend.ours not in html] == []


@pytest.mark.parametrize("width", [320, 360, 1280])
def test_short_code_stays_in_one_piece(width: int, walk: Walk) -> None:
    for page in walk(["", "rules/"], width=width):
        page.locator("details").evaluate_all("all => all.forEach(one => { one.open = true; })")
        broken = page.locator(".md-content :not(pre) > code").evaluate_all(
            """all => all.filter(one => {
                const range = document.createRange();
                range.selectNodeContents(one);
                const lines = new Set([...range.getClientRects()].map(box => Math.round(box.top)));
                return one.checkVisibility() && lines.size > 1;
            }).map(one => one.textContent)"""
        )
        assert [code for code in broken if len(code) <= 30] == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.slow
@every_width
@every_interface
def test_axe_finds_nothing(
    tag: str,
    width: int,
    site: Path,
    walk: Walk,
    violations: Callable[[Page], list[str]],
) -> None:
    found = []
    # Of the pages of the terms, which are all made alike, the first.
    terms = [path for path in pages_of(site, tag) if re.search("glossary/.", path)]
    paths = [path for path in pages_of(site, tag) if path not in terms[1:]]
    for page in walk([*paths, "404.html"], width=width):
        found += violations(page)
        page.emulate_media(color_scheme="dark")
        if not page.url.endswith("404.html"):
            expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        found += violations(page)
        page.emulate_media(color_scheme="light")
    assert terms and found == []


def test_axe_would_find_a_faint_word_a_bare_link_and_a_nameless_button(
    site: Path, visit: Visit, violations: Callable[[Page], list[str]]
) -> None:
    page = visit(chapters_of(site, "fr")[0])
    bare = "color: #444; text-decoration: none; border: 0; background: none"
    faint = f'<b data-css="color: #999">pâle</b> <a href="#" data-css="{bare}">lien</a> <button>'
    # The page's policy allows no `style=` in HTML.
    add = """(p, html) => {
        p.insertAdjacentHTML('beforeend', html);
        for (const one of p.querySelectorAll('[data-css]')) one.style.cssText = one.dataset.css;
    }"""
    page.locator(".vv-side p").nth(5).evaluate(add, faint)
    rules = {line.split()[1] for line in violations(page)}
    assert {"color-contrast", "link-in-text-block", "button-name"} <= rules


@every_interface
def test_nothing_is_asked_for_that_is_not_there(
    tag: str, site: Path, visit: Visit, traffic: Traffic
) -> None:
    # All at once: a page is idle half a second after its last request.
    for page in [visit(path) for path in pages_of(site, tag)]:
        page.wait_for_load_state("networkidle")
    assert traffic.asked
    # The traffic fixture fails the test for what is missing; a map of the site that exists is
    # still a request that no reader needs.
    assert [url for url in traffic.asked if url.endswith("sitemap.xml")] == []


@every_interface
def test_a_page_speaks_the_language_of_its_interface(tag: str, site: Path, visit: Visit) -> None:
    page = visit(chapters_of(site, tag)[0])
    assert page.locator("html").get_attribute("lang") == tag
    expect(page.locator("footer")).to_contain_text(WORDS[tag]["next"])
    expect(page.locator("footer")).not_to_contain_text("Made with")
    expect(shown_switch(page)).to_have_attribute("title", re.compile(WORDS[tag]["theme"]))
    away = page.locator("a.vv-language")
    assert away.get_attribute("lang") == away.get_attribute("hreflang") == OTHER[tag]


@every_interface
def test_search_engines_are_told_absolute_addresses(tag: str, site: Path) -> None:
    for path in pages_of(site, tag):
        head = (site / path / "index.html").read_text("utf-8").partition("</head>")[0]
        links = [
            link.attrib for link in html5lib.parse(head, namespaceHTMLElements=False).iter("link")
        ]
        (canonical,) = (link["href"] for link in links if link["rel"] == "canonical")
        told = {link["hreflang"]: link["href"] for link in links if "hreflang" in link}
        assert set(told) == {*INTERFACES, "x-default"}
        assert told[tag] == canonical
        assert all(re.match("https?://", address) for address in told.values())


def test_a_wrong_address_is_answered_in_every_language(
    server: str, visit: Visit, traffic: Traffic
) -> None:
    wrong = "en/nowhere/at-all/"
    page = visit(wrong)
    traffic.missing.remove(server + wrong)
    assert page.locator("html").get_attribute("lang") == "fr"
    for tag in INTERFACES:
        own = page.locator(f"section[lang={tag}]")
        expect(own.get_by_role("heading")).to_be_visible()
        assert own.get_by_role("link").evaluate("a => a.href") == server + INTERFACES[tag]


@with_and_without_script
@every_interface
def test_no_page_can_be_pushed_sideways(tag: str, js: bool, site: Path, walk: Walk) -> None:
    for page in walk([*pages_of(site, tag), "404.html"], js=js):
        for width in (360, 390, 820):
            page.set_viewport_size({"width": width, "height": 844})
            for element in ("documentElement", "body"):
                assert page.evaluate(f"document.{element}.scrollWidth") == width, page.url


ROWS = """rows => rows.map(row => ({
    id: row.id,
    title: row.matches('.vv-title'),
    refs: [...row.querySelectorAll(':scope > .vv-ref :is(.vv-number, .vv-other)')].map(a => a.hash),
    sides: [...row.querySelectorAll(':scope > .vv-side')].map(side => {
        const box = side.getBoundingClientRect();
        return {lang: side.lang, dir: side.dir, top: box.top, left: box.left, bottom: box.bottom};
    }),
}))"""


@with_and_without_script
@every_width
@every_interface
def test_every_pair_is_addressed_and_level(
    tag: str, width: int, js: bool, site: Path, walk: Walk
) -> None:
    for page in walk(chapters_of(site, tag), width=width, js=js):
        rows = page.locator(".vv-pair").evaluate_all(ROWS)
        assert rows
        assert len({row["id"] for row in rows}) == len(rows)
        for row in rows:
            first, second = row["sides"]
            assert (first["lang"], second["lang"]) == (tag, OTHER[tag])
            assert first["dir"] and second["dir"]
            assert row["refs"] == [f"#{row['id']}"] * 2
            # The title of the edition stands in both languages one below the other.
            if width >= 1280 and not row["title"]:
                assert abs(first["top"] - second["top"]) < 1, row["id"]
                assert first["left"] < second["left"], row["id"]
            else:
                assert first["bottom"] <= second["top"], row["id"]


@with_and_without_script
@every_interface
def test_the_row_of_an_address_is_lit_and_in_sight(
    tag: str, js: bool, site: Path, visit: Visit
) -> None:
    path = chapters_of(site, tag)[0]
    last = visit(path).locator(".vv-pair").last.get_attribute("id")
    page = visit(f"{path}#{last}", js=js)
    row = page.locator(f"#{last}")
    expect(row).to_be_in_viewport()
    colour = "row => getComputedStyle(row).backgroundColor"
    assert row.evaluate(colour) != page.locator(".vv-pair").first.evaluate(colour)
    header = page.locator(".md-header").bounding_box()
    box = row.bounding_box()
    assert header and box and box["y"] >= header["y"] + header["height"]


@every_width
@every_interface
def test_the_language_switch_keeps_the_paragraph(
    tag: str, width: int, site: Path, server: str, visit: Visit
) -> None:
    path = chapters_of(site, tag)[0]
    page = visit(path, width=width)
    row = page.locator(".vv-pair").nth(3)
    own = row.get_attribute("id")
    row.evaluate("row => row.scrollIntoView()")
    page.locator("a.vv-language").click()
    page.wait_for_url(re.compile(f"#{own}$"))
    assert page.locator("html").get_attribute("lang") == OTHER[tag]
    expect(page.locator(f"#{own}")).to_be_in_viewport()
    page.locator("a.vv-language").click()
    page.wait_for_url(f"{server}{path}#{own}")


@every_interface
def test_the_language_switch_at_the_head_of_a_page_leads_to_its_head(
    tag: str, site: Path, visit: Visit
) -> None:
    page = visit(chapters_of(site, tag)[0])
    page.locator("a.vv-language").click()
    wait_for(page, f"document.documentElement.lang === '{OTHER[tag]}'")
    assert "#" not in page.url


@every_interface
def test_the_link_of_a_row_leads_to_it_in_the_other_interface(
    tag: str, site: Path, visit: Visit
) -> None:
    page = visit(chapters_of(site, tag)[0], js=False)
    row = page.locator(".vv-pair").nth(2)
    own = row.get_attribute("id")
    row.hover()
    row.locator("a.vv-other").click()
    page.wait_for_url(re.compile(f"#{own}$"))
    assert page.locator("html").get_attribute("lang") == OTHER[tag]
    expect(page.locator(f"#{own}")).to_be_in_viewport()


def test_the_choice_of_light_or_dark_holds_in_both_interfaces(site: Path, visit: Visit) -> None:
    page = visit("", scheme="light")
    body = page.locator("body")
    for _ in range(2):
        if body.get_attribute("data-md-color-scheme") != "slate":
            shown_switch(page).click()
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    page.locator("a.vv-language").click()
    wait_for(page, "document.documentElement.lang === 'en'")
    expect(body).to_have_attribute("data-md-color-scheme", "slate")
    # The bar of a telephone's browser takes the colour of the header, now and after each choice.
    bar = page.locator("meta[name=theme-color]")
    expect(bar).to_have_attribute("content", "rgb(25, 24, 22)")
    page.locator(".vv-palette input:checked").press("Enter")
    expect(page.locator(".vv-palette input:checked")).to_be_focused()
    expect(body).to_have_attribute("data-md-color-scheme", "default")
    expect(bar).to_have_attribute("content", "rgb(253, 252, 249)")


def test_dark_needs_no_script(site: Path, visit: Visit) -> None:
    background = "getComputedStyle(document.body).backgroundColor"
    light, dark = (
        visit(chapters_of(site, "fr")[0], scheme=scheme, js=False).evaluate(background)
        for scheme in ("light", "dark")
    )
    assert light != dark


@every_scheme
def test_paper_shows_two_columns_and_no_interface(scheme: Scheme, site: Path, visit: Visit) -> None:
    page = visit(chapters_of(site, "fr")[0], width=600, scheme=scheme)
    page.emulate_media(media="print")
    interface = [".md-header", ".md-sidebar--primary", ".md-footer"]
    for part in [*interface, ".vv-edit", ".vv-other", ".vv-cite"]:
        expect(page.locator(part).first).to_be_hidden()
    for row in page.locator(".vv-pair").evaluate_all(ROWS):
        first, second = row["sides"]
        if row["title"]:
            continue
        assert abs(first["top"] - second["top"]) < 1, row["id"]
        assert first["left"] < second["left"], row["id"]
