"""The desk in a browser: what each key does, and that the files are those of the command line."""

from __future__ import annotations

import shlex
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import Browser, Error, Page, expect

from desk import Desk
from harness import wait_for
from served_desk import ServedDesk, make_whole, served_desk
from visavis.store.lock import LOCK
from visavis.store.write import JOURNAL

FR = """\
# Brest
{: #p1 }

Brest est une ville de l’ouest. Le maire eut une idée des communs.
{: #p2 }

Elles chantent à [Brest](https://brest.example/).
{: #p3 }

Elles dansent[^1] tout le soir.
{: #p4 }

Elles rient de 3 chats.
{: #p5 }

Elles partent.
{: #p6 .alone }

[^1]: Avec nous.
"""
EN = """\
# Brest
{: #p1 }

Brest is a city of the west. The mayor had an idea of the commons.
{: #p2 }

They sing at Brest.
{: #p3 }

They dance[^1] all the evening.
{: #p4 }

They laugh at 4 cats.
{: #p5 }

[^1]: With us.
"""

SETTLED = """(revision) =>
    document.body.dataset.deskRevision === String(revision)
    && document.querySelector(".vv-desk-card, .vv-desk-edit") !== null"""
IN_TEXT_ORDER = """
if (location.protocol === "http:") {
    const name = `/${location.pathname.split("/")[1]}/.vv.desk-choice`;
    if (!sessionStorage.getItem(name)) sessionStorage.setItem(name, '{"order":"text"}');
}
"""
"""Where nobody has signed anything off yet, the doubtful would come first."""


@dataclass
class Sitting:
    """Somebody sits at the desk of an edition, with a browser."""

    edition: Desk
    served: ServedDesk
    page: Page
    twin: Path

    def be_at(self, row: str, page: str = "a/") -> None:
        """Open a row."""
        for address in ("about:blank", f"{self.served.address}{page}#{row}"):
            try:
                self.page.goto(address)
            except Error:  # the page was being loaded anew for what was done before
                self.page.wait_for_timeout(500)
                self.page.goto(address)
        self._settle()

    def press(self, *keys: str) -> None:
        """Press keys one after the other; `(what is typed)`, `[the button that is clicked]`."""
        for key in keys:
            if key.startswith("("):
                self.page.keyboard.type(key[1:-1])
            elif key.startswith("["):
                self.page.get_by_role("button", name=key[1:-1]).click()
            else:
                self.page.keyboard.press(key)

    def do(self, *keys: str) -> str:
        """Press keys that do something; returns the line for the terminal."""
        told = self.page.locator(".vv-desk-told code")
        said = told.text_content() if told.count() else ""
        before = self.files()
        self.press(*keys)
        for _ in range(200):
            busy = any((self.edition.root / name).exists() for name in (LOCK, JOURNAL))
            # The page says what was done a moment after it is done.
            is_told = told.count() and told.text_content() != said
            if not busy and is_told and self.files() != before:
                break
            self.page.wait_for_timeout(50)
        self._settle()
        return told.text_content() or ""

    def _settle(self) -> None:
        """Wait for the page that stays: what was done loads it anew a moment later."""
        for _ in range(200):
            if self._is_settled(self.served.get(".desk/1/state").told["revision"]):
                return
            time.sleep(0.05)
        raise AssertionError("the page never shows the texts as they are")

    def _is_settled(self, revision: int) -> bool:
        try:
            return bool(self.page.evaluate(SETTLED, revision))
        except Error:  # it was being loaded
            return False

    @property
    def here(self) -> str:
        """The row where one is."""
        found = self.page.locator("[data-desk-here]").get_attribute("id")
        return found or ""

    def files(self) -> dict[str, bytes]:
        """The files of the edition by their paths in it."""
        return _files(self.edition.root)

    def wait_for_files(self, wanted: dict[str, bytes]) -> None:
        """Wait until the files are as they were."""
        for _ in range(200):
            if self.files() == wanted:
                break
            self.page.wait_for_timeout(50)
        assert self.files() == wanted

    def keep_twin(self) -> None:
        """Copy the edition as it is."""
        shutil.rmtree(self.twin, ignore_errors=True)
        shutil.copytree(self.edition.root, self.twin, ignore=shutil.ignore_patterns(".cache"))

    def type_line(self, line: str) -> dict[str, bytes]:
        """Type a line for the terminal in the copy; returns its files."""
        words = shlex.split(line)
        assert words[0] == "visavis"
        name = ["--name", "Ana"] if words[1] == "review" else []
        said = Desk(self.twin).run(*words[1:], *name)
        assert said.code == 0, said.err
        return _files(self.twin)


def _files(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".cache" not in path.parts and not path.name.startswith(".visavis")
    }


