"""README, CONTRIBUTING and manual name what is there; what the tutorial tells comes true."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner

from visavis.checks import RULES
from visavis.cli.main import COMMANDS, cli

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "scripts" / "visavis"
ROOTS = (ROOT, PACKAGE, PACKAGE / "site", PACKAGE / "site" / "theme")
"""From where a path may be named."""
DECISIONS = sorted((ROOT / "manual" / "decisions").glob("*.md"))
PAGES = [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "manual").rglob("*.md"))]
each_page = pytest.mark.parametrize(
    "page", PAGES, ids=[page.relative_to(ROOT).as_posix() for page in PAGES]
)
MADE = [f"reference/{name}.md" for name in ("commands", "settings", "rules", "terms")]
"""Pages of the manual that are made from the code."""
_LINK = re.compile(r"\]\((?!https?:)([^)#]+)(?:#[^)]*)?\)")
_PATH = re.compile(r"`([a-z_]\w*(?:/[\w.-]+)+/?|[a-z_]\w*/)`")
_MADE_OF_AN_EDITION = re.compile(r"[A-Z]{2}|^(site|dist|docs_\w+|docs/img|edit)/")
"""Names that stand for any, and what is elsewhere or there after a build."""


def paths(text: str) -> Iterator[str]:
    """Every file and folder of the repository that a page names."""
    return (path for path in _PATH.findall(text) if not _MADE_OF_AN_EDITION.search(path))


@each_page
def test_what_a_page_links_to_is_there(page: Path) -> None:
    made = {ROOT / "manual" / name for name in [*MADE, "decisions/index.md"]}
    for target in _LINK.findall(page.read_text("utf-8")):
        there = (page.parent / target).resolve()
        assert there.exists() or there in made, target


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


@pytest.mark.slow
def test_the_manual_is_a_site_with_every_command_and_rule(tmp_path: Path) -> None:
    build = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path)]
    ended = subprocess.run(
        [*build, "--config-file", str(ROOT / "manual.yml")],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    pages = {name: (tmp_path / name[:-3] / "index.html").read_text("utf-8") for name in MADE}
    assert not [name for name in COMMANDS if f"visavis {name}</h2>" not in pages[MADE[0]]]
    assert "<code>citation: source: title</code>" in pages[MADE[1]]
    assert not [rule.name for rule in RULES if f'id="{anchor(rule.name)}"' not in pages[MADE[2]]]
    assert "<code>languages: forbidden</code>" in pages[MADE[3]]
    foreign = re.compile(r'<(?:link|script|img)[^>]*(?:href|src)="https?:')
    assert not [name for name, html in pages.items() if foreign.search(html)]


def anchor(words: str) -> str:
    """The address that Python-Markdown gives a heading."""
    return re.sub(r"[^\w-]", "", words.lower())


@pytest.mark.slow
def test_the_tutorial_comes_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    text = (ROOT / "manual" / "tutorial.md").read_text("utf-8")
    said, commands = "", []
    blocks = re.findall(
        r'^```(\w+)(?: title="([^"]+)")?\n(.*?)^```$', text, re.MULTILINE | re.DOTALL
    )
    for kind, title, content in blocks:
        if kind == "diff":
            edit(Path(title), content)
        elif title:
            Path(title).write_text(content, "utf-8")
        elif kind == "sh":
            commands += content.splitlines()
            said = "".join(map(follow, map(shlex.split, content.splitlines())))
        else:
            assert not [line for line in content.splitlines() if line not in said], said
    assert "The Bridge" in Path("site/index.html").read_text("utf-8")
    assert "Le Pont" in Path("site/fr/index.html").read_text("utf-8")
    before_git = commands[: next(i for i, line in enumerate(commands) if line.startswith("git"))]
    assert len(before_git) <= 8


def follow(command: list[str]) -> str:
    """What a command of the tutorial says; what needs a network or does not end is passed over."""
    if command[0] == "cd":
        os.chdir(command[1])
    if command[0] != "visavis" or command[1] == "serve":
        return ""
    done = CliRunner().invoke(cli, command[1:])
    assert done.exit_code == 0, done.output
    return done.output


def edit(file: Path, changes: str) -> None:
    """Change a file as a block of `-` and `+` lines says."""
    lines = changes.splitlines(keepends=True)
    old, new = ("".join(line[1:] for line in lines if line[0] == sign) for sign in "-+")
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new) if old else text + new, "utf-8")
