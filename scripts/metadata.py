"""What is said of the package, where it is published, that depends on where its repository stands.

`VISAVIS_REPO_URL` names the repository, as it does for a site. Without it the package says no
addresses, and the links of its description stay what they are in the README.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

from hatchling.metadata.plugin.interface import MetadataHookInterface

_LINK = re.compile(r"(!?)(\[[^\]]*\]\()(?!https?:|#)([^)\s]+)\)")
"""A link or a picture within the repository; the README has no code that looks like one."""


class RepositoryHook(MetadataHookInterface):
    """Gives the README and the addresses."""

    def update(self, metadata: dict[str, Any]) -> None:
        """Fill in what `pyproject.toml` calls dynamic."""
        text = Path(self.root, "README.md").read_text("utf-8")
        repository = os.environ.get("VISAVIS_REPO_URL", "").rstrip("/")
        metadata["urls"] = list_addresses(repository)
        text = lead_home(text, repository) if repository else text
        metadata["readme"] = {"content-type": "text/markdown", "text": text}


def list_addresses(repository: str) -> dict[str, str]:
    """Where more stands, by the names that package indexes know; nothing without a repository."""
    if not repository:
        return {}
    return {
        "Source": repository,
        "Documentation": f"{repository}/blob/HEAD/manual/index.md",
        "Changelog": f"{repository}/blob/HEAD/CHANGELOG.md",
        "Issues": f"{repository}/issues",
    }


def lead_home(text: str, repository: str) -> str:
    """A text whose links and pictures hold wherever it is shown."""

    def lead(found: re.Match[str]) -> str:
        picture, words, path = found.groups()
        return f"{picture}{words}{repository}/{'raw' if picture else 'blob'}/HEAD/{path})"

    return _LINK.sub(lead, text)
