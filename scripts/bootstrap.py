"""What `build.py` and `test.py` share: the locked packages in `.venv`, and starting programs there.

Standard library only: this runs before anything is installed. pip puts the locked `uv` into
`.venv`, and uv brings `.venv` to the lock. A stamp there says what it was made from; while that
holds, nothing has to be done, and looking takes a few milliseconds. The stamp is removed before
the first change and written after the last: a `.venv` whose making was interrupted is made anew.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

OLDEST_PYTHON = (3, 10)


# The imports above and the next lines also run on a Python that is too old, and the whole file can
# be read by it: otherwise its user would see a traceback instead of the reason.
def unsupported(version: "tuple[int, ...]", executable: str) -> str:
    """Say why this Python cannot be used; an empty string if it can."""
    if version[:2] >= OLDEST_PYTHON:
        return ""
    found = ".".join(str(number) for number in version[:3])
    oldest = ".".join(str(number) for number in OLDEST_PYTHON)
    return f"Vis-à-vis needs Python {oldest} or later, and this is Python {found} ({executable})."


_COMPLAINT = unsupported(sys.version_info[:3], sys.executable)
if _COMPLAINT:
    print(_COMPLAINT, file=sys.stderr)
    sys.exit(2)

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PACKAGES = "Lib/site-packages" if os.name == "nt" else "lib/python3*/site-packages"
"""Where the packages of a `.venv` are, as a pattern."""
LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"
"""Holds the other one, so that a `.venv` made from it serves both commands."""


class BootstrapError(Exception):
    """The machine lacks something. The message says what, and what to do: exit code 2."""


class WorkError(Exception):
    """A program that was started failed. The message is what it printed."""


# Whether `.venv` is as it should be


def stamp(root: Path, lock: str) -> dict[str, str]:
    """What a `.venv` of the checkout `root` is made from; line endings are all the same to it."""
    try:
        files = [(root / name).read_bytes() for name in (lock, "pyproject.toml")]
    except OSError as error:
        raise BootstrapError(f"{error.filename} cannot be read: {error.strerror}.") from error
    plain = b"\0".join(files).replace(b"\r\n", b"\n")
    python = f"{sys.implementation.cache_tag} {sysconfig.get_platform()} {root}"
    return {"python": python, "lock": lock, "files": hashlib.sha256(plain).hexdigest()}


def venv_python(venv: Path) -> Path:
    """The Python inside `venv`."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def read_stamp(venv: Path) -> dict[str, Any]:
    """What `venv` was made from; nothing if it is missing, unfinished or has lost something."""
    try:
        found = json.loads((venv / "made-from.json").read_text(encoding="utf-8"))
        whole = set(found.pop("installed")) <= _installed(venv) and venv_python(venv).exists()
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return {}
    return found if whole else {}


def write_stamp(venv: Path, made_from: dict[str, str]) -> None:
    """Declare `venv` finished: write the stamp, whole or not at all."""
    draft = venv / "made-from.json.new"
    text = json.dumps({**made_from, "installed": sorted(_installed(venv))}, indent=1)
    draft.write_text(text, encoding="utf-8")
    draft.replace(venv / "made-from.json")


def _installed(venv: Path) -> set[str]:
    """The names in the package folder of `venv`: a package that was removed by hand is missed."""
    return {path.name for folder in venv.glob(PACKAGES) for path in folder.iterdir()}


# Making `.venv`


PIP = [str(venv_python(VENV)), "-m", "pip", "--disable-pip-version-check", "--no-input"]


def prepare(*, dev: bool) -> Path:
    """Bring `.venv` up to date and return its Python; `dev` adds the developers' tools.

    Raises `BootstrapError`.
    """
    locks = [DEV_LOCK] if dev else [LOCK, DEV_LOCK]
    wanted = [stamp(ROOT, lock) for lock in locks]
    if read_stamp(VENV) not in wanted:
        with _one_at_a_time(ROOT / ".cache" / "venv.lock"):
            found = read_stamp(VENV)
            if found not in wanted:
                # One that has the tools keeps them.
                _make(found, wanted[-1] if found.get("lock") == DEV_LOCK else wanted[0])
    return venv_python(VENV)


