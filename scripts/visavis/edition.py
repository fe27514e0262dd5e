"""An edition: its settings, read once, and everything it holds, brought together in one place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from visavis.align import Pairing, pair_documents
from visavis.errors import VisavisError
from visavis.glossary import Glossary, read_glossary
from visavis.record import Record, parse_record
from visavis.text import Document, check_inside, read_document, read_text

CONFIG = "mkdocs.yml"
_RIGHT_TO_LEFT = frozenset("ar arc ckb dv fa he ku ps sd ug ur yi".split())


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two languages of an edition."""

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
    source: Side
    """The original."""
    target: Side
    """The translation."""
    glossary: str = "glossary"
    record: str = "alignment"

    @property
    def sides(self) -> tuple[Side, Side]:
        """The translation, then the original."""
        return self.target, self.source

    @property
    def languages(self) -> tuple[str, str]:
        """Tags of the translation and of the original."""
        return self.target.language, self.source.language


@dataclass(frozen=True, slots=True)
class Edition:
    """Everything that an edition holds, read and joined."""

    project: Project
    chapters: tuple[Pairing, ...]
    """In the order of their names."""
    glossary: Glossary = field(default_factory=Glossary)
    records: Mapping[str, Record] = field(default_factory=dict)
    """By the chapter's name; chapters that were never stamped have none."""

    def __getitem__(self, name: str) -> Pairing:
        """A chapter by its name."""
        return next(chapter for chapter in self.chapters if chapter.name == name)


def find_root(start: Path) -> Path:
    """The nearest folder upward that holds an `mkdocs.yml`. Raises VisavisError."""
    for folder in (start, *start.parents):
        if (folder / CONFIG).is_file():
            return folder
    raise VisavisError(
        f"no {CONFIG} here or above", place=str(start), hint="name the edition with `visavis -C DIR`"
    )


def read_config(root: Path) -> Mapping[str, Any]:
    """The plain settings in `mkdocs.yml`, read without MkDocs; its own tags give None.

    Raises VisavisError.
    """
    if not root.is_dir():
        raise VisavisError("there is no such folder", place=str(root))
    if not (root / CONFIG).is_file():
        raise VisavisError(f"there is no {CONFIG} in it", place=str(root))
    try:
        config = yaml.load(read_text(root, CONFIG), _SettingsLoader)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise VisavisError(f"not valid YAML: {error.problem}", place=f"{CONFIG}:{line}") from None
    if not isinstance(config, dict):
        raise VisavisError("not a map of settings", place=f"{CONFIG}:1")
    return config


def read_project(root: Path) -> Project:
    """Read the settings of an edition, without MkDocs. Raises VisavisError."""
    config = read_config(root)
    return make_project(root, _plugin_settings(config), str(config.get("docs_dir", "docs")))


def make_project(root: Path, settings: Mapping[str, Any], docs: str = "docs") -> Project:
    """Make a project from the settings under `plugins: visavis:`. Raises VisavisError."""
    known = {"source", "target", "glossary", "record"}
    unknown = sorted(set(settings) - known)
    if unknown:
        raise VisavisError(
            f"plugins.visavis.{unknown[0]}: no such setting",
            place=CONFIG,
            hint=f"there are {', '.join(sorted(known))}",
        )
    source = _side(settings.get("source"), "source", Side("en", "docs_en", "English"))
    target = _side(settings.get("target"), "target", Side("fr", docs, "Français"))
    if source.language == target.language:
        raise VisavisError(
            f"plugins.visavis: both sides are {source.language}", place=CONFIG
        )
    return Project(
        root=root,
        source=source,
        target=target,
        glossary=str(settings.get("glossary", "glossary")),
        record=str(settings.get("record", "alignment")),
    )


def open_edition(project: Project, only: Sequence[str] = ()) -> Edition:
    """Read an edition, or only some of its chapters. Raises VisavisError for a broken set-up."""
    files = {side.folder: _markdown_files(project, side) for side in project.sides}
    names = sorted(set().union(*files.values()))
    _check_case(names, project)
    chapters = []
    for name in names:
        if only and name not in only:
            continue
        target, source = (
            _read_side(project, side, name, name in files[side.folder]) for side in project.sides
        )
        chapters.append(pair_documents(name, source, target))
    return Edition(
        project=project,
        chapters=tuple(chapters),
        glossary=read_glossary(project.root, project.glossary, project.languages),
        records={c.name: read_record(project, c.name) for c in chapters},
    )


def record_path(project: Project, name: str) -> str:
    """Where the record of a chapter stands, relative to the root."""
    return f"{project.record}/{name}.jsonl"


def read_record(project: Project, name: str) -> Record:
    """The record of a chapter; an empty one where there is none yet."""
    path = record_path(project, name)
    if not (project.root / path).is_file():
        return Record()
    return parse_record(read_text(project.root, path))


def _read_side(project: Project, side: Side, name: str, exists: bool) -> Document:
    path = f"{side.folder}/{name}.md"
    if exists:
        return read_document(project.root, path, side.language)
    return Document(path, side.language, (), exists=False)


def _markdown_files(project: Project, side: Side) -> set[str]:
    folder = project.root / side.folder
    check_inside(project.root, side.folder)
    if not folder.is_dir():
        raise VisavisError(
            f"the folder of the {side.language} text does not exist",
            place=side.folder,
            hint=f"make it, or name another in {CONFIG} under plugins: visavis:",
        )
    return {
        path.relative_to(folder).with_suffix("").as_posix()
        for path in folder.rglob("*.md")
        if not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }


def _check_case(names: Sequence[str], project: Project) -> None:
    seen: dict[str, str] = {}
    for name in names:
        other = seen.setdefault(name.casefold(), name)
        if other != name:
            raise VisavisError(
                f"{other}.md and {name}.md differ only in upper and lower case",
                place=f"{project.target.folder}/{name}.md",
                hint="many systems take them for one file; rename one",
            )


def _plugin_settings(config: Mapping[str, Any]) -> Mapping[str, Any]:
    plugins = config.get("plugins") or []
    entries = plugins.items() if isinstance(plugins, dict) else []
    if isinstance(plugins, list):
        entries = [item for entry in plugins if isinstance(entry, dict) for item in entry.items()]
    settings = next((value for name, value in entries if name == "visavis"), None) or {}
    if not isinstance(settings, dict):
        raise VisavisError("plugins.visavis: a map is needed here", place=CONFIG)
    return settings


def _side(value: Any, name: str, default: Side) -> Side:
    if value is None:
        return default
    if not isinstance(value, dict) or not isinstance(value.get("language"), str):
        raise VisavisError(
            f"plugins.visavis.{name}: a map with language, folder and name is needed", place=CONFIG
        )
    language = value["language"]
    notice = value.get("notice") or {}
    if not isinstance(notice, dict):
        raise VisavisError(
            f"plugins.visavis.{name}.notice: a map of language to sentence is needed", place=CONFIG
        )
    return Side(
        language=language,
        folder=str(value.get("folder", default.folder)).strip("/"),
        name=str(value.get("name", default.name if language == default.language else language)),
        notice={str(tag): str(sentence) for tag, sentence in notice.items()},
    )


class _SettingsLoader(yaml.SafeLoader):
    """Reads `mkdocs.yml` for its plain settings; tags that only MkDocs knows are passed over."""


def _pass_over(loader: _SettingsLoader, suffix: str, node: yaml.Node) -> None:
    return None


for _tag in ("!", "tag:yaml.org,2002:python/"):
    _SettingsLoader.add_multi_constructor(_tag, _pass_over)
