"""The list of chapters: every entry on every page leads to a page that is there."""

from __future__ import annotations

from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import urljoin

import pytest
from click.testing import CliRunner

from visavis.cli.main import cli
from visavis.edition import open_edition
from visavis.publication import publish
from visavis.settings import read_project

CHAPTERS = ["index", "one", "two", "part/index", "part/three", "part/deep/four"]


class Links(HTMLParser):
    """The addresses of the entries, and what each is called."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.entries: dict[str, str] = {}
        self._open = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "a" and "md-nav__link" in (given.get("class") or ""):
            self._open = given.get("href") or ""

    def handle_data(self, data: str) -> None:
        if self._open and data.strip():
            self.entries.setdefault(data.strip(), self._open)

    def handle_endtag(self, tag: str) -> None:
        if tag == "a":
            self._open = ""


@pytest.fixture(scope="module", params=["true", "false"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("nav") / "edition"
    run = CliRunner().invoke
    run(cli, ["new", str(folder), "--source", "en", "--target", "fr"])
    for side in ("docs", "docs_en"):
        for name in CHAPTERS:
            file = folder / side / f"{name}.md"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"---\ntitle: T {name}\n---\n\n# T\n", "utf-8")
    nav = "".join(f"\n  - {name}.md" for name in CHAPTERS)
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(f"use_directory_urls: {request.param}\nnav:{nav}\n")
    run(cli, ["-C", str(folder), "stamp"])
    built = run(cli, ["-C", str(folder), "build"])
    assert built.exit_code == 0, built.output
    return folder / "site"


def address(name: str, site: Path) -> str:
    """Where a chapter's page stands."""
    if not (site / "one" / "index.html").exists():
        return f"/{name}.html"
    return f"/{name}/".replace("/index/", "/") if name != "index" else "/"


@pytest.mark.slow
def test_every_entry_leads_to_its_page_from_everywhere(site: Path) -> None:
    for prefix in ("", "/en"):
        for name in CHAPTERS:
            here = prefix + address(name, site)
            file = site / (here + "index.html" if here.endswith("/") else here).lstrip("/")
            entries = Links(file.read_text("utf-8")).entries
            for other in CHAPTERS:
                wanted = prefix + address(other, site)
                found = urljoin(here, entries[f"T {other}"])
                assert found in (wanted, wanted.removesuffix("index.html")), (here, other)


@pytest.mark.slow
def test_where_no_order_is_named_all_that_lists_chapters_has_the_same(tmp_path: Path) -> None:
    run, root = CliRunner().invoke, tmp_path / "edition"
    run(cli, ["new", str(root), "--source", "en", "--target", "fr"])
    for side, title in (("docs", "Les règles"), ("docs_en", "The rules")):
        for name in ("zoo", "a/index", "a/b"):
            (root / side / name).parent.mkdir(exist_ok=True)
            (root / side / f"{name}.md").write_text(f"# {title} {name}\n", "utf-8")
    term = ["--term", "en=rule", "--definition", "en=A rule.", "--term", "fr=règle"]
    run(cli, ["-C", str(root), "glossary", "add", "rule", *term, "--definition", "fr=Une règle."])
    run(cli, ["-C", str(root), "stamp"])
    built = run(cli, ["-C", str(root), "build"])
    assert built.exit_code == 0, built.output
    listed = [*Links((root / "site/en/index.html").read_text("utf-8")).entries]
    wanted = ["The rules zoo", "The rules a/index", "The rules a/b", "Glossary"]
    assert [name for name in listed if name in wanted] == wanted
    published = publish(open_edition(read_project(root)), findings=())
    assert [*published.chapters] == ["index", "zoo", "a/index", "a/b"]
