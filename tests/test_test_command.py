"""`scripts/test.py`: the programs that it needs, and what it runs, leaves out and reports."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import pytest

import bootstrap
import browser
import node
from bootstrap import BootstrapError, WorkError

SCRIPTS = Path(bootstrap.__file__).parent

# The browser


def test_chrome_rules_out_every_other_browser() -> None:
    for system in ("linux", "darwin", "win32"):
        assert browser.browser_names({"CHROME": "/opt/chrome"}, system) == ["/opt/chrome"]
        assert "/opt/chrome" not in browser.browser_names({"CHROME": ""}, system)


@pytest.mark.parametrize(
    ("system", "order"),
    [
        ("linux", ["chromium-headless-shell", "chromium", "google-chrome", "microsoft-edge"]),
        ("darwin", ["Chromium.app", "Google Chrome.app", "Microsoft Edge.app"]),
        ("win32", ["Chromium/", "Google/Chrome/", "Microsoft/Edge/"]),
    ],
)
def test_the_quickest_comes_first_chromium_before_chrome_and_edge_last(
    system: str, order: list[str]
) -> None:
    variables = {"PROGRAMFILES": "C:/Program Files", "LOCALAPPDATA": "C:/Local"}
    names = browser.browser_names(variables, system)
    first = [next(place for place, name in enumerate(names) if word in name) for word in order]
    assert first == sorted(first)


def test_the_first_browser_that_answers_is_taken() -> None:
    names = ["no-such-browser-here", sys.executable]
    assert browser.first_browser(names, lambda _: True) == sys.executable
    assert browser.first_browser(names, lambda _: False) == ""
    assert browser.first_browser(names[:1], lambda _: True) == ""


def test_a_chrome_that_is_not_there_is_an_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROME", "/nowhere/chrome")
    with pytest.raises(BootstrapError, match="CHROME is set to /nowhere/chrome"):
        browser.find_browser()


# The packages of npm


def test_what_checks_the_pages_is_locked() -> None:
    manifest = json.loads((bootstrap.ROOT / "package.json").read_text("utf-8"))
    wanted = manifest["devDependencies"]
    assert all(re.fullmatch(r"[\d.]+", version) for version in wanted.values())
    for _, script, *_ in node.node_commands("node").values():
        name = Path(script).relative_to(node.MODULES).as_posix()
        assert any(name.startswith(f"{package}/") for package in wanted), name


def test_npm_is_asked_only_when_its_lock_has_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[list[str]] = []
    modules = tmp_path / "node_modules"
    (tmp_path / "package-lock.json").write_text("{}", "utf-8")

    def install(title: str, command: list[str]) -> None:
        assert title == "Installing the packages of package-lock.json"
        asked.append(command)
        modules.mkdir(exist_ok=True)

    monkeypatch.setattr(node, "ROOT", tmp_path)
    monkeypatch.setattr(node, "STAMP", modules / "made-from.txt")
    monkeypatch.setattr(node, "find_node", lambda: [Path("node"), Path("npm-cli.js")])
    monkeypatch.setattr(node, "run_quietly", install)
    assert node.prepare_node() == node.prepare_node() == "node"
    assert [command[:3] for command in asked] == [["node", "npm-cli.js", "ci"]]
    (tmp_path / "package-lock.json").write_text('{"name": "x"}', "utf-8")
    node.prepare_node()
    assert len(asked) == 2

    def fail(title: str, command: list[str]) -> None:
        raise WorkError("npm error network")

    monkeypatch.setattr(node, "run_quietly", fail)
    (tmp_path / "package-lock.json").write_text("", "utf-8")
    with pytest.raises(BootstrapError, match=r"npm error network\n.*--no-npm"):
        node.prepare_node()


# The command that tests


@pytest.fixture(scope="module")
def command() -> ModuleType:
    """`scripts/test.py`, under a name of its own: `test` is taken by the standard library."""
    spec = importlib.util.spec_from_file_location("test_command", SCRIPTS / "test.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_arguments_are_passed_on_to_pytest(command: ModuleType) -> None:
    options, rest = command.read_arguments(["-k", "not slow", "tests/text", "-x"])
    assert not options.no_browser
    assert not options.no_npm
    assert rest == ["-k", "not slow", "tests/text", "-x"]
    assert command.pytest_arguments(options.marks, rest, browser=True)[-4:] == rest


@pytest.mark.parametrize(
    ("arguments", "expression"),
    [
        (["--no-browser"], "not browser"),
        (["--no-browser", "-m", "slow or browser"], "(slow or browser) and not browser"),
        (["-m", "slow"], "(slow)"),
    ],
)
def test_browser_tests_are_left_out_by_choice(
    command: ModuleType, arguments: list[str], expression: str
) -> None:
    options, rest = command.read_arguments(arguments)
    wanted = not options.no_browser
    assert command.pytest_arguments(options.marks, rest, browser=wanted)[:2] == ["-m", expression]


def test_a_program_that_is_missing_fails_unless_it_is_left_out(command: ModuleType) -> None:
    def find() -> str:
        raise BootstrapError("There is none.\nGet one.")

    path, outcome = command.look_for("browser", find, left_out=False)
    assert (path, outcome.passed, outcome.note) == ("", False, "There is none.")
    path, outcome = command.look_for("browser", find, left_out=True)
    assert (path, outcome.passed, outcome.note) == ("", True, "left out by --no-browser")
    path, outcome = command.look_for("browser", lambda: "/usr/bin/it", left_out=False)
    assert (path, outcome.passed, outcome.note) == ("/usr/bin/it", True, "/usr/bin/it")


def test_the_report_counts_the_checks_and_names_the_failed(command: ModuleType) -> None:
    good = command.Outcome("lint", True, 0.4, "")
    bad = command.Outcome("tests", False, 61.2, "1 failed, 8 passed in 60.9s")
    lines = command.report([good, bad], 61.6).splitlines()
    assert lines[0].split() == ["ok", "lint", "0.4", "s"]
    assert lines[1].startswith("FAILED")
    assert lines[1].endswith("1 failed, 8 passed in 60.9s")
    assert lines[2] == "2 checks, 1 failed: tests (62 s)."
    assert command.report([good], 0.4).endswith("1 checks, all passed (0 s).")


def test_what_does_not_wait_for_each_other_runs_side_by_side(
    command: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Each ends when the other has begun.
    meet = "import pathlib, sys, time; a, b = map(pathlib.Path, sys.argv[1:]); a.touch()\n"
    meet += "while not b.exists(): time.sleep(0.01)"
    one, other = str(tmp_path / "one"), str(tmp_path / "other")
    commands = {
        "one": [sys.executable, "-c", meet, one, other],
        "other": [sys.executable, "-c", meet, other, one],
        "third": [sys.executable, "-c", "exit('noise')"],
    }
    outcomes = command.check_all(commands)
    assert [(name, passed) for name, passed, *_ in outcomes] == [
        *(("one", True), ("other", True), ("third", False))
    ]
    assert "third … failed\nnoise\n" in capsys.readouterr().out
