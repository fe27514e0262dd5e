"""How the two texts are shown, with and without JavaScript, and what is copied from them."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from harness import Scheme, Visit, Walk

pytestmark = pytest.mark.browser

CHAPTER = "partner-state/"
VIEWS = ["auto", "columns", "stacked", "only-1", "only-2", "reveal"]
VALUES = {"only-1": "fr", "only-2": "en"}
"""What a view is called in the address, where that is not its own name."""

every_width = pytest.mark.parametrize("width", [390, 1280])
every_scheme = pytest.mark.parametrize("scheme", ["light", "dark"])
with_and_without_script = pytest.mark.parametrize("js", [True, False], ids=["js", "no-js"])

SIDES = """row => [...row.querySelectorAll(':scope > .vv-side')].map(side => {
    const box = side.getBoundingClientRect();
    const shown = side.checkVisibility();
    return {lang: side.lang, shown, top: box.top, left: box.left, bottom: box.bottom};
})"""
BASELINE = """side => {
    const probe = document.createElement('span');
    probe.style.cssText = 'display:inline-block;inline-size:0;block-size:0';
    const first = [...side.querySelectorAll('*')].filter(e =>
        [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))[0] || side;
    first.prepend(probe);
    const y = probe.getBoundingClientRect().bottom;
    probe.remove();
    return y;
}"""


def sheet(page: Page) -> Locator:
    """The sheet of choices, opened if it is not."""
    form = page.locator("#vv-views")
    if not form.is_visible():
        page.locator(".vv-views-button").click()
    expect(form).to_be_visible()
    return form


def choose(page: Page, choice: str) -> None:
    """Click a radio button as a reader does, and put the sheet away."""
    sheet(page).locator(f"#vv-{choice}").check()
    page.keyboard.press("Escape")
    expect(page.locator("#vv-views")).to_be_hidden()


def sides(page: Page, row: str = "p3") -> list[dict[str, object]]:
    """What is to be seen of a row's two texts, in the order of the page."""
    found: list[dict[str, object]] = page.locator(f"#{row}").evaluate(SIDES)
    return found


def layout(page: Page, row: str = "p3") -> str:
    """How a row stands: its languages as they are read, `|` between columns, `/` between lines."""
    seen = [side for side in sides(page, row) if side["shown"]]
    if len(seen) < 2:
        return str(seen[0]["lang"])
    first, second = sorted(seen, key=lambda side: (round(float(str(side["top"]))), side["left"]))
    beside = abs(float(str(first["top"])) - float(str(second["top"]))) < 2
    return f"{first['lang']}{'|' if beside else '/'}{second['lang']}"


@with_and_without_script
@every_width
def test_each_view_shows_what_it_says_and_hides_what_it_hides(
    width: int, js: bool, visit: Visit
) -> None:
    page = visit(CHAPTER, width=width, js=js)
    auto = "fr|en" if width == 1280 else "fr/en"
    shown = {"columns": "fr|en", "stacked": "fr/en", "only-1": "fr", "only-2": "en"}
    shown |= {"reveal": "fr", "auto": auto}
    assert layout(page) == auto
    for view, wanted in shown.items():
        choose(page, f"view-{view}")
        assert layout(page) == wanted, view
        # The heads and the notes are those of the texts that are shown.
        for part in (".vv-head", ".vv-notes > ol"):
            tags = page.locator(part).evaluate_all(
                "all => all.filter(e => e.checkVisibility()).length"
            )
            alone = view.startswith("only") or (view == "reveal" and "notes" in part)
            assert tags == (1 if alone else 2), (view, part)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, view
    for view, wanted in (("columns", "en|fr"), ("stacked", "en/fr"), ("reveal", "en")):
        choose(page, f"view-{view}")
        choose(page, "first-2")
        assert layout(page) == wanted, view