@pytest.fixture(scope="module")
def sitting(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sitting]:
    folder = tmp_path_factory.mktemp("desk")
    (folder / "edition").mkdir()
    edition = make_whole(folder / "edition")
    edition.write("a", FR, EN)
    edition.write(
        "b", "# Deux\n{: #p1 }\n\nFin.\n{: #p2 }\n", "# Two\n{: #p1 }\n\nEnd.\n{: #p2 }\n"
    )
    edition.write("index", "# Accueil\n{: #p1 }\n", "# Home\n{: #p1 }\n")
    assert edition.run("stamp").code == 0
    assert edition.run("review", "--ask", "Who?", "a#p6", "--name", "Béa").code == 0
    with served_desk(edition.root) as served:
        served.wait_until_judged()
        context = browser.new_context(
            viewport={"width": 1280, "height": 844}, reduced_motion="reduce"
        )
        context.set_default_timeout(10_000)
        context.add_init_script(IN_TEXT_ORDER)
        yield Sitting(edition, served, context.new_page(), folder / "twin")
        context.close()


ACTIONS: list[tuple[str, str, tuple[str, ...]]] = [
    ("sign off", "p2", ("a",)),
    ("waive", "p3", ("w", "(so it is)", "Control+Enter")),
    ("ask", "p4", ("q", "(Why “all the evening”?)", "Control+Enter")),
    ("answer", "p6", ("r", "(The singers.)", "Control+Enter")),
    ("mark", "p6", ("[Waits for its translation]",)),
    ("split", "p2", ("s", "Control+Enter")),
    ("join", "p3", ("m",)),
    ("shift on", "p4", ("ArrowDown", "Control+Enter")),
    ("shift back", "p4", ("ArrowUp", "ArrowDown", "Control+Enter")),
    ("move", "p4", ("v", "(Deux)", "Tab", "ArrowDown", "Control+Enter")),
    ("write", "p5", ("e", "Control+a", "(Elles rient de 4 chats.)", "Control+Enter")),
    ("write the original", "p5", ("E", "Control+a", "(They laugh.)", "Control+Enter")),
    ("insert", "p5", ("i", "(Elles dorment.)", "Tab", "(They sleep.)", "Control+Enter")),
    (
        "term",
        "p5",
        (
            *("t", "(chat)", "Tab", "(Un *animal*.)", "Tab", "(cat)", "Tab", "(An animal.)"),
            "Control+Enter",
        ),
    ),
    ("sign a note off", "fn:fr--1", ("a",)),
]


@pytest.mark.browser
@pytest.mark.parametrize(("row", "keys"), [a[1:] for a in ACTIONS], ids=[a[0] for a in ACTIONS])
def test_the_files_are_those_of_the_line_that_is_shown_and_undone(
    sitting: Sitting, row: str, keys: tuple[str, ...]
) -> None:
    before = sitting.files()
    sitting.keep_twin()
    sitting.be_at(row)
    line = sitting.do(*keys)

    done = sitting.files()
    assert done != before
    assert done == sitting.type_line(line)

    sitting.do("u")
    assert sitting.files() == before


@pytest.mark.browser
def test_keys_lead_through_the_list_and_the_place_is_kept(sitting: Sitting) -> None:
    sitting.be_at("p2")
    seen = []
    for _ in range(3):
        sitting.press("j")
        wait_for(sitting.page, "document.querySelector('.vv-desk-card') !== null")
        seen.append(sitting.here)
    sitting.press("k")
    assert (seen, sitting.here) == (["p3", "p4", "p5"], "p4")

    sitting.page.wait_for_timeout(300)
    sitting.be_at("")
    assert sitting.here == "p4"
    sitting.page.goto(f"{sitting.served.address}.desk/")
    sitting._settle()
    assert (sitting.page.url, sitting.here) == (f"{sitting.served.address}a/#p4", "p4")


@pytest.mark.browser
def test_an_address_of_somebody_elses_making_is_no_hindrance(sitting: Sitting) -> None:
    for wrong in ("%", "nowhere"):
        sitting.be_at(wrong)
        assert sitting.here.startswith("p")


@pytest.mark.browser
def test_who_types_fast_signs_one_after_the_other(sitting: Sitting) -> None:
    before = sitting.files()
    sitting.be_at("p1")
    sitting.press("a", "a")
    wait_for(sitting.page, "document.querySelector('[data-desk-here]').id === 'p3'")
    entries = sitting.edition.records()["a"].entries
    assert [entries[f"p{n}"].state for n in range(1, 4)] == ["reviewed"] * 2 + ["unreviewed"]
    sitting.press("u", "u")
    sitting.wait_for_files(before)


