"""Nothing is read or written outside the edition, whatever stands in it as a link."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from desk import Desk, make_desk
from visavis.store import Cache
from visavis.store.cache import FOLDER

pytestmark = pytest.mark.skipif(os.name == "nt", reason="links need a right there that few have")


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    (tmp_path / "edition").mkdir()
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "kept").write_text("kept")
    desk = make_desk(tmp_path / "edition")
    desk.write("a", "Un *mot* clair.\n", "A clear *word*.\n")
    return desk


def outside(desk: Desk) -> dict[str, str]:
    """What stands beside the edition."""
    return {p.name: p.read_text() for p in (desk.root.parent / "outside").iterdir()}


@pytest.mark.parametrize(
    "link",
    [
        ".cache",
        FOLDER,
        f"{FOLDER}/findings.json",
        f"{FOLDER}/.gitignore",
        f"{FOLDER}/glossary.json",
    ],
)
@pytest.mark.parametrize("inside", [False, True])
def test_a_cache_behind_a_link_is_none(desk: Desk, link: str, inside: bool) -> None:
    place = desk.root / link
    place.parent.mkdir(parents=True, exist_ok=True)
    is_file = place.suffix == ".json" or place.name == ".gitignore"
    target = desk.root / "docs_en" if inside else desk.root.parent / "outside"
    place.symlink_to(target / ("a.md" if inside else "kept") if is_file else target)
    before = outside(desk), desk.files()
    assert desk.run("stamp").code == 0
    assert desk.run("check").code == 0
    assert outside(desk) == before[0]
    assert [p.name for p in (desk.root / "docs_en").iterdir()] == ["a.md"]


@pytest.mark.parametrize("name", [".visavis.lock", ".visavis.journal", "alignment/a.jsonl"])
def test_nothing_is_written_through_a_link_outward(desk: Desk, name: str) -> None:
    place = desk.root / name
    place.parent.mkdir(exist_ok=True)
    place.symlink_to(desk.root.parent / "outside" / "kept")
    said = desk.run("stamp")
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert name in said.err
    assert outside(desk) == {"kept": "kept"}


def test_nothing_is_written_through_a_link_inside(desk: Desk) -> None:
    (desk.root / "more").mkdir()
    (desk.root / "docs" / "a.md").rename(desk.root / "more" / "text")
    (desk.root / "docs" / "a.md").symlink_to("../more/text")
    before = desk.files()
    said = desk.run("stamp")
    assert said.err == (
        "visavis: docs/a.md: this is a link, and nothing is written through one; "
        "put the file itself here\n"
    )
    assert desk.files() == before


def test_a_folder_that_is_a_link_is_not_written_to(desk: Desk) -> None:
    (desk.root / "records").mkdir()
    (desk.root / "alignment").symlink_to("records")
    assert "alignment: this is a link, and nothing is written" in desk.run("stamp").err
    assert not list((desk.root / "records").iterdir())


@pytest.mark.parametrize("folder", ["docs", "docs_en", "glossary", "alignment"])
def test_a_name_that_is_not_utf8_is_one_clear_line(desk: Desk, folder: str) -> None:
    (desk.root / folder).mkdir(exist_ok=True)
    (desk.root / folder / os.fsdecode(b"caf\xe9.png")).touch()
    said = desk.run("check")
    assert (said.code, said.err.count("\n")) == (2, 1)
    assert "the name is not UTF-8" in said.err


def test_a_cache_that_git_tracks_is_not_read(desk: Desk) -> None:
    kept = Cache(desk.root, "links", "1")
    kept.put("a", 1)
    kept.save()
    desk.git("init")
    assert Cache(desk.root, "links", "1").get("a") == 1
    desk.git("add", "-f", FOLDER)
    assert Cache(desk.root, "links", "1").get("a") is None
    desk.git("rm", "-rq", "--cached", FOLDER)
    assert Cache(desk.root, "links", "1").get("a") == 1


def test_git_of_a_repository_above_is_asked(tmp_path: Path) -> None:
    root = tmp_path / "books" / "one"
    root.mkdir(parents=True)
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    kept = Cache(root, "links", "1")
    kept.put("a", 1)
    kept.save()
    subprocess.run(["git", "-C", root, "add", "-f", "."], check=True)
    assert Cache(root, "links", "1").get("a") is None


def test_a_cache_that_somebody_has_changed_is_an_empty_one(desk: Desk) -> None:
    kept = Cache(desk.root, "links", "1")
    kept.put("a", 1)
    kept.save()
    file = desk.root / FOLDER / "links.json"
    file.write_text(file.read_text().replace('"a":1', '"a":2'))
    assert Cache(desk.root, "links", "1").get("a") is None
