"""What the search finds: by an index in one file and by one in pieces, which say the same."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from chapters import read
from golden import CASES, load
from harness import Traffic, Visit, served, wait_for
from searching import QUERIES, READERS, field, judge, look_for, open_search, rows
from visavis.edition import open_edition
from visavis.pairs import pair_documents
from visavis.publication import Addresses, Interface, publish
from visavis.settings import read_project
from visavis.side import Side
from visavis.site.search import INDEX, pieces, write_search
from visavis.site.search.fold import find_words, fold, list_words

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]


def test_the_queries_of_readers_find_their_rows(visit: Visit, server: str) -> None:
    assert [len(QUERIES[language]) for language in ("french", "english")] == [30, 30]
    assert sum("also" in case for case in READERS) == 15
    page = visit()
    open_search(page)
    late, lost, silent = judge(page, server)
    assert len(late) <= 3, late
    assert lost == []
    assert silent == []
    # The browser and the build agree on what a word is.
    for case in load(CASES / "search" / "words.yml"):
        words = "text => vvSearch.words.find(text).map(({ word }) => word)"
        assert page.evaluate(words, case["text"]) == case["words"]
        # What is looked up in an index in pieces is what is listed there.
        listed = page.evaluate("words => vvSearch.words.listed(words)", case["words"])
        assert {*listed} <= {*map(fold, list_words(find_words(case["text"])))}


WRITTEN = {
    "dot": "1.240 fûts",
    "comma": "1,240 fûts",
    "none": "1240 fûts",
    "space": "1\u202f240 fûts",
}


@pytest.fixture(scope="module")
def in_pieces(site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the edition as if it were a large one, with its index in pieces."""
    folder = tmp_path_factory.mktemp("pieces") / "site"
    shutil.copytree(site, folder)
    edition = open_edition(read_project(ROOT))
    numbers = "".join(f"{text}\n{{: #{name} }}\n\n" for name, text in WRITTEN.items())
    listed = pair_documents("numbers", read(numbers, "en"), read(numbers, "fr"))
    project = replace(edition.project, pieces_from=0)
    large = replace(edition, project=project, chapters=(*edition.chapters, listed))
    (folder / INDEX).write_text('{"config": {}, "docs": []}', "utf-8")
    published, addresses = publish(large), Addresses("fr")
    with pytest.MonkeyPatch.context() as patch:
        # As far as so few rows allow, it is as that of a large one.
        patch.setattr(pieces, "_FEW", 0)
        patch.setattr(pieces, "_TOGETHER", 1)
        patch.setattr(pieces, "_LONG", 30)
        write_search(folder, [Interface(published, side, addresses) for side in list(Side)[::-1]])
    for home, way in ((folder / "index.html", ""), (folder / "en" / "index.html", "../")):
        html = home.read_text("utf-8")
        assert "data-home=" in html
        told = f'data-pieces="{way}search/" data-home='
        home.write_text(html.replace("data-home=", told), "utf-8")
    with served(folder) as address:
        yield address


SLIPS = {
    "parner state": "partner state",  # a letter too few
    "comons": "commons",
    "commmons": "commons",  # one too many
    "abondence": "abondance",  # another one
    "brset": "brest",  # two that have changed places
    "pratner state": "partner state",  # early in the word
    "ctizens": "citizens",
    "cmomunity": "community",
    "cotnributive": "contributive",
}


@pytest.mark.parametrize("pieces", [False, True])
def test_a_slip_of_the_finger_is_forgiven_and_told(
    pieces: bool, server: str, in_pieces: str, browser: Browser
) -> None:
    home = in_pieces if pieces else server
    window = browser.new_context(service_workers="block")
    page = window.new_page()
    page.goto(f"{home}en/")
    open_search(page)
    count = page.locator("#vv-search .vv-search-count")
    for slip, meant in SLIPS.items():
        wanted = rows(look_for(page, meant), home)
        expect(count).not_to_contain_text("“")
        assert wanted == rows(look_for(page, slip), home), slip
        expect(count).to_contain_text(re.compile(f"“{meant}”", re.IGNORECASE))
    # Words that are meant as they are, short ones, and those that nothing is near to, find nothing.
    for words in ('"parner state"', "zommons", "brst", "xyzzyx"):
        assert rows(look_for(page, words), home) == [], words
        expect(count).to_have_text(re.compile("^No results"))
    window.close()


