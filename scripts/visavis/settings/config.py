"""`mkdocs.yml`, read without MkDocs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from visavis.errors import VisavisError
from visavis.store import read_text
from visavis.text import CarefulLoader, load_yaml, read_yaml

CONFIG = "mkdocs.yml"
_EXTENSIONS = ("toc", "tables", "fenced_code")
"""Of Markdown, that MkDocs takes always."""


def read_config(root: Path) -> Mapping[str, Any]:
    """The plain settings in `mkdocs.yml`, read without MkDocs; its own tags give None.

    Raises VisavisError.
    """
    if not root.is_dir():
        raise VisavisError("there is no such folder", place=str(root))
    if not (root / CONFIG).is_file():
        raise VisavisError(f"there is no {CONFIG} in it", place=str(root))
    config = load_yaml(read_text(root, CONFIG), CONFIG, loader=_SettingsLoader)
    if not isinstance(config, dict):
        raise VisavisError("not a map of settings", place=f"{CONFIG}:1")
    return config


def list_plugins(config: Mapping[str, Any]) -> list[str]:
    """The names of the plugins that stand in the settings."""
    return [name for name, _ in _list_named(config.get("plugins"))]


def plugin_settings(config: Mapping[str, Any], plugin: str = "visavis") -> Mapping[str, Any]:
    """What stands under `plugins: visavis:`; empty without it. Raises VisavisError."""
    named = _list_named(config.get("plugins"))
    settings: Any = next((value for name, value in named if name == plugin and value), {})
    if not isinstance(settings, dict):
        raise VisavisError(f"plugins.{plugin}: a map is needed here", place=CONFIG)
    return settings


def find_line(root: Path, way: Sequence[str]) -> int:
    """The line of `mkdocs.yml` at which a setting stands, or the nearest thing around it.

    0 where none does. A name may stand in a list of maps too, as those of plugins do.
    """
    try:
        node = read_yaml(yaml.compose, read_text(root, CONFIG))
    except (VisavisError, OSError, yaml.YAMLError, RecursionError):
        return 0
    line = 0
    for step in way:
        maps = node.value if isinstance(node, yaml.SequenceNode) else [node]
        pairs = [pair for one in maps if isinstance(one, yaml.MappingNode) for pair in one.value]
        found = next((pair for pair in pairs if pair[0].value == step), None)
        if found is None:
            break
        line, node = found[0].start_mark.line + 1, found[1]
    return line


def find_nav_line(root: Path, name: str) -> int:
    """The line of `mkdocs.yml` at which `nav` names a file, or else that of `nav`."""
    first = find_line(root, ["nav"])
    lines = read_text(root, CONFIG).split("\n")[first - 1 :] if first else ()
    named = re.compile(rf"(?<![\w./-]){re.escape(name)}(?![\w./-])")
    return next((first + n for n, line in enumerate(lines) if named.search(line)), first or 1)


def list_nav(nav: Any) -> list[str]:
    """The files that `nav` in `mkdocs.yml` names, in its order; none where it names none."""
    if isinstance(nav, str):
        return [nav]
    items = nav.values() if isinstance(nav, dict) else nav if isinstance(nav, list) else ()
    return [name for item in items for name in list_nav(item)]


def list_extensions(config: Mapping[str, Any]) -> tuple[list[str], Mapping[str, Mapping[str, Any]]]:
    """The extensions of Markdown as MkDocs takes them: its own first; and their settings by name.

    What only MkDocs can read, the name of a function in Python, is left out.
    """
    named = list(_list_named(config.get("markdown_extensions")))
    configs = {
        name: {k: v for k, v in value.items() if v is not None}
        for name, value in named
        if isinstance(value, dict) and value
    }
    return list(dict.fromkeys([*_EXTENSIONS, *(name for name, _ in named)])), configs


def _list_named(written: Any) -> Iterator[tuple[str, Any]]:
    """What a list or a map names, each with its settings, or None."""
    entries = [written] if isinstance(written, dict) else written
    for entry in entries if isinstance(entries, list) else ():
        for name, value in entry.items() if isinstance(entry, dict) else [(entry, None)]:
            yield str(name), value


def list_own_files(config: Mapping[str, Any]) -> frozenset[str]:
    """The scripts and styles among the texts that the owner names, by their paths in `docs_dir`."""
    named = [
        entry for key in ("extra_css", "extra_javascript") for entry in list_items(config, key)
    ]
    paths = [entry.get("path") if isinstance(entry, dict) else entry for entry in named]
    return frozenset(path for path in paths if isinstance(path, str))


def list_items(config: Mapping[str, Any], key: str) -> list[Any]:
    """A list in the settings; empty where something else stands there."""
    value = config.get(key)
    return value if isinstance(value, list) else []


class _SettingsLoader(CarefulLoader):
    """Reads `mkdocs.yml` for its plain settings; tags that only MkDocs knows are passed over.

    A setting that is given twice is an error: the second would silently be all of it.
    """

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """Make a map, each of whose keys stands in it once."""
        first: dict[str, int] = {}
        for key, _ in node.value:
            name = key.value if isinstance(key, yaml.ScalarNode) else "<<"
            if name in first and name != "<<":
                said = f"{name} stands in line {first[name]} already; make one of both"
                raise yaml.constructor.ConstructorError(None, None, said, key.start_mark)
            first[name] = key.start_mark.line + 1
        return super().construct_mapping(node, deep)


def _pass_over(loader: _SettingsLoader, suffix: str, node: yaml.Node) -> None:
    return None


for _tag in ("!", "tag:yaml.org,2002:python/"):
    _SettingsLoader.add_multi_constructor(_tag, _pass_over)
