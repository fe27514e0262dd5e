"""The MkDocs plugin: it only carries values between MkDocs and the functions that do the work.

static-i18n builds the site once for each interface language, the later ones from inside the first
build's last event, with the same configuration object. So `on_config` comes several times; the
edition is read at the first and thrown away when the outermost build ends.
"""

from __future__ import annotations

import logging
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Literal

from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.config.config_options import Optional, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page

from visavis.annotation import Annotation, Site, list_annotations
from visavis.asset import write_drawings
from visavis.checks import Finding, Severity, check
from visavis.edition import Edition, open_edition
from visavis.errors import VisavisError
from visavis.glossary import Concordance, Glossary
from visavis.pairs import Pairing
from visavis.render import (
    DIALECT,
    RenderCache,
    SentenceMarks,
    VisavisExtension,
    find_loans,
    mark_html,
    read_words,
    spoken_language,
    typeset,
)
from visavis.settings import TextSettings, list_nav, list_own_files, make_project, read_config
from visavis.site.address import Addresses, served_address
from visavis.site.alignment_page import Survey, make_survey, page_name
from visavis.site.citation import as_script, describe_citation
from visavis.site.compose import Layout, compose_chapter, compose_twin, describe_sides
from visavis.site.extra_page import ExtraPage, list_extra_pages, make_additions
from visavis.site.index_page import index_name
from visavis.site.letters import needs_letters
from visavis.site.mend import mend_page
from visavis.site.nav import make_leaves
from visavis.site.notes_page import notes_name, write_notes
from visavis.site.offline import WORKER, strip_served, write_worker
from visavis.site.old_address import find_old_addresses
from visavis.site.paper import quote_css
from visavis.site.rules_page import rules_name
from visavis.site.search import PIECES, in_pieces, write_search
from visavis.site.sentences import find_sentences
from visavis.site.start import list_contents
from visavis.site.status import find_statuses
from visavis.site.summary import write_summary
from visavis.site.template import theme_words
from visavis.site.term_card import render_cards
from visavis.site.term_page import TermUses
from visavis.site.trim import bundle_search, join_sheets, layer_sheets, trim_assets
from visavis.text import name_language

log = get_plugin_logger(__name__)

_THEME = Path(__file__).parent / "theme"


class VisavisConfig(Config):  # type: ignore[no-untyped-call]
    """The edition's own settings; `visavis.settings.make_project` says what they mean."""

    source = Optional(Type(dict))
    target = Optional(Type(dict))
    glossary = Type(str, default="glossary")
    record = Type(str, default="alignment")
    citation = Optional(Type(dict))
    pagefind_from = Optional(Type(int))
    review = Optional(Type(dict))
    typography = Optional(Type(bool))


