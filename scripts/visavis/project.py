"""The settings of an edition, read once from `mkdocs.yml` and turned into plain values."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any

from visavis.config import CONFIG, list_own_files, plugin_settings, read_config
from visavis.credits import CitationSettings, make_citation_settings
from visavis.errors import VisavisError
from visavis.side import Side
from visavis.text import is_tag

PAGEFIND_FROM = 1_000
"""So many pairs are half a megabyte in one file, and the pieces for one search a quarter; see
`benchmarks/search.py`."""
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ku ps sd ug ur yi".split())


@dataclass(frozen=True, slots=True)
class TextSettings:
    """What is said of one of the two texts: its language, where it stands."""

    language: str
    """BCP 47 tag."""
    folder: str
    """Relative to the root, with forward slashes."""
    name: str = ""
    """The language's own name for itself."""
    notice: Mapping[str, str] = field(default_factory=dict)
    """What every reader of this text must know, by language: shown at the head of each page."""

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return "rtl" if self.language.partition("-")[0] in _RIGHT_TO_LEFT else "ltr"


@dataclass(frozen=True, slots=True)
class Project:
    """The settings of an edition: plain values, made once from `mkdocs.yml`."""

    root: Path
    source: TextSettings
    """The original."""
    target: TextSettings
    """The translation."""
    glossary: str = "glossary"
    record: str = "alignment"
    citation: CitationSettings = field(default_factory=CitationSettings)
    pagefind_from: int = PAGEFIND_FROM
    """From so many pairs on the search index is written in pieces, by Pagefind."""
    own_files: frozenset[str] = frozenset()
    """Scripts and styles of the owner, by their paths in the folder of the translation."""
    typography: bool = True
    """Whether quotation marks and spaces are judged and may be repaired."""

    def __getitem__(self, side: Side) -> TextSettings:
        """What is said of the text on a side."""
        return self.source if side is Side.SOURCE else self.target

    @property
    def sides(self) -> tuple[TextSettings, TextSettings]:
        """The translation, then the original."""
        return self.target, self.source

    @property
    def languages(self) -> tuple[str, str]:
        """Tags of the original and of the translation."""
        return self.source.language, self.target.language


def find_root(start: Path) -> Path:
    """The nearest folder upward that holds an `mkdocs.yml`. Raises VisavisError."""
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file():
            return folder
    raise VisavisError(
        f"no {CONFIG} here or above",
        place=str(start),
        hint="name the edition with `visavis -C DIR`",
    )


def read_project(root: Path) -> Project:
    """Read the settings of an edition, without MkDocs. Raises VisavisError."""
    config = read_config(root)
    return make_project(
        root,
        plugin_settings(config),
        _folder(config, "docs_dir", "docs"),
        own_files=list_own_files(config),
    )


def make_project(
    root: Path,
    settings: Mapping[str, Any],
    docs: str = "docs",
    *,
    own_files: frozenset[str] = frozenset(),
) -> Project:
    """Make a project from the settings under `plugins: visavis:`. Raises VisavisError."""
    known = {"source", "target", "glossary", "record", "citation", "pagefind_from", "typography"}
    unknown = sorted(set(settings) - known)
    if unknown:
        raise VisavisError(
            f"plugins.visavis.{unknown[0]}: no such setting",
            place=CONFIG,
            hint=f"there are {', '.join(sorted(known))}",
        )
    source = _side(settings.get("source"), "source", TextSettings("en", "docs_en", "English"))
    target = _side(settings.get("target"), "target", TextSettings("fr", docs, "Français"))
    _check_sides(source, target)
    if target.folder != docs:
        raise VisavisError(
            f"plugins.visavis.target.folder: {target.folder} is not docs_dir, which is {docs}",
            place=CONFIG,
            hint="MkDocs takes the translation for its own pages; name the same folder in both",
        )
    return Project(
        root=root,
        source=source,
        target=target,
        glossary=_folder(settings, "glossary", "glossary", "plugins.visavis."),
        record=_folder(settings, "record", "alignment", "plugins.visavis."),
        citation=make_citation_settings(settings.get("citation")),
        pagefind_from=_number(settings, "pagefind_from", PAGEFIND_FROM),
        own_files=own_files,
        typography=_switch(settings, "typography", True),
    )


def _folder(settings: Mapping[str, Any], name: str, default: str, where: str = "") -> str:
    """A folder of the edition as the settings name it, written in one way."""
    value = settings.get(name, default)
    path = PurePosixPath(value.replace("\\", "/")) if isinstance(value, str) else None
    if path is None or not path.parts:
        raise VisavisError(f"{where}{name}: the name of a folder is needed", place=CONFIG)
    if path.is_absolute() or ".." in path.parts or re.match("[A-Za-z]:", value):
        raise VisavisError(
            f"{where}{name}: {value} leads out of the edition",
            place=CONFIG,
            hint=f"name a folder beside {CONFIG}",
        )
    return str(path)


def _number(settings: Mapping[str, Any], name: str, default: int) -> int:
    value = settings.get(name, default)
    if not isinstance(value, int) or isinstance(value, bool) or value < 0:
        raise VisavisError(f"plugins.visavis.{name}: a whole number is needed", place=CONFIG)
    return value


def _switch(settings: Mapping[str, Any], name: str, default: bool) -> bool:
    value = settings.get(name, default)
    if not isinstance(value, bool):
        raise VisavisError(f"plugins.visavis.{name}: true or false is needed", place=CONFIG)
    return value


def _check_sides(source: TextSettings, target: TextSettings) -> None:
    if source.language == target.language:
        raise VisavisError(f"plugins.visavis: both sides are {source.language}", place=CONFIG)
    ours, theirs = PurePosixPath(target.folder), PurePosixPath(source.folder)
    if ours.is_relative_to(theirs) or theirs.is_relative_to(ours):
        raise VisavisError(
            f"plugins.visavis: the folders of both sides, {target.folder} and {source.folder}, are "
            "one or stand in each other",
            place=CONFIG,
            hint="give each text a folder of its own",
        )


def _side(value: Any, name: str, default: TextSettings) -> TextSettings:
    if value is None:
        return default
    if not isinstance(value, dict) or not isinstance(value.get("language"), str):
        raise VisavisError(
            f"plugins.visavis.{name}: a map with language, folder and name is needed", place=CONFIG
        )
    language = value["language"]
    if not is_tag(language):
        raise VisavisError(
            f"plugins.visavis.{name}.language: {language} is not a language tag",
            place=CONFIG,
            hint="write it as in `fr` or `pt-BR`",
        )
    notice = value.get("notice") or {}
    if not isinstance(notice, dict):
        raise VisavisError(
            f"plugins.visavis.{name}.notice: a map of language to sentence is needed", place=CONFIG
        )
    return TextSettings(
        language=language,
        folder=_folder(value, "folder", default.folder, f"plugins.visavis.{name}."),
        name=_words(value.get("name", default.name if language == default.language else language)),
        notice={_words(tag): _words(sentence) for tag, sentence in notice.items()},
    )


def _words(value: Any) -> str:
    # Aliases can make a list that is short in the file and endless as text.
    if not isinstance(value, str):
        raise VisavisError(
            "plugins.visavis: a language's name or a notice is not text", place=CONFIG
        )
    return value
