"""What the record brings to the pages, in a real browser: changes, old addresses, *Alignment*.

The edition is copied, signed off and then edited as a translator might: words changed, an id
renamed, a paragraph taken out, a chapter's file renamed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from playwright.sync_api import Page, expect

from harness import Scheme, Visit, Walk, served

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
FR = """# Titre
{: #p1 }

Le phare éclaire la côte pendant la nuit.
{: #p2 }

Un gardien monte chaque soir les marches de pierre.
{: #p3 }

Cette phrase ne restera pas longtemps dans la page.
{: #p4 }

Il manque encore quelque chose.
{: #p5 .untranslated }
"""
EN = """# Title
{: #p1 }

The lighthouse lights the coast during the night.
{: #p2 }

A keeper climbs the stone steps every evening.
{: #p3 }

This sentence will not stay on the page for long.
{: #p4 }
"""
OLD_FR = """# Le moulin
{: #p1 }

Quatre ailes de toile tournent au-dessus de la colline.
{: #p2 }
"""
OLD_EN = """# The mill
{: #p1 }

Four sails of canvas turn above the hill.
{: #p2 }
"""
PAGES = ["tour/", "en/tour/", "alignment/", "en/alignment/", "old/", "en/old/"]

every_width = pytest.mark.parametrize("width", [390, 1280])
every_scheme = pytest.mark.parametrize("scheme", ["light", "dark"])
with_and_without_script = pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])


def run(folder: Path, *arguments: str) -> None:
    """Type `visavis …` in an edition."""
    command = [sys.executable, "-m", "visavis", "-C", str(folder), *arguments]
    clock = {"SOURCE_DATE_EPOCH": "1700000000"}
    subprocess.run(command, env=os.environ | clock, check=True, capture_output=True)


def write(folder: Path, name: str, fr: str, en: str) -> None:
    """Write both texts of a chapter."""
    (folder / "docs" / f"{name}.md").write_text(fr, "utf-8")
    (folder / "docs_en" / f"{name}.md").write_text(en, "utf-8")


def make_edition(folder: Path) -> None:
    """An edition that was signed off and then edited."""
    for name in ("docs", "docs_en"):
        (folder / name).mkdir(parents=True)
    shutil.copytree(ROOT / "glossary", folder / "glossary")
    before, _, rest = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:\n")
    config = before + rest[rest.index("\ntheme:") :]
    (folder / "mkdocs.yml").write_text(config, "utf-8")
    write(folder, "index", "# Accueil\n{: #p1 }\n", "# Home\n{: #p1 }\n")
    write(folder, "tour", FR, EN)
    write(folder, "old", OLD_FR, OLD_EN)
    run(folder, "review", "--all", "--name", "Ana")
    for name in ("docs", "docs_en"):
        (folder / name / "old.md").rename(folder / name / "new.md")
    fr = FR.replace("la nuit", "le jour").replace("#p3", "#p3-1")
    en = EN.replace("lights the", "shows the").replace("#p3", "#p3-1")
    gone = re.compile(r"(Cette phrase|This sentence).*\n\{: #p4 \}\n")
    write(folder, "tour", gone.sub("", fr), gone.sub("", en))
    run(folder, "stamp")  # as an id that was written by hand stops a build


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of this edition's site; the first worker builds, the others wait for it."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    built = shared / "reviewed" / "site"
    with FileLock(shared / "reviewed.lock"):
        if not built.exists():
            make_edition(built.parent)
            run(built.parent, "build", "--site-dir", str(built))
    return built


@pytest.fixture(scope="session")
def server(site: Path) -> Iterator[str]:
    """Serve it and give the address of its home page."""
    with served(site) as address:
        yield address


def test_every_page_is_valid_html(
    site: Path, html_errors: Callable[[list[Path]], list[str]]
) -> None:
    assert html_errors(sorted(site.rglob("*.html"))) == []


@every_scheme
@every_width
def test_axe_finds_nothing(
    width: int, scheme: Scheme, walk: Walk, violations: Callable[[Page], list[str]]
) -> None:
    found = []
    for page in walk(PAGES, width=width, scheme=scheme):
        found += violations(page)
        page.evaluate("document.querySelectorAll('details').forEach(all => all.open = true)")
        found += violations(page)
    (old,) = walk(["tour/#p4"], width=width, scheme=scheme)
    assert found + violations(old) == []


@with_and_without_script
def test_no_page_can_be_pushed_sideways(js: bool, walk: Walk) -> None:
    for page in walk(PAGES, js=js):
        for summary in page.locator("summary:visible").all():
            if summary.evaluate("s => !s.parentElement.open"):
                summary.click()
        for width in (360, 390, 820):
            page.set_viewport_size({"width": width, "height": 844})
            assert page.evaluate("document.documentElement.scrollWidth") == width, page.url


@with_and_without_script
@every_width
def test_a_changed_row_opens_to_its_changed_words(width: int, js: bool, walk: Walk) -> None:
    told = {"tour/": "Modifié depuis la relecture", "en/tour/": "Changed since"}
    for page, (path, said) in zip(walk(told, width=width, js=js), told.items(), strict=True):
        badge = page.locator("#p2 .vv-changed")
        expect(page.locator(".vv-changed")).to_have_count(1)
        expect(badge.locator("del").first).to_be_hidden()
        badge.get_by_text(said).click()
        expect(badge.locator("del").first).to_be_visible()
        assert sorted(badge.locator("del").all_inner_texts())
        expect(badge).to_contain_text("la nuit" if path == "tour/" else "lights")
        expect(badge).to_contain_text("le jour" if path == "tour/" else "shows")


def test_a_row_without_translation_says_so_quietly(visit: Visit) -> None:
    page = visit("tour/")
    expect(page.locator("#p5 .vv-untranslated")).to_contain_text("Pas encore traduit")
    expect(page.locator("#p5 .vv-changed")).to_have_count(0)


@with_and_without_script
@every_width
def test_an_old_address_says_what_became_of_it(width: int, js: bool, visit: Visit) -> None:
    page = visit("tour/#p4", width=width, js=js)
    expect(page.locator("#p4")).to_be_in_viewport()
    expect(page.locator("#p4")).to_contain_text("a été retiré")
    expect(page.locator("#p3")).to_be_hidden()
    page = visit("en/tour/#p3", width=width, js=js)
    sentence = page.locator("#p3")
    expect(sentence).to_be_in_viewport()
    sentence.get_by_role("link").click()
    page.wait_for_url(re.compile("#p3-1$"))
    expect(page.locator(".vv-pair:target")).to_be_in_viewport()


def test_a_page_without_old_addresses_says_nothing_of_them(visit: Visit) -> None:
    expect(visit("").locator(".vv-old")).to_have_count(0)


@with_and_without_script
def test_the_addresses_of_a_chapter_that_is_gone_lead_on(js: bool, visit: Visit) -> None:
    page = visit("en/old/#p2", js=js)
    page.locator("#p2").get_by_role("link").click()
    page.wait_for_url(re.compile("/en/new/#p2$"))
    expect(page.locator(".vv-pair:target")).to_be_in_viewport()


def test_pages_beside_the_texts_are_not_in_the_navigation(visit: Visit) -> None:
    links = visit("").locator(".md-nav a.md-nav__link").evaluate_all("a => a.map(a => a.href)")
    assert any(link.endswith("/tour/") for link in links)
    assert not [link for link in links if link.endswith(("/old/", "/alignment/"))]


@with_and_without_script
def test_the_footer_leads_to_the_alignment_and_each_tick_to_its_row(js: bool, visit: Visit) -> None:
    page = visit("en/tour/", js=js)
    page.locator("footer").get_by_text("About this edition").click()
    page.locator("footer").get_by_role("link", name="Alignment").click()
    page.wait_for_url(re.compile("/en/alignment/$"))
    expect(page.locator(".vv-total")).to_have_text(
        re.compile(r"^pairs of paragraphs: 7 · reviewed: 6 · changed since their review: 1 · ")
    )
    page.get_by_role("group", name="Title").get_by_role("link", name="2, changed").click()
    page.wait_for_url(re.compile("/en/tour/#p2$"))
    expect(page.locator(".vv-pair:target .vv-changed")).to_be_in_viewport()


@every_scheme
def test_kinds_of_ticks_differ_by_more_than_their_colour(scheme: Scheme, visit: Visit) -> None:
    page = visit("alignment/", scheme=scheme)
    forms = page.locator(".vv-legend .vv-tick").evaluate_all(
        """ticks => ticks.map(tick => ["::before", "::after"].map(part => {
            const s = getComputedStyle(tick, part);
            return [s.content, s.width, s.height, s.borderTopWidth, s.borderLeftWidth,
                s.borderBottomWidth, s.borderBottomStyle].join(" ");
        }).join(" / "))"""
    )
    assert len(forms) == len(set(forms)) == 7


def test_the_plot_has_a_name_and_its_data_as_a_table(visit: Visit) -> None:
    page = visit("en/alignment/", js=False)
    expect(page.get_by_role("img", name="Length of the translation")).to_be_visible()
    page.get_by_text("The same data as a table").click()
    expect(page.get_by_role("table")).to_be_visible()


def test_other_sites_find_a_badge_and_a_summary(site: Path, server: str, visit: Visit) -> None:
    summary = json.loads((site / "alignment.json").read_text("utf-8"))
    assert (summary["pairs"], summary["reviewed"], summary["drifted"]) == (7, 6, 1)
    page = visit("alignment/")
    page.get_by_role("link", name="alignment.svg").click()
    assert page.url == f"{server}alignment.svg"
    assert page.evaluate("document.documentElement.getAttribute('aria-label')") == (
        f"alignment {summary['reviewed']}/{summary['pairs']} reviewed"
    )


def test_a_range_whose_ends_have_moved_opens_where_they_are_today(visit: Visit) -> None:
    page = visit("tour/#p2..p3")
    lit = "rows => rows.map(row => row.id)"
    assert page.locator("[data-vv-lit]").evaluate_all(lit) == ["p2", "p3-1"]
    page.close()
    page = visit("en/old/#p1..p2")
    page.wait_for_url(re.compile(r"/en/new/#p1\.\.p2$"))
    assert page.locator("[data-vv-lit]").evaluate_all(lit) == ["p1", "p2"]
    page.close()
    page = visit("tour/#p2..p4")
    assert page.locator("[data-vv-lit]").evaluate_all(lit) == ["p2"]
    expect(page.locator(".vv-say")).to_contain_text("a été retiré")
    page.close()
    # A sentence of a row that is gone.
    page = visit("tour/#p4.s2")
    expect(page.locator("#p4.vv-old")).to_be_in_viewport()
    expect(page.locator("#p4.vv-old")).to_contain_text("a été retiré")