@with_and_without_script
@every_width
def test_enter_and_a_tap_reveal_the_other_text_of_a_row(width: int, js: bool, visit: Visit) -> None:
    page = visit(CHAPTER, width=width, js=js)
    choose(page, "view-reveal")
    summary = page.locator("#p3 > .vv-more > summary")
    box = summary.bounding_box()
    assert box and box["height"] >= 24
    summary.focus()
    page.keyboard.press("Enter")
    assert layout(page) == "fr/en"
    assert layout(page, "p4") == "fr"
    # The notes of the revealed text are there now, and the first language can be exchanged.
    expect(page.locator(".vv-notes > .vv-b")).to_be_visible()
    choose(page, "first-2")
    assert (layout(page), layout(page, "p4")) == ("en/fr", "en")
    page.locator("#p4 > .vv-more > summary").click()
    assert layout(page, "p4") == "en/fr"
    page.locator("#p3 > .vv-more > summary").click()
    assert layout(page) == "en"


def test_what_is_not_revealed_is_hidden_from_screen_readers_too(visit: Visit) -> None:
    page = visit(CHAPTER)
    choose(page, "view-reveal")
    heading = page.get_by_role("heading", name="Towards a Partner State")
    expect(heading).to_have_count(0)
    page.locator("#p1 > .vv-more > summary").press("Enter")
    expect(heading).to_have_count(1)


@with_and_without_script
def test_the_buttons_have_names_in_the_language_of_the_interface(js: bool, walk: Walk) -> None:
    names = {CHAPTER: ("Affichage", "Anglais seul"), "en/" + CHAPTER: ("View", "French only")}
    for page, (legend, alone) in zip(walk(names, js=js), names.values(), strict=True):
        group = sheet(page).get_by_role("group", name=legend)
        expect(group.get_by_role("radio")).to_have_count(6)
        expect(group.get_by_role("radio", name=alone)).to_be_visible()


@with_and_without_script
def test_the_radio_buttons_work_from_the_keyboard(js: bool, visit: Visit) -> None:
    page = visit(CHAPTER, js=js)
    page.locator(".vv-views-button").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.locator("#vv-view-stacked")).to_be_checked()
    assert layout(page) == "fr/en"


@every_width
def test_the_first_lines_of_a_row_stand_on_one_baseline(width: int, visit: Visit) -> None:
    page = visit(CHAPTER, width=width)
    choose(page, "view-columns")
    for row in page.locator(".vv-pair").all():
        first, second = (side.evaluate(BASELINE) for side in row.locator(":scope > .vv-side").all())
        assert abs(first - second) < 1, row.get_attribute("id")


def test_a_column_of_a_table_is_set_as_its_text_says(visit: Visit) -> None:
    aligned = visit(CHAPTER).evaluate(
        """() => {
            const side = document.querySelector("#p3 .vv-side");
            const cells = ["", "vv-left", "vv-center", "vv-right"].map((name) =>
                Object.assign(document.createElement("td"), { className: name }));
            const table = document.createElement("table");
            table.insertRow().append(...cells);
            side.append(table);
            return cells.map((cell) => getComputedStyle(cell).textAlign);
        }"""
    )
    assert aligned == ["start", "left", "center", "right"]


@pytest.mark.parametrize("width", [820, 1280, 1600, 1920])
def test_a_line_holds_between_55_and_70_characters(width: int, visit: Visit) -> None:
    page = visit(CHAPTER, width=width)
    # A paragraph's lines but its last, which ends where the words do.
    means = page.locator(".vv-side > p").evaluate_all(
        """all => all.map(p => {
            const range = document.createRange();
            range.selectNodeContents(p);
            const tops = [...range.getClientRects()].map(box => Math.round(box.bottom / 8));
            const lines = Math.round(p.getBoundingClientRect().height /
                parseFloat(getComputedStyle(p).lineHeight));
            return [p.textContent.length, lines];
        }).filter(([, lines]) => lines > 4).map(([length, lines]) => length / (lines - 0.5))"""
    )
    assert means
    mean = sum(means) / len(means)
    assert 55 <= mean <= 70, mean