def test_the_index_in_pieces_finds_the_same(in_pieces: str, browser: Browser) -> None:
    traffic = Traffic(in_pieces)
    window = browser.new_context()
    traffic.watch(window)
    page = window.new_page()
    page.goto(in_pieces)
    open_search(page)
    late, lost, silent = judge(page, in_pieces)
    assert len(late) <= 3, late
    assert lost == []
    assert silent == []
    page.goto(f"{in_pieces}en/")
    open_search(page)
    results = look_for(page, "oral histories")
    langs = results.first.locator("[lang]").evaluate_all("sides => sides.map(side => side.lang)")
    assert langs == ["en", "fr"]
    address = re.compile(re.escape(f"{in_pieces}en/partner-state/"))
    expect(results.first.locator("a")).to_have_attribute("href", address)
    expect(results.first).to_contain_text("4. Towards a Partner State")
    assert traffic.strays == []
    assert traffic.missing == []
    window.close()


@pytest.mark.parametrize("home", ["", "en/"])
def test_both_engines_find_the_same_rows(
    home: str, server: str, in_pieces: str, browser: Browser
) -> None:
    window = browser.new_context(service_workers="block")
    answers = []
    for address in (server, in_pieces):
        page = window.new_page()
        page.goto(address + home)
        open_search(page)
        answers.append({words: all_rows(page, words, address) for words in QUERIES["alike"]})
    whole, cut = answers
    assert [words for words, found in whole.items() if not found] == []
    assert cut == whole
    window.close()


def test_of_many_rows_those_with_the_very_word_come_first(
    server: str, in_pieces: str, browser: Browser
) -> None:
    window = browser.new_context(service_workers="block")
    firsts = []
    for address in (server, in_pieces):
        page = window.new_page()
        page.goto(address)
        open_search(page)
        firsts.append(
            {
                words: [
                    row for row in rows(look_for(page, words), address) if "numbers" not in row
                ][:10]
                for words in QUERIES["many"]
            }
        )
    whole, cut = firsts
    alike = {words: len({*whole[words]} & {*cut[words]}) for words in whole}
    assert min(alike.values()) >= 8, alike
    window.close()


def all_rows(page: Page, words: str, home: str) -> set[str]:
    """The rows that are found, those that a reader asks for included."""
    results, more = look_for(page, words), page.locator(".vv-search-more")
    while more.is_visible():
        shown = results.count()
        more.click()
        more_or_all = """shown => document.querySelector('.vv-search-more').hidden
            || document.querySelectorAll('.vv-found > li').length > shown"""
        wait_for(page, more_or_all, arg=shown)
    return {row for row in rows(results, home) if "numbers" not in row}


def test_an_index_in_pieces_finds_a_number_however_it_is_written(
    in_pieces: str, browser: Browser
) -> None:
    window = browser.new_context(service_workers="block")
    for typed in TYPED:
        page = window.new_page()  # which has loaded nothing for another number
        page.goto(in_pieces)
        open_search(page)
        found = [row.partition("#")[2] for row in rows(look_for(page, typed), in_pieces)]
        assert {*found} == {*WRITTEN}, typed
        page.close()
    window.close()