def _make(found: dict[str, Any], wanted: dict[str, str]) -> None:
    with contextlib.suppress(FileNotFoundError, NotADirectoryError):
        (VENV / "made-from.json").unlink()
    if found.get("python") != wanted["python"]:
        _create_venv()
    lock = wanted["lock"]
    own = VENV / "uv.txt"
    own.write_text(locked_lines("uv", (ROOT / lock).read_text(encoding="utf-8")), encoding="utf-8")
    install = ["install", "--no-deps", "--require-hashes", "--progress-bar", "off"]
    _install("Installing uv", [*PIP, *install, "--requirement", str(own)])
    uv_pip(f"Installing the packages of {lock}", "sync", "--require-hashes", lock)
    itself = ["install", "--no-deps", "--no-build-isolation", "--offline", "--editable", "."]
    uv_pip("Installing visavis", *itself)
    write_stamp(VENV, wanted)


def uv_pip(title: str, *arguments: str) -> None:
    """Let the `uv` of `.venv` install something, told what pip is told. Raises `BootstrapError`."""
    like_pip = uv_variables("\n".join(read_lines([*PIP, "config", "list"])))
    uv = [str(venv_python(VENV)), "-m", "uv", "--no-progress", "pip"]
    _install(title, [*uv, *arguments], **like_pip)


def locked_lines(package: str, lock: str) -> str:
    """The lines of a lock about one package: its version and all its hashes."""
    found = re.search(rf"^{package}==(?:.*\\\n)*.*\n", lock, flags=re.MULTILINE)
    if found is None:
        raise BootstrapError(f"The lock has no {package}. Remake it: python3 scripts/lock.py")
    return found[0]


def uv_variables(pip_settings: str) -> dict[str, str]:
    """What pip is told by its files and variables, as uv takes it, unless uv is told itself.

    `pip_settings` is what `pip config list` prints; the variables come first in it, and count.
    """
    names = {
        "index-url": "UV_DEFAULT_INDEX",
        "extra-index-url": "UV_INDEX",
        "cert": "SSL_CERT_FILE",
        "proxy": "ALL_PROXY",
    }
    found: dict[str, str] = {}
    for name, value in re.findall(r"^[^.\n]+\.([\w-]+)='(.*)'$", pip_settings, flags=re.MULTILINE):
        if name in names and names[name] not in os.environ:
            found.setdefault(names[name], " ".join(value.replace("\\n", " ").split()))
    # As pip does: the best of all indexes; the hashes say that it is the right one.
    return {**found, "UV_INDEX_STRATEGY": "unsafe-best-match"} if "UV_INDEX" in found else found


def _create_venv() -> None:
    if importlib.util.find_spec("ensurepip") is None:
        raise BootstrapError(
            "This Python cannot make a virtual environment: its module ensurepip is missing. "
            "On Debian and Ubuntu: apt install python3-venv"
        )
    try:
        if VENV.is_symlink() or VENV.is_file():
            VENV.unlink()
        elif VENV.exists():
            shutil.rmtree(VENV)
    except OSError as error:
        raise BootstrapError(
            f"The old {VENV} cannot be removed ({error.strerror}). "
            "Close the programs that use it, leave it (deactivate), and try again."
        ) from error
    # This may itself be the Python of the old .venv; the one below it survives.
    base = getattr(sys, "_base_executable", None) or sys.executable
    version = ".".join(platform.python_version_tuple()[:2])
    try:
        run_quietly(f"Making .venv with Python {version}", [base, "-m", "venv", str(VENV)])
    except WorkError as error:
        raise BootstrapError(f"The virtual environment could not be made:\n{error}") from error


def _install(title: str, command: list[str], **changes: str) -> None:
    try:
        run_quietly(title, command, **changes)
    except WorkError as error:
        said = str(error)
        message = f"{title} failed; it ended with:\n{last_lines(said)}\n{install_advice(said)}"
        raise BootstrapError(message) from error


ADVICE = (
    (
        r"DO NOT MATCH THE HASHES|Hash mismatch",
        "What was downloaded is not what the lock names. Do not go on with it: empty the caches "
        "(pip cache purge, uv cache clean) and try again; if it stays, something between here and "
        "the index changes the packages.",
    ),
    (
        r"No space left",
        "The disk is full. Make room and run the command again.",
    ),
    (
        r"(?i)SSLError|certificate",
        "The package index answers with a certificate that is not trusted here. Behind a proxy "
        "that has its own, name the file: PIP_CERT=/path/to/certificate.pem",
    ),
    (
        r"(?i)connect|resolve host|timed? ?out|ProxyError|No matching distribution|not found in"
        r"|no versions of",
        "The package index cannot be reached or does not have what the lock names. Check the "
        "network, and pip's settings if you have any: behind a proxy PIP_PROXY, with an index of "
        "your own PIP_INDEX_URL.",
    ),
)
"""What pip and uv print when they fail, and what to do then; the first that fits counts."""


