"""A page that is made when it is asked for is the one that a build would make."""

from __future__ import annotations

import difflib
import re
from pathlib import Path

from served_desk import make_whole
from visavis.edition import open_edition
from visavis.settings import read_project
from visavis.site.live import LiveSite

FR = "# Brest\n{: #p1 }\n\nElles chantent[^1]. Elles rient.\n{: #p2 }\n\n[^1]: Oui.\n"
EN = "# Brest\n{: #p1 }\n\nThey sing[^1]. They laugh.\n{: #p2 }\n\n[^1]: Yes.\n"
_ONLY_BUILT = re.compile(
    r' data-worker="[^"]*"| data-sentences="[^"]*"|<meta http-equiv="Content-Security[^>]*>\s*'
)
"""A policy is said by the server; a worker would keep what is edited; sentences wait."""


def _same(built: str, live: str) -> list[str]:
    one, other = (_ONLY_BUILT.sub("", html).splitlines() for html in (built, live))
    return [line for line in difflib.unified_diff(one, other, n=0) if line[:1] in "+-"]


def test_every_page_is_the_built_one(tmp_path: Path) -> None:
    edition = tmp_path / "edition"
    edition.mkdir()
    desk = make_whole(edition)
    desk.write("index", "# Accueil\n{: #p1 }\n", "# Home\n{: #p1 }\n")
    desk.write("a/b", FR, EN)
    assert desk.run("stamp").code == 0
    assert desk.run("build").code == 0
    folder = tmp_path / "live"
    folder.mkdir()
    live = LiveSite(desk.root, folder)
    live.show(open_edition(read_project(desk.root)))

    pages = list((desk.root / "site").rglob("index.html"))
    assert len(pages) > 8
    for path in pages:
        address = path.relative_to(desk.root / "site").parent.as_posix()
        address = "" if address == "." else f"{address}/"
        made = live.page(address)
        assert made is not None, address
        assert _same(path.read_text("utf-8"), made) == [], address
    assert live.chapter_at("en/a/b/") == "a/b"
    assert live.page("a/") is None


def test_what_is_edited_is_shown(tmp_path: Path) -> None:
    edition = tmp_path / "edition"
    edition.mkdir()
    desk = make_whole(edition)
    desk.edit("mkdocs.yml", "  - visavis\n", "  - visavis: {downloads: [epub-reveal]}\n")
    desk.write("a", FR, EN)
    folder = tmp_path / "live"
    folder.mkdir()
    live = LiveSite(edition, folder)
    project = read_project(edition)
    live.show(open_edition(project))
    assert "chantent" in (live.page("a/") or "")

    desk.edit("docs/a.md", "# Brest", "# Brest la grise")
    desk.write("b", FR, EN)
    live.show(open_edition(project))
    shown = live.page("en/b/") or ""
    assert "They sing" in shown
    assert "Brest la grise" in (live.page("b/") or "")
    # To set a book of 2,000 rows takes minutes and gigabytes.
    assert not list(edition.glob(".cache/visavis/downloads/epub*"))