def test_a_page_that_stays_open_searches_the_site_that_was_built_since(
    in_pieces: str, browser: Browser
) -> None:
    window = browser.new_context(service_workers="block")
    page = window.new_page()
    page.goto(f"{in_pieces}en/")
    open_search(page)
    assert "en/partner-state#p10" in rows(look_for(page, "Naples"), in_pieces)
    page.keyboard.press("Escape")

    def answer(route: Route) -> None:
        """Answer as a site in which nothing stands where it stood."""
        told = route.fetch().json()
        route.fulfill(json=told | {"build": "other", "entries": 1, "sizes": "a", "together": 1})

    page.route("**/search/visavis.json", answer)
    page.route("**/search/forms/en-*.json?other", lambda route: route.fulfill(json=FORMS))
    page.route("**/search/entries/0.json?other", lambda route: route.fulfill(json=[ENTRY]))
    open_search(page)
    assert rows(look_for(page, "birdsong"), in_pieces) == ["en/moved#p1"]
    # Without a network what is known already is found.
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    page.unroute_all()
    page.route("**/search/**", lambda route: route.abort())
    open_search(page)
    assert rows(look_for(page, '"birdsong"'), in_pieces) == ["en/moved#p1"]
    window.close()


FORMS = {"birdsong": [[0]]}
ENTRY = {
    "location": "moved/#p1",
    "title": "§ 1",
    "text": "<p>Oiseaux</p><p>Birdsong</p>",
    "vv": {"kind": "row", "sides": ["fr", "en"], "place": "Moved"},
}


@pytest.mark.parametrize(
    ("pieces", "lost"),
    [
        (False, "search_index.json"),
        (True, "visavis.json"),
        (True, "entries/*"),
        (True, "forms/en-*"),
    ],
)
def test_a_search_that_failed_is_tried_again(
    pieces: bool, lost: str, server: str, in_pieces: str, browser: Browser
) -> None:
    window = browser.new_context(service_workers="block")
    page = window.new_page()
    page.route(f"**/search/{lost}", lambda route: route.abort())
    page.goto(f"{in_pieces if pieces else server}en/")
    open_search(page)
    field(page).fill("oral histories")
    expect(page.locator("#vv-search [role=status]")).to_contain_text("could not be loaded")
    page.unroute_all()
    expect(look_for(page, "oral history").first).to_contain_text("oral histories")
    window.close()


def test_a_module_that_did_not_come_is_replaced_by_the_plain_script(visit: Visit) -> None:
    page = visit("en/")
    page.route("**/search-rank.js", lambda route: route.abort())
    page.keyboard.press("/")
    expect(page.locator("#vv-search [role=status]")).to_contain_text("could not be loaded")
    page.keyboard.press("Escape")
    expect(page.locator("#vv-search")).to_be_hidden()
    open_search(page)
    expect(look_for(page, "oral histories").first).to_contain_text("oral histories")


TYPED = ["1240", "1.240", "1,240", "1 240", "1\u202f240", "1\u00a0240"]


def test_a_number_is_found_however_its_thousands_are_parted(browser: Browser, server: str) -> None:
    window = browser.new_context(service_workers="block")
    page = window.new_page()

    def answer(route: Route) -> None:
        index = route.fetch().json()
        own = {"kind": "row", "sides": ["fr", "en"], "place": "A chapter"}
        told = {**WRITTEN, "other": "12.240 fûts", "month": "Au mois de März, 240 fûts"}
        index["docs"] += [
            {"location": f"a/#{name}", "title": name, "text": f"<p>{text}</p><p>A</p>", "vv": own}
            for name, text in told.items()
        ]
        route.fulfill(json=index)

    page.route("**/search_index.json", answer)
    page.goto(f"{server}en/")
    open_search(page)
    for typed in TYPED:
        found = [row.partition("#")[2] for row in rows(look_for(page, typed), server)]
        assert {*found[:4]} == {*WRITTEN}, (typed, found)
        assert "other" not in found
    expect(page.locator(".vv-found mark").first).to_have_text(re.compile("^1.?240$"))
    assert [row[-6:] for row in rows(look_for(page, '"1240"'), server)] == ["a#none"]
    # What may have been meant is said as the text writes it.
    assert [row[-7:] for row in rows(look_for(page, "maerz"), server)] == ["a#month"]
    expect(page.locator("#vv-search .vv-search-count")).to_contain_text("“März”")
    window.close()
