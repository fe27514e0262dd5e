"""Whether a built site is what a build would make of the edition as it is: then none is needed.

Where one is, the pages that stand as they would be made are taken from it (`standing.py`).
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from visavis.site.standing import StandingPages
from visavis.store import Cache, content_key, name_code

_KNOWN = frozenset({"visavis", "visavis-i18n", "i18n", "material/search", "search"})
"""Plugins that read nothing but the edition."""
_OUTSIDE = re.compile(r"!ENV\s*(\[[^\]]*\]|\S+)")
_WORD = re.compile(r"\w+")


class SiteState:
    """What is remembered of the site that was built into a folder."""

    def __init__(self, root: Path, site: Path, config: MkDocsConfig, *, offline: bool) -> None:
        """Take the edition's folder, the site's, and the settings with which it is built."""
        self._site = site
        self._cache = Cache(root, f"built/{content_key(str(site))}", name_code())
        settings = name_settings(config, offline=offline)
        self._inputs = _name_inputs(settings, root, config) if settings else ""
        files = (self._cache.get("site") or ["", {}])[1]
        self.pages = StandingPages(site, settings, self._cache.get("pages") or {}, files)
        """Those of the site as it is."""

    def is_current(self) -> bool:
        """Whether the site is there, nobody has touched it, and everything it is made of stands."""
        known = self._cache.get("site")
        return bool(self._inputs) and known == [self._inputs, stat_files(self._site)]

    def remember(self) -> None:
        """The site has just been built."""
        if self._inputs:
            self._cache.put("site", [self._inputs, stat_files(self._site)])
            self._cache.put("pages", self.pages.made)
            self._cache.save()


def keep_times(fresh: Path, site: Path) -> None:
    """Give the files of a new site that are as they were the time that they had.

    What copies a site to a server tells by the times what it has to copy.
    """
    known = stat_files(site)
    for name, (size, time) in stat_files(fresh).items():
        old_size, old_time = known.get(name, (None, None))
        # What was taken from the old site has its time already.
        if size != old_size or time == old_time:
            continue
        path, old = fresh / name, site / name
        if not old.is_symlink() and path.read_bytes() == old.read_bytes():
            shutil.copystat(old, path)


def name_settings(config: MkDocsConfig, *, offline: bool) -> str:
    """A name for all that a build is told; empty where it may read what is not the edition's."""
    if config.hooks or config.theme.custom_dir or not _KNOWN.issuperset(config.plugins):
        return ""
    settings = Path(config.config_file_path).read_text("utf-8", errors="replace")
    if "INHERIT" in settings:
        return ""
    # What the file takes from outside.
    named = {word for told in _OUTSIDE.findall(settings) for word in _WORD.findall(told)}
    outside = {name: os.environ.get(name) for name in sorted(named)}
    return content_key(json.dumps([settings, outside, offline, config.site_url]))


def _name_inputs(settings: str, root: Path, config: MkDocsConfig) -> str:
    """A name for everything that a build reads."""
    files = (f"{path} {content}" for path, content in _read(root, config))
    return content_key(settings, *files)


def list_folders(root: Path, config: MkDocsConfig) -> list[Path]:
    """The folders of an edition, there or not."""
    own = config.plugins["visavis"].config
    source = (own.source or {}).get("folder", "docs_en")
    return [root / name for name in (config.docs_dir, source, own.glossary, own.record)]


def _read(root: Path, config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    """Every file of the edition's folders with its content, by their names in `mkdocs.yml`."""
    for place in list_folders(root, config):
        for folder, folders, files in os.walk(place, followlinks=False):
            folders.sort()
            for file in sorted(files):
                path = Path(folder, file)
                yield str(path), content_key(path.read_text("latin-1")) if path.is_file() else ""


def stat_files(folder: Path) -> dict[str, list[int]]:
    """Size and time of every file below a folder, or of one file."""
    if not folder.is_dir():
        return {".": _stat(folder.stat())} if folder.is_file() else {}
    return dict(_stat_below(str(folder), ""))


def _stat_below(folder: str, before: str) -> Iterator[tuple[str, list[int]]]:
    """The same; what cannot be read is left out, and what an editor has taken away meanwhile."""
    with suppress(OSError), os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            name = before + entry.name
            with suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    yield from _stat_below(entry.path, f"{name}/")
                elif entry.is_file():
                    yield name, _stat(entry.stat())


def _stat(about: os.stat_result) -> list[int]:
    return [about.st_size, about.st_mtime_ns]
