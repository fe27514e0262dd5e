"""Runs MkDocs: builds the site whole or not at all."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from visavis.errors import VisavisError, say_reason

# Material asks every builder to think of its successor; that is not for the translator to read.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from visavis.site.current import SiteState, keep_times
from visavis.site.plugin import VisavisPlugin
from visavis.store import lock_build


def build_site(root: Path, site: Path, *, strict: bool = True, offline: bool = False) -> bool:
    """Build the edition at `root` into the folder `site`. Returns whether that was needed.

    The site is built beside its place and moved there at the end; a build that fails leaves the old
    site as it was, and so does one that would make the same. `offline` makes one that needs no
    server: files that link to files. Raises VisavisError.
    """
    try:
        site.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise VisavisError(f"cannot be made: {error.strerror}", place=str(site.parent)) from None
    with lock_build(site.parent), _fresh_folder(site) as fresh:
        with told_as_error():
            options: dict[str, Any] = {"use_directory_urls": False} if offline else {}
            config = load_config(
                str(root / "mkdocs.yml"), strict=strict, site_dir=str(fresh), **options
            )
            plugin = find_plugin(config)
            state = SiteState(root, site, config, offline=offline)
            if state.is_current():
                return False
            plugin.page_done = None
            plugin.offline = offline
            config.plugins.on_startup(command="build", dirty=False)
            plugin.standing = state.pages
            try:
                with rare_collections():
                    mkdocs_build.build(config)
            finally:
                config.plugins.on_shutdown()
        keep_times(fresh, site)
        _exchange(fresh, site)
        state.remember()
    return True


def find_plugin(config: MkDocsConfig) -> VisavisPlugin:
    """Our plugin among those of a site. Raises VisavisError."""
    plugin = config.plugins.get("visavis")
    if not isinstance(plugin, VisavisPlugin):
        raise VisavisError(
            "plugins: visavis is not among them", place="mkdocs.yml", hint="add it to the list"
        )
    return plugin


def show_log() -> None:
    """Let MkDocs say on the terminal what it warns of."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s  %(message)s"))
    handler.addFilter(_Once())
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    logging.getLogger("mkdocs.plugins.mkdocs_static_i18n").setLevel(logging.WARNING)


class _Once(logging.Filter):
    """Passes over what was said just before: a site is built once for each interface.

    And what MkDocs says of a page that stands already, which it takes for an empty one.
    """

    def __init__(self) -> None:
        super().__init__()
        self._before = ""

    def filter(self, record: logging.LogRecord) -> bool:
        said, self._before = self._before, record.getMessage()
        return said != self._before and not self._before.endswith("enerated empty output.")


@contextmanager
def rare_collections() -> Iterator[None]:
    """Let Python look for cycles rarely: a build makes millions of objects and nearly none."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def told_as_error() -> Iterator[None]:
    """Whatever keeps MkDocs from building is a VisavisError."""
    try:
        yield
    except OSError as error:  # a full disk
        place = str(error.filename or "")
        raise VisavisError(f"the site was not built: {say_reason(error)}", place=place) from None
    except MkDocsException as error:
        # MkDocs has said the cause of these two already, and gives only their names here.
        said = str(error).strip()
        is_said = "BuildError" in said or "strict mode" in said
        cause = "; the lines above say why" if is_said else f": {said}"
        raise VisavisError(f"the site was not built{cause}") from None


@contextmanager
def _fresh_folder(site: Path) -> Iterator[Path]:
    """A new folder beside the site's, without what builds that were killed have left there."""
    old = _old(site)
    if old.is_dir() and not site.exists():
        old.replace(site)
    for left in site.parent.glob(f".{site.name}-fresh-*"):
        _remove(left)
    try:
        fresh = Path(tempfile.mkdtemp(prefix=f".{site.name}-fresh-", dir=site.parent))
    except OSError as error:
        raise VisavisError(
            f"cannot be written: {say_reason(error)}", place=str(site.parent)
        ) from None
    try:
        yield fresh
    finally:
        _remove(fresh)


def _old(site: Path) -> Path:
    return site.with_name(f".{site.name}-old")


def _remove(folder: Path) -> None:
    """Remove a folder, or a link that stands in its place."""
    if folder.is_symlink():
        folder.unlink()
    shutil.rmtree(folder, ignore_errors=True)


def _exchange(fresh: Path, site: Path) -> None:
    fresh.chmod(0o755)
    old = _old(site)
    if os.path.lexists(site):
        site.replace(old)
    fresh.replace(site)
    _remove(old)
