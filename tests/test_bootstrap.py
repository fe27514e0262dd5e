"""The two commands before anything is installed: the pure parts, and what can be run anywhere."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path
from types import ModuleType

import pytest

import bootstrap
import browser
from bootstrap import BootstrapError, Plan, State, WorkError

SCRIPTS = Path(bootstrap.__file__).parent
LOCKS = [bootstrap.LOCK, bootstrap.DEV_LOCK]

NOTHING = Plan(create=False, packages=False, project=False)
EVERYTHING = Plan(create=True, packages=True, project=True)


def state(
    runtime: str = "r1", dev: str = "", *, python: str = "3.12 here", project: str = "p1"
) -> State:
    """A state whose locks have these digests; no `dev`, no developers' tools."""
    locks = {bootstrap.LOCK: runtime} | ({bootstrap.DEV_LOCK: dev} if dev else {})
    return State(python, locks, project)


def make_venv(folder: Path, *packages: str) -> Path:
    """Something that looks like a `.venv` with these packages."""
    python = bootstrap.venv_python(folder)
    site = folder / ("Lib" if sys.platform == "win32" else "lib/python3.12") / "site-packages"
    for path in (python, *(site / package / "__init__.py" for package in packages)):
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch()
    return folder


# A Python that is too old


@pytest.mark.parametrize("version", [(2, 7, 18), (3, 6, 15), (3, 9, 18)])
def test_an_old_python_is_told_in_one_line(version: tuple[int, ...]) -> None:
    message = bootstrap.unsupported(version, "/usr/bin/python3")
    assert "needs Python 3.10 or later" in message
    assert ".".join(map(str, version)) in message
    assert "/usr/bin/python3" in message
    assert "\n" not in message


@pytest.mark.parametrize("version", [(3, 10, 0), (3, 14, 1), (4, 0, 0)])
def test_a_supported_python_is_not_complained_about(version: tuple[int, ...]) -> None:
    assert bootstrap.unsupported(version, "python3") == ""


@pytest.mark.parametrize("name", ["bootstrap.py", "build.py"])
def test_an_old_python_can_read_what_tells_it(name: str) -> None:
    ast.parse((SCRIPTS / name).read_text(encoding="utf-8"), feature_version=(3, 7))


# What is left to do


@pytest.mark.parametrize(
    ("found", "wanted", "expected"),
    [
        pytest.param(None, state(), EVERYTHING, id="nothing there"),
        pytest.param(state(), state(), NOTHING, id="up to date"),
        pytest.param(state(dev="d1"), state(), NOTHING, id="tools do not disturb the build"),
        pytest.param(
            state(),
            state(dev="d1"),
            Plan(create=False, packages=True, project=False),
            id="tools are added",
        ),
        pytest.param(state("r1"), state("r2"), EVERYTHING, id="lock changed"),
        pytest.param(state(dev="d1"), state(dev="d2"), EVERYTHING, id="tools changed"),
        pytest.param(state(), state(python="3.13 here"), EVERYTHING, id="another Python"),
        pytest.param(
            state(),
            state(project="p2"),
            Plan(create=False, packages=False, project=True),
            id="pyproject.toml changed",
        ),
    ],
)
def test_only_what_is_needed_is_done(found: State | None, wanted: State, expected: Plan) -> None:
    assert bootstrap.plan(found, wanted) == expected


def test_the_digest_does_not_depend_on_line_endings(tmp_path: Path) -> None:
    unix, windows, other = (tmp_path / name for name in ("unix", "windows", "other"))
    unix.write_bytes(b"click==8\nrich==15\n")
    windows.write_bytes(b"click==8\r\nrich==15\r\n")
    other.write_bytes(b"click==8\nrich==16\n")
    assert bootstrap.digest(unix) == bootstrap.digest(windows) != bootstrap.digest(other)


def test_the_wanted_state_follows_the_files_and_the_place(tmp_path: Path) -> None:
    for name in (*LOCKS, "pyproject.toml"):
        (tmp_path / name).write_text(name, encoding="utf-8")
    before = bootstrap.wanted_state(tmp_path, dev=True)
    assert list(before.locks) == LOCKS
    assert str(tmp_path) in before.python
    (tmp_path / bootstrap.LOCK).write_text("changed", encoding="utf-8")
    after = bootstrap.wanted_state(tmp_path, dev=True)
    assert bootstrap.plan(before, after) == EVERYTHING


def test_a_missing_lock_is_named(tmp_path: Path) -> None:
    with pytest.raises(BootstrapError, match=r"requirements\.lock cannot be read"):
        bootstrap.wanted_state(tmp_path, dev=False)


# The marker


def test_a_finished_venv_is_recognised(tmp_path: Path) -> None:
    venv = make_venv(tmp_path / ".venv", "click", "rich")
    bootstrap.write_state(venv, state(dev="d1"))
    assert bootstrap.read_state(venv) == state(dev="d1")


def test_a_venv_is_not_finished_before_its_marker_is_written(tmp_path: Path) -> None:
    assert bootstrap.read_state(tmp_path / "nowhere") is None
    assert bootstrap.read_state(make_venv(tmp_path / ".venv", "click")) is None


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"python": 1, "locks": 2}'])
def test_a_broken_marker_counts_as_none(tmp_path: Path, text: str) -> None:
    venv = make_venv(tmp_path / ".venv", "click")
    (venv / "made-from.json").write_text(text, encoding="utf-8")
    assert bootstrap.read_state(venv) is None


