"""The same site under other hosts: MkDocs' fork, Material's fork, and Zensical."""

from __future__ import annotations

import filecmp
import os
import subprocess
import sys
from pathlib import Path

import pytest

from desk import Desk
from pages import by_class, parse, text
from test_editions import copy

EVERYTHING = "everything"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    """An edition of everything, with its site in `site`."""
    desk = copy(EVERYTHING, tmp_path_factory.mktemp("hosts"))
    assert desk.run("build").code == 0
    return desk


def run(module: str, *arguments: str, folder: Path, packages: str = "") -> None:
    """Run a host, which must not complain; `packages` is a folder of some that come first."""
    command = [sys.executable, "-m", module, *arguments]
    env = {**os.environ, "PYTHONPATH": packages}
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True, env=env)
    assert ran.returncode == 0, ran.stdout + ran.stderr


def files(folder: Path) -> list[str]:
    """Every file below a folder."""
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


@pytest.mark.slow
def test_properdocs_makes_the_same_files(built: Desk) -> None:
    run("properdocs", "build", "--quiet", "--site-dir", "other", folder=built.root)
    ours, theirs = built.root / "site", built.root / "other"
    assert files(ours) == files(theirs)
    _, differing, failed = filecmp.cmpfiles(ours, theirs, files(ours), shallow=False)
    # The time of the build stands in the sitemap, and its digest in no file that is kept.
    assert {*differing, *failed} <= {"sitemap.xml", "sitemap.xml.gz"}


@pytest.mark.slow
def test_zensical_shows_the_rows_the_notes_and_the_links_of_the_tree(built: Desk) -> None:
    assert built.run("compose", str(built.root / "tree")).code == 0
    run("zensical", "build", folder=built.root / "tree")
    shows_the_same(built.root / "site", built.root / "tree" / "site")


@pytest.mark.slow
def test_the_fork_of_material_shows_the_rows_the_notes_and_the_links(built: Desk) -> None:
    packages = os.environ.get("MATERIALX")
    if not packages:
        pytest.skip("MATERIALX names no folder with MaterialX, as scripts/test.py has it")
    settings = (built.root / "mkdocs.yml").read_text("utf-8")
    named = settings.replace("name: material\n", "name: materialx\n")
    assert named != settings
    (built.root / "fork.yml").write_text(named, "utf-8")
    build = ["build", "--quiet", "--strict", "--config-file", "fork.yml", "--site-dir", "fork"]
    run("mkdocs", *build, folder=built.root, packages=packages)
    shows_the_same(built.root / "site", built.root / "fork")


def shows_the_same(ours: Path, theirs: Path) -> None:
    """Hold that every page of ours is there, with the same rows, notes and links."""
    pages = [name for name in files(ours) if name.endswith("index.html")]
    assert len(pages) > 15
    for name in pages:
        roots = [parse((site / name).read_text("utf-8")) for site in (ours, theirs)]
        for kind in ("vv-pair", "vv-notes", "vv-glossary", "vv-uses", "vv-alignment", "vv-entry"):
            found = [by_class(root, kind) for root in roots]
            told = [[" ".join(text(e).split()) for e in each] for each in found]
            assert told[0] == told[1], name
            links = [[a.get("href") for e in each for a in e.iter("a")] for each in found]
            assert links[0] == links[1], name
