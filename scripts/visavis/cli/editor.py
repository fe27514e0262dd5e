"""Opens an editor at a line of a file."""

from __future__ import annotations

import os
import shlex
import shutil
import subprocess
from pathlib import Path

from visavis.errors import VisavisError, say_reason

_PLUS = frozenset(
    "vi vim nvim view nano emacs emacsclient micro kak ne joe jed mg gedit kate".split()
)
"""Editors that take the line as `+12`."""
_GOTO = {"code": "--goto", "codium": "--goto", "code-insiders": "--goto", "cursor": "--goto"}
"""Editors that take it behind the file, after an option, and have to be told to wait."""
_COLON = frozenset("subl hx helix zed".split())
"""Editors that take it behind the file."""


def open_editor(file: Path, line: int) -> None:
    """Open a file at a line, and come back when it is closed. Raises VisavisError."""
    said = os.environ.get("VISUAL") or os.environ.get("EDITOR") or _find()
    if not said:
        raise VisavisError("it is not known which editor to open", hint="name it in EDITOR")
    command = editor_command(said, file, line)
    try:
        done = subprocess.run(command, check=False)
    except OSError as error:
        raise VisavisError(
            f"the editor cannot be opened: {say_reason(error)}", place=said
        ) from None
    if done.returncode:
        raise VisavisError(f"the editor ended with {done.returncode}", place=said)


def editor_command(said: str, file: Path, line: int) -> list[str]:
    """What is typed to open a file at a line in the editor that VISUAL or EDITOR names."""
    words = shlex.split(said, posix=os.name != "nt")
    name = Path(words[0]).stem.lower()
    if name in _PLUS:
        return [*words, f"+{line}", str(file)]
    if name in _GOTO:
        wait = [] if "--wait" in words or "-w" in words else ["--wait"]
        return [*words, *wait, _GOTO[name], f"{file}:{line}"]
    if name in _COLON:
        return [*words, f"{file}:{line}"]
    return [*words, str(file)]


def _find() -> str:
    names = ("notepad",) if os.name == "nt" else ("sensible-editor", "nano", "vi")
    return next((name for name in names if shutil.which(name)), "")
