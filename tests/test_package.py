"""The package, as a publisher gets it who has nothing of this repository."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tarfile
import threading
import urllib.request
import venv
import zipfile
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import Distribution, PackageNotFoundError, distribution
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement

import visavis

ROOT = Path(__file__).parents[1]
BIN = "Scripts" if os.name == "nt" else "bin"
REPOSITORY = "https://forge.example/us/visavis"
pytestmark = pytest.mark.slow


def run(*command: str | Path, cwd: Path = ROOT, **changes: str) -> str:
    """What a program prints; it has to end well, with nothing of this process around it."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PYTHON", "VISAVIS"))}
    ended = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=kept | changes,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert ended.returncode == 0, ended.stdout + ended.stderr
    return ended.stdout


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Wheel and source archive, built with the locked backend."""
    folder = tmp_path_factory.mktemp("dist")
    build = ("-m", "build", "--no-isolation", "--outdir", folder, ROOT)
    run(sys.executable, *build, VISAVIS_REPO_URL=REPOSITORY)
    return folder


@pytest.fixture(scope="module")
def program(dist: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command in an environment that holds the wheel, what the wheel asks for, and no more."""
    folder = tmp_path_factory.mktemp("env") / "venv"
    venv.create(folder, symlinks=os.name != "nt")
    python = folder / BIN / "python"
    (wheel,) = dist.glob("*.whl")
    offline = ("--no-deps", "--no-index", "--offline", "--python", python)
    run(sys.executable, "-m", "uv", "pip", "install", "--quiet", *offline, wheel)
    where = run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip()
    (installed,) = Distribution.discover(name="visavis", path=[where])
    for needed in needs(installed):
        bring(needed, Path(where))
    return folder / BIN / "visavis"


def needs(package: Distribution) -> list[Distribution]:
    """All that a package asks for, and what that asks for, as it stands here."""
    found: dict[str, Distribution] = {}
    waiting = [(package, "")]
    while waiting:
        one, extra = waiting.pop()
        for requirement in map(Requirement, one.requires or ()):
            marker = requirement.marker
            if marker and not any(marker.evaluate({"extra": e}) for e in {"", extra}):
                continue
            name = re.sub(r"[-_.]+", "-", requirement.name).lower()
            for wanted in {"", *requirement.extras}:
                if f"{name}[{wanted}]" not in found:
                    try:
                        found[f"{name}[{wanted}]"] = distribution(name)
                    except PackageNotFoundError:
                        pytest.fail(f"{requirement} is not in the lock")
                    waiting.append((found[f"{name}[{wanted}]"], wanted))
    return list({one.name: one for one in found.values()}.values())


def bring(package: Distribution, where: Path) -> None:
    """Let an environment have a package that stands here already: no test asks a network."""
    for top in sorted({file.parts[0] for file in package.files or ()} - {"..", "__pycache__"}):
        here, there = Path(str(package.locate_file(top))), where / top
        if there.exists():
            continue
        if os.name == "nt":
            (shutil.copytree if here.is_dir() else shutil.copy)(here, there)
        elif here.exists():
            there.symlink_to(here)


def test_the_package_says_whose_it_is_and_where_more_stands(dist: Path) -> None:
    run(sys.executable, "-m", "twine", "check", "--strict", *dist.iterdir())
    (wheel,) = dist.glob("*.whl")
    with zipfile.ZipFile(wheel) as packed:
        (name,) = (name for name in packed.namelist() if name.endswith("/METADATA"))
        told = packed.read(name).decode()
        files = packed.namelist()
    assert f"Version: {visavis.__version__}\n" in told
    assert f"Project-URL: Source, {REPOSITORY}\n" in told
    assert f"]({REPOSITORY}/raw/HEAD/.github/" in told
    assert not re.search(r"\]\((?!https?:)", told), "a link that leads nowhere elsewhere"
    assert "visavis/py.typed" in files
    assert all(name.startswith("visavis") for name in files)


def test_no_text_of_the_edition_is_in_the_source_archive(dist: Path) -> None:
    (archive,) = dist.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        names = [name.partition("/")[2] for name in packed.getnames()]
    assert "scripts/visavis/__init__.py" in names
    assert not [name for name in names if name.startswith(("docs", "alignment", "tests"))]


def test_the_package_the_changelog_and_the_citation_name_one_version() -> None:
    newest = re.findall(r"^## (\d\S*) – (\S+)$", (ROOT / "CHANGELOG.md").read_text("utf-8"), re.M)
    cited = yaml.safe_load((ROOT / "CITATION.cff").read_text("utf-8"))
    assert newest[0] == (visavis.__version__, cited["date-released"])
    assert cited["version"] == visavis.__version__


def test_a_publisher_alone_gets_from_nothing_to_a_served_site(
    program: Path, tmp_path: Path
) -> None:
    edition = tmp_path / "edition"
    about = ("--title", "Il lago", "--original-title", "Der See")
    run(program, "new", edition, "--source", "de", "--target", "it", *about, cwd=tmp_path)
    for side, word in (("docs_de", "Der See ist still."), ("docs", "Il lago è calmo.")):
        with (edition / side / "index.md").open("a", encoding="utf-8") as page:
            page.write(f"\n{word}\n")
    run(program, "stamp", cwd=edition)
    assert run(program, "check", cwd=edition).startswith("No findings: 1 chapter, 2 pairs")
    # As the workflows that were written say where the site is going to stand.
    variables = {
        "VISAVIS_SITE_URL": "https://us.example/lake/",
        "VISAVIS_REPO_URL": "https://forge.example/us/lake",
        "VISAVIS_EDIT_URI": "edit/main/docs/",
    }
    run(program, "build", cwd=edition, **variables)
    handler = partial(SimpleHTTPRequestHandler, directory=str(edition / "site"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        pages = [urllib.request.urlopen(address + at).read().decode() for at in ("", "de/")]
        server.shutdown()
    assert "<title>Il lago</title>" in pages[0]
    assert "<title>Der See</title>" in pages[1]
    for page in pages:
        assert "Il lago è calmo." in page
        assert "Der See ist still." in page
        assert "https://forge.example/us/lake/edit/main/docs/index.md" in page


def test_what_a_new_edition_is_published_with_needs_nothing_of_this_repository(
    tmp_path: Path,
) -> None:
    run(sys.executable, "-m", "visavis", "new", tmp_path / "x", "--source", "fr", "--target", "en")
    pinned = f"visavis=={visavis.__version__}"
    assert pinned in (tmp_path / "x" / "requirements.txt").read_text("utf-8")
    hooks = yaml.safe_load((tmp_path / "x" / ".pre-commit-config.yaml").read_text("utf-8"))
    (hook,) = hooks["repos"][0]["hooks"]
    assert (hook["additional_dependencies"], hook["entry"]) == ([pinned], "visavis check")
    for name, build in ((".github/workflows/publish.yml", "build"), (".gitlab-ci.yml", "pages")):
        told = yaml.safe_load((tmp_path / "x" / name).read_text("utf-8"))
        steps = str(told.get("jobs", told)[build])
        assert "pip install -r requirements.txt" in steps
        assert "visavis build" in steps
        assert "scripts/" not in steps
