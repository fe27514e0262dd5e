"""The settings of an edition, read once from `mkdocs.yml` and turned into plain values."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Any

from visavis.errors import VisavisError
from visavis.settings.config import (
    CONFIG,
    list_items,
    list_nav,
    list_own_files,
    list_plugins,
    plugin_settings,
    read_config,
)
from visavis.settings.credits import CitationSettings, read_citation
from visavis.settings.fields import Fields
from visavis.settings.schema import DOWNLOADS, OF_A_CITATION, OF_A_SIDE, SETTINGS
from visavis.side import Side, TwoSided
from visavis.text import is_tag
from visavis.unicode import is_right_to_left

PIECES_FROM = 1_000
"""So many pairs are half a megabyte in one file, and the pieces for one search a quarter; see
`benchmarks/search.py`."""

SUGGEST = ("edit", "issue", "github", "gitlab", "gitea", "forgejo")
"""What can be opened for a reader's correction, besides a mail."""
_INTERFACES = ("i18n", "visavis-i18n")
"""What static-i18n is called in `mkdocs.yml`."""
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")


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
    font: str = ""
    """A font file or a folder of them, relative to the root, in which the book sets this text."""

    @property
    def direction(self) -> str:
        """`ltr` or `rtl`."""
        return "rtl" if is_right_to_left(self.language) else "ltr"


@dataclass(frozen=True, slots=True)
class Project(TwoSided):
    """The settings of an edition: plain values, made once from `mkdocs.yml`."""

    root: Path
    source: TextSettings
    """The original."""
    target: TextSettings
    """The translation."""
    glossary: str = "glossary"
    record: str = "alignment"
    citation: CitationSettings = field(default_factory=CitationSettings)
    pieces_from: int = PIECES_FROM
    """From so many pairs on the search index is written in pieces."""
    own_files: frozenset[str] = frozenset()
    """Scripts and styles of the owner, by their paths in the folder of the translation."""
    nav: tuple[str, ...] = ()
    """The files that `nav` names, in its order; none where it names none."""
    typography: bool = True
    """Whether quotation marks and spaces are judged and may be repaired."""
    second: bool = False
    """Whether a pair wants a sign-off by somebody else than who has changed it."""
    csp: bool = True
    """Whether the site's pages say what they may load and run."""
    downloads: tuple[str, ...] = ()
    """The books that the site offers, by their names in `DOWNLOADS`."""
    own_font: bool = True
    """Whether the texts of the site are set in its own typeface, not in the reader's."""
    suggest: str = ""
    """Where readers' corrections go: one of `SUGGEST` or an address for mail, if anywhere."""

    @property
    def texts(self) -> tuple[TextSettings, TextSettings]:
        """What is said of the original and of the translation."""
        return self.source, self.target

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
    fields = Fields(root, (), config)
    if config.get("plugins") and "visavis" not in list_plugins(config):
        raise fields.refusal("plugins", "visavis is not among them", "add it to the list")
    project = make_project(
        root,
        plugin_settings(config),
        fields.folder("docs_dir", "docs"),
        config,
    )
    _check_interfaces(config, project)
    return project


def _check_interfaces(config: Mapping[str, Any], project: Project) -> None:
    """Raise VisavisError where static-i18n would make other pages than those of the two texts."""
    for plugin in _INTERFACES:
        structure = plugin_settings(config, plugin).get("docs_structure", "suffix")
        if structure != "suffix":
            said = f"{structure} is for texts in one folder; here each side has its own"
            fields = Fields(project.root, ("plugins", plugin), {})
            raise fields.refusal("docs_structure", said, "write suffix")
    for tag in _read_interfaces(config):
        if tag not in project.languages:
            plugin = next(name for name in _INTERFACES if name in list_plugins(config))
            known = " and ".join(project.languages)
            said = f"{tag} is none of the edition's languages"
            fields = Fields(project.root, ("plugins", plugin), {})
            raise fields.refusal("languages", said, f"those are {known}")


def list_titles(config: Mapping[str, Any], project: Project) -> Mapping[Side, str]:
    """What the edition is called in the language of each text: as static-i18n is told, or else as
    the whole site is. Nothing where only MkDocs can tell.
    """
    told = _read_interfaces(config)
    names = {
        side: told.get(project[side].language, {}).get("site_name") or config.get("site_name")
        for side in Side
    }
    return {side: name for side, name in names.items() if isinstance(name, str)}


