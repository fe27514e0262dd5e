"""MkDocs and its forks: their settings as ours, our pages as theirs."""

from __future__ import annotations

import logging
import os
import re
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup
from mkdocs.config.base import Config
from mkdocs.config.config_options import Optional, Type
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.structure.files import File, Files, InclusionLevel
from mkdocs.structure.pages import Page as HostPage
from mkdocs.structure.toc import TableOfContents, get_toc
from mkdocs.utils import nest_paths

from visavis.checks import Finding, Severity
from visavis.edition import open_edition
from visavis.errors import VisavisError
from visavis.glossary import GLOSSARY
from visavis.processes import keep_processes
from visavis.publication import Addresses, Publication, publish, usual_place
from visavis.render import Dialect
from visavis.settings import (
    list_parts,
    list_titles,
    make_project,
    read_config,
)
from visavis.site.colour import find_accent
from visavis.site.edition_site import EditionSite, find_edit_addresses
from visavis.site.page import TOP, Heading, Page
from visavis.site.suggestion import find_suggestions

_LINE = re.compile(r"(?<=\.md):\d+")
_SHOWN = ("subtitle", "author", "icon", "tags", "date")
"""What the theme shows of what a text says of itself."""


class VisavisConfig(Config):  # type: ignore[no-untyped-call]
    """The edition's own settings; `visavis.settings.make_project` says what they mean."""

    source = Optional(Type(dict))
    target = Optional(Type(dict))
    glossary = Type(str, default="glossary")
    record = Type(str, default="alignment")
    citation = Optional(Type(dict))
    pieces_from = Optional(Type(int))
    review = Optional(Type(dict))
    csp = Type(bool, default=True)
    downloads = Optional(Type(list))
    font = Optional(Type(str))
    search = Type(bool, default=True)
    typography = Optional(Type(bool))
    suggest = Optional(Type(str))


def begin_site(
    config: MkDocsConfig,
    settings: Mapping[str, Any],
    shown: EditionSite | None,
    log: logging.LoggerAdapter[Any],
    *,
    preview: bool,
    offline: bool,
) -> EditionSite:
    """Open the site and say what is found in its texts. Raises PluginError.

    A preview goes on with what it has `shown` where a file cannot be read just now: the browser
    must not be left without an answer.
    """
    with keep_processes():
        try:
            site = open_site(config, settings, preview=preview, offline=offline)
        except VisavisError as error:
            if not preview or shown is None:
                raise PluginError(str(error)) from None
            log.warning("%s. The preview shows the texts as they were.", error)
            return shown
        known = shown.publication.findings if preview and shown else ()
        errors = report(site.publication.findings, log, known)
        if errors and not preview:
            raise PluginError(f"The edition has {errors}, named above.")
        site.publication.work_ahead()
    return site


def open_site(
    config: MkDocsConfig, settings: Mapping[str, Any], *, preview: bool, offline: bool
) -> EditionSite:
    """Read the edition around an `mkdocs.yml`. Raises VisavisError.

    `settings` are those of the plugin.
    """
    root = Path(config.config_file_path).parent
    own = {key: value for key, value in settings.items() if value is not None}
    docs = Path(os.path.relpath(config.docs_dir, root)).as_posix()
    edition = open_edition(make_project(root, own, docs, read_config(root)))
    publication = publish(edition, dialect=read_dialect(config))
    return make_site(config, publication, preview=preview, offline=offline)


def read_dialect(config: MkDocsConfig) -> Dialect:
    """The Markdown in which the chapters are written."""
    return Dialect.of(config.markdown_extensions, config.mdx_configs or {})


def make_site(
    config: MkDocsConfig, publication: Publication, *, preview: bool = False, offline: bool = False
) -> EditionSite:
    """The site of a publication, as an `mkdocs.yml` has it."""
    edition = publication.edition
    repo_url = config.repo_url or ""
    edit = find_edit_addresses(edition, repo_url, config.edit_uri or "")
    base = config.site_url.rstrip("/") + "/" if config.site_url else ""
    written = read_config(edition.project.root)
    return EditionSite(
        publication,
        Addresses(edition.project.target.language, config.use_directory_urls),
        edit,
        config.site_name or "",
        lambda: config.site_name or "",
        preview=preview,
        offline=offline,
        suggestions=find_suggestions(edition.project.suggest, repo_url, edit, base),
        base=base,
        titles=list_titles(written, edition.project),
        parts=list_parts(written, edition.project),
        accent=find_accent(_list_palettes(config)),
    )


