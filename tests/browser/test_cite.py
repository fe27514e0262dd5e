"""A row and a range are cited in four forms, copied and downloaded, in both interfaces."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from playwright.sync_api import Page, expect

from chapters import chapter
from csl import check_item
from harness import Visit
from pages import edition, interface
from visavis.publication import describe_citation

pytestmark = pytest.mark.browser

CHAPTER = {"fr": "partner-state/", "en": "en/partner-state/"}
KNOWN = "https://edition.example/edition/"
SAID = {
    "fr": {
        "title": "Citer les paragraphes 4 à 5",
        "button": "citer le paragraphe 5",
        "copied": "Citation copiée.",
        "reconstruction": "texte reconstitué à partir de l’autre, et non les mots de l’auteur",
        "date": "édition 0.1.0, 23 novembre 2026",
        "licence": "licence\u202f: non indiquée dans la source",
        "form": "Texte",
    },
    "en": {
        "title": "Cite paragraphs 4 to 5",
        "button": "cite paragraph 5",
        "copied": "Citation copied.",
        "reconstruction": "reconstructed from the other text, not the author’s own words",
        "date": "edition 0.1.0, 23 November 2026",
        "licence": "licence: not stated in the source",
        "form": "Text",
    },
}


def form(page: Page, name: str) -> str:
    """The citation in one of the forms."""
    page.locator("dialog").get_by_role("radio", name=name).check()
    return page.locator("dialog").get_by_role("textbox").input_value()


@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
@pytest.mark.parametrize("tag", CHAPTER)
def test_a_range_is_cited_with_both_texts_and_everything_known_of_them(
    tag: str,
    width: int,
    scheme: str,
    visit: Visit,
    violations: Callable[[Page], list[str]],
) -> None:
    page = visit(f"{CHAPTER[tag]}?view=reveal#p4..p5", width=width, scheme=scheme)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    said = SAID[tag]
    button = page.get_by_role("button", name=said["button"], exact=True)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("dialog", name=said["title"])).to_be_visible()
    assert violations(page) == []
    permalink = f"{KNOWN}{CHAPTER[tag]}#p4..p5"

    items = json.loads(form(page, "CSL-JSON"))
    for item in items:
        check_item(item)
        assert item["URL"] == permalink
        assert item["section"] == "4–5"
        first, second = item["abstract"].split("\n\n")
        assert len(first) > 200 < len(second)
        assert not re.search(r"\d", first), "the call of a note is not the author's word"
    assert [item["language"] for item in items] == list(dict.fromkeys([tag, *CHAPTER]))
    by_language = {item["language"]: item for item in items}
    assert by_language["fr"]["translator"][0] == {"literal": "Framalang"}
    assert said["reconstruction"].casefold() in by_language["en"]["note"].casefold()

    texts = [item["abstract"] for item in items]
    plain = form(page, said["form"])
    assert all(text in plain for text in texts)
    for piece in ("reconstruction", "date", "licence"):
        assert said[piece] in plain, piece
    assert permalink in plain
    markdown = form(page, "Markdown")
    assert "*commoners*" in markdown
    assert f"<{permalink}>" in markdown
    bibtex = form(page, "BibTeX")
    assert re.findall(r"@incollection\{([^,]+),", bibtex) == [item["id"] for item in items]

    page.get_by_role("button", name=re.compile("Cop")).click()
    expect(page.locator("dialog .vv-say")).to_have_text(said["copied"])
    assert page.evaluate("navigator.clipboard.readText()") == bibtex
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("Télécharger|Download")).click()
    assert download.value.suggested_filename == "bauwens-partner-state-p4-p5.bib"
    assert Path(download.value.path()).read_text("utf-8") == bibtex

    # A range can be made here too, without a mouse or a second finger.
    page.get_by_role("combobox").select_option("6")
    assert f"{permalink[:-2]}p6" in form(page, "Markdown")
    page.keyboard.press("Escape")
    expect(page.locator(".vv-dialog")).to_be_hidden()
    expect(button).to_be_focused()


def test_what_the_edition_says_itself_is_nobody_elses(visit: Visit) -> None:
    page = visit("", width=390)
    page.locator("#p6 .vv-cite").click()
    for item in json.loads(form(page, "CSL-JSON")):
        check_item(item)
        assert not {"author", "original-author", "translator", "publisher"} & set(item)
        assert item["note"] == "Licence\u202f: CC BY-SA 4.0"
    # Outside of the dialog is outside of it.
    page.mouse.click(5, 5)
    expect(page.locator(".vv-dialog")).to_be_hidden()
    page.locator("#p3 .vv-cite").click()
    assert form(page, "BibTeX").count("author = {Bauwens, Michel}") == 1


def test_without_a_script_nothing_promises_to_cite(visit: Visit) -> None:
    page = visit(CHAPTER["fr"], js=False)
    expect(page.locator("#p4 .vv-cite")).to_be_hidden()
    expect(page.locator("#p4 .vv-number")).to_be_visible()


TEXTS = chapter("# Un\n", "# One\n")
WORDS = describe_citation(TEXTS, interface(edition(TEXTS)), "x")["words"]
NAMES = {"\\textbackslash{}": "\\", "\\textbraceleft{}": "{", "\\textbraceright{}": "}"}
NAMES |= {"\\textasciitilde{}": "~", "\\textasciicircum{}": "^", "~": "\u00a0", "\\,": "\u202f"}
texts = st.text(
    st.characters(codec="utf-8", exclude_categories=["C", "Z"])
    | st.sampled_from("\\{}~^$&%#_\u00a0\u202f *[]<>`|1.-+")
).map(lambda text: " ".join(text.split(" ")).strip(" \u00a0\u202f") or "x")


def passage(text: str) -> dict[str, Any]:
    """A passage whose every part is this text."""
    item = {
        "type": "chapter",
        "language": "fr",
        "author": [{"family": text, "given": text}],
        "translator": [{"literal": text}],
        "title": text,
        "container-title": text,
        "publisher": text,
    }
    one = {"item": item, "name": "x", "licence": "x", "reconstruction": False}
    return {
        "chapter": text,
        "ids": ["p1", "p1"],
        "places": ["1", "1"],
        "url": "https://edition.example/%7Ba%7D_b/#p1",
        "language": "fr",
        "words": WORDS,
        "texts": [{**one, "plain": text, "markdown": text}],
    }


WRITE = """passage => {
    const { forms, escapeMarkdown } = visavisCitation;
    return [forms.bib(passage), escapeMarkdown(passage.chapter)];
}"""


def balanced(value: str) -> bool:
    """Whether BibTeX, which counts every brace, finds the end of a value where it is."""
    depth = 0
    for sign in value:
        depth += {"{": 1, "}": -1}.get(sign, 0)
        if depth < 0:
            return False
    return depth == 0


def from_tex(value: str) -> str:
    """What TeX makes of an escaped text."""
    names = "|".join(map(re.escape, NAMES))
    return re.sub(rf"{names}|\\([$&%#_])", lambda found: NAMES.get(found[0], found[0][1:]), value)


def test_no_text_breaks_bibtex_or_markdown(visit: Visit) -> None:
    page = visit(CHAPTER["fr"])
    page.add_script_tag(url="../assets/visavis/citation.js")
    render = MarkdownIt("commonmark")

    @settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
    @given(texts)
    def law(text: str) -> None:
        bibtex, markdown = page.evaluate(WRITE, passage(text))
        fields = dict(re.findall(r"^  (\w+) = \{(.*)\},$", bibtex, re.MULTILINE))
        assert all(map(balanced, fields.values()))
        assert from_tex(fields["title"][1:-1]) == text
        assert from_tex(fields["publisher"]) == text
        assert from_tex(fields["abstract"]) == text
        assert fields["url"] == "https://edition.example/%7Ba%7D_b/#p1"
        assert re.fullmatch(r"@incollection\{[a-z0-9-]+,", bibtex.splitlines()[0])
        read = render.parse(markdown)[1].children or []
        assert [piece.content for piece in read] == [text]

    law()


@pytest.mark.parametrize("path", ["", "crisis-of-value/"])
def test_the_way_to_cite_stays_within_its_row(path: str, visit: Visit) -> None:
    page = visit(path, width=1280)
    out = page.locator(".vv-pair").evaluate_all(
        """rows => rows.filter(row => row.querySelector('.vv-cite').getBoundingClientRect().bottom
            > row.getBoundingClientRect().bottom).map(row => row.id)"""
    )
    assert out == []


def test_a_row_without_words_is_cited_too(visit: Visit) -> None:
    page = visit(CHAPTER["fr"], width=1280)
    page.evaluate(
        """for (const side of document.querySelectorAll("#p4 .vv-side"))
            side.replaceChildren(document.createElement("p"))"""
    )
    page.locator("#p4 .vv-cite").click()
    assert form(page, "BibTeX").count("author = {Bauwens, Michel}") == 1
    with page.expect_download() as download:
        page.get_by_role("button", name=re.compile("Télécharger|Download")).click()
    assert download.value.suggested_filename == "bauwens-partner-state-p4.bib"