@pytest.mark.browser
def test_everything_is_done_by_mouse_and_touch_too(browser: Browser, sitting: Sitting) -> None:
    before = sitting.files()
    context = browser.new_context(
        viewport={"width": 820, "height": 1180}, has_touch=True, reduced_motion="reduce"
    )
    context.add_init_script(IN_TEXT_ORDER)
    page = context.new_page()
    page.goto(f"{sitting.served.address}a/#p3")
    page.get_by_role("button", name="Next").tap()
    expect(page.locator("[data-desk-here]")).to_have_attribute("id", "p4")
    page.get_by_role("button", name="Back").tap()
    page.get_by_role("region", name="What is known of this row").get_by_role(
        "button", name="Waive"
    ).tap()
    page.get_by_label("Why?").fill("so it is")
    page.get_by_role("dialog").get_by_role("button", name="Waive").tap()
    expect(page.locator(".vv-desk-card")).to_contain_text("link.lost is waived: so it is")
    page.get_by_role("button", name="List").tap()
    page.get_by_label("Order").select_option("worst")
    page.get_by_role("dialog").get_by_role("button", name="p5").first.tap()
    expect(page.locator("[data-desk-here]")).to_have_attribute("id", "p5")
    page.get_by_role("button", name="Undo").tap()
    sitting.wait_for_files(before)
    context.close()


@pytest.mark.browser
def test_what_is_changed_elsewhere_appears_and_the_place_is_kept(sitting: Sitting) -> None:
    before = sitting.files()
    sitting.be_at("p5")
    sitting.edition.edit("docs/a.md", "Elles dansent", "Elles valsent")
    expect(sitting.page.locator("#p4")).to_contain_text("Elles valsent")
    sitting._settle()
    assert sitting.here == "p5"
    sitting.edition.edit("docs/a.md", "Elles valsent", "Elles dansent")
    expect(sitting.page.locator("#p4")).to_contain_text("Elles dansent")
    assert sitting.files() == before


@pytest.mark.browser
def test_a_file_that_has_changed_is_not_written_over(sitting: Sitting) -> None:
    before = sitting.files()
    sitting.be_at("p5")
    sitting.press("e", "Control+a", "(Elles rient de mes 4 chats.)")
    sitting.edition.edit("docs/a.md", "de 3 chats", "de 5 chiens")
    expect(sitting.page.locator(".vv-desk-told")).to_contain_text("changed elsewhere")
    sitting.press("Control+Enter")
    dialog = sitting.page.get_by_role("dialog")
    expect(dialog).to_contain_text("Elles rient de mes 4 chats.")
    expect(dialog.locator("del")).to_have_text(["5 chiens"])
    assert "de 5 chiens" in sitting.files()["docs/a.md"].decode()

    with sitting.page.expect_navigation():
        dialog.get_by_role("button", name="Go on editing mine").click()
    area = sitting.page.locator(".vv-desk-area")
    expect(area).to_have_value("Elles rient de mes 4 chats.")
    sitting.press("Control+Enter")
    expect(sitting.page.locator("#p5")).to_contain_text("mes 4 chats")
    sitting._settle()
    sitting.press("u")
    expect(sitting.page.locator("#p5")).to_contain_text("5 chiens")
    sitting.edition.edit("docs/a.md", "de 5 chiens", "de 3 chats")
    sitting.wait_for_files(before)


@pytest.mark.browser
def test_what_is_written_is_judged_and_a_draft_survives(sitting: Sitting) -> None:
    before = sitting.files()
    sitting.be_at("p5")
    sitting.press("e")
    area = sitting.page.locator(".vv-desk-area")
    expect(area).to_have_attribute("lang", "fr")
    expect(area).to_have_attribute("dir", "ltr")
    expect(area).to_have_attribute("spellcheck", "true")
    found = sitting.page.locator(".vv-desk-edit .vv-desk-findings")
    expect(found).to_contain_text("number.lost")
    sitting.press("Control+a", "(Elles rient de 4 chats.)")
    expect(found).not_to_contain_text("number.lost")
    sitting.page.reload()
    expect(sitting.page.locator(".vv-desk-area")).to_have_value("Elles rient de 4 chats.")
    sitting.press("Escape")
    expect(sitting.page.locator(".vv-desk-area")).to_have_count(0)
    assert sitting.files() == before


