"""`visavis build` and `compose`: what is made anew, and what the settings leave out."""

from __future__ import annotations

import re
import socket
import subprocess
import sys
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


def run_program(*arguments: str) -> str:
    """What the command, in a process of its own, says on its second stream."""
    command = [sys.executable, "-m", "visavis", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


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


def files_of(desk: Desk) -> dict[Path, bytes]:
    files = (path for path in desk.root.parent.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files if ".cache" not in path.parts}


@pytest.mark.parametrize("way", [(), ("--offline",)])
@pytest.mark.parametrize(
    "folder",
    [".", "..", "/", "docs", "docs/site", "alignment", "glossary/new", "other", "checkout"],
)
def test_a_site_takes_the_place_of_no_other_files(
    desk: Desk, folder: str, way: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    (desk.root / "other").mkdir()
    (desk.root / "other/index.html").write_text("Somebody's own.", "utf-8")
    (desk.root / "checkout/.git").mkdir(parents=True)
    (desk.root / "checkout/alignment.json").write_text("{}", "utf-8")
    before = files_of(desk)
    monkeypatch.chdir(desk.root)
    done = desk.run("build", "-d", folder, *way)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"visavis: {folder}: ")
    assert done.err.endswith("name a new folder with -d\n")
    assert files_of(desk) == before


def test_a_site_takes_the_place_of_an_older_one(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk.root)
    (desk.root / "empty").mkdir()
    for folder in ("new", "empty", "new"):
        assert desk.run("build", "-d", folder).code == 0
        desk.edit("docs/index.md", "Un", "Un autre")


@pytest.mark.parametrize(
    "file",
    ["mkdocs.yml", "docs/index.md", "docs_en/new.md", "alignment/index.jsonl", "glossary/a.yml"],
)
def test_an_export_takes_the_place_of_no_text(
    desk: Desk, file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk.root)
    before = files_of(desk)
    done = desk.run("export", "tmx", "-o", file)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"visavis: {file}: the edition is made of such files; name another file\n"
    assert files_of(desk) == before
    assert desk.run("export", "tmx", "-o", "docs/index.tmx").code == 0


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


def test_what_the_host_says_is_said_once(desk: Desk) -> None:
    with (desk.root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("nav: [index.md, /elsewhere/]\n")
        settings.write("validation: {nav: {absolute_links: warn}}\n")
    told = run_program("-C", str(desk.root), "build")
    warning, error = told.splitlines()
    assert "/elsewhere/" in warning
    assert error == "visavis: the site was not built; the lines above say why"


@pytest.mark.parametrize(
    ("theme", "message"),
    [
        ("readthedocs", "has no language"),
        ("{name: readthedocs, language: en}", "it has no such pages"),
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


@pytest.mark.parametrize(
    ("port", "said"), [("99999", "there is no port 99999"), ("", "nothing can")]
)
def test_a_preview_says_before_it_builds_that_it_has_no_port(
    desk: Desk, port: str, said: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        address = f"127.0.0.1:{port or taken.getsockname()[1]}"
        done = desk.run("serve", "-a", address)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"visavis: {said}")
    assert "-a 127.0.0.1:" in done.err


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("- visavis: {}", "- search", "plugins: visavis is not among them; add it to the list"),
        (
            "suffix",
            "folder",
            "plugins.i18n.docs_structure: folder is for texts in one folder; here each side has "
            "its own; write suffix",
        ),
        (
            "locale: en",
            "locale: de",
            "plugins.i18n.languages: de is none of the edition's languages; those are en and fr",
        ),
    ],
)
def test_plugins_that_would_make_another_site_are_said_by_check_too(
    desk: Desk, old: str, new: str, said: str
) -> None:
    desk.edit("mkdocs.yml", old, new)
    for command in ("check", "build"):
        done = desk.run(command)
        assert done.code == 2
        assert re.fullmatch(rf"visavis: mkdocs\.yml:\d+: {re.escape(said)}\n", done.err)
