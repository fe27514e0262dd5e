"""What is published of our style sheets and scripts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from visavis.site.trim import bundle_search, trim, trim_assets

THEME = Path(__file__).resolve().parents[2] / "scripts/visavis/site/theme"
OWN = sorted((THEME / "assets/visavis").glob("*.*"))
COMMENTS = {".css": r"(?s)/\*.*?\*/", ".js": r"(?m)^\s*//.*$|(?s:/\*\*.*?\*/)"}

own_files = pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)


@own_files
def test_only_comments_and_the_space_around_lines_go(path: Path) -> None:
    text = path.read_text("utf-8")
    trimmed = trim(text, path.suffix)
    assert trim(trimmed, path.suffix) == trimmed
    bare = re.sub(COMMENTS[path.suffix], "", text)
    assert "".join(trimmed.split()) == "".join(bare.split())
    strings = r""""[^"\n]*"|'[^'\n]*'"""
    assert re.findall(strings, trimmed) == re.findall(strings, bare)
    # A template over several lines would lose its spaces, and what looks like a comment in it.
    assert all(line.count("`") % 2 == 0 for line in text.splitlines() if "//" not in line)


def test_a_file_that_a_publisher_has_changed_stays_as_it_is(tmp_path: Path) -> None:
    folder = tmp_path / "assets/visavis"
    folder.mkdir(parents=True)
    (folder / "say.css").write_text("/* mine */\n", "utf-8")
    own = THEME / "assets/visavis/core.js"
    (folder / "core.js").write_bytes(own.read_bytes())
    trim_assets(tmp_path, THEME)
    assert (folder / "say.css").read_text("utf-8") == "/* mine */\n"
    trimmed = (folder / "core.js").read_text("utf-8")
    assert not re.search(r"(?m)^\s*//", trimmed)
    assert "@param" not in trimmed


def test_the_bundle_of_the_search_gives_what_its_modules_give(tmp_path: Path) -> None:
    folder = tmp_path / "assets/visavis"
    folder.mkdir(parents=True)
    for own in OWN:
        (folder / own.name).write_bytes(own.read_bytes())
    bundle_search(tmp_path)
    bundle = (folder / "search-bundle.js").read_text("utf-8")
    assert not re.search(r"^(import|export) ", bundle, re.MULTILINE)
    modules = [path for path in OWN if re.search(r"(?m)^export ", path.read_text("utf-8"))]
    assert len(modules) >= 6
    for path in modules:
        name = path.stem.removeprefix("search-")
        given = re.findall(r"(?m)^export (?:const|class) (\w+)", path.read_text("utf-8"))
        assert f"modules.{name} = (" in bundle
        assert f"return {{ {', '.join(given)} }};" in bundle
        taken = re.findall(r"(?m)^import .* from \"\./search-(\w+)\.js\"", path.read_text("utf-8"))
        for other in taken:
            assert bundle.index(f"modules.{other} = (") < bundle.index(f"modules.{name} = (")
