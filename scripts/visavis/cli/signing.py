"""Who signs, and when."""

from __future__ import annotations

import getpass
import os
from datetime import datetime, timezone
from pathlib import Path

from visavis.action import Reviewer
from visavis.errors import VisavisError
from visavis.store import ask_git


def find_name(root: Path) -> str:
    """Who signs: the name that git knows, else the login name. Raises VisavisError."""
    try:
        found = ask_git(root, "config", "user.name") or b""
        name = found.decode().strip() or getpass.getuser()
    except (OSError, KeyError, ImportError, ValueError):
        name = ""
    if not name:
        raise VisavisError("it is not known who signs", hint="say it with --name")
    return name


def find_reviewer(root: Path, name: str | None) -> Reviewer:
    """Who signs, under this name or their own, and when. Raises VisavisError."""
    return Reviewer(name or find_name(root), find_date())


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
