"""The open search as a reader uses it, in a browser."""

from __future__ import annotations

import re

import yaml
from playwright.sync_api import Locator, Page, expect

from golden import CASES
from harness import wait_for

QUERIES = yaml.safe_load((CASES / "search" / "queries.yml").read_text("utf-8"))
READERS = [*QUERIES["french"], *QUERIES["english"]]


def open_search(page: Page) -> None:
    """Open the search as a reader at the keyboard does."""
    page.keyboard.press("/")
    expect(field(page)).to_be_focused()
    wait_for(page, "vvSearch.box")


def field(page: Page) -> Locator:
    """Where a query is typed."""
    return page.get_by_role("dialog").get_by_role("textbox")


def look_for(page: Page, words: str) -> Locator:
    """Type into the open search and wait for the answer; gives the results."""
    field(page).fill(words)
    list_of = "document.querySelector('.vv-found')"
    wait_for(page, f"words => {list_of}.dataset.query === words", arg=words)
    return page.locator(".vv-found > li")


def rows(results: Locator, home: str) -> list[str]:
    """Where the results other than terms lead, as `chapter#p7`."""
    links = results.locator("a").evaluate_all("links => links.map(link => link.href)")
    places = [re.sub(r"\?[^#]*", "", link).removeprefix(home) for link in links]
    own = [place for place in places if not place.startswith("glossary/")]
    return [place.replace("/#", "#") if "/#" in place else f"index{place}" for place in own]


def judge(page: Page, home: str) -> tuple[list[str], list[str], list[str]]:
    """The queries whose first row is wrong, those that miss the first five, or a counterpart."""
    late, lost, silent = [], [], []
    for case in READERS:
        results = look_for(page, case["query"])
        found = rows(results, home)
        if not found or found[0] not in case["row"]:
            late.append(case["query"])
        if not set(found[:5]) & set(case["row"]):
            lost.append(case["query"])
        if "also" in case and not shows_counterpart(page, case["also"]):
            silent.append(case["query"])
    return late, lost, silent


def shows_counterpart(page: Page, counterpart: str) -> bool:
    """Whether the results say what a term is called on the other side, and mark it there."""
    said = page.locator(".vv-found-also i").all_inner_texts()
    marks = page.locator(".vv-found-row").first.locator("mark").all_inner_texts()
    lit = {mark.casefold().replace("\u00a0", " ")[:8] for mark in marks}
    return counterpart in said and counterpart.casefold()[:8] in lit
