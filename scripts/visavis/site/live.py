"""The pages of an edition one at a time, when they are asked for: what a build makes, without one.

MkDocs's own steps up to the template, as `mkdocs.commands.build` takes them; nothing is written but
the scripts and style sheets, once, into a folder that the caller gives.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from threading import RLock
from urllib.parse import unquote

from jinja2 import Environment
from mkdocs.commands.build import get_context
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, get_files, set_exclusions
from mkdocs.structure.nav import Navigation, get_navigation
from mkdocs.structure.pages import Page

from visavis.checks import Finding
from visavis.edition import Edition
from visavis.publication import chapter_title, publish
from visavis.site.build import find_plugin
from visavis.site.csp import server_policy
from visavis.site.edition_site import EditionSite
from visavis.site.host import make_site, read_dialect
from visavis.site.plugin import VisavisPlugin

_MAKING = RLock()
"""MkDocs keeps one plugin for all configurations of a process, and marks the page it is making."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What MkDocs has made ready for the pages of one interface."""

    config: MkDocsConfig
    plugin: VisavisPlugin
    files: Files
    nav: Navigation
    env: Environment
    pages: Mapping[str, File]
    """By their addresses from the root of the site."""


class LiveSite:
    """The site of an edition that is being worked on."""

    def __init__(self, root: Path, folder: Path) -> None:
        """Take the edition's root, and an empty folder for what stands beside the pages."""
        self._root = root
        self._folder = folder
        self._frames: list[_Frame] = []
        self._site: EditionSite | None = None
        self._searches = False
        self._laid = False

    @property
    def policy(self) -> str:
        """The Content-Security-Policy of the pages, as a server says it."""
        assert self._site is not None
        return server_policy()

    def show(self, edition: Edition, findings: tuple[Finding, ...] = ()) -> None:
        """From now on these texts are shown. Raises VisavisError.

        The frame around the pages, with its navigation, is made anew only where pages have come,
        have gone or are called otherwise.
        """
        config = self._frames[0].config if self._frames else self._load()[0]
        publication = publish(edition, dialect=read_dialect(config), findings=findings)
        # To link the sentences of a book takes longer than a page may take, and so do the books
        # that are offered, which a preview leaves out.
        site = make_site(config, replace(publication, linked={}), preview=True)
        with _MAKING:
            known = self._site
            self._site = site
            self._searches = False
            if known is None or _titles(known) != _titles(site):
                self._frames = [self._prepare(language) for language in site.interfaces]

    @property
    def chapters(self) -> Mapping[str, str]:
        """The names of the chapters in the order of reading, with their titles."""
        assert self._site is not None
        interface = self._site.interfaces[self._site.addresses.default]
        chapters = self._site.publication.chapters.items()
        return {name: chapter_title(one, interface.side) for name, one in chapters}

    @property
    def order(self) -> Mapping[str, int]:
        """By name, the place of each chapter in that order."""
        return {name: number for number, name in enumerate(self.chapters)}

    def addresses(self, chapter: str) -> Mapping[str, str]:
        """By language, the address of a chapter from the root of the site."""
        assert self._site is not None
        return {tag: one.address(chapter) for tag, one in self._site.interfaces.items()}

    def chapter_at(self, address: str) -> str | None:
        """The chapter whose page is at an address; None where it is another page."""
        for name in self.chapters:
            if unquote(address) in map(unquote, self.addresses(name).values()):
                return name
        return None

    def page(self, address: str) -> str | None:
        """The page at an address from the root of the site; None where there is none."""
        address = unquote(address)
        with _MAKING:
            for frame in self._frames:
                file = frame.pages.get(address)
                if file is not None and self._site is not None:
                    frame.plugin.use(self._site)
                    return _make(frame, file)
        return None

    def file(self, path: str) -> Path | None:
        """The file that a page asks for; None where there is none."""
        assert self._site is not None
        if "\0" in path:
            return None
        if path.startswith("search/") and not self._searches:
            self._site.write_search(self._folder)
            self._searches = True
        published = self._site.publication.edition.published.files
        found = self._folder / path
        if path in published:
            found = self._root / published[path]
        inside = found.resolve().is_relative_to(self._folder.resolve()) or path in published
        return found if inside and found.is_file() else None

    def _load(self) -> tuple[MkDocsConfig, VisavisPlugin]:
        config = load_config(
            str(self._root / "mkdocs.yml"), site_dir=str(self._folder), strict=False
        )
        plugin = find_plugin(config)
        config.plugins.on_startup(command="serve", dirty=False)
        return config, plugin

    def _prepare(self, language: str) -> _Frame:
        """Take MkDocs's steps for one interface, up to the pages."""
        assert self._site is not None
        config, plugin = self._load()
        plugin.use(self._site)
        languages = config.plugins.get("i18n") or config.plugins.get("visavis-i18n")
        if languages is not None:
            languages.current_language = language
        config = config.plugins.on_config(config)
        config.plugins.on_pre_build(config=config)
        files = get_files(config)
        env = config.theme.get_env()
        files.add_files_from_theme(env, config)
        files = config.plugins.on_files(files, config=config)
        set_exclusions(files, config)
        nav = config.plugins.on_nav(get_navigation(files, config), config=config, files=files)
        pages = {}
        for file in files.documentation_pages():
            if file.page is None:
                Page(None, file, config)
            assert file.page is not None
            file.page.markdown = config.plugins.on_page_markdown(
                "", page=file.page, config=config, files=files
            )
            pages[unquote(file.page.url)] = file
        env = config.plugins.on_env(env, config=config, files=files)
        if not self._laid:
            files.copy_static_files()
            self._site.lay_out(self._folder)
            self._laid = True
        return _Frame(config, plugin, files, nav, env, pages)


def _titles(site: EditionSite) -> list[tuple[str, str]]:
    """What the pages are called, in the order of the navigation."""
    pages = site.pages.items()
    return [(name, f"{page.title} {page.meta.get('nav_title')}") for name, page in pages]


def _make(frame: _Frame, file: File) -> str:
    config, plugins, page = frame.config, frame.config.plugins, file.page
    assert page is not None
    plugins.on_page_markdown("", page=page, config=config, files=frame.files)
    page.content = plugins.on_page_content("", page=page, config=config, files=frame.files)
    page.active = True
    try:
        context = get_context(frame.nav, frame.files, config, page)
        template = frame.env.get_template("main.html")
        context = plugins.on_page_context(context, page=page, config=config, nav=frame.nav)
        return plugins.on_post_page(template.render(context), page=page, config=config)
    finally:
        page.active = False
