"""README, CONTRIBUTING and the manual name what is there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "scripts" / "visavis"
ROOTS = (ROOT, PACKAGE, PACKAGE / "site", PACKAGE / "site" / "theme")
"""From where a path may be named."""
DECISIONS = sorted((ROOT / "manual" / "decisions").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "manual").rglob("*.md"))]
each_page = pytest.mark.parametrize(
    "page", PAGES, ids=[page.relative_to(ROOT).as_posix() for page in PAGES]
)
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")
_PATH = re.compile(r"`([a-z_]\w*(?:/[\w.-]+)+/?|[a-z_]\w*/)`")
_MADE_OF_AN_EDITION = re.compile(r"[A-Z]{2}|^(site|docs_\w+|docs/img|edit)/")
"""Names that stand for any, and what is elsewhere or there after a build."""


def paths(text: str) -> Iterator[str]:
    """Every file and folder of the repository that a page names."""
    return (path for path in _PATH.findall(text) if not _MADE_OF_AN_EDITION.search(path))


@each_page
def test_what_a_page_links_to_is_there(page: Path) -> None:
    for target in _LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


@each_page
def test_what_a_page_names_is_there(page: Path) -> None:
    for path in paths(page.read_text("utf-8")):
        assert any((root / path).exists() for root in ROOTS), path


def test_the_map_has_every_layer() -> None:
    settings = (ROOT / "pyproject.toml").read_text("utf-8")
    (layers,) = re.findall(r"^layers = \[\n(.*?)^\]", settings, re.DOTALL | re.MULTILINE)
    names = set(re.findall(r"\(([a-z]\w*)\)", layers))
    told = set(re.findall(r"`(\w+)(?:/|\.py)`", (ROOT / "CONTRIBUTING.md").read_text("utf-8")))
    assert len(names) > 15
    assert names - told == set()


@pytest.mark.parametrize("page", DECISIONS, ids=[page.stem for page in DECISIONS])
def test_a_decision_says_why_and_what_was_rejected(page: Path) -> None:
    headings = re.findall(r"^#+ .+$", page.read_text("utf-8"), re.MULTILINE)
    assert headings[0].startswith("# ")
    assert headings[1:] == ["## Why", "## What was rejected"]
