"""The preview: a site that follows the edits of its texts.

After an edit the pages whose texts were touched are made first, each in the frame that it had: that
takes a moment. Everything else, what is found in the texts too, follows in a build of its own in
another folder, and takes the place of what is shown when it is whole.
"""

from __future__ import annotations

import logging
import shutil
import socket
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import urlsplit

from mkdocs.commands import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.structure.pages import Page
from watchdog.events import FileModifiedEvent

from visavis.edition import reread_texts
from visavis.errors import VisavisError, say_reason
from visavis.settings import read_config
from visavis.site.build import find_plugin, rare_collections, told_as_error
from visavis.site.current import list_folders, name_settings, stat_files
from visavis.site.edition_site import EditionSite
from visavis.site.standing import StandingPages
from visavis.store import replacing

_PERIOD = 0.2
"""Seconds between two looks at the files."""
_log = logging.getLogger("mkdocs.visavis")
_State = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class _Built:
    """A site that was built whole, with what is needed to exchange the body of a page."""

    folder: Path
    state: _State
    """The files that it was made of."""
    site: EditionSite
    pages: Mapping[str, tuple[Path, str]]
    """By the Markdown file that a host takes a page for: where it stands, and its body."""
    made: Mapping[str, Any]
    """What each page was made of, see `StandingPages`."""
    files: Mapping[str, list[int]]
    """Size and time of every file as it was built."""

    def stand(self, settings: str) -> StandingPages:
        """The pages that may stand in the next site."""
        return StandingPages(self.folder, settings, self.made, self.files)


def _check_free(host: str, port: int) -> None:
    """Raise VisavisError where nobody can listen."""
    try:
        with socket.create_server((host, port)):
            return
    except OverflowError:
        said = f"there is no port {port}"
    except OSError as error:
        said = f"nothing can listen at {host}:{port}: {say_reason(error)}"
    raise VisavisError(said, hint="name another with -a, say -a 127.0.0.1:8001")


def serve_site(root: Path, address: str | None, *, open_browser: bool = False) -> None:
    """Preview the edition at `root` until the reader interrupts. Raises VisavisError."""
    with (
        told_as_error(),
        tempfile.TemporaryDirectory(prefix="visavis-", ignore_cleanup_errors=True) as folder,
    ):
        Preview(root, address, Path(folder)).serve(open_browser=open_browser)