def install_advice(output: str) -> str:
    """What to do about a failed installation, told by what it printed."""
    for sign, advice in ADVICE:
        if re.search(sign, output):
            return advice
    return "Run the command again; if it fails in the same way, remove the folder .venv first."


def last_lines(output: str, count: int = 8) -> str:
    """The end of what a program printed, set in; without what pip says of other Pythons."""
    lines = [line for line in output.splitlines() if not line.startswith("Ignoring ")]
    return "\n".join(f"  {line}" for line in lines[-count:])


@contextlib.contextmanager
def _one_at_a_time(path: Path) -> Iterator[None]:
    """Hold the file `path` locked; the lock ends with the process, however that ends."""
    try:
        path.parent.mkdir(exist_ok=True)
        handle = path.open("a+b")
    except OSError as error:
        raise BootstrapError(f"{path} cannot be written: {error.strerror}.") from error
    with handle:
        if not _try_lock(handle.fileno()):
            say("Another run is preparing .venv; waiting for it.")
            while not _try_lock(handle.fileno()):
                time.sleep(0.2)
        yield


def _try_lock(descriptor: int) -> bool:
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


# Running programs


def say(line: str) -> None:
    """Print a line now, so that it stands before what the next program prints."""
    print(line, flush=True)


def environment() -> dict[str, str]:
    """The environment for the programs in `.venv`: theirs first on the path, and UTF-8 everywhere.

    PYTHONPATH and PYTHONHOME are left out, since they would mix other packages with the locked.
    What Python compiles is kept in `.venv`, also where it is told to keep nothing beside the
    sources: otherwise each of the hundreds of programs that the tests start compiles all anew.
    """
    foreign = ("PYTHONPATH", "PYTHONHOME", "PYTHONDONTWRITEBYTECODE")
    clean = {name: value for name, value in os.environ.items() if name not in foreign}
    folder = str(venv_python(VENV).parent)
    clean["PATH"] = os.pathsep.join(filter(None, [folder, clean.get("PATH")]))
    compiled = {"PYTHONPYCACHEPREFIX": str(VENV / "compiled")}
    return {**clean, "VIRTUAL_ENV": str(VENV), "PYTHONUTF8": "1", **compiled}


def run(command: list[str], **changes: str) -> int:
    """Run a program in the checkout, its output where ours goes; returns its exit code."""
    sys.stdout.flush()
    with subprocess.Popen(command, cwd=ROOT, env={**environment(), **changes}) as process:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # The terminal sends it to both; the program ends by itself and says what it did.
            return process.wait()


def read_lines(command: list[str], **changes: str) -> Iterator[str]:
    """Run a program in the checkout and yield the lines that it prints; `WorkError` if it fails."""
    with subprocess.Popen(
        command,
        cwd=ROOT,
        env={**environment(), **changes},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None  # Because of PIPE.
        lines = []
        for line in process.stdout:
            lines.append(line)
            yield line.rstrip("\n")
    if process.returncode:
        raise WorkError("".join(lines).rstrip())


def run_quietly(title: str, command: list[str], **changes: str) -> float:
    """Run a program behind one line that ends with the seconds it took, which are returned.

    On a terminal the line shows what the program is at. Raises `WorkError`, whose message is all
    that was printed.
    """
    start = time.monotonic()
    print(f"{title} …", end="", flush=True)
    # On a terminal each line covers the one before; elsewhere nothing is taken back.
    width = shutil.get_terminal_size().columns - 1 if sys.stdout.isatty() else 0
    ending = "failed"
    try:
        for line in read_lines(command, **changes):
            if width:
                print(f"\r{f'{title} … {line.strip()}'[:width]:<{width}}", end="", flush=True)
        ending = f"{time.monotonic() - start:.0f} s"
    finally:
        print(f"\r{f'{title} … {ending}':<{width}}" if width else f" {ending}", flush=True)
    return time.monotonic() - start


def command_line(main: Callable[[list[str]], int]) -> None:
    """Run the `main` of a script and exit: 2 with a message for what the machine lacks."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # A console that lacks a character shows its code instead of stopping the work.
            stream.reconfigure(errors="backslashreplace")
    try:
        code = main(sys.argv[1:])
    except BootstrapError as error:
        print(error, file=sys.stderr)
        code = 2
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        code = 130
    except BrokenPipeError:
        # Whoever read our output has gone; what Python would still print has nowhere to go.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 1
    sys.exit(code)
