"""Our part of `mkdocs.yml`, read and validated in one place: plain values for everybody below."""

from visavis.settings.config import (
    CONFIG,
    find_nav_line,
    list_extensions,
    read_config,
)
from visavis.settings.credits import CitationSettings, Credits, Name, state_in
from visavis.settings.project import (
    Project,
    TextSettings,
    find_root,
    list_parts,
    list_titles,
    make_project,
    read_project,
)
from visavis.settings.schema import DOWNLOADS, SETTINGS, Setting

__all__ = [
    "CONFIG",
    "DOWNLOADS",
    "SETTINGS",
    "CitationSettings",
    "Credits",
    "Name",
    "Project",
    "Setting",
    "TextSettings",
    "find_nav_line",
    "find_root",
    "list_extensions",
    "list_parts",
    "list_titles",
    "make_project",
    "read_config",
    "read_project",
    "state_in",
]
