"""Pandoc: bytes of a format → its syntax tree. A heavy extra, asked for only when it is needed."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from visavis.errors import VisavisError

_SECONDS = 300
_MEMORY = "1500m"
_OUT_OF_MEMORY = 251


def need(module: str, package: str, what: str) -> ModuleType:
    """Import what an extra brings. Raises VisavisError that names it, or what fails in it."""
    try:
        return import_module(module)
    except ImportError as error:
        said = f"reading {what} needs the package {package}"
        if isinstance(error, ModuleNotFoundError) and error.name == module.partition(".")[0]:
            hint = "install it with `pip install 'visavis[import]'`"
            raise VisavisError(said, hint=hint) from None
        why = " ".join(str(error).split()).rstrip(".") or type(error).__name__
        raise VisavisError(
            f"{said}, which is installed but does not load: {why}",
            hint="`pip install --upgrade 'visavis[import]'` brings what it needs",
        ) from None


def run_pandoc(data: bytes, form: str, name: str) -> Mapping[str, Any]:
    """Pandoc's tree of a document, as its JSON says it.

    Pandoc runs without access to files or the network and with a bound on time and memory. Raises
    VisavisError where it cannot make sense of the bytes.
    """
    limit = ("+RTS", f"-M{_MEMORY}", "-RTS")
    command = [_pandoc(name), "--sandbox", "-f", form, "-t", "json", *limit]
    try:
        done = subprocess.run(
            command, input=data, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        raise VisavisError(f"not read within {_SECONDS} seconds", place=name) from None
    except OSError as error:
        raise VisavisError(f"pandoc does not run: {error.strerror}", place=name) from None
    if done.returncode == _OUT_OF_MEMORY:
        raise VisavisError(f"it takes more than {_MEMORY[:-1]} MB of memory to read", place=name)
    if done.returncode:
        words = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise VisavisError(f"pandoc cannot read it: {words[:160] or 'no reason given'}", place=name)
    try:
        tree: Mapping[str, Any] = json.loads(done.stdout)
    except (ValueError, RecursionError):
        raise VisavisError("nested too deeply", place=name) from None
    return tree


def _pandoc(name: str) -> str:
    module = need("pypandoc", "pypandoc_binary", Path(name).suffix.lstrip(".").upper() or name)
    try:
        return str(module.get_pandoc_path())
    except OSError:
        raise VisavisError(
            "pandoc is missing", hint="install it with `pip install 'visavis[import]'`"
        ) from None
