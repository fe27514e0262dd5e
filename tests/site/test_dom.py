"""The pages of an edition of everything, element by element, beside those that are stored.

`--update` stores what is made now; the difference is for a person to read.
"""

from __future__ import annotations

import difflib
import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from pathlib import Path

import pytest

from golden import CASES
from pages import parse
from test_editions import copy

PAGES = {
    "chapter.fr": "index.html",
    "chapter.en": "en/index.html",
    "other.fr": "part/other/index.html",
    "term.fr": "glossary/commons/index.html",
    "glossary.en": "en/glossary/index.html",
    "notes.fr": "notes/index.html",
    "alignment.en": "en/alignment/index.html",
    "index.fr": "search/index.html",
}
STORED = CASES / "pages"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built site."""
    desk = copy("everything", tmp_path_factory.mktemp("dom"))
    assert desk.run("build").code == 0
    return desk.root / "site"


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_the_stored_one(name: str, site: Path, request: pytest.FixtureRequest) -> None:
    root = parse((site / PAGES[name]).read_text("utf-8"))
    article = next(element for element in root.iter("article"))
    found = [line for child in article for line in outline(child)]
    file = STORED / f"{name}.txt"
    if request.config.getoption("--update"):
        file.parent.mkdir(exist_ok=True)
        file.write_text("\n".join(found) + "\n", "utf-8")
    stored = file.read_text("utf-8").splitlines()
    assert not [*difflib.unified_diff(stored, found, lineterm="", n=1)]


def outline(element: etree.Element, depth: int = 0) -> Iterator[str]:
    """An element as lines: its attributes in order, its words, what stands in it."""
    told = "".join(f' {name}="{value}"' for name, value in sorted(element.attrib.items()))
    yield f"{' ' * depth}<{element.tag}{told}>"
    if element.tag == "script":
        return
    for text, child in ((element.text, None), *((child.tail, child) for child in element)):
        if child is not None:
            yield from outline(child, depth + 1)
        words = text if element.tag == "pre" else re.sub(r"[ \n\t]+", " ", text or "").strip(" ")
        if words:
            yield f"{' ' * (depth + 1)}{words!r}"


def test_a_site_without_an_address_has_no_map_and_says_its_name_once(site: Path) -> None:
    assert not list(site.glob("sitemap.xml*"))
    title = parse((site / "index.html").read_text("utf-8")).find(".//title")
    assert title is not None and title.text == "Tout ce que le texte peut"