@every_width
def test_the_row_in_sight_stays_where_it_is(width: int, visit: Visit) -> None:
    page = visit(CHAPTER, width=width)
    row = page.locator("#p9")
    row.evaluate("row => window.scrollTo(0, row.offsetTop + row.offsetParent.offsetTop - 60)")
    page.wait_for_timeout(100)
    top = "row => row.getBoundingClientRect().top"
    before = row.evaluate(top)
    for view in VIEWS:
        sheet(page).locator(f"#vv-view-{view}").check()
        page.wait_for_timeout(60)
        assert abs(row.evaluate(top) - before) < 4, view
    page.keyboard.press("Escape")
    choose(page, "view-auto")
    for other in (700, 1100, width):  # A window that is pulled, a telephone that is turned.
        page.set_viewport_size({"width": other, "height": 844})
        page.wait_for_timeout(150)
        assert abs(row.evaluate(top) - before) < 12, other


def test_the_view_is_kept_and_goes_into_the_address(visit: Visit, server: str) -> None:
    page = visit(CHAPTER)
    page.evaluate("document.addEventListener('vv:view', e => window.told = e.detail)")
    choose(page, "view-only-2")
    assert page.evaluate("window.told") == "en"
    assert page.url == f"{server}{CHAPTER}?view=en"
    page.reload()
    assert layout(page) == "en"
    page.goto(f"{server}crisis-of-value/")
    assert layout(page) == "en"
    assert page.url.endswith("/crisis-of-value/?view=en")
    choose(page, "view-auto")
    choose(page, "first-2")
    assert page.url.endswith("/crisis-of-value/?first=en")
    page.goto(f"{server}{CHAPTER}")
    assert layout(page) == "en|fr"
    # In its own interface a language comes first without being asked to.
    page.goto(f"{server}en/{CHAPTER}")
    assert (layout(page), page.url) == ("en|fr", f"{server}en/{CHAPTER}")
    page.goto(f"{server}{CHAPTER}")
    choose(page, "first-1")
    assert page.url == f"{server}{CHAPTER}"


def test_a_link_shows_what_its_sender_saw_and_leaves_ones_own_choice_alone(
    visit: Visit, server: str
) -> None:
    page = visit(f"{CHAPTER}?view=reveal&first=en#p9")
    assert layout(page) == "en"
    expect(page.locator("#p9")).to_be_in_viewport()
    page.locator("a.vv-language").click()
    page.wait_for_url(re.compile(r"/en/partner-state/\?view=reveal#p9$"))
    assert layout(page) == "en"
    page.locator("footer a[rel=next], a.md-footer__link--next").click()
    page.wait_for_url(re.compile(r"/en/crisis-of-value/\?view=reveal$"))
    assert layout(page) == "en"
    page.locator("footer a.md-footer__link--next").click()
    page.wait_for_url(re.compile("/en/glossary/"))
    page.go_back()
    assert layout(page) == "en"
    assert page.evaluate("Object.keys(localStorage).filter(key => key.includes('.vv.'))") == []
    fresh = visit(f"{CHAPTER}?view=nonsense")
    assert layout(fresh) == "fr|en"


@with_and_without_script
def test_notes_stand_face_to_face_where_the_texts_do(js: bool, visit: Visit) -> None:
    page = visit(CHAPTER, js=js)
    tops = """() => ["fr", "en"]
        .map(tag => [...document.querySelectorAll(`.vv-notes [id^="fn:${tag}"]`)]
        .map(note => Math.round(note.getBoundingClientRect().top)))"""
    french, english = page.evaluate(tops)
    assert len(french) == 39
    assert french == english
    sheet(page).locator("#vv-view-stacked").check()
    french, english = page.evaluate(tops)
    assert french[-1] < english[0]


@with_and_without_script
@every_width
def test_the_end_of_the_page_stays_where_it_was_looked_for(
    width: int, js: bool, visit: Visit
) -> None:
    page = visit(CHAPTER, width=width, js=js)
    if js:  # The script settles the page when it is at rest.
        page.evaluate("new Promise(done => requestIdleCallback(() => requestIdleCallback(done)))")
    height = "document.documentElement.scrollHeight"
    before = page.evaluate(height)
    page.keyboard.press("End")
    for _ in range(3):
        page.wait_for_timeout(50)
        expect(page.locator("footer a.md-footer__link--next")).to_be_in_viewport()
        assert page.evaluate(height) == before


