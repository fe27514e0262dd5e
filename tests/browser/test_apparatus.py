"""The pages *Notes* and *Rules* as they are built: their links lead where they say."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urldefrag, urljoin

import html5lib
import pytest
from playwright.sync_api import expect

from harness import Visit

pytestmark = pytest.mark.browser

PAGES = ["notes/", "en/notes/", "rules/", "en/rules/"]


@cache
def read(site: Path, page: str) -> tuple[set[str], list[str]]:
    """The ids of a page and where its content's links lead, from the root of the site."""
    html = (site / page / "index.html").read_text("utf-8")
    root = html5lib.parse(html, "etree", namespaceHTMLElements=False)
    (content,) = root.iter("article")
    links = [urljoin(f"/{page}", a.get("href", "")) for a in content.iter("a")]
    return {e.get("id", "") for e in root.iter()}, [href for href in links if href[:1] == "/"]


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_place_that_is_there(page: str, site: Path) -> None:
    links = read(site, page)[1]
    # The rules have no links yet, but every note has its row and its call.
    assert len(links) > 100 or "rules" in page
    for href in links:
        address, anchor = urldefrag(unquote(href))
        file = address.strip("/")
        if anchor:
            assert anchor in read(site, f"{file}/" if file else "")[0], href
        else:
            assert (site / file).exists(), href


def test_annotations_lead_to_the_rows(site: Path) -> None:
    collection = json.loads((site / "annotations.jsonld").read_text("utf-8"))
    base = "https://edition.example/edition/"
    sources = {t["source"] for item in collection["first"]["items"] for t in item["target"]}

    assert collection["label"] == "Vers une société contributive de pair à pair"
    assert len(sources) > 30
    for source in sources:
        address, anchor = urldefrag(source.removeprefix(base))
        assert anchor in read(site, address)[0], source


def test_a_call_is_seen_when_a_reader_comes_from_the_page_of_notes(visit: Visit) -> None:
    page = visit("notes/#partner-state--tr-lucratif", width=390)
    entry = page.locator("#partner-state--tr-lucratif")
    expect(entry).to_be_in_viewport()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    entry.get_by_role("link", name="appel de note").click()
    expect(page.locator("[id='fnref:fr--tr-lucratif']")).to_be_in_viewport()
    expect(page).to_have_url(re.compile("partner-state/#fnref:fr--tr-lucratif$"))


@pytest.mark.parametrize("tag", ["", "en/"])
def test_notes_have_the_same_numbers_on_the_page_alignment_as_below_their_text(
    tag: str, site: Path
) -> None:
    def parse(page: str) -> list[Any]:
        html = (site / page / "index.html").read_text("utf-8")
        return list(html5lib.parse(html, "etree", namespaceHTMLElements=False).iter())

    ticks = [
        (urljoin(f"/{tag}alignment/", e.get("href")), e.get("title"))
        for e in parse(f"{tag}alignment/")
        if e.get("class", "").startswith("vv-tick") and "#fn:" in e.get("href", "")
    ]
    notes = {
        f"/{tag}{chapter}#{e.get('id')}": e.get("data-name").partition(" ·")[0]
        for chapter in ("", "partner-state/", "crisis-of-value/")
        for e in parse(f"{tag}{chapter}")
        if e.get("id", "").startswith("fn:")
    }
    assert len(ticks) == 63
    for href, title in ticks:
        assert title.partition(",")[0] == notes[unquote(href)]
