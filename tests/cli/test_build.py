"""`visavis build` and `compose`: what is made anew, and what the settings leave out."""

from __future__ import annotations

from pathlib import Path

import pytest

from desk import Desk, make_desk

FR = "Un mot de plus.\n{: #p1 }\n"
EN = "A word more.\n{: #p1 }\n"
SETTINGS = """\
site_name: An edition
theme: {{name: material, language: fr}}
plugins:
  - visavis: {{{settings}}}
  - i18n:
      docs_structure: suffix
      languages:
        - {{locale: fr, name: Français, default: true}}
        - {{locale: en, name: English}}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An edition of one sentence."""
    root = tmp_path / "edition"
    root.mkdir()
    made = make_desk(root)
    made.write("index", FR, EN)
    (root / "mkdocs.yml").write_text(SETTINGS.format(settings=""), "utf-8")
    return made


def test_a_site_is_built_once_for_the_same_texts(desk: Desk) -> None:
    first = desk.run("build")
    assert first.code == 0, first.err
    made = (desk.root / "site/index.html").stat().st_ino

    again = desk.run("build")
    assert "nothing has changed" in again.out
    assert (desk.root / "site/index.html").stat().st_ino == made

    desk.edit("docs/index.md", "plus", "moins")
    assert "nothing has changed" not in desk.run("build").out
    assert "Un mot de moins" in (desk.root / "site/index.html").read_text("utf-8")


def test_what_the_settings_take_from_outside_counts(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "site_url: !ENV [VISAVIS_TRIED, 'https://a.example/']\n"
    (desk.root / "mkdocs.yml").write_text(address + SETTINGS.format(settings=""), "utf-8")
    desk.run("build")
    assert "nothing has changed" in desk.run("build").out

    monkeypatch.setenv("VISAVIS_TRIED", "https://b.example/")
    assert "nothing has changed" not in desk.run("build").out
    assert "https://b.example/" in (desk.root / "site/index.html").read_text("utf-8")


def test_a_file_of_the_site_that_somebody_has_touched_is_made_again(desk: Desk) -> None:
    desk.run("build")
    (desk.root / "site/index.html").write_text("", "utf-8")

    assert "nothing has changed" not in desk.run("build").out
    assert (desk.root / "site/index.html").read_text("utf-8")


def test_the_policy_of_the_pages_may_be_left_to_the_owner(desk: Desk) -> None:
    page = desk.root / "site/index.html"
    assert desk.run("build").code == 0
    assert "Content-Security-Policy" in page.read_text("utf-8")
    (desk.root / "mkdocs.yml").write_text(SETTINGS.format(settings="csp: false"), "utf-8")

    assert desk.run("check").code == 0
    built = desk.run("build")
    assert built.code == 0, built.err
    assert "Content-Security-Policy" not in page.read_text("utf-8")


@pytest.mark.parametrize(
    ("theme", "message"),
    [
        ("readthedocs", "has no language"),
        ("{name: material, language: de}", "de is none of the edition's languages"),
    ],
)
def test_a_theme_that_speaks_no_language_of_the_edition_is_said(
    desk: Desk, theme: str, message: str
) -> None:
    settings = f"site_name: An edition\ntheme: {theme}\nplugins: [visavis]\n"
    (desk.root / "mkdocs.yml").write_text(settings, "utf-8")

    said = desk.run("build")
    assert said.code == 2
    assert f"mkdocs.yml: theme: {message}" in said.err
    assert "`{name: material, language: …}`: en or fr" in said.err


def test_the_search_may_be_left_to_the_theme(desk: Desk) -> None:
    (desk.root / "mkdocs.yml").write_text(SETTINGS.format(settings="search: false"), "utf-8")

    assert desk.run("check").code == 0
    assert desk.run("build").code == 0


def test_a_tree_is_composed_beside_an_edition_that_git_keeps(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk.git("init")
    monkeypatch.chdir(desk.root)

    assert desk.run("compose", "../tree").code == 0
    assert "Un mot" in (desk.root.parent / "tree/docs/index.md").read_text("utf-8")
