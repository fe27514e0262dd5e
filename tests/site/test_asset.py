"""Pictures beside the texts: in either folder, and one a path."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from desk import Desk, make_desk
from imports.specimen import picture


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
        "docs_en/img/docs.png: docs/img/docs.png is another file of the same path; "
        "give each a name of its own, as docs-fr.png and docs-en.png, in both texts"
    ) in said.err


@pytest.mark.skipif(sys.platform == "win32", reason="a link needs rights there")
def test_nothing_from_outside_the_edition_is_published(desk: Desk, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret", "utf-8")
    (desk.root / "docs_en/leak.txt").symlink_to(secret)
    said = desk.run("compose", "tree")
    assert said.code == 2
    assert "docs_en/leak.txt: this leads out of the edition" in said.err
