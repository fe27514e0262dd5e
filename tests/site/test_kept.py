"""What is kept of pages: after any edit they are those that would be made afresh."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from desk import Desk, make_desk
from visavis.edition import open_edition
from visavis.publication import Addresses, Interface, publish
from visavis.settings import read_project
from visavis.side import Side
from visavis.site.kept import KeptPages
from visavis.site.page import Page
from visavis.site.pages import ChapterPages, list_pages
from visavis.site.pages.chapter import _Chapter

TERM = """languages:
  fr: {term: verger, definition: "Des arbres, voir [ici](b.md#place)."}
  en: {term: orchard, definition: "Trees, see [here](b.md#place)."}
"""
FR = (
    "# Titre de {0}\n{{: #p1 }}\n\nLe verger a 12 arbres ; voir [là](b.md#place).\n"
    "{{: #p2 }}\n\nUn autre verger[^n].\n{{: #p3 }}\n\n[^n]: Une note.\n"
)
EN = (
    "# Title of {0}\n{{: #p1 }}\n\nThe orchard has 12 trees; see [there](b.md#place).\n"
    "{{: #p2 }}\n\nAnother orchard[^n].\n{{: #p3 }}\n\n[^n]: A note.\n"
)
SOURCE = "language: en, folder: docs_en, name: English, notice: {fr: Une copie}"
NOTICE = f"plugins: [{{visavis: {{source: {{{SOURCE}}}}}}}]\n"
PLACE = '\nUn <b id="place">mot</b>.\n{: #p4 .alone }\n'


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Three chapters whose texts lead to a place in one of them, and a term."""
    desk = make_desk(tmp_path)
    for name in ("a", "b", "index"):
        desk.write(name, FR.format(name), EN.format(name))
    (tmp_path / "docs/b.md").write_text(FR.format("b") + PLACE, "utf-8")
    (tmp_path / "glossary").mkdir()
    (tmp_path / "glossary/orchard.yml").write_text(TERM, "utf-8")
    desk.run("stamp")
    assert desk.run("review", "--all", "--name", "Ana").code == 0
    return desk


def list_bodies(desk: Desk, *, kept: bool) -> Iterator[tuple[str, str]]:
    """Every page's name and language with what stands on it."""
    published = publish(open_edition(read_project(desk.root)))
    keeper = KeptPages(published) if kept else None
    for side in Side:
        shown = Interface(published, side, Addresses("fr"))
        pages = list_pages(shown, ChapterPages({}, lambda: "Une édition", kept=keeper))
        for page in pages:
            yield f"{page.name} {shown.language}", _tell(page)


def _tell(page: Page) -> str:
    body = page.make()
    return f"{body.html}\n{body.headings}"


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts the chapters that are laid out."""
    times: Counter[str] = Counter()
    make = _Chapter.make

    def counted(page: _Chapter, *given: object) -> object:
        times[page.chapter.name] += 1
        return make(page, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(_Chapter, "make", counted)
    return times


def test_only_what_an_edit_has_touched_is_made_again(desk: Desk, made: Counter[str]) -> None:
    before = dict(list_bodies(desk, kept=True))
    assert made == {"a": 2, "b": 2, "index": 2}
    made.clear()
    assert dict(list_bodies(desk, kept=True)) == before
    assert made == {"index": 2}
    made.clear()
    desk.edit("docs/a.md", "12 arbres", "12 vieux arbres")
    dict(list_bodies(desk, kept=True))
    assert made == {"index": 2, "a": 2}


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("docs/a.md", "12 arbres", "12 vieux arbres"),
        ("docs/b.md", "# Titre de b", "# Le titre"),
        ("docs_en/b.md", "Another orchard", "Another garden"),
        ("docs/b.md", 'id="place"', 'id="elsewhere"'),
        ("docs/b.md", "{: #p3 }", "{: #p9 }"),
        ("docs/a.md", "[^n]: Une note.", "[^n]: Une autre note."),
        ("docs/a.md", "# Titre", "---\nuntranslated: true\n---\n\n# Titre"),
        ("glossary/orchard.yml", "Des arbres", "De vieux arbres"),
        ("glossary/orchard.yml", "term: verger", "term: autre"),
        ("mkdocs.yml", "site_name", f"{NOTICE}site_name"),
    ],
)
def test_after_an_edit_pages_are_those_made_afresh(
    desk: Desk, path: str, old: str, new: str
) -> None:
    before = dict(list_bodies(desk, kept=True))
    desk.edit(path, old, new)
    afresh = dict(list_bodies(desk, kept=False))
    assert dict(list_bodies(desk, kept=True)) == afresh != before


def test_what_was_signed_off_since_is_said(desk: Desk) -> None:
    desk.edit("docs/a.md", "12 arbres", "12 vieux arbres")
    before = dict(list_bodies(desk, kept=True))
    assert "vv-changed" in before["a fr"]
    assert desk.run("review", "--all", "--name", "Ana").code == 0
    afresh = dict(list_bodies(desk, kept=False))
    assert dict(list_bodies(desk, kept=True)) == afresh != before


def test_what_was_damaged_is_made_again(desk: Desk, made: Counter[str]) -> None:
    before = dict(list_bodies(desk, kept=True))
    for name in ("pages/fr/a", "quotes/fr/orchard"):
        file = desk.root / f".cache/visavis/{name}.json"
        file.write_text(file.read_text("utf-8").replace("verger", "danger"), "utf-8")
    made.clear()
    assert dict(list_bodies(desk, kept=True)) == before
    assert made == {"index": 2, "a": 1}
