"""What `build.py` and `test.py` share: the locked packages in `.venv`, and starting programs there.

Standard library only: this runs before anything is installed. The packages go into `.venv` in the
checkout, and a marker file there says what they were made from. While the marker agrees with the
locks and with `pyproject.toml`, nothing has to be done, and looking takes a few milliseconds. The
marker is removed before the first change and written after the last, so that a `.venv` whose making
was interrupted is never taken for a finished one.
"""

import contextlib
import hashlib
import importlib.util
import json
import os
import platform
import shutil
import subprocess
import sys
import sysconfig
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

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
LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"


class BootstrapError(Exception):
    """The machine lacks something. The message says what, and what to do: exit code 2."""


class WorkError(Exception):
    """A program that was started failed. The message is what it printed."""


class State(NamedTuple):
    """What a `.venv` was made from, or what it should be made from."""

    python: str
    """Which Python, on which kind of machine, for which checkout: none of them can be swapped."""
    locks: dict[str, str]
    """Digest of each lock whose packages are installed, by its file name."""
    project: str
    """Digest of `pyproject.toml`, which the installed commands and plugins come from."""


class Plan(NamedTuple):
    """What is left to do, in this order."""

    create: bool
    """Throw `.venv` away and make it anew."""
    packages: bool
    """Install the packages of the lock."""
    project: bool
    """Install the project itself."""


# The state of `.venv`


