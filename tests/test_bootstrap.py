"""The two commands before anything is installed: the pure parts, and what can be run anywhere."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from importlib.metadata import requires
from pathlib import Path

import pytest

import bootstrap
from bootstrap import BootstrapError, WorkError

SCRIPTS = Path(bootstrap.__file__).parent
LOCKS = [bootstrap.LOCK, bootstrap.DEV_LOCK]
MADE = {"python": "3.12 here", "lock": bootstrap.LOCK, "files": "1234"}


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


# The stamp


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A folder with the files that a `.venv` is made from."""
    for name in (*LOCKS, "pyproject.toml"):
        (tmp_path / name).write_bytes(b"click==8\nrich==15\n")
    return tmp_path


def test_the_stamp_does_not_depend_on_line_endings(checkout: Path) -> None:
    before = bootstrap.stamp(checkout, bootstrap.LOCK)
    (checkout / bootstrap.LOCK).write_bytes(b"click==8\r\nrich==15\r\n")
    assert bootstrap.stamp(checkout, bootstrap.LOCK) == before


@pytest.mark.parametrize("name", [bootstrap.LOCK, "pyproject.toml"])
def test_the_stamp_follows_the_files_and_the_place(checkout: Path, name: str) -> None:
    before = bootstrap.stamp(checkout, bootstrap.LOCK)
    assert str(checkout) in before["python"]
    (checkout / name).write_text("changed", encoding="utf-8")
    after = bootstrap.stamp(checkout, bootstrap.LOCK)
    assert after["files"] != before["files"]
    assert after["python"] == before["python"]


def test_a_missing_lock_is_named(tmp_path: Path) -> None:
    with pytest.raises(BootstrapError, match=r"requirements\.lock cannot be read"):
        bootstrap.stamp(tmp_path, bootstrap.LOCK)


def test_a_finished_venv_is_recognised(tmp_path: Path) -> None:
    venv = make_venv(tmp_path / ".venv", "click", "rich")
    bootstrap.write_stamp(venv, MADE)
    assert bootstrap.read_stamp(venv) == MADE


def test_a_venv_is_not_finished_before_its_stamp_is_written(tmp_path: Path) -> None:
    assert bootstrap.read_stamp(tmp_path / "nowhere") == {}
    assert bootstrap.read_stamp(make_venv(tmp_path / ".venv", "click")) == {}


@pytest.mark.parametrize("text", ["", "{", "[]", "{}", '{"installed": 2}'])
def test_a_broken_stamp_counts_as_none(tmp_path: Path, text: str) -> None:
    venv = make_venv(tmp_path / ".venv", "click")
    (venv / "made-from.json").write_text(text, encoding="utf-8")
    assert bootstrap.read_stamp(venv) == {}


def test_a_venv_that_lost_a_package_or_its_python_is_broken(tmp_path: Path) -> None:
    venv = make_venv(tmp_path / ".venv", "click", "rich")
    bootstrap.write_stamp(venv, MADE)
    (click,) = venv.rglob("click")
    click.rename(tmp_path / "click")
    assert bootstrap.read_stamp(venv) == {}
    (tmp_path / "click").rename(click)
    assert bootstrap.read_stamp(venv) == MADE
    bootstrap.venv_python(venv).unlink()
    assert bootstrap.read_stamp(venv) == {}


@pytest.mark.parametrize(
    ("lock", "dev", "made"),
    [
        pytest.param(bootstrap.LOCK, False, "", id="build after build"),
        pytest.param(bootstrap.DEV_LOCK, True, "", id="test after test"),
        pytest.param(bootstrap.DEV_LOCK, False, "", id="tools do not disturb the build"),
        pytest.param(bootstrap.LOCK, True, bootstrap.DEV_LOCK, id="tools are added"),
        pytest.param("", False, bootstrap.LOCK, id="nothing there"),
    ],
)
def test_only_what_is_needed_is_done(
    checkout: Path, monkeypatch: pytest.MonkeyPatch, lock: str, dev: bool, made: str
) -> None:
    venv = make_venv(checkout / ".venv", "click")
    if lock:
        bootstrap.write_stamp(venv, bootstrap.stamp(checkout, lock))
    asked: list[str] = []
    monkeypatch.setattr(bootstrap, "ROOT", checkout)
    monkeypatch.setattr(bootstrap, "VENV", venv)
    monkeypatch.setattr(bootstrap, "_make", lambda _, wanted: asked.append(wanted["lock"]))
    assert bootstrap.prepare(dev=dev) == bootstrap.venv_python(venv)
    assert asked == [made] * bool(made)