def _list_palettes(config: MkDocsConfig) -> list[Mapping[str, object]]:
    """The theme's, of which there may be one or several."""
    palette = config.theme.get("palette") or []
    given = [palette] if isinstance(palette, Mapping) else palette
    return [one for one in given if isinstance(one, Mapping)]


def report(
    findings: Iterable[Finding], log: logging.LoggerAdapter[Any], known: Iterable[Finding] = ()
) -> str:
    """Say every finding in the host's log, but warnings that are `known` only by their number.

    Returns how many errors there are, if any.
    """
    errors = again = 0
    before = set(map(_name_finding, known))
    for finding in findings:
        grave = finding.severity is Severity.ERROR
        errors += grave
        if not grave and _name_finding(finding) in before:
            again += 1
            continue
        place = f"{finding.path}:{finding.line}: {finding.rule}"
        log.log(logging.ERROR if grave else logging.INFO, "%s: %s", place, finding.sentence)
    if again:
        log.info("%s as before", "1 finding" if again == 1 else f"{again} findings")
    return {0: "", 1: "1 error"}.get(errors, f"{errors} errors")


def _name_finding(finding: Finding) -> tuple[str, str, str]:
    """What it is called wherever its lines stand, which every edit above them moves."""
    return finding.path, finding.rule, _LINE.sub("", finding.sentence)


def arrange_files(files: Files, site: EditionSite, config: MkDocsConfig) -> None:
    """Add what does not stand in `docs/`, and leave out what is not to be published."""
    for file in tuple(files):
        if file.src_dir == config.docs_dir and file.src_uri not in site.pages:
            files.remove(file)
    for name, page in site.pages.items():
        if files.get_file_from_path(name) is None:
            file = File(name, config.docs_dir, config.site_dir, config.use_directory_urls)
            if not page.in_nav:
                file.inclusion = InclusionLevel.NOT_IN_NAV
            files.append(file)
    for name, path in site.publication.edition.published.files.items():
        folder = path.as_posix().removesuffix(name)
        files.append(File(name, folder, config.site_dir, config.use_directory_urls))
    if config.nav is None or isinstance(config.nav, _OwnOrder):
        names = (f"{name}.md" for name in _list_pages(site))
        config.nav = _OwnOrder(nest_paths(names))  # type: ignore[no-untyped-call]


class _OwnOrder(list[Any]):
    """The `nav` of an edition whose `mkdocs.yml` names none."""


def _list_pages(site: EditionSite) -> list[str]:
    """The names of the pages that are listed, in their usual order, but the glossary last."""
    names = {page.name for page in site.pages.values() if page.in_nav}
    return sorted(names, key=lambda name: (name == GLOSSARY, usual_place(name)))


def name_page(host: HostPage, page: Page) -> None:
    """Say what the frame of a page needs to know."""
    host.meta = {**describe_page(page), "title": Markup.escape(page.title)}
    if "title" not in vars(host):  # `nav` in mkdocs.yml may name it
        host.title = Markup.escape(page.meta.get("nav_title") or page.title)


def describe_page(page: Page) -> dict[str, Any]:
    """What the host's templates read of a page; the index of the search is ours."""
    about = page.about()
    told: dict[str, Any] = {"description": page.description, "search": {"exclude": True}}
    told |= {key: _escape(page.meta[key]) for key in _SHOWN if key in page.meta}
    if about.pop("glossary", False):
        told["glossary"] = True
    if about:
        told["visavis"] = about
    if page.gone:
        told["robots"] = "noindex"
    return told


def _escape(value: Any) -> Any:
    """A value as the templates of the theme may write it, which escape nothing."""
    return [*map(Markup.escape, value)] if isinstance(value, tuple) else Markup.escape(value)


def make_toc(page: Page, headings: Sequence[Heading]) -> TableOfContents:
    """A table of contents as MkDocs has it."""
    return get_toc(_nest(page, headings))


def _nest(page: Page, headings: Sequence[Heading]) -> list[Any]:
    """A table of contents in the form in which Python-Markdown gives it; the title comes first."""
    if not headings or headings[0].level > 1:
        headings = [Heading(1, TOP, page.title), *headings]
    top: list[Any] = []
    above: list[dict[str, Any]] = []
    for heading in headings:
        token = {
            "level": heading.level,
            "id": heading.id,
            "name": Markup.escape(heading.words),
            "children": [],
        }
        while above and above[-1]["level"] >= heading.level:
            above.pop()
        (above[-1]["children"] if above else top).append(token)
        above.append(token)
    return top