def digest(path: Path) -> str:
    """SHA-256 of a text file, the same whether its lines end as on Unix or as on Windows."""
    return hashlib.sha256(path.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def wanted_state(root: Path, *, dev: bool) -> State:
    """The state that a finished `.venv` of the checkout `root` has."""
    python = f"{sys.implementation.cache_tag} {sysconfig.get_platform()} {root}"
    names = [LOCK, DEV_LOCK] if dev else [LOCK]
    try:
        locks = {name: digest(root / name) for name in names}
        return State(python, locks, digest(root / "pyproject.toml"))
    except OSError as error:
        raise BootstrapError(f"{error.filename} cannot be read: {error.strerror}.") from error


def plan(found: State | None, wanted: State) -> Plan:
    """What leads from `found` to `wanted`.

    A lock that changed means a new `.venv`: installing over the old one would leave packages behind
    that no lock names. The developers' lock holds the other one, so it can be added later, and a
    `.venv` that has it serves both commands.
    """
    if found is None or found.python != wanted.python:
        return Plan(create=True, packages=True, project=True)
    both = found.locks.keys() & wanted.locks.keys()
    if not both or any(found.locks[name] != wanted.locks[name] for name in both):
        return Plan(create=True, packages=True, project=True)
    packages = not wanted.locks.keys() <= found.locks.keys()
    return Plan(create=False, packages=packages, project=found.project != wanted.project)


def venv_python(venv: Path) -> Path:
    """The Python inside `venv`."""
    return venv / ("Scripts/python.exe" if os.name == "nt" else "bin/python")


def read_state(venv: Path) -> State | None:
    """What `venv` was made from; None if it is missing, unfinished or has lost something."""
    try:
        marker = json.loads((venv / "made-from.json").read_text(encoding="utf-8"))
        state = State(marker["python"], dict(marker["locks"]), marker["project"])
        whole = set(marker["installed"]) <= _installed(venv)
    except (OSError, ValueError, KeyError, TypeError):
        return None
    return state if whole and venv_python(venv).exists() else None


def write_state(venv: Path, state: State) -> None:
    """Declare `venv` finished: write the marker, whole or not at all."""
    marker = {**state._asdict(), "installed": sorted(_installed(venv))}
    draft = venv / "made-from.json.new"
    draft.write_text(json.dumps(marker, indent=1), encoding="utf-8")
    draft.replace(venv / "made-from.json")


def _installed(venv: Path) -> set[str]:
    """The names in the package folder of `venv`: a package that was removed by hand is missed."""
    pattern = "Lib/site-packages" if os.name == "nt" else "lib/python3*/site-packages"
    return {path.name for folder in venv.glob(pattern) for path in folder.iterdir()}


# Making `.venv`


def prepare(*, dev: bool) -> Path:
    """Bring `.venv` up to date and return its Python; `dev` adds the developers' tools.

    Raises `BootstrapError`.
    """
    python = venv_python(VENV)
    wanted = wanted_state(ROOT, dev=dev)
    if not any(plan(read_state(VENV), wanted)):
        return python
    with _one_at_a_time(ROOT / ".cache" / "venv.lock"):
        found = read_state(VENV)
        todo = plan(found, wanted)
        if any(todo):
            with contextlib.suppress(FileNotFoundError, NotADirectoryError):
                (VENV / "made-from.json").unlink()
            _carry_out(todo, python, DEV_LOCK if dev else LOCK)
            kept = found.locks if found and not todo.create else {}
            write_state(VENV, wanted._replace(locks={**kept, **wanted.locks}))
    return python


def _carry_out(todo: Plan, python: Path, lock: str) -> None:
    if todo.create:
        _create_venv()
    if todo.packages:
        title = f"Installing the packages of {lock}"
        _pip(python, title, "--require-hashes", "--requirement", lock)
    if todo.project:
        _pip(python, "Installing visavis", "--no-build-isolation", "--editable", ".")


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


def _pip(python: Path, title: str, *arguments: str) -> None:
    """Install with pip, dependencies left out: the lock names them all."""
    command = [str(python), "-m", "pip", "install", "--no-deps", "--no-input"]
    command += ["--disable-pip-version-check", "--progress-bar", "off", *arguments]
    try:
        run_quietly(title, command)
    except WorkError as error:
        output = str(error)
        message = f"pip failed; it ended with:\n{last_lines(output)}\n{pip_advice(output)}"
        raise BootstrapError(message) from error


PIP_ADVICE = (
    (
        ("DO NOT MATCH THE HASHES", "Hashes are required"),
        "What was downloaded is not what the lock names. Do not go on with it: empty pip's cache "
        "(pip cache purge) and try again; if it stays, something between here and the index "
        "changes the packages.",
    ),
    (
        ("No space left",),
        "The disk is full. Make room and run the command again.",
    ),
    (
        ("SSLError", "CERTIFICATE_VERIFY_FAILED"),
        "The package index answers with a certificate that is not trusted here. Behind a proxy "
        "that has its own, name the file: PIP_CERT=/path/to/certificate.pem",
    ),
    (
        ("connection broken", "Name or service not known", "ProxyError", "Connection", "Timeout"),
        "The package index cannot be reached. Check the network and run the command again; behind "
        "a proxy set PIP_PROXY, with an index of your own PIP_INDEX_URL, as for pip.",
    ),
    (
        ("No matching distribution",),
        "The package index cannot be reached or does not have what the lock names. Check the "
        "network, and PIP_INDEX_URL, PIP_NO_INDEX and pip's configuration if you have set them.",
    ),
)
"""What pip prints when it fails, and what to do then; the first that fits counts."""


def last_lines(output: str, count: int = 8) -> str:
    """The end of what a program printed, set in; without what pip says of other Pythons."""
    lines = [line for line in output.splitlines() if not line.startswith("Ignoring ")]
    return "\n".join(f"  {line}" for line in lines[-count:])


def pip_advice(output: str) -> str:
    """What to do about a failure of pip, told by what it printed."""
    for signs, advice in PIP_ADVICE:
        if any(sign in output for sign in signs):
            return advice
    return "Run the command again; if it fails in the same way, remove the folder .venv first."


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
    """
    foreign = ("PYTHONPATH", "PYTHONHOME")
    clean = {name: value for name, value in os.environ.items() if name not in foreign}
    folder = str(venv_python(VENV).parent)
    clean["PATH"] = os.pathsep.join(filter(None, [folder, clean.get("PATH")]))
    return {**clean, "VIRTUAL_ENV": str(VENV), "PYTHONUTF8": "1"}


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