def list_parts(config: Mapping[str, Any], project: Project) -> Mapping[Side, Mapping[str, str]]:
    """By the name of a chapter: what `nav` calls the part in which it stands, in the language of
    each text, as `nav_translations` of static-i18n say it. Of a chapter in no part nothing.
    """
    parts = dict(_find_parts(config.get("nav"), ""))
    told = _read_interfaces(config)
    found = {}
    for side in Side:
        names = told.get(project[side].language, {}).get("nav_translations")
        names = names if isinstance(names, dict) else {}
        found[side] = {chapter: str(names.get(part, part)) for chapter, part in parts.items()}
    return found


def _find_parts(nav: Any, part: str) -> Iterator[tuple[str, str]]:
    """Each chapter in a part, and the outermost part around it."""
    for item in nav if isinstance(nav, list) else ():
        for name, value in item.items() if isinstance(item, dict) else [("", item)]:
            if isinstance(value, list):
                yield from _find_parts(value, part or str(name))
            elif part and isinstance(value, str):
                yield value.removesuffix(".md"), part


def _read_interfaces(config: Mapping[str, Any]) -> Mapping[str, Mapping[str, Any]]:
    """What static-i18n is told of each language, by its tag."""
    entries = (
        entry
        for plugin in _INTERFACES
        for entry in list_items(plugin_settings(config, plugin), "languages")
        if isinstance(entry, dict)
    )
    return {str(entry.get("locale")): entry for entry in entries}


def make_project(
    root: Path,
    settings: Mapping[str, Any],
    docs: str = "docs",
    config: Mapping[str, Any] = MappingProxyType({}),
) -> Project:
    """Make a project from the settings under `plugins: visavis:`. Raises VisavisError.

    Of `config`, the whole of `mkdocs.yml`, what else concerns the texts is read.
    """
    fields = Fields.of(root, ("plugins", "visavis"), settings, SETTINGS)
    source = _read_side(fields, "source", TextSettings("en", "docs_en", "English"))
    target = _read_side(fields, "target", TextSettings("fr", docs, "Français"))
    _check_sides(fields, source, target)
    if target.folder != docs:
        raise fields.inside("target", OF_A_SIDE).refusal(
            "folder",
            f"{target.folder} is not docs_dir, which is {docs}",
            "MkDocs takes the translation for its own pages; name the same folder in both",
        )
    return Project(
        root=root,
        source=source,
        target=target,
        glossary=fields.folder("glossary", "glossary"),
        record=fields.folder("record", "alignment"),
        citation=read_citation(fields.inside("citation", OF_A_CITATION)),
        pieces_from=fields.number("pieces_from", PIECES_FROM),
        own_files=list_own_files(config),
        nav=tuple(list_nav(config.get("nav"))),
        typography=fields.switch("typography", True),
        second=fields.inside("review", SETTINGS["review"].inside).switch("second", False),
        csp=fields.switch("csp", True),
        downloads=fields.choices("downloads", DOWNLOADS),
        own_font=fields.choice("font", ("serif", "system")) == "serif",
        suggest=_read_suggest(fields),
    )


def _read_suggest(fields: Fields) -> str:
    suggest = fields.text("suggest")
    if suggest and suggest not in SUGGEST and not _MAIL.fullmatch(suggest):
        hint = f"write {', '.join(SUGGEST)} or an address for mail"
        raise fields.refusal("suggest", "corrections cannot go there", hint)
    return suggest


def _read_side(fields: Fields, name: str, default: TextSettings) -> TextSettings:
    if name not in fields:
        return default
    side = fields.inside(name, OF_A_SIDE)
    if "language" not in side:
        raise side.refusal("language", "is missing", "write a tag, as `fr` or `pt-BR`")
    language = side.text("language")
    if not is_tag(language):
        said = f"{language} is not a language tag"
        raise side.refusal("language", said, "write it as in `fr` or `pt-BR`")
    return TextSettings(
        language=language,
        folder=side.folder("folder", default.folder),
        name=side.text("name", default.name if language == default.language else language),
        notice=side.by_language("notice", one_for_all=False),
        font=side.folder("font", "") if "font" in side else "",
    )


def _check_sides(fields: Fields, source: TextSettings, target: TextSettings) -> None:
    if source.language == target.language:
        raise fields.refusal("", f"both sides are {source.language}")
    ours, theirs = PurePosixPath(target.folder), PurePosixPath(source.folder)
    if ours.is_relative_to(theirs) or theirs.is_relative_to(ours):
        raise fields.refusal(
            "",
            f"the folders of both sides, {target.folder} and {source.folder}, are one or stand in "
            "each other",
            "give each text a folder of its own",
        )
