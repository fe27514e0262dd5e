"""The same site under other hosts than MkDocs: its fork ProperDocs, and Zensical."""

from __future__ import annotations

import filecmp
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


def run(module: str, *arguments: str, folder: Path) -> None:
    """Run a host, which must not complain."""
    command = [sys.executable, "-m", module, *arguments]
    ran = subprocess.run(command, cwd=folder, capture_output=True, text=True)
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
    site = built.root / "tree" / "site"
    pages = [name for name in files(built.root / "site") if name.endswith("index.html")]
    assert len(pages) > 15
    for name in pages:
        ours, theirs = (parse((s / name).read_text("utf-8")) for s in (built.root / "site", site))
        for kind in ("vv-pair", "vv-notes", "vv-glossary", "vv-uses", "vv-alignment", "vv-entry"):
            found = [by_class(root, kind) for root in (ours, theirs)]
            told = [[" ".join(text(e).split()) for e in each] for each in found]
            assert told[0] == told[1], name
            links = [[a.get("href") for e in each for a in e.iter("a")] for each in found]
            assert links[0] == links[1], name