class Preview:
    """The preview of one edition."""

    def __init__(self, root: Path, address: str | None, home: Path) -> None:
        """Take the edition's folder, host and port if the user names them, and an empty folder."""
        self._options: dict[str, Any] = {"dev_addr": address} if address else {}
        self._config_file = str(root / "mkdocs.yml")
        self._home = home
        config = self._load(home)
        find_plugin(config)
        _check_free(*config.dev_addr)
        folders = dict.fromkeys(list_folders(root, config))
        self._watched = [*filter(Path.is_dir, folders), Path(config.config_file_path)]
        host, port = config.dev_addr
        self.server: LiveReloadServer = _Server(
            self.follow,
            host,
            port,
            root=str(home),
            mount_path=urlsplit(config.site_url or "/").path,
            polling_interval=_PERIOD,
        )
        self.server.error_handler = self._read_error
        self._worker: Thread | None = None
        self._done: _Built | Exception | None = None
        """What the worker has made, until it is shown."""
        self._shown: _Built | None = None

    def serve(self, *, open_browser: bool = False) -> None:
        """Build the site and show it until the reader interrupts."""
        config = self._load(self._home)
        config.plugins.on_startup(command="serve", dirty=False)
        try:
            self._show(self._build(config))
            for path in [*self._watched, *map(Path, config.watch)]:
                self.server.watch(str(path))
            self.server = config.plugins.on_serve(
                self.server, config=config, builder=self.server.builder
            )
            self.server.serve(open_in_browser=open_browser)  # type: ignore[no-untyped-call]
        except KeyboardInterrupt:
            _log.info("Shutting down...")
        finally:
            self.server.shutdown()
            config.plugins.on_shutdown()

    def follow(self) -> None:
        """Show what has changed; afterwards the server has the browsers load their pages anew.

        It is called when a file has changed, and when the worker is done. What was shown stays
        where nothing can be built of the files as they are just now.
        """
        try:
            with told_as_error():
                self._follow()
        except VisavisError as error:
            _log.error("%s", error)

    def _follow(self) -> None:
        seen = self._look()
        done, self._done = self._done, None
        if isinstance(done, Exception):
            raise done
        if done and done.state == seen:
            self._show(done)
            return
        touched = self.show_touched()
        if self._worker and self._worker.is_alive():
            return  # what it makes is out of date, which is seen when it is done
        if touched or done:
            self._worker = Thread(target=self._work, daemon=True)
            self._worker.start()
        else:
            self._show(self._build())

    def show_touched(self) -> list[str]:
        """Make the pages anew whose texts have changed. Returns the names of their chapters."""
        shown = self._shown
        assert shown is not None
        before = shown.site.publication.edition
        try:
            edition = reread_texts(before)
        except VisavisError:
            return []  # the build that follows says it
        pairs = zip(before.chapters, edition.chapters, strict=True)
        touched = [new.name for old, new in pairs if new is not old]
        if touched:
            site = shown.site.refresh(edition)
            made = {
                file: (shown.pages[file][0], str(page.make().html))
                for file, page in site.pages.items()
                if page.name in touched and file in shown.pages
            }
            for file, (path, body) in made.items():
                _exchange(path, shown.pages[file][1], body)
            pages = {**shown.pages, **made}
            self._shown = replace(shown, site=site, pages=pages)
            _log.info("%s: shown; the rest follows", ", ".join(touched))
        return touched

    def _load(self, home: Path) -> MkDocsConfig:
        read_config(Path(self._config_file).parent)  # says what is wrong with it, and where
        folder = tempfile.mkdtemp(dir=home)
        return load_config(self._config_file, site_dir=folder, **self._options)

    def _build(self, config: MkDocsConfig | None = None) -> _Built:
        """Build everything; the pages that stand are taken from what is shown."""
        state = self._look()  # before the settings are read, which may change meanwhile
        config = config or self._load(self._home)
        config.site_url = self.server.url
        folder, shown = Path(config.site_dir), self._shown
        before = shown.pages if shown else {}
        pages: dict[str, tuple[Path, str]] = {}

        def note(page: Page) -> None:
            file, place = page.file.src_uri, Path(page.file.abs_dest_path)
            pages[file] = place, before[file][1] if "stands" in page.meta else page.content or ""

        plugin = find_plugin(config)
        plugin.page_done = note
        settings = name_settings(config, offline=False)
        standing = shown.stand(settings) if shown else StandingPages(folder, settings, {}, {})
        plugin.standing = standing
        with rare_collections():
            mkdocs_build.build(config, serve_url=self.server.url)
        return _Built(folder, state, plugin.site, pages, standing.made, stat_files(folder))

    def _work(self) -> None:
        """Build everything, aside."""
        try:
            self._done = self._build()
        except Exception as error:  # the server says it, as it does of all that it builds
            self._done = error
        for emitter in [*self.server.observer.emitters][:1]:
            emitter.queue_event(FileModifiedEvent(self._config_file))

    def _show(self, built: _Built) -> None:
        old, self._shown = self._shown, built
        self.server.root = str(built.folder)
        if old:
            shutil.rmtree(old.folder, ignore_errors=True)

    def _look(self) -> _State:
        return {str(path): stat_files(path) for path in self._watched}

    def _read_error(self, code: int) -> bytes | None:
        """The site's own page for a wrong address."""
        path = Path(self.server.root) / f"{code}.html"
        return path.read_bytes() if path.is_file() else None


class _Server(LiveReloadServer):
    """MkDocs' server, which looks for a page before it waits for the site to be made."""

    def _serve_request(self, environ: dict[str, Any], start_response: Any) -> Any:
        """Look again where another site has meanwhile taken the place of the one before."""
        answer, root = None, None
        while answer is None and root != self.root:
            root = self.root
            answer = super()._serve_request(environ, start_response)
        return answer


def _exchange(path: Path, old: str, new: str) -> None:
    """Exchange the body of a page, if it stands there as it was made."""
    before, found, after = path.read_text("utf-8").partition(old)
    if old and found:
        with replacing(path) as stream:
            stream.write(f"{before}{new}{after}".encode("utf-8", "xmlcharrefreplace"))
