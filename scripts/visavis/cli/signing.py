"""How commands write the record: read, follow the texts, change, write, all under one lock."""

from __future__ import annotations

import getpass
import os
import subprocess
from collections.abc import Callable
from datetime import datetime, timezone
from pathlib import Path

from visavis.action import describe_moves, record_texts
from visavis.cli.progress import progress
from visavis.edition import Edition, open_edition
from visavis.errors import VisavisError
from visavis.record import Records, follow
from visavis.settings import Project
from visavis.store import lock_edition, write_files


def change_records(project: Project, change: Callable[[Edition, Records], Records]) -> list[str]:
    """Bring the records up to date with the texts, change them, and write what has changed.

    `change` is given the edition and its records, and returns those that it wants to differ.
    Returns a line for each address that was left. Raises VisavisError, with nothing written.
    """
    with lock_edition(project.root), progress() as step:
        step("Reading the texts", 40)
        edition = open_edition(project)
        followed = follow(edition.records, edition.chapters)
        step("Checking", 60)
        texts = record_texts(edition, {**followed, **change(edition, followed)})
        write_files(project.root, texts)
    return list(describe_moves(edition.records, followed))


def find_name(root: Path) -> str:
    """Who signs: the name that git knows, else the login name. Raises VisavisError."""
    try:
        command = ["git", "-C", str(root), "config", "user.name"]
        found = subprocess.run(command, capture_output=True, check=False, encoding="utf-8").stdout
        name = found.strip() or getpass.getuser()
    except (OSError, KeyError, ImportError, ValueError):
        name = ""
    if not name:
        raise VisavisError("it is not known who signs", hint="say it with --name")
    return name


def find_date() -> str:
    """Now, as ISO 8601 in UTC, to the second; SOURCE_DATE_EPOCH stands in for the clock.

    Raises VisavisError.
    """
    said = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        now = datetime.now(timezone.utc)
        if said:
            now = datetime.fromtimestamp(int(said), timezone.utc)
    except (ValueError, OverflowError, OSError):
        raise VisavisError(f"SOURCE_DATE_EPOCH: {said} is not a number of seconds") from None
    return now.strftime("%Y-%m-%dT%H:%M:%SZ")
