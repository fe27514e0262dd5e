"""How commands find the edition they work on."""

from __future__ import annotations

import os
from pathlib import Path

import click

from visavis.settings import Project, find_root, read_project
from visavis.store import settle


def open_project(context: click.Context) -> Project:
    """The project that `-C` names, or the one around the current folder. Raises VisavisError."""
    folder: Path | None = context.obj
    root = Path(os.path.abspath(folder)) if folder else find_root(Path.cwd())
    settle(root)
    return read_project(root)


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 pair`, `41 pairs`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
