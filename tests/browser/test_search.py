"""The search: what it finds, what it shows of it, and where it leads, in both engines."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Locator, Page, Route, expect

from chapters import read
from golden import CASES, load
from harness import Scheme, Traffic, Visit, served, wait_for
from visavis.edition import open_edition
from visavis.pairs import pair_documents
from visavis.publication import Addresses, Interface, publish
from visavis.settings import read_project
from visavis.side import Side
from visavis.site.search import INDEX, pieces, write_search
from visavis.site.search.fold import find_words, fold, list_words

pytestmark = pytest.mark.browser

ROOT = Path(__file__).resolve().parents[2]
QUERIES = yaml.safe_load((CASES / "search" / "queries.yml").read_text("utf-8"))
READERS = [*QUERIES["french"], *QUERIES["english"]]
LIT = "[...CSS.highlights.get('vv-found') ?? []].map(range => `${range}`)"


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
