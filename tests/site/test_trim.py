"""What is published of our style sheets and scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from visavis.site.trim import trim, trim_assets

THEME = Path(__file__).resolve().parents[2] / "scripts/visavis/site/theme"
OWN = sorted((THEME / "assets/visavis").glob("*.*"))
COMMENTS = {".css": r"(?s)/\*.*?\*/", ".js": r"(?m)^\s*//.*$"}

own_files = pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)


@own_files
def test_only_comments_and_the_space_around_lines_go(path: Path) -> None:
    text = path.read_text("utf-8")
    trimmed = trim(text, path.suffix)
    assert trim(trimmed, path.suffix) == trimmed
    assert "".join(trimmed.split()) == "".join(re.sub(COMMENTS[path.suffix], "", text).split())
    # A template over several lines would lose its spaces, and what looks like a comment in it.
    assert all(line.count("`") % 2 == 0 for line in text.splitlines() if "//" not in line)


def test_a_file_that_a_publisher_has_changed_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "assets/visavis"
    folder.mkdir(parents=True)
    (folder / "say.css").write_text("/* mine */\n", "utf-8")
    own = THEME / "assets/visavis/say.js"
    (folder / "say.js").write_bytes(own.read_bytes())
    trim_assets(tmp_path, THEME)
    assert (folder / "say.css").read_text("utf-8") == "/* mine */\n"
    assert "//" not in (folder / "say.js").read_text("utf-8")