@every_scheme
@every_width
def test_axe_finds_nothing_in_any_view(
    width: int, scheme: Scheme, visit: Visit, violations: Callable[[Page], list[str]]
) -> None:
    page = visit(CHAPTER, width=width, scheme=scheme)
    found = []
    for view in VIEWS:
        sheet(page).locator(f"#vv-view-{view}").check()
        found += violations(page)
    page.locator("#p2 > .vv-more > summary").click()
    page.locator("details.vv-status > summary").click()
    assert found + violations(page) == []


class Clipboard:
    """Selects with a real pointer, copies with the keyboard, and pastes elsewhere to read it."""

    def __init__(self, page: Page) -> None:
        self.page = page
        # Playwright's own pointer waits for an answer of the page's scripts while it drags.
        self.pointer = page.context.new_cdp_session(page)
        browser = page.context.browser
        assert browser
        self.window = browser.new_context()
        self.desk = self.window.new_page()
        self.desk.goto("data:text/html,<textarea></textarea>")

    def _point(self, kind: str, x: float, y: float) -> None:
        button = "none" if kind == "mouseMoved" and not self.down else "left"
        told = {"type": kind, "x": x, "y": y, "button": button, "clickCount": 1}
        self.pointer.send("Input.dispatchMouseEvent", told | {"buttons": int(self.down)})

    def drag(self, start: str, end: str) -> str:
        """Select from the head of one text to its right in another; what is copied."""
        boxes = [self.page.locator(where).bounding_box() for where in (start, end)]
        assert all(boxes)
        (x, y), (to_x, to_y) = ((box["x"] + 2, box["y"] + 12) for box in boxes if box)
        to_x += 120
        self.down = False
        self._point("mouseMoved", x, y)
        self._point("mousePressed", x, y)
        self.down = True
        for step in range(1, 7):
            self._point("mouseMoved", x + (to_x - x) * step / 6, y + (to_y - y) * step / 6)
        self.down = False
        self._point("mouseReleased", to_x, to_y)
        return self.copy()

    def copy(self) -> str:
        """What is in the clipboard after Ctrl+C."""
        self.page.keyboard.press("ControlOrMeta+c")
        self.desk.bring_to_front()
        self.desk.fill("textarea", "")
        self.desk.click("textarea")
        self.desk.keyboard.press("ControlOrMeta+v")
        pasted = self.desk.input_value("textarea")
        self.page.bring_to_front()
        return pasted


@with_and_without_script
def test_copying_takes_the_column_in_which_the_selection_began(js: bool, visit: Visit) -> None:
    page = visit(CHAPTER, js=js)
    page.set_viewport_size({"width": 1280, "height": 1200})  # Nothing scrolls under the pointer.
    clipboard = Clipboard(page)
    own = {
        tag: [
            " ".join(text.split())[:30]
            for text in page.locator(f".vv-pair > [lang={tag}]").all_text_contents()
        ]
        for tag in ("fr", "en")
    }

    def holds(copied: str, tag: str) -> list[int]:
        flat = " ".join(copied.split())
        return [n for n, text in enumerate(own[tag]) if text[2:] in flat]

    for view in ("columns", "stacked"):
        choose(page, f"view-{view}")
        page.evaluate("scrollTo(0, 0)")
        for tag, other in (("fr", "en"), ("en", "fr")):
            page.mouse.click(5, 70)  # Beside the texts: what was selected is no longer.
            ends = ("p2", "p4") if view == "columns" else ("p2", "p3")
            copied = clipboard.drag(*(f"#{row} > [lang={tag}]" for row in ends))
            # The second of the three rows is there whole, the other language not at all.
            assert holds(copied, tag)[0] == 1, (view, tag)
            assert holds(copied, other) == [], (view, tag)
            assert len(copied) > 300
    if js:  # It counts where the selection began, not where it ends.
        page.mouse.click(5, 70)
        copied = clipboard.drag("#p2 > [lang=fr]", "#p3 > [lang=en]")
        assert holds(copied, "fr")[:2] == [1, 2] and holds(copied, "en") == []
    # What begins outside the texts takes everything that the view shows.
    choose(page, "view-columns")
    page.mouse.click(5, 70)
    page.keyboard.press("ControlOrMeta+a")
    copied = clipboard.copy()
    assert holds(copied, "fr") == holds(copied, "en") == list(range(len(own["fr"])))
    choose(page, "view-only-2")
    page.mouse.click(5, 70)
    page.keyboard.press("ControlOrMeta+a")
    copied = clipboard.copy()
    # The French title stands also in the header and among the chapters.
    assert holds(copied, "fr") in ([], [0])
    assert holds(copied, "en") == list(range(len(own["en"])))
    clipboard.window.close()