class VisavisPlugin(BasePlugin[VisavisConfig]):  # type: ignore[no-untyped-call]
    """Publishes the edition around an `mkdocs.yml`."""

    def __init__(self) -> None:
        self._command = "build"
        self._depth = 0  # builds inside builds, see above
        self._edition: Edition | None = None
        self._concordance = Concordance(Glossary(), ("", ""))
        self._layout = Layout(Addresses(""))
        self._extension = VisavisExtension()
        self._sentences: dict[str, SentenceMarks] = {}
        self._survey = Survey(())
        self._annotations: tuple[Annotation, ...] = ()
        self._site = Site(self._layout.addresses.page, "")
        self._pages: dict[str, tuple[Pairing, TextSettings]] = {}
        self._extra_pages: dict[str, ExtraPage] = {}
        self.page_done: Callable[[], None] | None = None
        """Called after each page, so that a command can show how far it is."""
        self.offline = False
        """Whether the site is to be read without a server."""

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:
        """Learn whether this is a preview."""
        self._command = command

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Read the edition, check it, and make ready what MkDocs will ask for."""
        self._depth += 1
        if self._depth > 1:
            return config
        try:
            self._open(config)
        except VisavisError as error:
            if self._command != "serve" or self._edition is None:
                raise PluginError(str(error)) from None
            # A file that cannot be read just now must not leave the browser without an answer.
            log.warning("%s. The preview shows the texts as they were.", error)
            self._extend(config, self._edition)
        return config

    def _open(self, config: MkDocsConfig) -> None:
        root = Path(config.config_file_path).parent
        settings = {key: value for key, value in self.config.items() if value is not None}
        docs = Path(os.path.relpath(config.docs_dir, root)).as_posix()
        edition = open_edition(
            make_project(root, settings, docs, own_files=list_own_files(read_config(root)))
        )
        records = edition.followed
        terms = self._concordance = edition.concordance
        findings = check(edition)
        self._report(findings)
        addresses = Addresses(edition.project.target.language, config.use_directory_urls)
        preview = self._command == "serve"
        statuses = find_statuses(edition, records, findings)
        old = find_old_addresses(records)
        self._survey = make_survey(edition, statuses, findings, list_nav(config.nav))
        self._layout = Layout(
            addresses,
            _edit_addresses(edition, config),
            findings if preview else (),
            shared=True,
            additions=make_additions(edition, statuses, old, addresses),
        )
        self._sentences = find_sentences(edition)
        self._edition = edition
        self._pages = _list_chapters(edition, addresses)
        self._annotations = tuple(
            list_annotations(
                [status.chapter for status in self._survey.statuses],
                edition.glossary,
                edition.project.languages,
            )
        )
        base = config.site_url.rstrip("/") + "/" if config.site_url else ""
        self._site = Site(addresses.page, addresses.default, base, config.site_name)
        self._extra_pages = list_extra_pages(
            edition,
            self._survey,
            old,
            self._annotations,
            addresses,
            TermUses(terms, self._survey.chapters),
        )
        self._extend(config, edition)

    def _report(self, findings: list[Finding]) -> None:
        """Say every finding; errors stop a build, and a preview shows them at their rows."""
        errors = [finding for finding in findings if finding.severity is Severity.ERROR]
        for finding in findings:
            grave = finding.severity is Severity.ERROR
            place = f"{finding.path}:{finding.line}: {finding.rule}"
            said = f"{finding.message}; {finding.hint}" if finding.hint else finding.message
            log.log(logging.ERROR if grave else logging.INFO, "%s: %s", place, said)
        if errors and self._command != "serve":
            number = "1 error" if len(errors) == 1 else f"{len(errors)} errors"
            raise PluginError(f"The texts do not answer each other: {number}, named above.")

    def _extend(self, config: MkDocsConfig, edition: Edition) -> None:
        """Add the edition's Markdown dialect and theme to what `mkdocs.yml` names."""
        languages = edition.project.languages
        missing = [name for name in DIALECT if name not in config.markdown_extensions]
        self._extension = VisavisExtension(
            self._concordance.finders,
            additions=self._layout.additions,
            sentences=self._sentences,
            cards=render_cards(edition),
            loans=find_loans(edition.glossary, *languages[::-1]),
            cache=RenderCache(
                edition.project.root,
                repr(edition.glossary.terms),
                languages,
                config.markdown_extensions,
                config.mdx_configs,
            ),
        )
        added: list[Any] = [*missing, self._extension]  # MkDocs hands objects through, like names
        config.markdown_extensions += added
        if str(_THEME) not in config.theme.dirs:
            config.theme.dirs.insert(0, str(_THEME))

    @event_priority(50)  # before static-i18n, which sorts what is there by language
    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Add what does not stand in `docs/`, and leave out what is not to be published."""
        assert self._edition is not None
        published = self._edition.published
        for file in tuple(files):
            if file.src_dir == config.docs_dir and file.src_uri not in self._pages:
                files.remove(file)
        for name in (*self._pages, *self._extra_pages):
            if files.get_file_from_path(name) is None:
                file = File(name, config.docs_dir, config.site_dir, config.use_directory_urls)
                if name in self._extra_pages and not self._extra_pages[name].in_nav:
                    file.inclusion = InclusionLevel.NOT_IN_NAV
                files.append(file)
        for name, path in published.files.items():
            folder = path.as_posix().removesuffix(name)
            files.append(File(name, folder, config.site_dir, config.use_directory_urls))
        return files

    def on_page_read_source(self, *, page: Page, config: MkDocsConfig) -> str | None:
        """Give a composed page in place of the file."""
        if page.file.src_uri in self._extra_pages:
            return self._extra_pages[page.file.src_uri].compose()
        if page.file.src_uri not in self._pages:
            return None
        assert self._edition is not None
        chapter, side = self._pages[page.file.src_uri]
        known = chapter.name in self._extension.settings.rendered
        compose = compose_twin if known else compose_chapter
        return compose(chapter, self._edition, side, self._layout)

    def on_page_markdown(
        self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files
    ) -> str:
        """Hand the template what it says at the heads of the columns."""
        if self.offline and page.canonical_url and config.site_url:
            page.canonical_url = config.site_url + served_address(page.url)
        chapter, side = self._pages.get(page.file.src_uri, (None, None))
        if chapter and side and self._edition:
            project = self._edition.project
            page.meta["visavis"] = {
                **describe_sides(chapter, self._edition, side, self._layout),
                "citation": as_script(
                    describe_citation(chapter, project, side, config.site_name or "")
                ),
            }
        return markdown

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Add what is HTML from the start."""
        extra = self._extra_pages.get(page.file.src_uri)
        return html + extra.render() if extra and extra.render else html

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        """Tell the templates about the interface that is being built."""
        assert self._edition is not None
        sides, addresses = self._edition.project.sides, self._layout.addresses
        language, notes = config.theme["language"], notes_name(self._edition)
        words, called = (
            read_words(language),
            {s.language: _call_language(s, language) for s in sides},
        )
        side = next(side for side in sides if side.language == language)
        env.globals["visavis"] = {
            **theme_words(env, side),
            "language": language,
            "default": addresses.default,
            "alignment": addresses.page(page_name(self._edition), language),
            "rules": addresses.page(rules_name(self._edition), language),
            "notes": addresses.page(notes, language) if notes else "",
            "languages": [
                {"tag": side.language, "name": side.name, "dir": side.direction} for side in sides
            ],
            "home": addresses.page("index", language),
            "search": addresses.home(language) + "search/",
            "search_page": addresses.page(index_name(self._edition), language),
            "pieces": PIECES if in_pieces(self._edition) and not self.offline else "",
            "contents": list_contents(
                [status.chapter for status in self._survey.statuses],
                self._edition.project,
                side,
                addresses,
            ),
            "leaves": make_leaves(),
            "offline": self.offline,
            # Never in a preview: what a browser keeps of it would be shown in place of the next.
            "worker": "" if self.offline or self._command == "serve" else WORKER,
            "quote_css": quote_css,
            "typeset": typeset,
            "letters": any(needs_letters(side.language) for side in sides),
            "names": {tag: _as_line(name) for tag, name in called.items()},
            "only": {
                tag: _as_line(words["view_only"].replace("{name}", name))
                for tag, name in called.items()
            },
            "words": {side.language: read_words(side.language) for side in sides},
            "marks": {side.language: mark_html(side.language) for side in sides},
        }
        return env

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Put right what no template reaches."""
        if self.page_done:
            self.page_done()
        return mend_page(output)

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        """The same for pages that are templates, such as `404.html`."""
        return mend_page(output) if template_name.endswith(".html") else output

    @event_priority(-200)  # after static-i18n, which writes its index last of all
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """When the outermost build ends: the search index, the summary, the worker."""
        self._depth -= 1
        if self._depth == 0 and self._edition is not None:
            site, addresses = Path(config.site_dir), self._layout.addresses
            cache = self._concordance.cache
            write_search(
                site,
                self._edition,
                addresses,
                self._sentences,
                whole=self.offline,
                cache=cache.lemmas if cache else None,
            )
            if cache:
                cache.save()
            write_summary(site, self._edition, self._survey.statuses, addresses)
            write_notes(site, self._annotations, self._edition, self._site)
            write_drawings(site, self._edition.published)
            if self._command != "serve":
                trim_assets(site, _THEME)
            layer_sheets(site)
            join_sheets(site)
            bundle_search(site)
            if self.offline:
                strip_served(site)
            elif self._command != "serve":
                write_worker(site)

    def on_serve(
        self, server: LiveReloadServer, *, config: MkDocsConfig, builder: Any
    ) -> LiveReloadServer:
        """Watch everything that an edition is made of."""
        assert self._edition is not None
        project = self._edition.project
        for name in (project.source.folder, project.glossary, project.record):
            folder = project.root / name
            if folder.is_dir():
                server.watch(str(folder))
        return server

    def on_build_error(self, *, error: Exception) -> None:
        """The next build starts afresh."""
        self._depth = 0


def _list_chapters(
    edition: Edition, addresses: Addresses
) -> dict[str, tuple[Pairing, TextSettings]]:
    """What each composed file shows: a chapter, in an interface."""
    return {
        addresses.file(chapter.name, side.language): (chapter, side)
        for side in edition.project.sides
        for chapter in edition.chapters
    }


def _call_language(side: TextSettings, interface: str) -> str:
    """A side's language in that of the interface's words."""
    name = name_language(side.language, spoken_language(interface))
    return side.name if name == side.language and side.name else name


def _as_line(words: str) -> str:
    """Words that begin a line."""
    return words[:1].upper() + words[1:]


def _edit_addresses(edition: Edition, config: MkDocsConfig) -> dict[str, str]:
    """Where each side's files are edited: MkDocs's own address, with that side's folder."""
    target, source = edition.project.sides
    if not config.repo_url or not config.edit_uri:
        return {}
    base = config.repo_url.rstrip("/") + "/" + config.edit_uri.lstrip("/")
    end = f"/{target.folder}/"
    if not base.endswith(end):
        return {target.language: base}
    return {target.language: base, source.language: base.removesuffix(end) + f"/{source.folder}/"}
