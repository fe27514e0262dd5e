"""The MkDocs plugin: it only carries values between MkDocs and the functions that do the work.

static-i18n builds the site once for each interface language, the later ones from inside the first
build's last event, with the same configuration object. So `on_config` comes several times; the
edition is read at the first and thrown away when the outermost build ends.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from markupsafe import Markup
from mkdocs.config.base import Config
from mkdocs.config.config_options import Optional, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc

from visavis.errors import VisavisError
from visavis.publication import served_address
from visavis.site.edition_site import THEME, EditionSite
from visavis.site.frame import TEMPLATE_CODE, describe_frame
from visavis.site.host import describe_page, nest_headings, open_site, report
from visavis.site.mend import mend_page
from visavis.site.offline import WORKER

log = get_plugin_logger(__name__)


class VisavisConfig(Config):  # type: ignore[no-untyped-call]
    """The edition's own settings; `visavis.settings.make_project` says what they mean."""

    source = Optional(Type(dict))
    target = Optional(Type(dict))
    glossary = Type(str, default="glossary")
    record = Type(str, default="alignment")
    citation = Optional(Type(dict))
    pagefind_from = Optional(Type(int))
    review = Optional(Type(dict))
    csp = Type(bool, default=True)
    downloads = Optional(Type(list))
    font = Optional(Type(str))
    search = Type(bool, default=True)
    typography = Optional(Type(bool))
    suggest = Optional(Type(str))


class VisavisPlugin(BasePlugin[VisavisConfig]):  # type: ignore[no-untyped-call]
    """Publishes the edition around an `mkdocs.yml`."""

    def __init__(self) -> None:
        self._command = "build"
        self._depth = 0  # builds inside builds, see above
        self._site: EditionSite | None = None
        self.page_done: Callable[[Page], object] | None = None
        """Called after each page, so that a command can show how far it is."""
        self.offline = False
        """Whether the site is to be read without a server."""
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
        self._command, self._depth, self._given = command, 0, False

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the edition, check it, and make ready what MkDocs will ask for."""
        if str(THEME) not in config.theme.dirs:
            config.theme.dirs.insert(0, str(THEME))
        self._depth += 1
        if self._depth > 1 or self._given:
            return config
        if str(THEME) not in config.theme.dirs:
            config.theme.dirs.insert(0, str(THEME))
        preview = self._command == "serve"
        try:
            self._site = open_site(config, self.config, preview=preview, offline=self.offline)
        except VisavisError as error:
            if not preview or self._site is None:
                raise PluginError(str(error)) from None
            # A file that cannot be read just now must not leave the browser without an answer.
            log.warning("%s. The preview shows the texts as they were.", error)
            return config
        errors = report(self._site.publication.findings, log)
        if errors and not preview:
            raise PluginError(f"The texts do not answer each other: {errors}, named above.")
        return config

    @event_priority(50)  # before static-i18n, which sorts what is there by language
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add what does not stand in `docs/`, and leave out what is not to be published."""
        for file in tuple(files):
            if file.src_dir == config.docs_dir and file.src_uri not in self.site.pages:
                files.remove(file)
        for name, page in self.site.pages.items():
            if files.get_file_from_path(name) is None:
                file = File(name, config.docs_dir, config.site_dir, config.use_directory_urls)
                if not page.in_nav:
                    file.inclusion = InclusionLevel.NOT_IN_NAV
                files.append(file)
        for name, path in self.site.publication.edition.published.files.items():
            folder = path.as_posix().removesuffix(name)
            files.append(File(name, folder, config.site_dir, config.use_directory_urls))
        return files

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Keep MkDocs from reading a text: it is read already."""
        return "" if page.file.src_uri in self.site.pages else None

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Say what the frame of the page needs to know."""
        own = self.site.pages.get(page.file.src_uri)
        if own:
            page.meta = describe_page(own)
            page.meta["title"] = Markup.escape(own.title)
            if "title" not in vars(page):  # `nav` in mkdocs.yml may name it
                page.title = Markup.escape(own.meta.get("nav_title") or own.title)
        if self.offline and page.canonical_url and config.site_url:
            page.canonical_url = config.site_url + served_address(page.url)
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Give the finished page and its table of contents."""
        own = self.site.pages.get(page.file.src_uri)
        if own is None:
            return html
        body = own.make()
        page.toc = get_toc(nest_headings(own, body.headings))
        return body.html

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Tell the templates about the interface that is being built."""
        env.bytecode_cache = TEMPLATE_CODE
        # Never in a preview: what a browser keeps of it would be shown in place of the next.
        unhosted = self.offline or self._command == "serve"
        worker = "" if unhosted else WORKER
        interface = self.site.interfaces[config.theme["language"]]
        csp = self.site.publication.edition.project.csp and not unhosted
        env.globals["visavis"] = describe_frame(
            env,
            interface,
            Path(config.site_dir),
            offline=self.offline,
            worker=worker,
            csp=csp,
            preload=() if self.offline else self.site.typeface.preload,
            search=self.config.search,
            head=partial(self.site.describe_head, about=config.site_description or ""),
            books=self.site.books,
        )
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Put right what no template reaches."""
        if self.page_done:
            self.page_done(page)
        return mend_page(output)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for pages that are templates, such as `404.html`."""
        return mend_page(output) if template_name.endswith(".html") else output

    @event_priority(-200)  # after static-i18n, which writes its index last of all
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """When the outermost build ends: what is made of the whole edition."""
        self._depth -= 1
        if self._depth == 0:
            self.site.finish(Path(config.site_dir), search=self.config.search)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Watch everything that an edition is made of."""
        settings = self.site.publication.edition.project
        for name in (settings.source.folder, settings.glossary, settings.record):
            if (settings.root / name).is_dir():
                server.watch(str(settings.root / name))
        return server

    def on_build_error(self, *, error: Exception) -> None:
        """The next build starts afresh."""
        self._depth = 0