RICH = """async () => {
    const [item] = await navigator.clipboard.read();
    const read = async type => (await item.getType(type)).text();
    const words = html => new DOMParser().parseFromString(html, 'text/html').body.textContent;
    return [await read('text/plain'), words(await read('text/html'))];
}"""


def test_the_numbers_of_notes_do_not_stick_to_the_words_that_are_copied(visit: Visit) -> None:
    page = visit(CHAPTER)
    page.set_viewport_size({"width": 1280, "height": 1200})
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    clipboard = Clipboard(page)

    def read() -> list[str]:
        """Both flavours of what is in the clipboard, with single spaces."""
        clipboard.copy()
        return [" ".join(flavour.split()) for flavour in page.evaluate(RICH)]

    # One paragraph: a triple click.
    page.locator("#p2 > [lang=fr] > p").click(click_count=3, position={"x": 5, "y": 10})
    for flavour in read():
        assert "une nouvelle sorte d’état ?" in flavour
        assert "italien Cosma Orsi, est une forme d’état" in flavour
    # Several, then everything.
    clipboard.drag("#p2 > [lang=fr]", "#p4 > [lang=fr]")
    for flavour in read():
        assert "italien Cosma Orsi, est une forme d’état" in flavour
    page.mouse.click(5, 70)
    page.keyboard.press("ControlOrMeta+a")
    for flavour in read():
        assert "italien Cosma Orsi, est une forme d’état" in flavour
        assert "political scientist Cosma Orsi, is a form" in flavour
    expect(page.locator("#p2 > [lang=fr] .footnote-ref").first).to_be_visible()
    clipboard.window.close()


@every_width
def test_the_header_takes_the_title_of_the_text_that_is_shown(width: int, walk: Walk) -> None:
    queries = ("view=en", "view=reveal&first=en", "view=fr")
    for page in walk((f"crisis-of-value/?{query}#p5" for query in queries), width=width):
        title = page.locator(".md-header__title")
        active = re.compile("md-header__title--active")
        expect(title).to_have_class(active)
        page.evaluate("scrollTo(0, 0)")
        expect(title).not_to_have_class(active)


@with_and_without_script
@every_width
def test_the_home_page_begins_with_what_this_is_and_with_the_chapters(
    width: int, js: bool, walk: Walk
) -> None:
    told = {
        "": ("Les chapitres", "Traduction de Framalang", "mots"),
        "en/": ("The chapters", "Translated by Framalang", "words"),
    }
    pages = walk(told, width=width, js=js)
    for page, (name, what, unit) in zip(pages, told.values(), strict=True):
        start = page.get_by_role("navigation", name=name)
        expect(start.get_by_role("listitem").first).to_be_in_viewport(ratio=1)
        expect(page.locator(".vv-credits").get_by_text(what)).to_be_in_viewport(ratio=1)
        expect(start.get_by_role("listitem")).to_have_count(2)
        for entry in start.get_by_role("listitem").all():
            assert re.search(rf"\d+ {unit} · \d+\smin$", entry.inner_text().replace("\n", " "))
        start.get_by_role("link").first.click()
        page.wait_for_url(re.compile("/partner-state/"))