@pytest.mark.browser
@pytest.mark.parametrize("width", [390, 820, 1280])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_can_be_read_and_used_by_everybody(
    sitting: Sitting,
    violations: Callable[[Page], list[str]],
    width: int,
    scheme: Literal["light", "dark"],
) -> None:
    page = sitting.page
    page.set_viewport_size({"width": width, "height": 844})
    page.emulate_media(color_scheme=scheme)
    sitting.be_at("p3")
    assert violations(page) == []
    # The dialogs that ask for something are of one kind: once is enough.
    once = ["w", "q", "i", "t", "?"] if (width, scheme) == (390, "light") else []
    for key in ("f", "s", "ArrowDown", *once, "e"):
        page.keyboard.press(key)
        page.locator(".vv-desk-dialog, .vv-desk-edit").wait_for()
        page.wait_for_timeout(300)
        assert violations(page) == []
        page.keyboard.press("Escape")
        expect(page.locator(".vv-desk-dialog, .vv-desk-edit")).to_have_count(0)
    page.set_viewport_size({"width": 1280, "height": 844})
    page.emulate_media(color_scheme="light")


@pytest.mark.browser
def test_a_screen_reader_hears_the_row_then_what_is_known_then_the_bar(sitting: Sitting) -> None:
    sitting.be_at("p3")
    told = sitting.page.locator("body").aria_snapshot()
    order = [
        'group "Paragraphe 3"',
        "Elles chantent",
        "They sing",
        'region "What is known of this row"',
        "link.lost",
        'region "Desk"',
        'progressbar "Signed off in this edition"',
        'toolbar "This row"',
        'button "Sign off"',
    ]
    places = [told.find(one) for one in order]
    assert -1 not in places, (order[places.index(-1)], told)
    assert places == sorted(places)
    focused = sitting.page.evaluate("document.activeElement.id")
    assert focused == "p3"


@pytest.mark.browser
def test_by_keys_alone(sitting: Sitting) -> None:
    sitting.be_at("p3")
    for _ in range(60):
        sitting.press("Tab")
        label = sitting.page.evaluate("document.activeElement.textContent")
        if label.startswith("Sign off"):
            break
    assert label.startswith("Sign off")
    outline = sitting.page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"


@pytest.mark.browser
def test_the_pages_keys_can_be_put_out_of_use(sitting: Sitting) -> None:
    before = sitting.files()
    sitting.be_at("p3")
    sitting.page.evaluate("visavis.local.write('keys', 'off')")
    sitting.press("a")
    sitting.page.wait_for_timeout(300)
    sitting.page.evaluate("visavis.local.write('keys', '')")
    assert sitting.files() == before


@pytest.mark.browser
def test_nothing_breaks_the_policy_of_the_pages(sitting: Sitting) -> None:
    said: list[str] = []
    sitting.page.on("console", lambda message: said.append(message.text))
    sitting.page.on("pageerror", lambda error: said.append(str(error)))
    sitting.be_at("p3")
    sitting.press("s", "Escape", "e", "Escape", "f", "Escape", "?", "Escape")
    assert [line for line in said if "favicon" not in line] == []


def test_the_published_site_knows_nothing_of_it(site: Path) -> None:
    for path in site.rglob("*"):
        if path.suffix in (".html", ".js", ".css", ".json", ".xml"):
            text = path.read_text("utf-8", errors="replace")
            assert "vv-desk" not in text, path
            assert ".desk/" not in text, path


@pytest.mark.browser
def test_a_colleague_works_in_a_file_and_sends_another_back(
    browser: Browser, sitting: Sitting, violations: Callable[[Page], list[str]], tmp_path: Path
) -> None:
    before = sitting.files()
    file = tmp_path / "a.html"
    assert sitting.edition.run("desk", "--offline", str(file), "--chapter", "a").code == 0
    context = browser.new_context(viewport={"width": 390, "height": 844}, accept_downloads=True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.goto(file.as_uri())
    assert violations(page) == []
    row = page.get_by_role("region", name="p2")
    row.get_by_label("Accept").check()
    row.get_by_role("button", name="Correct").click()
    row.get_by_label("Français, as Markdown").fill("Brest est une cité. Le maire eut une idée.")
    page.get_by_role("region", name="p4").get_by_label("Comment").fill("All of it?")
    page.wait_for_timeout(1500)  # what is kept goes to another process of the browser
    page.reload()
    expect(row.get_by_label("Accept")).to_be_checked()
    page.get_by_label("Your name").fill("Béa")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save the file").click()
    back = tmp_path / saved.value.suggested_filename
    saved.value.save_as(back)
    assert [line for line in said if "axe" not in line.lower()] == []
    context.close()

    assert back.name == "a.review.json"
    done = sitting.edition.run("review", "--from", str(back))
    assert done.code == 0, done.err
    assert sitting.edition.entry("a", "p2").name == "Béa"
    assert sitting.edition.entry("a", "p4").queries[0].text == "All of it?"
    assert "une cité" in sitting.files()["docs/a.md"].decode()
    for _ in range(3):
        assert sitting.edition.run("undo").code == 0
    assert sitting.files() == before