def test_a_venv_that_lost_a_package_or_its_python_is_broken(tmp_path: Path) -> None:
    venv = make_venv(tmp_path / ".venv", "click", "rich")
    bootstrap.write_state(venv, state())
    (click,) = venv.rglob("click")
    click.rename(tmp_path / "click")
    assert bootstrap.read_state(venv) is None
    (tmp_path / "click").rename(click)
    assert bootstrap.read_state(venv) == state()
    bootstrap.venv_python(venv).unlink()
    assert bootstrap.read_state(venv) is None


# What to do when pip fails


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('"
            "failed to establish a new connection')': /click/\n"
            "ERROR: No matching distribution found for click==8.5.1",
            "cannot be reached",
        ),
        ("ERROR: No matching distribution found for click==8.5.1", "PIP_NO_INDEX"),
        (
            "connection broken by 'SSLError(SSLCertVerificationError(1, '[SSL: "
            "CERTIFICATE_VERIFY_FAILED] certificate verify failed'))': /click/",
            "PIP_CERT",
        ),
        (
            "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE.",
            "not what the lock names",
        ),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("something new", "remove the folder .venv"),
    ],
)
def test_a_failure_of_pip_comes_with_the_next_step(output: str, advice: str) -> None:
    assert advice in bootstrap.pip_advice(output)


def test_the_end_of_pips_output_is_shown_without_what_it_ignores() -> None:
    output = "Collecting a\nIgnoring b: markers 'x' don't match your environment\nERROR: no a"
    assert bootstrap.last_lines(output) == "  Collecting a\n  ERROR: no a"
    assert bootstrap.last_lines(output, 1) == "  ERROR: no a"


# Running programs


def test_a_quiet_program_shows_one_line(capfd: pytest.CaptureFixture[str]) -> None:
    bootstrap.run_quietly("Working", [sys.executable, "-c", "print('noise')"])
    assert re.fullmatch(r"Working … \d+ s\n", capfd.readouterr().out)


def test_the_noise_of_a_failed_program_is_kept() -> None:
    with pytest.raises(WorkError, match="noise"):
        bootstrap.run_quietly("Working", [sys.executable, "-c", "exit('noise')"])


def test_what_the_machine_lacks_is_one_line_and_exit_code_2() -> None:
    program = "import bootstrap\ndef main(_):\n raise bootstrap.BootstrapError('No paper.')\n"
    ended = subprocess.run(
        [sys.executable, "-c", program + "bootstrap.command_line(main)"],
        cwd=SCRIPTS,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stdout, ended.stderr) == (2, "", "No paper.\n")


# The browser


def test_chrome_rules_out_every_other_browser() -> None:
    for system in ("linux", "darwin", "win32"):
        assert browser.browser_names({"CHROME": "/opt/chrome"}, system) == ["/opt/chrome"]
        assert "/opt/chrome" not in browser.browser_names({"CHROME": ""}, system)


@pytest.mark.parametrize(
    ("system", "order"),
    [
        ("linux", ["chromium", "google-chrome", "microsoft-edge"]),
        ("darwin", ["Chromium.app", "Google Chrome.app", "Microsoft Edge.app"]),
        ("win32", ["Chromium/", "Google/Chrome/", "Microsoft/Edge/"]),
    ],
)
def test_chromium_comes_before_chrome_and_edge_last(system: str, order: list[str]) -> None:
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
    wanted, marks, rest = command.read_arguments(["-k", "not slow", "tests/text", "-x"])
    assert (wanted, marks, rest) == (True, "", ["-k", "not slow", "tests/text", "-x"])
    assert command.pytest_arguments(marks, rest, browser=True)[-4:] == rest


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
    wanted, marks, rest = command.read_arguments(arguments)
    assert command.pytest_arguments(marks, rest, browser=wanted)[:2] == ["-m", expression]


def test_the_report_counts_the_checks_and_names_the_failed(command: ModuleType) -> None:
    good = command.Outcome("lint", True, 0.4, "")
    bad = command.Outcome("tests", False, 61.2, "1 failed, 8 passed in 60.9s")
    lines = command.report([good, bad]).splitlines()
    assert lines[0].split() == ["ok", "lint", "0.4", "s"]
    assert lines[1].startswith("FAILED")
    assert lines[1].endswith("1 failed, 8 passed in 60.9s")
    assert lines[2] == "2 checks, 1 failed: tests (62 s)."
    assert command.report([good]).endswith("1 checks, all passed (0 s).")


# The locks


def locked(name: str) -> set[str]:
    """The packages in a lock."""
    text = (bootstrap.ROOT / name).read_text(encoding="utf-8")
    return set(re.findall(r"^([\w.-]+)==", text, flags=re.MULTILINE))


@pytest.mark.parametrize("name", LOCKS)
def test_each_locked_package_has_hashes_and_no_address(name: str) -> None:
    text = (bootstrap.ROOT / name).read_text(encoding="utf-8")
    packages = re.split(r"^(?=\w)", text, flags=re.MULTILINE)[1:]
    assert len(packages) >= len(locked(name))
    assert all("--hash=sha256:" in package for package in packages)
    assert "://" not in text


def test_the_lock_has_what_the_project_needs() -> None:
    always = [line for line in requires("visavis") or [] if "extra ==" not in line]
    needed = {re.split(r"[^\w.-]", line)[0].lower() for line in always}
    assert needed
    assert needed <= locked(bootstrap.LOCK), "remake it: python3 scripts/lock.py"
    assert locked(bootstrap.LOCK) <= locked(bootstrap.DEV_LOCK)
