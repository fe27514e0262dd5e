"""The fork of Material, MaterialX, under which the tests build the site too.

Both bring a module `material`. So the fork, and nothing that it stands on, goes into a folder of
its own in `.venv`, which a test puts before the other packages.
"""

from __future__ import annotations

import hashlib

from bootstrap import ROOT, VENV, uv_pip

HOST_LOCK = "requirements-host.lock"
FOLDER = VENV / "materialx"
STAMP = FOLDER / "made-from.txt"


def prepare_host() -> str:
    """Bring the folder of the fork to its lock and return its path. Raises `BootstrapError`."""
    wanted = hashlib.sha256((ROOT / HOST_LOCK).read_bytes()).hexdigest()
    if not STAMP.is_file() or STAMP.read_text("utf-8") != wanted:
        STAMP.unlink(missing_ok=True)
        into = ["--no-deps", "--require-hashes", "--target", str(FOLDER), "-r", HOST_LOCK]
        uv_pip(f"Installing the packages of {HOST_LOCK}", "install", *into)
        STAMP.write_text(wanted, "utf-8")
    return str(FOLDER)
