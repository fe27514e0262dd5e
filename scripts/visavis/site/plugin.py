"""The MkDocs plugin: it only carries values between MkDocs and the functions that do the work.

static-i18n builds the site once for each interface language, the later ones from inside the first
build's last event, with the same configuration object. So `on_config` comes several times; the
edition is read at the first and thrown away when the outermost build ends.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.utils.templates import TemplateContext

from visavis.publication import served_address
from visavis.site.current import list_folders
from visavis.site.edition_site import THEME, EditionSite
from visavis.site.frame import fill_frame
from visavis.site.host import VisavisConfig, arrange_files, begin_site, name_page
from visavis.site.mend import mend_page
from visavis.site.paper import write_paper
from visavis.site.standing import StandingPages, fill_page, old_site

log = get_plugin_logger(__name__)


class VisavisPlugin(BasePlugin[VisavisConfig]):  # type: ignore[no-untyped-call]
    """Publishes the edition around an `mkdocs.yml`."""

    def __init__(self) -> None:
        self._command = "build"
        self._depth = 0  # builds inside builds, see above
        self._site: EditionSite | None = None
        self.page_done: Callable[[Page], object] | None = None
        """Called after each page, so that a preview knows what it has made."""
        self.offline = False
        """Whether the site is to be read without a server."""
        self.standing: StandingPages | None = None
        """What need not be made again."""
        self._given = False

    def use(self, site: EditionSite) -> None:
        """Take a site that is made already, instead of reading the edition."""
        self._site, self._given = site, True

    @property
    def site(self) -> EditionSite:
        """What is being built."""
        assert self._site is not None, "MkDocs begins with `on_config`"
        return self._site

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether this is a preview; MkDocs keeps one plugin for all sites of a process."""
        self._command, self._depth, self._given, self.standing = command, 0, False, None

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the edition, check it, and make ready what MkDocs will ask for."""
        if str(THEME) not in config.theme.dirs:
            config.theme.dirs.insert(0, str(THEME))
        self._depth += 1
        if self._depth > 1 or self._given:
            return config
        preview = self._command == "serve"
        self._site = begin_site(
            config, self.config, self._site, log, preview=preview, offline=self.offline
        )
        return config

    @event_priority(50)  # before static-i18n, which sorts what is there by language
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add what does not stand in `docs/`, and leave out what is not to be published."""
        arrange_files(files, self.site, config)
        return files

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Keep MkDocs from reading a text: it is read already."""
        return "" if page.file.src_uri in self.site.pages else None

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Say what the frame of the page needs to know."""
        if own := self.site.pages.get(page.file.src_uri):
            name_page(page, own)
        if self.offline and page.canonical_url and config.site_url:
            page.canonical_url = config.site_url + served_address(page.url)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give the finished page here only where another plugin wants it.

        MkDocs keeps all that is given here until the last page is written.
        """
        page.meta["paper"] = write_paper(page, config, old_site(self.standing))
        wanted = len(config.plugins.events["page_content"]) > 1
        return (wanted and fill_page(page, self.site, self.standing, config)) or html

    @event_priority(100)  # before whoever reads the finished page
    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the finished page and its table of contents, to be put into its frame now."""
        page.content = page.content or fill_page(page, self.site, self.standing, config)
        return context

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Tell the templates about the interface that is being built."""
        preview = self._command == "serve"
        fill_frame(env, self.site, config, preview=preview, search=self.config.search)
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Put right what no template reaches, and let go of what is in the page."""
        if self.page_done:
            self.page_done(page)
        page.content = ""
        return mend_page(output)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for pages that are templates, such as `404.html`."""
        return mend_page(output) if template_name.endswith(".html") else output

    @event_priority(-200)  # after static-i18n, which writes its index last of all
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """When the outermost build ends: what is made of the whole edition."""
        self._depth -= 1
        if self._depth == 0:
            old = old_site(self.standing)
            self.site.finish(Path(config.site_dir), search=self.config.search, old=old)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Watch everything that an edition is made of."""
        for folder in list_folders(Path(config.config_file_path).parent, config):
            if folder.is_dir():
                server.watch(str(folder))
        return server

    def on_build_error(self, *, error: Exception) -> None:
        """The next build starts afresh."""
        self._depth = 0
