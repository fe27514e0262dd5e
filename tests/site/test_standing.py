"""Pages that stand: after any edit the site is, file for file, the one that is made afresh."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from desk import Desk, make_desk

SETTINGS = """\
site_name: An edition
site_url: https://a.example/b/
theme: {name: material, language: fr}
plugins:
  - visavis: {}
  - i18n:
      docs_structure: suffix
      languages:
        - {locale: fr, name: Français, default: true}
        - {locale: en, name: English}
"""
TERM = """languages:
  fr: {term: verger, definition: Des arbres.}
  en: {term: orchard, definition: Trees.}
"""
LEADS = """languages:
  fr: {term: banc, definition: "Voir [là](b.md#place)."}
  en: {term: bench, definition: "See [there](b.md#place)."}
"""
FR = """\
# Titre de {0}

Le verger a 12 arbres ; voir [là](b.md#place).

Un <b id="place">mot</b>.
"""
EN = """\
# Title of {0}

The orchard has 12 trees; see [there](b.md#place).

A <b id="place">word</b>.
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A home page and three chapters, of which two lead to a place in the third."""
    (tmp_path / "edition").mkdir()
    desk = make_desk(tmp_path / "edition")
    (desk.root / "mkdocs.yml").write_text(SETTINGS, "utf-8")
    for name in ("a", "b", "c"):
        desk.write(name, FR.format(name), EN.format(name))
    desk.write("index", "# Accueil\n\nUn banc.\n", "# Home\n\nA bench.\n")
    (desk.root / "glossary").mkdir()
    (desk.root / "glossary/orchard.yml").write_text(TERM, "utf-8")
    (desk.root / "glossary/bench.yml").write_text(LEADS, "utf-8")
    desk.run("stamp")
    assert desk.run("review", "--all", "--name", "Ana").code == 0
    assert build(desk, "site")
    return desk


def build(desk: Desk, folder: str) -> Mapping[str, bytes]:
    """Every file of the site, built into a folder of the edition."""
    site = desk.root / folder
    done = desk.run("build", "-d", str(site))
    assert done.code == 0, done.err
    files = (path for path in site.rglob("*") if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in files}


def list_inodes(desk: Desk) -> Mapping[str, int]:
    """By name, the file on the disk that holds it; a page by its folder."""
    site = desk.root / "site"
    found = ((path.relative_to(site).as_posix(), path.stat().st_ino) for path in site.rglob("*"))
    return {name.removesuffix("/index.html"): inode for name, inode in found}


def test_after_every_edit_the_site_is_that_which_is_made_afresh(desk: Desk) -> None:
    def hold() -> None:
        built = build(desk, "site")
        kept = (desk.root / ".cache").rename(desk.root / ".kept")
        afresh = build(desk, "afresh")
        for folder in ("afresh", ".cache"):
            shutil.rmtree(desk.root / folder)
        kept.rename(desk.root / ".cache")
        different = {name for name in {*afresh, *built} if afresh.get(name) != built.get(name)}
        assert not different

    for path, old, new in (
        ("docs/a.md", "12 arbres", "12 vieux arbres"),
        ("docs/b.md", 'id="place"', 'id="elsewhere"'),
        ("docs/b.md", "# Titre", "---\nauthor: Ana\n---\n\n# Titre"),
        ("docs_en/c.md", "Title of c", "The third"),
        ("glossary/orchard.yml", "Des arbres", "De vieux arbres"),
        ("mkdocs.yml", "site_name: An", "repo_url: https://c.example/d\nsite_name: The"),
    ):
        desk.edit(path, old, new)
        hold()
    assert desk.run("review", "--all", "--name", "Ana").code == 0
    hold()
    desk.edit("mkdocs.yml", "visavis: {}", "visavis: {pieces_from: 1}")
    hold()
    desk.edit("docs/c.md", "mot", "mot seul")
    hold()
    # The rows of all that follows have other numbers, and what they are called is another.
    desk.write("aa", FR.format("aa"), EN.format("aa"))
    desk.edit("docs_en/c.md", "The third", "The last")
    desk.edit("glossary/orchard.yml", "term: verger", "term: verger, variants: [mot seul]")
    assert desk.run("stamp").code == 0
    hold()
    for folder, ending in (("docs", "md"), ("docs_en", "md"), ("alignment", "jsonl")):
        (desk.root / folder / f"b.{ending}").rename(desk.root / folder / f"d.{ending}")
    for file in [*desk.root.glob("docs*/*.md"), desk.root / "glossary/bench.yml"]:
        file.write_text(file.read_text("utf-8").replace("b.md", "d.md"), "utf-8")
    hold()
    (desk.root / "site/a/index.html").write_text("touched by hand", "utf-8")
    (desk.root / "docs/c.md").unlink()
    (desk.root / "docs_en/c.md").unlink()
    hold()


def test_only_pages_that_say_something_else_are_made(desk: Desk) -> None:
    before = list_inodes(desk)
    desk.edit("docs/a.md", "12 arbres", "12 arbres et")
    build(desk, "site")
    after = list_inodes(desk)
    made = {page for page in after if after[page] != before.get(page)}
    assert {"a", "en/a"} <= made
    assert made.isdisjoint({"b", "c", "en/b", "en/c", "rules", "glossary", "glossary/bench"})


def test_only_pieces_of_the_search_that_say_something_else_are_made(desk: Desk) -> None:
    desk.edit("mkdocs.yml", "visavis: {}", "visavis: {pieces_from: 1}")
    build(desk, "site")
    before = list_inodes(desk)
    desk.edit("docs/c.md", "mot", "mot seul")
    build(desk, "site")
    after = list_inodes(desk)
    made = {name for name in after if "." in name and after[name] != before.get(name)}
    pieces = {name for name in made if name.startswith(("search/forms/", "search/entries/"))}
    # What begins as the new word does, and the rows around it.
    assert pieces == {"search/forms/fr-73.json", "search/entries/1.json"}


def test_pages_that_share_a_title_share_their_sheet_in_every_build(desk: Desk) -> None:
    """Without an address of the site nothing else tells the sheets for paper apart."""
    desk.edit("mkdocs.yml", "site_url: https://a.example/b/\n", "")
    for path, title in (("docs/b.md", "# Titre de b"), ("docs_en/b.md", "# Title of b")):
        desk.edit(path, title, title.replace(" b", " a"))
    build(desk, "site")
    desk.edit("docs/c.md", "mot", "mot seul")
    sheets = [name for name in build(desk, "site") if name.startswith("assets/visavis/paper/")]
    assert sheets
