"""Find a Chromium for the browser tests, wherever this machine keeps it."""

from __future__ import annotations

import os
import platform
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping

from bootstrap import BootstrapError, WorkError, last_lines, run_quietly

SHELL = "chromium-headless-shell"
"""Debian's package of a Chromium without windows, and its program: a page costs it half as much."""


def browser_names(variables: Mapping[str, str], system: str) -> list[str]:
    """Where a Chromium may be, best first: programs on the PATH, or paths.

    The variable `CHROME` rules out the rest. `system` is spelled as in `sys.platform`.
    """
    if variables.get("CHROME"):
        return [variables["CHROME"]]
    if system == "darwin":
        names = ["Chromium", "Google Chrome", "Microsoft Edge"]
        return [f"/Applications/{name}.app/Contents/MacOS/{name}" for name in names]
    if system == "win32":
        places = ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")
        folders = [variables[name] for name in places if variables.get(name)]
        programs = ["Chromium/Application/chrome", "Google/Chrome/Application/chrome"]
        programs.append("Microsoft/Edge/Application/msedge")
        return [f"{folder}/{name}.exe" for name in programs for folder in folders]
    names = [SHELL, "chromium", "google-chrome", "google-chrome-stable", "chromium-browser"]
    return [*names, "microsoft-edge", "microsoft-edge-stable"]


def first_browser(names: list[str], answers: Callable[[str], bool]) -> str:
    """Path of the first of `names` that exists and of which `answers(path)` holds; or nothing."""
    paths = (shutil.which(name) for name in names)
    return next((path for path in paths if path and answers(path)), "")


def find_browser() -> str:
    """Path of a Chromium on this machine; on Debian, as root, it is installed where there is none.

    Raises `BootstrapError` with the ways to get one.
    """
    names = browser_names(os.environ, sys.platform)
    if found := first_browser(names, _answers):
        return found
    if os.environ.get("CHROME"):
        raise BootstrapError(f"CHROME is set to {names[0]}, and no browser answers there.")
    if _can_install_packages():
        _install_shell()
        if found := first_browser(names, _answers):
            return found
    raise BootstrapError(
        f"No Chromium, Chrome or Edge was found. Install one (on Debian: apt install {SHELL}), "
        "or name it with CHROME=/path/to/chrome, or leave those tests out with --no-browser."
    )


def _answers(path: str) -> bool:
    """Whether the browser starts: some systems have a script that only says how to get it."""
    if os.name == "nt":  # There --version opens a window.
        return True
    try:
        asked = subprocess.run([path, "--version"], capture_output=True, timeout=60, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return asked.returncode == 0


def _can_install_packages() -> bool:
    """Whether we are root on Debian, which has packages that are the browser itself."""
    if sys.platform != "linux" or os.geteuid() != 0 or not shutil.which("apt-get"):
        return False
    try:
        return platform.freedesktop_os_release()["ID"] == "debian"
    except OSError:
        return False


def _install_shell() -> None:
    quiet = {"DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "--yes", "-qq", "--no-install-recommends", SHELL]
    try:
        run_quietly("Reading Debian's package lists", ["apt-get", "update", "-qq"], **quiet)
        run_quietly(f"Installing Debian's package {SHELL}", install, **quiet)
    except WorkError as error:
        message = f"apt-get could not install {SHELL}; it ended with:\n{last_lines(str(error))}"
        raise BootstrapError(message) from error
