"""Runs MkDocs: builds the site whole or not at all, and previews it."""

from __future__ import annotations

import gc
import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from visavis.errors import VisavisError

# Material asks every builder to think of its successor; that is not for the translator to read.
os.environ.setdefault("NO_MKDOCS_2_WARNING", "1")

from mkdocs.commands import build as mkdocs_build
from mkdocs.commands import serve as mkdocs_serve
from mkdocs.config import load_config
from mkdocs.exceptions import MkDocsException

from visavis.site.plugin import VisavisPlugin


def build_site(
    root: Path,
    site: Path,
    *,
    strict: bool = True,
    offline: bool = False,
    on_page: Callable[[], None] | None = None,
) -> None:
    """Build the edition at `root` into the folder `site`.

    The site is built beside its place and moved there at the end; a build that fails leaves the old
    site as it was. `offline` makes one that needs no server: files that link to files. `on_page` is
    called after each page. Raises VisavisError.
    """
    site.parent.mkdir(parents=True, exist_ok=True)
    fresh = Path(tempfile.mkdtemp(prefix=f".{site.name}-", dir=site.parent))
    try:
        with _told_as_error():
            options: dict[str, Any] = {"use_directory_urls": False} if offline else {}
            config = load_config(
                str(root / "mkdocs.yml"), strict=strict, site_dir=str(fresh), **options
            )
            plugin = config.plugins.get("visavis")
            if not isinstance(plugin, VisavisPlugin):
                raise VisavisError(
                    "plugins: visavis is not among them",
                    place="mkdocs.yml",
                    hint="add it to the list",
                )
            plugin.page_done = on_page
            plugin.offline = offline
            config.plugins.on_startup(command="build", dirty=False)
            try:
                with _rare_collections():
                    mkdocs_build.build(config)
            finally:
                config.plugins.on_shutdown()
        _exchange(fresh, site)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def serve_site(root: Path, address: str | None, *, open_browser: bool = False) -> None:
    """Preview the edition at `root` until the reader interrupts. Raises VisavisError."""
    options: dict[str, Any] = {"dev_addr": address} if address else {}
    with _told_as_error():
        mkdocs_serve.serve(
            config_file=str(root / "mkdocs.yml"), open_in_browser=open_browser, **options
        )


def show_log() -> None:
    """Let MkDocs say on the terminal what it warns of."""
    handler = logging.StreamHandler()
    handler.setFormatter(logging.Formatter("%(levelname)s  %(message)s"))
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    logging.getLogger("mkdocs.plugins.mkdocs_static_i18n").setLevel(logging.WARNING)


@contextmanager
def _rare_collections() -> Iterator[None]:
    """Let Python look for cycles rarely: a build makes millions of objects and nearly none."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 50, 100)
    try:
        yield
    finally:
        gc.set_threshold(*before)


@contextmanager
def _told_as_error() -> Iterator[None]:
    try:
        yield
    except MkDocsException as error:
        # MkDocs has said the cause of a BuildError, and gives only its name here.
        said = str(error).strip()
        cause = "; the lines above say why" if "BuildError" in said else f": {said}"
        raise VisavisError(f"the site was not built{cause}") from None


def _exchange(fresh: Path, site: Path) -> None:
    fresh.chmod(0o755)
    old = site.with_name(f".{site.name}-old")
    shutil.rmtree(old, ignore_errors=True)
    if site.exists():
        site.replace(old)
    fresh.replace(site)
    shutil.rmtree(old, ignore_errors=True)