def test_a_changed_lock_keeps_the_tools(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    venv = make_venv(checkout / ".venv", "click")
    bootstrap.write_stamp(venv, bootstrap.stamp(checkout, bootstrap.DEV_LOCK))
    (checkout / bootstrap.DEV_LOCK).write_text("changed", encoding="utf-8")
    asked: list[str] = []
    monkeypatch.setattr(bootstrap, "ROOT", checkout)
    monkeypatch.setattr(bootstrap, "VENV", venv)
    monkeypatch.setattr(bootstrap, "_make", lambda _, wanted: asked.append(wanted["lock"]))
    bootstrap.prepare(dev=False)
    assert asked == [bootstrap.DEV_LOCK]


# What is handed to pip and uv


@pytest.mark.parametrize("name", LOCKS)
def test_uv_is_installed_from_the_lock(name: str) -> None:
    text = (bootstrap.ROOT / name).read_text(encoding="utf-8")
    first, *hashes = bootstrap.locked_lines("uv", text).splitlines()
    assert re.fullmatch(r"uv==[\d.]+ \\", first)
    assert hashes
    assert all(line.startswith("    --hash=sha256:") for line in hashes)


def test_a_lock_without_uv_is_complained_about() -> None:
    with pytest.raises(BootstrapError, match=r"has no uv.*lock\.py"):
        bootstrap.locked_lines("uv", "uvicorn==1 \\\n    --hash=sha256:12\n")


def test_uv_is_told_what_pip_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("UV_DEFAULT_INDEX", "UV_INDEX", "SSL_CERT_FILE", "ALL_PROXY"):
        monkeypatch.delenv(name, raising=False)
    settings = """\
:env:.index-url='https://mirror.example/simple'
:env:.timeout='3'
global.cert='/etc/ours.pem'
global.extra-index-url='https://a.example https://b.example'
global.index-url='https://other.example/simple'
"""
    assert bootstrap.uv_variables(settings) == {
        "UV_DEFAULT_INDEX": "https://mirror.example/simple",
        "SSL_CERT_FILE": "/etc/ours.pem",
        "UV_INDEX": "https://a.example https://b.example",
        "UV_INDEX_STRATEGY": "unsafe-best-match",
    }
    monkeypatch.setenv("UV_DEFAULT_INDEX", "https://own.example")
    monkeypatch.setenv("UV_INDEX", "")
    assert bootstrap.uv_variables(settings) == {"SSL_CERT_FILE": "/etc/ours.pem"}


# What to do when an installation fails


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        (
            "WARNING: Retrying (Retry(total=0)) after connection broken by 'NewConnectionError('"
            "failed to establish a new connection')': /click/\n"
            "ERROR: No matching distribution found for click==8.5.1",
            "cannot be reached",
        ),
        ("ERROR: No matching distribution found for click==8.5.1", "PIP_INDEX_URL"),
        (
            "error: Request failed after 3 retries\n  Caused by: error sending request for url\n"
            "  Caused by: client error (Connect)\n  Caused by: dns error",
            "cannot be reached",
        ),
        (
            "error: Failed to download `click==8.5.1`\n  Caused by: Hash mismatch",
            "not what the lock names",
        ),
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
def test_a_failure_comes_with_the_next_step(output: str, advice: str) -> None:
    assert advice in bootstrap.install_advice(output)


def test_the_end_of_the_output_is_shown_without_what_pip_ignores() -> None:
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


def test_what_is_compiled_is_kept_in_venv_whatever_the_machine_says(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("PYTHONDONTWRITEBYTECODE", "1")
    ask = "import sys; print(sys.dont_write_bytecode, sys.pycache_prefix)"
    said = list(bootstrap.read_lines([sys.executable, "-c", ask]))
    assert said == [f"False {bootstrap.VENV / 'compiled'}"]


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


def test_the_lock_of_the_npm_packages_names_no_index() -> None:
    packages = json.loads((bootstrap.ROOT / "package-lock.json").read_text("utf-8"))["packages"]
    locked = [package for name, package in packages.items() if name]
    assert locked
    assert all("integrity" in package and "resolved" not in package for package in locked)


def test_the_lock_has_what_the_project_needs() -> None:
    always = [line for line in requires("visavis") or [] if "extra ==" not in line]
    needed = {re.split(r"[^\w.-]", line)[0].lower() for line in always}
    assert needed
    assert needed <= locked(bootstrap.LOCK), "remake it: python3 scripts/lock.py"
    assert locked(bootstrap.LOCK) <= locked(bootstrap.DEV_LOCK)
