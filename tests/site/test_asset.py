"""Pictures beside the texts: in either folder, and one a path."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desk import Desk, make_desk
from imports.specimen import picture
from visavis.asset import KINDS, is_taken

DRAWING = """<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"><script>alert(1)</script>
<image href="//evil.example/x.png"/><rect width="1" height="1"/></svg>"""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An edition of one row, a picture with the text of each side; they differ."""
    desk = Desk(tmp_path / "edition")
    make_desk(tmp_path).run("new", str(desk.root), "--source", "en", "--target", "fr")
    desk.run("stamp")
    for folder, shade in (("docs", 1), ("docs_en", 2)):
        (desk.root / folder / "img").mkdir(parents=True)
        (desk.root / folder / f"img/{folder}.png").write_bytes(picture(shade))
    desk.write(
        "part/a", "![Un](../img/docs.png)\n{: #p1 }\n", "![A](../img/docs_en.png)\n{: #p1 }\n"
    )
    (desk.root / "docs_en/img/.hidden").write_text("", "utf-8")
    return desk


def test_the_site_shows_the_pictures_of_both_folders(desk: Desk) -> None:
    said = desk.run("build")
    assert said.code == 0, said.err
    site = desk.root / "site"
    assert (site / "img/docs.png").read_bytes() == picture(1)
    assert (site / "img/docs_en.png").read_bytes() == picture(2)
    assert not (site / "img/.hidden").exists()
    for page in ("part/a/index.html", "en/part/a/index.html"):
        html = (site / page).read_text("utf-8")
        up = "../" * page.count("/")
        for name in ("docs", "docs_en"):
            assert f'src="{up}img/{name}.png"' in html


def test_the_composed_tree_has_them(desk: Desk) -> None:
    assert desk.run("compose", str(desk.root / "tree")).code == 0
    assert (desk.root / "tree/docs/img/docs.png").read_bytes() == picture(1)
    assert (desk.root / "tree/docs/img/docs_en.png").read_bytes() == picture(2)


@pytest.mark.parametrize("command", [["build"], ["compose", "tree"]])
def test_one_path_for_two_pictures_is_refused(desk: Desk, command: list[str]) -> None:
    (desk.root / "docs_en/img/docs.png").write_bytes(picture(3))
    said = desk.run(*command)
    assert said.code == 2
    assert (
        "docs_en/img/docs.png:1: file.taken: docs/img/docs.png is another file of the same path; "
        "give each a name of its own, as docs-en.png and docs-fr.png, in both texts"
    ) in desk.run("check").out


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs rights there")
def test_nothing_from_outside_the_edition_is_published(desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    (desk.root / "docs_en/leak.txt").symlink_to(secret)
    said = desk.run("check")
    assert "this leads out of the edition" in said.out
    assert desk.run("build").code == 0
    assert not (desk.root / "site/leak.txt").exists()


def test_what_may_run_is_not_published_and_check_says_so(desk: Desk) -> None:
    for name in ("x.xml", "x.xht", "x.shtml", "x.html.fr", "x.html", "x.php", "x.js"):
        (desk.root / "docs" / name).write_text("<script>alert(1)</script>\n\x1b[31m", "utf-8")
    (desk.root / "docs_en/draw.svg").write_text(DRAWING, "utf-8")
    said = desk.run("check")
    assert (said.code, said.out.count("file.unpublished")) == (0, 7)
    assert "\x1b" not in said.out
    assert desk.run("build").code == 0
    site = desk.root / "site"
    assert not list(site.glob("x*"))
    drawn = (site / "draw.svg").read_text("utf-8")
    assert "<rect" in drawn
    assert "evil" not in drawn and "script" not in drawn and "onload" not in drawn


def test_the_owners_scripts_are_published(desk: Desk) -> None:
    config = desk.root / "mkdocs.yml"
    config.write_text(config.read_text("utf-8") + "extra_javascript: [own.js]\n", "utf-8")
    (desk.root / "docs/own.js").write_text("1;", "utf-8")
    assert "file.unpublished" not in desk.run("check").out
    assert desk.run("build").code == 0
    assert (desk.root / "site/own.js").read_text("utf-8") == "1;"


def test_no_file_beside_the_texts_can_take_the_place_of_a_built_one(desk: Desk) -> None:
    desk.write("note", "Un[^1].\n{: #p1 }\n\n[^1]: N.\n", "A[^1].\n{: #p1 }\n\n[^1]: N.\n")
    assert desk.run("build").code == 0, desk.run("build").err
    site = desk.root / "site"
    for file in site.rglob("*"):
        name = file.relative_to(site).as_posix()
        if file.is_file() and not name.startswith("img/"):
            assert is_taken(name) or file.suffix[1:] not in KINDS, name


@pytest.mark.skipif(sys.platform == "win32", reason="no file has such a name there")
def test_a_chapter_whose_name_is_no_address_is_named_once_with_a_name_that_is(desk: Desk) -> None:
    for name in ("Deux: Le Pont", "v1.bis", "😀"):
        desk.write(name, "Un.\n", "A.\n")
    said = [line for line in desk.run("check").out.splitlines() if "file.taken" in line]
    spaced = [line for line in desk.run("check").out.splitlines() if "file.name" in line]
    assert not spaced
    assert [line.partition(":1: ")[0] for line in said] == [
        "docs/Deux: Le Pont.md",
        "docs/v1.bis.md",
        "docs/😀.md",
    ]
    ends = [line.rpartition("; ")[2] for line in said]
    assert ends[0] == "call it deux-le-pont.md in both folders, then run `visavis stamp`"
    assert ends[1].startswith("call it v1-bis.md ")
    assert ends[2] == "give the chapter another name, in both folders"


def test_a_lost_picture_is_never_taken_for_a_chapter(desk: Desk) -> None:
    desk.write("part/a1", "Un.\n{: #p1 }\n", "A.\n{: #p1 }\n")
    shown = "![Un]({})\n{{: #p1 }}\n"
    desk.write("part/a", shown.format("a1.png"), shown.format("../img/docs_fr.png"))
    out = desk.run("check").out
    assert "a1.png leads nowhere: there is no such file; put it there, or mend the address" in out
    assert "docs_fr.png leads nowhere: there is no such file; write ../img/docs.png if" in out
