"""The script that keeps a site, and the packed site that needs no server."""

from __future__ import annotations

import re
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from mkdocs.commands.build import build
from mkdocs.config import load_config

from visavis.cli.main import cli
from visavis.publication import Addresses, served_address
from visavis.site.offline import WORKER, strip_served, write_worker, write_zip


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """A built site of a few files."""
    files = {
        "index.html": "home",
        "a/index.html": "A",
        "en/a/index.html": "A in English",
        "assets/x.css": "x",
        "assets/x.css.map": "{}",
        "assets/javascripts/lunr/x.js": "",
        "search/search_index.json": "{}",
        "sitemap.xml": "",
        "404.html": "",
        ".nojekyll": "",
    }
    for name, text in files.items():
        path = tmp_path / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path / "site"


def worker(site: Path) -> str:
    """The script that keeps a site."""
    write_worker(site)
    return (site / WORKER).read_text("utf-8")


def test_the_worker_knows_what_readers_ask_for_and_nothing_else(site: Path) -> None:
    script = worker(site)
    paths = re.findall(r'"([^"]*)":"[0-9a-f]{12}"', script)
    assert paths == ["404.html", "a/", "assets/x.css", "en/a/", "", "search/search_index.json"]
    assert "const FIRST = Object.keys(FILES);" in script


def test_any_change_of_the_site_makes_another_build_and_none_makes_none(site: Path) -> None:
    before = worker(site)
    assert worker(site) == before
    (site / "a/index.html").write_text("B", "utf-8")
    assert re.findall(r'BUILD = "(\w+)"', worker(site)) != re.findall(r'BUILD = "(\w+)"', before)


def test_of_a_large_site_only_the_frame_is_kept_at_once(site: Path) -> None:
    (site / "a/index.html").write_text("x" * 9_000_000, "utf-8")
    script = worker(site)
    assert 'const FIRST = ["404.html","assets/x.css","","search/search_index.json"];' in script


def test_a_packed_site_is_the_same_bytes_from_the_same_files(site: Path) -> None:
    strip_served(site)
    packed = [site.with_name("one.zip"), site.with_name("two.zip")]
    write_zip(site, packed[0])
    for path in site.rglob("*"):
        path.touch()
    write_zip(site, packed[1])
    assert packed[0].read_bytes() == packed[1].read_bytes()
    with zipfile.ZipFile(packed[0]) as archive:
        names = archive.namelist()
    assert names == sorted(names)
    assert set(names) >= {"site/index.html", "site/en/a/index.html"}
    assert not {"site/404.html", "site/sitemap.xml", "site/assets/x.css.map"} & set(names)
    assert not [name for name in names if "lunr" in name]


@pytest.mark.slow
def test_a_preview_is_never_kept(tmp_path: Path) -> None:
    root, site = tmp_path / "edition", tmp_path / "site"
    languages = ("--source", "en", "--target", "fr")
    for arguments in (["new", str(root), *languages], ["-C", str(root), "stamp"]):
        assert CliRunner().invoke(cli, arguments).exit_code == 0
    config = load_config(str(root / "mkdocs.yml"), site_dir=str(site))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    assert not (site / WORKER).exists()
    for page in ("index.html", "en/index.html"):
        html = (site / page).read_text("utf-8")
        assert "later.js" in html
        assert WORKER not in html
    # Our files are shown as they are written.
    assert "// " in (site / "assets/visavis/later.js").read_text("utf-8")


@given(
    st.lists(st.from_regex(r"[a-z][a-z.-]{0,5}", fullmatch=True), min_size=1, max_size=3),
    st.sampled_from(["fr", "en"]),
)
def test_a_file_is_known_by_the_address_that_it_has_on_a_server(
    names: list[str], language: str
) -> None:
    for name in ("/".join(names), "/".join([*names[:-1], "index"])):
        file = Addresses("fr", directories=False).page(name, language)
        assert served_address(file) == Addresses("fr").page(name, language)
